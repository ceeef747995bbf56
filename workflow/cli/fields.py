"""The fields of a paper in words for the terminal, empty ones and unreadable ones too."""

from collections.abc import Iterator, Sequence

from states.dates import as_words
from states.form import Form
from states.money import as_pounds
from states.submission import Answer, Certificate, Emission, Item, Paper, PaperSignOff, Step
from workflow.cli.outside import print_wrapped
from workflow.cli.places import label_of, section_names, title_of, where_in_words

EMPTY = "(empty)"


def tell_fields(paper: Paper, form: Form, steps: Sequence[Step]) -> None:
    """Print every field of a paper under its label on the form."""
    for label, lines in fields_in_words(paper, form, steps):
        print_wrapped(label, indent=2)
        for line in lines or [EMPTY]:
            print_wrapped(line, indent=4, hanging=6)


def fields_in_words(paper: Paper, form: Form, steps: Sequence[Step]) -> Iterator[tuple[str, list[str]]]:
    """Each field's label and lines, in the form's order. What could not be read is named as it stands."""
    content = paper.content
    yield label_of("subject", form), _line(content.subject)
    yield label_of("originator", form), _line(content.originator)
    yield label_of("number", form), _line(paper.number)
    yield label_of("reason", form), _line(content.reason)
    yield label_of("submitted_to", form), _line(content.submitted_to)
    yield label_of("summary", form), _items(content.summary)
    yield label_of("recommendation", form), _items(content.recommendation)
    yield label_of("outcome_by", form), _line(content.outcome_by)
    yield "Outcome", _line(paper.outcome)
    for key, name in section_names(form).items():
        yield name, _items(content.sections.get(key, ()))
    yield label_of("emissions", form), [_emission(row) for row in content.emissions]
    yield label_of("checklist", form), [_answer(answer) for answer in content.checklist]
    yield label_of("confidential", form), [_yes_or_no(content.confidential, paper.confidential_written)]
    yield label_of("confidential_reasons", form), (content.confidential_reasons or "").splitlines()
    if form.certificate is not None:
        yield label_of("certificate", form), [_certificate(paper.certificate, form.certificate.always.letter)]
    yield "Sign-offs", [_sign_off(sign_off, steps) for sign_off in paper.sign_offs]
    yield (
        "Sums of money",
        [f"{as_pounds(a.pence)} ({where_in_words(a.where, form, steps)})" for a in content.amounts],
    )
    yield label_of("marking", form), _line(content.marking)


def unread(written: str) -> str:
    """How a text is named that stands on the paper and could not be read."""
    return f"could not be read: '{written}'"


def _line(text: str | None) -> list[str]:
    return [text] if text else []


def _items(items: Sequence[Item]) -> list[str]:
    return [item.text for item in items]


def _emission(row: Emission) -> str:
    increase, saving = row.increase_tco2 or EMPTY, row.saving_tco2 or EMPTY
    return f"{row.category}: increase {increase}, saving {saving} (tCO2)"


def _answer(answer: Answer) -> str:
    reason = f" – {answer.reason}" if answer.reason else ""
    return f"{answer.question} {_yes_or_no(answer.answer, answer.written)}{reason}"


def _yes_or_no(answer: str | None, written: str | None) -> str:
    if answer is None:
        return unread(written) if written else "not answered"
    return answer


def _certificate(certificate: Certificate, always: str) -> str:
    limb = f"{certificate.limb})" if certificate.limb else "no mark can be read"
    return f"{limb}, with {always})" if certificate.regulations else f"{limb}, without {always})"


def _sign_off(sign_off: PaperSignOff, steps: Sequence[Step]) -> str:
    if sign_off.on:
        said = as_words(sign_off.on)
    else:
        said = unread(sign_off.written) if sign_off.written else "no date"
    return f"{title_of(sign_off.office, steps)}: {said}"
