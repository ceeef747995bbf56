"""A route for people to look at: a plain table of its steps, and a picture of a submission's life in it."""

from collections.abc import Iterator
from itertools import groupby

from states.routes import Route, When
from states.submission import Step
from states.vocabulary import Act, State


def route_table(route: Route) -> str:
    """The route's steps as a plain text table: in which order, who, for which papers, and what each needs."""
    offices = {office.key: office.title for office in route.offices}
    rows = [("Order", "Step", "Who", "When", "Needs")]
    for step in route.steps:
        when = _condition(route.conditions.get(step.key))
        rows.append((str(step.order), step.title, offices[step.office], when, _needs(step)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join((f"{route.key}, version {route.version}: {route.title}", "", *lines)) + "\n"


def route_diagram(route: Route) -> str:
    """The life of a submission in this route, as the text of a Mermaid state diagram.

    Steps of equal order are the regions of one state; a step that some papers skip is also passed by.
    """
    groups = [tuple(steps) for _, steps in groupby(route.steps, key=lambda step: step.order)]
    names = [f"order_{steps[0].order}" for steps in groups]
    first = [names[n] for n in _reached(route, groups, start=0)]
    arrows: list[tuple[str, str, str]] = [("[*]", State.DRAFT, "")]
    arrows += [(State.DRAFT, name, Act.SUBMIT.label) for name in first]
    for m, name in enumerate(names[:-1]):
        arrows += [(name, names[n], Act.SIGN.label) for n in _reached(route, groups, start=m + 1)]
    arrows += [(name, State.SENT_BACK, Act.SEND_BACK.label) for name in names]
    arrows += [(State.SENT_BACK, name, Act.RESUBMIT.label) for name in first]
    arrows += _outcomes(names)
    states = [line for name, steps in zip(names, groups, strict=True) for line in _state(name, steps, route)]
    states.append(f'state "sent back" as {State.SENT_BACK}')
    drawn = [f"{start} --> {end}" + (f" : {label}" if label else "") for start, end, label in arrows]
    return "\n    ".join(("stateDiagram-v2", *states, *drawn)) + "\n"


def _needs(step: Step) -> str:
    needs = ["decision" if step.decides else "sign-off"]
    if step.certificate:
        needs.append("certificate")
    if step.reserved:
        needs.append("no deputy")
    if step.quorum > 1:
        needs.append(f"quorum of {step.quorum}")
    return ", ".join(needs)


def _condition(when: When | None) -> str:
    if when is None:
        return "always"
    parts = []
    if when.submitted_to:
        parts.append(f"submitted to {' or '.join(when.submitted_to)}")
    if when.kinds:
        parts.append(f"for {' or '.join(when.kinds)}")
    if when.amount_from is not None:
        parts.append(f"from {_pounds(when.amount_from)}")
    if when.amount_below is not None:
        parts.append(f"below {_pounds(when.amount_below)}")
    return ", ".join(parts)


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}.{pence % 100:02}"


def _reached(route: Route, groups: list[tuple[Step, ...]], *, start: int) -> Iterator[int]:
    """The groups that may come next from a place on: each until one that no paper skips."""
    for n, steps in enumerate(groups[start:], start):
        yield n
        if any(step.key not in route.conditions for step in steps):
            return


def _state(name: str, steps: tuple[Step, ...], route: Route) -> Iterator[str]:
    titles = [_label(step, route) for step in steps]
    if len(steps) == 1:
        yield f'state "{titles[0]}" as {name}'
        return
    yield f'state "side by side" as {name} {{'
    for n, (step, title) in enumerate(zip(steps, titles, strict=True)):
        if n:
            yield "    --"
        yield f'    state "{title}" as step_{step.key.replace("-", "_")}'
    yield "}"


def _label(step: Step, route: Route) -> str:
    when = route.conditions.get(step.key)
    text = f"{step.title} ({_condition(when)})" if when else step.title
    return text.replace("#", "#35;").replace('"', "#quot;")


def _outcomes(names: list[str]) -> list[tuple[str, str, str]]:
    decider = names[-1]
    return [
        (decider, State.APPROVED, Act.APPROVE.label),
        (decider, State.REFUSED, Act.REFUSE.label),
        (decider, State.DEFERRED, Act.DEFER.label),
        (State.DEFERRED, decider, Act.BRING_BACK.label),
        *((n, State.WITHDRAWN, Act.WITHDRAW.label) for n in (*names, State.SENT_BACK, State.DEFERRED)),
        (State.APPROVED, State.PUBLISHED, Act.PUBLISH.label),
        (State.REFUSED, State.PUBLISHED, Act.PUBLISH.label),
        (State.PUBLISHED, "[*]", ""),
        (State.WITHDRAWN, "[*]", ""),
    ]
