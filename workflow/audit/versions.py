"""Versions and openings as the live database holds them, each checked against its commitment (C15, C16)."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from states.routes import Route, RouteFault, applicable_steps
from workflow.audit.canonical import JSON, NotCanonical, parse
from workflow.audit.entry import Entry
from workflow.audit.manifest import Manifest, read_manifest
from workflow.audit.openings import find_openings
from workflow.audit.problems import Problem, place
from workflow.audit.replay_case import ReadVersion
from workflow.audit.seals import Opening, opens
from workflow.store.audit_tables import audit_opening
from workflow.store.tables import route, version

_DECIDING_FIELDS = ("submitted_to", "kind")

_MANIFEST = select(version.c.manifest).where(
    version.c.submission == bindparam("of"), version.c.version == bindparam("number")
)
_ROUTE = select(route.c.body).where(route.c.key == bindparam("of"), route.c.version == bindparam("number"))
_NOTHING = object()
_COUNT = select(func.count()).select_from(audit_opening)


class Openings:
    """Finds the opening of every commitment and checks it; keeps the problems it meets (C15)."""

    def __init__(self, connection: Connection) -> None:
        self.problems: list[Problem] = []
        self._connection = connection
        self._fitting = 0
        self._missing: dict[str, str] = {}

    def of_entries(self, entries: list[Entry]) -> dict[str, JSON]:
        """The values sealed in these entries that still exist, by commitment."""
        found: dict[str, JSON] = {}
        named = {seal: (name, place(e)) for e in entries for name, seal in e.sealed.items()}
        self._open(named, found)
        return found

    def of_manifest(self, manifest: Manifest) -> dict[str, JSON]:
        """The fields of a version that still exist, by their keys."""
        where = f"version {manifest.head.submission} {manifest.head.version}"
        found: dict[str, JSON] = {}
        self._open({seal: (key, where) for key, seal in manifest.seals.items()}, found)
        return {key: found[seal] for key, seal in manifest.seals.items() if seal in found}

    def finish(self, erased: set[str]) -> list[Problem]:
        """All problems: those met, commitments without opening that nobody erased, openings of nothing."""
        lost = [
            Problem("C15", where, f"the opening of {seal[:12]}… is missing, and no erasure is recorded")
            for seal, where in self._missing.items()
            if seal not in erased
        ]
        odd = self._connection.execute(_COUNT).scalar_one() - self._fitting - len(self.problems)
        if odd > 0:
            lost.append(Problem("C15", "audit_opening", f"{odd} openings belong to no commitment"))
        return self.problems + lost

    def _open(self, named: Mapping[str, tuple[str, str]], found: dict[str, JSON]) -> None:
        absent = dict(named)
        for opening in find_openings(self._connection, named):
            name, where = absent.pop(opening.seal)
            value = _value_of(name, opening)
            if value is _NOTHING:
                self.problems.append(Problem("C15", where, f"the stored {name} does not fit its commitment"))
                continue
            found[opening.seal] = value
            self._fitting += 1
        self._missing |= {seal: f"{where}, {name}" for seal, (name, where) in absent.items()}


def _value_of(name: str, opening: Opening) -> Any:
    try:
        value = parse(opening.value_bytes)
        return value if opens(name, opening) else _NOTHING
    except (NotCanonical, TypeError):  # not a value, or on SQLite a salt that is no bytes
        return _NOTHING


class Versions:
    """Reads versions for the replay; keeps their manifests' digests apart from what the rows say."""

    def __init__(self, connection: Connection, openings: Openings) -> None:
        self._connection = connection
        self._openings = openings

    def read(self, submission: str, number: int) -> ReadVersion | None:
        """A stored version and the steps that apply to it; None where no row or no manifest is there."""
        data = self._connection.execute(_MANIFEST, {"of": submission, "number": number}).scalar_one_or_none()
        if data is None:
            return None
        try:
            manifest = read_manifest(data)
        except NotCanonical:
            return None
        steps = self._steps(manifest, self._openings.of_manifest(manifest))
        return ReadVersion(sha256(data).hexdigest(), manifest.head, steps)

    def _steps(self, manifest: Manifest, fields: Mapping[str, JSON]) -> tuple[str, ...] | None:
        head = manifest.head
        found = self._route(head.route_key, head.route_version, sha256=head.route_sha256)
        deciding = [key for key in manifest.seals if key in _DECIDING_FIELDS or key.startswith("amounts.")]
        if found is None or any(key not in fields for key in deciding):
            return None
        steps = applicable_steps(
            found,
            submitted_to=_text(fields.get("submitted_to")),
            pence=largest_pence(fields),
            kind=_text(fields.get("kind")),
        )
        return tuple(step.key for step in steps)

    def _route(self, key: str, number: int, *, sha256: str) -> Route | None:
        body = self._connection.execute(_ROUTE, {"of": key, "number": number}).scalar_one_or_none()
        try:
            found = Route.from_json(body) if isinstance(body, str) else None
        except RouteFault:
            return None
        return found if found is not None and found.sha256 == sha256 else None


def largest_pence(fields: Mapping[str, JSON]) -> int | None:
    """The largest sum that a version names, in whole pence; None if it names none."""
    amounts = [value for key, value in fields.items() if key.startswith("amounts.")]
    sums = [amount["pence"] for amount in amounts if isinstance(amount, Mapping)]
    return max((pence for pence in sums if isinstance(pence, int)), default=None)


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None
