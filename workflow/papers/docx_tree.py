"""XML of a Word file → a small tree of what counts. Refuses what no Word file has, such as entities."""

from collections.abc import Iterator, Mapping
from xml.parsers import expat

from workflow.papers.refused import Unreadable

MOST_ELEMENTS = 250_000
"""More than five hundred pages have; keeps the memory of one file below 256 MB. Source: threats, A39."""

MOST_CHARACTERS = 10_000_000
DEEPEST = 200
"""Far more than Word writes; less than what reading a tree by recursion can bear."""

DAMAGED = "it is damaged. Open it in Word, save it again as .docx and try again."
_ENTITIES = (
    "it holds a document type definition, which no Word file has. Save it in Word as .docx and try again."
)
_TOO_MUCH = "it holds far more text than a decision paper. Take the annexes out and try again."
_TOO_DEEP = "it is nested deeper than Word nests. Open it in Word, save it again and try again."

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PREFIXES = {
    _WORD: "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "r:",
}
_OTHER = "other:"

_DELETED = ("w:del", "w:moveFrom", "w:delText")
_FORMER = ("w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:numberingChange")
_UNPRINTED = ("w:instrText", "w:delInstrText", "w:rt", "w:sectPr")
# The element itself stays, as a sign; what it holds is not read. A fallback says the same once more.
_CLOSED = frozenset((*_DELETED, *_FORMER, *_UNPRINTED, "mc:Fallback"))
_WITH_TEXT = frozenset({"w:t", "m:t"})
_OF_STYLES = ("val", "type", "styleId", "default", "numId", "abstractNumId", "ilvl")
_OF_RUNS = ("font", "char", "ascii", "hAnsi", "fldCharType")
_OF_RELATIONS = ("Id", "Type", "Target", "TargetMode")
_ATTRIBUTES = frozenset(
    (*(f"{prefix}{name}" for prefix in ("w:", "w14:") for name in (*_OF_STYLES, *_OF_RUNS)), *_OF_RELATIONS)
)


class Node:
    """An element: its short name (`w:p` in both of Word's namespaces), attributes, children and own text."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""

    def child(self, tag: str) -> "Node | None":
        """The first child of that name, or None."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> "Iterator[Node]":
        """The children of that name, in order."""
        return (child for child in self.children if child.tag == tag)

    def value(self, tag: str) -> str | None:
        """The `val` of the first child of that name, or None."""
        child = self.child(tag)
        return child.attributes.get("val") if child else None

    def switch(self, tag: str) -> bool | None:
        """Whether a child of that name switches its property on (True) or off (False); None without one."""
        child = self.child(tag)
        return None if child is None else child.attributes.get("val") not in ("0", "false", "off")


def tree_of(part: bytes, *, name: str) -> Node:
    """The tree of one part. Unreadable if it is no well-formed XML or too large."""
    builder = _Builder(name)
    try:
        # In one piece: fed in many, expat reads a long attribute anew with each (CVE-2023-52425).
        builder.parser.Parse(part, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # An encoding that nobody knows is a LookupError, one of several bytes a ValueError.
        raise Unreadable(name, DAMAGED) from error
    return builder.root.children[0]


class _Builder:
    """Listens to the parser: counts, and keeps what counts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = Node("", {})
        self.open = [self.root]
        self.closed = 0
        self.elements = 0
        self.characters = 0
        self.heard: list[str] = []
        self.tags: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_entities
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _refuse_entities(self, *_: object) -> None:
        raise Unreadable(self.name, _ENTITIES)

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise Unreadable(self.name, _TOO_MUCH)
        if len(self.open) + self.closed > DEEPEST:
            raise Unreadable(self.name, _TOO_DEEP)
        if self.closed:
            self.closed += 1
            return
        tag = self.tags.get(full_name) or self._short(full_name)
        node = Node(tag, self._kept(attributes) if attributes else {})
        self.open[-1].children.append(node)
        if tag in _CLOSED:
            self.closed = 1
        else:
            self.open.append(node)

    def _end(self, _: str) -> None:
        if self.closed:
            self.closed -= 1
            return
        node = self.open.pop()
        if node.tag in _WITH_TEXT:
            node.text = "".join(self.heard)
            self.heard.clear()

    def _characters(self, text: str) -> None:
        if self.closed or self.open[-1].tag not in _WITH_TEXT:
            return
        self.characters += len(text)
        if self.characters > MOST_CHARACTERS:
            raise Unreadable(self.name, _TOO_MUCH)
        self.heard.append(text)

    def _kept(self, attributes: dict[str, str]) -> dict[str, str]:
        kept = {}
        for full_name, value in attributes.items():
            short = self.tags.get(full_name) or self._short(full_name)
            if short in _ATTRIBUTES:
                kept[short.rpartition(":")[2]] = value
        return kept

    def _short(self, full_name: str) -> str:
        space, _, local = full_name.rpartition(" ")
        short = f"{_PREFIXES.get(space, _OTHER)}{local}" if space else local
        if len(self.tags) < MOST_ELEMENTS // 100:
            self.tags[full_name] = short
        return short
