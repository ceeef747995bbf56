"""The routes that submissions in these tests take: the shipped ones, a board's, and one reserved decision."""

from collections.abc import Mapping
from types import MappingProxyType

from states.routes import Route, read_route, shipped_routes

BOARD = """
key = "board-decision"
version = 1
title = "Decision by the board"
decider = ["Policing Board"]
form = "pcc-decision"

[[offices]]
key = "chief-finance-officer"
title = "Chief Finance Officer"
function = "certify-money"

[[offices]]
key = "board"
title = "Policing Board"
function = "decide"
seats = 5

[[steps]]
key = "money"
office = "chief-finance-officer"
title = "Finance"
certificate = true

[[steps]]
key = "board"
office = "board"
title = "Board"
after = ["money"]
decides = true
quorum = 3
"""

RESERVED = """
key = "reserved-decision"
version = 1
title = "Decision in person"
decider = ["Commissioner"]
form = "pcc-decision"

[[offices]]
key = "commissioner"
title = "Commissioner"
function = "decide"

[[steps]]
key = "decision"
office = "commissioner"
title = "Commissioner"
decides = true
reserved = true
"""

SHIPPED = tuple(shipped_routes())
FORM = shipped_routes()["pcc-decision"].form


def route_of(text: str) -> Route:
    """The route of a text, filling the shipped form."""
    return read_route(text, name="test.toml", forms={"pcc-decision": FORM})


ROUTES: Mapping[str, Route] = MappingProxyType(
    {**shipped_routes(), **{route.key: route for route in map(route_of, (BOARD, RESERVED))}}
)
