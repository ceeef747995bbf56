"""A file → a paper. The first bytes decide which reader reads it, never its name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from states.form import Form
from states.money import amounts_of
from states.submission import Content, Item, Paper, Step
from workflow.papers.certificate import read_certificate
from workflow.papers.find import labels_in
from workflow.papers.furniture import MARKINGS, without_furniture
from workflow.papers.items import read_items
from workflow.papers.labels import FIELDS, LISTS, Row, tree_of
from workflow.papers.refused import Unreadable
from workflow.papers.sheet import Region, regions_of
from workflow.papers.signoffs import read_outcome, read_sign_offs
from workflow.papers.tables import after_table, read_answers, read_emissions, yes_or_no
from workflow.papers.text import decode, pages_of, squeeze

_OTHER_KINDS = {b"%PDF": "a PDF", b"PK\x03\x04": "a Word file or another packed file"}
_FEWEST_LABELS = 8
"""Of the sixteen labels 1 to 8 and section headings. Source: the reading contract, "Cannot be read"."""


def read_paper(
    data: bytes, *, name: str, form: Form, steps: Sequence[Step], markings: Sequence[str] = MARKINGS
) -> Paper:
    """The paper in a file. `name` is the file's name for people; `markings` the words a marking may have.

    Unreadable if the file is of a kind that is not read, is no text, or is not this form.
    """
    for first_bytes, kind in _OTHER_KINDS.items():
        if data.startswith(first_bytes):
            raise Unreadable(
                name, f"it is {kind}, and only text is read. Save it as plain text (.txt) first."
            )
    return read_text(decode(data, name=name), name=name, form=form, steps=steps, markings=markings)


def read_text(
    text: str, *, name: str, form: Form, steps: Sequence[Step], markings: Sequence[str] = MARKINGS
) -> Paper:
    """The paper that a text is. Unreadable if it holds too few of the form's labels."""
    lines, marking_lines = without_furniture(pages_of(text), markings)
    regions, end = regions_of(lines, list(labels_in(lines, tree_of(form, steps))), steps)
    _require_form(regions, name=name)
    marking = next((words for line, words in marking_lines.items() if line < end), None)
    content = _content(regions, form, marking=marking)
    sign_offs = read_sign_offs(regions, form, steps)
    decider = next((step.office for step in steps if step.decides), None)
    certifier = next((step.key for step in steps if step.certificate), None)
    return Paper(
        content=replace(content, amounts=amounts_of(content)),
        number=_fields(regions).get("number"),
        outcome=read_outcome(
            regions, decided=next((s.written for s in sign_offs if s.office == decider), None)
        ),
        certificate=read_certificate(regions, form.certificate, step=certifier),
        sign_offs=sign_offs,
    )


def _require_form(regions: Sequence[Region], *, name: str) -> None:
    found = {region.label.key for region in regions if region.label.row in (Row.FIELD, Row.LIST)}
    if len(found) < _FEWEST_LABELS:
        reason = f"it has {len(found)} of the decision form's 16 labels. Check that it is a decision paper."
        raise Unreadable(name, reason)


def _content(regions: Sequence[Region], form: Form, *, marking: str | None) -> Content:
    fields = _fields(regions)
    confidential = next((r.value() for r in regions if r.label.row is Row.CONFIDENTIAL), None)
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
        confidential=yes_or_no(confidential)[0],
        confidential_reasons=_reasons(regions),
        marking=marking,
    )


def _fields(regions: Sequence[Region]) -> dict[str, str | None]:
    return {region.label.key: region.value() for region in regions if region.label.key in FIELDS}


def _sections(regions: Sequence[Region], form: Form) -> Mapping[str, tuple[Item, ...]]:
    """The sections in the file's order, in which sums are listed; then those that the file lacks."""
    in_file = [region.listing for region in regions if region.listing and region.listing not in LISTS]
    keys = dict.fromkeys((*in_file, *(section.key for section in form.sections)))
    return MappingProxyType({key: read_items(_chunks(regions, key), keeps_marks=True) for key in keys})


def _chunks(regions: Sequence[Region], listing: str) -> list[Sequence[str]]:
    chunks: list[Sequence[str]] = []
    for region in regions:
        if region.listing != listing:
            continue
        if region.label.row in (Row.COLUMN, Row.CATEGORY):
            chunks.append(after_table(region))
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
