"""Who may act for an office on a day, and in what capacity. Reads dated records; decides nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta

from states.vocabulary import Capacity, Function

_ONE_DAY = timedelta(days=1)
# Bound once: these checks run for every act, and looking up an enum's member costs more than the check.
_ACTING, _DEPUTY = Capacity.ACTING, Capacity.DEPUTY

_Entitled = tuple[str, Capacity, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTitle:
    """What an office is called and does, from day to day, both included; `to_on` None is open.

    `succeeds` is the office whose work this one takes over on `from_on`.
    """

    office: str
    title: str
    function: Function
    from_on: date
    to_on: date | None = None
    succeeds: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A person in post, first and last day included. `ended_on` is the last day of one cut short."""

    id: str
    office: str
    person: str
    capacity: Capacity
    from_on: date
    to_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A deputy nominated by a holder for the holder's own office, first and last day included."""

    id: str
    office: str
    holder: str
    deputy: str
    from_on: date
    to_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """Every dated record about offices, as they stand at one moment."""

    titles: tuple[OfficeTitle, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    delegations: tuple[Delegation, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who may act for an office on a day: in what capacity and, for a deputy, for whom.

    `office` is the office in law on that day: the successor's, once there is one.
    """

    person: str
    office: str
    office_title: str
    capacity: Capacity
    for_person: str | None = None


def who_may_sign(
    authority: Authority, office: str, *, on: date, reserved: bool = False
) -> tuple[Holder, ...]:
    """Everyone who may act for an office on a London day, each person once, the strongest capacity first.

    Nobody acts for an office on a day outside its recorded titles. `reserved` leaves out every deputy:
    some functions cannot be delegated (Police Reform and Social Responsibility Act 2011, s.18).
    """
    office = office_on(authority, office, on)
    title = _standing_title(authority, office, on)
    if title is None:
        return ()
    found: dict[str, Holder] = {}
    for person, capacity, for_person in _entitled(authority, office, on, reserved=reserved):
        if person not in found:
            found[person] = Holder(person, office, title, capacity, for_person)
    return tuple(found.values())


def may_sign(
    authority: Authority, office: str, *, person: str, on: date, reserved: bool = False
) -> Holder | None:
    """In what capacity a person may act for an office on a London day; None if in none."""
    office = office_on(authority, office, on)
    title = _standing_title(authority, office, on)
    if title is None:
        return None
    for entitled, capacity, for_person in _entitled(authority, office, on, reserved=reserved):
        if entitled == person:
            return Holder(person, office, title, capacity, for_person)
    return None


def office_on(authority: Authority, office: str, on: date) -> str:
    """The office that does this office's work on a day: itself, or the last of its successors by then."""
    passed = {office}
    while successors := [
        t for t in authority.titles if t.succeeds == office and t.from_on <= on and t.office not in passed
    ]:
        office = max(successors, key=lambda t: t.from_on).office
        passed.add(office)
    return office


def title_on(authority: Authority, office: str, on: date) -> str | None:
    """What the office, or its successor by then, is called on a day; None if no title covers the day."""
    return _title(authority, office_on(authority, office, on), on)


def offices_of(authority: Authority, person: str, on: date) -> tuple[Holder, ...]:
    """Every office a person may act for on a day, each once, with the capacity."""
    named = [a.office for a in authority.appointments] + [d.office for d in authority.delegations]
    offices = dict.fromkeys(office_on(authority, office, on) for office in named)
    held = (may_sign(authority, office, person=person, on=on) for office in offices)
    return tuple(holder for holder in held if holder)


def in_post_until(authority: Authority, office: str, person: str) -> date | None:
    """The last day on which a person could act for an office; None if there is no such record or no end."""
    appointments = [a for a in authority.appointments if a.office == office]
    days = [_last_day(a) for a in appointments if a.person == person]
    for delegation in authority.delegations:
        if delegation.office == office and delegation.deputy == person:
            held = [_last_day(a) for a in appointments if _may_delegate(a, delegation.holder)]
            days += [min(_last_day(delegation), max(held))] if held else []
    last = min(max(days, default=date.max), _office_ends(authority, office))
    return last if days and last < date.max else None


def _standing_title(authority: Authority, office: str, on: date) -> str | None:
    """The title of the day, or the key of an office without any title; None if the office does not stand."""
    title = _title(authority, office, on)
    if title is None and not any(t.office == office for t in authority.titles):
        return office
    return title


def _title(authority: Authority, office: str, on: date) -> str | None:
    for t in authority.titles:
        if t.office == office and t.from_on <= on and (t.to_on is None or on <= t.to_on):
            return t.title
    return None


def _entitled(authority: Authority, office: str, on: date, *, reserved: bool) -> list[_Entitled]:
    """Holders, appointed deputies, then those a holder delegated to. A deputy delegates nothing further."""
    principals: list[_Entitled] = []
    acting: list[_Entitled] = []
    deputies: list[str] = []
    for a in authority.appointments:
        if a.office == office and _covers(a, on):
            if a.capacity is _DEPUTY:
                deputies.append(a.person)
            else:
                (acting if a.capacity is _ACTING else principals).append((a.person, a.capacity, None))
    principals += acting
    if reserved:
        return principals
    first = principals[0][0] if principals else None
    entitled = principals + [(person, _DEPUTY, first) for person in deputies]
    for d in authority.delegations:
        if d.office == office and _covers(d, on):
            entitled += [(d.deputy, _DEPUTY, d.holder) for p in principals if p[0] == d.holder]
    return entitled


def _may_delegate(appointment: Appointment, holder: str) -> bool:
    return appointment.person == holder and appointment.capacity is not _DEPUTY


def _covers(record: Appointment | Delegation, on: date) -> bool:
    return (
        record.from_on <= on
        and (record.to_on is None or on <= record.to_on)
        and (record.ended_on is None or on <= record.ended_on)
    )


def _last_day(record: Appointment | Delegation) -> date:
    return min(record.to_on or date.max, record.ended_on or date.max)


def _office_ends(authority: Authority, office: str) -> date:
    """The day before a successor begins, or the last day of the last title; `date.max` if neither."""
    taken = [t.from_on - _ONE_DAY for t in authority.titles if t.succeeds == office]
    titles = [t.to_on or date.max for t in authority.titles if t.office == office]
    return min(*taken, max(titles, default=date.max), date.max)


def governor_of(authority: Authority, person: str | None, *, on: date) -> Holder | None:
    """The person's authority as a governance officer that day, whatever the office is called."""
    offices = dict.fromkeys(t.office for t in authority.titles if t.function is Function.GOVERN)
    found = (may_sign(authority, office, person=person, on=on) for office in offices if person)
    return next((holder for holder in found if holder), None)
