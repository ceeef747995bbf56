"""A route for people to look at."""

import pytest

from states.diagram import route_diagram, route_table
from states.routes import Route, read_route, shipped_route, shipped_routes

TABLE = """\
pcc-decision, version 1: Decision by the Police and Crime Commissioner

Order  Step                                         Who                            When    Needs
-----  -------------------------------------------  -----------------------------  ------  ---------------------
1      Chief Executive                              Chief Executive                always  sign-off
2      Chief Finance Officer (Section 151 Officer)  Chief Finance Officer          always  sign-off, certificate
3      Decision-maker                               Police and Crime Commissioner  always  decision
"""  # noqa: E501  # a table is as wide as its words

DIAGRAM = """\
stateDiagram-v2
    state "side by side" as order_1 {
        state "Chief Executive" as step_chief_executive
        --
        state "Chief Finance Officer (Section 151 Officer)" as step_chief_finance_officer
    }
    state "Decision-maker" as order_2
    state "sent back" as sent_back
    [*] --> draft
    draft --> order_1 : submit
    order_1 --> order_2 : sign
    order_1 --> sent_back : send back
    order_2 --> sent_back : send back
    sent_back --> order_1 : resubmit
    order_2 --> approved : approve
    order_2 --> refused : refuse
    order_2 --> deferred : defer
    deferred --> order_2 : bring back after deferral
    order_1 --> withdrawn : withdraw
    order_2 --> withdrawn : withdraw
    sent_back --> withdrawn : withdraw
    deferred --> withdrawn : withdraw
    approved --> published : publish
    refused --> published : publish
    published --> [*]
    withdrawn --> [*]
"""

BOARD = """
key = "board"
version = 3
title = "Board"
decider = ["Board"]
form = "pcc-decision"
offices = [
  { key = "officer", title = "Officer", function = "certify-money", seats = 2 },
  { key = "board", title = "Board", function = "decide", seats = 7 },
]

[[steps]]
key = "money"
office = "officer"
title = "Money \\"151\\" #1"
certificate = true
when = { amount_from = 1000050, amount_below = 500000000, kinds = ["grant", "spend"] }

[[steps]]
key = "advice"
office = "officer"
title = "Advice"
statement = "Advice was taken."
after = ["money"]

[[steps]]
key = "decision"
office = "board"
title = "Board"
after = ["advice"]
decides = true
reserved = true
quorum = 4
"""


@pytest.fixture
def board() -> Route:
    return read_route(BOARD, name="board.toml", forms={"pcc-decision": shipped_route("pcc-decision").form})


def test_the_table_names_order_office_condition_and_need() -> None:
    assert route_table(shipped_route("pcc-decision")) == TABLE


def test_the_table_words_a_condition(board: Route) -> None:
    assert "  for grant or spend, from £10,000.50, below £5,000,000.00" in route_table(board)


def test_the_table_says_what_a_board_and_a_reserved_function_need(board: Route) -> None:
    assert "decision, no deputy, quorum of 4\n" in route_table(board)


def test_the_diagram_shows_steps_side_by_side_as_one_state() -> None:
    assert route_diagram(shipped_route("pcc-decision-parallel")) == DIAGRAM


@pytest.mark.parametrize("arrow", ["draft --> order_1", "draft --> order_2", "sent_back --> order_2"])
def test_the_diagram_passes_by_a_step_that_some_papers_skip(board: Route, arrow: str) -> None:
    assert f"    {arrow} : " in route_diagram(board)


def test_the_diagram_never_passes_by_a_step_that_all_papers_need(board: Route) -> None:
    assert "draft --> order_3" not in route_diagram(board)


def test_the_diagram_escapes_what_its_language_would_read(board: Route) -> None:
    assert 'state "Money #quot;151#quot; #35;1 (for grant' in route_diagram(board)


@pytest.mark.parametrize("key", shipped_routes())
def test_the_diagram_draws_every_step(key: str) -> None:
    route = shipped_route(key)
    assert all(f'"{step.title}"' in route_diagram(route) for step in route.steps)
