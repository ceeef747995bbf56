"""What is found in the two published papers, and what small changes to them do."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from states.check import check_paper
from states.refusals import Finding
from states.rules.passages import passages_of
from states.rules.register import Earlier, Register
from states.rules.reuse import runs_of
from states.submission import Paper
from tests.workflow.papers.build import ROUTE
from workflow.bank_holidays import calendar_without_office
from workflow.papers import read_paper

Found = frozenset[tuple[str, str, str]]
Changes = tuple[tuple[str, str], ...]

LATER = datetime(2025, 10, 1, 9, tzinfo=UTC)
DAYS = [datetime(2025, 9, 17, 0, 30, tzinfo=UTC), LATER, datetime(2049, 12, 31, 23, tzinfo=UTC)]
"""Some of the days on which the papers are checked: all of their dates have come."""


def read(papers: Path, number: str, *changes: tuple[str, str]) -> Paper:
    """A paper with changes, each made once and in their order."""
    text = (papers / f"decision-{number}-2025.txt").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return read_paper(text.encode(), name="paper.txt", form=ROUTE.form, steps=ROUTE.steps)


def check(paper: Paper, *, now: datetime = LATER, register: Register | None = None) -> tuple[Finding, ...]:
    days = [sign_off.on for sign_off in paper.sign_offs if sign_off.on]
    return check_paper(
        paper,
        form=ROUTE.form,
        steps=ROUTE.steps,
        calendar=calendar_without_office(days, today=now.date()),
        now=now,
        register=register,
    )


def found(findings: tuple[Finding, ...]) -> Found:
    """The findings as they are compared; none of them twice."""
    places = [(finding.rule, finding.severity.value, finding.where) for finding in findings]
    assert len(set(places)) == len(places)
    return frozenset(places)


def named(*names: str) -> Found:
    """Findings written as rule and place; those of the rules in BLOCKING block."""
    parts = [name.partition(" ") for name in names]
    return frozenset((rule, "blocks" if rule in BLOCKING else "warns", where) for rule, _, where in parts)


BLOCKING = {"date-invalid", "date-order", "sign-off-missing", "number-invalid", "certificate-limb"}


@pytest.mark.parametrize("now", DAYS, ids=[f"{day:%d %B %Y}" for day in DAYS])
@pytest.mark.parametrize("number", ["05", "39"])
def test_real_paper_has_exactly_the_expected_findings(papers: Path, number: str, now: datetime) -> None:
    expected = json.loads((papers / "expected" / f"decision-{number}-2025.json").read_text(encoding="utf-8"))

    findings = check(read(papers, number), now=now)

    assert found(findings) == {(f["rule"], f["severity"], f["where"]) for f in expected["findings"]}
    assert Counter(finding.severity.value for finding in findings) == expected["counts"]


CE, CFO, DM = "chief-executive", "chief-finance-officer", "decision-maker"
CE_DATE, CFO_DATE = "19/02/205", "24/01/2025"
OFFICERS, DECIDED = "15/09/2025", "16/09/2025"
INVALID = f"date-invalid sign_offs {CE}"
LIMB = "certificate-limb certificate"
SUM, LESS = "£10,030.00", "£10,000.00"
THRESHOLD, NO_SUM = "contract-threshold summary 5", "recommendation-without-amount recommendation"
UNNAMED = "variation-without-parent subject"
NUMBER = "Decision no. 05/2025"
A = "a) there are no financial consequences as a result of this decision,\n\nOr\n\n"
C = "Or\n\nc) the costs identified in this report can be financed from reserves\n\n"
AN_ADDITIONAL = "grant an additional"


def order(one: str, other: str) -> str:
    return f"date-order sign_offs {one}, {other}"


def free_day(office: str) -> str:
    return f"non-working-day sign_offs {office}"


CHANGED: dict[str, tuple[str, Changes, Found, Found]] = {
    "05, the first date valid": ("05", ((CE_DATE, "24/01/2025"),), named(), named(INVALID)),
    "05, the first date after the others": (
        "05",
        ((CE_DATE, "19/02/2025"),),
        named(order(CE, CFO), order(CE, DM)),
        named(INVALID),
    ),
    "05, the first date a Sunday": (
        "05",
        ((CE_DATE, "19/01/2025"),),
        named(free_day(CE)),
        named(INVALID),
    ),
    "05, the second date after the decision": (
        "05",
        ((CFO_DATE, "26/01/2025"),),
        named(order(CFO, DM), free_day(CFO)),
        named(),
    ),
    "05, the second date that of the decision": (
        "05",
        ((CFO_DATE, "25/01/2025"),),
        named(f"decision-same-day sign_offs {DM}", free_day(CFO)),
        named(),
    ),
    "05, no second date": (
        "05",
        ((CFO_DATE, ""),),
        named(f"sign-off-missing sign_offs {CFO}"),
        named(),
    ),
    "05, not negated put right": (
        "05",
        (("project would be", "project would not be"),),
        named(),
        named("do-nothing-not-negative options 4.1"),
    ),
    "05, sums at the line": ("05", ((SUM, LESS), (SUM, LESS)), named(), named(THRESHOLD)),
    "05, another sum recommended": (
        "05",
        (("to provide\n\ndata", "of £10,300.00 to provide\n\ndata"),),
        named("amounts-differ recommendation", "contract-threshold recommendation"),
        named(NO_SUM, THRESHOLD),
    ),
    "05, numbered two years before": (
        "05",
        ((NUMBER, "Decision no. 05/2023"),),
        named("number-year number"),
        named(),
    ),
    "05, numbered the year before": ("05", ((NUMBER, "Decision no. 05/2024"),), named(), named()),
    "05, numbered with one digit": (
        "05",
        ((NUMBER, "Decision no. 5/2025"),),
        named("number-invalid number"),
        named(),
    ),
    "39, one name throughout": (
        "39",
        (("Futures Project", "Future Projects"),),
        named(),
        named("recipient-name-varies other_implications 8.2"),
    ),
    "39, the varied decision named": (
        "39",
        ((AN_ADDITIONAL, "vary decision 12/2024 and grant an additional"),),
        named(),
        named(UNNAMED),
    ),
    "39, a financial year named": (
        "39",
        ((AN_ADDITIONAL, "grant for 2024/2025 an additional"),),
        named(),
        named(),
    ),
    "39, marked on a first line": (
        "39",
        (("Subject:", "OFFICIAL\n\nSubject:"),),
        named(),
        named("marking-missing marking"),
    ),
    "39, every date after the next": (
        "39",
        ((OFFICERS, "20/09/2025"), (OFFICERS, "18/09/2025")),
        named(order(CE, CFO), order(CE, DM), order(CFO, DM), free_day(CE)),
        named(),
    ),
    "39, b and d marked": ("39", (("\nb) ", "\n[x] b) "), ("\nd) ", "\n[x] d) ")), named(), named(LIMB)),
    "39, a and c deleted": ("39", ((A, ""), (C, "")), named(), named(LIMB)),
    "39, a and d marked": (
        "39",
        (("\na) ", "\n[x] a) "), ("\nd) ", "\n[x] d) ")),
        named("certificate-no-cost-with-amount certificate"),
        named(LIMB),
    ),
    "39, no dates": ("39", ((OFFICERS, ""), (OFFICERS, ""), (DECIDED, "")), named(), named(LIMB)),
}


@pytest.mark.parametrize(("number", "changes", "gained", "lost"), CHANGED.values(), ids=CHANGED)
def test_a_small_change_does_what_it_must_and_nothing_else(
    papers: Path, number: str, changes: Changes, gained: Found, lost: Found
) -> None:
    before = found(check(read(papers, number)))

    after = found(check(read(papers, number, *changes)))

    assert after == before - lost | gained
    assert before - after == lost


def test_a_paper_without_dates_is_checked_as_a_draft(papers: Path) -> None:
    dates = CHANGED["39, no dates"][1]

    findings = check(read(papers, "39", *dates))

    assert Counter(finding.severity.value for finding in findings) == {"warns": 9}


def test_a_draft_that_names_only_its_own_number_does_not_say_what_it_varies(papers: Path) -> None:
    named_itself = ("Subject: Transitions", "Subject: Decision 39/2025, Transitions")
    draft = read(papers, "39", named_itself, *((day, "") for day in (OFFICERS, OFFICERS, DECIDED)))
    assert named(UNNAMED) <= found(check(draft))


def test_a_decision_that_has_not_come_is_said_to_lie_ahead(papers: Path) -> None:
    before = found(check(read(papers, "39")))

    after = found(check(read(papers, "39"), now=datetime(2025, 9, 15, 22, 59, tzinfo=UTC)))

    assert after - before == {("date-future", "blocks", f"sign_offs {DM}")}


def test_a_paper_after_another_of_the_office_is_told_what_it_took_over(papers: Path) -> None:
    earlier = Earlier("05/2025", runs_of(passages_of(read(papers, "05").content, ROUTE.form)))
    paper = read(papers, "39")

    findings = check(paper, register=Register(earlier=(earlier,)))

    assert found(findings) == found(check(paper)) | {("text-reused", "warns", "paper")}
    assert "47 % is 05/2025" in next(f.message for f in findings if f.rule == "text-reused")


@pytest.mark.parametrize("number", ["05", "39"])
def test_a_paper_held_under_its_own_number_is_no_other_paper(papers: Path, number: str) -> None:
    paper = read(papers, number)

    assert found(check(paper, register=Register(holding=paper.content))) == found(check(paper))


def test_a_paper_whose_number_another_has_is_told_so(papers: Path) -> None:
    other, paper = read(papers, "39").content, read(papers, "05")

    findings = found(check(paper, register=Register(holding=other)))

    assert findings - found(check(paper)) == {("number-taken", "blocks", "number")}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            (("I am satisfied that relevant advice", "I am told that relevant advice"),), id="altered"
        ),
        pytest.param(((ROUTE.steps[0].statement, ""),), id="deleted"),
    ],
)
def test_an_officers_statement_is_the_forms(papers: Path, change: Changes) -> None:
    findings = found(check(read(papers, "39", *change)))

    assert ("statement-altered", "warns", f"sign_offs {CE}") in findings


def test_a_limb_in_other_words_is_seen(papers: Path) -> None:
    change = ("can be financed from reserves", "can be financed from the reserve fund")

    findings = found(check(read(papers, "05", change)))

    assert findings - found(check(read(papers, "05"))) == named("statement-altered certificate")
