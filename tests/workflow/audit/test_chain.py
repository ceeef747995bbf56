"""The chain: whatever is done to stored entries is found, and with a pin also a chain made anew."""

import hashlib
import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.workflow.audit import builders
from workflow.audit.canonical import canonical, parse
from workflow.audit.chain import Broken, Chain, Head, Stored, check_chain, pin
from workflow.audit.problems import Problem
from workflow.audit.seals import leaf_hash
from workflow.audit.tree import root_of
from workflow.store.audit_tables import audit_entry, audit_head
from workflow.store.engine import Store

Log = tuple[list[Stored], Head]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Log:
    """Forty entries and their head, as the database held them."""
    path = tmp_path_factory.mktemp("log") / "log.db"
    path.write_bytes(sqlite_template.read_bytes())
    store = Store(f"sqlite:///{path}")
    book = builders.office(store)
    with book.together():
        builders.decided(book)
        for n in range(39 - book.entries):
            book.draft(f"s_{n + 2}")
    with store.reading() as connection:
        rows = [Stored(*row) for row in connection.execute(select(audit_entry).order_by(audit_entry.c.seq))]
        row = connection.execute(select(audit_head)).one()
    store.close()
    return rows, Head(*row[1:])


def checked(rows: list[Stored], head: Head | None, *pins: str) -> tuple[Problem, ...]:
    now = builders.START + timedelta(hours=1)
    return check_chain(rows, head, Chain(now=now, pins=[pin(text) for text in pins]))


def pin_of(rows: list[Stored]) -> str:
    return f"1:{len(rows)}:{root_of(row.leaf_hash for row in rows).hex()}"


def chained(rows: list[Stored], first: int = 0) -> Log:
    """The rows numbered, chained and hashed anew, with the head that fits: a whole forgery."""
    done = rows[:first]
    for seq, row in enumerate(rows[first:], first):
        entry = parse(row.leaf) | {"seq": seq, "prev": done[-1].leaf_hash.hex() if done else "0" * 64}
        leaf = canonical(entry)
        done.append(replace(row, seq=seq, leaf=leaf, leaf_hash=leaf_hash(leaf), entry_id=entry["id"]))
    return done, Head(1, len(done), done[-1].leaf_hash, parse(done[-1].leaf)["at"])


def test_a_log_of_forty_entries_holds(log: Log) -> None:
    rows, head = log
    assert len(rows) == 40
    assert checked(rows, head, pin_of(rows), pin_of(rows[:7]), f"1:0:{root_of([]).hex()}") == ()


def _with_leaf(row: Stored, changed: bytes) -> Stored:
    return replace(row, leaf=changed, leaf_hash=leaf_hash(changed))


def _with_hash(row: Stored, changed: bytes) -> Stored:
    return replace(row, leaf_hash=changed)


