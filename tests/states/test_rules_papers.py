"""What is wrong with a paper that was signed on paper."""

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest

from states.rules.customs import Customs
from states.rules.register import Register
from states.submission import Amount, Certificate, Content, Item
from tests.states import builders as build
from tests.states.asked import CERTIFIED, LIMBS, STEPS, AskedPaper, old_paper
from tests.states.tables import Row, Said, blocks, heard, row, warns

CE, CFO, DM = "chief-executive", "chief-finance-officer", "decision-maker"
FILLED = build.filled()
PATTERN = Customs(number_pattern=r"PCC-[0-9]{3}-(?P<year>[0-9]{4})")


def reads(*written: str | None, **changes: Any) -> AskedPaper:
    """An old paper with these dates, and these changes to its content or to itself."""
    fields = {key: changes.pop(key) for key in tuple(changes) if hasattr(FILLED, key)}
    around = {key: changes.pop(key) for key in _AROUND if key in changes}
    steps = around.get("steps", STEPS)
    paper = old_paper(*written, content=replace(FILLED, **fields), steps=steps, **changes)
    return AskedPaper(paper=paper, **around)


_AROUND = ("customs", "register", "now", "steps")


FIELDS = {
    "a paper in order": row(reads()),
    **{
        f"number {number!r}": row(reads(number=number), blocks("field-missing", "number", "register"))
        for number in (None, "", " ")
    },
    **{
        f"outcome by {text!r}": row(
            reads(outcome_by=text), blocks("field-missing", "outcome_by", "who decides")
        )
        for text in (None, " ")
    },
    "dated, and the outcome unread": row(
        reads(outcome=None), blocks("field-missing", "outcome", "no known outcome")
    ),
    "a bad decision date, and the outcome unread": row(
        reads("05/05/2026", "06/05/2026", "7/5", outcome=None),
        blocks("field-missing", "outcome"),
        blocks("date-invalid", "sign_offs decision-maker"),
    ),
    "no decision date, and no outcome": row(
        reads("05/05/2026", "06/05/2026", None, outcome=None),
        blocks("sign-off-missing", "sign_offs decision-maker"),
    ),
    "refused": row(reads(outcome="refused")),
    "the confidential question answered otherwise": row(
        reads(confidential=None, confidential_written="TBC"),
        blocks("field-missing", "confidential", "TBC is neither yes nor no", "is this a confidential"),
    ),
    "an invisible character in the number": row(
        reads(number="05/20\u200b26"),
        blocks("number-invalid", "number", "05/20\ufffd26"),
        blocks("hidden-characters", "number", "Decision no."),
    ),
    "a draft is asked for none of these": row(
        AskedPaper(
            paper=old_paper(
                None, None, None, number=None, outcome=None, content=build.filled(outcome_by=None)
            ),
            signed=False,
        )
    ),
}

NUMBERS = {
    **{f"number {number}": row(reads(number=number)) for number in ("05/2026", "105/2026", "001/2026")},
    **{
        f"number {number!r}": row(
            reads(number=number), blocks("number-invalid", "number", f"{number} is not NN")
        )
        for number in ("5/2026", "5-26", "00/2026", "05/26", "05/20260", "05/2026a", "N05/2026", "٠٥/2026")
    },
    "of the office's own pattern": row(reads(number="PCC-005-2026", customs=PATTERN)),
    "not of the office's own pattern": row(
        reads(number="05/2026", customs=PATTERN),
        blocks("number-invalid", "number", "05/2026 is not a number of the office's pattern"),
    ),
    "of the year before": row(reads(number="05/2025")),
    "of two years before": row(
        reads(number="05/2024"), warns("number-year", "number", "Numbered 2024, signed 2026")
    ),
    "of the year after": row(reads(number="05/2027"), warns("number-year", "number", "Numbered 2027")),
    "of the year after, in the office's own pattern": row(
        reads(number="PCC-005-2027", customs=PATTERN), warns("number-year", "number")
    ),
    "of the year of the latest sign-off": row(reads("30/12/2025", "31/12/2025", "02/01/2026")),
    "of the year before the earliest sign-off": row(
        reads("30/12/2025", "31/12/2025", "02/01/2026", number="05/2024")
    ),
    "of two years before the earliest sign-off": row(
        reads("30/12/2025", "31/12/2025", "02/01/2026", number="05/2023"),
        warns("number-year", "number", "signed 2025 to 2026"),
    ),
    "of another year than dates that cannot be read": row(
        reads("5/26", "5/26", "5/26", number="05/2020"),
        *(blocks("date-invalid", f"sign_offs {step.office}") for step in STEPS),
    ),
}


