"""An office for each test; whatever the test did in it, its history must hold afterwards."""

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.workflow.builders import Office, office_on, open_office_on
from workflow.store.engine import Store

Opened = tuple[str, str]
"""An opened office to copy: the file's path or the database's name, and the pin of its history."""


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An office that has just been opened, one test each on SQLite and PostgreSQL."""
    copy = _copied_file if request.param == "sqlite" else _copied_database
    template, pin = request.getfixturevalue(f"opened_{request.param}")
    for address in copy(template, tmp_path):
        store = Store(address)
        opened = office_on(store, pin=pin)
        yield opened
        report = opened.verified(pins=[opened.pin])
        store.close()
        assert report.exit_code == 0, report.sentence


@pytest.fixture(scope="session")
def opened_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    path = tmp_path_factory.mktemp("opened") / "opened.db"
    shutil.copy(sqlite_template, path)
    return str(path), _open(f"sqlite:///{path}")


@pytest.fixture(scope="session")
def opened_postgresql(postgres_template: str) -> Iterator[Opened]:
    name = f"opened_{uuid.uuid4().hex}"
    _on_server(f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield name, _open(_address(name))
    _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def _open(address: str) -> str:
    store = Store(address)
    pin = open_office_on(store).pin
    store.close()
    return pin


def _copied_file(template: str, folder: Path) -> Iterator[str]:
    path = folder / "signoff.db"
    shutil.copy(template, path)
    yield f"sqlite:///{path}"


def _copied_database(template: str, _folder: Path) -> Iterator[str]:
    name = f"office_{uuid.uuid4().hex}"
    _on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _address(name)
    _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def _address(name: str) -> str:
    return make_url(os.environ["TEST_DATABASE_URL"]).set(database=name).render_as_string(hide_password=False)


def _on_server(statement: str) -> None:
    engine = create_engine(os.environ["TEST_DATABASE_URL"], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
