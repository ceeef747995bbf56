"""A small route as its file has it, and the shipped form, for the tests to change."""

from pathlib import Path

from states.routes import Route, read_route, shipped_route

FORM = shipped_route("pcc-decision").form
FORMS = {"pcc-decision": FORM}
OWN = (Path(__file__).parents[2] / "states" / "routes" / "pcc-decision.toml").read_text(encoding="utf-8")

WRITTEN = """
key = "small"
version = 1
title = "A small route"
decider = ["The Board"]
form = "pcc-decision"

[[offices]]
key = "officer"
title = "Officer"
function = "certify-money"

[[offices]]
key = "board"
title = "Board"
function = "decide"
seats = 7

[[steps]]
key = "money"
office = "officer"
title = "Officer"
certificate = true
when = { amount_from = 1000000, kinds = ["grant", "contract"] }

[[steps]]
key = "decision"
office = "board"
title = "Board"
after = ["money"]
decides = true
quorum = 4
"""

OFFICER = '[[offices]]\nkey = "officer"'
MONEY = 'key = "money"\noffice = "officer"'
WHEN = 'when = { amount_from = 1000000, kinds = ["grant", "contract"] }'
SECOND = '[[steps]]\nkey = "second"\noffice = "board"\ntitle = "Second"\nstatement = "I agree."\n'


def read(text: str) -> Route:
    return read_route(text, name="my.toml", forms=FORMS)


def changed(old: str, new: str) -> str:
    assert WRITTEN.count(old) == 1
    return WRITTEN.replace(old, new)
