"""A paper as the JSON contract prints it: keys and order are what other programs rely on."""

from typing import Any

from states.submission import Item, Paper
from states.vocabulary import SECTIONS


def paper_json(paper: Paper) -> dict[str, Any]:
    """The `paper` object of `signoff check --json`. Money in whole pence, emissions as written, days ISO."""
    content = paper.content
    return {
        "number": paper.number,
        "subject": content.subject,
        "originator": content.originator,
        "reason": content.reason,
        "submitted_to": content.submitted_to,
        "summary": _texts(content.summary),
        "recommendation": _texts(content.recommendation),
        "outcome_by": content.outcome_by,
        "outcome": paper.outcome,
        "sections": {key: _texts(content.sections.get(key, ())) for key in SECTIONS},
        "emissions": [
            {"category": row.category, "increase_tco2": row.increase_tco2, "saving_tco2": row.saving_tco2}
            for row in content.emissions
        ],
        "checklist": [
            {"key": answer.key, "question": answer.question, "answer": answer.answer}
            for answer in content.checklist
        ],
        "confidential": content.confidential,
        "confidential_reasons": content.confidential_reasons,
        "certificate": {"limb": paper.certificate.limb, "regulations": paper.certificate.regulations},
        "sign_offs": [
            {
                "office": sign_off.office,
                "date": sign_off.on.isoformat() if sign_off.on else None,
                "written": sign_off.written,
            }
            for sign_off in paper.sign_offs
        ],
        "amounts": [{"pence": amount.pence, "where": amount.where} for amount in content.amounts],
        "marking": content.marking,
    }


def _texts(items: tuple[Item, ...]) -> list[str]:
    return [item.text for item in items]
