"""Lines → items: what starts one, what continues one, which mark stays in its text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from states.submission import Item
from workflow.papers.text import BULLETS, squeeze

# A number of more than two digits is no list mark: a year or a sum may well begin a line.
_HEAD = re.compile(
    rf"(?P<bullets>(?:(?:[-*o](?=[ \t]|$)|[{BULLETS}])[ \t]*+)*+)"
    r"(?P<mark>(?:(?P<dotted>[0-9]{1,2}(?:\.[0-9]{1,2})+)[.)]?|(?P<plain>[0-9]{1,2})[.)]"
    r"|(?:[a-z]|[ivx]+)[.)]|[A-Z]\))(?=[ \t]|$))?"
)
_ENDS = (".", ":", ";", "?", "!")


@dataclass(slots=True)
class _Draft:
    text: list[str]
    number: str | None


def read_items(chunks: Iterable[Sequence[str]], *, keeps_marks: bool) -> tuple[Item, ...]:
    """The items of a list, whose lines may stand in several places of the file.

    With `keeps_marks` (the sections) the printed number or letter stays the item's first word, and only a
    number with a dot in it names an item; without, the mark goes and any number names one. An item without
    a number has the last one before it.
    """
    drafts: list[_Draft] = []
    number: str | None = None
    for lines in chunks:
        is_first, after_empty = True, False
        for line in lines:
            bare = line.strip(" \t")
            if not bare:
                after_empty = True
                continue
            head = _HEAD.match(bare)
            if head is None or not (
                is_first or head.end() or (after_empty and not _is_cut(drafts[-1], bare))
            ):
                drafts[-1].text.append(bare)
            else:
                number = _number(head, keeps_marks=keeps_marks) or number
                drafts.append(_Draft([bare[head.end("bullets") if keeps_marks else head.end() :]], number))
            is_first, after_empty = False, False
    items = (Item(squeeze(" ".join(draft.text)), draft.number) for draft in drafts)
    return tuple(item for item in items if item.text)


def starts_with_mark(line: str) -> bool:
    """Whether the line begins with a bullet or with a printed number or letter."""
    head = _HEAD.match(line.strip(" \t"))
    return head is not None and head.end() > 0


def _is_cut(before: _Draft, bare: str) -> bool:
    """Whether a page end cut a sentence: the part before does not end, this one begins in lower case."""
    return bare[0].islower() and not before.text[-1].rstrip(" \t").endswith(_ENDS)


def _number(head: re.Match[str], *, keeps_marks: bool) -> str | None:
    """The printed number that names an item: in a section only one with a dot in it."""
    return head["dotted"] or (None if keeps_marks else head["plain"])
