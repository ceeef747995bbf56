"""Bytes → characters → pages of lines. What a character is is settled here, and nothing about the form."""

import re

from workflow.papers.refused import Unreadable

MOST_BYTES = 20 * 2**20
"""A larger file is refused. Source: the reading contract, "Text is UTF-8 …"."""

CELL_BREAK = re.compile(r"[ ]*+[\t|][ ]*+| {2,}+")
"""What parts two cells of a table row: a tab, a pipe, or two or more spaces."""

# Spaces become a space and line ends a line feed. Control characters stay, so that a rule can name them.
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_EVEN = str.maketrans(
    dict.fromkeys(_SPACES, " ") | dict.fromkeys("\r\u0085\u2028\u2029", "\n") | {"\u00ad": None}
)
_UNDERLINE = re.compile(r"</?u>", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n\f]{2,}|[\t\n\f]")
_RULED = re.compile(r"[ \t]*+[-=_+|:*~][-=_+|:*~ \t]{2,}")


def decode(data: bytes, *, name: str) -> str:
    """The characters of a text file: UTF-8, with a mark or without, else Windows-1252.

    Unreadable if it is too large, holds a NUL, or a byte that Windows-1252 leaves undefined.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(name, "it is larger than 20 MB. Save the paper without pictures and try again.")
    if b"\0" in data:
        raise Unreadable(name, "it is not a text. Save the paper as plain text (.txt) and try again.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decode_older(data, name=name)
    return _UNDERLINE.sub("", text.replace("\r\n", "\n").translate(_EVEN))


def pages_of(text: str) -> list[list[str]]:
    """The lines of each page. Cells of a piped row are parted by tabs; lines ruled across are empty."""
    return [[_line(line) for line in page.split("\n")] for page in text.split("\f")]


def squeeze(text: str) -> str:
    """The text with every run of white space as one space, and its ends trimmed."""
    return _WHITE.sub(" ", text).strip(" ")


def folded(text: str) -> str:
    """The text for comparing printed words: letters and digits alone, without case."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _decode_older(data: bytes, *, name: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        reason = "it is not a text. Save the paper as plain text (.txt, UTF-8) and try again."
        raise Unreadable(name, reason) from error


def _line(line: str) -> str:
    if _RULED.fullmatch(line):
        return ""
    bare = line.strip(" \t")
    if not bare.startswith("|"):
        return line
    cells = bare.removeprefix("|").removesuffix("|").split("|")
    return "\t".join(cell.strip(" \t") for cell in cells)
