"""What the text says and leaves out: sums, options, references. It reads free text and can be wrong."""

import re
from collections.abc import Iterable, Sequence

from states.money import as_pounds
from states.rules.case import Case, warns
from states.rules.passages import TEXT
from states.submission import Amount
from states.vocabulary import Kind

Found = Iterable[tuple[str, str]]

_BY_REFERENCE = re.compile(
    r"\b(described|detailed|outlined|proposed|set out)\s+"
    r"(above|below|in\s+(this|the)\s+(attached\s+)?(paper|report|submission|document|appendix))\b",
    re.IGNORECASE,
)
_WOULD_BE = re.compile(
    r"\b(would|will|could|can|may|might)\s+(still\s+)?be\s+(fully\s+)?"
    r"(achieved|completed|delivered|fulfilled|met|possible|provided|realised)\b",
    re.IGNORECASE,
)
_DO_NOTHING = re.compile(r"\bdo\s+nothing\b", re.IGNORECASE)
_VARIES = re.compile(r"\b(variations?|vary|varies|varied|extensions?|extend)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d/])\d{2,3}/\d{4}(?![\d/])")

_SPENDING = frozenset({"summary", "recommendation", "financial"})
"""Where a paper says what is spent."""

_MOST_NAMED = 3
"""So many sums are named in one message."""


@warns(
    "recommendation-without-amount",
    "The recommendation names the sum to be approved.",
    source="papers 05/2025 and 39/2025",
    at="D O",
    reads_text=True,
    reads=_SPENDING,
)
def recommendation_without_amount(case: Case) -> Found:
    """Fires where the summary or section 6 names a sum above nil and the recommendation names none.

    Not where the recommendation is empty: that is said by itself.
    """
    spent = [a for key in ("financial", "summary") for a in _sums_of(case, key) if a.pence > 0]
    if not spent or any(a.pence > 0 for a in _sums_of(case, "recommendation")):
        return
    if any(item.text.strip() for item in case.text.recommendation):
        found = f"{_place(spent[0].where)} has {as_pounds(spent[0].pence)}"
        yield "recommendation", f"No sum here; {found}. Say how much is approved."


@warns(
    "recommendation-by-reference",
    "The recommendation itself says what is approved.",
    source="paper 39/2025",
    at="D O",
    reads_text=True,
    reads={"recommendation"},
)
def recommendation_by_reference(case: Case) -> Found:
    """Fires where the recommendation says “as described in this paper”, “outlined above” or the like.

    It is read alone, in the minutes and on the public register. What it says besides is not judged.
    """
    for passage in case.passages:
        reference = passage.key == "recommendation" and _BY_REFERENCE.search(passage.text)
        if reference:
            yield "recommendation", f"“{_one_line(reference[0])}”: say here what is approved."
            return


@warns(
    "amounts-differ",
    "The same sums stand in the summary, the recommendation and section 6.",
    source="the form, rows 6, 7 and 18",
    at="D O",
    reads_text=True,
    reads=_SPENDING,
)
def amounts_differ(case: Case) -> Found:
    """Fires where the recommendation names a sum that section 6 has not, or the summary shares none with it.

    Not where one of the two names no sum at all. £10,030 and £10,030.00 are the same sum.
    """
    financial = _sums_of(case, "financial")
    if not financial:
        return
    known = {amount.pence for amount in financial}
    recommended = [a for a in _sums_of(case, "recommendation") if a.pence not in known]
    if recommended:
        yield "recommendation", _differ(recommended, financial)
    summed = _sums_of(case, "summary")
    if summed and known.isdisjoint(amount.pence for amount in summed):
        yield "summary", _differ(summed, financial)


@warns(
    "single-option",
    "The decider is given more than one option.",
    source="the form, row 16; papers 05/2025 and 39/2025",
    at="D O",
    reads={"options"},
)
def single_option(case: Case) -> Found:
    """Fires where section 4 has fewer than two items; one that ends in a colon leads in and does not count.

    Not where section 4 is empty: that is said by itself.
    """
    items = [passage.text for passage in case.passages if passage.key == "options"]
    options = sum(not text.rstrip().endswith(":") for text in items)
    if items and options < 2:
        said = "Only one option" if options else "No option"
        yield "options", f"{said}. Say what else was considered, and why not."


