"""Who may act for an office: on which days, in what capacity, for whom."""

from datetime import date, timedelta

import pytest

from states.authority import (
    Appointment,
    Authority,
    Delegation,
    Holder,
    OfficeTitle,
    in_post_until,
    may_sign,
    office_on,
    offices_of,
    title_on,
    who_may_sign,
)
from states.vocabulary import Capacity, Function

BEGIN = date(2021, 5, 13)
DAY = date(2025, 9, 15)
LAST = date(2026, 4, 30)
ONE_DAY = timedelta(days=1)


def title(
    office: str = "pcc",
    name: str = "Commissioner",
    *,
    from_on: date = BEGIN,
    to_on: date | None = None,
    succeeds: str | None = None,
) -> OfficeTitle:
    return OfficeTitle(
        office=office, title=name, function=Function.DECIDE, from_on=from_on, to_on=to_on, succeeds=succeeds
    )


def post(
    person: str,
    capacity: Capacity = Capacity.SUBSTANTIVE,
    *,
    office: str = "pcc",
    from_on: date = BEGIN,
    to_on: date | None = None,
    ended_on: date | None = None,
) -> Appointment:
    return Appointment(
        id=f"a-{person}-{capacity}",
        office=office,
        person=person,
        capacity=capacity,
        from_on=from_on,
        to_on=to_on,
        ended_on=ended_on,
    )


def nominated(
    deputy: str,
    *,
    by: str,
    office: str = "pcc",
    from_on: date = BEGIN,
    to_on: date | None = None,
    ended_on: date | None = None,
) -> Delegation:
    return Delegation(
        id=f"d-{by}-{deputy}",
        office=office,
        holder=by,
        deputy=deputy,
        from_on=from_on,
        to_on=to_on,
        ended_on=ended_on,
    )


def records(*parts: OfficeTitle | Appointment | Delegation) -> Authority:
    return Authority(
        titles=tuple(p for p in parts if isinstance(p, OfficeTitle)),
        appointments=tuple(p for p in parts if isinstance(p, Appointment)),
        delegations=tuple(p for p in parts if isinstance(p, Delegation)),
    )


def people(authority: Authority, office: str = "pcc", *, on: date = DAY, reserved: bool = False) -> list[str]:
    return [holder.person for holder in who_may_sign(authority, office, on=on, reserved=reserved)]


COVERED = {
    "day before the first": (post("ann", from_on=DAY), DAY - ONE_DAY, False),
    "first day": (post("ann", from_on=DAY), DAY, True),
    "open end": (post("ann"), date(2099, 12, 31), True),
    "last day": (post("ann", to_on=LAST), LAST, True),
    "day after the last": (post("ann", to_on=LAST), LAST + ONE_DAY, False),
    "last day of one cut short": (post("ann", to_on=LAST, ended_on=DAY), DAY, True),
    "day after it was cut short": (post("ann", to_on=LAST, ended_on=DAY), DAY + ONE_DAY, False),
    "end noted after the end": (post("ann", to_on=DAY, ended_on=LAST), LAST, False),
    "cancelled before it began": (post("ann", from_on=DAY, ended_on=DAY - ONE_DAY), DAY, False),
    "leap day as the last": (post("ann", to_on=date(2024, 2, 29)), date(2024, 2, 29), True),
    "day after leap day": (post("ann", to_on=date(2024, 2, 29)), date(2024, 3, 1), False),
    "leap day within": (post("ann"), date(2024, 2, 29), True),
    "one day only": (post("ann", from_on=DAY, to_on=DAY), DAY, True),
    "another office": (post("ann", office="clerk"), DAY, False),
}


@pytest.mark.parametrize(("appointment", "on", "may"), COVERED.values(), ids=COVERED)
def test_a_holder_may_sign_from_the_first_day_to_the_last(
    appointment: Appointment, on: date, may: bool
) -> None:
    assert people(records(title(), appointment), on=on) == (["ann"] if may else [])


DELEGATED = {
    "in its days": ((post("ann"), nominated("bob", by="ann")), True),
    "on its last day": ((post("ann"), nominated("bob", by="ann", to_on=DAY)), True),
    "after its last day": ((post("ann"), nominated("bob", by="ann", to_on=DAY - ONE_DAY)), False),
    "after it was ended": ((post("ann"), nominated("bob", by="ann", ended_on=DAY - ONE_DAY)), False),
    "before it begins": ((post("ann"), nominated("bob", by="ann", from_on=DAY + ONE_DAY)), False),
    "by an acting holder": ((post("ann", Capacity.ACTING), nominated("bob", by="ann")), True),
    "by a holder whose term is over": (
        (post("ann", to_on=DAY - ONE_DAY), nominated("bob", by="ann")),
        False,
    ),
    "by somebody never in post": ((nominated("bob", by="ann"),), False),
    "by a holder of another office": ((post("ann", office="clerk"), nominated("bob", by="ann")), False),
    "for another office": ((post("ann"), nominated("bob", by="ann", office="clerk")), False),
    "by an appointed deputy": ((post("ann", Capacity.DEPUTY), nominated("bob", by="ann")), False),
    "by a delegated deputy": (
        (post("eve"), nominated("ann", by="eve"), nominated("bob", by="ann")),
        False,
    ),
}


