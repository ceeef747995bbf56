"""The filled form as Word files: the blank form's places filled as in Word, or all typed anew."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from states.routes import Route
from states.submission import Item, Paper
from tests.workflow.papers.filled_txt import BULLET, blocks_of, emission_rows, listed
from workflow.papers.blank import blank_form

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FIELDS = ("subject", "originator", "reason", "submitted_to", "outcome_by", "marking")
_OUTCOMES = {None: "approved subject to further advice", "refused": "not approved"}


def controls_of(document: Any) -> dict[str, Any]:
    """The content controls of a document by their tags."""
    found = document.element.body.iter(qn("w:sdt"))
    return {control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")): control for control in found}


def filled_docx(paper: Paper, route: Route, *, is_numbered: bool) -> bytes:
    """The blank form with every place filled that the paper has something for.

    With `is_numbered`, a list's paragraphs take its automatic numbers where those give what the paper has;
    without, all marks are typed.
    """
    document = docx.Document(io.BytesIO(blank_form(route)))
    controls = controls_of(document)
    for tag, words in _words(paper):
        write(controls[tag], words)
    for tag in _ticks(paper, route):
        _tick(controls[tag])
    for key, items, keeps_marks in _lists(paper):
        style = _style_of(controls[key]) if is_numbered else None
        _write_list(controls[key], items, keeps_marks=keeps_marks, style=style)
    reasons = (paper.content.confidential_reasons or "").splitlines()
    _write_paragraphs(controls["confidential_reasons"], [_paragraph(reason) for reason in reasons])
    return saved(document)


def typed_docx(paper: Paper, route: Route, *, bullets: bool) -> bytes:
    """The form typed into an empty document: paragraphs, bulleted ones as list items, and tables."""
    document = docx.Document()
    for block in blocks_of(paper, route, bullets=bullets):
        if isinstance(block, str):
            style = "List Bullet" if block.startswith(BULLET) else None
            document.add_paragraph(block.removeprefix(BULLET), style=style)
            continue
        table = document.add_table(rows=0, cols=len(block[0]))
        for cells in block:
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
    return saved(document)


def write(control: Any, words: str) -> None:
    """Put the words into the control, as typing does: the prompt goes and its style with it."""
    run = next(_filled(control).iter(qn("w:r")))
    for style in run.findall(qn("w:rPr")):
        run.remove(style)
    run.find(qn("w:t")).text = words


def saved(document: Any) -> bytes:
    """The document as a file."""
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _words(paper: Paper) -> Iterator[tuple[str, str]]:
    content = paper.content
    values = {key: getattr(content, key) for key in _FIELDS} | {"number": paper.number}
    yield from ((key, value) for key, value in values.items() if value)
    for number, (_, *cells) in enumerate(emission_rows(content.emissions), start=1):
        keys = ("increase_tco2", "saving_tco2")
        yield from (
            (f"emissions {number} {key}", cell) for key, cell in zip(keys, cells, strict=True) if cell
        )
    for answer in content.checklist:
        if answer.reason:
            yield f"checklist {answer.key} reason", answer.reason
    for sign_off in paper.sign_offs:
        if sign_off.written:
            yield f"sign_offs {sign_off.office}", sign_off.written
            yield f"signature {sign_off.office}", "A. Scrawl"
    if paper.sign_offs[-1].written:
        yield "outcome", _OUTCOMES.get(paper.outcome) or str(paper.outcome)


def _ticks(paper: Paper, route: Route) -> Iterator[str]:
    for answer in paper.content.checklist:
        if answer.answer:
            yield f"checklist {answer.key} {answer.answer}"
    if paper.content.confidential:
        yield f"confidential {paper.content.confidential}"
    if paper.certificate.limb:
        yield f"certificate {paper.certificate.limb}"
    if paper.certificate.regulations and route.form.certificate:
        yield f"certificate {route.form.certificate.always.letter}"


def _lists(paper: Paper) -> Iterator[tuple[str, Sequence[Item], bool]]:
    content = paper.content
    yield "summary", content.summary, False
    yield "recommendation", content.recommendation, False
    for key, items in content.sections.items():
        # The lead-in to the table is printed and no part of what is filled in.
        yield key, items[1:] if key == "environmental" else items, True


def _filled(control: Any) -> Any:
    """The control's content, no longer a prompt."""
    properties = control.find(qn("w:sdtPr"))
    for prompt in properties.findall(qn("w:showingPlcHdr")):
        properties.remove(prompt)
    return control.find(qn("w:sdtContent"))


def _tick(control: Any) -> None:
    checked = next(control.iter(f"{_W14}checked"))
    checked.set(f"{_W14}val", "1")
    next(control.iter(qn("w:t"))).text = "☒"


def _style_of(control: Any) -> str | None:
    return next((style.get(qn("w:val")) for style in control.iter(qn("w:pStyle"))), None)


def _write_list(control: Any, items: Sequence[Item], *, keeps_marks: bool, style: str | None) -> None:
    texts = list(listed(items, keeps_marks=keeps_marks, bullets=True))
    if style is None:
        _write_paragraphs(control, [_paragraph(text) for text in texts])
        return
    automatic = _automatic(texts, printed=_first_number(control))
    _write_paragraphs(control, [_paragraph(text, style=style, level=level) for level, text in automatic])


def _first_number(control: Any) -> str:
    """The number that the list's first paragraph gets: the test's own knowledge of the form."""
    sections = {"ListSummary": "1.", "ListEnvironmental": "7.2"}
    order = ("Objective", "Background", "Considerations", "Options", "StrategicAims", "Financial")
    sections |= {f"List{name}": f"{place}.1" for place, name in enumerate(order, start=1)}
    return sections.get(_style_of(control) or "", "8.1")


def _automatic(texts: Sequence[str], *, printed: str) -> Iterator[tuple[int | None, str]]:
    """Each text with the level of the list that prints its mark, or with its mark and no level."""
    start, stop = printed.rstrip("."), printed[len(printed.rstrip(".")) :]
    before, _, count = start.rpartition(".")
    number, letter = int(count), 0
    for text in texts:
        prefix = f"{before}." if before else ""
        mark, words = text.partition(" ")[::2]
        if mark == f"{prefix}{number}{stop}":
            number, letter = number + 1, 0
            yield 0, words
        elif mark == f"{'abcdefgh'[letter]}.":
            letter += 1
            yield 1, words
        elif text.startswith(BULLET):
            yield 2, words
        else:
            yield None, text


def _paragraph(words: str, *, style: str | None = None, level: int | None = None) -> Any:
    properties = ""
    if style and level is not None:
        depth = f'<w:numPr><w:ilvl w:val="{level}"/></w:numPr>' if level else ""
        properties = f'<w:pPr><w:pStyle w:val="{style}"/>{depth}</w:pPr>'
    paragraph = parse_xml(f"<w:p {nsdecls('w')}>{properties}<w:r><w:t xml:space='preserve'/></w:r></w:p>")
    next(paragraph.iter(qn("w:t"))).text = words
    return paragraph


def _write_paragraphs(control: Any, paragraphs: Sequence[Any]) -> None:
    if not paragraphs:
        return
    content = _filled(control)
    for prompt in list(content):
        content.remove(prompt)
    content.extend(paragraphs)
