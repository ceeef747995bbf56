"""Steps that many histories share: a second paper, a board, a sign-off made in ink."""

from typing import Any

from states.routes import Route
from tests.workflow.audit.builders import (
    WITH_CE,
    WITH_CFO,
    WITH_PCC,
    Book,
    holder,
    variant,
)

CE, CFO, PCC = "chief-executive", "chief-finance-officer", "decision-maker"
CLERK = holder("p_gov", "governance")
SIDE_BY_SIDE = variant("side", chief_finance_officer={"order": 1}, decision_maker={"order": 2})


def sign(book: Book, step: str, after: str, *, key: str = "s_1", **more: Any) -> None:
    book.act("signed", key, step=step, after=after, **more)


def to_decider(book: Book, key: str = "s_1") -> None:
    sign(book, CE, WITH_CFO, key=key)
    sign(book, CFO, WITH_PCC, key=key)


def second(book: Book, route: Route | None = None, *, after: str = WITH_CE, **more: Any) -> None:
    """A second paper, on its way along this route."""
    if route is not None:
        book.adopt(route)
    book.draft("s_2", route=route, **more)
    book.submit("s_2", after=after)


def ink(**changes: Any) -> dict[str, Any]:
    """An ink sign-off by the Chief Executive on the day of the record."""
    return {
        "act": "signed",
        "signed_on": "2026-05-05",
        "person": "p_ce",
        "office": CE,
        "capacity": "substantive",
        "for": None,
        "scan": {"sha256": "7" * 64, "size": 9},
    } | changes


def meeting(*present: str, **changes: Any) -> dict[str, Any]:
    return {"act": "approved", "met_on": "2026-05-05", "present": list(present), "abstained": []} | changes


def board(book: Book, **more: Any) -> None:
    """A second paper that waits for a board of three with a quorum of two."""
    book.appoint(PCC, "p_two")
    book.appoint(PCC, "p_dep")
    second(book, variant("board", decision_maker={"quorum": 2}), **more)
    to_decider(book, "s_2")


def record(book: Book, data: dict[str, Any], *, by: Any = CLERK, after: str = "approved") -> None:
    book.act("meeting_recorded", "s_2", step=PCC, by=by, after=after, data=data)
