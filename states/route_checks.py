"""What must hold between the parts of a route, so that every step is reached, can be filled, and ends."""

from collections.abc import Iterator

from states.route_file import When, WrittenRoute, WrittenStep, suggestion

Fault = tuple[str, str]
"""The dotted key at fault and the rest of the sentence."""


def faults(route: WrittenRoute) -> Iterator[Fault]:
    """Every fault, worst first; a later check may lean on the earlier ones having found nothing."""
    yield from _repeated_keys(route)
    yield from _waits(route.steps)
    yield from _decider(route.steps)
    for n, step in enumerate(route.steps):
        if step.when is not None:
            yield from _condition(step.when, where=f"steps.{n}.when", decides=step.decides)
    yield from _nobody_to_fill(route)
    yield from _sentences(route)
    yield from route.form.faults()


def orders(steps: tuple[WrittenStep, ...]) -> dict[str, int]:
    """Each step's place: 1 if it waits for none, else one more than the latest it waits for.

    Steps in a circle, or behind one, have no place and are left out.
    """
    found: dict[str, int] = {}
    waiting = list(steps)
    while ready := [step for step in waiting if all(key in found for key in step.after)]:
        found |= {s.key: 1 + max((found[key] for key in s.after), default=0) for s in ready}
        waiting = [step for step in waiting if step.key not in found]
    return found


def _repeated_keys(route: WrittenRoute) -> Iterator[Fault]:
    steps, offices = [step.key for step in route.steps], [office.key for office in route.offices]
    for name, keys in (("steps", steps), ("offices", offices)):
        for n, key in enumerate(keys):
            if (first := keys.index(key)) < n:
                yield f"{name}.{n}.key", f"is {key} like {name}.{first}.key; give one of them another key."


def _waits(steps: tuple[WrittenStep, ...]) -> Iterator[Fault]:
    keys = [step.key for step in steps]
    for n, step in enumerate(steps):
        for m, key in enumerate(step.after):
            if key not in keys:
                advice = suggestion(key, keys, otherwise=f"the steps are {', '.join(keys)}")
                yield f"steps.{n}.after.{m}", f"names {key}, which is no step{advice}"
                return
    placed = orders(steps)
    if len(placed) < len(steps):
        circle = _circle({step.key: step.after for step in steps if step.key not in placed})
        words = f"goes in a circle, {' after '.join(circle)}; let one of them wait for none."
        yield f"steps.{keys.index(circle[0])}.after", words


def _circle(after: dict[str, tuple[str, ...]]) -> list[str]:
    """One circle among steps that all wait for one another, its first step named again at the end."""
    path = [next(iter(after))]
    while path[-1] not in path[:-1]:
        path.append(next(key for key in after[path[-1]] if key in after))
    return path[path.index(path[-1]) :]


def _decider(steps: tuple[WrittenStep, ...]) -> Iterator[Fault]:
    deciding = [n for n, step in enumerate(steps) if step.decides]
    if not deciding:
        yield "steps", "have no deciding one; write decides = true in the last."
        return
    for n in deciding[1:]:
        yield f"steps.{n}.decides", f"is true like steps.{deciding[0]}.decides; only one step may decide."
    decider = steps[deciding[0]]
    placed = orders(steps)
    for n, step in enumerate(steps):
        if n != deciding[0] and placed[step.key] >= placed[decider.key]:
            where = "beside" if placed[step.key] == placed[decider.key] else "after"
            words = f"puts {step.key} {where} the decision, too late to count"
            yield f"steps.{n}.after", f"{words}; put it before {decider.key}."


def _condition(when: When, *, where: str, decides: bool) -> Iterator[Fault]:
    if decides:
        yield where, "stands on the deciding step, which every paper needs; take the condition out."
    if when == When():
        yield where, "says nothing; write a condition or take it out."
    for key, values in (("submitted_to", when.submitted_to), ("kinds", when.kinds)):
        if values == ():
            yield f"{where}.{key}", "is empty, so the step is never reached; name one or take it out."
    if when.amount_below is not None and (when.amount_from or 0) >= when.amount_below:
        words = f"is not above {when.amount_from or 0}, where it starts, so the step is never reached."
        yield f"{where}.amount_below", words


def _nobody_to_fill(route: WrittenRoute) -> Iterator[Fault]:
    seats = {office.key: office.seats for office in route.offices}
    people: dict[str, int] = {}
    for n, step in enumerate(route.steps):
        if step.office not in seats:
            advice = suggestion(step.office, list(seats), otherwise="list it under offices")
            yield f"steps.{n}.office", f"names {step.office}, which is no office of the route{advice}"
            continue
        if step.quorum > seats[step.office]:
            words = f"is {step.quorum}, but {step.office} has {_seats(seats[step.office])}"
            yield f"steps.{n}.quorum", f"{words}; lower it or add seats."
        # Nobody fills two steps of one submission, so each step takes people of its own.
        people[step.office] = people.get(step.office, 0) + step.quorum
        if people[step.office] > seats[step.office]:
            words = (
                f"needs person {people[step.office]} of {step.office}, which has {_seats(seats[step.office])}"
            )
            yield f"steps.{n}.office", f"{words}; add seats or name another office."


def _sentences(route: WrittenRoute) -> Iterator[Fault]:
    for n, step in enumerate(route.steps):
        if step.certificate and route.form.certificate is None:
            yield (
                f"steps.{n}.certificate",
                "is true, but the form has no certificate; add one or take it out.",
            )
        if not (step.statement or step.certificate or step.decides):
            yield f"steps.{n}.statement", "is missing; write the sentence that is assented to."


def _seats(number: int) -> str:
    return "1 seat" if number == 1 else f"{number} seats"
