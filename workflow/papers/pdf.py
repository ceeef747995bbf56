"""A PDF → its text, read in a child process whose memory and time are limited. Knows nothing of the form."""

import json
import re
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from threading import Timer
from typing import IO, cast

from workflow.papers.items import starts_with_mark
from workflow.papers.refused import Unreadable

_CHILD = Path(__file__).with_name("pdf_child.py")
_SECONDS = 8
"""Of wall-clock time for the child, so that the whole command answers within ten."""

_MOST_OUTPUT = 64 * 2**20
"""Bytes taken from the child: far more than a paper's text, and bounded whatever the child has become."""

_BROKEN = "it is a damaged PDF. Open it, print it as a new PDF and try again."
_SLOW = "reading it takes too long. Save the paper's own pages as a new PDF and try again."
_SCAN = (
    "it is a scan without text. Run text recognition (OCR) on it, or save the paper as text, and try again."
)
_REASONS = {
    "locked": "it is locked with a password. Save a copy without the password and try again.",
    "long": "it has more than 500 pages. Save the paper's own pages as a new PDF and try again.",
    "large": "it unpacks to more than can be read. Print the paper as a new PDF and try again.",
}

_PRINTED = str.maketrans(
    # One glyph for two or three letters, which the text has as letters.
    dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
    # Word's bullets and boxes, from the fonts Symbol and Wingdings.
    | dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076", "•")
    | {"\uf0fc": "✓", "\uf0fe": "☑", "\uf0fd": "☒", "\uf078": "☒", "\uf0a8": "☐", "\uf06f": "☐"}
    # No glyph breaks a line or a page.
    | dict.fromkeys("\r\v\f\u0085\u2028\u2029", " ")
    | {"\0": None}
)
_BULLET = re.compile(r"[ \t]*[▪■●○◦‣➢➤·][ \t]")
_HYPHENATED = re.compile(r"\w-$")
_FIRST_WORD = re.compile(r"[ \t]*(?P<word>\w\S*)")
_CELL = re.compile(r"\S++(?: \S++)*+")
_DRIFT = 2
"""Columns by which the lines of one cell may differ in where they begin."""

_SUSPENDED = ("and", "or", "to", "nor", "but")
"""What follows a hyphen that stands for a left-out word: "short- and long-term"."""


def text_of(data: bytes, *, name: str, seconds: float = _SECONDS) -> str:
    """The text of a PDF in reading order: pages parted by form feeds, cells by spaces, no empty lines.

    Unreadable if it is locked, damaged, a scan or too long, or if reading it takes too much memory or more
    seconds than that.
    """
    pages = [page.translate(_PRINTED) for page in _pages(data, name=name, seconds=seconds)]
    if not any(map(str.isalnum, "".join(pages))):
        raise Unreadable(name, _SCAN)
    lines = [_lines(page) for page in pages]
    mended = iter(_mended(list(chain.from_iterable(lines))))
    return "\f".join("\n".join(filter(str.strip, islice(mended, len(page)))) for page in lines)


def _pages(data: bytes, *, name: str, seconds: float) -> list[str]:
    written, is_late = _child_output(data, seconds=seconds)
    try:
        found = dict(json.loads(written))
    except ValueError:
        # Ended before it wrote all: by the timer, or by the limits that it set itself.
        raise Unreadable(name, _SLOW if is_late else _REASONS["large"]) from None
    if "pages" not in found:
        raise Unreadable(name, _REASONS.get(found["fault"], _BROKEN))
    return [str(page) for page in found["pages"]]


def _child_output(data: bytes, *, seconds: float) -> tuple[bytes, bool]:
    """What the child wrote, and whether it was ended for being late."""
    # Isolated, it sees nothing of the person's environment, of the current folder, and no other library.
    command = [sys.executable, "-I", "-S", "-B", str(_CHILD), _library_folder()]
    with subprocess.Popen(  # noqa: S603  # nothing in it comes from outside
        command, env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        timer = Timer(seconds, child.kill)
        timer.start()
        try:
            # The child reads everything before it writes anything, so neither waits for the other.
            with suppress(BrokenPipeError), cast(IO[bytes], child.stdin) as file:
                file.write(data)
            written = cast(IO[bytes], child.stdout).read(_MOST_OUTPUT)
        finally:
            is_late = not timer.is_alive()
            timer.cancel()
            child.kill()
    return written, is_late


def _library_folder() -> str:
    """The folder that pypdf is in, found without importing it: an isolated child may not look there."""
    spec = find_spec("pypdf")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypdf is not installed", name="pypdf")
    return str(Path(spec.origin).parents[1])


def _lines(page: str) -> list[str]:
    return [_BULLET.sub("• ", line.rstrip(), count=1) for line in page.split("\n") if line.strip()]


def _mended(lines: list[str]) -> list[str]:
    """The lines with their words whole, also over the end of a page; a line may be left empty."""
    for number in range(len(lines) - 1):
        _mend_word(lines, number)
    return lines


def _mend_word(lines: list[str], number: int) -> None:
    """Bring back the second half of a word that was parted at its hyphen by the line's end."""
    rest = _rest_of_word(lines[number], lines[number + 1]) if _HYPHENATED.search(lines[number]) else None
    if rest and rest["word"] not in _SUSPENDED:
        lines[number] += rest["word"]
        before, after = rest.string[: rest.start()], rest.string[rest.end() :]
        # Beside another cell, spaces stand in the word's place and keep the columns.
        lines[number + 1] = (before.ljust(rest.end() if before else 0) + after).rstrip()


def _rest_of_word(line: str, following: str) -> re.Match[str] | None:
    """The word that goes on with a line: the next line's first, or that below the last cell of a row."""
    cells = list(_CELL.finditer(line))
    if len(cells) == 1 or (len(cells) == 2 and starts_with_mark(line)):
        return _FIRST_WORD.match(following)
    column = cells[-1].start()
    below = (cell.start() for cell in _CELL.finditer(following) if abs(cell.start() - column) <= _DRIFT)
    return next((_FIRST_WORD.match(following, start) for start in below), None)
