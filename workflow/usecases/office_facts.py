"""Facts about the office, written once for the act that makes them and for the opening of an office."""

from datetime import date

from states.authority import Appointment, Delegation, OfficeTitle
from states.facts import About, Fact, FactName, Subject
from states.routes import Route
from workflow.store.office_changes import DaysChanged


def person_added(person: str, *, name: str, email: str) -> Fact:
    return Fact(FactName.PERSON_ADDED, Subject(About.PERSON, person), sealed={"name": name, "email": email})


def office_set(title: OfficeTitle) -> Fact:
    return Fact(
        FactName.OFFICE_SET,
        Subject(About.OFFICE, title.office),
        data={
            "title": title.title,
            "function": title.function.value,
            "from_on": title.from_on.isoformat(),
            "to_on": _day(title.to_on),
            "succeeds": title.succeeds,
        },
    )


def appointed(new: Appointment) -> Fact:
    return Fact(
        FactName.APPOINTED,
        Subject(About.APPOINTMENT, new.id),
        data={
            "office": new.office,
            "person": new.person,
            "capacity": new.capacity.value,
            "from_on": new.from_on.isoformat(),
            "to_on": _day(new.to_on),
        },
    )


def delegated(new: Delegation) -> Fact:
    return Fact(
        FactName.DELEGATED,
        Subject(About.DELEGATION, new.id),
        data={
            "office": new.office,
            "holder": new.holder,
            "deputy": new.deputy,
            "from_on": new.from_on.isoformat(),
            "to_on": _day(new.to_on),
        },
    )


def route_adopted(route: Route) -> Fact:
    return Fact(
        FactName.ROUTE_ADOPTED,
        Subject(About.ROUTE, route.key),
        data={
            "version": route.version,
            "sha256": route.sha256,
            "steps": [
                {
                    "step": step.key,
                    "order": step.order,
                    "office": step.office,
                    "decides": step.decides,
                    "reserved": step.reserved,
                    "quorum": step.quorum,
                }
                for step in route.steps
            ],
        },
    )


def calendar_changed(changed: DaysChanged) -> Fact:
    return Fact(
        FactName.CALENDAR_CHANGED,
        Subject(About.CALENDAR, "calendar"),
        data={
            "source": changed.source,
            "covers_to": changed.covers_to.isoformat(),
            "added": [day.isoformat() for day in changed.added],
            "removed": [day.isoformat() for day in changed.removed],
        },
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
