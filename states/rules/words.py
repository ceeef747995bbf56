"""Words as rules weigh and quote them."""

import re

# Control characters but tab and line ends; bidirectional and zero-width marks.
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f"
    "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
"""What nobody can see. Source: the rule `hidden-characters`; what reading drops by itself is not in it."""

_NONE_WORDS = frozenset({"n/a", "none", "not applicable", "-"})
_MOST_QUOTED = 60


def says_something(text: str | None) -> bool:
    """Whether a text holds a letter or a digit."""
    return bool(text) and any(character.isalnum() for character in text or "")


def says_none(text: str | None) -> bool:
    """Whether a text is empty, or only a word for nothing: N/A, None, Not applicable, "-"."""
    words = " ".join((text or "").split()).rstrip(".").rstrip().lower()
    return not words or words in _NONE_WORDS


def quoted(text: str) -> str:
    """What somebody wrote, for a sentence about it: on one line, short, and nothing in it unseen."""
    shown = HIDDEN.sub("\ufffd", " ".join(text.split()))
    return shown if len(shown) <= _MOST_QUOTED else f"{shown[:_MOST_QUOTED].rstrip()}…"
