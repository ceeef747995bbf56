"""Rows of an act: what `decide` made of a submission, kept as it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from states.decide import Decided
from states.requests import Request
from states.vocabulary import Act
from workflow.audit.append import keep_openings
from workflow.audit.manifest import Sealed
from workflow.faults import reach
from workflow.store import publications, submissions

_PUBLISHING = frozenset({Act.PUBLISH, Act.CORRECT, Act.WITHHOLD})


def keep(
    connection: Connection, decided: Decided, request: Request, *, sealed: Sealed | None, now: datetime
) -> None:
    """Keep the submission's new state with its sign-off, version, interest, clock and public row."""
    before, after = decided.before, decided.after
    entry_id = f"{request.command}.0"
    submissions.void_sign_offs(connection, before, after, by=entry_id)
    if decided.sign_off is not None:
        submissions.add_sign_off(
            connection,
            after.id,
            decided.sign_off,
            details=_details(decided),
            findings=[finding.as_json() for finding in decided.warnings],
        )
    if request.act is Act.DECLARE_INTEREST:
        submissions.add_interest(
            connection, after.id, person=request.actor.person or "", bars=request.bars, entry_id=entry_id
        )
    reach("K04 sign-off and facts inserted")
    submissions.change(connection, before, after)
    if before.paused is not after.paused:
        submissions.set_clock(connection, after.id, paused_at=now if after.paused else None)
    if sealed is not None:
        _keep_version(connection, decided, sealed, now=now)
    if request.act in _PUBLISHING:
        publications.keep(connection, after.id, data=decided.fact.data, entry_id=entry_id, now=now)


def _details(decided: Decided) -> dict[str, Any]:
    """What the act's own row shows beside the entry: never text that people typed."""
    shown = ("limb", "regulations", "effective_on", "back_on", "statement", "scan")
    return {name: value for name, value in decided.fact.data.items() if name in shown}


def _keep_version(connection: Connection, decided: Decided, sealed: Sealed, *, now: datetime) -> None:
    after = decided.after
    submissions.add_version(
        connection,
        after.id,
        after.version,
        content=sealed.content_hex,
        manifest=sealed.manifest_bytes,
        by=decided.actor.person or "",
        now=now,
    )
    keep_openings(connection, sealed.openings)
    submissions.add_editors(connection, decided.before, after)
    submissions.drop_draft(connection, after.id)
