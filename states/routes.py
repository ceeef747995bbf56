"""Routes: the ordered steps that a submission takes and the form it fills, read from TOML and hashed."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from states.form import Form
from states.names import OFFICE_ALIASES, same_office
from states.route_checks import faults, orders
from states.route_file import (
    Office,
    RouteFault,
    When,
    WrittenRoute,
    WrittenStep,
    parse_json,
    parse_toml,
    read_parts,
)
from states.submission import Step
from states.vocabulary import Kind

__all__ = [
    "DEFAULT_ROUTE",
    "Office",
    "Route",
    "RouteFault",
    "When",
    "applicable_steps",
    "load_route",
    "read_route",
    "route_for",
    "shipped_route",
    "shipped_routes",
]

DEFAULT_ROUTE = "pcc-decision"
"""The route of a paper whose decider no shipped route names; its file holds the shipped form."""

_KINDS = tuple(Kind)
_MONEYLESS = (Kind.POLICY, Kind.APPOINTMENT, Kind.OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A route, immutable once adopted. `steps` stand in route order; `conditions` has the conditional ones.

    `deciders` are the texts after "Submitted to:" that choose it. `sha256` is over `to_json()`.
    """

    key: str
    version: int
    title: str
    deciders: tuple[str, ...]
    offices: tuple[Office, ...]
    steps: tuple[Step, ...]
    conditions: Mapping[str, When] = field(hash=False)
    form: Form
    sha256: str

    def to_json(self) -> str:
        """The whole route and its form as canonical JSON: what an adopted route is stored as."""
        # Without defaults, so that a key added to the format later leaves adopted routes their hash.
        members = _written(self).model_dump(mode="json", exclude_defaults=True)
        return json.dumps(members, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Route":
        """The route stored by `to_json`. RouteFault if the text is not one."""
        name = "stored route"
        return _route(parse_json(text, name=name), name=name, forms={})


def read_route(text: str, *, name: str, forms: Mapping[str, Form]) -> Route:
    """The route of a TOML text. RouteFault, naming the file and the key, for the first fault.

    `forms` are the forms that it may name instead of holding its own.
    """
    return _route(parse_toml(text, name=name), name=name, forms=forms)


def load_route(path: Path) -> Route:
    """The route of a file. A form it names is taken from the file beside it, else from the shipped routes."""
    text = _text_of(path)
    named = parse_toml(text, name=path.name).get("form")
    forms = {key: route.form for key, route in shipped_routes().items()}
    if isinstance(named, str) and re.fullmatch(r"[a-z][a-z0-9-]*", named):
        beside = path.with_name(f"{named}.toml")
        if beside.is_file():
            forms[named] = read_route(_text_of(beside), name=beside.name, forms=forms).form
    return read_route(text, name=path.name, forms=forms)


@cache
def shipped_routes() -> Mapping[str, Route]:
    """The routes that come with the product, by key."""
    folder = files("states").joinpath("routes")
    texts = {f.name: f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".toml")}
    file = f"{DEFAULT_ROUTE}.toml"
    forms = {DEFAULT_ROUTE: read_route(texts[file], name=file, forms={}).form}
    routes = [read_route(text, name=name, forms=forms) for name, text in texts.items()]
    return MappingProxyType({route.key: route for route in sorted(routes, key=lambda route: route.key)})


def shipped_route(key: str) -> Route:
    """The shipped route of that key. RouteFault if there is none."""
    if key not in shipped_routes():
        raise RouteFault(key, "", f"no such route comes with Signoff; choose {', '.join(shipped_routes())}.")
    return shipped_routes()[key]


def route_for(
    submitted_to: str | None,
    routes: Mapping[str, Route],
    *,
    default: str = DEFAULT_ROUTE,
    aliases: Mapping[str, str] = OFFICE_ALIASES,
) -> Route:
    """The route whose decider is `submitted_to`; the default one where it fits too, or where none does."""
    for route in (routes[default], *routes.values()):
        if _is_one_of(submitted_to or "", route.deciders, aliases=aliases):
            return route
    return routes[default]


def applicable_steps(
    route: Route,
    *,
    submitted_to: str | None,
    pence: int | None,
    kind: str | None,
    aliases: Mapping[str, str] = OFFICE_ALIASES,
) -> tuple[Step, ...]:
    """The steps that this paper needs, in route order, with their orders as in the whole route.

    What is not known counts as reached, because one sign-off too many is safe and one too few is not; only
    a policy, an appointment or another moneyless kind without a sum counts as nil.
    """
    if pence is None and kind in _MONEYLESS:
        pence = 0
    return tuple(
        step
        for step in route.steps
        if (when := route.conditions.get(step.key)) is None
        or (
            (not submitted_to or _is_one_of(submitted_to, when.submitted_to, aliases=aliases))
            and (pence is None or _is_between(pence, when))
            and (kind not in _KINDS or when.kinds is None or kind in when.kinds)
        )
    )


def _is_one_of(office: str, offices: tuple[str, ...] | None, *, aliases: Mapping[str, str]) -> bool:
    return offices is None or any(same_office(office, other, aliases) for other in offices)


def _is_between(pence: int, when: When) -> bool:
    return (when.amount_from or 0) <= pence and (when.amount_below is None or pence < when.amount_below)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RouteFault(path.name, "", "this cannot be read as UTF-8 text; check the file.") from error


def _route(document: Mapping[str, Any], *, name: str, forms: Mapping[str, Form]) -> Route:
    written = read_parts(document, name=name, forms=forms)
    for key, words in faults(written):
        raise RouteFault(name, key, words)
    order = orders(written.steps)
    steps = sorted(written.steps, key=lambda step: order[step.key])
    route = Route(
        key=written.key,
        version=written.version,
        title=written.title,
        deciders=written.decider,
        offices=written.offices,
        steps=tuple(_step(step, order=order[step.key], form=written.form) for step in steps),
        conditions=MappingProxyType({step.key: step.when for step in steps if step.when}),
        form=written.form,
        sha256="",
    )
    return replace(route, sha256=hashlib.sha256(route.to_json().encode()).hexdigest())


def _step(step: WrittenStep, *, order: int, form: Form) -> Step:
    return Step(
        key=step.key,
        order=order,
        office=step.office,
        title=step.title,
        statement=step.statement or _form_statement(step, form),
        decides=step.decides,
        reserved=step.reserved,
        certificate=step.certificate,
        quorum=step.quorum,
    )


def _form_statement(step: WrittenStep, form: Form) -> str:
    """The sentence that the form prints for a certificate or a decision, so that no file repeats it."""
    if step.decides or form.certificate is None:
        return form.labels.outcome
    return form.certificate.intro


def _written(route: Route) -> WrittenRoute:
    """The route as a file could have it: each step waits for all of the order before, as it does in fact."""
    steps = tuple(
        WrittenStep(
            key=step.key,
            office=step.office,
            title=step.title,
            statement=step.statement,
            after=tuple(other.key for other in route.steps if other.order == step.order - 1),
            decides=step.decides,
            reserved=step.reserved,
            certificate=step.certificate,
            quorum=step.quorum,
            when=route.conditions.get(step.key),
        )
        for step in route.steps
    )
    return WrittenRoute(
        key=route.key,
        version=route.version,
        title=route.title,
        decider=route.deciders,
        offices=route.offices,
        steps=steps,
        form=route.form,
    )
