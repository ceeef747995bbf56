"""Finding labels in lines: by letters and digits alone, over line ends, past a cell that stands between."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from workflow.papers.labels import Label, Manner, Node, Row
from workflow.papers.text import BULLETS, CELL_BREAK

_BEFORE = rf"[ \t#>*_{BULLETS}-]*(?:o[ \t]+)?[ \t#>*_{BULLETS}-]*"
_LIST_MARK = re.compile(r"(?:[0-9]{1,2}|[a-z]|[ivx]+)[.)][ \t]*+", re.IGNORECASE)
_AFTER = re.compile(r"[.?!)\]'\"’”]*(?:\*\*|__)?(?:[ \t]*(?P<colon>:)(?:\*\*|__)?)?")
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"[ \t]*\([^()]*\)[ \t*_]*")

_MAY_BE_PARTED = (Row.QUESTION, Row.CATEGORY, Row.CHECKLIST, Row.CONFIDENTIAL)
_ENOUGH_BEFORE_A_CELL = 12
"""So many letters of a table's label must stand before the cell that parts it over two lines."""

_LETTERS_A_SLIP = 20
"""A long label may have one letter read wrong for so many of its letters ("PCQ" for "PCC")."""

_MOST_SLIPS = 3
_LETTERS_TO_SUSPECT = 4

_ANNEX_NAME = re.compile(r"[ \t]*(?:[A-Z]|[0-9]{1,2}|[IVX]{1,4})?(?:[ \t]*[:–—-][^.]{0,80}|[ \t*_]*)")
_TWO_NUMBERS = re.compile(r"(?: (?:[0-9][0-9.,]*+|not assessed)){2}[ \t]*", re.IGNORECASE)


class Found(NamedTuple):
    """A label where it stands: from line `start` to before `offset` of line `end`; `aside` parts it.

    `aside` begins at column `aside_at` of its line. `has_colon` tells whether a colon follows the label.
    """

    label: Label
    start: int
    end: int
    offset: int
    aside: str = ""
    aside_at: int = 0
    has_colon: bool = False


def labels_in(lines: Sequence[str], tree: Node) -> Iterator[Found]:
    """Every label that begins a line, in the order of the lines; the longest where several begin there."""
    following = _following(lines)
    suspected = _suspected(tree)
    number = 0
    while number < len(lines):
        # Most lines begin like no label; asking that first keeps long files quick.
        suspect = suspected.match(lines[number])
        found = _label_at(lines, number, suspect=suspect, tree=tree, following=following) if suspect else None
        if found:
            yield found
            number = found.end
        number += 1


@lru_cache(maxsize=16)
def _suspected(tree: Node) -> re.Pattern[str]:
    """What a line begins with that may be a label: the first letters of one, after a list mark or none."""
    letters = _first_letters(tree, _LETTERS_TO_SUSPECT)
    # The group before is atomic: giving back a long run of dashes would take a square of its length.
    return re.compile(
        rf"(?>{_BEFORE})(?:(?P<bare>(?={letters}))|{_LIST_MARK.pattern}(?P<marked>(?={letters})))",
        re.IGNORECASE,
    )


def _first_letters(node: Node, depth: int) -> str:
    if not depth or node.label or not node.after:
        return ""
    branches = "|".join(
        f"{re.escape(letter)}{_first_letters(after, depth - 1)}" for letter, after in node.after.items()
    )
    if depth == _LETTERS_TO_SUSPECT:
        return f"(?:{branches})"
    # A label may run over the line's end.
    return rf"[\W_]*+(?:$|{branches})"


def _following(lines: Sequence[str]) -> list[int]:
    """For each line, the next line that is not empty (or the number of lines)."""
    following = [len(lines)] * len(lines)
    for number in range(len(lines) - 2, -1, -1):
        filled = lines[number + 1].strip(" \t")
        following[number] = number + 1 if filled else following[number + 1]
    return following


def _label_at(
    lines: Sequence[str], number: int, *, suspect: re.Match[str], tree: Node, following: Sequence[int]
) -> Found | None:
    place = suspect.start("bare" if suspect["bare"] is not None else "marked")
    mark = _LIST_MARK.match(lines[number], place)
    offsets = (place, mark.end()) if mark else (place,)
    for slips in (0, _MOST_SLIPS):
        walks = [_Walk(lines, following, number, slips=slips) for _ in offsets]
        for walk, offset in zip(walks, offsets, strict=True):
            if found := walk.from_offset(offset, tree):
                return found
        # Most lines part from every label where no letter can have been misread.
        if not any(walk.would_slip for walk in walks):
            return None
    return None


class _Reached(NamedTuple):
    """How far a line's letters lead: the node and its depth, whether they part there, and at which cell.

    `slipped` counts the letters read wrong so far.
    """

    node: Node
    depth: int
    slipped: int = 0
    is_stopped: bool = False
    cell: int | None = None


