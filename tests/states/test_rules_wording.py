"""What the text says and leaves out: every rule on sums, options and references, at each of its places."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from states.money import amounts_of
from states.rules.customs import Customs
from states.submission import Content, Item
from states.vocabulary import Act
from tests.states import builders as build
from tests.states.asked import AskedPaper, old_paper
from tests.states.tables import Row, Said, heard, row, warns

FILLED = build.filled()


def items(key: str, *texts: str) -> tuple[Item, ...]:
    numbers = {"options": "4.{}", "financial": "6.{}", "background": "2.{}"}
    return tuple(Item(text, numbers.get(key, "{}").format(n)) for n, text in enumerate(texts, 1))


def text(**written: str | tuple[str, ...] | None) -> Content:
    """A filled paper with these words in its lists and sections, and these fields."""
    changes: dict[str, Any] = {}
    sections = dict(FILLED.sections)
    for key, words in written.items():
        texts = words if isinstance(words, tuple) else (words or "",)
        if key in sections:
            sections[key] = items(key, *texts)
        else:
            changes[key] = items(key, *texts) if key in {"summary", "recommendation"} else words
    content = replace(FILLED, sections=MappingProxyType(sections), **changes)
    return replace(content, amounts=amounts_of(content))


def holding(key: str, *given: Item) -> Content:
    """A filled paper with these items in a section."""
    content = replace(FILLED, sections=MappingProxyType({**FILLED.sections, key: given}))
    return replace(content, amounts=amounts_of(content))


def reads(signed: bool, content: Content, **judged: Any) -> AskedPaper:
    return AskedPaper(paper=old_paper(content=content), signed=signed, **judged)


ALIKE = {"summary": "It costs £500.", "recommendation": "Approve £500.", "financial": "It costs £500.00."}
NO_SUM = "recommendation-without-amount"
DIFFER = "amounts-differ"
BY_REFERENCE = "recommendation-by-reference"
ONE = "single-option"
NOTHING = "do-nothing-not-negative"
PARENT = "variation-without-parent"
LINE = "contract-threshold"

SUMS: dict[str, tuple[Content, tuple[Said, ...]]] = {
    "no sums": (text(), ()),
    "the same sum everywhere": (text(**ALIKE), ()),
    "a sum in section 6 alone": (
        text(financial="It costs £6,541."),
        (warns(NO_SUM, "recommendation", "6.1 has £6,541"),),
    ),
    "a sum in the summary alone": (
        text(summary=("Radios.", "They cost £6,541.")),
        (warns(NO_SUM, "recommendation", "summary 2 has £6,541"),),
    ),
    "a sum in section 6 without a number": (
        holding("financial", Item("It costs £5.")),
        (warns(NO_SUM, "recommendation", "section 6 has £5"),),
    ),
    "nil in section 6": (text(financial="It costs £0."), ()),
    "nil in the recommendation": (
        text(financial=("It costs £0.", "Or £7."), recommendation="Approve £0."),
        (warns(NO_SUM, "recommendation", "6.2 has £7"),),
    ),
    "a sum in the background alone": (text(background="It cost £600."), ()),
    "half a penny": (text(financial="It costs £1.005."), ()),
    "another sum recommended": (
        text(**ALIKE | {"recommendation": "Approve £300."}),
        (warns(DIFFER, "recommendation", "£300 here, £500 in 6.1"),),
    ),
    "one of two sums recommended is another": (
        text(**ALIKE | {"recommendation": ("Approve £500.", "And £20.", "And £20.00.")}),
        (warns(DIFFER, "recommendation", "£20 here, £500"),),
    ),
    "many other sums recommended": (
        text(**ALIKE | {"recommendation": "Approve £1, £2, £3 and £4."}),
        (warns(DIFFER, "recommendation", "£1, £2, £3 and more here"),),
    ),
    "one of section 6's sums recommended": (
        text(**ALIKE | {"financial": ("It costs £500.", "And £20 for tape.")}),
        (),
    ),
    "a sum recommended, none in section 6": (text(recommendation="Approve £300."), ()),
    "the summary shares no sum": (
        text(**ALIKE | {"summary": ("It costs £5,000.", "Or £4.")}),
        (warns(DIFFER, "summary", "£5,000, £4 here, £500 in 6.1"),),
    ),
    "the summary shares one sum of two": (
        text(**ALIKE | {"summary": ("It costs £5,000.", "That is £500 a year.")}),
        (),
    ),
    "both differ": (
        text(summary="It costs £1.", recommendation="Approve £2.", financial="It costs £3."),
        (warns(DIFFER, "recommendation", "£2 here"), warns(DIFFER, "summary", "£1 here")),
    ),
}


def costing(sum_written: str, **changes: Any) -> Content:
    words = f"It costs {sum_written}."
    return replace(text(summary=words, recommendation=words, financial=words), **changes)


THRESHOLD: dict[str, tuple[Content, tuple[Said, ...]]] = {
    "exactly the line": (costing("£10,000.00"), ()),
    "a penny over": (costing("£10,000.01"), (warns(LINE, "summary 1", "£10,000.01: grant or contract"),)),
    "over, and a contract": (
        costing("£20k", kind="contract"),
        (warns(LINE, "summary 1", "£20,000: A contract over £10,000"),),
    ),
    "over, and a kind left empty": (costing("£20k", kind=""), (warns(LINE, "summary 1", "grant or"),)),
    "over, and a grant": (costing("£20k", kind="grant"), ()),
    "over, and spent": (costing("£20k", kind="spend"), ()),
    "over in section 6 alone": (
        text(summary="It costs £5.", recommendation="Approve £5.", financial=("It costs £5.", "Or £20k.")),
        (warns(LINE, "financial 6.2", "£20,000"),),
    ),
    "over in the background alone": (text(background="It cost £20k."), ()),
    "the largest sum's first place": (
        text(
            summary=("It costs £15k.", "Or £20k."),
            recommendation="Approve £20k.",
            financial="Find £20k, £15k.",
        ),
        (warns(LINE, "summary 2", "£20,000"),),
    ),
}

REFERENCES: dict[str, tuple[Content, tuple[Said, ...]]] = {
    **{
        f"recommended {words!r}": (
            text(recommendation=f"Approve the grant {words}."),
            (warns(BY_REFERENCE, "recommendation", f"“{words}”"),),
        )
        for words in (
            "described in this paper",
            "Outlined above",
            "set out below",
            "detailed in the attached appendix",
            "proposed in this report",
        )
    },
    "parted by a line end": (
        text(recommendation="Approve what is set out\nin this submission."),
        (warns(BY_REFERENCE, "recommendation", "“set out in this submission”"),),
    ),
    "in the second and third items": (
        text(recommendation=("Approve.", "As described above.", "As described below.")),
        (warns(BY_REFERENCE, "recommendation", "described above"),),
    ),
    "in another place": (text(background="As described above."), ()),
    "over two items": (text(recommendation=("Approve as described", "above all.")), ()),
    "described in the plan": (text(recommendation="Approve the grant described in the plan."), ()),
    "redescribed above": (text(recommendation="Approve the grant redescribed above."), ()),
}

OPTIONS: dict[str, tuple[Content, tuple[Said, ...]]] = {
    "one option": (text(options="Buy others."), (warns(ONE, "options", "Only one option"),)),
    "two options": (text(options=("Buy others.", "Repair.")), ()),
    "one option, and a line that leads in": (
        text(options=("These were considered: ", "Repair.")),
        (warns(ONE, "options", "Only one option"),),
    ),
    "only a line that leads in": (text(options="These:"), (warns(ONE, "options", "No option"),)),
    "one option and an empty item": (text(options=("Buy others.", " ")), (warns(ONE, "options"),)),
    **{
        f"{verb} be {done}": (
            text(options=(f"Do nothing: the aim {verb} be {done}.", "Repair.")),
            (warns(NOTHING, "options 4.1", f"“{verb} be {done}”", "“not” missing"),),
        )
        for verb, done in {"would": "achieved", "Could still": "fully met", "might": "possible"}.items()
    },
    "on two items": (
        text(options=("Do nothing: it will be met.", "do  Nothing: it may be provided.")),
        (warns(NOTHING, "options 4.1"), warns(NOTHING, "options 4.2")),
    ),
    "on two items of one number": (
        holding("options", *[Item("Do nothing: it will be met.", "4.1")] * 2),
        (warns(NOTHING, "options 4.1"),),
    ),
    "would not be": (text(options=("Do nothing: it would not be achieved.", "Repair.")), ()),
    "would be lost": (text(options=("Do nothing: the network would be lost.", "Repair.")), ()),
    "repairing would be": (text(options=("Do nothing.", "Repair: it would be achieved.")), ()),
    "do nothing elsewhere": (text(background="Do nothing and it would be achieved."), ()),
}

PARENTS: dict[str, tuple[Content, tuple[Said, ...]]] = {
    **{
        f"subject says {word}": (text(subject=f"Radios: {word} of the grant"), (warns(PARENT, "subject"),))
        for word in ("variation", "Variations", "extension")
    },
    **{
        f"recommended to {word}": (
            text(recommendation=f"To {word} the grant."),
            (warns(PARENT, "recommendation", "Give its number"),),
        )
        for word in ("vary", "extend")
    },
    "both say it": (
        text(subject="A variation", recommendation="To extend the grant."),
        (warns(PARENT, "subject", "Varies which"),),
    ),
    "only the summary says it": (text(summary="This is a variation."), ()),
    "variable radios": (text(subject="Variable radios, extended"), ()),
    "another decision in the subject": (text(subject="Variation of 12/2024"), ()),
    "another decision in the background": (
        text(subject="Variation", background="See decision 112/2024 above."),
        (),
    ),
    "only its own number": (text(subject="Variation: 05/2026"), (warns(PARENT, "subject"),)),
    "its own number and another": (text(subject="Variation: 05/2026", background="06/2025."), ()),
    "a financial year": (text(subject="Variation", background="In 2024/2025."), (warns(PARENT, "subject"),)),
    "a date": (text(subject="Variation", background="On 01/04/2024."), (warns(PARENT, "subject"),)),
    "a number with a tail": (text(subject="Variation", background="12/2024/1"), (warns(PARENT, "subject"),)),
    "one digit": (text(subject="Variation", background="1/2024"), (warns(PARENT, "subject"),)),
    "the field for it is filled": (text(subject="Variation", varies="12/2024"), ()),
    "the field for it is blank": (text(subject="Variation", varies=" "), (warns(PARENT, "subject"),)),
}

_OWN_NUMBER_KNOWN = {"only its own number"}
"""Cases that hang on the paper's number, which a draft does not have."""

CASES = SUMS | THRESHOLD | REFERENCES | OPTIONS | PARENTS

DEAR = Customs(contract_line_pence=2_000_000)

ROWS = {
    **{f"old paper: {name}": row(reads(True, content), *told) for name, (content, told) in CASES.items()},
    **{
        f"draft: {name}": row(reads(False, content), *told)
        for name, (content, told) in CASES.items()
        if name not in _OWN_NUMBER_KNOWN
    },
    "on the office's own line": row(reads(False, costing("£20,000"), customs=DEAR)),
    "over the office's own line": row(
        reads(False, costing("£20,001"), customs=DEAR), warns(LINE, "summary 1", "£20,001", "over £20,000")
    ),
}


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_a_paper_is_told_what_its_text_says_and_leaves_out(judged: Row) -> None:
    assert heard(judged) == judged.said


def test_a_resubmission_does_not_name_its_own_number_as_the_decision_varied() -> None:
    walk = build.in_state("sent_back").but(content=text(subject="Variation: 01/2026"))
    assert [(f.rule, f.where) for f in walk.findings(Act.RESUBMIT)] == [(PARENT, "subject")]