@pytest.mark.parametrize(("parts", "may"), DELEGATED.values(), ids=DELEGATED)
def test_a_deputy_may_sign_by_delegation_of_a_holder_in_post(
    parts: tuple[Appointment | Delegation, ...], may: bool
) -> None:
    assert ("bob" in people(records(title(), *parts))) is may


def test_a_delegated_deputy_acts_for_the_holder_who_delegated() -> None:
    authority = records(title(), post("ann"), nominated("bob", by="ann"))
    holder = may_sign(authority, "pcc", person="bob", on=DAY)
    assert holder == Holder("bob", "pcc", "Commissioner", Capacity.DEPUTY, "ann")


def test_a_delegation_to_oneself_makes_no_deputy() -> None:
    authority = records(title(), post("ann"), nominated("ann", by="ann"))
    assert who_may_sign(authority, "pcc", on=DAY) == (
        Holder("ann", "pcc", "Commissioner", Capacity.SUBSTANTIVE),
    )


APPOINTED_DEPUTY = {
    "of the substantive holder": ((post("ann"),), "ann"),
    "of the acting holder": ((post("ann", Capacity.ACTING),), "ann"),
    "of the substantive before the acting": ((post("ann", Capacity.ACTING), post("eve")), "eve"),
    "of nobody while the post is vacant": ((post("ann", to_on=DAY - ONE_DAY),), None),
}


@pytest.mark.parametrize(("posts", "for_person"), APPOINTED_DEPUTY.values(), ids=APPOINTED_DEPUTY)
def test_an_appointed_deputy_acts_for_the_holder_of_the_day(
    posts: tuple[Appointment, ...], for_person: str | None
) -> None:
    authority = records(title(), post("bob", Capacity.DEPUTY), *posts)
    holder = may_sign(authority, "pcc", person="bob", on=DAY)
    assert holder == Holder("bob", "pcc", "Commissioner", Capacity.DEPUTY, for_person)


def test_nobody_may_sign_for_a_vacant_post() -> None:
    assert people(records(title(), post("ann", to_on=DAY - ONE_DAY))) == []


def test_a_reserved_function_leaves_out_every_deputy() -> None:
    parts = (post("ann"), post("bob", Capacity.DEPUTY), post("cat", Capacity.ACTING))
    authority = records(title(), *parts, nominated("dan", by="ann"))
    assert people(authority, reserved=True) == ["ann", "cat"]


def test_the_strongest_capacity_comes_first() -> None:
    parts = (post("dan", Capacity.DEPUTY), post("cat", Capacity.ACTING), post("ann"))
    assert people(records(title(), *parts, nominated("eve", by="ann"))) == ["ann", "cat", "dan", "eve"]


@pytest.mark.parametrize(
    ("capacities", "strongest"),
    [
        ((Capacity.DEPUTY, Capacity.SUBSTANTIVE), Capacity.SUBSTANTIVE),
        ((Capacity.DEPUTY, Capacity.ACTING), Capacity.ACTING),
        ((Capacity.ACTING, Capacity.SUBSTANTIVE), Capacity.SUBSTANTIVE),
    ],
    ids=["deputy and substantive", "deputy and acting", "acting and substantive"],
)
def test_a_person_entitled_twice_appears_once_with_the_stronger_capacity(
    capacities: tuple[Capacity, ...], strongest: Capacity
) -> None:
    authority = records(title(), *(post("ann", capacity) for capacity in capacities))
    assert [h.capacity for h in who_may_sign(authority, "pcc", on=DAY)] == [strongest]


HANDOVER = date(2028, 5, 8)
SUCCESSION = records(
    title(),
    title("mayor", "Mayor", from_on=HANDOVER, succeeds="pcc"),
    post("ann"),
    nominated("bob", by="ann"),
    post("may", office="mayor", from_on=HANDOVER - 30 * ONE_DAY),
    nominated("dan", by="may", office="mayor"),
)


@pytest.mark.parametrize(
    ("office", "on", "who"),
    [
        ("pcc", HANDOVER - ONE_DAY, ["ann", "bob"]),
        ("pcc", HANDOVER, ["may", "dan"]),
        ("mayor", HANDOVER - ONE_DAY, []),
        ("mayor", HANDOVER, ["may", "dan"]),
    ],
    ids=[
        "old office, day before",
        "old office, first day",
        "new office, day before",
        "new office, first day",
    ],
)
def test_an_office_passes_to_its_successor_on_the_day_that_begins(
    office: str, on: date, who: list[str]
) -> None:
    assert people(SUCCESSION, office, on=on) == who


def test_who_acts_after_a_succession_acts_for_the_successor() -> None:
    holder = may_sign(SUCCESSION, "pcc", person="may", on=HANDOVER)
    assert holder == Holder("may", "mayor", "Mayor", Capacity.SUBSTANTIVE)


CHAIN = records(
    title(),
    title("board", "Policing Board", from_on=date(2028, 5, 8), succeeds="pcc"),
    title("mayor", "Mayor", from_on=date(2029, 7, 2), succeeds="board"),
    post("ann"),
    post("lea", office="board"),
    post("may", office="mayor"),
)


