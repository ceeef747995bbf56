"""What somebody asks to have done: one frozen value for each act, as an entrance hands it to `decide`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from states.facts import Actor
from states.vocabulary import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A sign-off made in ink, recorded afterwards: who signed, the date as written, the scan, and why so.

    `scan` is `{sha256, size}` of the file that shows it (size in bytes).
    """

    person: str
    written: str
    signed_on: date | None
    scan: Mapping[str, Any]
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A board's decision: the day it met, who was present, who abstained or left, the minute's reference."""

    met_on: date
    present: tuple[str, ...]
    abstained: tuple[str, ...] = ()
    minute: str | None = None
    interests: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One part held back from the public: the ground, whose opinion, why, and when it is looked at again.

    A ground under the Freedom of Information Act begins with "FOIA". `shown` stands in the part's place.
    """

    part: str
    ground: str | None
    reason: str | None = None
    opinion: str | None = None
    review_on: date | None = None
    shown: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is to be public: the manifest keys of the parts, the details the form lacks, what is held back.

    `texts` gives the text of every part, public and held; `notice` is the SHA-256 of the notice;
    `stored_content` is the digest that the stored text gives now.
    """

    parts: tuple[str, ...]
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    held: tuple[Held, ...] = ()
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notice: str = ""
    stored_content: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One act that somebody asks for. `command` is its idempotency key; entry ids are built on it.

    `seen` is the digest of the content that was shown; `statement` the full sentence assented to.
    """

    act: Act
    actor: Actor
    command: str
    step: str | None = None
    seen: str | None = None
    statement: str | None = None
    reason: str | None = None
    conditions: str | None = None
    limb: str | None = None
    regulations: bool | None = None
    effective_on: date | None = None
    back_on: date | None = None
    interest: str | None = None
    bars: bool = False
    number: str | None = None
    ink: Ink | None = None
    meeting: Meeting | None = None
    publication: Publication | None = None

    @property
    def signer(self) -> str | None:
        """Whose sign-off it is: the one who signed in ink, else the one who acts; a board's is nobody's."""
        if self.meeting:
            return None
        return self.ink.person if self.ink else self.actor.person
