"""A Word package around a document's body: styles, numbering, settings, and the zip that holds them."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape

from workflow.papers.blank_word import CONTROL_ID

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold. A fixed one, so that the same form gives the same bytes."""

_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_PART}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_PART}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_PART}.numbering+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_PART}.settings+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_SETTINGS = (
    f'{_XML}<w:settings {_WORD}><w:defaultTabStop w:val="720"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>'
)
_A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134"'
    ' w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial"'
    ' w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
    '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)
_OTHER_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="595959"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_HEADINGS = (
    ("Title", "Title", 36),
    ("Heading1", "heading 1", 30),
    ("Heading2", "heading 2", 26),
    ("Heading3", "heading 3", 24),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """How the paragraphs of one list number themselves: prefix `6.` and first 1 give 6.1, 6.2 …

    `key` is the stable key of the list. With no prefix the numbers have a full stop after them: 1. 2. 3.
    """

    key: str
    prefix: str
    first: int


def package(body: str, *, title: str, listings: Sequence[Listing]) -> bytes:
    """The .docx of a body. No clock: nothing in it says when it was made."""
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}, core="docProps/core.xml"),
        "docProps/core.xml": _core(title),
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": _relations(
            {n: f"{n}.xml" for n in ("styles", "numbering", "settings")}
        ),
        "word/styles.xml": _styles(listings),
        "word/numbering.xml": _numbering(listings),
        "word/settings.xml": _SETTINGS,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content.encode())
    return packed.getvalue()


def style_of(key: str) -> str:
    """The paragraph style of the list with that key: `strategic_aims` has `ListStrategicAims`."""
    return "List" + key.title().replace("_", "")


def _document(body: str) -> str:
    numbers = count(1)
    numbered = re.sub(re.escape(CONTROL_ID), lambda _: f'<w:id w:val="{next(numbers)}"/>', body)
    return (
        f"{_XML}<w:document {_WORD}"
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14">'
        f"<w:body>{numbered}{_A4}</w:body></w:document>"
    )


def _relations(targets: dict[str, str], *, core: str | None = None) -> str:
    kinds = {f"{_OFFICE}/{kind}": target for kind, target in targets.items()}
    if core:
        kinds[f"{_PACKAGE}/relationships/metadata/core-properties"] = core
    links = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds.items(), start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _styles(listings: Sequence[Listing]) -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>'
        f"{_outline(key)}</w:pPr>"
        f'<w:rPr><w:b/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        for key, name, size in _HEADINGS
    )
    lists = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_of(listing.key)}">'
        f'<w:name w:val="List {listing.key.replace("_", " ")}"/><w:basedOn w:val="Normal"/>'
        f'<w:qFormat/><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:style>'
        for number, listing in enumerate(listings, start=1)
    )
    others = _OTHER_STYLES.format(borders=_BORDERS)
    return f"{_XML}<w:styles {_WORD}>{_DEFAULTS}{others}{headings}{lists}</w:styles>"


def _outline(style: str) -> str:
    level = style.removeprefix("Heading")
    return f'<w:outlineLvl w:val="{int(level) - 1}"/>' if level.isdigit() else ""


def _numbering(listings: Sequence[Listing]) -> str:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(_levels(listing))}</w:abstractNum>"
        for number, listing in enumerate(listings, start=1)
    )
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(1, len(listings) + 1)
    )
    return f"{_XML}<w:numbering {_WORD}>{kinds}{lists}</w:numbering>"


def _levels(listing: Listing) -> Iterator[str]:
    """Numbers, below them letters, below them bullets, as the form's papers have them."""
    style = f'<w:pStyle w:val="{style_of(listing.key)}"/>'
    printed = f"{listing.prefix}%1" if listing.prefix else "%1."
    levels = (
        ("decimal", listing.first, printed, style),
        ("lowerLetter", 1, "%2.", ""),
        ("bullet", 1, "•", ""),
    )
    for depth, (kind, first, words, names_style) in enumerate(levels):
        yield (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{first}"/><w:numFmt w:val="{kind}"/>{names_style}'
            f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{(depth + 1) * 567}" w:hanging="567"/></w:pPr></w:lvl>'
        )
