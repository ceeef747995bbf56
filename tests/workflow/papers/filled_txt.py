"""The filled form as people type it: its blocks in order, and those blocks as a plain text."""

from collections.abc import Iterable, Iterator, Sequence

from states.form import CertificateText
from states.routes import Route
from states.submission import Answer, Certificate, Emission, Item, Paper, Step
from states.vocabulary import Outcome

Table = tuple[tuple[str, ...], ...]
Block = str | Table
"""A paragraph, or the rows of a table."""

BULLET = "• "
_OUTCOMES = {
    Outcome.APPROVED.value: "approved.",
    Outcome.REFUSED.value: "not approved.",
    Outcome.DEFERRED.value: "deferred.",
    None: "approved subject to further advice.",
}
_FIELDS = ("subject", "originator", "number", "reason", "submitted_to")


def filled_txt(paper: Paper, route: Route, *, bullets: bool) -> bytes:
    """The paper as a text file. With `bullets`, every item without a mark of its own has a bullet."""
    return "\n\n".join(_as_text(block) for block in blocks_of(paper, route, bullets=bullets)).encode()


def blocks_of(paper: Paper, route: Route, *, bullets: bool) -> Iterator[Block]:
    """Everything that stands on the filled form, in the form's order."""
    content, form = paper.content, route.form
    values = {"number": paper.number, **{key: getattr(content, key) for key in _FIELDS if key != "number"}}
    if content.marking:
        yield content.marking
    for key in _FIELDS:
        yield _line(getattr(form.labels, key), values[key])
    yield form.labels.summary
    yield from listed(content.summary, keeps_marks=False, bullets=bullets)
    yield form.labels.recommendation
    yield from listed(content.recommendation, keeps_marks=False, bullets=bullets)
    yield _line(form.labels.outcome_by, content.outcome_by)
    decider = next(step for step in route.steps if step.decides)
    is_decided = any(s.written for s in paper.sign_offs if s.office == decider.office)
    printed = form.labels.outcome.rpartition(" ")[0]
    yield f"{printed} {_OUTCOMES[paper.outcome] if is_decided else 'approved.'}"
    yield from _signature(paper, route, decider)
    yield form.labels.detail
    for section in form.sections:
        yield from _section(section.key, section.heading, paper=paper, route=route, bullets=bullets)
    yield from _questions(paper, route)
    yield from _officers(paper, route)
    yield form.public_access


def listed(items: Sequence[Item], *, keeps_marks: bool, bullets: bool) -> Iterator[str]:
    """The items as paragraphs with their marks; one that would be read as going on has a bullet at least."""
    before: Item | None = None
    for item in items:
        is_new = item.number is not None and (before is None or before.number != item.number)
        if not keeps_marks and is_new:
            yield f"{item.number}. {item.text}"
        elif (bullets and not _has_mark(item, keeps_marks=keeps_marks)) or item.text[0].islower():
            yield f"{'' if _has_mark(item, keeps_marks=keeps_marks) else BULLET}{item.text}"
        else:
            yield item.text
        before = item


def answer_text(answer: Answer) -> str:
    """What stands in the checklist's cell: the answer and the reason, or what was written instead."""
    if answer.answer is None:
        return answer.written or ""
    return f"{answer.answer.capitalize()} – {answer.reason}" if answer.reason else answer.answer.capitalize()


def emission_rows(emissions: Sequence[Emission]) -> Table:
    """The rows of the carbon table, thousands parted by commas as people write them."""
    return tuple((row.category, _cell(row.increase_tco2), _cell(row.saving_tco2)) for row in emissions)


def _has_mark(item: Item, *, keeps_marks: bool) -> bool:
    first = item.text.partition(" ")[0]
    is_letter = len(first) == 2 and first[0].islower() and first[1] in ".)"
    is_number = "." in first.rstrip(".") and first.replace(".", "").isdigit()
    return keeps_marks and (is_letter or is_number or first in ("i.", "ii.", "iii."))


def _cell(written: str | None) -> str:
    if written is None:
        return ""
    whole, stop, decimals = written.partition(".")
    return f"{int(whole):,}{stop}{decimals}" if whole.isdigit() else written


def _line(label: str, value: str | None) -> str:
    return f"{label} {value}" if value else label


def _signature(paper: Paper, route: Route, step: Step) -> Iterator[str]:
    written = next((s.written for s in paper.sign_offs if s.office == step.office), None)
    yield route.form.labels.signature
    yield _line(route.form.labels.date, written)


def _section(key: str, heading: str, *, paper: Paper, route: Route, bullets: bool) -> Iterator[Block]:
    items, emissions = paper.content.sections[key], route.form.emissions
    yield heading
    if key == "environmental":
        lead_in, items = items[0], items[1:]
        yield emissions.heading
        yield lead_in.text
        yield (emissions.columns, *emission_rows(paper.content.emissions))
        yield emissions.after
    yield from listed(items, keeps_marks=True, bullets=bullets)


def _questions(paper: Paper, route: Route) -> Iterator[Block]:
    content, form = paper.content, route.form
    head = (form.checklist.title, form.checklist.instruction)
    yield (head, *((answer.question, answer_text(answer)) for answer in content.checklist))
    yield form.confidentiality.question
    if paper.confidential_written or content.confidential:
        yield (paper.confidential_written or content.confidential or "").capitalize()
    yield form.confidentiality.reasons
    yield from (content.confidential_reasons or "").splitlines()


def _officers(paper: Paper, route: Route) -> Iterator[str]:
    if route.form.approval_note:
        yield route.form.approval_note
    for step in route.steps:
        if step.decides:
            continue
        yield step.title
        if step.certificate and route.form.certificate:
            yield from _certificate(paper.certificate, route.form.certificate)
        else:
            yield step.statement
        yield from _signature(paper, route, step)


def _certificate(given: Certificate, printed: CertificateText) -> Iterator[str]:
    marked = {given.limb, printed.always.letter if given.regulations else None}
    limbs = [
        f"{'[x] ' if limb.letter in marked else ''}{limb.letter}) {limb.text}"
        for limb in (*printed.choices, printed.always)
    ]
    yield printed.intro
    for limb, joint in zip(limbs, _joints(printed), strict=False):
        yield limb
        yield joint
    yield limbs[-1]


def _joints(printed: CertificateText) -> Iterable[str]:
    return (*[printed.between] * (len(printed.choices) - 1), printed.joint)


def _as_text(block: Block) -> str:
    return block if isinstance(block, str) else "\n".join("\t".join(row) for row in block)