class _Walk:
    """One comparison of the letters from a place on with the tree of labels."""

    def __init__(self, lines: Sequence[str], following: Sequence[int], start: int, *, slips: int) -> None:
        self.slips = slips
        self.slipped, self.would_slip = 0, False
        self.lines = lines
        self.following = following
        self.start = start
        self.aside, self.aside_at = "", 0
        self.best: Found | None = None

    def from_offset(self, offset: int, tree: Node) -> Found | None:
        """The longest label whose letters stand from there on, or None."""
        number, reached = self.start, _Reached(tree, 0)
        while number < len(self.lines) and reached.node.after:
            reached = self._along(number, offset, node=reached.node, depth=reached.depth)
            if reached.cell is not None:
                self.slipped = reached.slipped
                self.aside = f"{self.aside} {self.lines[number][reached.cell :]}"
                self.aside_at = reached.cell
            elif reached.is_stopped:
                break
            number, offset = self.following[number], 0
        return self.best

    def _along(self, number: int, offset: int, *, node: Node, depth: int) -> _Reached:
        line, place = self.lines[number], offset
        before_cell: _Reached | None = None
        for word in _WORD.finditer(line, offset):
            if depth >= _ENOUGH_BEFORE_A_CELL:
                cell = CELL_BREAK.search(line, place, word.start())
                before_cell = _Reached(node, depth, self.slipped, cell=cell.start()) if cell else before_cell
            for letter in word[0].casefold():
                after = node.after.get(letter) or self._misread(letter, node, depth)
                if after is None:
                    return before_cell or _Reached(node, depth, self.slipped, is_stopped=True)
                node, depth = after, depth + 1
            place = word.end()
            if node.label:
                self._keep(node.label, number, place)
        return _Reached(node, depth, self.slipped)

    def _misread(self, letter: str, node: Node, depth: int) -> Node | None:
        """What follows a letter that a scan got wrong: only where one label is meant, and never a digit."""
        if depth < _LETTERS_TO_SUSPECT or len(node.after) != 1:
            return None
        ((meant, after),) = node.after.items()
        if not (letter.isalpha() and meant.isalpha()):
            return None
        if self.slipped == self.slips:
            self.would_slip = True
            return None
        self.slipped += 1
        return after

    def _keep(self, label: Label, number: int, place: int) -> None:
        if self.aside and label.row not in _MAY_BE_PARTED:
            return
        if self.slipped * _LETTERS_A_SLIP > len(label.words):
            return
        found = Found(label, self.start, number, place, self.aside, self.aside_at)
        if label.more:
            found = _to_its_end(found, self.lines)
        self.best = _closed(found, self.lines[found.end]) or self.best


def _closed(found: Found, line: str) -> Found | None:
    """The label with its own stop and colon, or None if the words after it make it none."""
    after = _AFTER.match(line, found.offset)
    offset = after.end() if after else found.offset
    has_colon = after is not None and bool(after["colon"])
    if not _may_follow(found.label, line, offset, has_colon=has_colon):
        return None
    return found._replace(offset=offset, has_colon=has_colon)


def _may_follow(label: Label, line: str, offset: int, *, has_colon: bool) -> bool:
    """Whether the words on the line after a label leave it one."""
    if label.row is Row.ANNEX:
        return has_colon or _ANNEX_NAME.fullmatch(line, offset) is not None
    if label.manner is Manner.OPEN or (has_colon and label.manner is not Manner.LINE):
        return True
    rest = line[offset:]
    if _LETTER.search(rest) is None:
        return True
    gap = CELL_BREAK.match(line, offset)
    if gap is not None and (label.manner is Manner.CELL or (label.manner is Manner.WHOLE and "\t" in gap[0])):
        return True
    if label.row is Row.CATEGORY:
        return _TWO_NUMBERS.fullmatch(rest) is not None
    return label.row is Row.TITLE and _BRACKETED.fullmatch(rest) is not None


def _to_its_end(found: Found, lines: Sequence[str]) -> Found:
    """The sentence to its last letter, a slip or two aside, else to the end of its line."""
    more, slips = found.label.more, len(found.label.more) // _LETTERS_A_SLIP + 1
    number, place, walked = found.end, found.offset, 0
    while number < len(lines) and lines[number].strip(" \t"):
        for word in _WORD.finditer(lines[number], place):
            letters = word[0].casefold()
            slips -= _unlike(letters, more[walked : walked + len(letters)])
            walked += len(letters)
            if slips < 0:
                return found._replace(offset=len(lines[found.end]))
            if walked >= len(more):
                return found._replace(end=number, offset=word.end())
        number, place = number + 1, 0
    return found._replace(end=number - 1, offset=len(lines[number - 1]))


def _unlike(letters: str, meant: str) -> int:
    """How many letters differ from those that are meant."""
    if letters == meant:
        return 0
    return sum(letter != other for letter, other in zip_longest(letters, meant))
