"""Two versions of one paper side by side: what came, what went, what reads otherwise."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from states.refusals import refusal
from workflow.audit.texts import read_fields
from workflow.store import submissions


class Change(StrEnum):
    """What became of a field between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    ERASED = "erased"
    """Its text in one of them was erased, so that nobody can tell any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field that differs: its key (`summary.2`), what became of it, its text before and after.

    `old` and `new` are None where the version has no such field, or its text was erased.
    """

    key: str
    change: Change
    old: Any
    new: Any

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def difference(connection: Connection, submission: str, *, old: int, new: int) -> tuple[FieldChange, ...]:
    """Every field in which two versions differ, in the order of their keys; none where they say the same.

    Refuses a version that the submission does not have.
    """
    had, has = _keys(connection, submission, old), _keys(connection, submission, new)
    before, after = read_fields(connection, submission, old), read_fields(connection, submission, new)
    found = []
    for key in sorted(had | has, key=_place):
        change = _change(key, had=had, has=has, texts=(before, after))
        if change is not None:
            found.append(FieldChange(key=key, change=change, old=before.get(key), new=after.get(key)))
    return tuple(found)


def _change(
    key: str, *, had: frozenset[str], has: frozenset[str], texts: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> Change | None:
    if key not in had:
        return Change.ADDED
    if key not in has:
        return Change.REMOVED
    before, after = texts
    if key not in before or key not in after:
        return Change.ERASED
    return Change.CHANGED if before[key] != after[key] else None


def _keys(connection: Connection, submission: str, version: int) -> frozenset[str]:
    manifest = submissions.manifest_of(connection, submission, version)
    if manifest is None:
        raise refusal("version-unknown", f"There is no version {version} of this submission.")
    return frozenset(json.loads(manifest)["fields"])


def _place(key: str) -> list[tuple[int, str]]:
    """Where a key stands: `summary.10` after `summary.9`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in key.split(".")]
