"""The empty form of a route as a Word file: every label as printed, every place to fill a content control."""

import re
from collections.abc import Iterator

from states.form import CertificateText, Form
from states.routes import Route
from states.rules.customs import MARKINGS
from states.submission import Step
from states.vocabulary import Outcome
from workflow.papers.blank_package import Listing, package, style_of
from workflow.papers.blank_word import (
    box,
    choice,
    heading,
    line,
    paragraph,
    passage,
    row,
    run,
    table,
    text,
)

_FIELDS = ("subject", "originator", "number", "reason", "submitted_to")
_PROMPTS = {
    "subject": "Say what the paper is about",
    "originator": "Give the post that writes it",
    "number": "Leave empty for a new paper",
    "reason": "For Decision",
    "submitted_to": "Name the office that decides",
    "summary": "Say what is asked for, with the sum and who receives it",
    "recommendation": "Say exactly what is to be approved, with the sum",
    "outcome_by": "Name the office that decides",
    "confidential_reasons": "Give the reasons, if confidential",
}
_WRITE = "Write here"
_NUMBER = "A number, or “not assessed”"
_LEADING_NUMBER = re.compile(r"(?P<section>\d+)(?:\.(?P<item>\d+))?")

# Widths of the columns in twentieths of a point; together they fill an A4 page between its margins.
_EMISSION_COLUMNS = (4438, 2600, 2600)
_CHECKLIST_COLUMNS = (5838, 3800)


def blank_form(route: Route) -> bytes:
    """A .docx of the route's form with nothing filled in; the same route gives the same bytes.

    The tag of each content control is the stable key of what it holds: `subject`, `checklist equality yes`,
    `sign_offs chief-executive`. Lists number themselves as the form's papers do. Source: domain, section 2.
    """
    return package("".join(_body(route)), title=route.title, listings=_listings(route.form))


def _listings(form: Form) -> tuple[Listing, ...]:
    """How each list numbers its paragraphs; section 7 goes on after its printed lead-in 7.1."""
    numbered = [Listing("summary", "", 1)]
    for place, section in enumerate(form.sections, start=1):
        printed = _LEADING_NUMBER.match(section.heading)
        first = 1
        if section.key == "environmental" and (lead_in := _LEADING_NUMBER.match(form.emissions.lead_in)):
            first = int(lead_in["item"] or 0) + 1
        numbered.append(Listing(section.key, f"{printed['section'] if printed else place}.", first))
    return tuple(numbered)


def _body(route: Route) -> Iterator[str]:
    form, labels = route.form, route.form.labels
    yield paragraph(run(route.title), style="Title")
    yield paragraph(
        choice("marking", label="Protective marking", words=MARKINGS, prompt="Choose the marking")
    )
    for key in _FIELDS:
        yield _field(key, getattr(labels, key))
    yield from _list("summary", labels.summary)
    yield from _list("recommendation", labels.recommendation)
    yield _field("outcome_by", labels.outcome_by)
    for step in route.steps:
        if step.decides:
            yield _outcome(labels.outcome)
            yield from _signature(step, form)
    yield heading(labels.detail, level=1)
    for section in form.sections:
        if section.key == "environmental":
            yield from _environmental(section.heading, form)
        else:
            yield from _list(section.key, section.heading)
    yield _checklist(form)
    yield from _confidentiality(form)
    yield from _officers(route)
    yield paragraph(run(form.public_access))


def _field(key: str, label: str) -> str:
    return line(label, text(key, label=label, prompt=_PROMPTS[key]))


def _list(key: str, label: str) -> Iterator[str]:
    yield heading(label, level=2)
    style = None if key == "recommendation" else style_of(key)
    yield passage(key, label=label, prompt=_PROMPTS.get(key, _WRITE), style=style)


