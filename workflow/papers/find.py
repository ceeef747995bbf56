"""Finding labels in lines: by letters and digits alone, over line ends, past a cell that stands between."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workflow.papers.labels import Label, Manner, Node, Row
from workflow.papers.text import CELL_BREAK

_BEFORE = r"[ \t#>*_•-]*(?:o[ \t]+)?[ \t#>*_•-]*"
_LIST_MARK = re.compile(r"(?:[0-9]{1,2}|[a-z]|[ivx]+)[.)][ \t]*+", re.IGNORECASE)
_AFTER = re.compile(r"[.?!)\]'\"’”]*(?:\*\*|__)?(?:[ \t]*(?P<colon>:)(?:\*\*|__)?)?")
_LETTER = re.compile(r"[^\W_]")
_BRACKETED = re.compile(r"[ \t]*\([^()]*\)[ \t*_]*")

_MAY_BE_PARTED = (Row.QUESTION, Row.CATEGORY, Row.CHECKLIST, Row.CONFIDENTIAL)
_ENOUGH_BEFORE_A_CELL = 12
"""So many letters of a table's label must stand before the cell that parts it over two lines."""

_LETTERS_A_SLIP = 20
_LETTERS_TO_SUSPECT = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A label where it stands: from line `start` to before `offset` of line `end`; `aside` parts it."""

    label: Label
    start: int
    end: int
    offset: int
    aside: str = ""


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
    found = _Walk(lines, following, number).from_offset(place, tree)
    mark = _LIST_MARK.match(lines[number], place)
    if found is None and mark:
        return _Walk(lines, following, number).from_offset(mark.end(), tree)
    return found


@dataclass(frozen=True, slots=True)
class _Reached:
    """How far a line's letters lead: the node and its depth, whether they part there, and at which cell."""

    node: Node
    depth: int
    is_stopped: bool = False
    cell: int | None = None


class _Walk:
    """One comparison of the letters from a place on with the tree of labels."""

    def __init__(self, lines: Sequence[str], following: Sequence[int], start: int) -> None:
        self.lines = lines
        self.following = following
        self.start = start
        self.aside = ""
        self.best: Found | None = None

    def from_offset(self, offset: int, tree: Node) -> Found | None:
        """The longest label whose letters stand from there on, or None."""
        number, reached = self.start, _Reached(tree, 0)
        while number < len(self.lines) and reached.node.after:
            reached = self._along(number, offset, node=reached.node, depth=reached.depth)
            if reached.cell is not None:
                self.aside = f"{self.aside} {self.lines[number][reached.cell :]}"
            elif reached.is_stopped:
                break
            number, offset = self.following[number], 0
        return self.best

    def _along(self, number: int, offset: int, *, node: Node, depth: int) -> _Reached:
        line, place = self.lines[number], offset
        before_cell: _Reached | None = None
        while place < len(line):
            character = line[place]
            if not character.isalnum():
                cell = CELL_BREAK.match(line, place)
                place = cell.end() if cell else place + 1
                if cell and depth >= _ENOUGH_BEFORE_A_CELL:
                    before_cell = _Reached(node, depth, cell=place)
                continue
            for letter in character.casefold():
                if letter not in node.after:
                    return before_cell or _Reached(node, depth, is_stopped=True)
                node, depth = node.after[letter], depth + 1
            place += 1
            if node.label and not line[place : place + 1].isalnum():
                self._keep(node.label, number, place)
        return _Reached(node, depth)

    def _keep(self, label: Label, number: int, place: int) -> None:
        if self.aside and label.row not in _MAY_BE_PARTED:
            return
        found = Found(label, self.start, number, place, self.aside.strip(" \t"))
        if label.more:
            found = _to_its_end(found, self.lines)
        self.best = _closed(found, self.lines[found.end]) or self.best


def _closed(found: Found, line: str) -> Found | None:
    """The label with its own stop and colon, or None if the words after it make it none."""
    after = _AFTER.match(line, found.offset)
    offset = after.end() if after else found.offset
    rest = line[offset:]
    gap = CELL_BREAK.match(line, offset)
    accepted = (
        found.label.manner is Manner.OPEN
        or (after is not None and bool(after["colon"]))
        or _LETTER.search(rest) is None
        or (gap is not None and (found.label.manner is Manner.CELL or "\t" in gap[0]))
        or (found.label.row is Row.TITLE and _BRACKETED.fullmatch(rest) is not None)
    )
    return replace(found, offset=offset) if accepted else None


def _to_its_end(found: Found, lines: Sequence[str]) -> Found:
    """The sentence to its last letter, a slip or two aside, else to the end of its line."""
    more, slips = found.label.more, len(found.label.more) // _LETTERS_A_SLIP + 1
    number, place, walked = found.end, found.offset, 0
    while number < len(lines) and lines[number].strip(" \t"):
        line = lines[number]
        while place < len(line) and walked < len(more):
            if line[place].isalnum():
                slips -= line[place].casefold() != more[walked]
                walked += 1
            place += 1
            if slips < 0:
                return replace(found, offset=len(lines[found.end]))
        if walked == len(more):
            return replace(found, end=number, offset=place)
        number, place = number + 1, 0
    return replace(found, end=number - 1, offset=len(lines[number - 1]))
