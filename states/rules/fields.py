"""The fields of the form: what must be filled before anyone senior sees the paper."""

import re
from collections.abc import Iterable, Iterator

from states.rules.case import Case, blocks, warns
from states.rules.passages import letters_and_digits
from states.rules.words import HIDDEN, quoted
from states.submission import Content, Emission, Item
from states.vocabulary import SECTIONS

Found = Iterable[tuple[str, str]]

_REQUIRED = {
    "subject": "Subject",
    "originator": "Originator",
    "reason": "Reason for submission",
    "submitted_to": "Submitted to",
    "summary": "Summary",
    "recommendation": "Recommendation",
}


@blocks(
    "field-missing",
    "Every field of the form's first page is filled.",
    source="the form, rows 1 to 9 and 25",
    at="D O",
    reads=(*_REQUIRED, "confidential"),
)
def field_missing(case: Case) -> Found:
    """Fires for each empty one of subject, originator, reason for submission, submitted to, summary,
    recommendation and the confidential question, where anything but yes or no is empty. On a signed paper
    also for an empty number and outcome/approval by, and for a dated decision of which no outcome is known.
    """
    for key, label in _REQUIRED.items():
        if not _says(getattr(case.text, key)):
            yield key, f"{label} is empty: fill it in."
    if case.text.confidential not in {"yes", "no"}:
        written = case.paper and case.paper.confidential_written
        found = f"{quoted(written)} is neither yes nor no. " if written else ""
        yield "confidential", f"{found}Say yes or no: is this a confidential decision?"
    if case.paper is None:
        return
    if not _says(case.paper.number):
        yield "number", "Decision no. is empty: look it up in the register."
    if not _says(case.text.outcome_by):
        yield "outcome_by", "Outcome/approval by is empty: say who decides."
    if case.paper.outcome is None and any(step.decides and given.written for step, given in case.written):
        yield (
            "outcome",
            "The decision is dated, but the sentence above the signature states no known outcome.",
        )


def _says(value: str | tuple[Item, ...] | None) -> bool:
    texts = (value,) if isinstance(value, str) else _plain(value or ())
    return any(text.strip() for text in texts)


@blocks(
    "section-missing",
    "Each of the eight sections says something; “None” will do.",
    source="the form, rows 13 to 23",
    at="D O",
    reads=SECTIONS,
)
def section_missing(case: Case) -> Found:
    """Fires for each of the eight numbered sections without any text of its own. The printed lead-in and
    the table of section 7 are not such a text; “None” is.
    """
    filled = {passage.key for passage in case.passages}
    for number, section in enumerate(case.printed.sections, start=1):
        if section.key not in filled:
            yield section.key, f"Section {number} has no text: fill it in, or say “None”."


@blocks(
    "hidden-characters",
    "What is signed is what can be seen.",
    source="good practice: sign what you see; Unicode Technical Report 36, Unicode Security Considerations",
    at="D O",
)
def hidden_characters(case: Case) -> Found:
    """Fires for each field or section with a control, zero-width or text-direction character in it, which
    can make a text read otherwise than it is. Tabs, line ends, no-break spaces and soft hyphens are harmless.
    """
    for where, label, texts in _texts(case):
        if any(HIDDEN.search(text) for text in texts):
            yield where, f"{label} holds an invisible character: type that passage again."


def _texts(case: Case) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    content = case.text
    if case.paper is not None:
        yield "number", "Decision no.", (case.paper.number or "",)
    for key in _TEXT_FIELDS:
        if value := getattr(content, key):
            yield key, key.replace("_", " ").capitalize(), (value,)
    yield "summary", "Summary", _plain(content.summary)
    yield "recommendation", "Recommendation", _plain(content.recommendation)
    for number, section in enumerate(case.printed.sections, start=1):
        yield section.key, f"Section {number}", _plain(content.sections.get(section.key, ()))
    yield from _cells(case)
    for answer in content.checklist:
        yield f"checklist {answer.key}", "The answer", (answer.written or "", answer.reason or "")


def _cells(case: Case) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    printed = [letters_and_digits(category) for category in case.printed.emissions.categories]
    for place, row in enumerate(case.text.emissions, start=1):
        category = letters_and_digits(row.category)
        number = printed.index(category) + 1 if category in printed else place
        cells = (row.category, row.increase_tco2 or "", row.saving_tco2 or "")
        yield f"emissions {number}", f"Row {number} of the carbon table", cells


def _plain(items: tuple[Item, ...]) -> tuple[str, ...]:
    return tuple(item.text for item in items)


_TEXT_FIELDS = tuple(
    name
    for name in Content.__dataclass_fields__
    if name not in {"summary", "recommendation", "sections", "emissions", "checklist", "amounts"}
)


