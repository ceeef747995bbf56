"""What every use case works with: the store, the keys, names from outside. It decides nothing."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from states.form import Form
from states.routes import Route
from states.rules.customs import Customs
from states.rules.register import Register
from states.submission import Content, Step
from workflow.audit.append import Log
from workflow.audit.texts import read_content
from workflow.register import Runs, Version, register_for
from workflow.store import offices, submissions
from workflow.store.engine import Store
from workflow.store.offices import OfficeRecords


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One installation's store, history and link key. `new_id` gives opaque ids of 26 characters or so."""

    store: Store
    log: Log
    base_url: str
    link_key: bytes
    new_id: Callable[[], str]
    organisation: str = ""
    customs: Customs = field(default_factory=Customs)
    new_stamp: Callable[[], str] = lambda: secrets.token_hex(16)
    _routes: dict[tuple[str, int], Route] = field(default_factory=dict, repr=False)
    _offices: dict[str, OfficeRecords] = field(default_factory=dict, repr=False)
    _runs: Runs = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_runs", Runs(self._text))

    def route(self, connection: Connection, key: str, version: int) -> Route:
        """An adopted route; it never changes, so it is read once."""
        found = self._routes.get((key, version))
        if found is None:
            found = self._routes[key, version] = offices.adopted_route(connection, key, version)
        return found

    def steps_of(self, connection: Connection) -> submissions.StepsOf:
        """How rows become steps: the route's own steps, those of them that apply."""

        def steps(key: str, version: int, applying: Sequence[str]) -> tuple[Step, ...]:
            return tuple(step for step in self.route(connection, key, version).steps if step.key in applying)

        return steps

    def office(self, connection: Connection, stamp: str) -> OfficeRecords:
        """The office's records as this transaction sees them; read only under a new stamp."""
        found = self._offices.get(stamp)
        if found is None:
            found = offices.records(connection)
            self._offices.clear()
            self._offices[stamp] = found
        return found

    def form(self, connection: Connection, key: str, version: int) -> Form:
        return self.route(connection, key, version).form

    def register(self, connection: Connection, *, number: str | None, besides: str | None) -> Register:
        """What a paper of this number is compared with; `besides` is its own submission, if it has one."""
        return register_for(connection, number=number, besides=besides, cache=self._runs)

    def _text(self, connection: Connection, version: Version) -> tuple[Content, Form]:
        content = read_content(connection, version.submission, version.number)
        return content, self.form(connection, version.route_key, version.route_version)
