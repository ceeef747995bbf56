"""The form that a route's papers fill: every label as printed. Read from the route's file, not from code."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from states.vocabulary import CHECKLIST, SECTIONS

Printed = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Part(BaseModel):
    """A frozen piece of a route file; a key that the format does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Labels(Part):
    """The printed labels of the fields on the first page, and of each signature block."""

    subject: Printed
    originator: Printed
    number: Printed
    reason: Printed
    submitted_to: Printed
    summary: Printed
    recommendation: Printed
    outcome_by: Printed
    outcome: Printed
    signature: Printed
    date: Printed
    detail: Printed


class Section(Part):
    """One numbered section: its key in the contract and its heading as printed (`1. Objective:`)."""

    key: Printed
    heading: Printed


class EmissionTable(Part):
    """The carbon table of the environmental section, with the sub-headings around it."""

    heading: Printed
    lead_in: Printed
    columns: tuple[Printed, Printed, Printed]
    categories: tuple[Printed, ...]
    after: Printed


class Question(Part):
    """One checklist question; the key never changes, the wording belongs to the form."""

    key: Printed
    text: Printed


class Checklist(Part):
    """The originator's checklist: its title, the instruction beside it, its questions in order."""

    title: Printed
    instruction: Printed
    questions: tuple[Question, ...]


class Confidentiality(Part):
    """The confidential question and the line that asks for reasons."""

    question: Printed
    reasons: Printed


class Limb(Part):
    """One limb of the finance officer's certificate: its letter and its sentence as printed."""

    letter: Printed
    text: Printed


class CertificateText(Part):
    """The finance officer's certificate: exactly one of `choices`, and always `always`."""

    intro: Printed
    choices: tuple[Limb, ...]
    between: Printed
    joint: Printed
    always: Limb

    def faults(self) -> Iterator[tuple[str, str]]:
        """A letter that two limbs share would leave unclear which of them was certified."""
        letters = [limb.letter for limb in (*self.choices, self.always)]
        if len(set(letters)) < len(letters):
            yield "form.certificate", f"has two limbs of one letter ({', '.join(letters)}); letter each one."


class Form(Part):
    """Every label of a decision paper, in the order of the form (domain, section 2)."""

    labels: Labels
    sections: tuple[Section, ...]
    emissions: EmissionTable
    checklist: Checklist
    confidentiality: Confidentiality
    approval_note: Printed | None = None
    certificate: CertificateText | None = None
    public_access: Printed

    def faults(self) -> Iterator[tuple[str, str]]:
        """What the types cannot say, each as the key at fault and the rest of the sentence."""
        if tuple(section.key for section in self.sections) != SECTIONS:
            yield "form.sections", f"must have the keys {', '.join(SECTIONS)}, in this order."
        if tuple(question.key for question in self.checklist.questions) != CHECKLIST:
            yield "form.checklist.questions", f"must have the keys {', '.join(CHECKLIST)}, in this order."
        if self.certificate is not None:
            yield from self.certificate.faults()
