"""Who hears of what: every fact has a line, every folder its use, and nobody is told twice or never."""

from pathlib import Path

import pytest

import notifications
from notifications.catalogue import CATALOGUE, AsItsAct, Audience, Event, Mailing, Silent, mailings
from states.facts import FORMS, About, FactName
from states.vocabulary import Act

LETTERS = Path(notifications.__file__).parent / "letters"
FOLDERS = {folder.name for folder in LETTERS.iterdir() if folder.is_dir()}
RECORDED = (FactName.RECORDED_FROM_PAPER, FactName.MEETING_RECORDED)
ACTS = {
    Act.SIGN: FactName.SIGNED,
    Act.SEND_BACK: FactName.SENT_BACK,
    Act.APPROVE: FactName.APPROVED,
    Act.REFUSE: FactName.REFUSED,
    Act.DEFER: FactName.DEFERRED,
}


def told(fact: FactName) -> set[tuple[Event, Audience]]:
    return {(mailing.event, mailing.to) for mailing in mailings(fact)}


@pytest.mark.parametrize("fact", FactName)
def test_every_fact_has_a_line(fact: FactName) -> None:
    line = CATALOGUE[fact]
    assert isinstance(line, (AsItsAct, Silent)) or len(line) > 0


@pytest.mark.parametrize("fact", [name for name, line in CATALOGUE.items() if isinstance(line, Silent)])
def test_silence_has_a_reason_and_no_letter(fact: FactName) -> None:
    line = CATALOGUE[fact]
    assert isinstance(line, Silent)
    assert line.reason.endswith(".")
    assert mailings(fact) == ()


def test_every_event_is_caused_by_some_fact() -> None:
    lines = [mailing for fact in FactName if fact not in RECORDED for mailing in mailings(fact)]
    caused = {e for mailing in lines for e in (mailing.event, mailing.if_nobody, mailing.if_board)}
    assert caused - {None} == set(Event)


def test_every_folder_is_an_event_and_every_event_a_folder() -> None:
    assert {event.value for event in Event} == FOLDERS


@pytest.mark.parametrize("folder", sorted(FOLDERS))
def test_every_folder_has_its_three_files(folder: str) -> None:
    assert {file.name for file in (LETTERS / folder).iterdir()} == {"subject.txt", "body.txt", "body.html"}


@pytest.mark.parametrize("fact", FactName)
def test_no_event_goes_to_one_audience_twice(fact: FactName) -> None:
    if fact in RECORDED:
        assert CATALOGUE[fact] == AsItsAct()
        return
    lines = [(mailing.event, mailing.to) for mailing in mailings(fact)]
    assert len(lines) == len(set(lines))


OPENING = {name for name, form in FORMS.items() if any("with:" in after for after in form.moves.values())}


@pytest.mark.parametrize("fact", sorted(OPENING - set(RECORDED)))
def test_whoever_must_act_next_is_asked_and_governance_if_there_is_nobody(fact: FactName) -> None:
    asked = Mailing(
        Event.YOUR_TURN, Audience.NEXT_HOLDERS, if_nobody=Event.NO_HOLDER, if_board=Event.MEETING_DUE
    )
    assert asked in mailings(fact)


CLOSING = {name for name, form in FORMS.items() if "with:" in form.moves and form.about is About.SUBMISSION}


@pytest.mark.parametrize("fact", sorted(CLOSING - set(RECORDED)))
def test_whoever_lost_an_open_step_without_acting_is_told(fact: FactName) -> None:
    assert Audience.OPEN_HOLDERS in {mailing.to for mailing in mailings(fact)}


@pytest.mark.parametrize("fact", [FactName.APPROVED, FactName.REFUSED])
def test_decision_is_told_to_originator_and_signers_and_its_publication_to_governance(fact: FactName) -> None:
    assert told(fact) >= {
        (Event.DECIDED, Audience.ORIGINATOR),
        (Event.DECIDED, Audience.SIGNERS),
        (Event.PUBLICATION_DUE, Audience.GOVERNANCE),
    }


def test_paper_sent_back_is_told_to_its_originator_and_to_whoever_signed() -> None:
    expected = {(Event.SENT_BACK, Audience.ORIGINATOR), (Event.RETURNED, Audience.SIGNERS)}
    assert told(FactName.SENT_BACK) >= expected


@pytest.mark.parametrize("fact", [FactName.SUBMITTED, FactName.RESUBMITTED])
def test_originator_gets_a_confirmation_of_the_own_act(fact: FactName) -> None:
    assert Mailing(Event.SUBMITTED, Audience.ORIGINATOR, also_actor=True) in mailings(fact)


@pytest.mark.parametrize(("act", "fact"), ACTS.items())
@pytest.mark.parametrize("recorded", RECORDED)
def test_act_recorded_later_causes_the_letters_of_the_act(
    recorded: FactName, act: Act, fact: FactName
) -> None:
    assert mailings(recorded, act=act) == mailings(fact)


@pytest.mark.parametrize("act", [None, Act.WITHDRAW, Act.PUBLISH])
@pytest.mark.parametrize("recorded", RECORDED)
def test_record_of_no_act_is_a_fault(recorded: FactName, act: Act | None) -> None:
    with pytest.raises(ValueError, match="must say which act"):
        mailings(recorded, act=act)


@pytest.mark.parametrize("fact", [FactName.LETTER_FAILED, FactName.LETTER_BOUNCED])
def test_failed_letter_is_seen_by_governance(fact: FactName) -> None:
    assert mailings(fact, failed_event=Event.YOUR_TURN) == (
        Mailing(Event.LETTER_FAILED, Audience.GOVERNANCE),
    )


@pytest.mark.parametrize("fact", [FactName.LETTER_FAILED, FactName.LETTER_BOUNCED])
def test_failure_of_the_letter_about_a_failure_causes_no_other(fact: FactName) -> None:
    assert mailings(fact, failed_event=Event.LETTER_FAILED) == ()
