"""What the public is shown: complete, whole, in time, and nothing withheld without a ground."""

import re
from collections.abc import Iterable

from states.calendar import working_days_between
from states.dates import as_form
from states.money import as_pounds, sums_in
from states.requests import Publication
from states.rules.case import Case, blocks, warns
from states.rules.words import quoted, says_something
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
    "publication-fields-missing",
    "The public record is complete.",
    source="SI 2011/3050, Schedule, para 3(f) and 3(g)",
    at="P",
    needs_records=True,
)
def publication_fields_missing(case: Case) -> Found:
    """Fires for each empty one of the details that the public is owed: always kind and public interest; of a
    grant recipient, purpose, conditions (“none” will do) and how it reduces crime; of a contract or other
    spending recipient, purpose and why good value was expected.
    """
    published = _published(case)
    details = {key: getattr(case.text, key) for key in _ALWAYS | _GRANT | _SPEND} | dict(published.details)
    kind = details.get("kind")
    if kind and kind not in set(Kind):
        yield "publication kind", f"{quoted(kind)} is none of {', '.join(Kind)}."
        return
    needed = _ALWAYS | (_NEEDED.get(Kind(kind), {}) if kind else {})
    for key, message in needed.items():
        if not says_something(details.get(key)):
            yield f"publication {key}", message


@blocks(
    "withheld-without-ground",
    "A withheld part has ground, reason, opinion, review.",
    source="SI 2011/3050, article 2(2); Freedom of Information Act 2000",
    at="P",
    needs_records=True,
)
def withheld_without_ground(case: Case) -> Found:
    """Fires for each part held back without a ground, a reason, or whose opinion it is; and for a ground
    under the Freedom of Information Act without a day on which it is looked at again.
    """
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


@blocks(
    "withheld-text-shown",
    "What is withheld does not stand in the public part.",
    source="good practice: a part held back is held back everywhere",
    at="P",
    needs_records=True,
)
def withheld_text_shown(case: Case) -> Found:
    """Fires for each part held back whose text, or a sum in it, also stands in what is made public. All that
    is opened counts: the public parts, the details, and what is said of the parts held back. Case and spaces
    do not matter.
    """
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


@blocks(
    "sign-off-missing",
    "A decision has every sign-off of its route.",
    source="the form, rows 10, 11 and 28 to 31",
    at="P O",
)
def sign_off_missing(case: Case) -> Found:
    """Fires for each step that nobody signed; on a paper, for each without any text as its date. A date that
    cannot be read is there, and a missing signature is no sign: text does not show ink.
    """
    if case.paper is not None:
        for step, written in case.written:
            if not written.written and written.on is None:
                yield f"sign_offs {step.office}", f"{step.title}: no date. Find the signed original."
        return
    given = {sign_off.step for sign_off in case.earlier}
    for step in case.record.steps:
        if step.key not in given:
            yield f"sign_offs {step.office}", f"{step.title}: no sign-off."


@warns(
    "published-late",
    "A decision is published within the office's days.",
    source="SI 2011/3050, Schedule, para 5(d): as soon as practicable",
    at="P T",
    needs_records=True,
)
def published_late(case: Case) -> Found:
    """Fires where more working days than the office set itself lie between the decision and its publication,
    or today. The day of the decision does not count.
    """
    decided_on = case.record.decided_on
    if decided_on is None:
        return
    days = working_days_between(case.calendar, decided_on, case.today)
    if days > case.customs.publish_within_days:
        yield "publication", f"{days} working days after the decision of {as_form(decided_on)}."


def _published(case: Case) -> Publication:
    if case.asked.publication is None:
        raise ValueError("this rule judges a publication, and none was given")
    return case.asked.publication