@warns(
    "do-nothing-not-negative",
    "Doing nothing does not achieve what the paper is for.",
    source="paper 05/2025",
    at="D O",
    reads_text=True,
    reads={"options"},
)
def do_nothing_not_negative(case: Case) -> Found:
    """Fires where an option says “do nothing” and also that something would be achieved, met or delivered.

    Not where it says “would not be”. Often the word “not” was lost.
    """
    told = set()
    for passage in case.passages:
        if passage.key != "options" or passage.where in told or not _DO_NOTHING.search(passage.text):
            continue
        if would_be := _WOULD_BE.search(passage.text):
            told.add(passage.where)
            yield passage.where, f"Do nothing, yet it “{_one_line(would_be[0])}”: is “not” missing?"


@warns(
    "variation-without-parent",
    "A variation names the decision that it varies.",
    source="paper 39/2025",
    at="D O",
    reads_text=True,
    reads=TEXT | {"varies"},
)
def variation_without_parent(case: Case) -> Found:
    """Fires where subject or recommendation speaks of a variation or extension, and no decision is named.

    A number such as 12/2024 anywhere in the text is enough, if it is not the paper's own; so is the field
    for the decision varied.
    """
    spoken = next(
        (p for p in case.passages if p.key in {"subject", "recommendation"} and _VARIES.search(p.text)), None
    )
    if spoken is None or (case.text.varies or "").strip():
        return
    numbers = {n for passage in case.passages if "/" in passage.text for n in _NUMBER.findall(passage.text)}
    if numbers <= _own_numbers(case):
        yield spoken.key, "Varies which decision? Give its number, as in “decision 12/2024”."


@warns(
    "contract-threshold",
    "A contract over the line is published in full.",
    source="SI 2011/3050 (Specified Information Order 2011), Schedule, paragraph 4; paper 05/2025",
    at="D P O",
    reads_text=True,
    reads=_SPENDING | {"kind"},
)
def contract_threshold(case: Case) -> Found:
    """Fires where the largest sum in summary, recommendation and section 6 is over £10,000 (a setting).

    Only where the decision is a contract or its kind is unknown, as it always is in a file. Not for exactly
    £10,000.
    """
    published = case.request.publication if case.request else None
    kind = (published.details.get("kind") if published else None) or case.text.kind
    sums = [a for a in case.text.amounts if _key(a.where) in _SPENDING]
    line = case.customs.contract_line_pence
    if (kind and kind != Kind.CONTRACT) or max((a.pence for a in sums), default=0) <= line:
        return
    largest = max(sums, key=lambda amount: amount.pence)
    asked = "" if kind else " grant or contract?"
    yield (
        largest.where,
        f"{as_pounds(largest.pence)}:{asked} A contract over {as_pounds(line)} is published in full.",
    )


def _sums_of(case: Case, key: str) -> list[Amount]:
    return [amount for amount in case.text.amounts if _key(amount.where) == key]


def _key(where: str) -> str:
    return where.partition(" ")[0]


def _place(where: str) -> str:
    """A place in a few words: `6.1`, `summary 4`."""
    key, _, number = where.partition(" ")
    if key != "financial":
        return where
    return number or "section 6"


def _differ(here: Sequence[Amount], financial: Sequence[Amount]) -> str:
    return f"{_named(here)} here, {_named(financial)} in {_place(financial[0].where)}. Say which is right."


def _named(amounts: Sequence[Amount]) -> str:
    """The first few different sums in words; the rest is in the paper."""
    sums = [as_pounds(pence) for pence in dict.fromkeys(amount.pence for amount in amounts)]
    return ", ".join(sums[:_MOST_NAMED]) + (" and more" if len(sums) > _MOST_NAMED else "")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _own_numbers(case: Case) -> set[str | None]:
    """The paper's own number as far as it is known: printed on it, held, or about to be given."""
    return {
        case.printed_number,
        case.submission.number if case.submission else None,
        case.request.number if case.request else None,
    }
