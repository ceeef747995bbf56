"""The body of a Word file → blocks of lines: a paragraph is a block, rows of a table are lines of one.

A table may be data, or the layout of the whole form: a row whose cells each hold one short text is a line
with tabs; a row with a longer cell gives its paragraphs as blocks of their own, cell by cell.
"""

import re
from collections.abc import Iterator, Sequence

from workflow.papers.docx_line import Piece, box_of, is_placeholder, printed, read_line
from workflow.papers.docx_numbers import Numbering
from workflow.papers.docx_styles import Styles
from workflow.papers.docx_tree import Node
from workflow.papers.items import starts_with_mark

_NOTHING = Node("", {})
_WRAPPERS = ("w:customXml", "w:smartTag", "w:ins", "w:moveTo")
_WHITE = re.compile(r"\s{2,}|[^\S ]")
_LONGEST_CELL = 200
"""Paragraphs of a cell that have no more letters together are one text."""

_MARK_ALONE = re.compile(
    r"(?:[☐☒☑✓✔] ?)?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|\(?(?:[0-9]{1,2}|[a-z]|[ivx]+)[.)])|[☐☒☑✓✔•-]",
    re.IGNORECASE,
)
_ENDS = (".", ";", "?", "!")


class Story:
    """The document while it is read from its first paragraph to its last, which counts its lists."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._carried: list[Piece] = []

    def blocks_of(self, container: Node, *, instead: str | None = None) -> list[str]:
        """The blocks of a body, a cell or a text box; with `instead`, what its paragraphs show in truth."""
        blocks = list(self._blocks(container, instead))
        return [*blocks, *self._flushed()]

    def _blocks(self, container: Node, instead: str | None) -> Iterator[str]:
        for child, shown in _unwrapped(container, ("w:p", "w:tbl"), instead):
            if child.tag == "w:p":
                yield from self._paragraph(child, shown)
            else:
                yield from self._flushed()
                yield from self._table(child, shown)

    def _flushed(self) -> Iterator[str]:
        carried, self._carried = self._carried, []
        return _filled(printed(carried))

    def _paragraph(self, paragraph: Node, instead: str | None) -> Iterator[str]:
        properties = paragraph.child("w:pPr") or _NOTHING
        style = self._styles.paragraph_style(properties)
        line = read_line(paragraph, styles=self._styles, paragraph_style=style)
        self._carried.extend(line.pieces if instead is None else [Piece(instead)])
        # Without its end, the paragraph is the beginning of the next one.
        if not self._is_mark_gone(properties, style):
            pieces, self._carried = self._carried, []
            number = self._numbering.next_number(properties, paragraph_style=style)
            yield from _filled(printed(_numbered(pieces, number)))
        for box in line.boxes if instead is None else ():
            yield from self._box_blocks(box)

    def _box_blocks(self, box: Node) -> list[str]:
        carried, self._carried = self._carried, []
        blocks = self.blocks_of(box)
        self._carried = carried
        return blocks

    def _is_mark_gone(self, properties: Node, style: str) -> bool:
        mark = properties.child("w:rPr") or _NOTHING
        if mark.child("w:del") or mark.child("w:moveFrom"):
            return True
        return self._styles.look(mark, paragraph_style=style).is_hidden

    def _table(self, table: Node, instead: str | None) -> Iterator[str]:
        """Rows in lines stand together as one block, so that the table ends where an empty line stands."""
        rows: list[str] = []
        for row, shown in _unwrapped(table, ("w:tr",), instead):
            if (row.child("w:trPr") or _NOTHING).child("w:del"):
                continue
            cells = [self._cell(cell, inner) for cell, inner in _unwrapped(row, ("w:tc",), shown)]
            if len(cells) > 1 and _are_one_line(cells):
                rows.append("\t".join(_WHITE.sub(" ", " ".join(cell)) for cell in cells))
                continue
            yield from _filled("\n".join(rows))
            rows = []
            yield from _after_marks(cells)
        yield from _filled("\n".join(rows))

    def _cell(self, cell: Node, instead: str | None) -> list[str]:
        properties = cell.child("w:tcPr") or _NOTHING
        blocks = self.blocks_of(cell, instead=instead)
        is_continued = any(
            merge is not None and merge.attributes.get("val", "continue") == "continue"
            for merge in (properties.child("w:vMerge"), properties.child("w:hMerge"))
        )
        return [] if is_continued or properties.child("w:cellDel") else blocks


def _unwrapped(parent: Node, wanted: Sequence[str], instead: str | None) -> Iterator[tuple[Node, str | None]]:
    """The wanted elements, also within content controls and other wrappers, with what each shows."""
    for child in parent.children:
        if child.tag in wanted:
            yield child, instead
        elif child.tag == "w:sdt":
            yield from _unwrapped(child.child("w:sdtContent") or _NOTHING, wanted, _shown(child, instead))
        elif child.tag == "mc:AlternateContent":
            yield from _unwrapped(child.child("mc:Choice") or _NOTHING, wanted, instead)
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, wanted, instead)


def _shown(control: Node, instead: str | None) -> str | None:
    box = box_of(control)
    if box is not None:
        return box
    return "" if is_placeholder(control) else instead


def _numbered(pieces: list[Piece], number: str) -> list[Piece]:
    text = "".join(piece.text for piece in pieces)
    if not number or not text.strip():
        return pieces
    # A number before a text that is struck from end to end counts, and is struck with it.
    is_struck = all(piece.is_struck for piece in pieces if piece.text.strip())
    return [Piece(f"{number} ", is_struck), *pieces]


def _filled(text: str) -> Iterator[str]:
    if text.strip():
        yield text.strip("\n")


def _are_one_line(cells: Sequence[Sequence[str]]) -> bool:
    """Whether every cell is one text. Of a label and its value, the value is kept in its paragraphs."""
    if not cells[0] and sum(map(bool, cells)) == 1:
        return False  # a paragraph that is moved in by empty cells
    is_pair = len(cells) == 2
    return all(
        _is_one_line(cell, may_be_joined=not (is_pair and number == 1)) for number, cell in enumerate(cells)
    )


def _is_one_line(cell: Sequence[str], *, may_be_joined: bool) -> bool:
    lines = [line for block in cell for line in block.split("\n") if line.strip()]
    if len(lines) <= 1:
        return True
    is_short = sum(len(line) for line in lines) <= _LONGEST_CELL
    return may_be_joined and is_short and not any(map(_stands_alone, lines, [*lines[1:], ""]))


def _stands_alone(line: str, following: str) -> bool:
    """Whether a paragraph of a cell is none that the next one goes on with."""
    ends = bool(following) and line.rstrip().endswith(_ENDS)
    return ends or ":" in line or starts_with_mark(line)


def _after_marks(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    """The blocks of a row, cell by cell; a number or a tick box in a cell of its own begins the next one."""
    mark = ""
    for cell in cells:
        if len(cells) > 1 and len(cell) == 1 and _MARK_ALONE.fullmatch(cell[0].strip()):
            mark = f"{mark}{cell[0].strip()} "
            continue
        for block in cell:
            yield f"{mark}{block}"
            mark = ""
    yield from _filled(mark.rstrip())
