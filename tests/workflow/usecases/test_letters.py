"""Who is written to about each act: everybody concerned, nobody twice, and nothing confidential."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from states.submission import Content
from tests.workflow.builders import Office, tokens_in
from tests.workflow.sample_office import (
    CE,
    CFO,
    DEPUTY,
    DETAILS,
    GOVERNANCE,
    ORIGINATOR,
    PCC,
    paper,
)
from workflow.store.offices import Person
from workflow.usecases.approve import Approval
from workflow.usecases.change_person import change_person
from workflow.usecases.correct import correct
from workflow.usecases.declare_interest import declare_interest
from workflow.usecases.defer import defer
from workflow.usecases.pause import pause
from workflow.usecases.public_record import PublicRecord
from workflow.usecases.publish import publish
from workflow.usecases.record_from_paper import record_from_paper
from workflow.usecases.record_meeting import record_meeting
from workflow.usecases.refuse import refuse
from workflow.usecases.resubmit import resubmit
from workflow.usecases.submit import submit
from workflow.usecases.visit import Receipt
from workflow.usecases.withdraw import withdraw

DECIDED = [("decided", CE), ("decided", CFO), ("decided", ORIGINATOR), ("publication_due", GOVERNANCE)]


def _submitted(office: Office) -> Receipt:
    visit = office.visit(ORIGINATOR, submission=office.draft())
    return submit(office.desk, visit, now=office.tick())


def _signed(office: Office) -> Receipt:
    office.submitted()
    return office.signed(CE)


def _signed_by_a_deputy(office: Office) -> Receipt:
    office.delegate(CE, CE)
    office.submitted()
    return office.signed(DEPUTY)


def _sent_back(office: Office) -> Receipt:
    office.with_cfo()
    return office.sent_back(CFO)


def _approved(office: Office) -> Receipt:
    office.with_decider()
    return office.approved(Approval(conditions="A report in July."))


def _refused(office: Office) -> Receipt:
    office.with_decider()
    return refuse(office.desk, office.by_letter(PCC), now=office.tick(), reason="It costs too much.")


def _deferred(office: Office) -> Receipt:
    office.with_decider()
    visit, back_on = office.by_letter(PCC), date(2026, 6, 1)
    return defer(office.desk, visit, now=office.tick(), reason="The audit is due.", back_on=back_on)


def _withdrawn(office: Office) -> Receipt:
    about = office.with_cfo()
    visit = office.visit(ORIGINATOR, submission=about)
    return withdraw(office.desk, visit, now=office.tick(), reason="No longer needed.")


def _paused(office: Office) -> Receipt:
    visit = office.visit(GOVERNANCE, submission=office.submitted())
    return pause(office.desk, visit, now=office.tick(), reason="Leave.")


def _declared(office: Office) -> Receipt:
    visit = office.visit(CE, submission=office.submitted())
    return declare_interest(office.desk, visit, now=office.tick(), interest="A relative.", bars=True)


def _recorded(office: Office) -> Receipt:
    visit = office.by_hand(GOVERNANCE, office.with_decider(), PCC)
    return record_from_paper(office.desk, visit, office.ink(PCC, "05/05/2026"), now=office.tick())


def _board_due(office: Office) -> Receipt:
    office.submitted(replace(paper(), submitted_to="Policing Board"), route="board-decision")
    return office.signed(CE)


def _meeting(office: Office) -> Receipt:
    visit = office.by_hand(GOVERNANCE, office.on_board_agenda(), "board")
    return record_meeting(office.desk, visit, office.meeting(), now=office.tick())


def _published(office: Office) -> Receipt:
    visit = office.by_hand(GOVERNANCE, office.decided())
    return publish(office.desk, visit, PublicRecord(details=DETAILS), now=office.tick())


def _corrected(office: Office) -> Receipt:
    visit = office.by_hand(GOVERNANCE, office.published())
    return correct(office.desk, visit, PublicRecord(details=DETAILS), now=office.tick(), reason="A slip.")


WHO_GOT_WHAT: list[tuple[Callable[[Office], Receipt], list[tuple[str, str]]]] = [
    (_submitted, [("submitted", ORIGINATOR), ("your_turn", CE)]),
    (_signed, [("progress", ORIGINATOR), ("your_turn", CFO)]),
    (_signed_by_a_deputy, [("no_longer_yours", CE), ("progress", ORIGINATOR), ("your_turn", CFO)]),
    (_sent_back, [("returned", CE), ("sent_back", ORIGINATOR)]),
    (_approved, DECIDED),
    (_refused, DECIDED),
    (_deferred, [("deferred", CE), ("deferred", CFO), ("deferred", ORIGINATOR)]),
    (_withdrawn, [("withdrawn", CE), ("withdrawn", CFO)]),
    (_paused, [("paused", ORIGINATOR)]),
    (_declared, [("interest_declared", GOVERNANCE)]),
    (_recorded, DECIDED),
    (_board_due, [("meeting_due", GOVERNANCE), ("progress", ORIGINATOR)]),
    (_published, [("published", CE), ("published", CFO), ("published", PCC), ("published", ORIGINATOR)]),
    (_corrected, []),
]


@pytest.mark.parametrize(
    ("act", "expected"), WHO_GOT_WHAT, ids=[act.__name__.strip("_") for act, _ in WHO_GOT_WHAT]
)
def test_each_act_is_told_to_exactly_those_concerned(
    office: Office, act: Callable[[Office], Receipt], expected: list[tuple[str, str]]
) -> None:
    receipt = act(office)
    assert office.letters_of(receipt) == sorted(expected)


def test_a_boards_decision_is_told_to_all_but_those_who_made_it(office: Office) -> None:
    told = [("decided", CE), ("decided", ORIGINATOR), ("publication_due", GOVERNANCE)]
    assert office.letters_of(_meeting(office)) == told


def test_governance_hears_that_a_paper_was_withdrawn_from_the_boards_agenda(office: Office) -> None:
    visit = office.visit(ORIGINATOR, submission=office.on_board_agenda())
    receipt = withdraw(office.desk, visit, now=office.tick(), reason="No longer needed.")
    assert office.letters_of(receipt) == [("withdrawn", CE), ("withdrawn", GOVERNANCE)]


def test_every_letter_arrives_once_and_nobody_gets_one_twice(office: Office) -> None:
    about = office.published()
    mail = office.post()
    queued = [item for entry in office.entries(about) for item in entry["data"].get("letters", [])]
    addresses = {person.id: person.email for person in office.people.values()}
    assert Counter(one.to for one in mail) == Counter(addresses[item["to"]] for item in queued)
    for entry in office.entries(about):
        got = [(item["event"], item["to"]) for item in entry["data"].get("letters", [])]
        assert len(got) == len(set(got))


def test_only_those_asked_to_act_get_a_link_and_each_their_own(office: Office) -> None:
    office.delegate(CE, CE)
    office.published()
    with_link = {(one.to.partition("@")[0], token) for one in office.post() for token in tokens_in(one.text)}
    assert {who for who, _ in with_link} == {CE, DEPUTY, CFO, PCC}
    assert len({token for _, token in with_link}) == len(with_link) == 4


def test_both_parts_of_a_letter_bear_the_same_link(office: Office) -> None:
    office.submitted()
    letter = next(one for one in office.post() if tokens_in(one.text))
    assert set(tokens_in(letter.text)) == set(tokens_in(letter.html))


def test_a_letter_names_number_and_title_of_the_paper(office: Office) -> None:
    office.submitted()
    letter = next(one for one in office.post() if one.to.startswith(CE))
    assert letter.subject == f"01/2026 for you to sign: {paper().subject}"


# --- Confidential papers -----------------------------------------------------------------------------------

CANARIES = ("Marigold", "Primrose", "Foxglove", "Bluebell", "Snowdrop")


def _confidential() -> Content:
    return replace(
        paper(),
        subject="Marigold grant",
        confidential="yes",
        confidential_reasons="Primrose: it names a person.",
        marking="CONFIDENTIAL",
        needed_by="Foxglove week",
    )


def test_no_letter_about_a_confidential_paper_holds_any_of_its_text(office: Office) -> None:
    about = office.submitted(_confidential())
    office.sent_back(CE, "Bluebell is missing.")
    resubmit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())
    office.signed(CE)
    office.signed(CFO)
    office.approved(Approval(conditions="Snowdrop must report.", reason="Bluebell agreed."))
    mail = office.post()
    assert len(mail) > 8
    for one in mail:
        assert not [word for word in CANARIES if word in one.subject + one.text + one.html]


# --- What people type into headers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "=?utf-8?q?x=0D=0ABcc=3A_attacker=40example.org?=",
        "Grant%0aBcc: attacker@example.org",
        "Grant, attacker@example.org",
        'Grant "quoted" <attacker@example.org>',
        "{{ 7 * 7 }} {% raw %}",
        "<img src=x onerror=alert(1)>",
        "x" * 900,
    ],
    ids=["encoded word", "percent", "comma", "angle", "template", "markup", "long"],
)
def test_a_title_puts_nothing_into_the_headers(office: Office, title: str) -> None:
    office.submitted(replace(paper(), subject=title))
    _require_plain(office)
    assert all("<img" not in one.html for one in office.post())


@pytest.mark.parametrize(
    "name", ["=?utf-8?q?Bcc=3A_attacker=40example.org?=", 'A "B" <attacker@example.org>', "{{ 7 * 7 }} x"]
)
def test_a_name_puts_nothing_into_the_headers(office: Office, name: str) -> None:
    wanted = Person(office.id(CE), name, office.people[CE].email)
    change_person(office.desk, office.visit(GOVERNANCE), wanted, now=office.tick())
    office.submitted()
    _require_plain(office)


def _require_plain(office: Office) -> None:
    mail = office.post()
    assert len(mail) == 2
    for one, taken in zip(mail, office.recorder.taken, strict=True):
        assert one.to == taken.recipient
        assert taken.recipient in {person.email for person in office.people.values()}
        assert Counter(name.lower() for name in one.headers)["to"] == 1
        assert not {"bcc", "cc", "reply-to"} & {name.lower() for name in one.headers}
    assert set(office.statuses()) == {"accepted"}
