"""A historic record is never acted on again, and whoever looks at it sees what it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from notifications.catalogue import Event
from states.vocabulary import State
from tests.workflow.builders import Office, refused
from tests.workflow.old_papers import old_text
from tests.workflow.sample_office import (
    CE,
    CFO,
    DETAILS,
    FIRST_DAY,
    GOVERNANCE,
    LIMBS,
    ORIGINATOR,
    PCC,
    paper,
)
from workflow.reads.timeline import Timeline, timeline
from workflow.usecases.approve import approve
from workflow.usecases.ask_again import ask_again
from workflow.usecases.bring_back import bring_back
from workflow.usecases.correct import correct
from workflow.usecases.declare_interest import declare_interest
from workflow.usecases.discard_draft import discard_draft
from workflow.usecases.pause import pause
from workflow.usecases.public_record import PublicRecord
from workflow.usecases.publish import publish
from workflow.usecases.record_from_paper import record_from_paper
from workflow.usecases.refuse import refuse
from workflow.usecases.resubmit import resubmit
from workflow.usecases.save_draft import save_draft
from workflow.usecases.send_back import send_back
from workflow.usecases.sign import sign
from workflow.usecases.submit import submit
from workflow.usecases.withdraw import withdraw

Try = Callable[[Office, str], object]
PUBLIC = PublicRecord(details=DETAILS)

ACTS: dict[str, Try] = {
    "submit": lambda o, s: submit(o.desk, o.by_hand(ORIGINATOR, s), now=o.tick()),
    "resubmit": lambda o, s: resubmit(o.desk, o.by_hand(ORIGINATOR, s), now=o.tick()),
    "sign": lambda o, s: sign(o.desk, o.by_hand(CFO, s, CFO), now=o.tick(), **LIMBS[CFO]),
    "send back": lambda o, s: send_back(o.desk, o.by_hand(CE, s, CE), now=o.tick(), reason="No."),
    "approve": lambda o, s: approve(o.desk, o.by_hand(PCC, s, PCC), now=o.tick()),
    "refuse": lambda o, s: refuse(o.desk, o.by_hand(PCC, s, PCC), now=o.tick(), reason="No."),
    "record ink": lambda o, s: record_from_paper(
        o.desk, o.by_hand(GOVERNANCE, s, CE), o.ink(CE, "05/01/2026"), now=o.tick()
    ),
    "withdraw": lambda o, s: withdraw(o.desk, o.by_hand(ORIGINATOR, s), now=o.tick(), reason="Done."),
    "declare": lambda o, s: declare_interest(
        o.desk, o.by_hand(CE, s), now=o.tick(), interest="A relative works there.", bars=True
    ),
    "pause": lambda o, s: pause(o.desk, o.by_hand(GOVERNANCE, s), now=o.tick(), reason="Wait."),
    "publish": lambda o, s: publish(o.desk, o.by_hand(GOVERNANCE, s), PUBLIC, now=o.tick()),
    "correct": lambda o, s: correct(o.desk, o.by_hand(GOVERNANCE, s), PUBLIC, now=o.tick(), reason="Slip."),
    "bring back": lambda o, s: bring_back(o.desk, s, deferred_to=FIRST_DAY, now=o.tick()),
    "save": lambda o, s: save_draft(o.desk, o.by_hand(GOVERNANCE, s), paper(), now=o.tick()),
    "discard": lambda o, s: discard_draft(o.desk, o.by_hand(ORIGINATOR, s)),
    "ask again": lambda o, s: ask_again(o.desk, replace(o.operator(), submission=s), now=o.tick()),
}
"""Everything that somebody might try on it, as the one who might do it on any other paper."""


@pytest.mark.parametrize("act", ACTS)
def test_no_act_on_a_historic_record_is_done(office: Office, act: str) -> None:
    about = office.brought_in(old_text()).about
    kept = {name: rows for name, rows in office.rows().items() if name in _WHAT_ACTS_CHANGE}
    refused(lambda: ACTS[act](office, about))
    assert {name: rows for name, rows in office.rows().items() if name in _WHAT_ACTS_CHANGE} == kept
    assert office.load(about).state == State.HISTORIC


_WHAT_ACTS_CHANGE = frozenset(
    {
        "submission",
        "draft",
        "version",
        "sign_off",
        "interest",
        "publication",
        "link",
        "letter",
        "historic",
        "file",
    }
)


def test_the_worker_finds_nothing_to_do_for_it(office: Office) -> None:
    office.brought_in(old_text())
    letters = len(office.post())
    office.clock.wait(days=30)
    assert len(office.post()) == letters
    assert Event.REMINDER not in {row[1] for row in office.rows()["letter"]}


def told(office: Office, name: str) -> Timeline:
    with office.desk.store.reading() as connection:
        return timeline(connection, name, steps_of=office.desk.steps_of(connection), now=office.clock.now)


def test_its_timeline_says_that_it_is_historic_and_where_it_comes_from(office: Office) -> None:
    receipt = office.brought_in(old_text(), name="decision-07.txt")
    found = told(office, "07/2025")
    assert found.as_json()["historic"] is True
    assert found.old_paper is not None
    assert (found.old_paper.file_name, found.old_paper.kept_by) == ("decision-07.txt", "os:operator")
    assert found.old_paper.kept_on == receipt.at[:10]
    assert [event.fact for event in found.events] == ["imported"]


def test_its_timeline_has_the_dates_as_written_and_as_read(office: Office) -> None:
    office.brought_in(old_text(dates=("19/02/205", "05/01/2026", "06/01/2026")))
    old = told(office, "07/2025").old_paper
    assert old is not None
    assert [(d["title"], d["written"], d["date"]) for d in old.sign_offs][:2] == [
        ("Chief Executive", "19/02/205", None),
        ("Chief Finance Officer (Section 151 Officer)", "05/01/2026", "2026-01-05"),
    ]


def test_its_timeline_has_its_findings(office: Office) -> None:
    receipt = office.brought_in(old_text())
    old = told(office, "07/2025").old_paper
    assert old is not None
    assert list(old.findings) == list(receipt.findings)


def test_a_paper_that_goes_its_way_online_is_not_historic(office: Office) -> None:
    office.submitted()
    found = told(office, "01/2026").as_json()
    assert (found["historic"], found["old_paper"]) == (False, None)


def test_one_without_a_number_is_found_by_its_id(office: Office) -> None:
    about = office.brought_in(old_text("5-25")).about
    assert told(office, about).historic


@pytest.mark.parametrize("digits", [8, 12, 64])
def test_one_is_found_by_the_first_digits_of_its_file(office: Office, digits: int) -> None:
    about = office.brought_in(old_text("5-25")).about
    sha256 = next(str(row[1]) for row in office.rows()["historic"] if row[0] == about)
    assert told(office, sha256[:digits].upper()).events[0].fact == "imported"


@pytest.mark.parametrize("name", ["99/2025", "abc", "0000000", "00000000", "s_nobody"])
def test_what_nothing_is_called_is_refused(office: Office, name: str) -> None:
    office.brought_in(old_text())
    assert refused(lambda: told(office, name)).rule == "number-unknown"
