"""What publishing, correcting and withholding share: the public record, built up from a list of parts."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from states.requests import Held, Publication
from workflow.audit.texts import read_content, read_fields, stored_digest
from workflow.papers.notice import Notice, notice_text
from workflow.usecases.walk import Prepare, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRecord:
    """What is to be public: details the form lacks (kind, public_interest …), what is held back and why.

    `parts` are manifest keys; None is every part that is not held.
    """

    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    held: tuple[Held, ...] = ()
    parts: tuple[str, ...] | None = None


def prepare_publication(wanted: PublicRecord) -> Prepare:
    """Make the preparation of an act that publishes: its parts, their texts, the notice, the digest."""

    def prepare(scene: Scene) -> None:
        before = scene.submission
        if not before.version:
            return
        scene.content = read_content(scene.connection, before.id, before.version)
        fields = read_fields(scene.connection, before.id, before.version)
        held = {one.part for one in wanted.held}
        parts = wanted.parts if wanted.parts is not None else tuple(k for k in fields if k not in held)
        names = tuple(f"name.{p}" for s in before.live_sign_offs() for p in sorted(s.people()))
        published = Publication(
            parts=tuple(dict.fromkeys((*parts, *(n for n in names if n not in held)))),
            details=wanted.details,
            held=wanted.held,
            texts={key: _words(value) for key, value in fields.items()},
            notice=_notice(scene, {key: fields[key] for key in parts if key in fields}, wanted),
            stored_content=stored_digest(scene.connection, before.id, before.version),
        )
        scene.request = replace(scene.request, publication=published)

    return prepare


def _notice(scene: Scene, public: Mapping[str, Any], wanted: PublicRecord) -> str:
    """The SHA-256 of the notice as text, in the order of the form."""
    notice = Notice(
        number=scene.submission.number or "",
        fields=public,
        held={one.part: one.shown for one in wanted.held},
        sign_offs=scene.submission.live_sign_offs(),
        steps=scene.submission.steps,
    )
    return hashlib.sha256(notice_text(notice, scene.form).encode()).hexdigest()


def _words(value: Any) -> str:
    """The text of a field, for comparing what is shown with what is withheld."""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part is not None)
    return str(value)
