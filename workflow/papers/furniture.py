"""What stands on a page and belongs to no field: page numbers, running heads and feet, marking lines."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from workflow.papers.text import folded, squeeze

_BEFORE_MARKING = ("Marking", "Protective marking", "Classification")
_PAGES_OF_A_RUNNING_LINE = 3
_LINES_OF_A_HEAD = 3
_LONGEST_HEAD = 200
"""Characters; a longer line is text."""

_NUMBER = "[1-9][0-9]{0,2}"
_OF = rf"page {_NUMBER} ?(?:of|/) ?{_NUMBER}"
_PAGE_NUMBER = re.compile(
    rf"[ \t]*+(?:page {_NUMBER}(?: ?(?:of|/) ?{_NUMBER})?|{_NUMBER}(?: of {_NUMBER})?"
    rf"|[-–—] ?{_NUMBER} ?[-–—])[ \t]*+",
    re.IGNORECASE,
)
_HOLDS_PAGE_NUMBER = re.compile(rf"\b{_OF}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The lines of all pages, an empty one where furniture was.

    `markings` are the marking lines' words by line number, `tops` the first filled line of each page.
    """

    lines: list[str]
    markings: dict[int, str]
    tops: frozenset[int]


def without_furniture(pages: list[list[str]], *, markings: Sequence[str], kept: Sequence[str]) -> Sheets:
    """All lines without furniture. A line that begins with one of the `kept` labels never is any."""
    marking = _marking_line(tuple(markings))
    lines = [line for page in pages for line in page]
    found: dict[int, str] = {}
    page_numbers: list[int] = []
    for number, line in enumerate(lines):
        if not line or len(line) > _LONGEST_HEAD:
            continue
        marked = marking.fullmatch(line)
        if marked:
            found[number] = squeeze(marked["words"])
            lines[number] = ""
        elif _PAGE_NUMBER.fullmatch(line):
            page_numbers.append(number)
            lines[number] = ""
    spans = _spans(pages, page_numbers)
    labels = tuple(folded(label) for label in kept)
    _clear_numbered_lines(lines)
    for _ in range(_LINES_OF_A_HEAD):
        if not _clear_running_lines(lines, spans, kept=labels):
            break
    tops = frozenset(filled[0] for span in spans for filled in [_ends(lines, span)] if filled)
    return Sheets(lines, found, tops)


def closed_up(sheets: Sheets) -> Sheets:
    """The same without empty lines, for a text that has none of its own: a page's end parts nothing there."""
    filled = [number for number, line in enumerate(sheets.lines) if line.strip(" \t")]
    return Sheets(
        lines=[sheets.lines[number] for number in filled],
        markings={bisect_left(filled, number): words for number, words in reversed(sheets.markings.items())},
        tops=frozenset(bisect_left(filled, number) for number in sheets.tops),
    )


@lru_cache(maxsize=16)
def _marking_line(markings: tuple[str, ...]) -> re.Pattern[str]:
    """A line that is only a marking: its letters and digits, in brackets or bold, after its label or not."""
    words = (r"[\W_]*".join(re.findall(r"[^\W_]+", marking)) for marking in markings)
    return re.compile(
        r"[ \t]*+(?:\*\*|__|[#\[(]+)?[ \t]*+"
        rf"(?:(?:{'|'.join(_BEFORE_MARKING)})(?:\*\*)?:[ \t*]*+)?"
        rf"(?P<words>{'|'.join(words)})[ \t*_\])]*+",
        re.IGNORECASE,
    )


def _spans(pages: list[list[str]], page_numbers: Sequence[int]) -> list[range]:
    """The line numbers of each page: a page's number stands at its end too, where nothing else marks it."""
    starts = {0, *accumulate(map(len, pages)), *(number + 1 for number in page_numbers)}
    return [range(start, end) for start, end in pairwise(sorted(starts))]


def _clear_numbered_lines(lines: list[str]) -> None:
    """Empty every line with "Page 3 of 7" in it that stands, digits aside, three times or more."""
    short = ((number, line) for number, line in enumerate(lines) if len(line) <= _LONGEST_HEAD)
    found = [number for number, line in short if _HOLDS_PAGE_NUMBER.search(line)]
    seen = Counter(_without_digits(lines[number]) for number in found)
    for number in found:
        if seen[_without_digits(lines[number])] >= _PAGES_OF_A_RUNNING_LINE:
            lines[number] = ""


def _clear_running_lines(lines: list[str], spans: Sequence[range], *, kept: tuple[str, ...]) -> bool:
    """Empty every line that stands, digits aside, first or last on three or more pages; whether any did."""
    ends = [[n for n in _ends(lines, span) if len(lines[n]) <= _LONGEST_HEAD] for span in spans]
    seen = Counter(words for filled in ends for words in {_without_digits(lines[n]) for n in filled})
    running = [
        number
        for number in dict.fromkeys(number for filled in ends for number in filled)
        if seen[_without_digits(lines[number])] >= _PAGES_OF_A_RUNNING_LINE
        # Where every block ends its page, the dates stand last on three pages.
        and not folded(lines[number]).startswith(kept)
    ]
    for number in running:
        lines[number] = ""
    return bool(running)


def _ends(lines: Sequence[str], span: range) -> tuple[int, ...]:
    """The first and the last filled line of a page."""
    first = next(_filled(lines, span), None)
    if first is None:
        return ()
    return first, next(_filled(lines, reversed(span)), first)


def _filled(lines: Sequence[str], numbers: range | Iterator[int]) -> Iterator[int]:
    return (number for number in numbers if lines[number].strip(" \t"))


def _without_digits(line: str) -> str:
    return squeeze(re.sub(r"\d+", "", line))
