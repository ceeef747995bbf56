"""Automatic numbers and bullets of a Word file, as they are printed: counted paragraph by paragraph."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from workflow.papers.docx_styles import Place, Styles, place_in, whole_number
from workflow.papers.docx_symbols import bullet
from workflow.papers.docx_tree import Node

_NOTHING = Node("", {})
_LEVELS = 9
_LONGEST_TEXT = 40
_LARGEST_IN_LETTERS = 3_999
"""Word prints no Roman number beyond it; a damaged file may ask for millions of letters."""

_REFERENCE = re.compile("%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: `restarts_after` counts levels from 1, 0 never restarts, None after any above."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None
    is_all_decimal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A list as defined, and how far it is counted; several `numId` may go on with one list."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Use:
    """A `numId`: the list that it counts in, and what it has otherwise."""

    list: _List
    levels: dict[int, _Level]
    restarts: dict[int, int]


class Numbering:
    """The lists of a file while it is read from the first paragraph to the last."""

    def __init__(self, part: Node, styles: Styles) -> None:
        self._styles = styles
        numbers = list(part.all("w:num"))
        lists = _lists(part, _list_ids(numbers), styles)
        self._uses = {
            number.attributes.get("numId", ""): _use(number, lists[list_id])
            for number in numbers
            if (list_id := number.value("w:abstractNumId") or "") in lists
        }

    def next_number(self, properties: Node, *, paragraph_style: str) -> str:
        """The number printed before this paragraph, which is thereby counted; empty if it has none."""
        stated = place_in(properties)
        styled = self._styles.place(paragraph_style)
        use = self._uses.get(stated.number_id or styled.number_id or "")
        if use is None:
            return ""
        number = self._level_of(use, stated, styled=styled, paragraph_style=paragraph_style)
        level = use.levels.get(number)
        if level is None:
            return ""
        _count(use, number)
        if level.format == "bullet":
            return level.text
        return _REFERENCE.sub(
            lambda reference: _printed(use, int(reference[1]) - 1, by=level), level.text
        ).strip()

    def _level_of(self, use: _Use, stated: Place, *, styled: Place, paragraph_style: str) -> int:
        if stated.level is not None:
            return stated.level
        if stated.number_id is None:
            family = self._styles.family(paragraph_style)
            linked = (number for number, level in use.levels.items() if level.style in family)
            return next(linked, styled.level or 0)
        return styled.level or 0


def _list_ids(numbers: Iterable[Node]) -> dict[str, str]:
    return {number.attributes.get("numId", ""): number.value("w:abstractNumId") or "" for number in numbers}


def _lists(part: Node, list_ids: dict[str, str], styles: Styles) -> dict[str, _List]:
    definitions = {node.attributes.get("abstractNumId", ""): node for node in part.all("w:abstractNum")}
    lists = {list_id: _List(_levels(node)) for list_id, node in definitions.items()}
    for list_id, node in definitions.items():
        # A list may be defined by a list style, whose number names the list that has the levels.
        linked = styles.place(node.value("w:numStyleLink") or "").number_id
        if linked and list_ids.get(linked) in lists:
            lists[list_id] = lists[list_ids[linked]]
    return lists


def _levels(node: Node) -> dict[int, _Level]:
    levels = {}
    for level in node.all("w:lvl"):
        number = whole_number(level.attributes.get("ilvl"))
        if number is not None and number < _LEVELS:
            levels[number] = _level(level)
    return levels


def _level(node: Node) -> _Level:
    number_format = node.value("w:numFmt") or "decimal"
    text = (node.value("w:lvlText") or "")[:_LONGEST_TEXT]
    fonts = (node.child("w:rPr") or _NOTHING).child("w:rFonts") or _NOTHING
    start = whole_number(node.value("w:start"))
    return _Level(
        format=number_format,
        text=bullet(text, font=fonts.attributes.get("ascii", "")) if number_format == "bullet" else text,
        start=0 if start is None else start,
        restarts_after=whole_number(node.value("w:lvlRestart")),
        is_all_decimal=bool(node.switch("w:isLgl")),
        style=node.value("w:pStyle"),
    )


def _use(number: Node, in_list: _List) -> _Use:
    levels, restarts = dict(in_list.levels), {}
    for override in number.all("w:lvlOverride"):
        changed = whole_number(override.attributes.get("ilvl"))
        if changed is None or changed >= _LEVELS:
            continue
        levels |= _levels(override)
        start = whole_number(override.value("w:startOverride"))
        if start is not None:
            restarts[changed] = start
    return _Use(in_list, levels, restarts)


def _count(use: _Use, number: int) -> None:
    counts = use.list.counts
    # A start of its own restarts the list once; after that its count goes on.
    restart = use.restarts.pop(number, None)
    if restart is not None:
        counts[number] = restart
    else:
        counts[number] = counts[number] + 1 if number in counts else use.levels[number].start
    for deeper in [level for level in counts if level > number]:
        after = use.levels[deeper].restarts_after if deeper in use.levels else None
        if after is None or number < after:
            del counts[deeper]


def _printed(use: _Use, number: int, *, by: _Level) -> str:
    """One level's part of a number; a level that was passed over stands at its start."""
    level = use.levels.get(number)
    if level is None or level.format in ("none", "bullet"):
        return ""
    count = use.list.counts.get(number, level.start)
    return _in_format(count, "decimal" if by.is_all_decimal else level.format)


def _in_format(count: int, number_format: str) -> str:
    if not 0 < count <= _LARGEST_IN_LETTERS:
        return str(count)
    match number_format:
        case "lowerLetter" | "upperLetter":
            turns, letter = divmod(count - 1, 26)
            text = "abcdefghijklmnopqrstuvwxyz"[letter] * (turns + 1)
        case "lowerRoman" | "upperRoman":
            text = _roman(count)
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)
    return text.upper() if number_format.startswith("upper") else text


@cache
def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        text += letters * times
    return text