def held(*, number: str | None = "05/2026", **changes: Any) -> AskedPaper:
    """An old paper whose number the register holds with this other content."""
    return reads(number=number, register=Register(holding=build.filled(**changes)))


UNNUMBERED = MappingProxyType(
    {
        key: tuple(Item(f"{item.number} {item.text}") for item in items)
        for key, items in FILLED.sections.items()
    }
)
OTHERWISE: dict[str, dict[str, Any]] = {
    "subject": {"subject": "Radios for the cars"},
    "item": {"summary": (Item("Buy old radios.", "1"),)},
    "section": {"sections": MappingProxyType({})},
    "originator": {"originator": "Head of Fleet"},
    "cell": {"emissions": FILLED.emissions[1:]},
    "answer": {"checklist": (replace(FILLED.checklist[0], answer="no"), *FILLED.checklist[1:])},
    "marking": {"marking": "Restricted"},
    "confidential answer": {"confidential": "yes"},
    "reason": {"confidential_reasons": "A person's health."},
}
TAKEN = {
    "held with the same content": row(held()),
    "held with other spaces, numbers and sums": row(
        held(
            subject=" Radios for the  control room",
            summary=(Item("Buy new"), Item("radios.")),
            sections=UNNUMBERED,
            amounts=(Amount(1, "summary 1"),),
        )
    ),
    "held with what the form lacks": row(held(kind="grant", recipient="A charity", varies="01/2026")),
    "held with answers chosen on screen": row(
        held(checklist=tuple(replace(answer, written=None) for answer in FILLED.checklist))
    ),
    "held with none for reasons": row(held(confidential_reasons="N/A")),
    **{
        f"held with another {name}": row(held(**change), blocks("number-taken", "number", "05/2026 is taken"))
        for name, change in OTHERWISE.items()
    },
    "not held": row(reads(register=Register())),
    "no number to be taken": row(
        held(number=None, subject="Radios for the cars"), blocks("field-missing", "number")
    ),
}


def limbs(*standing: tuple[str, str]) -> dict[str, Any]:
    return {"certificate": replace(CERTIFIED, standing=standing)}


ALTERED = "statement-altered"
STATEMENTS = {
    "missing": row(
        reads(statements=MappingProxyType({})), warns(ALTERED, "sign_offs chief-executive", "missing")
    ),
    "another": row(
        reads(statements=MappingProxyType({CE: "I am not satisfied."})),
        warns(ALTERED, "sign_offs chief-executive", "not the form's"),
    ),
    "in other case, spaces and marks": row(
        reads(statements=MappingProxyType({CE: f"* {STEPS[0].statement.upper().replace(' ', '  ')}!"}))
    ),
    "a limb altered": row(
        reads(**limbs(LIMBS[0], ("b", "the costs can be met from reserves"), *LIMBS[2:])),
        warns(ALTERED, "certificate", "b) is not worded"),
    ),
    "two limbs altered": row(
        reads(**limbs(("a", "none"), LIMBS[1], LIMBS[2], ("d", "It complies."))),
        warns(ALTERED, "certificate", "a) and d) are not"),
    ),
    "a limb of no letter of the form": row(
        reads(**limbs(*LIMBS, ("e", "the costs are met by others"))), warns(ALTERED, "certificate", "e)")
    ),
    "limbs deleted": row(reads(**limbs(LIMBS[1], LIMBS[3]))),
    "a limb in capitals": row(reads(**limbs(LIMBS[1], (LIMBS[3][0], LIMBS[3][1].upper())))),
}


def wrong_order(one: str, other: str, *words: str) -> Said:
    return blocks("date-order", f"sign_offs {one}, {other}", *words)


