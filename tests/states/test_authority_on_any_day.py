"""Who may act for an office, whatever the records and the day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from states.authority import (
    Appointment,
    Authority,
    Delegation,
    OfficeTitle,
    in_post_until,
    may_sign,
    office_on,
    who_may_sign,
)
from states.vocabulary import Capacity, Function

SOME_DAYS = st.dates(date(2028, 1, 1), date(2028, 3, 31))
ENDS = st.none() | SOME_DAYS
PEOPLE = st.sampled_from(["ann", "bob", "cat"])
OFFICES = st.sampled_from(["pcc", "board", "mayor"])
TITLES = st.builds(
    OfficeTitle,
    office=OFFICES,
    title=st.just("Title"),
    function=st.just(Function.DECIDE),
    from_on=SOME_DAYS,
    to_on=ENDS,
    succeeds=st.none() | OFFICES,
)
POSTS = st.builds(
    Appointment,
    id=st.just("a"),
    office=OFFICES,
    person=PEOPLE,
    capacity=st.sampled_from(Capacity),
    from_on=SOME_DAYS,
    to_on=ENDS,
    ended_on=ENDS,
)
NOMINATIONS = st.builds(
    Delegation,
    id=st.just("d"),
    office=OFFICES,
    holder=PEOPLE,
    deputy=PEOPLE,
    from_on=SOME_DAYS,
    to_on=ENDS,
    ended_on=ENDS,
)
RECORDS = st.builds(
    Authority,
    titles=st.lists(TITLES, max_size=3).map(tuple),
    appointments=st.lists(POSTS, max_size=5).map(tuple),
    delegations=st.lists(NOMINATIONS, max_size=4).map(tuple),
)


def days_of(record: Appointment | Delegation) -> set[date]:
    ends = [end for end in (record.to_on, record.ended_on) if end]
    last = min(ends, default=date(2028, 3, 31))
    return {record.from_on + timedelta(days=n) for n in range((last - record.from_on).days + 1)}


@given(authority=RECORDS, office=OFFICES, on=SOME_DAYS)
def test_whoever_may_sign_has_a_record_that_covers_the_day(
    authority: Authority, office: str, on: date
) -> None:
    for holder in who_may_sign(authority, office, on=on):
        posts = [a for a in authority.appointments if a.office == holder.office and on in days_of(a)]
        appointed = {(a.person, a.capacity) for a in posts}
        delegated = {
            (d.deputy, Capacity.DEPUTY)
            for d in authority.delegations
            if d.office == holder.office
            and on in days_of(d)
            and appointed & {(d.holder, Capacity.SUBSTANTIVE), (d.holder, Capacity.ACTING)}
        }
        assert (holder.person, holder.capacity) in appointed | delegated


@given(authority=RECORDS, office=OFFICES, on=SOME_DAYS)
def test_nobody_may_sign_on_an_open_day_without_being_listed(
    authority: Authority, office: str, on: date
) -> None:
    listed = {holder.person: holder for holder in who_may_sign(authority, office, on=on)}
    for person in ("ann", "bob", "cat"):
        assert may_sign(authority, office, person=person, on=on) == listed.get(person)


@given(authority=RECORDS, office=OFFICES, on=SOME_DAYS)
def test_nobody_reserved_is_a_deputy(authority: Authority, office: str, on: date) -> None:
    holders = who_may_sign(authority, office, on=on, reserved=True)
    assert all(holder.capacity is not Capacity.DEPUTY for holder in holders)


@given(authority=RECORDS, office=OFFICES, person=PEOPLE, on=SOME_DAYS)
def test_nobody_may_sign_after_the_last_day_in_post(
    authority: Authority, office: str, person: str, on: date
) -> None:
    office = office_on(authority, office, on)
    until = in_post_until(authority, office, person)
    if until is not None and until < on:
        assert may_sign(authority, office, person=person, on=on) is None
