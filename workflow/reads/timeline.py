"""The timeline of one submission: every fact with person, office as it was, time, proof, and the waits."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from states.calendar import Calendar, london_day, working_days_between
from states.facts import FactName
from states.refusals import refusal
from states.rules.case import Case
from states.rules.customs import Customs
from states.rules.publication import published_late
from states.submission import Submission
from states.vocabulary import State, open_steps
from workflow import outbox
from workflow.audit.openings import openings
from workflow.audit.texts import read_fields
from workflow.reads.names import Names, people_in
from workflow.reads.old_paper import OldPaper, old_paper, old_paper_named
from workflow.store import offices, submissions
from workflow.store.audit_tables import audit_entry
from workflow.store.submissions import StepsOf
from workflow.store.tables import sign_off


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact. `on` is the London day that counts for it (of ink its own date); `waited` working days the
    step was open before it, None where nothing waited. `office` is its title as it was."""

    at: str
    on: str
    fact: str
    act: str
    step: str | None
    person: str | None
    office: str | None
    capacity: str | None
    acted_for: str | None
    proof: str
    before: str | None
    after: str | None
    version: int | None
    waited: int | None
    recorded_later: bool
    words: Mapping[str, Any]
    findings: Sequence[Mapping[str, str]]
    entry: int
    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A submission's facts in order, its letters, and the working days from first submission to last fact.

    `findings` are of the whole story; a warning of one sign-off stands with that. One that is `historic` was
    kept from an old paper: its one fact is that, `old_paper` says the rest.
    """

    historic: bool
    number: str | None
    subject: str | None
    state: str
    version: int
    content: str | None
    route: Mapping[str, Any]
    working_days: int
    events: tuple[Event, ...]
    letters: tuple[Mapping[str, Any], ...]
    findings: tuple[Mapping[str, str], ...]
    old_paper: OldPaper | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def timeline(
    connection: Connection, number: str, *, steps_of: StepsOf, now: datetime, customs: Customs | None = None
) -> Timeline:
    """The timeline of a decision number; of an old paper also by its id, or by its file's SHA-256.

    `now` is until when an unpublished decision has waited. Refuses a number that nothing has.
    """
    found_id = submissions.id_of_number(connection, number) or old_paper_named(connection, number)
    found = submissions.load(connection, found_id, steps_of=steps_of) if found_id else None
    if found is None:
        raise refusal("number-unknown", f"There is no submission {number}. Look it up in the register.")
    entries = [(row.seq, json.loads(row.leaf)) for row in _entries(connection, found.id)]
    letters, calendar = outbox.of_submission(connection, found.id), offices.working_calendar(connection)
    recipients = {row["to_person"] for row in letters}
    names = Names(connection, recipients | people_in(entry for _, entry in entries))
    teller = _Teller(connection, found, names, calendar)
    events = tuple(teller.tell(seq, entry) for seq, entry in entries)
    submitted = [e for e in events if e.fact == FactName.SUBMITTED]
    days = (
        working_days_between(calendar, date.fromisoformat(submitted[0].on), _last_day(events))
        if submitted
        else 0
    )
    return Timeline(
        historic=found.state == State.HISTORIC,
        number=found.number,
        subject=read_fields(connection, found.id, found.version, only=("subject",)).get("subject"),
        state=found.state,
        version=found.version,
        content=found.content,
        route={"key": found.route_key, "version": found.route_version, "sha256": found.route_sha256},
        working_days=days,
        events=events,
        letters=tuple(_letter(row, names) for row in letters),
        findings=_findings(found, events, calendar, customs=customs or Customs(), now=now),
        old_paper=old_paper(connection, found.id, steps=found.steps),
    )


def _entries(connection: Connection, about: str) -> Sequence[Any]:
    return connection.execute(
        select(audit_entry.c.seq, audit_entry.c.leaf)
        .where(audit_entry.c.about_id == about)
        .order_by(audit_entry.c.epoch, audit_entry.c.seq)
    ).all()


def _last_day(events: Sequence[Event]) -> date:
    return london_day(datetime.fromisoformat(events[-1].at))


def _findings(
    found: Submission, events: Sequence[Event], calendar: Calendar, *, customs: Customs, now: datetime
) -> tuple[Mapping[str, str], ...]:
    published = [event.at for event in events if event.fact == FactName.PUBLISHED]
    until = datetime.fromisoformat(published[0]) if published else now
    case = Case(now=until, calendar=calendar, submission=found, customs=customs)
    return tuple(finding.as_json() for finding in published_late.findings(case))


def _letter(row: Mapping[str, Any], names: Names) -> dict[str, Any]:
    return {
        "event": row["event"],
        "to": names.at(row["to_person"], row["created_at"]),
        "subject": row["subject"],
        "status": row["status"],
        "queued_at": row["created_at"].isoformat(),
    }


class _Teller:
    """Tells each entry in turn, remembering since when each step has been open."""

    def __init__(self, connection: Connection, found: Submission, names: Names, calendar: Calendar) -> None:
        self.connection, self.names, self.calendar = connection, names, calendar
        self.titles = {step.key: step.title for step in found.steps}
        self.frozen = {
            row.entry_id: row
            for row in connection.execute(select(sign_off).where(sign_off.c.submission == found.id))
        }
        self.authority = offices.authority(connection)
        self.opened: dict[str, date] = {}

    def tell(self, seq: int, entry: Mapping[str, Any]) -> Event:
        at = datetime.fromisoformat(entry["at"])
        data, about, actor = entry["data"], entry["about"], entry["actor"]
        day = data.get("signed_on") or data.get("met_on") or london_day(at).isoformat()
        kept = self.frozen.get(entry["id"])
        waited = self._waited(about["step"], date.fromisoformat(day), entry["fact"])
        self._follow(entry, london_day(at))
        return Event(
            at=entry["at"],
            on=day,
            fact=entry["fact"],
            act=data.get("act", entry["fact"]),
            step=about["step"],
            person=kept.person_name if kept else self.names.at(actor["person"], at),
            office=kept.office_title if kept else self._title(actor["office"], london_day(at)),
            capacity=kept.capacity if kept else actor["capacity"],
            acted_for=kept.for_name if kept else self.names.at(actor["for"], at),
            proof=actor["proof"],
            before=entry["before"],
            after=entry["after"],
            version=about["version"],
            waited=waited,
            recorded_later=entry["fact"] == FactName.RECORDED_FROM_PAPER,
            words=self._words(entry["sealed"]),
            findings=kept.findings if kept else [],
            entry=seq,
            entry_id=entry["id"],
        )

    def _waited(self, step: str | None, day: date, fact: str) -> int | None:
        opened = self.opened.get(step or "")
        if opened is None or fact == FactName.TURNED_AWAY:
            return None
        return working_days_between(self.calendar, opened, day)

    def _follow(self, entry: Mapping[str, Any], day: date) -> None:
        now_open = open_steps(entry["after"] or "")
        self.opened = {step: self.opened.get(step, day) for step in now_open}
        if entry["fact"] in {FactName.SUBMITTED, FactName.RESUBMITTED, FactName.BROUGHT_BACK}:
            self.opened = dict.fromkeys(now_open, day)

    def _words(self, seals: Mapping[str, str]) -> dict[str, Any]:
        found = openings(self.connection, seals.values())
        return {name: found[seal] for name, seal in seals.items() if seal in found}

    def _title(self, office: str | None, day: date) -> str | None:
        return next(
            (
                t.title
                for t in self.authority.titles
                if t.office == office and t.from_on <= day and (t.to_on is None or day <= t.to_on)
            ),
            office,
        )
