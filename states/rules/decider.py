"""Who was asked and who decided: the same office, and the same holder."""

from collections.abc import Iterable

from states.names import same_office, split_office
from states.rules.case import Case, warns
from states.rules.passages import letters_and_digits
from states.rules.words import quoted

Found = Iterable[tuple[str, str]]


@warns(
    "decider-differs",
    "Who decides is who the paper is submitted to.",
    source="the form, rows 5 and 8",
    at="O",
)
def decider_differs(case: Case) -> Found:
    """Fires where outcome/approval by names another office than submitted to, or another holder of it. Case,
    spaces, full stops and known short forms (PCC) do not matter, and a name in one of the two only is no
    difference.
    """
    asked, decided = (case.text.submitted_to or "").strip(), (case.text.outcome_by or "").strip()
    if not asked or not decided:
        return
    holders = [letters_and_digits(split_office(text)[0] or "") for text in (asked, decided)]
    is_other_holder = all(holders) and holders[0] != holders[1]
    if is_other_holder or not same_office(asked, decided, case.customs.aliases):
        yield (
            "outcome_by",
            f"Submitted to {quoted(asked)}, decided by {quoted(decided)}: check who had to decide.",
        )
