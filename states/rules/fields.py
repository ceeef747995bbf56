"""The fields of the form: what must be filled before anyone senior sees the paper."""

import re
from collections.abc import Iterable, Iterator

from states.rules.case import Case, blocks, warns
from states.submission import Content, Item

Found = Iterable[tuple[str, str]]

_REQUIRED = {
    "subject": "Subject",
    "originator": "Originator",
    "reason": "Reason for submission",
    "submitted_to": "Submitted to",
    "summary": "Summary",
    "recommendation": "Recommendation",
}


@blocks("field-missing", "Every field of the form's first page is filled.", source="form")
def field_missing(case: Case) -> Found:
    for key, label in _REQUIRED.items():
        if not _says(getattr(case.text, key)):
            yield key, f"{label} is empty."
    if case.text.confidential not in {"yes", "no"}:
        yield "confidential", "Say yes or no: is this a confidential decision?"


def _says(value: str | tuple[Item, ...] | None) -> bool:
    texts = (value,) if isinstance(value, str) else _plain(value or ())
    return any(text.strip() for text in texts)


@blocks("section-missing", "Each of the eight sections says something; “None” will do.", source="form")
def section_missing(case: Case) -> Found:
    lead_in = letters_and_digits(case.printed.emissions.lead_in)
    for number, section in enumerate(case.printed.sections, start=1):
        items = case.text.sections.get(section.key, ())
        if not _says(tuple(item for item in items if letters_and_digits(item.text) != lead_in)):
            yield section.key, f"Section {number} has no text."


# Control characters but tab and line ends; bidirectional and zero-width marks.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f"
    "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


@blocks("hidden-characters", "What is signed is what can be seen.", source="threats: shown is not stored")
def hidden_characters(case: Case) -> Found:
    for key, label, texts in _texts(case):
        if any(_HIDDEN.search(text) for text in texts):
            yield key, f"{label} holds an invisible character: type that passage again."


def _texts(case: Case) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    content = case.text
    for key, value in ((key, getattr(content, key)) for key in TEXT_FIELDS):
        if value:
            yield key, key.replace("_", " ").capitalize(), (value,)
    yield "summary", "Summary", _plain(content.summary)
    yield "recommendation", "Recommendation", _plain(content.recommendation)
    for number, section in enumerate(case.printed.sections, start=1):
        yield section.key, f"Section {number}", _plain(content.sections.get(section.key, ()))
    for number, row in enumerate(content.emissions, start=1):
        cells = (row.category, row.increase_tco2 or "", row.saving_tco2 or "")
        yield f"emissions {number}", "The row", cells
    for answer in content.checklist:
        yield f"checklist {answer.key}", "The answer", (answer.written or "", answer.reason or "")


def _plain(items: tuple[Item, ...]) -> tuple[str, ...]:
    return tuple(item.text for item in items)


TEXT_FIELDS = tuple(
    name
    for name in Content.__dataclass_fields__
    if name not in {"summary", "recommendation", "sections", "emissions", "checklist", "amounts"}
)
"""The fields that hold one text each."""


@blocks("emissions-not-numbers", "Each carbon cell is a number or “not assessed”.", source="form, row 21")
def emissions_not_numbers(case: Case) -> Found:
    rows = {letters_and_digits(row.category): row for row in case.text.emissions}
    for number, category in enumerate(case.printed.emissions.categories, start=1):
        row = rows.get(letters_and_digits(category))
        if row is None:
            yield f"emissions {number}", f"{category}: no row. Give numbers, or say “not assessed”."
            continue
        bad = [cell for cell in (row.increase_tco2, row.saving_tco2) if not _is_emission(cell)]
        if bad:
            yield f"emissions {number}", f"{category}: {bad[0] or 'an empty cell'} is no number."


def _is_emission(cell: str | None) -> bool:
    text = (cell or "").strip()
    return text.lower() == "not assessed" or re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII) is not None


_OPEN_MARKINGS = frozenset({"not protectively marked", "official"})


@warns("marking-contradicts", "The marking agrees with the confidential answer.", source="form, row 32")
def marking_contradicts(case: Case) -> Found:
    marking, confidential = case.text.marking, case.text.confidential
    if not marking:
        return
    is_open = marking.strip().lower() in _OPEN_MARKINGS
    if confidential == "yes" and is_open:
        yield "marking", f"Confidential, yet marked {marking}."
    if confidential == "no" and not is_open:
        yield "marking", f"{marking}, yet not confidential."


def letters_and_digits(text: str) -> str:
    """A text for comparing printed words: letters and digits only, case folded."""
    return "".join(character for character in text.casefold() if character.isalnum())
