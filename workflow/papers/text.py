"""Bytes → characters → pages of lines. What a character is is settled here, and nothing about the form."""

import re

from workflow.papers.refused import Unreadable

MOST_BYTES = 20 * 2**20
"""A larger file is refused. Source: the reading contract, "Text is UTF-8 …"."""

MOST_LINES = 50_000
"""A text of more lines is refused: no paper has so many, and reading them all would take too long."""

MOST_CHARACTERS = 2_000_000
"""So many, spaces aside, fill some 500 pages; of more, every rule would have too much to read."""

STRUCK_START, STRUCK_END = "\ue000", "\ue001"
"""What stands around struck text where a reader of files knows of it. No text file's own characters."""

BULLETS = "•●▪◦‣·\uf0b7\uf0a7"
"""What stands for a bullet wherever it stands, the last two in Word's fonts of symbols."""

CELL_BREAK = re.compile(r"[ ]*+[\t|][ ]*+| {2,}+")
"""What parts two cells of a table row: a tab, a pipe, or two or more spaces."""

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\u0085\u2028\u2029"
_SOFT_HYPHEN = "\u00ad"
_SOFT_BREAK = re.compile(r"(?<=[^\W\d_])\u00ad[ \t]*\n[ \t]*(?=[^\W\d_])")
_UNDERLINE = re.compile(r"</?u>", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n\f]{2,}|[\t\n\f]")
_EMPTY_LINE = re.compile(r"[\n\f][ \t]*+[\n\f]")
_RULED = re.compile(r"[ \t]*+[-=_+|:*~][-=_+|:*~ \t]{2,}")
_STRUCK = re.compile(f"{STRUCK_START}([^{STRUCK_END}]*){STRUCK_END}?")
_LINE = re.compile(r"([\n\f])")
_ONLY_STRUCK = re.compile(
    rf"^[ \t]*+(?:[-•*o]|\(?(?:[0-9.]{{1,8}}|[a-z]{{1,4}})[.)]?)?[ \t]*+{STRUCK_END}[{STRUCK_END} \t]*+$",
    re.IGNORECASE | re.MULTILINE,
)


def decode(data: bytes, *, name: str) -> str:
    """The characters of a text file: UTF-8, with a mark or without, else Windows-1252.

    Unreadable if it is too large, holds a NUL, or a byte that Windows-1252 leaves undefined.
    """
    require_size(data, name=name)
    if b"\0" in data:
        raise Unreadable(name, "it is not a text. Save the paper as plain text (.txt) and try again.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_older(data, name=name)


def require_size(data: bytes, *, name: str) -> None:
    """Unreadable if the file is larger than any paper."""
    if len(data) > MOST_BYTES:
        raise Unreadable(name, "it is larger than 20 MB. Save the paper without pictures and try again.")


def even(text: str) -> str:
    """The text with one kind of space and of line end, without soft hyphens and marks of underlining.

    Control characters stay, so that a rule can name them.
    """
    text = text.replace("\r\n", "\n")
    if not text.isascii() or "\r" in text:
        for space in _SPACES:
            text = text.replace(space, " ")
        for line_end in _LINE_ENDS:
            text = text.replace(line_end, "\n")
    if _SOFT_HYPHEN in text:
        # At a line's end it says that the word goes on below.
        text = _SOFT_BREAK.sub("", text).replace(_SOFT_HYPHEN, "")
    return _UNDERLINE.sub("", text)


def has_empty_lines(text: str) -> bool:
    """Whether empty lines part the text's paragraphs. In the text of a PDF there are none."""
    return _EMPTY_LINE.search(text) is not None


def pages_of(text: str, *, name: str) -> list[list[str]]:
    """The lines of each page. Cells of a piped row are parted by tabs; lines ruled across are empty.

    Unreadable if it has more lines or characters than any paper.
    """
    if text.count("\n") + text.count("\f") > MOST_LINES:
        raise Unreadable(name, f"it has more than {MOST_LINES:,} lines. Check that it is a decision paper.")
    if len(text) - text.count(" ") > MOST_CHARACTERS:
        reason = f"it has more than {MOST_CHARACTERS:,} characters. Check that it is a decision paper."
        raise Unreadable(name, reason)
    return [[_line(line) for line in page.split("\n")] for page in text.split("\f")]


def without_struck(text: str) -> str:
    """The text without what is struck; a line of which only its list mark would be left is empty."""
    if STRUCK_START not in text:
        return text.replace(STRUCK_END, "")
    left = _STRUCK.sub(lambda struck: STRUCK_END + "".join(c for c in struck[1] if c in "\n\f"), text)
    return _ONLY_STRUCK.sub("", left).replace(STRUCK_END, "")


def with_struck(text: str) -> str:
    """The text with `~~` around what is struck, on each line by itself."""
    return _STRUCK.sub(lambda struck: "".join(map(_tildes, _LINE.split(struck[1]))), text)


def squeeze(text: str) -> str:
    """The text with every run of white space as one space, and its ends trimmed."""
    return _WHITE.sub(" ", text).strip(" ")


def folded(text: str) -> str:
    """The text for comparing printed words: letters and digits alone, without case."""
    return "".join(filter(str.isalnum, text.casefold()))


def _decode_older(data: bytes, *, name: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        reason = "it is not a text. Save the paper as plain text (.txt, UTF-8) and try again."
        raise Unreadable(name, reason) from error


def _tildes(line: str) -> str:
    return f"~~{line}~~" if line.strip() else line


def _line(line: str) -> str:
    if _RULED.fullmatch(line):
        return ""
    bare = line.strip(" \t")
    if not bare.startswith("|"):
        return line
    cells = bare.removeprefix("|").removesuffix("|").split("|")
    return "\t".join(cell.strip(" \t") for cell in cells)
