"""The originator's checklist and the confidential question."""

from collections.abc import Iterable

from states.rules.case import Case, blocks, warns
from states.rules.fields import emission_rows, is_number
from states.rules.words import quoted, says_none, says_something
from states.submission import Answer

Found = Iterable[tuple[str, str]]

_ANSWERS = frozenset({"yes", "no"})


@blocks(
    "checklist-unanswered",
    "Every checklist question is answered.",
    source="the form, row 24: must be completed",
    at="D O",
    reads=("checklist",),
)
def checklist_unanswered(case: Case) -> Found:
    """Fires for each question of the originator's checklist that has no row, or an empty answer."""
    answers = {answer.key: answer for answer in case.text.checklist}
    for question in case.printed.checklist.questions:
        answer = answers.get(question.key)
        if answer is None or not _given(answer):
            yield f"checklist {question.key}", f"Not answered: {question.text}"


@blocks(
    "checklist-answer-invalid",
    "A checklist answer is yes or no.",
    source="the form, row 24: please state 'yes' or 'no'",
    at="D O",
    reads=("checklist",),
)
def checklist_answer_invalid(case: Case) -> Found:
    """Fires for each answer that is not yes, no, y or n, alone or with words after it, such as “N/A” or
    “Yes/No”; and for tick boxes of which none or both are ticked. An empty answer is said to be missing.
    """
    for answer in case.text.checklist:
        given = _given(answer)
        if given and answer.answer not in _ANSWERS:
            yield f"checklist {answer.key}", f"{quoted(given)} is neither yes nor no: answer one of them."


def _given(answer: Answer) -> str:
    return (answer.written or answer.answer or "").strip() or (answer.answer or "").strip()


@warns(
    "checklist-no-unexplained",
    "A “no” in the checklist is explained.",
    source="papers 05/2025 and 39/2025",
    at="D O",
    reads=("checklist",),
)
def checklist_no_unexplained(case: Case) -> Found:
    """Fires for each “no” without words after it or a reason beside it. What other sections may say about
    it is not looked for.
    """
    for answer in case.text.checklist:
        if answer.answer == "no" and not says_something(answer.reason):
            yield f"checklist {answer.key}", "Answered no, without a reason: say why."


@warns(
    "sustainability-contradiction",
    "The sustainability answer agrees with section 7.",
    source="papers 05/2025 and 39/2025; the form, rows 19 to 22",
    at="D O",
    reads=("checklist", "emissions", "environmental"),
)
def sustainability_contradiction(case: Case) -> Found:
    """Fires where sustainability was not considered, says the checklist, but all rows of the carbon table
    hold numbers and section 7 has a text of its own. “Not assessed” is no number, the printed lead-in no
    text.
    """
    answer = next((a.answer for a in case.text.checklist if a.key == "sustainability"), None)
    if answer != "no" or not any(passage.key == "environmental" for passage in case.passages):
        return
    rows = [row for _, row in emission_rows(case)]
    if all(row and is_number(row.increase_tco2) and is_number(row.saving_tco2) for row in rows):
        yield "checklist sustainability", "Answered no, but section 7 is filled in: change one of the two."


@blocks(
    "confidential-reasons-missing",
    "A confidential paper says why it is.",
    source="the form, row 26; Freedom of Information Act 2000",
    at="D O P",
    reads=("confidential", "confidential_reasons"),
)
def confidential_reasons_missing(case: Case) -> Found:
    """Fires for a confidential paper that gives no reasons, or only a word such as None or N/A."""
    if case.text.confidential == "yes" and says_none(case.text.confidential_reasons):
        yield "confidential_reasons", "Confidential: say why."


@warns(
    "confidential-reasons-unneeded",
    "Only a confidential paper gives reasons for being so.",
    source="the form, rows 25 and 26",
    at="D O",
    reads=("confidential", "confidential_reasons"),
)
def confidential_reasons_unneeded(case: Case) -> Found:
    """Fires for reasons given although the answer is that the paper is not confidential. Words such as
    None or N/A are no reasons.
    """
    if case.text.confidential == "no" and not says_none(case.text.confidential_reasons):
        yield (
            "confidential_reasons",
            "Reasons, but answered no: take them out, or answer yes.",
        )
