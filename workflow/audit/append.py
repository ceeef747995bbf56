"""Append: facts become entries, chained to all before them, last in the command's own transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select, update

from states.facts import About, Actor, Fact, FactName, Subject
from states.refusals import refusal
from workflow.audit.canonical import ENTRY_BYTES, JSON, canonical, normalised
from workflow.audit.entry import FORMAT, NO_HASH, epoch_of, require_entry, stamp
from workflow.audit.seals import Opening, leaf_hash, opening_of
from workflow.store.audit_tables import audit_entry, audit_head, audit_opening
from workflow.store.prepared import Prepared

MAY_LAG = timedelta(minutes=5)
"""How far behind the last entry a clock may be before acts are refused."""

MAY_LEAD = timedelta(days=366)
"""How far ahead of the last entry a clock may be before it must be confirmed (`clock_stepped`)."""

_NOTED_LAG = timedelta(seconds=1)

_LOCK_HEAD = Prepared(
    select(
        audit_head.c.epoch, audit_head.c.size, audit_head.c.last_hash, audit_head.c.last_at
    ).with_for_update()
)
_OPEN_HEAD = insert(audit_head)
_ADVANCE_HEAD = Prepared(
    update(audit_head)
    .where(audit_head.c.id == 1)
    .values(size=bindparam("new_size"), last_hash=bindparam("new_hash"), last_at=bindparam("new_at"))
)
_INSERT_ENTRY = Prepared(insert(audit_entry))
_INSERT_OPENING = insert(audit_opening)


@dataclass(frozen=True, slots=True)
class Log:
    """Which log is written to, by which release, and where salts of 32 random bytes come from."""

    origin: str
    app: str
    new_salt: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A fact on its way into the log. `id` is `<command>.<n>`: the n-th entry of that command."""

    id: str
    fact: Fact
    actor: Actor


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a fact now stands. `leaf_hash` is in hex; `seals` maps its sealed names to commitments."""

    seq: int
    entry_id: str
    leaf_hash: str
    seals: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Head:
    epoch: int
    size: int
    last_hash: bytes
    last_at: str


@dataclass(frozen=True, slots=True)
class _Sealed:
    leaf: bytes
    leaf_hash: bytes
    seals: Mapping[str, str]
    openings: tuple[Opening, ...]


def append(
    connection: Connection, drafts: Sequence[EntryDraft], *, log: Log, now: datetime
) -> tuple[Appended, ...]:
    """Append these facts, in this order, and lock the log until the transaction ends: call it last.

    Refuses where the clock is far behind (`clock-behind`) or ahead (`clock-ahead`) of the last entry; only
    `clock_stepped` is taken then. A fact that does not fit its form raises NotAnEntry or NotCanonical, a
    repeated id IntegrityError.
    """
    head = _Head(*_LOCK_HEAD.one(connection, {}))
    if head.epoch != epoch_of(log.origin):
        raise ValueError(f"the log is at epoch {head.epoch}, not {log.origin}")
    at, lag = _instant(head, drafts, now)
    prev, seq, written = head.last_hash.hex(), head.size, []
    for draft in drafts:
        sealed = _seal(draft, log, {"seq": seq, "prev": prev, "at": at}, lag_ms=lag)
        written.append(sealed)
        prev, seq = sealed.leaf_hash.hex(), seq + 1
    if written:
        _keep(connection, head, drafts, written=written, at=at)
    return tuple(
        Appended(head.size + n, draft.id, sealed.leaf_hash.hex(), sealed.seals)
        for n, (draft, sealed) in enumerate(zip(drafts, written, strict=True))
    )


def open_log(  # noqa: PLR0913  # each says one thing about the first entry
    connection: Connection, *, log: Log, vkey: str, actor: Actor, command: str, now: datetime
) -> Appended:
    """Make the head and entry 0 of epoch 1, `log_opened` with the log's verifier key. Once per database."""
    now = now.astimezone(UTC)
    connection.execute(
        _OPEN_HEAD,
        {"id": 1, "epoch": 1, "size": 0, "last_hash": bytes.fromhex(NO_HASH), "last_at": stamp(now)},
    )
    fact = Fact(FactName.LOG_OPENED, Subject(About.LOG, log.origin), data={"vkey": vkey})
    return append(connection, [EntryDraft(f"{command}.0", fact, actor)], log=log, now=now)[0]


