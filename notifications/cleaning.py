"""Words that people typed, made safe to stand in a letter. What is shown is what was kept, and no more."""

import re
import unicodedata
from functools import lru_cache

from notifications.letter import LINK

_DROPPED = frozenset({"Cc", "Cf", "Cs"})
"""Controls, invisible and bidirectional marks, lone surrogates."""

_ENCODED_WORD = re.compile(r"=(?=\?)")


@lru_cache(maxsize=1024)
def clean(value: str) -> str:
    """One line of visible characters in NFC; it can neither start an encoded word nor pose as a link.

    Line ends of every kind and runs of white space become one space. Never refuses: the rule
    `hidden-characters` does that, where the text is written.
    """
    visible = "".join(_shown(character) for character in value)
    line = unicodedata.normalize("NFC", " ".join(visible.split()))
    line = line.replace(LINK, "{ link }")
    # Some mail libraries decode `=?…?=` inside a header and write what they find as further headers.
    line = _ENCODED_WORD.sub("= ", line)
    return _without_leading_marks(line)


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _DROPPED else character


def _without_leading_marks(line: str) -> str:
    # A combining mark would join the character that stands before the value, even a tag's closing ">".
    start = 0
    while start < len(line) and unicodedata.category(line[start]).startswith("M"):
        start += 1
    return line[start:].lstrip()
