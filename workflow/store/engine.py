"""Connections and transactions. Commands on SQLite begin IMMEDIATE and wait for the disk."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from states.refusals import Finding, Refused
from states.vocabulary import Severity

SAFE_WAL = (3, 51, 3)
"""The first SQLite whose write-ahead log cannot corrupt a database that two connections write at once."""

BUSY_SECONDS = 15


class StoreBusy(Refused):
    """The database is locked by another program, cannot be reached, or broke the transaction off.

    `broken_off` is true for a deadlock or serialisation failure: the same work may be begun again.
    `unknown` is true where the connection was lost inside COMMIT: the work may have been recorded.
    """

    rule_name = "store-busy"
    words = "The database did not answer ({detail}). Nothing was recorded: try again in a minute."
    unknown_words = (
        "The database did not answer ({detail}), and whether it recorded this is not known. "
        "Send the same form again in a minute: nothing is recorded twice."
    )

    def __init__(self, detail: str, *, broken_off: bool = False, unknown: bool = False) -> None:
        self.broken_off, self.unknown = broken_off, unknown
        message = (self.unknown_words if unknown else self.words).format(detail=detail)
        super().__init__((Finding(self.rule_name, Severity.BLOCKS, "act", message),))


class StoreFull(StoreBusy):
    """The disk that holds the database is full."""

    rule_name = "store-full"
    words = "The disk that holds the database is full. Nothing was recorded: free some space, then try again."


class Store:
    """One database, behind one address. `writing` is for commands, `reading` for everything else."""

    def __init__(self, address: str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        try:
            url = make_url(address)
        except ArgumentError:
            raise _unusable(address) from None
        if url.get_backend_name() not in {"sqlite", "postgresql"} or url.drivername == "postgresql":
            raise _unusable(address)
        arguments: dict[str, Any] = {"pool_timeout": busy_seconds}
        if url.get_backend_name() == "postgresql":
            arguments["pool_pre_ping"] = True
        try:
            self.engine: Engine = create_engine(url, **arguments)
        except (ArgumentError, ImportError):  # a driver that nobody has heard of, or that is not installed
            raise _unusable(address) from None
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        if self.is_sqlite:
            _prepare_sqlite(self.engine, busy_seconds)
        else:
            _prepare_postgresql(self.engine, busy_seconds)
        # On SQLite BEGIN is enough; PostgreSQL would give each statement its own state otherwise.
        one_state = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reads = self.engine.execution_options(**one_state)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One command transaction: committed whole at the end, or rolled back whole. Raises StoreBusy."""
        with _answering(), self.engine.begin() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads: one state of the database throughout. Raises StoreBusy."""
        with _answering(), self._reads.begin() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def _unusable(address: str) -> Refused:
    message = f"SIGNOFF_DATABASE is {address.split('@')[-1]!r}: use sqlite:///FILE or postgresql+psycopg://HOST/NAME."
    return Refused((Finding("setting-invalid", Severity.BLOCKS, "SIGNOFF_DATABASE", message),))


@contextmanager
def _answering() -> Iterator[None]:
    """What the database cannot answer, as refusals."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreBusy("too many acts at once") from error
    except OperationalError as error:
        raise _busy(error) from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # its other kinds are faults of ours, or constraints
            raise
        raise _unreadable(error) from error


def _unreadable(error: DatabaseError) -> Refused:
    message = f"The database cannot be read ({_plain(error)}): check SIGNOFF_DATABASE, or restore a backup."
    return Refused((Finding("store-unreadable", Severity.BLOCKS, "SIGNOFF_DATABASE", message),))


def _busy(error: OperationalError) -> StoreBusy:
    state = getattr(error.orig, "sqlstate", None)
    code = getattr(error.orig, "sqlite_errorcode", None)
    if state == _DISK_FULL or code == sqlite3.SQLITE_FULL:
        return StoreFull(_plain(error))
    # Only COMMIT and ROLLBACK fail without a statement; after a rollback there is nothing to look for.
    unknown = error.statement is None and error.connection_invalidated
    return StoreBusy(_plain(error), broken_off=state in _BROKEN_OFF, unknown=unknown)


_BROKEN_OFF = frozenset({"40001", "40P01"})
_DISK_FULL = "53100"


def _plain(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0] if error.orig else "no answer"


def _prepare_sqlite(engine: Engine, busy_seconds: float) -> None:
    journal = "WAL" if sqlite3.sqlite_version_info >= SAFE_WAL else "TRUNCATE"

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        # The driver begins a transaction only before the first write: two people could both sign.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={int(busy_seconds * 1000)}",
            "foreign_keys=ON",
            "synchronous=FULL",
            f"journal_mode={journal}",
        ):
            connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(engine: Engine, busy_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        # By default a lock is waited for without end: one stuck program would hold every act.
        connection.execute(f"SET lock_timeout = {int(busy_seconds * 1000)}")
        connection.commit()
