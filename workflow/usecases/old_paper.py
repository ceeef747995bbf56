"""What an old paper's record is made of: what its file says, what the rules say of that, its rows."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection

from states.calendar import Calendar, london_day
from states.check import check_paper
from states.facts import Actor
from states.names import OFFICE_ALIASES
from states.refusals import Finding
from states.routes import Route, applicable_steps
from states.rules.numbers import number_taken
from states.submission import Paper, Step
from workflow.audit.canonical import NotCanonical, canonical, normalised
from workflow.audit.manifest import Sealed, VersionHead, build_manifest
from workflow.bank_holidays import bank_holidays, calendar_without_office
from workflow.papers import Unreadable
from workflow.store import historic, submissions
from workflow.store.historic import Historic, HistoricRow, OldFile
from workflow.usecases.desk import Desk

_SERIES = re.compile(r"0*([0-9]{2,})/([0-9]{4})")
_LONGEST_NUMBER = 64


@dataclass(frozen=True, kw_only=True)
class OldPaper:
    """A paper as it was read by its `route`, and the `adopted` route that its record hangs on."""

    source: OldFile
    paper: Paper
    route: Route
    adopted: Route
    office: str


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The number that the paper may have, the kept paper that it is, if any, and what the rules say of it."""

    number: str | None
    same_as: str | None
    findings: tuple[Finding, ...]


def judged(desk: Desk, connection: Connection, old: OldPaper, *, calendar: Calendar, now: datetime) -> Judged:
    number = _number(old.paper, desk.customs.number_pattern)
    held = submissions.id_of_number(connection, number) if number else None
    register = desk.register(connection, number=number, besides=None)
    findings = check_paper(
        old.paper,
        form=old.route.form,
        steps=_steps(old.route, old.paper, aliases=desk.customs.aliases),
        calendar=_calendar(calendar, old.paper, today=london_day(now)),
        now=now,
        customs=desk.customs,
        register=register,
        signed=True,
    )
    is_other = register.holding is None or any(found.rule == number_taken.name for found in findings)
    is_same = held is not None and not is_other and _says_nothing_new(connection, held, old.paper)
    return Judged(
        number=None if held else number, same_as=held if is_same else None, findings=tuple(findings)
    )


def _number(paper: Paper, pattern: str) -> str | None:
    """The paper's number as the register writes it; None for one that is not of the office's pattern."""
    written = (paper.number or "").strip()
    if len(written) > _LONGEST_NUMBER or not re.fullmatch(pattern, written):
        return None
    # 005/2025 is 05/2025: two records of one number would be found by nobody.
    match = _SERIES.fullmatch(written)
    return f"{int(match[1]):02d}/{match[2]}" if match else written


def _steps(route: Route, paper: Paper, *, aliases: Mapping[str, str] = OFFICE_ALIASES) -> tuple[Step, ...]:
    content = paper.content
    return applicable_steps(
        route,
        submitted_to=content.submitted_to,
        pence=max((amount.pence for amount in content.amounts), default=None),
        kind=content.kind,
        aliases=aliases,
    )


def _calendar(office: Calendar, paper: Paper, *, today: date) -> Calendar:
    """The office's own days in the years that it knows, the bank holidays of England and Wales in others."""
    days = [sign_off.on for sign_off in paper.sign_offs if sign_off.on]
    unknown = [day for day in days if office.holidays.isdisjoint(bank_holidays([day.year]))]
    others = calendar_without_office(unknown, today=today)
    return Calendar(
        holidays=office.holidays | others.holidays, covers_to=max(office.covers_to, others.covers_to)
    )


def _says_nothing_new(connection: Connection, held: str, paper: Paper) -> bool:
    """Whether the marks and dates that can be read here were read from the kept paper already."""
    kept = historic.of_submission(connection, held)
    if kept is None:
        return True  # a print of a paper that was signed online
    known = [kept.outcome, kept.limb, kept.regulations, *kept.sign_offs]
    said = [paper.outcome, paper.certificate.limb, paper.certificate.regulations, *_sign_offs(paper)]
    return len(said) == len(known) and all(
        new == old or new is None or (isinstance(new, dict) and new["written"] is None)
        for new, old in zip(said, known, strict=True)
    )


def _sign_offs(paper: Paper) -> list[dict[str, Any]]:
    return [
        {
            "office": sign_off.office,
            "date": sign_off.on.isoformat() if sign_off.on else None,
            "written": sign_off.written,
        }
        for sign_off in paper.sign_offs
    ]


def historic_of(
    old: OldPaper, about: str, findings: Iterable[Finding], actor: Actor, *, now: datetime
) -> Historic:
    paper, source = old.paper, old.source
    return Historic(
        submission=about,
        file_sha256=source.sha256,
        file_size=source.size,
        file_name=source.name,
        office=old.office,
        number_written=paper.number,
        outcome=paper.outcome,
        limb=paper.certificate.limb,
        regulations=paper.certificate.regulations,
        sign_offs=_sign_offs(paper),
        findings=[finding.as_json() for finding in findings],
        imported_at=now.astimezone(UTC),
        imported_by=actor.person or "",
    )


def require_storable(kept: Historic) -> None:
    """Refuse characters that no database holds."""
    texts = [kept.file_name, kept.office, kept.number_written, kept.outcome, kept.sign_offs, kept.findings]
    try:
        canonical(normalised(texts))
    except NotCanonical as error:
        raise Unreadable(kept.file_name, f"it cannot be kept as it is: {error}") from None


def sealed_of(desk: Desk, old: OldPaper, about: str, actor: Actor) -> Sealed:
    """The paper's text as version 1. The originator is who brought it in: the paper's own is only printed."""
    head = VersionHead(
        submission=about,
        version=1,
        originator=actor.person or "",
        editors=(),
        route_key=old.adopted.key,
        route_version=old.adopted.version,
        route_sha256=old.adopted.sha256,
    )
    try:
        return build_manifest(head, old.paper.content, new_salt=desk.log.new_salt)
    except NotCanonical as error:
        raise Unreadable(old.source.name, f"it cannot be kept as it is: {error}") from None


def row_of(old: OldPaper, about: str, sealed: Sealed, *, number: str | None, now: datetime) -> HistoricRow:
    return HistoricRow(
        id=about,
        number=number,
        content=sealed.content_hex,
        route_key=old.adopted.key,
        route_version=old.adopted.version,
        route_sha256=old.adopted.sha256,
        steps=[step.key for step in _steps(old.adopted, old.paper)],
        created_at=now,
    )
