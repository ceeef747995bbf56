"""The office as the log tells it: its people, posts, routes and calendar. No submissions here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from states.calendar import london_day
from states.facts import FactName
from states.vocabulary import Capacity
from workflow.audit.canonical import JSON
from workflow.audit.entry import Entry
from workflow.audit.replay_acts import may_govern
from workflow.audit.replay_case import AdoptedRoute, AdoptedStep
from workflow.audit.replay_offices import Offices


@dataclass(slots=True)
class Person:
    """A person as the log tells: name and address where their openings still exist, and when they left."""

    name: str | None = None
    email: str | None = None
    ended_at: datetime | None = None


class Registry:
    """Takes the entries about the office in their order and keeps what they give."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.offices = Offices()
        self.routes: dict[tuple[str, int], AdoptedRoute] = {}
        self.holidays: set[date] = set()
        self.calendar: tuple[str, date] | None = None
        self.erased: set[str] = set()

    def take(self, entry: Entry, opened: Mapping[str, JSON]) -> Iterator[str]:
        """Take the next entry and say what is improper about it; one about anything else changes nothing."""
        handler = _HANDLERS.get(entry.fact)
        return iter(()) if handler is None else handler(self, entry, opened)

    def name(self, person: str | None) -> str | None:
        """The person's name so far; None for nobody, or where its opening was erased."""
        found = self.people.get(person or "")
        return found.name if found else None

    def is_here(self, person: str | None) -> bool:
        """Whether somebody added this person and nobody ended them."""
        found = self.people.get(person or "")
        return found is not None and found.ended_at is None

    def _add_person(self, entry: Entry, opened: Mapping[str, JSON]) -> Iterator[str]:
        if entry.about.id in self.people:
            yield f"{entry.about.id} exists already"
        self.people[entry.about.id] = Person()
        yield from self._change_person(entry, opened)

    def _change_person(self, entry: Entry, opened: Mapping[str, JSON]) -> Iterator[str]:
        person = self.people.get(entry.about.id)
        if person is None:
            yield f"nobody added {entry.about.id}"
            return
        if "name" in entry.sealed:
            person.name = _text(opened.get(entry.sealed["name"]))
        if "email" in entry.sealed:
            person.email = _text(opened.get(entry.sealed["email"]))

    def _end_person(self, entry: Entry, _opened: Mapping[str, JSON]) -> Iterator[str]:
        if not self.is_here(entry.about.id):
            yield f"{entry.about.id} was nobody of the office"
            return
        self.people[entry.about.id].ended_at = entry.at
        self.offices.gone.add(entry.about.id)

    def _set_office(self, entry: Entry, _opened: Mapping[str, JSON]) -> Iterator[str]:
        self.offices.set_title(entry.about.id, entry.data)
        yield from ()

    def _appoint(self, entry: Entry, _opened: Mapping[str, JSON]) -> Iterator[str]:
        if not self.offices.appoint(entry.about.id, entry.data):
            yield f"the appointment {entry.about.id} exists already"

    def _end_appointment(self, entry: Entry, _opened: Mapping[str, JSON]) -> Iterator[str]:
        if not self.offices.end_post(entry.about.id, entry.data["ended_on"]):
            yield f"there is no appointment {entry.about.id}"

    def _delegate(self, entry: Entry, _opened: Mapping[str, JSON]) -> Iterator[str]:
        holder, office = entry.data["holder"], entry.data["office"]
        entitled = self.offices.entitled(office, london_day(entry.clock_at))
        in_post = any(e.person == holder and e.capacity != Capacity.DEPUTY for e in entitled)
        if entry.actor.person != holder or not in_post:
            yield f"{entry.actor.person} may not delegate the office {office} for {holder}"
        if not self.offices.delegate(entry.about.id, entry.data):
            yield f"the delegation {entry.about.id} exists already"

    def _end_delegation(self, entry: Entry, _opened: Mapping[str, JSON]) -> Iterator[str]:
        nomination = self.offices.nominations.get(entry.about.id)
        by_holder = nomination is not None and entry.actor.person == nomination.holder
        if not by_holder and not may_govern(entry, self.offices):
            yield f"{entry.actor.person} may not end the delegation {entry.about.id}"
        if not self.offices.end_nomination(entry.about.id, entry.data["ended_on"]):
            yield f"there is no delegation {entry.about.id}"

    def _adopt(self, entry: Entry, _opened: Mapping[str, JSON]) -> Iterator[str]:
        key = entry.about.id, entry.data["version"]
        if key in self.routes:
            yield f"version {key[1]} of the route {key[0]} was adopted already"
            return
        self.routes[key] = AdoptedRoute(entry.data["sha256"], tuple(map(_step, entry.data["steps"])))

    def _change_calendar(self, entry: Entry, _opened: Mapping[str, JSON]) -> Iterator[str]:
        self.calendar = entry.data["source"], date.fromisoformat(entry.data["covers_to"])
        try:
            self.holidays -= {date.fromisoformat(day) for day in entry.data["removed"]}
            self.holidays |= {date.fromisoformat(day) for day in entry.data["added"]}
        except ValueError:
            yield "what it adds and removes must be days"

    def _erase(self, entry: Entry, _opened: Mapping[str, JSON]) -> Iterator[str]:
        self.erased.add(entry.data["seal"])
        yield from ()


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None


def _step(step: Mapping[str, Any]) -> AdoptedStep:
    return AdoptedStep(
        key=step["step"],
        order=step["order"],
        office=step["office"],
        decides=step["decides"],
        reserved=step["reserved"],
        quorum=step["quorum"],
    )


_Handler = Callable[[Registry, Entry, Mapping[str, JSON]], Iterator[str]]

_HANDLERS: Mapping[FactName, _Handler] = MappingProxyType(
    {
        FactName.PERSON_ADDED: Registry._add_person,
        FactName.PERSON_CHANGED: Registry._change_person,
        FactName.PERSON_ENDED: Registry._end_person,
        FactName.OFFICE_SET: Registry._set_office,
        FactName.APPOINTED: Registry._appoint,
        FactName.APPOINTMENT_ENDED: Registry._end_appointment,
        FactName.DELEGATED: Registry._delegate,
        FactName.DELEGATION_ENDED: Registry._end_delegation,
        FactName.ROUTE_ADOPTED: Registry._adopt,
        FactName.CALENDAR_CHANGED: Registry._change_calendar,
        FactName.ERASED: Registry._erase,
    }
)
