"""Who comes to act and what they bring; what they take away."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from states.facts import Actor
from states.refusals import refusal
from states.requests import Request
from states.vocabulary import Act, ActorKind, Proof

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One person's request to act, by the link in a letter or on a submission named openly.

    `key` is the idempotency key: the same key gives the same receipt, and never a second act. `link` is the
    secret of the letter's address. `seen` is the digest of the content that was shown.
    """

    key: str
    person: str | None
    proof: Proof
    kind: ActorKind = ActorKind.PERSON
    link: str | None = None
    submission: str | None = None
    step: str | None = None
    seen: str | None = None
    session: str | None = None

    def actor(self) -> Actor:
        return Actor(kind=self.kind, person=self.person, proof=self.proof, session=self.session)

    def request(self, act: Act, **details: Any) -> Request:
        """What is asked for, with the details that this act needs. Refuses a key that is none."""
        require_key(self.key)
        return Request(
            act=act, actor=self.actor(), command=self.key, step=self.step, seen=self.seen, **details
        )


def require_key(key: str) -> None:
    """Refuse an idempotency key that the history could not hold."""
    if not _KEY.fullmatch(key):
        raise refusal("key-malformed", "Open the page again and send the form from there.")


def digest(*parts: object) -> str:
    """The fingerprint of a request, to tell a repeat from another request under the same key."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was recorded. The same request again gives an equal receipt. `at` is an ISO 8601 UTC instant."""

    key: str
    act: str
    entry_id: str
    about: str
    at: str
    number: str | None = None
    state: str | None = None
    version: int | None = None
    content: str | None = None
    next_steps: tuple[str, ...] = ()
    findings: tuple[Mapping[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Receipt":
        lists = {"next_steps": tuple(stored["next_steps"]), "findings": tuple(stored["findings"])}
        return cls(**{**stored, **lists})
