"""Statements that every act makes: compiled once for a kind of database, then run by its driver.

SQLAlchemy's own way of running a statement costs more time than the statement; an act runs a dozen and more.
Values go through the columns' own types and errors are SQLAlchemy's, so that nobody else sees a difference.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Dialect, Insert, Select, Table, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from workflow.faults import reach

Query = Select[Any] | CompoundSelect[Any]
Values = Mapping[str, Any]
_Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement for one kind of database. `binds` are its parameters with what makes them the driver's."""

    text: str
    binds: tuple[tuple[str, _Convert], ...]
    fixed: Values
    is_positional: bool
    results: tuple[_Convert, ...]


class Prepared:
    """One statement, made once and run often; its parameters are all of its `bindparam`s, or columns."""

    def __init__(self, statement: Query | Insert | Update) -> None:
        self._statement = statement
        self._compiled: WeakKeyDictionary[Dialect, _Compiled] = WeakKeyDictionary()
        self._row: Any = tuple
        self._kill_point = ""
        if isinstance(statement, Select | CompoundSelect):
            self._row = namedtuple("Row", [column.key for column in statement.selected_columns])  # type: ignore[misc]
        elif isinstance(statement.table, Table):
            self._kill_point = f"{type(statement).__name__.upper()} {statement.table.name}"

    def rows(self, connection: Connection, values: Values) -> list[Any]:
        """Every row of a query, its columns by name."""
        compiled = self._for(connection.dialect, values)
        found = _executed(connection, compiled, _bound(compiled, values)).fetchall()
        make = self._row._make
        return [make([c(v) if c else v for c, v in zip(compiled.results, row, strict=True)]) for row in found]

    def row(self, connection: Connection, values: Values) -> Any | None:
        """The one row that a query by a key finds, or None."""
        found = self.rows(connection, values)
        return found[0] if found else None

    def one(self, connection: Connection, values: Values) -> Any:
        """The row that a query cannot but find."""
        (found,) = self.rows(connection, values)
        return found

    def run(self, connection: Connection, values: Values) -> int:
        """Write; gives how many rows were changed."""
        compiled = self._for(connection.dialect, values)
        cursor = _executed(connection, compiled, _bound(compiled, values))
        reach(self._kill_point)
        changed: int = cursor.rowcount
        return changed

    def run_each(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Write once for each of these rows, all with the same names, in one journey to the database."""
        if len(rows) == 1:
            self.run(connection, rows[0])
        elif rows:
            compiled = self._for(connection.dialect, rows[0])
            _executed(connection, compiled, [_bound(compiled, row) for row in rows], each=True)
            reach(self._kill_point)

    def _for(self, dialect: Dialect, values: Values) -> _Compiled:
        compiled = self._compiled.get(dialect)
        if compiled is None:
            compiled = self._compiled[dialect] = self._made(dialect, list(values))
        return compiled

    def _made(self, dialect: Dialect, names: list[str]) -> _Compiled:
        keys = names if isinstance(self._statement, Insert) else None
        sql: Any = self._statement.compile(dialect=dialect, column_keys=keys)
        parameters = {name: parameter for parameter, name in sql.bind_names.items()}
        order = sql.positiontup if sql.positional else list(parameters)
        columns = (
            self._statement.selected_columns if isinstance(self._statement, Select | CompoundSelect) else ()
        )
        return _Compiled(
            text=str(sql),
            binds=tuple((name, _own(parameters[name], dialect).bind_processor(dialect)) for name in order),
            fixed={name: value for name, value in sql.params.items() if name not in names},
            is_positional=sql.positional,
            results=tuple(_own(column, dialect).result_processor(dialect, None) for column in columns),
        )


def _own(typed: ColumnElement[Any], dialect: Dialect) -> TypeEngine[Any]:
    """The type of a column or parameter as this kind of database has it."""
    return typed.type.dialect_impl(dialect)


def _bound(compiled: _Compiled, values: Values) -> list[Any] | dict[str, Any]:
    """The values as the driver takes them."""
    given = {**compiled.fixed, **values}
    bound = [(name, c(given[name]) if c else given[name]) for name, c in compiled.binds]
    return [value for _, value in bound] if compiled.is_positional else dict(bound)


def _executed(connection: Connection, compiled: _Compiled, given: Any, *, each: bool = False) -> Any:
    driver: Any = connection.connection.driver_connection
    try:
        if each:
            return driver.cursor().executemany(compiled.text, given)
        return driver.execute(compiled.text, given)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _as_sqlalchemys(error, connection, driver, text=compiled.text) from error


def _as_sqlalchemys(error: Exception, connection: Connection, driver: Any, *, text: str) -> BaseException:
    dialect = connection.dialect
    is_lost = dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type]
    if is_lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=dialect,
    )
