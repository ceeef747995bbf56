"""An office as its file describes it: what `signoff init` begins with. Reads and checks; keeps nothing."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from notifications.addresses import require_address
from states.refusals import Refused, refusal
from states.routes import Route, load_route, shipped_route
from states.vocabulary import Capacity, Function
from workflow.bank_holidays import SOURCE, bank_holidays
from workflow.usecases.change_calendar import DaysOff

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,62}$")]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficePart(Part):
    """An office: its key in routes, its legal name today, and what it does."""

    key: Key
    title: Words
    function: Function


class PersonPart(Part):
    """Somebody in the directory, by a key that this file alone uses."""

    key: Key
    name: Words
    email: Words


class AppointmentPart(Part):
    """Who is in which post, in what capacity, from which day."""

    office: Key
    person: Key
    capacity: Capacity = Capacity.SUBSTANTIVE
    from_on: date
    to_on: date | None = None


class OfficePlan(Part):
    """A whole office at its beginning. `routes` are shipped ones by key, or files beside this one."""

    name: Words
    routes: tuple[Words, ...] = ("pcc-decision",)
    closure_days: tuple[date, ...] = ()
    offices: tuple[OfficePart, ...]
    people: tuple[PersonPart, ...]
    appointments: tuple[AppointmentPart, ...]


def read_plan(path: Path) -> OfficePlan:
    """The plan in a file. Raises Refused with one sentence naming the file and the key at fault."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        plan = OfficePlan.model_validate(document)
    except OSError as error:
        raise _refused(path, f"cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(path, f"is not TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _refused(path, f"{where}: {first['msg']}") from None
    _require_whole(path, plan)
    return plan


def routes_of(plan: OfficePlan, path: Path) -> tuple[Route, ...]:
    """The routes that the plan adopts. Raises RouteFault for one that is not in order."""
    return tuple(
        load_route(path.parent / name) if name.endswith(".toml") else shipped_route(name)
        for name in plan.routes
    )


def days_off(plan: OfficePlan, *, today: date) -> DaysOff:
    """England and Wales bank holidays from the year before to three years on, and the office's own days."""
    years = range(today.year - 1, today.year + 4)
    days = frozenset(day for day in (*bank_holidays(years), *plan.closure_days) if day.weekday() < 5)
    return DaysOff(days=days, source=SOURCE, covers_to=date(years[-1], 12, 31))


def _require_whole(path: Path, plan: OfficePlan) -> None:
    offices, people = {o.key for o in plan.offices}, {p.key for p in plan.people}
    for number, appointment in enumerate(plan.appointments):
        if appointment.office not in offices:
            raise _refused(path, f"appointments.{number}.office: there is no office {appointment.office!r}")
        if appointment.person not in people:
            raise _refused(path, f"appointments.{number}.person: there is nobody {appointment.person!r}")
    for number, person in enumerate(plan.people):
        try:
            require_address(person.email)
        except Refused as refused:
            raise _refused(path, f"people.{number}.email: {refused}") from None
    governors = {o.key for o in plan.offices if o.function is Function.GOVERN}
    if not any(a.office in governors for a in plan.appointments):
        raise _refused(path, "appointments: nobody holds an office with the function govern")
    for key, values in (("offices", [o.key for o in plan.offices]), ("people", [p.key for p in plan.people])):
        if len(set(values)) < len(values):
            raise _refused(path, f"{key}: a key stands twice")


def _refused(path: Path, words: str) -> Refused:
    return refusal(
        "office-file", f"{path.name} {words.rstrip('.')}. Mend the file, then try again.", where=path.name
    )
