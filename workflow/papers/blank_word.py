"""Pieces of a Word document as text: paragraphs, headings, tables and content controls. Knows no form."""

import textwrap
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

CONTROL_ID = "<w:id/>"
"""Stands in each content control for its number; the package puts the numbers in."""

_LONGEST_NAME = 64
"""Word calls a file broken that has a longer tag or title on a content control."""

_PROMPT = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
_STRONG = "<w:rPr><w:b/></w:rPr>"
_BOX = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
_EMPTY_BOX = (
    '<w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/></w:rPr>'
    "<w:t>\u2610</w:t></w:r>"
)
_DAY = (
    '<w:date><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="en-GB"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)


def run(words: str, *, is_strong: bool = False) -> str:
    """Printed words; strong ones are labels."""
    return _run(words, _STRONG if is_strong else "")


def paragraph(*content: str, style: str | None = None) -> str:
    """A paragraph of runs and controls."""
    properties = f"<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>" if style else ""
    return f"<w:p>{properties}{''.join(content)}</w:p>"


def heading(words: str, *, level: int) -> str:
    """A heading that assistive technology can list; level 1 is the highest."""
    return paragraph(run(words), style=f"Heading{level}")


def line(label: str, control: str) -> str:
    """A label and the place to fill beside it."""
    return paragraph(run(label, is_strong=True), run(" "), control)


def text(tag: str, *, label: str, prompt: str, is_day: bool = False) -> str:
    """A place for a few words, or for a day, within a paragraph."""
    return _control(tag, label, _DAY if is_day else "<w:text/>", _run(prompt, _PROMPT), is_prompt=True)


def passage(tag: str, *, label: str, prompt: str, style: str | None = None) -> str:
    """A place for paragraphs."""
    content = paragraph(_run(prompt, _PROMPT), style=style)
    return _control(tag, label, "<w:richText/>", content, is_prompt=True)


def choice(tag: str, *, label: str, words: Sequence[str], chosen: str = "", prompt: str = "") -> str:
    """One of the words, chosen from a list: the chosen one stands there, else the prompt."""
    items = (f"<w:listItem w:displayText={quoteattr(word)} w:value={quoteattr(word)}/>" for word in words)
    kind = f"<w:dropDownList>{''.join(items)}</w:dropDownList>"
    return _control(tag, label, kind, _run(chosen or prompt, "" if chosen else _PROMPT), is_prompt=not chosen)


def box(tag: str, *, label: str) -> str:
    """A tick box, not ticked."""
    return _control(tag, label, _BOX, _EMPTY_BOX, is_prompt=False)


def table(rows: Sequence[str], widths: Sequence[int], *, title: str) -> str:
    """A table with a title for those who hear it; widths in twentieths of a point."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
        f"<w:tblCaption w:val={quoteattr(title)}/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def row(cells: Sequence[str], widths: Sequence[int], *, is_head: bool = False) -> str:
    """A row of a table that no page end cuts; the head is repeated on every page."""
    repeated = "<w:tblHeader/>" if is_head else ""
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(cell)}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{filled}</w:tr>"


def _run(words: str, properties: str) -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _control(tag: str, label: str, kind: str, content: str, *, is_prompt: bool) -> str:
    name = textwrap.shorten(label, _LONGEST_NAME, placeholder="…")
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(name)}/><w:tag w:val={quoteattr(tag[:_LONGEST_NAME])}/>"
        f'{CONTROL_ID}<w:lock w:val="sdtLocked"/>{"<w:showingPlcHdr/>" if is_prompt else ""}{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
