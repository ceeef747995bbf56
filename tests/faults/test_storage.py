"""The database itself: what keeps it safe is really switched on, and what fails is said in one sentence."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from states.refusals import Refused
from tests.faults.invariants import broken_promises, fingerprint
from tests.faults.scene import BEFORE, WALK, Office, told
from workflow.store.engine import SAFE_WAL, Store, StoreBusy, StoreFull
from workflow.usecases.visit import Visit

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
FULL_SYNCHRONOUS = 2


def pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


@on_sqlite
def test_a_command_waits_for_the_disk_and_keeps_foreign_keys(store: Store) -> None:
    with store.writing() as connection:
        in_force = pragma(connection, "synchronous"), pragma(connection, "foreign_keys")
    assert in_force == (FULL_SYNCHRONOUS, 1)


@on_sqlite
def test_the_write_ahead_log_is_used_only_where_it_is_safe(store: Store) -> None:
    with store.reading() as connection:
        journal = pragma(connection, "journal_mode")
    assert journal == ("wal" if sqlite3.sqlite_version_info >= SAFE_WAL else "truncate")


@on_sqlite
def test_every_new_connection_is_set_up_alike(store: Store) -> None:
    with store.reading() as first, store.reading() as second:
        names = ("synchronous", "foreign_keys", "busy_timeout", "journal_mode")
        assert [pragma(first, name) for name in names] == [pragma(second, name) for name in names]


@on_sqlite
def test_a_command_keeps_all_other_writers_out_before_it_reads(database: str, store: Store) -> None:
    hasty = Store(database, busy_seconds=0)
    with store.writing(), pytest.raises(StoreBusy), hasty.writing():
        pytest.fail("two commands at once")
    hasty.close()


@on_sqlite
def test_a_command_keeps_no_reader_out(database: str, store: Store) -> None:
    other = Store(database, busy_seconds=0)
    with store.writing(), other.reading() as connection:
        assert pragma(connection, "foreign_keys") == 1
    other.close()


@dataclass
class Disk:
    """The disk under a store. A full one has no page more than it holds already."""

    store: Store
    is_full: bool = False

    def __post_init__(self) -> None:
        event.listen(self.store.engine, "connect", self._limit)

    def _limit(self, connection: sqlite3.Connection, _record: object) -> None:
        if self.is_full:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages}")

    @contextmanager
    def full(self) -> Iterator[None]:
        """For as long as this lasts nothing more fits on the disk."""
        self._become(is_full=True)
        yield
        self._become(is_full=False)

    def _become(self, *, is_full: bool) -> None:
        self.is_full = is_full
        self.store.close()


@dataclass(frozen=True, slots=True)
class Attempt:
    """An act for which there was no room: the visit, the refusal, all tables before and after."""

    visit: Visit
    refused: Refused
    before: str
    after: str


def without_room(office: Office, act: str) -> Attempt:
    """Try the act on one paper after another on a full disk, until one no longer fits into the last pages."""
    store = office.desk.store
    disk = Disk(store)
    for n in range(20):
        visit = office.visit(act, f"full-{n}", office.prepared(f"before-{n}", *BEFORE[act]) or None)
        before = fingerprint(store)
        with disk.full():
            refused = told(lambda: office.perform(act, visit))  # noqa: B023  # called at once
        if isinstance(refused, Refused):
            return Attempt(visit, refused, before, fingerprint(store))
    raise AssertionError("there is always room")


@on_sqlite
@pytest.mark.parametrize("act", BEFORE)
def test_an_act_on_a_full_disk_is_refused_in_one_sentence_and_changes_nothing(
    office: Office, act: str
) -> None:
    attempt = without_room(office, act)
    assert isinstance(attempt.refused, StoreFull)
    assert attempt.refused.rule == "store-full"
    assert str(attempt.refused).endswith("Nothing was recorded: free some space, then try again.")
    assert attempt.after == attempt.before


@on_sqlite
@pytest.mark.parametrize("act", BEFORE)
def test_once_there_is_room_again_the_same_form_is_taken(office: Office, act: str) -> None:
    attempt = without_room(office, act)
    receipt = office.perform(act, attempt.visit)
    assert receipt.key == attempt.visit.key
    assert broken_promises(office) == []


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def halved(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def overwritten(path: Path) -> None:
    path.write_bytes(b"Not a database. " * 1024)


@pytest.fixture(params=[emptied, halved, overwritten])
def damaged(request: pytest.FixtureRequest, database: str, office: Office) -> Office:
    """An office whose database file somebody else has damaged."""
    office.prepared("before", *WALK)
    office.desk.store.close()
    request.param(Path(database.removeprefix("sqlite:///")))
    return office


@on_sqlite
def test_a_damaged_file_is_not_checked_and_that_is_said_in_one_sentence(damaged: Office) -> None:
    report = damaged.verified()
    assert report.exit_code == 2
    assert report.sentence.startswith("The history was not checked: ")
    assert "\n" not in report.sentence


@on_sqlite
def test_an_act_on_a_damaged_file_is_refused_in_one_sentence(damaged: Office) -> None:
    refused = told(lambda: damaged.do("start_draft", "damaged"))
    assert isinstance(refused, Refused)
    assert len(refused.findings) == 1
