"""A prepared statement does what SQLAlchemy's own way does, with the same rows and the same errors."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from workflow.store.engine import Store, StoreBusy
from workflow.store.prepared import Prepared
from workflow.store.tables import command, turned_away

AT = datetime(2026, 5, 5, 9, 30, 15, 123456, tzinfo=UTC)
ONE = {"key": "one", "request": "a" * 64, "outcome": {"état": ["50 %", None, 1]}, "at": AT}

INSERT = Prepared(insert(command))
FIND = Prepared(select(command).where(command.c.key == bindparam("one")))
FIND_FIXED = Prepared(select(command.c.key).where(command.c.key == "one"))
MOVE = Prepared(update(command).where(command.c.key == bindparam("one")).values(request=bindparam("other")))
TWICE = Prepared(
    select(command.c.key).where(command.c.key == bindparam("one"), command.c.key == bindparam("one"))
)


def _kept(connection: Connection) -> list[Any]:
    return [tuple(row) for row in connection.execute(select(command).order_by(command.c.key))]


def test_a_row_is_written_as_sqlalchemy_writes_it(store: Store) -> None:
    with store.writing() as connection:
        INSERT.run(connection, ONE)
        connection.execute(insert(command), [{**ONE, "key": "two"}])
        first, second = _kept(connection)
    assert first[1:] == second[1:]


def test_a_row_is_read_as_sqlalchemy_reads_it(store: Store) -> None:
    with store.writing() as connection:
        INSERT.run(connection, ONE)
        assert [tuple(row) for row in FIND.rows(connection, {"one": "one"})] == _kept(connection)


def test_columns_of_a_row_have_their_names(store: Store) -> None:
    with store.writing() as connection:
        INSERT.run(connection, ONE)
        found = FIND.one(connection, {"one": "one"})
    assert (found.key, found.outcome, found.at) == ("one", ONE["outcome"], AT)


def test_nothing_found_is_none(store: Store) -> None:
    with store.reading() as connection:
        assert FIND.row(connection, {"one": "nobody"}) is None


@pytest.mark.parametrize("statement", [FIND_FIXED, TWICE], ids=["a fixed value", "a name used twice"])
def test_parameters_stand_wherever_the_statement_has_them(store: Store, statement: Prepared) -> None:
    with store.writing() as connection:
        INSERT.run(connection, ONE)
        values = {} if statement is FIND_FIXED else {"one": "one"}
        assert [row.key for row in statement.rows(connection, values)] == ["one"]


@pytest.mark.parametrize("keys", [[], ["one"], ["one", "two", "three"]], ids=["none", "one", "three"])
def test_many_rows_are_written_at_once(store: Store, keys: list[str]) -> None:
    with store.writing() as connection:
        INSERT.run_each(connection, [{**ONE, "key": key} for key in keys])
        assert {row[0] for row in _kept(connection)} == set(keys)


def test_of_many_rows_one_that_breaks_a_constraint_breaks_all(store: Store) -> None:
    with pytest.raises(IntegrityError, match="command"), store.writing() as connection:
        INSERT.run_each(connection, [ONE, {**ONE, "key": "two"}, ONE])
    with store.reading() as connection:
        assert not _kept(connection)


@pytest.mark.parametrize(("key", "changed"), [("one", 1), ("nobody", 0)])
def test_rows_changed_are_counted(store: Store, key: str, changed: int) -> None:
    with store.writing() as connection:
        INSERT.run(connection, ONE)
        assert MOVE.run(connection, {"one": key, "other": "b" * 64}) == changed


def test_what_is_written_is_rolled_back_with_the_transaction(store: Store) -> None:
    def begun_and_broken_off() -> None:
        with store.writing() as connection:
            INSERT.run(connection, ONE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        begun_and_broken_off()
    with store.reading() as connection:
        assert not _kept(connection)


def test_a_broken_constraint_is_an_integrity_error_that_names_it(store: Store) -> None:
    with store.writing() as connection:
        INSERT.run(connection, ONE)
    with pytest.raises(IntegrityError, match="command"), store.writing() as connection:
        INSERT.run(connection, ONE)


def test_a_statement_that_the_database_does_not_know_is_an_error_of_sqlalchemy(store: Store) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE turned_away")
    wanted = (OperationalError, ProgrammingError, StoreBusy)
    with pytest.raises(wanted), store.writing() as connection:
        Prepared(insert(turned_away)).run(connection, {"who": "a", "day": "b", "times": 1})


def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"), store.writing() as connection:
        INSERT.run(connection, {**ONE, "at": datetime(2026, 5, 5)})  # noqa: DTZ001
