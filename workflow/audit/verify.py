"""Verify: is the history in the live database whole, is it proper, and do the tables follow from it?

Reads only. Against someone who can write tables and holds the key, only pins count.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, bindparam, func, select, tuple_
from sqlalchemy.exc import SQLAlchemyError

from states.refusals import Refused
from workflow.audit.chain import Broken, Chain, Head, Pin, Stored, pin
from workflow.audit.problems import Problem
from workflow.audit.replay import Replay
from workflow.audit.replay_tables import compare
from workflow.audit.seals import leaf_hash
from workflow.audit.tree import Tree
from workflow.audit.versions import Openings, Versions
from workflow.store.audit_tables import audit_entry, audit_head
from workflow.store.engine import Store

_CHUNK = 500

_HEAD = select(audit_head.c.epoch, audit_head.c.size, audit_head.c.last_hash, audit_head.c.last_at)
_ENTRIES = (
    select(audit_entry)
    .where(tuple_(audit_entry.c.epoch, audit_entry.c.seq) > tuple_(bindparam("epoch"), bindparam("seq")))
    .order_by(audit_entry.c.epoch, audit_entry.c.seq)
    .limit(_CHUNK)
)
_REPEATED = select(audit_entry.c.entry_id).group_by(audit_entry.c.entry_id).having(func.count() > 1).limit(1)


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found. `head` is the last leaf's hash in hex; `facts` counts entries by fact.

    Exit codes: 0 intact and fits a pin, 1 not intact, 2 could not check, 3 intact so far but without a pin.
    """

    exit_code: int
    result: str
    sentence: str
    size: int = 0
    head: str = ""
    facts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()


def verify_live(
    store: Store, *, now: datetime, origin: str | None = None, pins: Sequence[str] = ()
) -> Report:
    """Check the whole history and every table that follows from it. Writes nothing, raises nothing.

    `origin` is the log that it must be; `pins` are `<epoch>:<size>:<root>` kept outside the building.
    """
    try:
        wanted = [pin(text) for text in pins]
    except ValueError as error:
        return _not_checked(str(error))
    try:
        with store.reading() as connection:
            return _verify(connection, Chain(now=now, origin=origin, pins=wanted), pinned=len(wanted))
    except Refused as refused:
        return _not_checked(str(refused))
    except SQLAlchemyError as error:
        return _not_checked(f"the database cannot be read ({type(error).__name__})")


def pin_of(store: Store) -> str:
    """A pin of the whole history as it stands: `<epoch>:<size>:<root>`, computed from the stored leaves."""
    with store.reading() as connection:
        epoch, tree = 0, Tree()
        for row in _rows(connection):
            if row.epoch != epoch:
                epoch, tree = row.epoch, Tree()
            tree.add(leaf_hash(row.leaf))
    return str(Pin(epoch, tree.size, tree.root().hex()))


def _verify(connection: Connection, chain: Chain, *, pinned: int) -> Report:
    openings = Openings(connection)
    replay = Replay(Versions(connection, openings).read)
    facts: Counter[str] = Counter()
    try:
        for rows in _chunks(connection):
            entries = [chain.take(row) for row in rows]
            opened = openings.of_entries(entries)
            for entry in entries:
                replay.take(entry, opened)
            facts.update(entry.fact.value for entry in entries)
        chain.finish(_head(connection))
        _require_unique(connection)
    except Broken as broken:
        # Where an entry cannot be relied on, what the tables should hold is not known.
        problems = [broken.problem, *chain.problems, *replay.problems]
        return _report(chain, facts, problems, pinned=pinned)
    problems = [*chain.problems, *replay.problems, *compare(connection, replay)]
    problems += openings.finish(replay.registry.erased)
    return _report(chain, facts, problems, pinned=pinned)


def _report(chain: Chain, facts: Mapping[str, int], problems: Sequence[Problem], *, pinned: int) -> Report:
    if problems:
        first = problems[0]
        more = f" ({len(problems) - 1} more.)" if len(problems) > 1 else ""
        code, result = 1, "not intact"
        sentence = f"The history is not intact: {first.where}: {first.message} [{first.check}].{more}"
    elif pinned:
        code, result = 0, "intact"
        sentence = f"The history is intact: {chain.size} entries, and they fit {_pins(pinned)}."
    else:
        code, result = 3, "intact so far"
        sentence = (
            f"The history is intact so far: {chain.size} entries, but no pin was given to compare it with."
        )
    return Report(
        code, result, sentence, chain.size, chain.head, MappingProxyType(dict(facts)), tuple(problems)
    )


def _pins(pinned: int) -> str:
    return "the pin given" if pinned == 1 else f"all {pinned} pins given"


def _not_checked(why: str) -> Report:
    return Report(2, "not checked", f"The history was not checked: {why}")


def _chunks(connection: Connection) -> Iterator[list[Stored]]:
    epoch, seq = 0, -1
    while rows := [Stored(*row) for row in connection.execute(_ENTRIES, {"epoch": epoch, "seq": seq})]:
        yield rows
        epoch, seq = rows[-1].epoch, rows[-1].seq


def _rows(connection: Connection) -> Iterable[Stored]:
    return (row for rows in _chunks(connection) for row in rows)


def _head(connection: Connection) -> Head | None:
    row = connection.execute(_HEAD).one_or_none()
    return None if row is None else Head(*row)


def _require_unique(connection: Connection) -> None:
    repeated = connection.execute(_REPEATED).scalar_one_or_none()
    if repeated is not None:
        raise Broken("C08", f"audit_entry {repeated}", "two entries have this id")
