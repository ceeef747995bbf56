"""What a paper must say before it is submitted, or published."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from states.submission import Amount, Answer, Content, Emission, Item
from states.vocabulary import SECTIONS, Act
from tests.states import builders as build
from tests.states.asked import AskedAct, asks
from tests.states.tables import Row, blocks, heard, row, warns

FILLED = build.filled()


def submits(**changes: Any) -> AskedAct:
    """A draft with these fields is submitted."""
    return asks(build.a_draft().but(content=build.filled(**changes)), Act.SUBMIT)


def section(key: str, *texts: str) -> dict[str, Any]:
    items = tuple(Item(text, "9.1") for text in texts)
    return {"sections": MappingProxyType({**FILLED.sections, key: items})}


def answered(key: str, answer: str | None, written: str | None, reason: str | None = None) -> dict[str, Any]:
    given = Answer(key, "Considered?", answer, written, reason)
    return {"checklist": tuple(given if row.key == key else row for row in FILLED.checklist)}


def emitted(number: int, *cells: str | None) -> dict[str, Any]:
    rows = list(FILLED.emissions)
    rows[number - 1] = Emission(rows[number - 1].category, *cells)
    return {"emissions": tuple(rows)}


TEXTS = ("subject", "originator", "reason", "submitted_to")
LEAD_IN = build.FORM.emissions.lead_in

FIELDS = {
    "a filled paper": row(submits()),
    **{
        f"no {key}, {kind}": row(submits(**{key: text}), blocks("field-missing", key, "is empty"))
        for key in TEXTS
        for kind, text in {"none": None, "empty": "", "only spaces": "  \n"}.items()
    },
    "no summary": row(submits(summary=()), blocks("field-missing", "summary", "Summary is empty")),
    "blank summary": row(submits(summary=(Item(" "),)), blocks("field-missing", "summary", "empty")),
    "no recommendation": row(submits(recommendation=()), blocks("field-missing", "recommendation", "empty")),
    "confidential unanswered": row(
        submits(confidential=None), blocks("field-missing", "confidential", "yes or no")
    ),
    "confidential neither": row(
        submits(confidential="maybe"), blocks("field-missing", "confidential", "yes or no")
    ),
    **{
        f"no section {n}": row(submits(**section(key)), blocks("section-missing", key, f"Section {n} has no"))
        for n, key in enumerate(SECTIONS, 1)
    },
    "section of spaces": row(submits(**section("options", " ")), blocks("section-missing", "options", "4")),
    "section says none": row(submits(**section("background", "None"))),
    "only the printed lead-in": row(
        submits(**section("environmental", LEAD_IN.upper())),
        blocks("section-missing", "environmental", "Section 7"),
    ),
    "only a printed number": row(
        submits(**section("financial", "6.1")), blocks("section-missing", "financial", "Section 6")
    ),
    "the lead-in without its number": row(
        submits(**section("environmental", LEAD_IN.removeprefix("7.1 "))),
        blocks("section-missing", "environmental"),
    ),
    "lead-in and an item": row(submits(**section("environmental", LEAD_IN, "None."))),
    "bidirectional mark": row(
        submits(subject="Radios\u202e"), blocks("hidden-characters", "subject", "Subject", "invisible")
    ),
    "zero-width in a section": row(
        submits(**section("financial", "£9\u200b000")),
        blocks("hidden-characters", "financial", "Section 6"),
    ),
    "control in an answer": row(
        submits(**answered("equality", "yes", "Yes\x07")), blocks("hidden-characters", "checklist equality")
    ),
    "zero-width in a category": row(
        submits(
            emissions=(
                replace(FILLED.emissions[0], category=f"{FILLED.emissions[0].category}\ufeff"),
                *FILLED.emissions[1:],
            )
        ),
        blocks("hidden-characters", "emissions 1", "invisible"),
    ),
    "tab, line end, soft hyphen, no-break space": row(
        submits(subject="Radios\tfor\r\nthe con\xadtrol\xa0room")
    ),
    "zero-width in a category of a row that stands first": row(
        submits(emissions=(replace(FILLED.emissions[2], increase_tco2="0\u200b"), *FILLED.emissions[:2])),
        blocks("hidden-characters", "emissions 3", "Row 3"),
        blocks("emissions-not-numbers", "emissions 3", "0\ufffd is no number"),
    ),
    **{
        f"marking {marking!r}": row(submits(marking=marking), warns("marking-missing", "marking", "asks for"))
        for marking in (None, "", " ")
    },
    "not confidential, yet restricted": row(
        submits(marking="Restricted"), warns("marking-contradicts", "marking", "Restricted, yet not")
    ),
    "confidential, yet open": row(
        submits(marking="Official", confidential="yes", confidential_reasons="A person's health."),
        warns("marking-contradicts", "marking", "Official"),
    ),
    "open and not confidential": row(submits(marking=" not  protectively marked ")),
    "restricted, and the answer unread": row(
        submits(marking="Restricted", confidential=None), blocks("field-missing", "confidential")
    ),
    "restricted and confidential": row(
        submits(marking="Restricted", confidential="yes", confidential_reasons="A person's health.")
    ),
    "reasons missing": row(
        submits(confidential="yes"), blocks("confidential-reasons-missing", "confidential_reasons", "say why")
    ),
    **{
        f"reasons are {word}": row(
            submits(confidential="yes", confidential_reasons=word),
            blocks("confidential-reasons-missing", "confidential_reasons"),
        )
        for word in ("None.", " n/a", "Not applicable", "-", " ")
    },
    "reasons unneeded": row(
        submits(confidential_reasons="A person's health."),
        warns("confidential-reasons-unneeded", "confidential_reasons", "answered no"),
    ),
    **{
        f"not confidential, reasons are {word!r}": row(submits(confidential_reasons=word))
        for word in ("None", "N/A.", "not  applicable", "-", "", None)
    },
    "reasons, and the answer unread": row(
        submits(confidential=None, confidential_reasons="A person's health."),
        blocks("field-missing", "confidential"),
    ),
}

EMISSIONS = {
    "decimals": row(submits(**emitted(2, "0.5", "12"))),
    "not assessed": row(submits(**emitted(2, "Not assessed ", "0"))),
    **{
        f"cell {cell!r}": row(
            submits(**emitted(2, cell, "0")), blocks("emissions-not-numbers", "emissions 2", words)
        )
        for cell, words in {
            "TBC": "TBC is no number",
            "": "an empty cell",
            "-1": "-1",
            "1,5": "1,5",
            "1.": "1.",
            "٣": "٣",
        }.items()
    },
    "cell unread": row(
        submits(**emitted(3, "0", None)), blocks("emissions-not-numbers", "emissions 3", "an empty cell")
    ),
    "row missing": row(
        submits(emissions=FILLED.emissions[1:]), blocks("emissions-not-numbers", "emissions 1", "no row")
    ),
}

INVALID = {
    "TBC": (None, "TBC"),
    "N/A": (None, "N/A"),
    "Yes/No": (None, "Yes/No"),
    "maybe, chosen on screen": ("maybe", None),
}
CHECKLIST = {
    "no row": row(
        submits(checklist=FILLED.checklist[1:]),
        blocks("checklist-unanswered", "checklist legal-advice", "Not answered", "legal advice"),
    ),
    **{
        f"answer {answer!r}, written {written!r}": row(
            submits(**answered("equality", answer, written)),
            blocks("checklist-unanswered", "checklist equality"),
        )
        for answer, written in ((None, None), (None, " "), ("", None), (" ", ""))
    },
    **{
        f"neither yes nor no, {name}": row(
            submits(**answered("equality", answer, written)),
            blocks("checklist-answer-invalid", "checklist equality", f"{written or answer} is neither"),
        )
        for name, (answer, written) in INVALID.items()
    },
    "a long answer is quoted short": row(
        submits(**answered("equality", None, "It depends " * 40)),
        blocks("checklist-answer-invalid", "checklist equality", "It depends It de… is neither"),
    ),
    "no, explained": row(submits(**answered("equality", "no", "No, not needed", "not needed"))),
    "no, chosen on screen with a reason": row(submits(**answered("equality", "no", None, "None needed"))),
    **{
        f"no, for {reason!r}": row(
            submits(**answered("equality", "no", "No", reason)),
            warns("checklist-no-unexplained", "checklist equality", "without a reason"),
        )
        for reason in (None, "", " – ")
    },
    "yes, chosen on screen": row(submits(**answered("equality", "yes", None))),
}


def unsustainable(answer: str, *cells: str, **changes: Any) -> AskedAct:
    """Sustainability answered like this, with these cells in the second row of the carbon table."""
    rows = tuple(replace(row, increase_tco2="0", saving_tco2="1.5") for row in FILLED.emissions)
    if cells:
        rows = (rows[0], Emission(rows[1].category, *cells), rows[2])
    given = answered("sustainability", answer, None, "It is small.")
    return submits(**{"emissions": rows} | given | changes)


CONTRADICTION = "sustainability-contradiction"
SUSTAINABILITY = {
    "no, with section 7 filled in": row(
        unsustainable("no"), warns(CONTRADICTION, "checklist sustainability", "section 7")
    ),
    "yes, with section 7 filled in": row(unsustainable("yes")),
    "no, with a row not assessed": row(unsustainable("no", "0", "not assessed")),
    "no, with a row unread": row(
        unsustainable("no", "TBC", "0"), blocks("emissions-not-numbers", "emissions 2")
    ),
    "no, with a row missing": row(
        unsustainable("no", emissions=FILLED.emissions[:2]), blocks("emissions-not-numbers", "emissions 3")
    ),
    "no, with nothing in section 7 but the lead-in": row(
        unsustainable("no", **section("environmental", LEAD_IN)), blocks("section-missing", "environmental")
    ),
}

TEN_THOUSAND = 1_000_000


def asking(*sums: tuple[int, str], **changes: Any) -> AskedAct:
    """A draft with these sums, and the largest of them in its recommendation too."""
    last = (max(pence for pence, _ in sums), "recommendation 1")
    return submits(amounts=tuple(Amount(*found) for found in (*sums, last)), **changes)


THRESHOLD = {
    "exactly the line": row(asking((TEN_THOUSAND, "summary 1"))),
    "a penny over, kind unknown": row(
        asking((TEN_THOUSAND + 1, "summary 1")),
        warns("contract-threshold", "summary 1", "£10,000.01", "over £10,000"),
    ),
    "a contract": row(
        asking((TEN_THOUSAND + 1, "summary 1"), kind="contract"), warns("contract-threshold", "summary 1")
    ),
    "its first place": row(
        asking((2 * TEN_THOUSAND, "summary 1"), (2 * TEN_THOUSAND, "financial 6.1")),
        warns("contract-threshold", "summary 1"),
    ),
    "a grant": row(asking((2 * TEN_THOUSAND, "summary 1"), kind="grant")),
    "no sum": row(submits(kind="contract")),
}

ROWS = FIELDS | EMISSIONS | CHECKLIST | SUSTAINABILITY | THRESHOLD


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_a_paper_is_submitted_when_it_says_what_it_must(judged: Row) -> None:
    assert heard(judged) == judged.said


def test_an_empty_paper_is_told_everything_that_stops_it_at_once() -> None:
    found = build.a_draft().but(content=Content()).findings(Act.SUBMIT)
    rules = [finding.rule for finding in found]
    assert {rule: rules.count(rule) for rule in rules} == {
        "field-missing": 7,
        "section-missing": 8,
        "emissions-not-numbers": 3,
        "checklist-unanswered": 9,
    }


def test_a_resubmission_is_asked_the_same() -> None:
    walk = build.in_state("sent_back").but(content=build.filled(subject=None))
    assert [f.where for f in walk.findings(Act.RESUBMIT)] == ["subject"]


def test_an_answer_to_a_question_of_no_form_is_judged_as_any_answer() -> None:
    extra = (*FILLED.checklist, Answer("own", "Ours?", None, "perhaps"))
    assert [f.where for f in submits(checklist=extra)()] == ["checklist own"]
