"""What the public is shown: complete, whole, in time, and nothing withheld without a ground."""

import re
from collections.abc import Iterable

from states.calendar import working_days_between
from states.dates import as_form
from states.money import as_pounds, sums_in
from states.requests import Publication
from states.rules.acts import says_something
from states.rules.case import Case, blocks, warns
from states.vocabulary import Kind

Found = Iterable[tuple[str, str]]

_ALWAYS = {
    "kind": "Say what kind of decision it is.",
    "public_interest": "Is it of significant public interest?",
}
_GRANT = {
    "recipient": "Name the recipient.",
    "purpose": "Say what the money is for.",
    "grant_conditions": "State the grant's conditions, or “none”.",
    "grant_reasons": "Say how it reduces crime and disorder.",
}
_SPEND = {
    "recipient": "Name the recipient.",
    "purpose": "Say what the money is for.",
    "value_reason": "Say why good value for money was expected.",
}
_NEEDED = {Kind.GRANT: _GRANT, Kind.CONTRACT: _SPEND, Kind.SPEND: _SPEND}


@blocks(
    "publication-fields-missing", "The public record is complete.", source="SI 2011/3050 Sch para 3(f), 3(g)"
)
def publication_fields_missing(case: Case) -> Found:
    published = _published(case)
    details = {key: getattr(case.text, key) for key in _ALWAYS | _GRANT | _SPEND} | dict(published.details)
    kind = details.get("kind")
    if kind and kind not in set(Kind):
        yield "publication kind", f"{kind} is none of {', '.join(Kind)}."
        return
    needed = _ALWAYS | (_NEEDED.get(Kind(kind), {}) if kind else {})
    for key, message in needed.items():
        if not says_something(details.get(key)):
            yield f"publication {key}", message


@blocks("withheld-without-ground", "A withheld part has ground, reason, opinion, review.", source="domain 5")
def withheld_without_ground(case: Case) -> Found:
    for number, held in enumerate(_published(case).held, start=1):
        lacks = [
            name
            for name, text in (("ground", held.ground), ("reason", held.reason), ("opinion", held.opinion))
            if not says_something(text)
        ]
        if held.ground and held.ground.upper().startswith("FOIA") and held.review_on is None:
            lacks.append("review date")
        if lacks:
            yield f"publication {number}", f"No {', '.join(lacks)} for withholding {held.part}."


@blocks("withheld-text-shown", "What is withheld does not stand in the public part.", source="domain 5")
def withheld_text_shown(case: Case) -> Found:
    """All that is opened counts: the public parts, the details, and what is said of the parts withheld."""
    published = _published(case)
    public = _opened(published)
    shown_sums = {pence for text in public for pence in sums_in(text)}
    for number, held in enumerate(published.held, start=1):
        text = published.texts.get(held.part, "")
        both = sorted(shown_sums.intersection(sums_in(text)))
        if held.part in published.parts:
            yield f"publication {number}", f"{held.part} is both withheld and public."
        elif any(_stands_in(text, shown) for shown in public):
            yield f"publication {number}", f"The text of {held.part} stands in the public part too."
        elif both:
            yield f"publication {number}", f"{as_pounds(both[0])} is withheld, and public elsewhere."


def _opened(published: Publication) -> list[str]:
    parts = [published.texts.get(part, "") for part in published.parts]
    said = [text for held in published.held for text in (held.shown, held.reason, held.opinion) if text]
    return [*parts, *published.details.values(), *said]


def _stands_in(text: str, shown: str) -> bool:
    """Whether the text stands there as whole words; case and spaces aside."""
    letters = [re.escape(letter) for letter in text if not letter.isspace()]
    pattern = r"(?<!\w)" + r"\s*".join(letters) + r"(?!\w)"
    return bool(letters) and re.search(pattern, shown, re.IGNORECASE) is not None


@blocks("sign-off-missing", "Only a decision with every sign-off is published.", source="form")
def sign_off_missing(case: Case) -> Found:
    given = {sign_off.step for sign_off in case.earlier}
    for step in case.record.steps:
        if step.key not in given:
            yield f"sign_offs {step.office}", f"{step.title}: no sign-off."


@warns(
    "published-late", "A decision is published within the office's days.", source="SI 2011/3050 Sch para 5(d)"
)
def published_late(case: Case) -> Found:
    decided_on = case.record.decided_on
    if decided_on is None:
        return
    days = working_days_between(case.calendar, decided_on, case.today)
    if days > case.publish_within_days:
        yield "publication", f"{days} working days after the decision of {as_form(decided_on)}."


@warns(
    "contract-threshold",
    "A contract over the line is published in full.",
    source="SI 2011/3050 Sch para 4",
    reads_text=True,
)
def contract_threshold(case: Case) -> Found:
    published = case.request.publication if case.request else None
    kind = (published.details.get("kind") if published else None) or case.text.kind
    if kind not in {None, Kind.CONTRACT} or not case.text.amounts:
        return
    largest = max(case.text.amounts, key=lambda amount: amount.pence)
    if largest.pence > case.contract_line_pence:
        line = as_pounds(case.contract_line_pence)
        yield (
            largest.where,
            f"{as_pounds(largest.pence)}: grant or contract? A contract over {line} is published in full.",
        )


def _published(case: Case) -> Publication:
    if case.asked.publication is None:
        raise ValueError("this rule judges a publication, and none was given")
    return case.asked.publication
