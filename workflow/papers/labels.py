"""The form's labels, and where they stand in a file. Which of them count is settled by `sheet`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import lru_cache

from states.form import Form
from states.submission import Step
from workflow.papers.text import folded


class Row(StrEnum):
    """What a printed label is on the form."""

    FIELD = "field"
    LIST = "list"
    OUTCOME = "outcome"
    SIGNATURE = "signature"
    DATE = "date"
    DETAIL = "detail"
    SUBHEADING = "subheading"
    COLUMN = "column"
    CATEGORY = "category"
    CHECKLIST = "checklist"
    INSTRUCTION = "instruction"
    QUESTION = "question"
    CONFIDENTIAL = "confidential"
    REASONS = "reasons"
    NOTE = "note"
    TITLE = "title"
    STATEMENT = "statement"
    INTRO = "intro"
    ANNEX = "annex"
    END = "end"


class Manner(Enum):
    """What must follow a label for the words to count as one."""

    WHOLE = "a colon, the end of the line or of its cell"
    CELL = "the same, or a gap of two or more spaces"
    OPEN = "anything"
    LINE = "nothing more on its line"


@dataclass(frozen=True, slots=True)
class Label:
    """One label: `words` are its letters and digits, `more` those that a long one may have otherwise.

    A `weak` one lacks its printed number: it counts only where the file has none with it.
    """

    row: Row
    key: str
    words: str
    manner: Manner = Manner.WHOLE
    more: str = ""
    is_weak: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A place in the tree of all labels' letters, so that a line is compared with all labels at once."""

    after: dict[str, "Node"] = field(default_factory=dict)
    label: Label | None = None


FIELDS = ("subject", "originator", "number", "reason", "submitted_to", "outcome_by")
LISTS = ("summary", "recommendation")

_NUMBER = re.compile(r"^\s*[0-9]+[.)]?\s*")

_ANNEXES = ("annex", "appendix")

_ENOUGH = 28
"""So many letters of a long sentence name it, though its end be cut or changed ("PCQ" for "PCC")."""


@lru_cache(maxsize=16)
def tree_of(form: Form, steps: tuple[Step, ...]) -> Node:
    """The tree of every label of the form and of the steps' blocks. Nobody changes it."""
    root = Node()
    for label in _labels(form, steps):
        node = root
        for character in label.words:
            node = node.after.setdefault(character, Node())
        node.label = node.label or label
    return root


def _labels(form: Form, steps: Sequence[Step]) -> Iterator[Label]:
    for key in FIELDS:
        yield Label(Row.FIELD, key, folded(getattr(form.labels, key)), Manner.OPEN)
    for key in LISTS:
        yield Label(Row.LIST, key, folded(getattr(form.labels, key)))
    for section in form.sections:
        yield Label(Row.LIST, section.key, folded(section.heading))
    # The sentence's last word is the outcome itself, and may be another one.
    yield Label(Row.OUTCOME, "outcome", folded(form.labels.outcome.rpartition(" ")[0]), Manner.OPEN)
    yield Label(Row.SIGNATURE, "signature", folded(form.labels.signature))
    yield Label(Row.DATE, "date", folded(form.labels.date))
    yield Label(Row.DETAIL, "detail", folded(form.labels.detail))
    yield from _table_labels(form)
    yield from _block_labels(form, steps)
    yield Label(Row.END, "end", folded(form.public_access.partition(":")[0]))
    yield _sentence(Row.END, "end", form.public_access)
    for word in _ANNEXES:
        yield Label(Row.ANNEX, word, word, Manner.OPEN)
    for section in form.sections:
        unnumbered = _NUMBER.sub("", section.heading)
        if unnumbered != section.heading:
            yield Label(Row.LIST, section.key, folded(unnumbered), Manner.LINE, is_weak=True)


def _table_labels(form: Form) -> Iterator[Label]:
    emissions, checklist = form.emissions, form.checklist
    yield Label(Row.SUBHEADING, "heading", folded(emissions.heading))
    yield Label(Row.SUBHEADING, "after", folded(emissions.after))
    for column in emissions.columns:
        yield Label(Row.COLUMN, "column", folded(column), Manner.CELL)
    yield Label(Row.COLUMN, "column", folded("".join(emissions.columns)))
    for category in emissions.categories:
        yield Label(Row.CATEGORY, category, folded(category), Manner.CELL)
    yield Label(Row.CHECKLIST, "checklist", folded(checklist.title), Manner.OPEN)
    yield Label(Row.INSTRUCTION, "instruction", folded(checklist.instruction))
    for question in checklist.questions:
        yield Label(Row.QUESTION, question.key, folded(question.text), Manner.OPEN)


def _block_labels(form: Form, steps: Sequence[Step]) -> Iterator[Label]:
    yield Label(Row.CONFIDENTIAL, "confidential", folded(form.confidentiality.question), Manner.OPEN)
    yield _sentence(Row.REASONS, "confidential_reasons", form.confidentiality.reasons)
    if form.approval_note:
        yield _sentence(Row.NOTE, "approval_note", form.approval_note)
    for step in steps:
        if step.decides:
            continue
        # A bracket after an office's name explains it; the name alone is the office too.
        for title in dict.fromkeys((step.title, step.title.partition(" (")[0])):
            yield Label(Row.TITLE, step.key, folded(title))
        if not step.certificate:
            yield _sentence(Row.STATEMENT, step.key, step.statement)
        elif form.certificate:
            yield Label(Row.INTRO, step.key, folded(form.certificate.intro))


def _sentence(row: Row, key: str, printed: str) -> Label:
    """The label of a long sentence: as many of its words as name it, and the letters that may follow."""
    words = ""
    for word in printed.split():
        if len(words) >= _ENOUGH:
            break
        words += folded(word)
    return Label(row, key, words, Manner.OPEN, more=folded(printed)[len(words) :])
