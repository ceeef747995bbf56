"""A paper's text written as a Word file: tables, lists and automatic numbers, as Word keeps them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from tests.workflow.papers.word_files import (
    level,
    line,
    lists,
    numbered,
    p,
    r,
    row,
    table,
    word_file,
)

OUTLINE = [
    level(0, "decimal", "%1.", '<w:pStyle w:val="Heading1"/>'),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "%3."),
    level(3, "lowerRoman", "%4."),
]
PLAIN = [level(0, "decimal", "%1.")]
BULLETS = [level(0, "bullet", "\uf0b7", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>')]
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
NUMBERING = lists(OUTLINE, PLAIN, BULLETS, PLAIN)

_KINDS = (
    (re.compile(r"(?:- )?[1-8]\. (?P<text>[^:]{4,60}:)"), '<w:pStyle w:val="Heading1"/>'),
    (re.compile(r"[- ]*[0-9]\.[0-9]+ (?P<text>.+)"), numbered(1, 1)),
    (re.compile(r"[- ]*[a-h]\. (?P<text>.+)"), numbered(1, 2)),
    (re.compile(r"[- ]*i+\. (?P<text>.+)"), numbered(1, 3)),
    (re.compile(r" +- [0-9]\. (?P<text>.+)"), numbered(4)),
    (re.compile(r"[- ]*[0-9]\. (?P<text>.+)"), numbered(2)),
    (re.compile(r" *- (?:o )?(?P<text>.+)"), numbered(3)),
)
_RULE = re.compile(r"\|[-|]+")


def as_word(printed: str, instead: Mapping[str, str] | None = None) -> bytes:
    """The text as a .docx of paragraphs and tables, every number and bullet an automatic one.

    `instead` gives, for a line of the text, the elements that stand in its place.
    """
    elements = list(_elements(printed))
    for text, element in (instead or {}).items():
        elements[elements.index(_paragraph(text))] = element
    return _file("".join(elements))


def as_layout(printed: str) -> bytes:
    """The same with the whole form in one table: a label and its value a row, a section a cell."""
    rows = []
    for is_short, elements in groupby(_parts(printed), lambda part: part[0]):
        for _, lines in elements:
            rows.append(_value_row(lines[0]) if is_short else row("".join(_elements("\n".join(lines))) + p()))
    return _file(table(*rows))


def _file(body: str) -> bytes:
    return word_file(body, styles=STYLES, numbering=NUMBERING)


def _elements(printed: str) -> Iterator[str]:
    lines = [text for text in printed.split("\n") if not _RULE.fullmatch(text)]
    for is_table, together in groupby(lines, _is_row):
        if is_table:
            yield table(*(row(*_cells(text)) for text in together))
        else:
            yield from (_paragraph(text) for text in together if text.strip())


def _is_row(text: str) -> bool:
    return "\t" in text or text.startswith("|")


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip("|").split("|" if text.startswith("|") else "\t")]


def _paragraph(text: str) -> str:
    for pattern, properties in _KINDS:
        found = pattern.fullmatch(text)
        if found:
            return line(found["text"], properties)
    if "<u>" not in text:
        return line(text)
    before, underlined, after = re.split("</?u>", text)
    return p(r(before), r(underlined, '<w:u w:val="single"/>'), r(after))


def _parts(printed: str) -> Iterator[tuple[bool, Sequence[str]]]:
    """The form cut before every heading: lines of a label and its value, and the rest in long parts."""
    part: list[str] = []
    for text in printed.split("\n"):
        is_short = re.fullmatch(r"(?:[A-Z][\w/ ]+:|Decision no\.) .+", text) is not None
        if is_short or re.match(
            r"(?:- )?[1-8]\. [^:]{4,60}:$|Originator checklist|Is this", text.strip("| ")
        ):
            if part:
                yield False, part
            part = []
        if is_short:
            yield True, [text]
        else:
            part.append(text)
    yield False, part


def _value_row(text: str) -> str:
    label, _, value = re.sub(r"^(Decision no\.) ", r"\1: ", text).partition(": ")
    return row(label if label.endswith(".") else f"{label}:", value)
