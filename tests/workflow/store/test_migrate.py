"""Migrations: from nothing to the models and back, on both databases."""

import pytest
from sqlalchemy import inspect

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
