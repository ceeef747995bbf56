"""The chain: each stored entry against the one before it, its columns, the head and pins (C02–C08, C13)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from states.facts import FactName
from workflow.audit.canonical import NotCanonical
from workflow.audit.entry import NO_HASH, Entry, NotAnEntry, epoch_of, host_of, read_entry, stamp
from workflow.audit.problems import Problem
from workflow.audit.seals import leaf_hash
from workflow.audit.tree import Tree

MAY_LEAD = timedelta(minutes=5)
"""How far after `now` an entry may be."""

_MAY_LAG_MS = 5 * 60 * 1000
_PIN = re.compile(r"([1-9][0-9]{0,8}):(0|[1-9][0-9]{0,17}):([0-9a-f]{64})")
_FIRST = {True: FactName.LOG_OPENED, False: FactName.LOG_RESTORED}


@dataclass(frozen=True, slots=True)
class Stored:
    """One row of the entries as the database holds it."""

    epoch: int
    seq: int
    leaf: bytes
    leaf_hash: bytes
    entry_id: str
    about_id: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head as the database holds it: where the next entry goes, and what it must follow."""

    epoch: int
    size: int
    last_hash: bytes
    last_at: str


@dataclass(frozen=True, slots=True)
class Pin:
    """What somebody kept: the root (64 hex digits) of an epoch's first `size` entries."""

    epoch: int
    size: int
    root: str

    def __str__(self) -> str:
        return f"{self.epoch}:{self.size}:{self.root}"


class Broken(Exception):  # noqa: N818  # reads as what is wrong
    """The chain does not hold; nothing after this place can be relied on."""

    def __init__(self, check: str, where: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(check, where, message)


def pin(text: str) -> Pin:
    """The pin written as `<epoch>:<size>:<root>`. ValueError for anything else."""
    match = _PIN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text:.100} is not a pin: it reads <epoch>:<size>:<64 hex digits>")
    return Pin(int(match[1]), int(match[2]), match[3])


class Chain:
    """Takes rows in their order, keeps only what the next must fit. `problems` are the pins that fail."""

    def __init__(self, *, now: datetime, origin: str | None = None, pins: Sequence[Pin] = ()) -> None:
        self.problems: list[Problem] = []
        self.size = 0
        self.head = NO_HASH
        self._latest = stamp(now + MAY_LEAD)
        self._host = host_of(origin) if origin else None
        self._origin = origin
        self._pins = list(pins)
        self._tree = Tree()
        self._epoch = 0
        self._at = ""

    def take(self, row: Stored) -> Entry:
        """Take the next row and return its entry. Raises Broken at the first thing that does not hold."""
        where = f"entry {row.epoch}:{row.seq}"
        try:
            entry = read_entry(row.leaf)
        except NotCanonical as error:
            raise Broken("C02", where, str(error)) from None
        except NotAnEntry as error:
            raise Broken(error.check, where, str(error)) from None
        if entry.seq == 0 and epoch_of(entry.log) == self._epoch + 1:
            self._begin(entry, where)
        self._require_place(entry, row, where)
        self._add(row.leaf, entry)
        return entry

    def finish(self, head: Head | None) -> None:
        """Compare the head with the last entry and find pins never met. Raises Broken for the head."""
        if head is None:
            raise Broken("C03", "audit_head", "there is no head")
        found = (head.epoch, head.size, head.last_hash.hex(), head.last_at)
        if found != (self._epoch, self._tree.size, self.head, self._at):
            raise Broken("C03", "audit_head", "the head is not that of the last entry")
        for left in self._pins:
            self._fail(left, f"the history has only {self._tree.size} entries in epoch {self._epoch}")

    def _begin(self, entry: Entry, where: str) -> None:
        if self._host is None:
            self._host = host_of(entry.log)
        if entry.fact is not _FIRST[self._epoch == 0]:
            raise Broken("C03", where, f"an epoch does not begin with {entry.fact}")
        if self._epoch == 0 and self._origin not in (None, entry.log):
            raise Broken("C04", where, f"this is the log {entry.log}, not {self._origin}")
        for left in [p for p in self._pins if p.epoch == self._epoch]:
            self._pins.remove(left)
            self._fail(left, f"epoch {self._epoch} has only {self._tree.size} entries")
        self._epoch += 1
        self._tree = Tree()
        self.head = NO_HASH
        self._meet_pins()

    def _require_place(self, entry: Entry, row: Stored, where: str) -> None:
        if (host_of(entry.log), epoch_of(entry.log)) != (self._host, self._epoch):
            raise Broken("C04", where, f"it belongs to another log, {entry.log}")
        if entry.seq != self._tree.size:
            raise Broken("C05", where, f"it is numbered {entry.seq}, the next is {self._tree.size}")
        if entry.prev != self.head:
            raise Broken("C06", where, "it does not follow the entry before it: one of the two was changed")
        columns = (self._epoch, entry.seq, leaf_hash(row.leaf), entry.id, entry.about.id)
        if (row.epoch, row.seq, row.leaf_hash, row.entry_id, row.about_id) != columns:
            raise Broken("C03", where, "its lookup columns are not those of the entry")
        lag = entry.data.get("clock_back_ms", 0)
        if not 0 <= lag <= _MAY_LAG_MS and entry.fact is not FactName.CLOCK_STEPPED:
            raise Broken("C07", where, f"its clock was {lag} ms behind, and it should have been refused")
        at = stamp(entry.at)
        if at < self._at or at > self._latest:
            raise Broken("C07", where, f"{at} is before the entry before it, or has not come yet")

    def _add(self, leaf: bytes, entry: Entry) -> None:
        hashed = leaf_hash(leaf)
        self._tree.add(hashed)
        self.head, self._at = hashed.hex(), stamp(entry.at)
        self.size += 1
        self._meet_pins()

    def _meet_pins(self) -> None:
        for met in [p for p in self._pins if (p.epoch, p.size) == (self._epoch, self._tree.size)]:
            self._pins.remove(met)
            if self._tree.root().hex() != met.root:
                self._fail(met, "the history up to there is not the one that was pinned")

    def _fail(self, failed: Pin, message: str) -> None:
        self.problems.append(Problem("C13", f"pin {failed.epoch}:{failed.size}", message))


def check_chain(rows: Iterable[Stored], head: Head | None, chain: Chain) -> tuple[Problem, ...]:
    """Run rows and head through a chain: the first place that does not hold, and the pins that do not fit."""
    try:
        for row in rows:
            chain.take(row)
        chain.finish(head)
    except Broken as broken:
        return (broken.problem, *chain.problems)
    return tuple(chain.problems)