@pytest.mark.parametrize(
    ("on", "office", "who"),
    [
        (date(2028, 5, 7), "pcc", ["ann"]),
        (date(2028, 5, 8), "board", ["lea"]),
        (date(2029, 7, 1), "board", ["lea"]),
        (date(2029, 7, 2), "mayor", ["may"]),
    ],
    ids=["commissioner", "board from May", "board to July", "mayor mid-year"],
)
def test_a_succession_goes_on_to_the_successor_of_the_successor(
    on: date, office: str, who: list[str]
) -> None:
    assert (office_on(CHAIN, "pcc", on), people(CHAIN, on=on)) == (office, who)


def test_of_two_successors_the_later_does_the_work() -> None:
    authority = records(
        title(),
        title("board", from_on=date(2029, 7, 2), succeeds="pcc"),
        title("mayor", from_on=date(2028, 5, 8), succeeds="pcc"),
    )
    assert office_on(authority, "pcc", date(2030, 1, 1)) == "board"


def test_offices_that_succeed_each_other_come_to_an_end() -> None:
    authority = records(title("pcc", succeeds="mayor"), title("mayor", succeeds="pcc"))
    assert office_on(authority, "pcc", DAY) == "mayor"


def test_nobody_may_sign_for_an_office_that_has_ended() -> None:
    assert people(records(title(to_on=DAY - ONE_DAY), post("ann"))) == []


def test_an_office_stands_on_its_last_day() -> None:
    assert people(records(title(to_on=DAY), post("ann"))) == ["ann"]


def test_an_office_without_any_title_goes_by_its_key() -> None:
    assert who_may_sign(records(post("ann")), "pcc", on=DAY) == (
        Holder("ann", "pcc", "pcc", Capacity.SUBSTANTIVE),
    )


RENAMED = records(
    title("pcc", "Police Commissioner", to_on=DAY - ONE_DAY), title("pcc", "Fire Commissioner", from_on=DAY)
)


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (BEGIN - ONE_DAY, None),
        (BEGIN, "Police Commissioner"),
        (DAY - ONE_DAY, "Police Commissioner"),
        (DAY, "Fire Commissioner"),
    ],
    ids=["before there was one", "first day", "last day of the old", "first day of the new"],
)
def test_an_office_has_the_title_of_the_day(on: date, name: str | None) -> None:
    assert title_on(RENAMED, "pcc", on) == name


def test_an_office_has_the_title_of_its_successor() -> None:
    assert title_on(SUCCESSION, "pcc", HANDOVER) == "Mayor"


def test_a_person_unknown_to_the_office_may_not_sign() -> None:
    assert may_sign(records(title(), post("ann")), "pcc", person="bob", on=DAY) is None


def test_a_person_has_every_office_held_that_day_once() -> None:
    authority = records(
        title(),
        title("clerk", "Clerk"),
        title("auditor", "Auditor"),
        post("ann", office="clerk"),
        post("ann", Capacity.DEPUTY, office="clerk"),
        post("bob"),
        nominated("ann", by="bob"),
        post("ann", office="auditor", to_on=DAY - ONE_DAY),
    )
    assert [(h.office, h.capacity) for h in offices_of(authority, "ann", DAY)] == [
        ("clerk", Capacity.SUBSTANTIVE),
        ("pcc", Capacity.DEPUTY),
    ]


def test_a_holder_of_a_former_office_has_none() -> None:
    assert offices_of(SUCCESSION, "ann", HANDOVER) == ()


UNTIL = {
    "an open end": ((post("ann"),), None),
    "never in post": ((post("bob"),), None),
    "a last day": ((post("ann", to_on=LAST),), LAST),
    "cut short": ((post("ann", to_on=LAST, ended_on=DAY),), DAY),
    "two terms": ((post("ann", to_on=DAY), post("ann", from_on=DAY, to_on=LAST)), LAST),
    "a term and an open one": ((post("ann", to_on=DAY), post("ann", Capacity.ACTING)), None),
    "a delegation": ((post("bob"), nominated("ann", by="bob", to_on=LAST)), LAST),
    "a delegation by a holder who left": ((post("bob", to_on=DAY), nominated("ann", by="bob")), DAY),
    "a delegation by nobody in post": ((nominated("ann", by="bob", to_on=LAST),), None),
    "a delegation by an appointed deputy": (
        (post("bob", Capacity.DEPUTY), nominated("ann", by="bob", to_on=LAST)),
        None,
    ),
    "an office that ended": ((title(to_on=LAST), post("ann")), LAST),
    "an office succeeded": (
        (title(), title("mayor", from_on=HANDOVER, succeeds="pcc"), post("ann")),
        HANDOVER - ONE_DAY,
    ),
}


@pytest.mark.parametrize(("parts", "until"), UNTIL.values(), ids=UNTIL)
def test_the_last_day_in_post_is_known(
    parts: tuple[OfficeTitle | Appointment | Delegation, ...], until: date | None
) -> None:
    assert in_post_until(records(*parts), "pcc", "ann") == until
