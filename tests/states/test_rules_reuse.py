"""How much of a text an earlier paper has already."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.rules.customs import Customs
from states.rules.passages import Passage, passages_of
from states.rules.register import LATEST, Earlier, Register
from states.rules.reuse import runs_of, share
from states.submission import Content, Item
from tests.states import builders as build
from tests.states.asked import AskedPaper, old_paper
from tests.states.tables import Row, heard, row, warns

FILLED = build.filled()
REUSED = "text-reused"


def words(first: int, last: int) -> str:
    """Different words, numbered from first to last."""
    return " ".join(f"word{number}" for number in range(first, last + 1))


def passages(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage("background", "background", text) for text in texts)


def runs(*texts: str) -> frozenset[int]:
    return runs_of(passages(*texts))


SHARES: dict[str, tuple[str, str, float]] = {
    "the same text": (words(1, 20), words(1, 20), 1.0),
    "one run": (words(1, 8), words(1, 8), 1.0),
    "seven words": (words(1, 7), words(1, 7), 0.0),
    "no word": ("", words(1, 20), 0.0),
    "against no word": (words(1, 20), "", 0.0),
    "another text": (words(1, 20), words(21, 40), 0.0),
    "seven words of twenty": (words(1, 20), words(1, 7) + " x " + words(21, 40), 0.0),
    "eight words of twenty": (words(1, 20), words(1, 8) + " x " + words(21, 40), 0.4),
    "twelve words of twenty": (words(1, 20), words(5, 16), 0.6),
    "two runs that overlap by five": (words(1, 22), words(1, 8) + " x " + words(4, 11), 0.5),
    "two runs apart": (words(1, 20), words(13, 20) + " x " + words(1, 8), 0.8),
    "the same run twice": (words(1, 8) + " x x " + words(1, 8) + " x x", words(1, 8), 0.8),
    "another order": (words(11, 20) + " " + words(1, 10), words(1, 20), 1.0),
    "one word changed in the middle": (words(1, 15).replace("word8", "x"), words(1, 15), 0.0),
    "a line end between": (words(1, 4) + "\n" + words(5, 8), words(1, 8), 1.0),
    "marks between": (
        "one, two; three – four! five (six) “seven” eight.",
        "one two three four five six seven eight",
        1.0,
    ),
    "hyphens part words": ("a b-c d e f g h", "a b c d e f g h", 1.0),
    "an underscore parts words": ("a b_c d e f g h", "a b c d e f g h", 1.0),
    "an apostrophe does not": ("a b'c d e f g h i", "a b c d e f g h i", 0.0),
    "a curly apostrophe is an apostrophe": ("a b’c d e f g h i", "a b'c d e f g h i", 1.0),
    "an apostrophe at an end": ("a 'b' c’ d e f g h", "a b c d e f g h", 1.0),
    "two apostrophes": ("a b''c d e f g h", "a b c d e f g h", 1.0),
    "a pound is a letter": ("a £5 c d e f g h", "a 5 c d e f g h", 0.0),
    "a sum is several words": ("a £5,000.00 c d e f", "a £5 000 00 c d e f", 1.0),
    "letters beyond English": ("Tŷ é ÉCOLE c d e f g", "tŷ É école C D E F G", 1.0),
}


@pytest.mark.parametrize(("text", "earlier", "expected"), SHARES.values(), ids=SHARES)
def test_the_share_is_the_part_of_the_words_in_common_runs_of_eight(
    text: str, earlier: str, expected: float
) -> None:
    assert share(passages(text), runs(earlier)) == pytest.approx(expected)


def test_runs_cross_items() -> None:
    assert runs(words(1, 3), words(4, 8)) == runs(words(1, 8))


def test_runs_are_the_same_in_every_process() -> None:
    assert runs("A grant for the data of the county") == {6078518232781411739}


TEXTS = st.lists(st.text(st.sampled_from("ab £'’.É\n")), max_size=6)


@given(TEXTS, TEXTS)
def test_a_share_is_a_part_of_one(text: list[str], earlier: list[str]) -> None:
    assert 0.0 <= share(passages(*text), runs(*earlier)) <= 1.0


@given(TEXTS)
def test_a_text_with_a_run_is_wholly_its_own(text: list[str]) -> None:
    assert share(passages(*text), runs(*text)) == (1.0 if runs(*text) else 0.0)


@given(TEXTS)
def test_case_changes_no_run(text: list[str]) -> None:
    assert runs(*text) == runs(*(part.swapcase() for part in text))


@given(TEXTS, TEXTS)
def test_a_text_keeps_its_runs_when_more_is_written(text: list[str], more: list[str]) -> None:
    assert runs(*text) <= runs(*text, *more)


def text(*background: str) -> Content:
    items = tuple(Item(part, "2.1") for part in background)
    return replace(FILLED, sections=MappingProxyType({**FILLED.sections, "background": items}))


def count(content: Content) -> int:
    return sum(len(passage.text.split()) for passage in passages_of(content, build.FORM))


OTHERS = count(text())
"""So many words has a filled paper besides its background."""


def reads(content: Content, *earlier: tuple[str, str], signed: bool = False, **judged: Any) -> AskedPaper:
    """The paper, compared with earlier ones: the name and text of each, newest first."""
    register = Register(earlier=tuple(Earlier(name, runs(words)) for name, words in earlier))
    return AskedPaper(paper=old_paper(content=content), signed=signed, register=register, **judged)


COPIED = text(words(1, 100 - OTHERS))
"""A paper of a hundred words."""

HALF = Customs(reused_share=0.5)

CASES = {
    "forty words of a hundred": ((("05/2025", words(1, 40)),), warns(REUSED, "paper", "40 % is 05/2025.")),
    "thirty-nine words of a hundred": ((("05/2025", words(1, 39)),), None),
    "none": ((("05/2025", words(101, 140)),), None),
    "no earlier paper": ((), None),
    "thirty words of each of two": ((("05/2025", words(1, 30)), ("06/2025", words(31, 60))), None),
    "the higher of two": (
        (("05/2025", words(1, 40)), ("04/2025", words(1, 47))),
        warns(REUSED, "paper", "47 % is 04/2025."),
    ),
    "the newer of two equals": (
        (("05/2025", words(1, 50)), ("04/2025", words(10, 59))),
        warns(REUSED, "paper", "50 % is 05/2025."),
    ),
    "the twentieth latest": (
        (*[("06/2025", "")] * (LATEST - 1), ("05/2025", words(1, 40))),
        warns(REUSED, "paper", "40 % is 05/2025."),
    ),
    "the twenty-first latest": ((*[("06/2025", "")] * LATEST, ("05/2025", words(1, 40))), None),
}

ROWS: dict[str, Row] = {
    f"{place}: {name}": row(reads(COPIED, *earlier, signed=signed), *([told] if told else []))
    for name, (earlier, told) in CASES.items()
    for place, signed in {"draft": False, "old paper": True}.items()
} | {
    "below the office's own share": row(reads(COPIED, ("05/2025", words(1, 49)), customs=HALF)),
    "the office's own share": row(
        reads(COPIED, ("05/2025", words(1, 50)), customs=HALF), warns(REUSED, "paper", "50 %")
    ),
    "no register": row(AskedPaper(paper=old_paper(content=COPIED), signed=False)),
}


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_reused_text_is_told_with_its_part_and_the_paper_it_is_from(judged: Row) -> None:
    assert heard(judged) == judged.said
