"""A file → a paper. The first bytes decide which reader reads it, never its name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from states.form import Form
from states.money import amounts_of
from states.rules.customs import MARKINGS
from states.submission import Amount, Certificate, Content, Item, Paper, Step
from workflow.papers import docx, pdf
from workflow.papers.certificate import read_certificate
from workflow.papers.find import labels_in
from workflow.papers.furniture import closed_up, without_furniture
from workflow.papers.items import read_items
from workflow.papers.labels import FIELDS, LISTS, Row, tree_of
from workflow.papers.refused import Unreadable
from workflow.papers.sheet import Region, Sheet, regions_of, sheet_of
from workflow.papers.signoffs import read_outcome, read_sign_offs, read_statements
from workflow.papers.tables import TABLE_ROWS, after_table, cell_of, read_answers, read_emissions, yes_or_no
from workflow.papers.text import (
    STRUCK_END,
    STRUCK_START,
    decode,
    even,
    has_empty_lines,
    pages_of,
    require_size,
    squeeze,
    with_struck,
    without_struck,
)

_FEWEST_LABELS = 8
"""Of the sixteen labels 1 to 8 and section headings. Source: the reading contract, "Cannot be read"."""


def read_paper(
    data: bytes, *, name: str, form: Form, steps: Sequence[Step], markings: Sequence[str] = MARKINGS
) -> Paper:
    """The paper in a file. `name` is the file's name for people; `markings` the words a marking may have.

    Unreadable if the file is of a kind that is not read, is damaged or too large, or is not this form.
    """
    return read_text(text_in(data, name=name), name=name, form=form, steps=steps, markings=markings)


def read_text(
    text: str, *, name: str, form: Form, steps: Sequence[Step], markings: Sequence[str] = MARKINGS
) -> Paper:
    """The paper that a text is; struck text stands in it between U+E000 and U+E001.

    Unreadable if it holds too few of the form's labels, or more lines than any paper.
    """
    text = even(text)
    labels = (form.labels.signature, form.labels.date)
    sheets = without_furniture(pages_of(without_struck(text), name=name), markings=markings, kept=labels)
    if not has_empty_lines(text):
        sheets = closed_up(sheets)
    found = list(labels_in(sheets.lines, tree_of(form, tuple(steps))))
    sheet = sheet_of(sheets.lines, found, steps, tops=sheets.tops)
    regions = regions_of(sheets.lines, sheet)
    _require_form(regions, name=name)
    marking = next((words for line, words in sheets.markings.items() if line < sheet.end), None)
    content = _content(regions, form, marking=marking)
    sign_offs = read_sign_offs(regions, form, steps)
    decider = next((step.office for step in steps if step.decides), None)
    return Paper(
        content=replace(content, amounts=_in_file_order(amounts_of(content), regions)),
        number=_fields(regions).get("number"),
        outcome=read_outcome(
            regions, decided=next((s.written for s in sign_offs if s.office == decider), None)
        ),
        certificate=_certificate(text, regions, sheet, form=form, steps=steps),
        sign_offs=sign_offs,
        statements=read_statements(regions, steps, certified=form.certificate is not None),
        confidential_written=cell_of(_confidential(regions)),
    )


def text_in(data: bytes, *, name: str) -> str:
    """The text of a file, by its first bytes. Unreadable if it is of a kind that is not read, or damaged.

    Only the reader of Word files knows of struck text; elsewhere the marks of it are none.
    """
    require_size(data, name=name)
    if data.startswith(docx.OLDER_WORD):
        raise Unreadable(name, docx.OLDER_WORD_REASON)
    if data.startswith(b"PK\x03\x04"):
        return docx.text_of(data, name=name)
    text = pdf.text_of(data, name=name) if data.startswith(b"%PDF") else decode(data, name=name)
    return text.replace(STRUCK_START, "").replace(STRUCK_END, "")


def _require_form(regions: Sequence[Region], *, name: str) -> None:
    found = {region.label.key for region in regions if region.label.row in (Row.FIELD, Row.LIST)}
    if len(found) < _FEWEST_LABELS:
        reason = f"it has {len(found)} of the decision form's 16 labels. Check that it is a decision paper."
        raise Unreadable(name, reason)


def _content(regions: Sequence[Region], form: Form, *, marking: str | None) -> Content:
    fields = _fields(regions)
    return Content(
        subject=fields.get("subject"),
        originator=fields.get("originator"),
        reason=fields.get("reason"),
        submitted_to=fields.get("submitted_to"),
        outcome_by=fields.get("outcome_by"),
        summary=read_items(_chunks(regions, "summary"), keeps_marks=False),
        recommendation=read_items(_chunks(regions, "recommendation"), keeps_marks=False),
        sections=_sections(regions, form),
        emissions=read_emissions(regions, form),
        checklist=read_answers(regions, form),
        confidential=yes_or_no(_confidential(regions))[0],
        confidential_reasons=_reasons(regions),
        marking=marking,
    )


def _fields(regions: Sequence[Region]) -> dict[str, str | None]:
    return {region.label.key: region.value() for region in regions if region.label.key in FIELDS}


def _confidential(regions: Sequence[Region]) -> str | None:
    return next((region.value() for region in regions if region.label.row is Row.CONFIDENTIAL), None)


def _sections(regions: Sequence[Region], form: Form) -> Mapping[str, tuple[Item, ...]]:
    """The sections in the file's order, in which sums are listed; then those that the file lacks."""
    in_file = [region.listing for region in regions if region.listing and region.listing not in LISTS]
    keys = dict.fromkeys((*in_file, *(section.key for section in form.sections)))
    return MappingProxyType({key: read_items(_chunks(regions, key), keeps_marks=True) for key in keys})


def _chunks(regions: Sequence[Region], listing: str) -> list[Sequence[str]]:
    chunks: list[Sequence[str]] = []
    for region, following in pairwise((*regions, None)):
        if region is None or region.listing != listing:
            continue
        if region.label.row in TABLE_ROWS:
            goes_on = following is not None and following.label.row in TABLE_ROWS
            chunks.append(after_table(region, goes_on=goes_on))
        else:
            chunks.append((region.rest, *region.lines))
    return chunks


def _reasons(regions: Sequence[Region]) -> str | None:
    """The reasons of a confidential paper, its paragraphs parted by a line end; None if there are none."""
    region = next((region for region in regions if region.label.row is Row.REASONS), None)
    if region is None:
        return None
    paragraphs: list[list[str]] = [[]]
    for line in (region.rest, *region.lines):
        if line.strip(" \t"):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([])
    return "\n".join(squeeze(" ".join(lines)) for lines in paragraphs if lines) or None


def _certificate(
    text: str, regions: Sequence[Region], sheet: Sheet, *, form: Form, steps: Sequence[Step]
) -> Certificate:
    certifier = next((step.key for step in steps if step.certificate), None)
    if STRUCK_START in text:
        # Here alone struck text says something: which limbs are not certified.
        lines = [line for page in pages_of(with_struck(text), name="") for line in page]
        regions = regions_of(lines, sheet)
    return read_certificate(regions, form.certificate, step=certifier)


def _in_file_order(amounts: Sequence[Amount], regions: Sequence[Region]) -> tuple[Amount, ...]:
    places: dict[str, int] = {}
    for number, region in enumerate(regions):
        places.setdefault(region.listing or region.label.key, number)
    return tuple(sorted(amounts, key=lambda amount: places.get(amount.where.split()[0], 0)))
