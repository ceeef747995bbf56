"""A decision's notice as plain text, in the order of the form: what the public gets, part by part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from states.dates import as_form
from states.form import Form
from states.submission import SignOff, Step
from states.vocabulary import Act

WITHHELD = "[Withheld]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is public of a decision: fields by manifest key, what stands in place of those held back."""

    number: str
    fields: Mapping[str, Any]
    held: Mapping[str, str | None]
    sign_offs: Sequence[SignOff]
    steps: Sequence[Step]


_OUTCOMES = {Act.APPROVE: None, Act.REFUSE: "The recommendations as outlined above are refused."}


def notice_text(notice: Notice, form: Form) -> str:
    """The notice. The same parts give the same bytes."""
    return "\n\n".join(_paragraphs(notice, form)) + "\n"


def _paragraphs(notice: Notice, form: Form) -> Iterator[str]:
    labels = form.labels
    yield from _line(notice, "subject", labels.subject)
    yield from _line(notice, "originator", labels.originator)
    yield f"{labels.number} {notice.number}"
    yield from _line(notice, "reason", labels.reason)
    yield from _line(notice, "submitted_to", labels.submitted_to)
    yield from _list(notice, "summary", labels.summary)
    yield from _list(notice, "recommendation", labels.recommendation)
    yield from _line(notice, "outcome_by", labels.outcome_by)
    yield from _outcome(notice, form)
    yield labels.detail
    for section in form.sections:
        yield from _list(notice, f"sections.{section.key}", section.heading)
        if section.key == "environmental":
            yield from _emissions(notice, form)
    yield from _checklist(notice, form)
    yield from _line(notice, "confidential", form.confidentiality.question)
    yield from _line(notice, "confidential_reasons", form.confidentiality.reasons)
    for step in notice.steps:
        if not step.decides:
            yield from _signed(notice, form, step)
    yield form.public_access


def _line(notice: Notice, key: str, label: str) -> Iterator[str]:
    text = _shown(notice, key)
    if text is not None:
        yield f"{label} {text}"


def _list(notice: Notice, key: str, heading: str) -> Iterator[str]:
    yield heading
    keys = sorted(_keys(notice, key), key=lambda k: int(k.rpartition(".")[2]))
    yield from (text for k in keys if (text := _shown(notice, k)) is not None)


def _keys(notice: Notice, key: str) -> set[str]:
    return {k for k in (*notice.fields, *notice.held) if k.rpartition(".")[0] == key}


def _shown(notice: Notice, key: str) -> str | None:
    if key in notice.held:
        return notice.held[key] or WITHHELD
    value = notice.fields.get(key)
    return None if value is None else str(value)


def _emissions(notice: Notice, form: Form) -> Iterator[str]:
    rows = [notice.fields[key] for key in sorted(_keys(notice, "emissions")) if key in notice.fields]
    lines = ["\t".join(form.emissions.columns)]
    lines += ["\t".join((r["category"], r["increase_tco2"] or "", r["saving_tco2"] or "")) for r in rows]
    yield "\n".join(lines)


def _checklist(notice: Notice, form: Form) -> Iterator[str]:
    lines = [f"{form.checklist.title}\t{form.checklist.instruction}"]
    for key in sorted(_keys(notice, "checklist")):
        if (row := notice.fields.get(key)) is not None:
            lines.append(f"{row['question']}\t{(row['answer'] or '').capitalize()}")
    yield "\n".join(lines)


def _outcome(notice: Notice, form: Form) -> Iterator[str]:
    decider = next((step for step in notice.steps if step.decides), None)
    decision = next((s for s in notice.sign_offs if decider and s.step == decider.key), None)
    if decision is not None:
        yield _OUTCOMES.get(decision.act) or form.labels.outcome
        yield f"{form.labels.date} {as_form(decision.signed_on)}"


def _signed(notice: Notice, form: Form, step: Step) -> Iterator[str]:
    yield step.title
    yield step.statement
    given = next((s for s in notice.sign_offs if s.step == step.key), None)
    yield f"{form.labels.signature} {given.person_name}" if given else form.labels.signature
    yield f"{form.labels.date} {as_form(given.signed_on)}" if given else form.labels.date
