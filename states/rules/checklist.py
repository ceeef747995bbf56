"""The originator's checklist and the confidential question."""

from collections.abc import Iterable

from states.rules.case import Case, blocks

Found = Iterable[tuple[str, str]]

NONE_WORDS = frozenset({"n/a", "none", "not applicable", "-"})


@blocks("checklist-unanswered", "Every checklist question is answered.", source="form: must be completed")
def checklist_unanswered(case: Case) -> Found:
    answers = {answer.key: answer for answer in case.text.checklist}
    for question in case.printed.checklist.questions:
        answer = answers.get(question.key)
        if answer is None or (answer.answer is None and not (answer.written or "").strip()):
            yield f"checklist {question.key}", f"Not answered: {question.text}"


@blocks("checklist-answer-invalid", "A checklist answer is yes or no.", source="form: state 'yes' or 'no'")
def checklist_answer_invalid(case: Case) -> Found:
    for answer in case.text.checklist:
        written = (answer.written or "").strip()
        if answer.answer not in {"yes", "no"} and written:
            yield f"checklist {answer.key}", f"{written} is neither yes nor no."


@blocks(
    "confidential-reasons-missing", "A confidential paper says why it is.", source="FOIA 2000; form, row 26"
)
def confidential_reasons_missing(case: Case) -> Found:
    reasons = (case.text.confidential_reasons or "").strip().rstrip(".").lower()
    if case.text.confidential == "yes" and (not reasons or reasons in NONE_WORDS):
        yield "confidential_reasons", "Confidential: say why."
