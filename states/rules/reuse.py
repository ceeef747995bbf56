"""Text that an earlier paper has already."""

import re
from collections.abc import Iterable, Sequence
from zlib import crc32

from states.rules.case import Case, warns
from states.rules.passages import TEXT, Passage
from states.rules.register import LATEST, RUN

Found = Iterable[tuple[str, str]]

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_NO_WORD = re.compile(r"[^\w£']")
_WORDS = bytes(
    ord(chr(byte).lower() if chr(byte).isalnum() or byte == ord("'") else " ") if byte < 128 else byte
    for byte in range(256)
)
"""Of each byte what it counts as: itself, its small letter, or a space."""


@warns(
    "text-reused",
    "The text is the paper's own, not an earlier paper's.",
    source="papers 05/2025 and 39/2025",
    at="D O",
    needs_records=True,
    reads_text=True,
    reads=TEXT,
)
def text_reused(case: Case) -> Found:
    """Fires where 40 % (a setting) or more of the words stand in runs of eight that one earlier paper has.

    The office's latest twenty earlier papers are compared, each by itself. Case and punctuation do not count.
    """
    earlier = case.register.earlier[:LATEST] if case.register else ()
    if not earlier:
        return
    runs = _runs(case.passages)
    distinct = frozenset(runs)
    repeated = len(runs) - len(distinct)
    most, name = case.customs.reused_share, ""
    looked_at: frozenset[int] = frozenset()
    for paper in earlier:
        common = distinct & paper.runs
        # A run has eight words, so few common runs are a small share; and what shares no run that the last
        # one did not share has no larger part. Most papers need no closer look.
        if RUN * (len(common) + repeated) < most * len(runs) or common <= looked_at:
            continue
        looked_at = common
        found = _share(runs, common)
        if found > most or (found == most and not name):
            most, name = found, paper.name
    if name:
        yield "paper", f"{round(most * 100)} % is {name}. Check that what was copied is still true."


def runs_of(passages: Iterable[Passage]) -> frozenset[int]:
    """The runs of eight words that a text has, each as a 64-bit number that is the same in every process."""
    return frozenset(_runs(passages))


def share(passages: Iterable[Passage], runs: frozenset[int]) -> float:
    """The part (0 to 1) of a text's words that stand in these runs; 0 for a text too short to have a run."""
    return _share(_runs(passages), runs)


def _runs(passages: Iterable[Passage]) -> list[int]:
    """The text's runs in their order. They cross passages: a list may be cut anew when it is copied."""
    row = [*map(crc32, _words(" ".join([passage.text for passage in passages])))]
    # Of a tuple of whole numbers Python's hash is not salted: that is so of text alone.
    return [*map(hash, zip(*(row[start:] for start in range(RUN)), strict=False))]


def _words(text: str) -> list[bytes]:
    """The words of a text: letters, digits, £ and inner apostrophes, case folded.

    Bytes, because every paper is compared and this is three times as quick as a pattern over the text.
    """
    folded = _BEYOND_ASCII.sub(_folded, text).encode("utf-8", "surrogatepass").translate(_WORDS)
    return (b" " + folded + b" ").replace(b"''", b" ").replace(b"' ", b" ").replace(b" '", b" ").split()


def _folded(beyond: re.Match[str]) -> str:
    return _NO_WORD.sub(" ", beyond[0].casefold().replace("’", "'"))


def _share(own: Sequence[int], runs: frozenset[int]) -> float:
    if not own:
        return 0.0
    # One byte a word, all at once as a whole number: 1 where a common run begins, then on each of its words.
    covered = int.from_bytes(bytes(map(runs.__contains__, own)), "little")
    for doubled in (1, 2, 4):
        covered |= covered << 8 * doubled
    return covered.bit_count() / (len(own) + RUN - 1)
