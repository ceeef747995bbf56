"""What the public is shown: all of it, in time, and nothing that is held back."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import pytest

from states.requests import Held
from states.rules.publication import published_late, sign_off_missing
from states.submission import Amount
from states.vocabulary import Act, Kind
from tests.states import builders as build
from tests.states.asked import AskedAct, AskedRecord, asks
from tests.states.tables import Row, Said, blocks, heard, row, warns

APPROVED = build.in_state("approved")
HELD = Held(
    part="financial.1", ground="FOIA s.43", reason="Prices.", opinion="Monitor", review_on=date(2027, 5, 5)
)
FULL = {
    "kind": "grant",
    "public_interest": "yes: it is new",
    "recipient": "A charity",
    "purpose": "Youth work",
    "grant_conditions": "none",
    "grant_reasons": "Fewer young people offend.",
    "value_reason": "Three offers were compared.",
}


def publishes(
    *, walk: build.Walk = APPROVED, act: Act = Act.PUBLISH, at: datetime | None = None, **changes: Any
) -> AskedAct:
    published = build.publication(walk.submission, **changes)
    return asks(walk, act, publication=published, at=at)


def details(**changes: str) -> dict[str, Any]:
    given = {key: text for key, text in (FULL | changes).items() if text != "-"}
    return {"details": MappingProxyType(given)}


def missing(*keys: str) -> tuple[Said, ...]:
    return tuple(blocks("publication-fields-missing", f"publication {key}") for key in keys)


MONEY = ("recipient", "purpose", "value_reason")
FIELDS = {
    "a grant with all its details": row(publishes(**details())),
    "no details": row(publishes(details=MappingProxyType({})), *missing("kind", "public_interest")),
    "a policy": row(publishes(details=MappingProxyType({"kind": "policy", "public_interest": "no"}))),
    "details of the paper itself": row(
        publishes(walk=APPROVED.but(content=build.filled(**FULL)), details=MappingProxyType({}))
    ),
    "a kind that is none": row(
        publishes(**details(kind="gift")),
        blocks("publication-fields-missing", "publication kind", "gift is none of grant"),
    ),
    **{
        f"a grant without {key}": row(publishes(**details(**{key: "-"})), *missing(key))
        for key in ("public_interest", "recipient", "purpose", "grant_conditions", "grant_reasons")
    },
    **{
        f"a {kind} without {key}": row(publishes(**details(kind=kind, **{key: " … "})), *missing(key))
        for kind in (Kind.CONTRACT, Kind.SPEND)
        for key in MONEY
    },
    "a grant needs no value": row(publishes(**details(value_reason="-"))),
    "grant reasons say what to do": row(
        publishes(**details(grant_reasons="-")),
        blocks("publication-fields-missing", "publication grant_reasons", "how it reduces crime"),
    ),
}

GROUND = {
    "all given": row(publishes(held=(HELD,))),
    **{
        f"no {name}": row(
            publishes(held=(HELD, replace(HELD, part="financial.2", **{name: None}))),
            blocks("withheld-without-ground", "publication 2", f"No {name}", "financial.2"),
        )
        for name in ("ground", "reason", "opinion")
    },
    "a FOIA ground without review": row(
        publishes(held=(replace(HELD, review_on=None),)),
        blocks("withheld-without-ground", "publication 1", "No review date"),
    ),
    "another ground without review": row(
        publishes(held=(replace(HELD, ground="SIO article 2(2)", review_on=None),))
    ),
    "nothing given": row(
        publishes(held=(Held(part="financial.1", ground=None),)),
        blocks("withheld-without-ground", "publication 1", "No ground, reason, opinion for"),
    ),
}


def shows(held: str, public: str, *, act: Act = Act.PUBLISH, **said: Any) -> AskedAct:
    texts = MappingProxyType({"subject": public, "financial.1": held})
    walk = build.in_state("published") if act is not Act.PUBLISH else APPROVED
    return publishes(walk=walk, act=act, held=(replace(HELD, **said),), texts=texts)


SHOWN = {
    "a part both held and public": row(
        publishes(parts=("subject", "financial.1"), held=(HELD,)),
        blocks("withheld-text-shown", "publication 1", "both withheld and public"),
    ),
    "its text in a public part": row(
        shows("Acme Ltd", "Radios by ACME\nLtd."),
        blocks("withheld-text-shown", "publication 1", "financial.1 stands in the public part"),
    ),
    "a sum in a public part": row(
        shows("It costs £9,000.", "Up to £9k for radios"),
        blocks("withheld-text-shown", "publication 1", "£9,000 is withheld"),
    ),
    "both text and sum": row(
        shows("£9,000", "Radios for £9,000"), blocks("withheld-text-shown", "publication 1", "financial.1")
    ),
    "the sum in what stands in its place": row(
        shows("It costs £9,000.", "Radios", shown="About £9,000"),
        blocks("withheld-text-shown", "publication 1", "£9,000"),
    ),
    "the sum in the reason": row(
        shows("It costs £9,000.", "Radios", reason="£9,000 is a price."),
        blocks("withheld-text-shown", "publication 1", "£9,000"),
    ),
    "its text in the details": row(
        publishes(
            **details(recipient="Acme Ltd"),
            held=(HELD,),
            texts=MappingProxyType({"financial.1": "Acme Ltd"}),
        ),
        blocks("withheld-text-shown", "publication 1"),
    ),
    "when withholding later": row(
        shows("Acme Ltd", "Radios by Acme Ltd", act=Act.WITHHOLD),
        blocks("withheld-text-shown", "publication 1"),
    ),
    "another text and sum": row(shows("Acme Ltd, £9,000", "Radios for £9,001")),
    "its letters inside other words": row(shows("not", "A note about nothing")),
    "no text at all": row(shows(" ", "Radios")),
}


def noon(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def record(walk: build.Walk, *, at: datetime) -> AskedRecord:
    return AskedRecord(rule=published_late, submission=walk.submission, now=at)


IN_INK = build.with_step("decision-maker").do(
    Act.APPROVE,
    by=build.GOVERNANCE,
    ink=build.ink("p_decision-maker", date(2026, 5, 5)),
    at=noon(5, 20),
)
TIME = {
    "on the fifth working day": row(publishes(at=noon(5, 12))),
    "on the sixth": row(
        publishes(at=noon(5, 13)), warns("published-late", "publication", "6 working days", "05/05/2026")
    ),
    "bank holidays do not count": row(
        publishes(at=noon(5, 26)), warns("published-late", "publication", "14 working days")
    ),
    "late after ink, though soon after its recording": row(
        publishes(walk=IN_INK, at=noon(5, 20)), warns("published-late", "publication", "11 working days")
    ),
    "on a timeline, on the fifth working day": row(record(APPROVED, at=noon(5, 12))),
    "on a timeline, on the sixth": row(
        record(APPROVED, at=noon(5, 13)), warns("published-late", "publication", "6 working days")
    ),
    "on a timeline, long undecided": row(record(build.with_step("decision-maker"), at=noon(9, 1))),
    "corrected much later": row(publishes(walk=build.in_state("published"), act=Act.CORRECT, at=noon(9, 1))),
}


def unsigned(step: str) -> AskedAct:
    """The rule alone, on a submission that still waits: the machine lets none of these come so far."""
    return AskedAct(build.with_step(step), Act.PUBLISH, {}, only=sign_off_missing)


STEPS = ("chief-executive", "chief-finance-officer", "decision-maker")
UNSIGNED = {
    f"with the {step}": row(
        unsigned(step), *(blocks("sign-off-missing", f"sign_offs {key}", "no sign-off") for key in STEPS[n:])
    )
    for n, step in enumerate(STEPS)
}

CONTENT = {
    "confidential without reasons": row(
        publishes(walk=APPROVED.but(content=build.filled(confidential="yes"))),
        blocks("confidential-reasons-missing", "confidential_reasons"),
    ),
    "restricted, not confidential": row(
        publishes(walk=APPROVED.but(content=build.filled(marking="Restricted"))),
        warns("marking-contradicts", "marking"),
    ),
    "a contract over the line": row(
        publishes(
            walk=APPROVED.but(content=build.filled(amounts=(Amount(1_003_000, "summary 2"),))),
            **details(kind="contract"),
        ),
        warns("contract-threshold", "summary 2", "£10,030"),
    ),
    "a grant over the line": row(
        publishes(
            walk=APPROVED.but(content=build.filled(amounts=(Amount(1_003_000, "summary 2"),))), **details()
        )
    ),
    "a refusal": row(publishes(walk=build.in_state("refused"))),
}

ROWS = {
    f"{name}: {key}": judged
    for name, table in {
        "fields": FIELDS,
        "ground": GROUND,
        "shown": SHOWN,
        "time": TIME,
        "unsigned": UNSIGNED,
        "content": CONTENT,
    }.items()
    for key, judged in table.items()
}


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_what_is_published_is_complete_and_nothing_held_is_shown(judged: Row) -> None:
    assert heard(judged) == judged.said
