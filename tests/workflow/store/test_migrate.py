"""Migrations: from nothing to the models and back, on both databases."""

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from workflow.store.engine import Store
from workflow.store.migrate import SchemaMissing, check, downgrade, migrate, require_schema, revision


def test_migrations_up_down_up_equal_the_models(store: Store) -> None:
    downgrade(store, to="base")
    assert set(inspect(store.engine).get_table_names()) <= {"alembic_version"}
    migrate(store)
    check(store)
    require_schema(store)


def test_a_database_without_schema_is_refused_with_the_next_step(store: Store) -> None:
    downgrade(store, to="base")
    with pytest.raises(SchemaMissing, match="Run 'signoff migrate' first"):
        require_schema(store)


def test_migrating_twice_changes_nothing(store: Store) -> None:
    before = revision(store)
    migrate(store)
    assert revision(store) == before


_FIRST_ROWS = (
    "INSERT INTO person (id, name, email) VALUES ('p_1', 'The originator', 'o@opcc.example')",
    "INSERT INTO submission (id, state, version, route_key, route_version, route_sha256, steps, originator,"
    " created_at) VALUES ('s_1', 'draft', 1, 'k', 1, 'x', '[]', 'p_1', '2026-01-05 09:00:00')",
    "INSERT INTO version (submission, version, content, manifest, created_at, created_by)"
    " VALUES ('s_1', 1, 'x', 'm', '2026-01-05 09:00:00', 'p_1')",
)
_OLD_PAPER = (
    "INSERT INTO submission (id, state, version, route_key, route_version, route_sha256, steps, created_at)"
    " VALUES ('s_2', 'historic', 1, 'k', 1, 'x', '[]', '2026-01-05 09:00:00')",
    "INSERT INTO file (sha256, size, bytes) VALUES ('f', 1, 'x')",
    "INSERT INTO historic (submission, file_sha256, file_size, file_name, office, sign_offs, findings,"
    " imported_at, imported_by) VALUES ('s_2', 'f', 1, 'n', 'o', '[]', '[]', '2026-01-05 09:00:00', 'os:x')",
)


def _run(store: Store, statements: tuple[str, ...]) -> None:
    with store.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


def _count(connection: Connection, table: str) -> int:
    found: int = connection.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one()
    return found


@pytest.fixture
def with_rows(store: Store) -> Store:
    """A database of the first release with a submission in it, brought to this release's schema."""
    downgrade(store, to="0001")
    _run(store, _FIRST_ROWS)
    migrate(store)
    return store


def test_rows_of_the_first_release_are_still_there(with_rows: Store) -> None:
    with with_rows.reading() as connection:
        assert [_count(connection, table) for table in ("person", "submission", "version")] == [1, 1, 1]


def test_versions_of_the_first_release_still_never_change(with_rows: Store) -> None:
    with pytest.raises(DBAPIError, match="append only"):
        _run(with_rows, ("UPDATE version SET content = 'y'",))


def test_an_originator_is_still_somebody_in_the_directory(with_rows: Store) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        _run(with_rows, ("UPDATE submission SET originator = 'p_nobody'",))


def test_going_back_is_refused_where_old_papers_would_be_lost(with_rows: Store) -> None:
    _run(with_rows, _OLD_PAPER)
    with pytest.raises(RuntimeError, match="1 old papers would be lost"):
        downgrade(with_rows, to="0001")
    assert revision(with_rows) == "0002"


def test_going_back_demands_an_originator_again(with_rows: Store) -> None:
    downgrade(with_rows, to="0001")
    with pytest.raises(DBAPIError, match=r"(?i)not.null"):
        _run(with_rows, ("UPDATE submission SET originator = NULL",))
