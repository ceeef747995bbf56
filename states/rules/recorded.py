"""What was done elsewhere and is recorded here: a board's meeting with its quorum, a sign-off made in ink."""

from collections.abc import Iterable

from states.authority import Holder, may_sign
from states.requests import Meeting
from states.rules.acts import filled_by
from states.rules.case import Case, blocks
from states.rules.words import says_something
from states.submission import Step

Found = Iterable[tuple[str, str]]


@blocks(
    "quorum-not-met",
    "A board decides at a meeting with its quorum.",
    source="the route's own quorum",
    at="S X",
    listed=False,
)
def quorum_not_met(case: Case) -> Found:
    """Fires where a board's step is signed by one person, where a meeting is recorded for an office that is
    no board, and where fewer members voted than the quorum. Each seat counts once, and only for somebody in
    post that day who wrote nothing of the paper, took no other step and has no conflict.
    """
    step, meeting = case.step, case.asked.meeting
    if step is None:
        return
    if meeting is None:
        if step.quorum > 1:
            yield "act", f"The {step.title} acts at a meeting: a governance officer records it."
        return
    if step.quorum == 1:
        yield "act", f"The {step.title} is no board, so no meeting signs here: the holder does, or in ink."
        return
    said = _counted(case, step, meeting)
    if said:
        yield "act", " ".join(said)


def _counted(case: Case, step: Step, meeting: Meeting) -> list[str]:
    """What is wrong with those who voted. A seat counts once, and only for somebody entitled to it."""
    voting = voters(meeting)
    seats = {h.for_person or h.person for h in _entitled(case, step, meeting)}
    said = []
    if others := len(voting) - len(seats):
        said.append(
            f"{others} of those counted may not vote on this paper: not in post on the day, barred by an "
            "interest, its writers, signers of another step, or a second vote for one seat."
        )
    if len(seats) < step.quorum:
        said.append(f"{len(seats)} members voted; the quorum is {step.quorum}.")
    return said


def voters(meeting: Meeting) -> tuple[str, ...]:
    """Those who were present and did not abstain, each once."""
    return tuple(dict.fromkeys(p for p in meeting.present if p not in meeting.abstained))


def _entitled(case: Case, step: Step, meeting: Meeting) -> list[Holder]:
    """Those voters who may act for the office that day, for themselves or as deputy of one who may."""
    record = case.record
    others = {p for s in record.sign_offs if s.step != step.key for p in filled_by(case, s)}
    excluded = record.barred | record.editors | {record.originator} | others
    found = (
        may_sign(case.authority, step.office, person=p, on=meeting.met_on, reserved=step.reserved)
        for p in voters(meeting)
    )
    return [h for h in found if h and h.person not in excluded and h.for_person not in excluded]


@blocks(
    "minute-missing",
    "A meeting's record names its minute.",
    source="good practice: a decision can be traced to its minute",
    at="S X",
    listed=False,
)
def minute_missing(case: Case) -> Found:
    """Fires for a meeting without the reference of its minute."""
    meeting = case.asked.meeting
    if meeting is not None and not says_something(meeting.minute):
        yield "act", "Give the reference of the meeting's minute."


@blocks(
    "scan-missing",
    "A sign-off in ink is shown by its scan or file.",
    source="good practice: a record can be checked against its source",
    at="S X",
    listed=False,
)
def scan_missing(case: Case) -> Found:
    """Fires for a sign-off in ink recorded without the scan or file that shows it."""
    ink = case.asked.ink
    if ink is not None and not {"sha256", "size"} <= set(ink.scan):
        yield "act", "Add the scan or file that shows the signature."
