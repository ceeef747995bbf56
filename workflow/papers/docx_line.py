"""One paragraph of a Word file → its text in pieces, struck or not, and the text boxes anchored in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from workflow.papers.docx_styles import Styles, whole_number
from workflow.papers.docx_symbols import in_font, symbol
from workflow.papers.docx_tree import Node
from workflow.papers.text import STRUCK_END, STRUCK_START

_NOTHING = Node("", {})
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
_WITHOUT_MARKS = str.maketrans(dict.fromkeys((STRUCK_START, STRUCK_END)))
_LINE_ENDS = re.compile(r"(\n)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph's text. A tick box is a piece too."""

    text: str
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What a paragraph says; `boxes` are the contents of the text boxes that hang on it."""

    pieces: list[Piece]
    boxes: list[Node]


def read_line(paragraph: Node, *, styles: Styles, paragraph_style: str) -> Line:
    """The paragraph's text as printed: no deletions, no hidden text, no instructions of fields."""
    reading = _Reading(styles, paragraph_style)
    reading.inside(paragraph)
    return Line(reading.pieces, reading.boxes)


def printed(pieces: Iterable[Piece]) -> str:
    """The pieces as one text, each struck part of a line between its marks."""
    return "".join(
        _between_marks(text) if is_struck else text
        for is_struck, text in (
            (is_struck, "".join(piece.text for piece in together).translate(_WITHOUT_MARKS))
            for is_struck, together in groupby(pieces, lambda piece: piece.is_struck)
        )
    )


def box_of(control: Node) -> str | None:
    """The tick box that a content control is, by its stored state; None if it is another control."""
    box = (control.child("w:sdtPr") or _NOTHING).child("w14:checkbox")
    return _box(box.switch("w14:checked")) if box else None


def is_placeholder(control: Node) -> bool:
    """Whether a content control shows its prompt, because nobody has filled it."""
    return bool((control.child("w:sdtPr") or _NOTHING).switch("w:showingPlcHdr"))


def _between_marks(text: str) -> str:
    lines = (f"{STRUCK_START}{part}{STRUCK_END}" if part.strip() else part for part in _LINE_ENDS.split(text))
    return "".join(lines)


def _box(is_checked: bool | None) -> str:
    return "☒" if is_checked else "☐"


class _Reading:
    """One walk through a paragraph. Fields end with it, so that a damaged one hides no more than it."""

    def __init__(self, styles: Styles, paragraph_style: str) -> None:
        self.styles = styles
        self.paragraph_style = paragraph_style
        self.pieces: list[Piece] = []
        self.boxes: list[Node] = []
        self._fields: list[bool] = []
        """For each open field, whether its instruction is still running."""
        self._instructions = 0

    def inside(self, node: Node) -> None:
        """Read all that stands in an element: insertions, links, smart tags and the like are transparent."""
        for child in node.children:
            match child.tag:
                case "w:r":
                    self._run(child)
                case "m:t":
                    self._add(child.text)
                case "w:sdt":
                    self._control(child)
                case "w:pPr" | "w:del" | "w:moveFrom":
                    pass
                case _:
                    self._object(child)

    def _run(self, run: Node) -> None:
        properties = run.child("w:rPr") or _NOTHING
        look = self.styles.look(properties, paragraph_style=self.paragraph_style)
        font = _font(properties)
        for child in run.children:
            if child.tag == "w:fldChar":
                self._field(child)
            elif look.is_hidden or child.tag == "w:rPr":
                continue
            elif (text := _said(child, font)) is not None:
                self._add(text, is_struck=look.is_struck)
            else:
                self._object(child)

    def _object(self, child: Node) -> None:
        """A drawing, a picture or a wrapper: only text boxes and what is text in them are read."""
        if child.tag == "w:txbxContent":
            self.boxes.append(child)
        elif child.tag == "mc:AlternateContent":
            # Each choice is the same content once more.
            self.inside(child.child("mc:Choice") or _NOTHING)
        else:
            self.inside(child)

    def _control(self, control: Node) -> None:
        box = box_of(control)
        start = len(self.pieces)
        if box is None and is_placeholder(control):
            return
        self.inside(control.child("w:sdtContent") or _NOTHING)
        if box is not None:
            # The state counts, whatever sign stands inside.
            shown = self.pieces[start:]
            self.pieces[start:] = [Piece(box, bool(shown) and shown[0].is_struck)]

    def _field(self, mark: Node) -> None:
        match mark.attributes.get("fldCharType"):
            case "begin":
                self._add(_form_field(mark))
                self._fields.append(True)
                self._instructions += 1
            case "separate" if self._fields:
                self._instructions -= self._fields[-1]
                self._fields[-1] = False
            case "end" if self._fields:
                self._instructions -= self._fields.pop()

    def _add(self, text: str, *, is_struck: bool = False) -> None:
        if text and not self._instructions:
            self.pieces.append(Piece(text, is_struck))


def _said(child: Node, font: str) -> str | None:
    """The text of one element of a run; None if it is no text but may hold some."""
    match child.tag:
        case "w:t":
            text = child.text.replace("\n", " ")
            return in_font(text, font=font) if font else text
        case "w:br":
            # After a page's or column's end the text stands by itself, as after an empty line.
            return "\n\n" if child.attributes.get("type") in ("page", "column") else "\n"
        case "w:sym":
            return symbol(child.attributes.get("char", ""), font=child.attributes.get("font", ""))
        case _:
            return _SIGNS.get(child.tag)


def _font(properties: Node) -> str:
    fonts = properties.child("w:rFonts")
    return (fonts.attributes.get("ascii") or fonts.attributes.get("hAnsi") or "") if fonts else ""


def _form_field(mark: Node) -> str:
    """What an older form field shows that has no text of its own: a tick box, or the chosen entry."""
    field = mark.child("w:ffData") or _NOTHING
    box, entries = field.child("w:checkBox"), field.child("w:ddList")
    if box:
        is_checked = box.switch("w:checked")
        return _box(box.switch("w:default") if is_checked is None else is_checked)
    return next(_chosen(entries), "") if entries else ""


def _chosen(entries: Node) -> Iterator[str]:
    chosen = whole_number(entries.value("w:result") or entries.value("w:default") or "0")
    for number, entry in enumerate(entries.all("w:listEntry")):
        if number == chosen:
            yield entry.attributes.get("val", "")
