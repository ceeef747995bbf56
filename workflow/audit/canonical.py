"""Canonical bytes: the one way in which a value is written before it is hashed.

RFC 8785 on a subset that is checked first; outside the subset `json.dumps` is not exact.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NoReturn, TypeAlias

JSON: TypeAlias = "bool | int | str | Sequence[JSON] | Mapping[str, JSON] | None"

ENTRY_BYTES = 65_536
"""The most bytes that an entry may have."""

VALUE_BYTES = 1_048_576
"""The most bytes that a manifest or an opened value may have."""

MAX_DEPTH = 6
MAX_INTEGER = 2**53 - 1
_KEY = re.compile(r"[a-z][a-z0-9_.-]{0,63}")


class NotCanonical(ValueError):  # noqa: N818  # reads as what is wrong
    """The value is outside the subset, or the bytes are not the canonical ones."""


def canonical(value: JSON, *, limit: int = VALUE_BYTES) -> bytes:
    """The canonical bytes of a value, at most `limit` of them. Raises NotCanonical outside the subset."""
    _check(value, 1)
    try:
        data = _encode(value).encode()
    except UnicodeEncodeError:
        raise NotCanonical("a text holds a lone surrogate") from None
    if len(data) > limit:
        raise NotCanonical(f"{len(data)} bytes are more than {limit}")
    return data


def parse(data: bytes, *, limit: int = VALUE_BYTES) -> Any:
    """The value of canonical bytes. Raises NotCanonical for any others, whatever they would mean."""
    if not isinstance(data, bytes):  # SQLite returns a text where one was put in a column of bytes
        raise NotCanonical("not bytes")
    if len(data) > limit:
        raise NotCanonical(f"{len(data)} bytes are more than {limit}")
    try:
        value = _decode(data.decode())
    except NotCanonical:
        raise
    except (ValueError, RecursionError) as error:
        raise NotCanonical(f"not JSON: {error}") from None
    if canonical(value, limit=limit) != data:
        raise NotCanonical("the bytes are not in canonical form")
    return value


def normalised(value: JSON) -> JSON:
    """The same value with every text in Unicode's form NFC, as the canonical form wants it."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: normalised(member) for key, member in value.items()}
    if isinstance(value, Sequence):
        return [normalised(member) for member in value]
    return value


def _check(value: object, depth: int) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise NotCanonical("a text holds U+0000")
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            raise NotCanonical("a text is not in form NFC")
    elif value is None or isinstance(value, bool):
        pass
    elif isinstance(value, int):
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise NotCanonical("an integer is beyond 2^53 - 1")
    else:
        _check_members(value, depth)


def _check_members(value: object, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotCanonical(f"deeper than {MAX_DEPTH}")
    if isinstance(value, dict):
        for key, member in value.items():
            if not _is_key(key):
                raise NotCanonical(f"{key!r:.80} is not a key")
            _check(member, depth + 1)
    elif isinstance(value, list | tuple):
        for member in value:
            _check(member, depth + 1)
    else:
        raise NotCanonical(f"{type(value).__name__} has no canonical form")


@lru_cache(maxsize=4096)
def _is_key(key: object) -> bool:
    return isinstance(key, str) and _KEY.fullmatch(key) is not None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotCanonical("a key stands twice")
    return members


def _no_float(text: str) -> NoReturn:
    raise NotCanonical(f"{text:.40} is not an integer")


# Circles need no check of their own: they are deeper than MAX_DEPTH.
_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
).encode
_decode = json.JSONDecoder(object_pairs_hook=_members, parse_float=_no_float, parse_constant=_no_float).decode
