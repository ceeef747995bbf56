"""What stands on a page and belongs to no field: page numbers, running heads and feet, marking lines."""

import re
from collections import Counter
from collections.abc import Sequence

from workflow.papers.text import squeeze

MARKINGS = (
    "Not Protectively Marked",
    "Protect",
    "Restricted",
    "Confidential",
    "Official",
    "Official-Sensitive",
    "Secret",
    "Top Secret",
)
"""The words that a marking line may hold. Source: the rule `marking-missing`."""

_BEFORE_MARKING = ("Marking", "Protective marking", "Classification")
_PAGES_OF_A_RUNNING_LINE = 3

_NUMBER = "[1-9][0-9]{0,2}"
_PAGE_NUMBER = re.compile(
    rf"[ \t]*+(?:page {_NUMBER}(?: ?(?:of|/) ?{_NUMBER})?|{_NUMBER}(?: of {_NUMBER})?"
    rf"|[-–—] ?{_NUMBER} ?[-–—])[ \t]*",
    re.IGNORECASE,
)


def without_furniture(pages: list[list[str]], markings: Sequence[str]) -> tuple[list[str], dict[int, str]]:
    """All lines, with an empty one where furniture was, and the marking lines' words by line number."""
    marking = _marking_line(markings)
    lines: list[str] = []
    found: dict[int, str] = {}
    kept_pages = []
    for page in pages:
        kept: list[str] = []
        for line in page:
            marked = marking.fullmatch(line)
            if marked:
                found[len(lines) + len(kept)] = squeeze(marked["words"])
            kept.append("" if marked or _PAGE_NUMBER.fullmatch(line) else line)
        kept_pages.append(kept)
        lines.extend(kept)
    _clear_running_lines(lines, kept_pages)
    return lines, found


def _marking_line(markings: Sequence[str]) -> re.Pattern[str]:
    """A line that is only a marking: its letters and digits, in brackets or bold, after its label or not."""
    words = (r"[\W_]*".join(re.findall(r"[^\W_]+", marking)) for marking in markings)
    return re.compile(
        r"[ \t]*+(?:\*\*|__|[#\[(]+)?[ \t]*+"
        rf"(?:(?:{'|'.join(_BEFORE_MARKING)})(?:\*\*)?:[ \t*]*+)?"
        rf"(?P<words>{'|'.join(words)})[ \t*_\])]*",
        re.IGNORECASE,
    )


def _clear_running_lines(lines: list[str], pages: list[list[str]]) -> None:
    """Empty every line that stands, digits aside, first or last on three or more pages."""
    ends: list[set[int]] = []
    start = 0
    for page in pages:
        filled = [number for number, line in enumerate(page, start) if line.strip(" \t")]
        ends.append({filled[0], filled[-1]} if filled else set())
        start += len(page)
    seen = Counter(words for page_ends in ends for words in {_without_digits(lines[n]) for n in page_ends})
    for number in (number for page_ends in ends for number in page_ends):
        if seen[_without_digits(lines[number])] >= _PAGES_OF_A_RUNNING_LINE:
            lines[number] = ""


def _without_digits(line: str) -> str:
    return squeeze(re.sub(r"\d+", "", line))
