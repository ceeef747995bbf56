"""The manifest of a version: what is signed. All the originator fills, each field under its own seal."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from states.submission import Amount, Answer, Content, Emission, Item
from states.vocabulary import SECTIONS
from workflow.audit.canonical import JSON, NotCanonical, canonical, parse
from workflow.audit.seals import Opening, opening_of

FORMAT = 1

_LISTS = frozenset({"summary", "recommendation", "sections", "emissions", "checklist", "amounts"})
_TEXTS = tuple(f.name for f in fields(Content) if f.name not in _LISTS)
_PRINTED = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2})+)\.?(?:\s|$)")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_HEX = re.compile(r"[0-9a-f]{64}")
_MEMBERS = frozenset({"v", "submission", "version", "originator", "editors", "route", "fields"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionHead:
    """What a manifest says besides the fields: which version, by whom, on which route."""

    submission: str
    version: int
    originator: str
    editors: tuple[str, ...]
    route_key: str
    route_version: int
    route_sha256: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A version ready to be kept: its manifest, the digest that is signed (64 hex), what opens its fields."""

    manifest_bytes: bytes
    content_hex: str
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read back; `seals` maps each field's key to its commitment."""

    head: VersionHead
    seals: Mapping[str, str]


def build_manifest(head: VersionHead, content: Content, *, new_salt: Callable[[], bytes]) -> Sealed:
    """Seal every field under a new salt and write the manifest. NotCanonical for text it cannot hold."""
    openings = {key: opening_of(key, value, new_salt()) for key, value in fields_of(content).items()}
    manifest_bytes = canonical(
        {
            "v": FORMAT,
            "submission": head.submission,
            "version": head.version,
            "originator": head.originator,
            "editors": sorted(set(head.editors)),
            "route": {"key": head.route_key, "version": head.route_version, "sha256": head.route_sha256},
            "fields": {key: opening.seal for key, opening in openings.items()},
        }
    )
    return Sealed(manifest_bytes, sha256(manifest_bytes).hexdigest(), tuple(openings.values()))


def read_manifest(manifest_bytes: bytes) -> Manifest:
    """The manifest in these bytes. Raises NotCanonical unless they have exactly its form."""
    value = parse(manifest_bytes)
    if not _has_form(value):
        raise NotCanonical("the bytes are not a manifest")
    route = value["route"]
    head = VersionHead(
        submission=value["submission"],
        version=value["version"],
        originator=value["originator"],
        editors=tuple(value["editors"]),
        route_key=route["key"],
        route_version=route["version"],
        route_sha256=route["sha256"],
    )
    return Manifest(head, MappingProxyType(value["fields"]))


def fields_of(content: Content) -> dict[str, JSON]:
    """Every field by its key, items of lists from 1, texts in form NFC. What is empty has no key."""
    found: dict[str, JSON] = {}
    for name in _TEXTS:
        if text := _nfc(getattr(content, name)):
            found[name] = text
    for name, items in (("summary", content.summary), ("recommendation", content.recommendation)):
        found |= _numbered(name, (_nfc(item.text) for item in items))
    for name, items in content.sections.items():
        found |= _numbered(f"sections.{name}", (_nfc(item.text) for item in items))
    found |= _numbered("emissions", map(_emission, content.emissions))
    found |= _numbered("checklist", map(_answer, content.checklist))
    found |= _numbered("amounts", ({"pence": a.pence, "where": _nfc(a.where)} for a in content.amounts))
    return found


def content_of(found: Mapping[str, JSON]) -> Content:
    """The content that gave these fields. ValueError for a key that is no field.

    The printed number of an item is its position in summary and recommendation where they have more than one,
    in a section the number with a dot that begins its text, or the last one before it.
    """
    texts: dict[str, Any] = {}
    lists: dict[str, list[tuple[int, Any]]] = {}
    for key, value in found.items():
        name, _, number = key.rpartition(".")
        if key in _TEXTS:
            texts[key] = value
        elif _NUMBER.fullmatch(number) and _is_list(name):
            lists.setdefault(name, []).append((int(number), value))
        else:
            raise ValueError(f"{key!r:.80} is no field of a paper")
    items = {name: [value for _, value in sorted(pairs, key=_first)] for name, pairs in lists.items()}
    return Content(
        summary=_by_position(items.get("summary", [])),
        recommendation=_by_position(items.get("recommendation", [])),
        sections={name: _by_print(items.get(f"sections.{name}", [])) for name in SECTIONS},
        emissions=tuple(Emission(**value) for value in items.get("emissions", [])),
        checklist=tuple(Answer(**value) for value in items.get("checklist", [])),
        amounts=tuple(Amount(**value) for value in items.get("amounts", [])),
        **texts,
    )


def _nfc(text: str | None) -> str | None:
    return None if text is None else unicodedata.normalize("NFC", text)


def _emission(row: Emission) -> JSON:
    return {
        "category": _nfc(row.category),
        "increase_tco2": _nfc(row.increase_tco2),
        "saving_tco2": _nfc(row.saving_tco2),
    }


def _answer(row: Answer) -> JSON:
    return {
        "key": row.key,
        "question": _nfc(row.question),
        "answer": _nfc(row.answer),
        "written": _nfc(row.written),
        "reason": _nfc(row.reason),
    }


def _numbered(name: str, values: Iterable[JSON]) -> Iterator[tuple[str, JSON]]:
    held = (value for value in values if value)
    return ((f"{name}.{n}", value) for n, value in enumerate(held, 1))


def _is_list(name: str) -> bool:
    if name.startswith("sections."):
        return name.removeprefix("sections.") in SECTIONS
    return name in _LISTS and name != "sections"


def _first(pair: tuple[int, Any]) -> int:
    return pair[0]


def _by_position(texts: list[str]) -> tuple[Item, ...]:
    if len(texts) == 1:
        return (Item(texts[0]),)
    return tuple(Item(text, str(n)) for n, text in enumerate(texts, 1))


def _by_print(texts: list[str]) -> tuple[Item, ...]:
    items, number = [], None
    for text in texts:
        if printed := _PRINTED.match(text):
            number = printed[1]
        items.append(Item(text, number))
    return tuple(items)


def _has_form(value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() != _MEMBERS or value["v"] != FORMAT:
        return False
    route, editors, seals = value["route"], value["editors"], value["fields"]
    return (
        isinstance(route, dict)
        and route.keys() == {"key", "version", "sha256"}
        and all(isinstance(text, str) for text in (value["submission"], value["originator"], route["key"]))
        and all(type(number) is int for number in (value["v"], value["version"], route["version"]))
        and _is_hex(route["sha256"])
        and isinstance(editors, list)
        and all(isinstance(editor, str) for editor in editors)
        and editors == sorted(set(editors))
        and isinstance(seals, dict)
        and all(_is_hex(seal) for seal in seals.values())
    )


def _is_hex(value: object) -> bool:
    return isinstance(value, str) and _HEX.fullmatch(value) is not None
