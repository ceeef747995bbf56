"""The canonical form: what is written is read back, and one value has one writing."""

import unicodedata
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow.audit.canonical import MAX_DEPTH, NotCanonical, canonical, normalised, parse

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
KEYS = st.from_regex(r"[a-z][a-z0-9_.\-]{0,8}", fullmatch=True)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@unhurried
@given(VALUES.filter(lambda value: _depth(value) <= MAX_DEPTH))
def test_a_normalised_value_is_read_back_from_its_bytes(value: Any) -> None:
    clean = normalised(value)
    assert parse(canonical(clean)) == clean


def _depth(value: Any) -> int:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if members is None else 1 + max(map(_depth, members), default=0)


@unhurried
@given(st.dictionaries(KEYS, SCALARS.map(normalised), min_size=2))
def test_the_order_of_members_does_not_matter(members: dict[str, Any]) -> None:
    assert canonical(members) == canonical(dict(reversed(members.items())))


@unhurried
@given(st.binary(max_size=40))
def test_no_other_bytes_are_read(data: bytes) -> None:
    try:
        value = parse(data)
    except NotCanonical:
        return
    assert canonical(value) == data


@unhurried
@given(TEXTS)
def test_normalising_is_unicode_form_c(text: str) -> None:
    assert normalised({"a": [text]}) == {"a": [unicodedata.normalize("NFC", text)]}
