"""What a holder assents to at a step, and the certificate of the money: exactly one of a, b, c, and d."""

from collections.abc import Iterable

from states.form import Form
from states.money import as_pounds
from states.rules.case import Case, blocks, warns
from states.submission import Certificate, Step

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
    "certificate-limb",
    "Exactly one of a, b, c is certified, and d.",
    source="the form, row 31; papers 05/2025 and 39/2025",
    at="S O",
)
def certificate_limb(case: Case) -> Found:
    """Fires where not exactly one of the limbs a, b and c of the finance officer's certificate is chosen, or
    d is not given. On paper a limb is chosen by a mark, or when the others are struck out or deleted; d
    counts as given beside a limb so left. A route without a certificate has none to give.
    """
    certificate = case.form.certificate if case.form else None
    if certificate is None:
        return
    letters = [choice.letter for choice in certificate.choices]
    if case.paper is not None:
        if any(step.certificate for step in case.steps):
            yield from _on_paper(case.paper.certificate, letters, always=certificate.always.letter)
        return
    if case.step is None or not case.step.certificate:
        return
    asked = []
    if case.asked.limb not in letters:
        asked.append(f"Choose exactly one of {', '.join(letters)}.")
    if case.asked.regulations is not True:
        asked.append(f"Confirm {certificate.always.letter}) as well, or do not sign.")
    if asked:
        yield "certificate", " ".join(asked)


def _on_paper(given: Certificate, letters: list[str], *, always: str) -> Found:
    *others, last = (f"{letter})" for letter in letters)
    if given.limb not in letters:
        limbs = f"{', '.join(others)} or {last}" if others else last
        yield "certificate", f"No single mark at {limbs} can be read; exactly one is needed, and {always})."
    elif given.regulations is not True:
        yield (
            "certificate",
            f"{given.limb}) is chosen, but no mark at {always}) can be read; it is needed too.",
        )


@warns(
    "certificate-no-cost-with-amount",
    "“No financial consequences” does not go with a sum.",
    source="the form, row 31",
    at="S O",
    reads_text=True,
)
def certificate_no_cost_with_amount(case: Case) -> Found:
    """Fires where limb a, no financial consequences, is certified, although the recommendation or section 6
    names a sum. Sums elsewhere, and £0, do not count.
    """
    if case.content is None or _limb(case) != "a":
        return
    for amount in case.content.amounts:
        if amount.pence > 0 and amount.where.split()[0] in {"recommendation", "financial"}:
            yield "certificate", f"No consequences, but {as_pounds(amount.pence)} in {amount.where}."
            return


def _limb(case: Case) -> str | None:
    """The limb that an act or an old paper certifies, if it does."""
    if case.paper is not None:
        return case.paper.certificate.limb
    return case.asked.limb if case.step is not None and case.step.certificate else None
