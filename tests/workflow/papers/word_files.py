"""Word files written by hand, element by element, as Word and its kin write them."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from workflow.papers.docx import text_of

TRANSITIONAL = "http://schemas.openxmlformats.org"
STRICT = "http://purl.oclc.org/ooxml"
NAMESPACES = {
    "w": "{base}/wordprocessingml/{main}",
    "r": "{base}/officeDocument/{relationships}",
    "m": "{base}/officeDocument/{math}",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def word_file(
    body: str, *, styles: str = "", numbering: str = "", is_strict: bool = False, **more: str | bytes
) -> bytes:
    """A .docx with this body; `styles` and `numbering` are what stands in those parts."""
    return packed(parts_of(body, styles=styles, numbering=numbering, is_strict=is_strict) | more)


def parts_of(
    body: str, *, styles: str = "", numbering: str = "", is_strict: bool = False
) -> dict[str, str | bytes]:
    base = STRICT if is_strict else TRANSITIONAL
    kinds = "/relationships" if is_strict else "/2006/relationships"
    kind = f"{base}/officeDocument{kinds}"
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations({f"{kind}/officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relations(
            {f"{kind}/styles": "styles.xml", f"{kind}/numbering": "/word/numbering.xml"}
        ),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>", is_strict=is_strict),
        "word/styles.xml": _part("styles", styles, is_strict=is_strict),
        "word/numbering.xml": _part("numbering", numbering, is_strict=is_strict),
    }


def relations(targets: Mapping[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{number}" Type={quoteattr(kind)} Target={quoteattr(target)}/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def text(body: str, *, styles: str = "", numbering: str = "", is_strict: bool = False) -> str:
    """What is read of a .docx with this body."""
    data = word_file(body, styles=styles, numbering=numbering, is_strict=is_strict)
    return text_of(data, name="paper.docx")


def r(content: str, properties: str = "") -> str:
    """A run of text."""
    return run(f'<w:t xml:space="preserve">{escape(content)}</w:t>', properties)


def run(inside: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def p(*inside: str, properties: str = "") -> str:
    """A paragraph of elements."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def line(content: str, properties: str = "") -> str:
    """A paragraph of one text."""
    return p(r(content), properties=properties)


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A row of cells; a cell is its paragraphs, or a text for one paragraph."""
    return f"<w:tr>{''.join(cell(content) for content in cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    if content.startswith("<w:tc>"):
        return content
    inside = content if content.startswith("<") else line(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def control(inside: str, properties: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def tick(checked: str | None, glyph: str = "☐") -> str:
    """The properties and the run of a tick box; `checked` as stored, None for no state."""
    state = "" if checked is None else f'<w14:checked w14:val="{checked}"/>'
    return control(r(glyph), f"<w14:checkbox>{state}</w14:checkbox>")


def numbered(number_id: int, level: int = 0) -> str:
    """Paragraph properties that put it in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'


def level(number: int, kind: str, printed: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f"<w:lvlText w:val={quoteattr(printed)}/></w:lvl>"
    )


def lists(*definitions: Iterable[str], overrides: Mapping[int, str] | None = None) -> str:
    """Numbering of these lists, each of its levels; list 1 is `numId` 1. `overrides` add a `numId` from 101
    on, each going on with list 1."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'
        for number, levels in enumerate(definitions, 1)
    )
    plain = "".join(_number(number, number, "") for number in range(1, len(definitions) + 1))
    changed = "".join(_number(number, 1, inside) for number, inside in (overrides or {}).items())
    return abstract + plain + changed


def _number(number: int, abstract: int, inside: str) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inside}</w:num>'


def _part(root: str, inside: str, *, is_strict: bool) -> str:
    words = (
        {"base": STRICT, "main": "main", "relationships": "relationships", "math": "math"}
        if is_strict
        else {
            "base": TRANSITIONAL,
            "main": "2006/main",
            "relationships": "2006/relationships",
            "math": "2006/math",
        }
    )
    spaces = "".join(f' xmlns:{prefix}="{uri.format(**words)}"' for prefix, uri in NAMESPACES.items())
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root}{spaces}>{inside}</w:{root}>'
