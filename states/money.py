"""Sums of money in running text: found, multiplied out, and named by where they stand."""

import re
from collections.abc import Iterator

from states.submission import Amount, Content, Item

_SUM = re.compile(
    r"(?:£|GBP)\s?(\d{1,3}(?:,\d{3})+|\d+)(?!,?\d)(\.\d+)?(?:\s?(k|thousand|m|million|bn|billion)\b)?",
    re.IGNORECASE,
)
_ZEROS = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_MOST_DIGITS = 15
"""A longer number is no sum. It also keeps every sum within a database's 64-bit integer."""


def sums_in(text: str) -> tuple[int, ...]:
    """Every sum of money in the text, in its order, repeats included, in whole pence.

    A sum follows the pattern SUM of the rules and is multiplied out (`£1.5k` is 150000). One with a fraction
    of a penny, or of more than 15 digits, is no sum.
    """
    if "£" not in text and "gbp" not in text.casefold():  # quicker than the pattern, at every letter
        return ()
    found = (_pence(match) for match in _SUM.finditer(text))
    return tuple(pence for pence in found if pence is not None)


def amounts_of(content: Content) -> tuple[Amount, ...]:
    """Every sum in the content's text with its stable key: `summary 4`, `financial 6.1`, `subject`.

    Order: subject, summary, recommendation, then the sections in the order in which the content holds them.
    """
    return tuple(Amount(pence, where) for where, text in _texts(content) for pence in sums_in(text))


def as_pounds(pence: int) -> str:
    """The sum as people write it: `£6,541`, and with pence where it has any, `£10,030.50`."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02}" if rest else f"£{pounds:,}"


def _pence(match: re.Match[str]) -> int | None:
    whole, fraction, multiplier = match.groups()
    digits = whole.replace(",", "")
    decimals = (fraction or "")[1:]
    if len(digits) + len(decimals) > _MOST_DIGITS:
        return None
    places = _ZEROS.get((multiplier or "").lower(), 0) + 2 - len(decimals)
    written = digits + decimals + "0" * places
    kept, dropped = (written[:places], written[places:]) if places < 0 else (written, "")
    if dropped.strip("0") or len(kept.lstrip("0")) > _MOST_DIGITS + 2:
        return None
    return int(kept or "0")


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    yield "subject", content.subject or ""
    yield from _items("summary", content.summary)
    yield from _items("recommendation", content.recommendation)
    for key, items in content.sections.items():
        yield from _items(key, items)


def _items(key: str, items: tuple[Item, ...]) -> Iterator[tuple[str, str]]:
    for item in items:
        yield (f"{key} {item.number}" if item.number else key), item.text