def sunday(office: str) -> Said:
    return warns("non-working-day", f"sign_offs {office}", "a Sunday")


PARALLEL = build.ROUTES["pcc-decision-parallel"].steps
ORDER = {
    "all on different days": row(reads("05/05/2026", "06/05/2026", "07/05/2026")),
    "the officers on one day": row(reads("05/05/2026", "05/05/2026", "06/05/2026")),
    "everything the wrong way round": row(
        reads("20/05/2026", "18/05/2026", "15/05/2026"),
        wrong_order(CE, CFO, "Chief Executive 20/05/2026 is after Chief Finance Officer", "18/05/2026"),
        wrong_order(CE, DM, "20/05/2026", "Decision-maker 15/05/2026"),
        wrong_order(CFO, DM, "18/05/2026", "15/05/2026"),
    ),
    "the first unread": row(
        reads("20/5/26", "18/05/2026", "15/05/2026"),
        blocks("date-invalid", "sign_offs chief-executive", "date, 20/5/26, is not a date"),
        wrong_order(CFO, DM),
    ),
    "the middle one unread": row(
        reads("18/05/2026", "x", "15/05/2026"),
        blocks("date-invalid", "sign_offs chief-finance-officer", "date, x, is not a date"),
        wrong_order(CE, DM),
    ),
    "the decision unread": row(
        reads("18/05/2026", "15/05/2026", "16 Mai 2026"),
        blocks("date-invalid", "sign_offs decision-maker", "16 Mai 2026"),
        wrong_order(CE, CFO),
    ),
    "the decision between the two": row(
        reads("15/05/2026", "19/05/2026", "18/05/2026"),
        wrong_order(CFO, DM),
    ),
    "side by side, the later first": row(reads("06/05/2026", "05/05/2026", "07/05/2026", steps=PARALLEL)),
    "side by side, the decision before both": row(
        reads("06/05/2026", "07/05/2026", "05/05/2026", steps=PARALLEL),
        wrong_order(CE, DM),
        wrong_order(CFO, DM),
    ),
}

DATES = {
    **{
        f"written {text!r}": row(
            reads(text, "15/05/2026", "18/05/2026"),
            blocks("date-invalid", "sign_offs chief-executive", f"date, {text}, is not a date"),
        )
        for text in ("19/02/205", "31/04/2026", "5 May", "Monday 05/05/2026", "05/05/26")
    },
    "no dates": row(
        reads(None, "", None, outcome=None),
        *(blocks("sign-off-missing", f"sign_offs {step.office}", f"{step.title}: no date") for step in STEPS),
    ),
    "a block that is absent": row(
        reads(sign_offs=old_paper().sign_offs[1:]), blocks("sign-off-missing", "sign_offs chief-executive")
    ),
    "today": row(reads("05/05/2026", "06/05/2026", "20/05/2026")),
    "tomorrow": row(
        reads("05/05/2026", "06/05/2026", "21/05/2026"),
        blocks("date-future", "sign_offs decision-maker", "Decision-maker 21/05/2026 has not come"),
    ),
    "tomorrow, but for London": row(
        reads("05/05/2026", "06/05/2026", "21/05/2026", now=datetime(2026, 5, 20, 23, 30, tzinfo=UTC))
    ),
    "decided the day the finance officer signed": row(
        reads("05/05/2026", "06/05/2026", "06/05/2026"),
        warns("decision-same-day", "sign_offs decision-maker", "the day the Chief Finance Officer"),
    ),
    "decided the day both officers signed": row(
        reads("06/05/2026", "06/05/2026", "06/05/2026"),
        warns("decision-same-day", "sign_offs decision-maker", "Chief Executive and the Chief Finance"),
    ),
    "all on a weekend and a bank holiday": row(
        reads("02/05/2026", "03/05/2026", "04/05/2026"),
        warns("non-working-day", "sign_offs chief-executive", "02/05/2026 is a Saturday"),
        warns("non-working-day", "sign_offs chief-finance-officer", "03/05/2026 is a Sunday"),
        warns("non-working-day", "sign_offs decision-maker", "04/05/2026 is a bank holiday"),
    ),
    "after the last day of known holidays": row(
        reads(
            "29/12/2028",
            "30/12/2028",
            "01/01/2029",
            number="05/2028",
            now=datetime(2029, 2, 1, tzinfo=UTC),
        ),
        warns("non-working-day", "sign_offs chief-finance-officer", "a Saturday"),
    ),
}


