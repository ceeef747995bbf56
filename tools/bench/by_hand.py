"""The same act written by hand: SQL through the driver alone, its values prepared before the clock starts.

It writes the very rows that the use case wrote for the same act in another copy of the database, in one
transaction of the same durability, and reads only what no correct program can do without: the link, the
locked submission, the head of the history.
"""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg
from psycopg.rows import dict_row
from psycopg.types.string import TextLoader

from tools.bench.databases import plain
from tools.bench.office import FIRST_STEP, SignJob
from workflow.store.engine import SAFE_WAL

Row = Mapping[str, Any]

_LINK = "SELECT * FROM link WHERE id = :link"
_SUBMISSION = "SELECT * FROM submission WHERE id = :submission"
_CLAIM = (
    "UPDATE link SET claimed_by = :key WHERE id = :link AND claimed_by IS NULL AND ended_at IS NULL "
    "AND expires_at > :at"
)
_MOVE = (
    "UPDATE submission SET state = :state, number = :number, version = :version, content = :content, "
    "steps = :steps, submitted_at = :submitted_at, decided_on = :decided_on, decided_at = :decided_at, "
    "deferred_to = :deferred_to WHERE id = :id AND state = :before AND version = :version"
)
_END_LINKS = (
    "UPDATE link SET ended_at = :at WHERE submission = :submission AND step = :step AND ended_at IS NULL"
)
_HEAD = "SELECT epoch, size, last_hash, last_at FROM audit_head WHERE id = 1"
_ADVANCE = "UPDATE audit_head SET size = :size, last_hash = :last_hash, last_at = :last_at WHERE id = 1"

_WRITTEN = {
    "sign_off": "SELECT * FROM sign_off WHERE entry_id = :entry",
    "link": "SELECT * FROM link WHERE submission = :submission AND ended_at IS NULL",
    "letter": "SELECT * FROM letter WHERE submission = :submission AND created_at = "
    "(SELECT at FROM command WHERE key = :key)",
    "command": "SELECT * FROM command WHERE key = :key",
    "audit_entry": "SELECT * FROM audit_entry WHERE entry_id = :entry",
}
"""What the act added, table by table, in the order in which it is added."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """Every row that an act left, as the driver gives it and takes it."""

    added: Mapping[str, Sequence[Row]]
    submission: Row
    head: Row
    claim: Row
    ended: Row


class Driver(Protocol):
    """One connection of a database's own driver."""

    def begin(self) -> None:
        """Begin a command transaction as the store does."""

    def rows(self, statement: str, values: Row, *, lock: bool = False) -> Sequence[Row]:
        """The rows of a query; with `lock`, nobody else may write them until the transaction ends."""

    def write(self, statement: str, rows: Sequence[Row]) -> int:
        """Run a statement once for each of these rows; gives how many it changed."""

    def commit(self) -> None: ...

    def close(self) -> None: ...


def driver_for(address: str) -> Driver:
    """A connection by the driver alone, set as the store sets its own."""
    return _Sqlite(plain(address)) if address.startswith("sqlite") else _Postgres(plain(address))


def written(driver: Driver, job: SignJob, *, before: str) -> Written:
    """What the use case wrote for this act, read back untimed. `before` is the state it found."""
    names = {"entry": f"{job.key}.0", "submission": job.submission, "key": job.key}
    driver.begin()
    added = {table: driver.rows(query, _only(query, names)) for table, query in _WRITTEN.items()}
    submission = dict(driver.rows(_SUBMISSION, {"submission": job.submission})[0])
    head = driver.rows(_HEAD, {})[0]
    driver.commit()
    at = added["command"][0]["at"]
    return Written(
        added=added,
        submission=_only(_MOVE, {**submission, "before": before}),
        head=_only(_ADVANCE, head),
        claim={"key": job.key, "link": job.link, "at": at},
        ended={"at": at, "submission": job.submission, "step": FIRST_STEP},
    )


class ByHand:
    """A program of some forty lines that makes sign-offs and nothing else."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._inserts: dict[str, str] = {}

    def prepare(self, act: Written) -> None:
        """Have the statements for these rows ready."""
        for table, rows in act.added.items():
            if rows and table not in self._inserts:
                names = list(rows[0])
                places = ", ".join(f":{name}" for name in names)
                self._inserts[table] = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"

    def sign(self, act: Written) -> None:
        """The act: what is timed."""
        driver = self._driver
        driver.begin()
        driver.rows(_LINK, {"link": act.claim["link"]})
        driver.rows(_SUBMISSION, {"submission": act.submission["id"]}, lock=True)
        claimed = driver.write(_CLAIM, [act.claim])
        self._add("sign_off", act)
        moved = driver.write(_MOVE, [act.submission])
        driver.write(_END_LINKS, [act.ended])
        for table in ("link", "letter", "command"):
            self._add(table, act)
        driver.rows(_HEAD, {}, lock=True)
        self._add("audit_entry", act)
        driver.write(_ADVANCE, [act.head])
        if not claimed == moved == 1:
            raise RuntimeError("the act written by hand found another database than it was prepared for")
        driver.commit()

    def _add(self, table: str, act: Written) -> None:
        self._driver.write(self._inserts[table], act.added[table])


class _Sqlite:
    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        journal = "WAL" if sqlite3.sqlite_version_info >= SAFE_WAL else "TRUNCATE"
        for pragma in (
            "busy_timeout=15000",
            "foreign_keys=ON",
            "synchronous=FULL",
            f"journal_mode={journal}",
        ):
            self._connection.execute(f"PRAGMA {pragma}")

    def begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def rows(self, statement: str, values: Row, *, lock: bool = False) -> Sequence[Row]:
        # BEGIN IMMEDIATE has locked everything already.
        return [dict(row) for row in self._connection.execute(statement, values)]

    def write(self, statement: str, rows: Sequence[Row]) -> int:
        if len(rows) == 1:
            return self._connection.execute(statement, rows[0]).rowcount
        return self._connection.executemany(statement, rows).rowcount

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


class _Postgres:
    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(address, row_factory=dict_row)
        # A document goes back as the text it came as.
        self._connection.adapters.register_loader("jsonb", TextLoader)
        self._cursor = self._connection.cursor()
        self._statements: dict[str, bytes] = {}

    def begin(self) -> None:
        """The driver begins with the first statement, in the same message."""

    def rows(self, statement: str, values: Row, *, lock: bool = False) -> Sequence[Row]:
        self._cursor.execute(self._own(f"{statement} FOR UPDATE" if lock else statement), values)
        return self._cursor.fetchall()

    def write(self, statement: str, rows: Sequence[Row]) -> int:
        if len(rows) == 1:
            self._cursor.execute(self._own(statement), rows[0])
        else:
            self._cursor.executemany(self._own(statement), rows)
        return self._cursor.rowcount

    def commit(self) -> None:
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()

    def _own(self, statement: str) -> bytes:
        found = self._statements.get(statement)
        if found is None:
            found = self._statements[statement] = re.sub(r":(\w+)", r"%(\1)s", statement).encode()
        return found


def _only(statement: str, values: Row) -> dict[str, Any]:
    return {name: values[name] for name in re.findall(r":(\w+)", statement)}