def _outcome(printed: str) -> str:
    """The pre-printed sentence; its last word can be changed, for not every recommendation is approved."""
    start, _, last = printed.rpartition(" ")
    word = last.rstrip(".")
    outcomes = tuple(dict.fromkeys((word, Outcome.REFUSED.value, Outcome.DEFERRED.value)))
    chosen = choice("outcome", label="Outcome", words=outcomes, chosen=word)
    return paragraph(run(f"{start} "), chosen, run(last[len(word) :]))


def _signature(step: Step, form: Form) -> Iterator[str]:
    signature, date = form.labels.signature, form.labels.date
    who = step.title
    yield line(signature, text(f"signature {step.office}", label=f"{who}: {signature}", prompt="Sign here"))
    day = text(f"sign_offs {step.office}", label=f"{who}: {date}", prompt="dd/mm/yyyy", is_day=True)
    yield line(date, day)


def _environmental(title: str, form: Form) -> Iterator[str]:
    emissions = form.emissions
    yield heading(title, level=2)
    yield heading(emissions.heading, level=3)
    yield paragraph(run(emissions.lead_in))
    rows = [
        row([run(column, is_strong=True) for column in emissions.columns], _EMISSION_COLUMNS, is_head=True)
    ]
    for number, category in enumerate(emissions.categories, start=1):
        cells = [
            text(f"emissions {number} {key}", label=f"{category}: {column}", prompt=_NUMBER)
            for key, column in zip(("increase_tco2", "saving_tco2"), emissions.columns[1:], strict=True)
        ]
        rows.append(row([run(category), *cells], _EMISSION_COLUMNS))
    yield table(rows, _EMISSION_COLUMNS, title=emissions.heading)
    yield heading(emissions.after, level=3)
    yield passage("environmental", label=emissions.after, prompt=_WRITE, style=style_of("environmental"))


def _checklist(form: Form) -> str:
    checklist = form.checklist
    titles = [run(checklist.title, is_strong=True), run(checklist.instruction, is_strong=True)]
    rows = [row(titles, _CHECKLIST_COLUMNS, is_head=True)]
    for question in checklist.questions:
        key = f"checklist {question.key}"
        reason = text(f"{key} reason", label=f"Reason: {question.text}", prompt="If no, say why")
        answer = _yes_or_no(key, question.text) + run(" ") + reason
        rows.append(row([run(question.text), answer], _CHECKLIST_COLUMNS))
    return table(rows, _CHECKLIST_COLUMNS, title=checklist.title)


def _yes_or_no(key: str, question: str) -> str:
    return run(" ").join(
        box(f"{key} {word}", label=f"{word.capitalize()}: {question}") + run(f" {word.capitalize()}")
        for word in ("yes", "no")
    )


def _confidentiality(form: Form) -> Iterator[str]:
    printed = form.confidentiality
    yield heading(printed.question, level=2)
    yield paragraph(_yes_or_no("confidential", printed.question))
    yield heading(printed.reasons, level=3)
    yield passage("confidential_reasons", label=printed.reasons, prompt=_PROMPTS["confidential_reasons"])


def _officers(route: Route) -> Iterator[str]:
    """What each officer certifies, in route order; nothing where the decider alone signs."""
    officers = [step for step in route.steps if not step.decides]
    if officers and route.form.approval_note:
        yield heading(route.form.approval_note, level=1)
    for step in officers:
        yield heading(step.title, level=2)
        if step.certificate and route.form.certificate:
            yield from _certificate(route.form.certificate)
        else:
            yield paragraph(run(step.statement))
        yield from _signature(step, route.form)


def _certificate(printed: CertificateText) -> Iterator[str]:
    yield paragraph(run(printed.intro))
    limbs = [
        paragraph(box(f"certificate {limb.letter}", label=words), run(f" {words}"))
        for limb in (*printed.choices, printed.always)
        for words in [f"{limb.letter}) {limb.text}"]
    ]
    yield paragraph(run(printed.between)).join(limbs[:-1])
    yield paragraph(run(printed.joint))
    yield limbs[-1]