def _instant(head: _Head, drafts: Sequence[EntryDraft], now: datetime) -> tuple[str, int]:
    """The instant to write, never before the last entry's, and a noted lag of the clock in milliseconds."""
    now = now.astimezone(UTC)
    lag = datetime.fromisoformat(head.last_at) - now
    if not all(draft.fact.name is FactName.CLOCK_STEPPED for draft in drafts):
        if lag > MAY_LAG:
            raise refusal(
                "clock-behind",
                f"This machine's clock is behind the last recorded act ({head.last_at}): "
                "nothing was recorded. Set the clock, then try again.",
                last_at=head.last_at,
            )
        if -lag > MAY_LEAD:
            raise refusal(
                "clock-ahead",
                f"This machine's clock is more than a year after the last recorded act ({head.last_at}): "
                "nothing was recorded. Set the clock, or have an operator confirm that it is right.",
                last_at=head.last_at,
            )
    noted = lag // timedelta(milliseconds=1) if lag > _NOTED_LAG else 0
    return max(stamp(now), head.last_at), noted


def _seal(draft: EntryDraft, log: Log, place: Mapping[str, JSON], *, lag_ms: int) -> _Sealed:
    fact = draft.fact
    openings = {
        name: opening_of(name, normalised(value), log.new_salt()) for name, value in fact.sealed.items()
    }
    seals = {name: opening.seal for name, opening in openings.items()}
    data = dict(fact.data)
    if lag_ms:
        data["clock_back_ms"] = lag_ms
    entry: dict[str, JSON] = {
        **place,
        "v": FORMAT,
        "log": log.origin,
        "id": draft.id,
        "fact": fact.name,
        "actor": _actor(draft.actor),
        "about": {
            "kind": fact.about.kind,
            "id": fact.about.id,
            "version": fact.about.version,
            "step": fact.about.step,
        },
        "before": fact.before,
        "after": fact.after,
        "content": fact.content,
        "data": data,
        "sealed": seals,
        "app": log.app,
    }
    leaf = canonical(entry, limit=ENTRY_BYTES)
    require_entry(entry)
    return _Sealed(leaf, leaf_hash(leaf), seals, tuple(openings.values()))


def _actor(actor: Actor) -> dict[str, JSON]:
    return {
        "kind": actor.kind,
        "person": actor.person,
        "office": actor.office,
        "capacity": actor.capacity,
        "for": actor.for_person,
        "proof": actor.proof,
        "session": actor.session,
    }


def _keep(
    connection: Connection,
    head: _Head,
    drafts: Sequence[EntryDraft],
    *,
    written: Sequence[_Sealed],
    at: str,
) -> None:
    rows = [
        {
            "epoch": head.epoch,
            "seq": head.size + n,
            "leaf": sealed.leaf,
            "leaf_hash": sealed.leaf_hash,
            "entry_id": draft.id,
            "about_id": draft.fact.about.id,
        }
        for n, (draft, sealed) in enumerate(zip(drafts, written, strict=True))
    ]
    _INSERT_ENTRY.run_each(connection, rows)
    openings = [opening for sealed in written for opening in sealed.openings]
    if openings:
        keep_openings(connection, openings)
    _ADVANCE_HEAD.run(
        connection,
        {"new_size": head.size + len(rows), "new_hash": written[-1].leaf_hash, "new_at": at},
    )


def keep_openings(connection: Connection, openings: Sequence[Opening]) -> None:
    """Keep what opens these seals: a version's, or what `append` has just sealed."""
    connection.execute(
        _INSERT_OPENING,
        [{"seal": bytes.fromhex(o.seal), "salt": o.salt, "value": o.value_bytes} for o in openings],
    )
