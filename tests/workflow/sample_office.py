"""A sample office for tests: who is in it, its routes, and the paper that goes through it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from states.routes import Route, read_route, shipped_routes
from states.submission import Content, Item
from states.vocabulary import Function
from workflow.papers import read_paper
from workflow.usecases.office_plan import AppointmentPart, OfficePart, OfficePlan, PersonPart

FIRST_DAY = date(2012, 11, 22)

ORIGINATOR, STRANGER, DEPUTY = "originator", "stranger", "deputy"
CE, CFO, PCC, GOVERNANCE = "chief-executive", "chief-finance-officer", "decision-maker", "governance"
MEMBERS = ("member-one", "member-two", "member-three", "member-four")

OFFICES = {
    CE: ("Chief Executive", Function.CERTIFY_ADVICE),
    CFO: ("Chief Finance Officer", Function.CERTIFY_MONEY),
    PCC: ("Police and Crime Commissioner", Function.DECIDE),
    GOVERNANCE: ("Governance Officer", Function.GOVERN),
    "board": ("Policing Board", Function.DECIDE),
}
"""Every office with its title and what it does. All but the board's are held by the person of that key."""

BOARD_ROUTE = """
key = "board-decision"
version = 1
title = "Decision by the board"
decider = ["Policing Board"]
form = "pcc-decision"

[[offices]]
key = "chief-executive"
title = "Chief Executive"
function = "certify-advice"

[[offices]]
key = "board"
title = "Policing Board"
function = "decide"
seats = 4

[[steps]]
key = "chief-executive"
office = "chief-executive"
title = "Chief Executive"
statement = "I am satisfied that relevant advice has been taken into account."

[[steps]]
key = "board"
office = "board"
title = "Policing Board"
after = ["chief-executive"]
decides = true
quorum = 3
"""

DETAILS: Mapping[str, str] = {
    "kind": "grant",
    "public_interest": "yes",
    "recipient": "as named in the recommendation",
    "purpose": "as set out in section 1",
    "grant_conditions": "none",
    "grant_reasons": "as set out in section 3",
}
"""What the governance officer adds for the public record."""

SCAN = {"sha256": "5" * 64, "size": 81_234}
LIMBS: Mapping[str, Mapping[str, Any]] = {CFO: {"limb": "b", "regulations": True}}
"""What the certificate of a step asks for."""


def plan() -> OfficePlan:
    """Everybody and every post, as a file would say it."""
    people = (ORIGINATOR, CE, CFO, PCC, GOVERNANCE, DEPUTY, STRANGER, *MEMBERS)
    posts = [(key, key) for key in (CE, CFO, PCC, GOVERNANCE)] + [("board", member) for member in MEMBERS]
    return OfficePlan(
        name="Office of the Police and Crime Commissioner",
        offices=tuple(OfficePart(key=k, title=t, function=f) for k, (t, f) in OFFICES.items()),
        people=tuple(
            PersonPart(key=key, name=f"The {key.replace('-', ' ')}", email=f"{key}@opcc.example")
            for key in people
        ),
        appointments=tuple(AppointmentPart(office=o, person=p, from_on=FIRST_DAY) for o, p in posts),
    )


@cache
def paper() -> Content:
    """The sample paper."""
    route = shipped_routes()["pcc-decision"]
    source = files("workflow.cli") / "sample" / "paper.txt"
    return read_paper(source.read_bytes(), name="paper.txt", form=route.form, steps=route.steps).content


def with_summary(*texts: str) -> Content:
    """The sample paper with another summary."""
    return replace(paper(), summary=tuple(Item(text, str(n)) for n, text in enumerate(texts, 1)))


@cache
def board_route(version: int = 1) -> Route:
    """A route on which a board of four decides, three of them at least."""
    forms = {key: route.form for key, route in shipped_routes().items()}
    text = BOARD_ROUTE.replace("version = 1", f"version = {version}")
    return read_route(text, name="board.toml", forms=forms)