def certified(limb: str | None, regulations: bool | None, **changes: Any) -> AskedPaper:
    return reads(certificate=Certificate(limb, regulations, LIMBS), **changes)


WITH_SUM = {"amounts": (Amount(100, "recommendation 1"),)}
CERTIFICATE = {
    **{f"limb {limb} and d": row(certified(limb, True)) for limb in "abc"},
    **{
        f"limb {limb!r}, d {given}": row(
            certified(limb, given), blocks("certificate-limb", "certificate", "a), b) or c)", "and d)")
        )
        for limb, given in ((None, None), (None, True), ("d", True), ("", None))
    },
    "limb b without d": row(
        certified("b", None), blocks("certificate-limb", "certificate", "b) is chosen", "d)")
    ),
    "nothing marked, nothing dated": row(
        certified(None, None, sign_offs=(), outcome=None),
        *(blocks("sign-off-missing", f"sign_offs {step.office}") for step in STEPS),
        blocks("certificate-limb", "certificate"),
    ),
    "a route without a certificate": row(
        certified(None, None, steps=STEPS[:1] + STEPS[2:], sign_offs=old_paper().sign_offs)
    ),
    "no cost, with a sum": row(
        certified("a", True, **WITH_SUM),
        warns("certificate-no-cost-with-amount", "certificate", "£1 in recommendation 1"),
    ),
    "no cost, with a sum of nothing": row(certified("a", True, amounts=(Amount(0, "recommendation 1"),))),
    "cost, with a sum": row(certified("b", True, **WITH_SUM)),
}

COMMISSIONER = "Police and Crime Commissioner"
SAME = {
    "PCC": COMMISSIONER,
    "P.C.C.": "pcc",
    f"A Taylor – {COMMISSIONER} for Norfolk": "PCC",
    f"A Taylor, {COMMISSIONER}": f"a  taylor - {COMMISSIONER}.",
    "The Board": "the board",
}
OTHER = {
    "PCC": "Deputy PCC",
    f"A Taylor – {COMMISSIONER}": f"B Smith – {COMMISSIONER}",
    f"{COMMISSIONER} for Norfolk": f"{COMMISSIONER} for Suffolk",
    "Chief Executive": "Chief Constable",
}
DECIDER = {
    **{f"{one}; {two}": row(reads(submitted_to=one, outcome_by=two)) for one, two in SAME.items()},
    **{
        f"{one}; {two}": row(
            reads(submitted_to=one, outcome_by=two),
            warns("decider-differs", "outcome_by", f"Submitted to {one}, decided by {two}"),
        )
        for one, two in OTHER.items()
    },
    "an alias of the office's own": row(
        reads(
            submitted_to="Mayor",
            outcome_by="Metro Mayor",
            customs=Customs(aliases={"Mayor": "Metro Mayor"}),
        )
    ),
    "nobody asked": row(reads(submitted_to=None), blocks("field-missing", "submitted_to")),
}

ROWS = {
    f"{name}: {key}": judged
    for name, table in {
        "fields": FIELDS,
        "number": NUMBERS,
        "taken": TAKEN,
        "statement": STATEMENTS,
        "order": ORDER,
        "dates": DATES,
        "certificate": CERTIFICATE,
        "decider": DECIDER,
    }.items()
    for key, judged in table.items()
}


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_an_old_paper_is_told_what_is_wrong_with_it(judged: Row) -> None:
    assert heard(judged) == judged.said


def test_an_empty_paper_that_was_signed_is_told_everything_at_once() -> None:
    found = AskedPaper(paper=old_paper(content=Content(), number=None, outcome=None))()
    rules = [finding.rule for finding in found]
    assert {rule: rules.count(rule) for rule in rules} == {
        "field-missing": 10,
        "section-missing": 8,
        "marking-missing": 1,
        "emissions-not-numbers": 3,
        "checklist-unanswered": 9,
    }
