"""What a holder assents to at a step, and the certificate of the money: exactly one of a, b, c, and d."""

from collections.abc import Iterable

from states.form import Form
from states.money import as_pounds
from states.rules.case import Case, blocks, warns
from states.submission import Step

Found = Iterable[tuple[str, str]]


def statement_shown(step: Step, form: Form | None, *, limb: str | None = None) -> str:
    """The whole sentence that a holder assents to at a step: its statement, and a certificate's limbs."""
    if not step.certificate or form is None or form.certificate is None:
        return step.statement
    certificate = form.certificate
    chosen = next((choice for choice in certificate.choices if choice.letter == limb), None)
    limbs = [f"{limb.letter}) {limb.text}" for limb in (chosen, certificate.always) if limb]
    return " ".join((certificate.intro, f" {certificate.joint} ".join(limbs)))


@blocks(
    "certificate-limb", "Exactly one of a, b, c is certified, and d.", source="form, row 31; papers 05 and 39"
)
def certificate_limb(case: Case) -> Found:
    if case.step is None or not case.step.certificate or case.form is None or case.form.certificate is None:
        return
    letters = [limb.letter for limb in case.form.certificate.choices]
    asked = []
    if case.asked.limb not in letters:
        asked.append(f"Choose exactly one of {', '.join(letters)}.")
    if case.asked.regulations is not True:
        asked.append(f"Confirm {case.form.certificate.always.letter}) as well, or do not sign.")
    if asked:
        yield "certificate", " ".join(asked)


@warns(
    "certificate-no-cost-with-amount",
    "“No financial consequences” does not go with a sum.",
    source="form, row 31",
    reads_text=True,
)
def certificate_no_cost_with_amount(case: Case) -> Found:
    if case.asked.limb != "a" or case.content is None or case.step is None or not case.step.certificate:
        return
    for amount in case.content.amounts:
        if amount.pence > 0 and amount.where.split()[0] in {"recommendation", "financial"}:
            yield "certificate", f"No consequences, but {as_pounds(amount.pence)} in {amount.where}."
            return
