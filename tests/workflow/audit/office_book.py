"""An office, written straight into the history with the rows that belong to it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, update

from states.facts import About, Actor, Fact, FactName, Subject
from states.routes import Route
from states.vocabulary import ActorKind, Capacity, Proof
from workflow.audit.append import EntryDraft, Log, append, open_log
from workflow.audit.keys import verifier_key
from workflow.store import tables
from workflow.store.engine import Store

ORIGIN = "opcc.example/audit/1"
SEED = bytes(range(32))
START = datetime(2026, 5, 5, 9, tzinfo=UTC)
OPERATOR = Actor(kind=ActorKind.OPERATOR, person="os:signoff", proof=Proof.CLI)


class OfficeBook:
    """Writes one entry a minute, with the rows that a use case would write beside it."""

    def __init__(self, store: Store, *, at: datetime = START) -> None:
        self.store = store
        self.at = at
        self.entries = 0
        self._salts = 0
        self._connection: Connection | None = None
        self.log = Log(ORIGIN, "0.1.0", self.new_salt)
        with store.writing() as connection:
            vkey = verifier_key(ORIGIN, SEED)
            open_log(connection, log=self.log, vkey=vkey, actor=OPERATOR, command="open", now=at)

    def new_salt(self) -> bytes:
        self._salts += 1
        return sha256(f"salt {self._salts}".encode()).digest()

    def write(
        self,
        name: str,
        subject: Subject,
        *,
        by: Actor = OPERATOR,
        data: Mapping[str, Any] | None = None,
        sealed: Mapping[str, Any] | None = None,
        states: tuple[str | None, str | None] = (None, None),
        content: str | None = None,
        rows: Callable[[Connection, str], object] | None = None,
    ) -> str:
        """Append one entry and write its rows; its id."""
        self.entries += 1
        self.at += timedelta(minutes=1)
        entry_id = f"e{self.entries}.0"
        fact = Fact(FactName(name), subject, *states, content, data or {}, sealed or {})
        with self._writing() as connection:
            if rows is not None:
                rows(connection, entry_id)
            append(connection, [EntryDraft(entry_id, fact, by)], log=self.log, now=self.at)
        return entry_id

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write all that follows in one transaction."""
        with self.store.writing() as self._connection:
            yield
        self._connection = None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._connection is not None:
            yield self._connection
            return
        with self.store.writing() as connection:
            yield connection

    # --- The office ------------------------------------------------------------------------------------

    def person(self, key: str) -> None:
        values = {"id": key, "name": f"Name of {key}", "email": f"{key}@opcc.example"}
        self.write(
            "person_added",
            Subject(About.PERSON, key),
            sealed={"name": values["name"], "email": values["email"]},
            rows=lambda c, _: c.execute(insert(tables.person).values(values)),
        )

    def end_person(self, key: str) -> None:
        self.write(
            "person_ended",
            Subject(About.PERSON, key),
            rows=lambda c, _: c.execute(
                update(tables.person).where(tables.person.c.id == key).values(ended_at=self.at)
            ),
        )

    def office(self, key: str, *, function: str, from_on: str = "2026-01-01", **more: Any) -> None:
        data = {
            "title": f"Title of {key}",
            "function": function,
            "from_on": from_on,
            "to_on": None,
            "succeeds": None,
        } | more
        self.write(
            "office_set",
            Subject(About.OFFICE, key),
            data=data,
            rows=lambda c, _: c.execute(insert(tables.office_title).values(office=key, **_days(data))),
        )

    def appoint(self, office: str, person: str, *, by: Actor = OPERATOR, **more: Any) -> str:
        key = f"a_{person}_{office}"
        data = {
            "office": office,
            "person": person,
            "capacity": "substantive",
            "from_on": "2026-01-01",
            "to_on": None,
        } | more
        self.write(
            "appointed",
            Subject(About.APPOINTMENT, key),
            by=by,
            data=data,
            rows=lambda c, _: c.execute(insert(tables.appointment).values(id=key, **_days(data))),
        )
        return key

    def end_appointment(self, key: str, ended_on: str) -> None:
        self.write(
            "appointment_ended",
            Subject(About.APPOINTMENT, key),
            data={"ended_on": ended_on},
            rows=lambda c, _: c.execute(
                update(tables.appointment)
                .where(tables.appointment.c.id == key)
                .values(ended_on=date.fromisoformat(ended_on))
            ),
        )

    def delegate(self, office: str, holder: str, deputy: str, *, by: Actor | None = None) -> None:
        data = {
            "office": office,
            "holder": holder,
            "deputy": deputy,
            "from_on": "2026-01-01",
            "to_on": "2026-12-31",
        }
        key = f"d_{deputy}"
        self.write(
            "delegated",
            Subject(About.DELEGATION, key),
            by=by or person(holder),
            data=data,
            rows=lambda c, _: c.execute(insert(tables.delegation).values(id=key, **_days(data))),
        )

    def adopt(self, route: Route) -> None:
        steps = [
            {
                "step": s.key,
                "order": s.order,
                "office": s.office,
                "decides": s.decides,
                "reserved": s.reserved,
                "quorum": s.quorum,
            }
            for s in route.steps
        ]
        row = {
            "key": route.key,
            "version": route.version,
            "sha256": route.sha256,
            "body": route.to_json(),
            "adopted_at": self.at,
        }
        self.write(
            "route_adopted",
            Subject(About.ROUTE, route.key),
            data={"version": route.version, "sha256": route.sha256, "steps": steps},
            rows=lambda c, _: c.execute(insert(tables.route).values(row)),
        )

    def calendar(self, *days: str) -> None:
        def rows(connection: Connection, _: str) -> None:
            connection.execute(
                insert(tables.calendar).values(id=1, source="list", covers_to=date(2027, 12, 31))
            )
            connection.execute(insert(tables.holiday), [{"day": date.fromisoformat(day)} for day in days])

        data = {"source": "list", "covers_to": "2027-12-31", "added": list(days), "removed": []}
        self.write("calendar_changed", Subject(About.CALENDAR, "calendar"), data=data, rows=rows)


def person(key: str, *, proof: Proof = Proof.CODE) -> Actor:
    """Somebody acting for themselves."""
    return Actor(kind=ActorKind.PERSON, person=key, proof=proof, session="00112233445566ff")


def holder(key: str, office: str, *, capacity: str = "substantive", for_person: str | None = None) -> Actor:
    """Somebody acting for an office."""
    return replace(person(key), office=office, capacity=Capacity(capacity), for_person=for_person)


def _days(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same members with days as dates, as rows hold them."""
    return {
        name: date.fromisoformat(value) if name.endswith("_on") and value else value
        for name, value in data.items()
    }
