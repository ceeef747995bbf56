"""Triggers: whoever writes SQL with the application's rights adds the next entry, and changes none."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.workflow.audit import builders
from tests.workflow.audit.builders import Book
from workflow.store import triggers
from workflow.store.engine import Store

NEW_HASH = "a" * 64


@pytest.fixture
def book(store: Store) -> Book:
    book = builders.office(store)
    with book.together():
        book.draft("s_1")
        book.submit("s_1")
    with store.writing() as connection:
        connection.execute(text("INSERT INTO audit_checkpoint VALUES (1, 3, 'note')"))
    return book


def blob(book: Book, digits: str) -> str:
    return f"X'{digits}'" if book.store.is_sqlite else f"'\\x{digits}'::bytea"


def entry(book: Book, **changes: Any) -> str:
    """The values of the next entry, with some of them forged."""
    row = {
        "epoch": 1,
        "seq": book.entries + 1,
        "leaf": blob(book, "00"),
        "leaf_hash": blob(book, NEW_HASH),
        "entry_id": "'new.0'",
        "about_id": "'x'",
    } | changes
    return f"({', '.join(map(str, row.values()))})"


def hash_of(seq: int) -> str:
    return f"(SELECT leaf_hash FROM audit_entry WHERE seq = {seq})"


def refused(book: Book, statement: str, message: str = "append only") -> None:
    before = dump(book)
    with pytest.raises(DBAPIError, match=message), book.store.writing() as connection:
        connection.exec_driver_sql(statement)
    assert dump(book) == before


def dump(book: Book) -> list[Any]:
    names = ("audit_entry", "audit_checkpoint", "audit_opening", "version")
    with book.store.reading() as connection:
        return [connection.execute(text(f"SELECT * FROM {n} ORDER BY 1, 2")).all() for n in names]


@pytest.mark.parametrize(
    "change",
    ["epoch = 2", "seq = 99", "leaf = leaf", "leaf_hash = leaf_hash", "entry_id = 'x.0'", "about_id = 'x'"],
)
def test_no_column_of_an_entry_is_updated(book: Book, change: str) -> None:
    refused(book, f"UPDATE audit_entry SET {change} WHERE seq = {book.entries}")


@pytest.mark.parametrize("where", ["", "WHERE seq = 0", "WHERE seq = (SELECT MAX(seq) FROM audit_entry)"])
def test_no_entry_is_deleted(book: Book, where: str) -> None:
    refused(book, f"DELETE FROM audit_entry {where}")


@pytest.mark.parametrize(
    ("epoch", "ahead"),
    [(1, 1), (1, -1), (1, -5), (2, 0), (3, None), (0, 0)],
    ids=["a gap", "a taken place", "an old place", "a new epoch midway", "an epoch too far", "no epoch"],
)
def test_no_entry_comes_but_the_next(book: Book, epoch: int, ahead: int | None) -> None:
    seq = 0 if ahead is None else book.entries + 1 + ahead
    refused(book, f"INSERT INTO audit_entry VALUES {entry(book, epoch=epoch, seq=seq)}", "must be next|CHECK")


def test_the_next_entry_is_taken(book: Book) -> None:
    with book.store.writing() as connection:
        connection.exec_driver_sql(f"INSERT INTO audit_entry VALUES {entry(book)}")
    assert len(dump(book)[0]) == book.entries + 2


def test_the_first_entry_of_the_next_epoch_is_taken(book: Book) -> None:
    with book.store.writing() as connection:
        connection.exec_driver_sql(f"INSERT INTO audit_entry VALUES {entry(book, epoch=2, seq=0)}")
    assert len(dump(book)[0]) == book.entries + 2


@pytest.mark.parametrize(
    "column", [{"entry_id": "'e1.0'"}, {"leaf_hash": hash_of(1)}], ids=["by id", "by hash"]
)
def test_an_entry_is_not_taken_twice(book: Book, column: dict[str, str]) -> None:
    refused(book, f"INSERT INTO audit_entry VALUES {entry(book, **column)}", "must be next and new|duplicate")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_checkpoint SET note = 'x'",
        "DELETE FROM audit_checkpoint",
        "UPDATE audit_opening SET value = salt",
        "UPDATE audit_opening SET salt = seal",
        "UPDATE version SET content = 'x'",
        "UPDATE version SET version = 2",
        "DELETE FROM version",
    ],
)
def test_what_was_kept_stays(book: Book, statement: str) -> None:
    refused(book, statement)


def test_an_opening_is_deleted_when_it_is_erased(book: Book) -> None:
    with book.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM audit_opening")
    assert dump(book)[2] == []


_ENTRY = "INSERT OR REPLACE INTO audit_entry SELECT"
_VERSION = "submission, version, content, manifest, created_at, created_by"
REPLACED = {
    "entry by place": f"{_ENTRY} epoch, seq, X'00', X'{{h}}', 'n.0', 'x' {{last}}",
    "entry by id": f"{_ENTRY} epoch, seq + 1, X'00', X'{{h}}', entry_id, 'x' {{last}}",
    "entry by hash": f"{_ENTRY} epoch, seq + 1, X'00', leaf_hash, 'n.0', 'x' {{last}}",
    "entry by id in a new epoch": f"{_ENTRY} 2, 0, X'00', X'{{h}}', entry_id, 'x' {{last}}",
    "entry by hash in a new epoch": f"{_ENTRY} 2, 0, X'00', leaf_hash, 'n.0', 'x' {{last}}",
    "entry by update": "UPDATE OR REPLACE audit_entry SET seq = seq - 1 WHERE seq = 3",
    "entry by upsert": "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE seq = 3 "
    "ON CONFLICT DO UPDATE SET about_id = 'x'",
    "checkpoint": "INSERT OR REPLACE INTO audit_checkpoint VALUES (1, 3, 'x')",
    "opening": "INSERT OR REPLACE INTO audit_opening SELECT seal, salt, X'00' FROM audit_opening LIMIT 1",
    "version": f"INSERT OR REPLACE INTO version ({_VERSION}) "
    "SELECT submission, version, content, X'00', created_at, created_by FROM version",
    "version by row": f"INSERT OR REPLACE INTO version (rowid, {_VERSION}) "
    "SELECT rowid, submission, 9, content, X'00', created_at, created_by FROM version",
}


@pytest.mark.parametrize("name", REPLACED, ids=lambda name: name.replace(" ", "-"))
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nothing_is_replaced_on_sqlite(book: Book, name: str) -> None:
    last = "FROM audit_entry ORDER BY seq DESC LIMIT 1"
    statement = REPLACED[name].format(h=NEW_HASH, last=last)
    refused(book, statement, "append only|must be next and new|must be new")


@pytest.mark.parametrize("rowid", ["rowid", "_rowid_", "oid"])
@pytest.mark.parametrize("table", ["audit_entry", "audit_checkpoint", "audit_opening"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_history_has_no_row_ids_to_replace_by(book: Book, table: str, rowid: str) -> None:
    with book.store.engine.connect() as connection, pytest.raises(DBAPIError, match="no such column"):
        connection.exec_driver_sql(f"SELECT {rowid} FROM {table}")


@pytest.mark.parametrize("table", ["audit_entry", "audit_checkpoint", "audit_opening", "version"])
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_nothing_is_truncated_on_postgresql(book: Book, table: str) -> None:
    refused(book, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_nothing_is_replaced_on_postgresql(book: Book) -> None:
    row = entry(book, entry_id="'e1.0'")
    target = "ON CONFLICT (entry_id) DO UPDATE SET leaf = EXCLUDED.leaf"
    refused(book, f"INSERT INTO audit_entry VALUES {row} {target}")


def test_dropping_undoes_creating(book: Book) -> None:
    with book.store.writing() as connection:
        for statement in triggers.drop(connection.dialect.name):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("UPDATE audit_entry SET about_id = 'x' WHERE seq = 1")
        connection.exec_driver_sql("UPDATE audit_entry SET about_id = 'p_ori' WHERE seq = 1")
        for statement in triggers.create(connection.dialect.name):
            connection.exec_driver_sql(statement)
    refused(book, "UPDATE audit_entry SET about_id = 'x' WHERE seq = 1")
