"""Keep an old paper as a historic record."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from states.facts import About, Fact, FactName, Subject
from states.refusals import Finding, Refused, refusal
from states.routes import Route
from states.vocabulary import State
from workflow.audit.append import EntryDraft, append, keep_openings
from workflow.papers.files import paper_in
from workflow.store import commands, historic, offices, submissions
from workflow.store.historic import HistoricRow, OldFile
from workflow.store.moment import moment
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import require_governor
from workflow.usecases.old_paper import OldPaper, historic_of, judged, require_storable, row_of, sealed_of
from workflow.usecases.transaction import committed, receipt_of, repeated
from workflow.usecases.visit import Receipt, Visit, digest, require_key

KEPT_ALREADY = "kept_already"
"""What a receipt says was done where there was nothing to do."""

_OVERTAKEN = frozenset({"file-taken", "number-taken"})
"""Refusals of somebody who brought in the same, or took the number, at this very moment."""


def bring_in(
    desk: Desk, visit: Visit, source: OldFile, *, now: datetime, office: str | None = None
) -> Receipt:
    """Keep the paper in a file with its number, dates and findings, whatever the rules say of it.

    A file that is kept, and a paper that says nothing else than the one that has its number, change nothing:
    the receipt is then `KEPT_ALREADY`. A number that another paper has is not taken from it. `office` is
    whose paper it is, if not this installation's. Raises Unreadable for what is no paper that can be kept;
    refuses anybody but a governance officer and the operator.
    """
    require_key(visit.key)
    try:
        return _brought(desk, visit, source, office=office, now=now)
    except Refused as refused:
        if refused.rule not in _OVERTAKEN:
            raise
    return _brought(desk, visit, source, office=office, now=now)


def _brought(desk: Desk, visit: Visit, source: OldFile, *, office: str | None, now: datetime) -> Receipt:
    fingerprint = digest(visit.person, "bring_in", source.sha256, office)
    with desk.store.reading() as connection:
        installed = offices.installed(connection)
        if installed is None:
            raise refusal("office-missing", "This database holds no office: run 'signoff init' first.")
        require_governor(connection, visit, now=now)
        if receipt := repeated(connection, visit.key, fingerprint):
            return receipt
        if kept := historic.of_file(connection, source.sha256):
            return _known(connection, kept.submission, key=visit.key)
    old = _read(desk, source, office=office or installed.name)

    def work(connection: Connection) -> Receipt:
        return _keep(desk, connection, visit, old, fingerprint=fingerprint, now=now)

    return committed(desk, visit.key, fingerprint, work)


def _read(desk: Desk, source: OldFile, *, office: str) -> OldPaper:
    paper, route = paper_in(source.data, name=source.name, customs=desk.customs)
    with desk.store.reading() as connection:
        adopted = _adopted(desk, connection, route.key)
    if adopted.key == route.key and adopted.sha256 != route.sha256:  # an office's own words on the form
        paper, route = paper_in(source.data, name=source.name, route=adopted, customs=desk.customs)
    return OldPaper(source=source, paper=paper, route=route, adopted=adopted, office=office)


def _adopted(desk: Desk, connection: Connection, key: str) -> Route:
    """The office's newest version of the route of that key, else the route that it adopted last."""
    newest = dict(offices.latest_routes(connection))
    chosen = key if key in newest else offices.last_adopted(connection)
    if chosen is None:
        raise refusal("route-unknown", "No route is adopted here: run 'signoff route adopt' first.")
    return desk.route(connection, chosen, newest[chosen])


def _keep(  # noqa: PLR0913  # the whole of one transaction
    desk: Desk, connection: Connection, visit: Visit, old: OldPaper, *, fingerprint: str, now: datetime
) -> Receipt:
    standing = moment(connection, visit.key)
    if receipt := receipt_of(standing.kept, fingerprint):
        return receipt
    actor = require_governor(connection, visit, now=now)
    office_calendar = desk.office(connection, standing.stamp).calendar
    found = judged(desk, connection, old, calendar=office_calendar, now=now)
    if found.same_as:
        return _known(connection, found.same_as, key=visit.key)
    about = f"s_{desk.new_id()}"
    kept = historic_of(old, about, found.findings, actor, now=now)
    require_storable(kept)
    sealed = sealed_of(desk, old, about, actor)
    row = row_of(old, about, sealed, number=found.number, now=now)
    historic.add(connection, row)
    manifest = sealed.manifest_bytes
    submissions.add_version(connection, about, 1, content=row.content, manifest=manifest, by=None, now=now)
    keep_openings(connection, sealed.openings)
    historic.keep(connection, kept, old.source)
    receipt = _receipt(visit.key, row, kept.findings, now=now)
    commands.keep(connection, visit.key, request=fingerprint, outcome=receipt.as_json(), now=now)
    fact = _fact(row, old.source, found.findings)
    append(connection, [EntryDraft(receipt.entry_id, fact, actor)], log=desk.log, now=now)
    return receipt


def _fact(row: HistoricRow, source: OldFile, findings: Sequence[Finding]) -> Fact:
    blocks = sum(finding.blocks for finding in findings)
    return Fact(
        name=FactName.IMPORTED,
        about=Subject(About.SUBMISSION, row.id, 1),
        before=None,
        after=State.HISTORIC,
        content=row.content,
        data={
            "number": row.number,
            "file": {"sha256": source.sha256, "size": source.size},
            "blocks": blocks,
            "warns": len(findings) - blocks,
        },
    )


def _receipt(key: str, row: HistoricRow, findings: Sequence[Mapping[str, str]], *, now: datetime) -> Receipt:
    return Receipt(
        key=key,
        act=FactName.IMPORTED,
        entry_id=f"{key}.0",
        about=row.id,
        at=now.astimezone(UTC).isoformat(),
        number=row.number,
        state=State.HISTORIC,
        version=1,
        content=row.content,
        findings=tuple(findings),
    )


def _known(connection: Connection, about: str, *, key: str) -> Receipt:
    """A receipt for what is kept already: whose record it is, and what its rules said."""
    found, kept = historic.summary(connection, about), historic.of_submission(connection, about)
    return Receipt(
        key=key,
        act=KEPT_ALREADY,
        entry_id=found.entry_id,
        about=about,
        at=found.created_at.isoformat(),
        number=found.number,
        state=found.state,
        version=found.version,
        content=found.content,
        findings=tuple(kept.findings) if kept else (),
    )
