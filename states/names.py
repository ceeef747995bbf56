"""Offices as papers write them: a holder's name parted from the office, two spellings of one office."""

from collections.abc import Mapping
from types import MappingProxyType

OFFICE_ALIASES: Mapping[str, str] = MappingProxyType({"PCC": "Police and Crime Commissioner"})
"""Short form → full form of an office; either may be followed by "for" and an area. Offices may set more."""

_DASHES_AND_COMMA = (" – ", " - ", ", ")


def same_office(a: str, b: str, aliases: Mapping[str, str] = OFFICE_ALIASES) -> bool:
    """Whether two texts name the same office, whoever holds it (rule `decider-differs`).

    Case, spaces and full stops do not matter. An aliased office with an area is the one without; two
    different areas are two offices.
    """
    if _folded(a) == _folded(b):
        return True
    (office, area), (other, other_area) = (_office_and_area(text, aliases) for text in (a, b))
    return office == other and (area == other_area or not area or not other_area)


def split_office(text: str) -> tuple[str | None, str]:
    """The holder, if one is named, and the office: parted at the last " – ", " - " or ", "."""
    at, mark = max((text.rfind(mark), mark) for mark in _DASHES_AND_COMMA)
    if at < 0:
        return None, text.strip()
    return text[:at].strip() or None, text[at + len(mark) :].strip()


def _office_and_area(text: str, aliases: Mapping[str, str]) -> tuple[str, str]:
    office = _folded(split_office(text)[1])
    for short, full in aliases.items():
        for spelling in (_folded(short), _folded(full)):
            if office == spelling:
                return _folded(full), ""
            if office.startswith(f"{spelling} for "):
                return _folded(full), office.removeprefix(f"{spelling} for ")
    return office, ""


def _folded(text: str) -> str:
    return " ".join(text.replace(".", "").casefold().split())