@pytest.mark.parametrize(
    ("column", "forge"),
    [("leaf", _with_leaf), ("leaf_hash", _with_hash)],
    ids=["entry, its hash made anew", "hash"],
)
def test_every_flipped_bit_is_found_at_once(
    log: Log, column: str, forge: Callable[[Stored, bytes], Stored]
) -> None:
    rows, head = log
    before = Chain(now=builders.START + timedelta(hours=1))
    missed = []
    for n, row in enumerate(rows):
        stored = getattr(row, column)
        for bit in range(n % 7, len(stored) * 8, 7):
            flipped = bytearray(stored)
            flipped[bit // 8] ^= 1 << bit % 8
            if _holds(deepcopy(before), [forge(row, bytes(flipped)), *rows[n + 1 : n + 2]], head):
                missed.append((n, bit))
        before.take(row)
    assert missed == []


def _holds(chain: Chain, rows: list[Stored], head: Head) -> bool:
    """Whether the chain takes these rows, and the head if the last of them is the log's last."""
    try:
        for row in rows:
            chain.take(row)
        if chain.size == head.size:
            chain.finish(head)
    except Broken:
        return False
    return True


def test_the_search_for_flipped_bits_would_see_one_that_is_missed(log: Log) -> None:
    rows, head = log
    assert _holds(Chain(now=builders.START + timedelta(hours=1)), rows, head)


def _drop(rows: list[Stored], n: int) -> list[Stored]:
    return rows[:n] + rows[n + 1 :]


def _swap(rows: list[Stored], n: int) -> list[Stored]:
    return [*rows[:n], rows[n + 1], rows[n], *rows[n + 2 :]]


def _repeat(rows: list[Stored], n: int) -> list[Stored]:
    return [*rows[:n], rows[n], *rows[n:]]


def _invent(rows: list[Stored], n: int) -> list[Stored]:
    entry = parse(rows[n].leaf) | {"id": "invented.0"}
    return [*rows[:n], replace(rows[n], leaf=canonical(entry), entry_id="invented.0"), *rows[n:]]


def _edit(rows: list[Stored], n: int) -> list[Stored]:
    entry = parse(rows[n].leaf)
    entry["actor"] = entry["actor"] | {"session": "f" * 16}
    return [*rows[:n], replace(rows[n], leaf=canonical(entry)), *rows[n + 1 :]]


def _cut(rows: list[Stored], n: int) -> list[Stored]:
    return rows[:n]


FORGERIES: dict[str, Callable[[list[Stored], int], list[Stored]]] = {
    "dropped": _drop,
    "swapped": _swap,
    "repeated": _repeat,
    "invented": _invent,
    "edited": _edit,
    "cut": _cut,
}


@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.parametrize("n", [1, 7, 20, 38])
def test_a_forgery_without_a_new_chain_is_found(log: Log, forgery: str, n: int) -> None:
    rows, head = log
    assert checked(FORGERIES[forgery](rows, n), head)


@pytest.mark.parametrize("forgery", sorted(set(FORGERIES) - {"swapped", "repeated"}))
@pytest.mark.parametrize("n", [1, 7, 20, 38])
def test_a_forgery_chained_anew_is_found_by_a_pin_and_only_by_it(log: Log, forgery: str, n: int) -> None:
    rows, _ = log
    forged, head = chained(FORGERIES[forgery](rows, n))
    assert checked(forged, head) == ()
    assert [problem.check for problem in checked(forged, head, pin_of(rows))] == ["C13"]


@pytest.mark.parametrize("seed", range(20))
def test_a_random_forgery_does_not_fit_the_pin(log: Log, seed: int) -> None:
    rows, _ = log
    chance = random.Random(seed)  # noqa: S311  # a fixed choice of forgeries
    forged = FORGERIES[chance.choice(sorted(FORGERIES))](rows, chance.randrange(1, 39))
    if chance.random() < 0.5:
        forged = FORGERIES[chance.choice(sorted(FORGERIES))](forged, chance.randrange(1, len(forged) - 1))
    again, head = chained(forged)
    assert checked(again, head, pin_of(rows))


def test_an_old_copy_passes_alone_and_fails_a_later_pin(log: Log) -> None:
    rows, _ = log
    old, head = chained(rows[:30])
    assert checked(old, head) == ()
    assert [p.check for p in checked(old, head, pin_of(rows))] == ["C13"]


BROKEN: dict[str, tuple[dict[str, object], str]] = {
    "another log": ({"log": "other.example/audit/1"}, "C04"),
    "another epoch": ({"log": "opcc.example/audit/2"}, "C04"),
    "another number": ({"seq": 9}, "C05"),
    "another entry before it": ({"prev": hashlib.sha256(b"").hexdigest()}, "C06"),
    "earlier than the one before": ({"at": "2026-05-05T09:00:00.000000Z"}, "C07"),
    "from the future": ({"at": "2026-05-05T10:05:00.000001Z"}, "C07"),
    "under a clock far behind": ({"data": {"clock_back_ms": 300_001}}, "C07"),
    "under a clock less than not behind": ({"data": {"clock_back_ms": -1}}, "C07"),
}


@pytest.mark.parametrize("name", BROKEN, ids=lambda name: name.replace(" ", "-"))
def test_an_entry_that_does_not_fit_its_place_is_named(log: Log, name: str) -> None:
    rows, head = log
    changes, check = BROKEN[name]
    entry = parse(rows[39].leaf)
    leaf = canonical(entry | changes)
    forged = replace(rows[39], leaf=leaf, leaf_hash=leaf_hash(leaf))
    problem = checked([*rows[:39], forged], head)[0]
    assert (problem.check, problem.where) == (check, "entry 1:39")


def test_a_log_that_does_not_begin_with_its_opening_is_refused(log: Log) -> None:
    rows, _ = log
    forged, head = chained(rows[1:])
    assert checked(forged, head)[0].message == "an epoch does not begin with person_added"


def test_a_later_epoch_begins_with_what_was_restored(log: Log) -> None:
    rows, _ = log
    opened = parse(rows[0].leaf) | {
        "log": "opcc.example/audit/2",
        "fact": "log_restored",
        "id": "restore.0",
        "at": parse(rows[-1].leaf)["at"],
        "data": {"note": "none", "kept": 40},
        "sealed": {"reason": "0" * 64},
    }
    leaf = canonical(opened)
    row = Stored(2, 0, leaf, leaf_hash(leaf), "restore.0", builders.ORIGIN)
    head = Head(2, 1, leaf_hash(leaf), opened["at"])
    assert checked([*rows, row], head, pin_of(rows), f"2:1:{root_of([leaf_hash(leaf)]).hex()}") == ()
    longer = pin_of([*rows, rows[0]])
    assert [p.check for p in checked([*rows, row], head, longer)] == ["C13"]


def test_an_empty_log_is_no_history() -> None:
    assert checked([], None)[0].check == "C03"
