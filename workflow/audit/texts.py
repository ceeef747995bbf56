"""A version's text, from its openings: whole for rules that read it, or the little that letters mention."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from states.refusals import refusal
from states.submission import Content, Submission
from workflow.audit.canonical import NotCanonical
from workflow.audit.manifest import content_of, read_manifest
from workflow.audit.openings import find_openings, openings
from workflow.audit.seals import opens
from workflow.store import submissions

_MENTIONED = ("subject", "confidential", "needed_by")


def mentioned(
    connection: Connection, submission: Submission, content: Content | None, *, manifest: bytes | None = None
) -> dict[str, Any]:
    """Title, confidentiality and needed-by of the latest version, for letters; `manifest` if at hand."""
    if content is not None:
        found: Mapping[str, Any] = {key: getattr(content, key) for key in _MENTIONED}
    elif manifest is not None:
        found = _opened(connection, manifest, only=_MENTIONED)
    else:
        found = read_fields(connection, submission.id, submission.version, only=_MENTIONED)
    return {
        "title": found.get("subject"),
        # What cannot be read any more is treated as confidential.
        "confidential": found.get("confidential") != "no",
        "needed_by": found.get("needed_by"),
    }


def read_content(connection: Connection, submission_id: str, version: int) -> Content:
    """The whole text of a version as far as its openings are kept."""
    return content_of(read_fields(connection, submission_id, version))


def read_fields(
    connection: Connection, submission_id: str, version: int, *, only: tuple[str, ...] | None = None
) -> dict[str, Any]:
    """The fields of a version by key; one whose opening was erased is absent."""
    manifest = submissions.manifest_of(connection, submission_id, version)
    if manifest is None:
        raise refusal("version-unknown", f"There is no version {version} of this submission.")
    return _opened(connection, manifest, only=only)


def _opened(connection: Connection, manifest: bytes, *, only: tuple[str, ...] | None) -> dict[str, Any]:
    seals: dict[str, str] = json.loads(manifest)["fields"]
    wanted = {key: seal for key, seal in seals.items() if only is None or key in only}
    opened = openings(connection, wanted.values())
    return {key: opened[seal] for key, seal in wanted.items() if seal in opened}


def stored_digest(connection: Connection, submission_id: str, version: int) -> str | None:
    """The digest that the stored version gives now; None where an opening is missing or does not fit."""
    manifest = submissions.manifest_of(connection, submission_id, version)
    if manifest is None:
        return None
    try:
        seals = read_manifest(manifest).seals
    except NotCanonical:
        return None
    found = {opening.seal: opening for opening in find_openings(connection, seals.values())}
    if not all(seal in found and opens(key, found[seal]) for key, seal in seals.items()):
        return None
    return hashlib.sha256(manifest).hexdigest()
