"""What every use case works with: the store, the keys, names from outside. It decides nothing."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from states.form import Form
from states.routes import Route
from states.submission import Step
from workflow.audit.append import Log
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
    publish_within_days: int = 5
    new_stamp: Callable[[], str] = lambda: secrets.token_hex(16)
    _routes: dict[tuple[str, int], Route] = field(default_factory=dict, repr=False)
    _offices: dict[str, OfficeRecords] = field(default_factory=dict, repr=False)

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
