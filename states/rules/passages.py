"""A paper's running text as rules read it: without printed numbers and the words that the form prints."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from states.form import Form
from states.submission import Content, Item
from states.vocabulary import SECTIONS

TEXT = frozenset({"subject", "summary", "recommendation", *SECTIONS})
"""The keys of a paper's content that hold running text."""

# The same marks as begin an item when a file is read: a bracketed capital is one, "A." begins a sentence.
_PRINTED_NUMBER = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})+[.)]?|[0-9]{1,2}[.)]|(?:[a-z]|[ivx]+)[.)]|[A-Z]\))(?:\s+|$)"
)

_WITH_LEAD_IN = "environmental"
"""The section whose carbon table has a printed lead-in. Source: the form, row 20."""


class Passage(NamedTuple):
    """One stretch of text: the key of its field or section, its stable place, and its words."""

    key: str
    where: str
    text: str


def passages_of(content: Content, form: Form) -> tuple[Passage, ...]:
    """Subject, summary, recommendation and the sections' items, in the paper's order; nothing empty.

    Left out are the printed numbers that begin a section's items and the lead-in of the carbon table.
    """
    lead_in = letters_and_digits(_unnumbered(form.emissions.lead_in))
    return tuple(
        passage
        for passage in _all(content)
        if passage.text.strip()
        and (passage.key != _WITH_LEAD_IN or letters_and_digits(passage.text) != lead_in)
    )


def letters_and_digits(text: str) -> str:
    """A text for comparing printed words: letters and digits only, case folded."""
    return "".join(filter(str.isalnum, text.casefold()))


def _all(content: Content) -> Iterator[Passage]:
    yield Passage("subject", "subject", content.subject or "")
    yield from _items("summary", content.summary)
    yield from _items("recommendation", content.recommendation)
    for key, items in content.sections.items():
        for passage in _items(key, items):
            yield Passage(key, passage.where, _unnumbered(passage.text))


def _items(key: str, items: tuple[Item, ...]) -> Iterator[Passage]:
    for item in items:
        yield Passage(key, f"{key} {item.number}" if item.number else key, item.text)


def _unnumbered(text: str) -> str:
    number = _PRINTED_NUMBER.match(text)
    return text[number.end() :] if number else text