@warns(
    "statement-altered",
    "Officers sign the form's own statements.",
    source="the form, rows 29 and 31",
    at="O",
)
def statement_altered(case: Case) -> Found:
    """Fires where an officer's statement is missing, or is not the form's; and where a limb of the finance
    officer's certificate that still stands is not. Letters and digits count; case, spaces and marks do not.
    Limbs that were deleted or struck out are what the form asks for.
    """
    if case.paper is None:
        return
    for step in case.steps:
        if step.certificate or step.decides:
            continue
        printed = case.paper.statements.get(step.office)
        if printed is None:
            yield f"sign_offs {step.office}", f"The {step.title}'s statement is missing: use the form's."
        elif letters_and_digits(printed) != letters_and_digits(step.statement):
            yield f"sign_offs {step.office}", f"The {step.title}'s statement is not the form's: use that."
    altered = _altered_limbs(case)
    if altered:
        limbs = " and ".join(f"{letter})" for letter in altered)
        verb = "is" if len(altered) == 1 else "are"
        yield "certificate", f"The certificate's {limbs} {verb} not worded as in the form: use its words."


def _altered_limbs(case: Case) -> list[str]:
    """The letters of the standing limbs whose words are not the form's, each once."""
    certificate = case.printed.certificate
    if case.paper is None or certificate is None or not any(step.certificate for step in case.steps):
        return []
    limbs = (*certificate.choices, certificate.always)
    words = {limb.letter: letters_and_digits(limb.text) for limb in limbs}
    standing = case.paper.certificate.standing
    return list(dict.fromkeys(lt for lt, text in standing if letters_and_digits(text) != words.get(lt)))


_MARKED_AS = "Not Protectively Marked, unless it is restricted or confidential"


@warns(
    "marking-missing",
    "A paper bears a marking.",
    source="the form, row 32; papers 05/2025 and 39/2025",
    at="D O",
    reads=("marking",),
)
def marking_missing(case: Case) -> Found:
    """Fires for a paper without a protective marking. In a file a marking is a line of its own with one of
    the office's marking words, perhaps after “Marking:”; such words within a sentence are none.
    """
    if not (case.text.marking or "").strip():
        yield "marking", f"No marking; the form asks for one: {_MARKED_AS}."


_OPEN_MARKINGS = frozenset({"notprotectivelymarked", "official"})


@warns(
    "marking-contradicts",
    "The marking agrees with the confidential answer.",
    source="the form, rows 25 and 32",
    at="D O P",
    reads=("marking", "confidential"),
)
def marking_contradicts(case: Case) -> Found:
    """Fires for a confidential paper marked Not Protectively Marked or Official, and for one with any other
    marking that is not confidential. Without a marking or an answer it is silent.
    """
    marking, confidential = (case.text.marking or "").strip(), case.text.confidential
    if not marking:
        return
    is_open = letters_and_digits(marking) in _OPEN_MARKINGS
    if confidential == "yes" and is_open:
        yield "marking", f"Confidential, yet marked {quoted(marking)}: change one of the two."
    if confidential == "no" and not is_open:
        yield "marking", f"{quoted(marking)}, yet not confidential: change one of the two."


@blocks(
    "emissions-not-numbers",
    "Each carbon cell is a number or “not assessed”.",
    source="the form, row 21",
    at="D O",
    reads=("emissions",),
)
def emissions_not_numbers(case: Case) -> Found:
    """Fires for each of the three categories of the carbon table that has no row, or a cell that is neither
    a number of tonnes, 0 or more, nor “not assessed”. “Nil” is neither: 0 is a number, and not assessed is
    not the same.
    """
    for number, (category, row) in enumerate(emission_rows(case), start=1):
        if row is None:
            yield f"emissions {number}", f"{category}: no row. Give numbers, or say “not assessed”."
            continue
        bad = [cell for cell in (row.increase_tco2, row.saving_tco2) if not _is_emission(cell)]
        if bad:
            found = quoted(bad[0] or "") or "an empty cell"
            yield f"emissions {number}", f"{category}: {found} is no number. Say 0, or “not assessed”."


def emission_rows(case: Case) -> list[tuple[str, Emission | None]]:
    """The carbon table's printed categories, each with its row as filled in, or None if it has none."""
    rows = {letters_and_digits(row.category): row for row in case.text.emissions}
    return [(printed, rows.get(letters_and_digits(printed))) for printed in case.printed.emissions.categories]


def _is_emission(cell: str | None) -> bool:
    text = (cell or "").strip()
    return text.lower() == "not assessed" or is_number(text)


def is_number(cell: str | None) -> bool:
    """Whether a carbon cell holds a number: decimal, 0 or more, without separators."""
    return re.fullmatch(r"[0-9]+(\.[0-9]+)?", (cell or "").strip()) is not None
