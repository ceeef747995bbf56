"""Facts: past-tense events, the only thing the history holds. Their names and members never change.

The table `FORMS` is section 2 of the history's format: what each fact is about, which moves it may make,
which members its `data` has (and of what type) and which values are sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from states.vocabulary import ActorKind, Capacity, Proof, State


class FactName(StrEnum):
    """Every fact that can enter the history. Stored names never change."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    RESUBMITTED = "resubmitted"
    SIGNED = "signed"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    REFUSED = "refused"
    DEFERRED = "deferred"
    BROUGHT_BACK = "brought_back"
    WITHDRAWN = "withdrawn"
    RECORDED_FROM_PAPER = "recorded_from_paper"
    MEETING_RECORDED = "meeting_recorded"
    INTEREST_DECLARED = "interest_declared"
    PAUSED = "paused"
    RESUMED = "resumed"
    REMINDED = "reminded"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHHELD = "withheld"
    IMPORTED = "imported"
    TURNED_AWAY = "turned_away"
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    PERSON_ENDED = "person_ended"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    OFFICE_SET = "office_set"
    APPOINTED = "appointed"
    DELEGATED = "delegated"
    APPOINTMENT_ENDED = "appointment_ended"
    DELEGATION_ENDED = "delegation_ended"
    ROUTE_ADOPTED = "route_adopted"
    CALENDAR_CHANGED = "calendar_changed"
    SETTING_CHANGED = "setting_changed"
    LETTER_ACCEPTED = "letter_accepted"
    LETTER_FAILED = "letter_failed"
    LETTER_BOUNCED = "letter_bounced"
    LOG_OPENED = "log_opened"
    LOG_RESTORED = "log_restored"
    KEY_ROTATED = "key_rotated"
    KEY_REVOKED = "key_revoked"
    MIGRATED = "migrated"
    CLOCK_STEPPED = "clock_stepped"
    EXPORTED = "exported"
    VERIFIED = "verified"
    ERASED = "erased"


class About(StrEnum):
    """What a fact is about (`about.kind` of an entry)."""

    SUBMISSION = "submission"
    PERSON = "person"
    OFFICE = "office"
    APPOINTMENT = "appointment"
    DELEGATION = "delegation"
    ROUTE = "route"
    CALENDAR = "calendar"
    SETTING = "setting"
    LETTER = "letter"
    LOG = "log"


class Type(StrEnum):
    """The type of a member of `data`."""

    TEXT = "text"
    DAY = "day"
    HEX = "hex"
    INTEGER = "integer"
    YES_NO = "yes_no"
    TEXTS = "texts"
    HELD = "held"
    FILE = "file"
    STEPS = "steps"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Member:
    """One member of `data`: its type, whether it may be absent, whether it may be null."""

    type: Type
    optional: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one fact. `moves` maps a state (or `with:` for any open one) to the states it may reach;
    None as a key stands for "did not exist"; an empty mapping means that the state stays."""

    about: About
    data: Mapping[str, Member] = field(default_factory=lambda: MappingProxyType({}))
    sealed: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    moves: Mapping[str | None, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    step: bool = False

    @property
    def stays(self) -> bool:
        return not self.moves


@dataclass(frozen=True, slots=True)
class Subject:
    """What a fact is about: kind, opaque id, version and step where these apply."""

    kind: About
    id: str
    version: int | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is behind a fact, in what office and capacity, for whom if a deputy, and how identity was proved.

    `session` is the first 16 hex digits of the SHA-256 of the browser session's id, or None.
    """

    kind: ActorKind
    person: str | None = None
    office: str | None = None
    capacity: Capacity | None = None
    for_person: str | None = None
    proof: Proof = Proof.NONE
    session: str | None = None


SYSTEM = Actor(kind=ActorKind.SYSTEM)


@dataclass(frozen=True, slots=True)
class Fact:
    """One event on its way into the history. `sealed` holds plain values; the entry holds commitments."""

    name: FactName
    about: Subject
    before: str | None = None
    after: str | None = None
    content: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    sealed: Mapping[str, Any] = field(default_factory=dict)


ANY_OPEN = "with:"

_OPEN: dict[str | None, tuple[str, ...]] = {ANY_OPEN: (ANY_OPEN,)}


def _to(state: State) -> dict[str | None, tuple[str, ...]]:
    return {ANY_OPEN: (state,)}


def _members(**types: Member | Type) -> dict[str, Member]:
    return {name: m if isinstance(m, Member) else Member(m) for name, m in types.items()}


def _maybe(kind: Type) -> Member:
    return Member(kind, optional=True)


def _nullable(kind: Type) -> Member:
    return Member(kind, nullable=True)


REASON = {"reason": True}
_SIGN = _members(statement=Type.HEX, limb=_maybe(Type.TEXT), regulations=_maybe(Type.YES_NO))
_ACT_DATA = _members(
    act=Type.TEXT,
    statement=_maybe(Type.HEX),
    limb=_maybe(Type.TEXT),
    regulations=_maybe(Type.YES_NO),
    effective_on=_maybe(Type.DAY),
    back_on=_maybe(Type.DAY),
)
_ACT_MOVES: dict[str | None, tuple[str, ...]] = {
    ANY_OPEN: (ANY_OPEN, State.SENT_BACK, State.APPROVED, State.REFUSED, State.DEFERRED)
}
_ACT_SEALED = {"reason": False, "conditions": False}
_PUBLICATION = _members(parts=Type.TEXTS, held=Type.HELD, notice=Type.HEX)
_CHARGE = _members(reply=_nullable(Type.INTEGER), attempts=Type.INTEGER)

FORMS: Mapping[FactName, Form] = MappingProxyType(
    {
        FactName.DRAFTED: Form(About.SUBMISSION, moves={None: (State.DRAFT,)}),
        FactName.SUBMITTED: Form(
            About.SUBMISSION, _members(number=Type.TEXT), moves={State.DRAFT: (ANY_OPEN,)}
        ),
        FactName.RESUBMITTED: Form(
            About.SUBMISSION, _members(voids=Type.TEXTS), moves={State.SENT_BACK: (ANY_OPEN,)}
        ),
        FactName.SIGNED: Form(About.SUBMISSION, _SIGN, moves=_OPEN, step=True),
        FactName.SENT_BACK: Form(About.SUBMISSION, sealed=REASON, moves=_to(State.SENT_BACK), step=True),
        FactName.APPROVED: Form(
            About.SUBMISSION,
            _members(effective_on=Type.DAY),
            {"conditions": False, "reason": False},
            _to(State.APPROVED),
            step=True,
        ),
        FactName.REFUSED: Form(About.SUBMISSION, sealed=REASON, moves=_to(State.REFUSED), step=True),
        FactName.DEFERRED: Form(
            About.SUBMISSION, _members(back_on=Type.DAY), REASON, _to(State.DEFERRED), step=True
        ),
        FactName.BROUGHT_BACK: Form(About.SUBMISSION, moves={State.DEFERRED: (ANY_OPEN,)}),
        FactName.WITHDRAWN: Form(
            About.SUBMISSION,
            sealed=REASON,
            moves=dict.fromkeys((ANY_OPEN, State.SENT_BACK, State.DEFERRED), (State.WITHDRAWN,)),
        ),
        FactName.RECORDED_FROM_PAPER: Form(
            About.SUBMISSION,
            _members(
                signed_on=Type.DAY,
                person=Type.TEXT,
                office=Type.TEXT,
                capacity=Type.TEXT,
                **{"for": _nullable(Type.TEXT)},
                scan=Type.FILE,
            )
            | _ACT_DATA,
            {"paper_reason": True} | _ACT_SEALED,
            _ACT_MOVES,
            step=True,
        ),
        FactName.MEETING_RECORDED: Form(
            About.SUBMISSION,
            _members(met_on=Type.DAY, present=Type.TEXTS, abstained=Type.TEXTS) | _ACT_DATA,
            {"minute": True, "interests": False} | _ACT_SEALED,
            _ACT_MOVES,
            step=True,
        ),
        FactName.INTEREST_DECLARED: Form(About.SUBMISSION, _members(bars=Type.YES_NO), {"interest": True}),
        FactName.PAUSED: Form(About.SUBMISSION, sealed=REASON),
        FactName.RESUMED: Form(About.SUBMISSION, sealed=REASON),
        FactName.REMINDED: Form(
            About.SUBMISSION, _members(level=Type.INTEGER, due_on=Type.DAY, late=Type.YES_NO)
        ),
        FactName.PUBLISHED: Form(
            About.SUBMISSION,
            _PUBLICATION,
            {"public": True},
            {State.APPROVED: (State.PUBLISHED,), State.REFUSED: (State.PUBLISHED,)},
        ),
        FactName.CORRECTED: Form(About.SUBMISSION, _PUBLICATION, {"public": True} | REASON),
        FactName.WITHHELD: Form(About.SUBMISSION, _PUBLICATION, {"public": True} | REASON),
        FactName.IMPORTED: Form(
            About.SUBMISSION,
            _members(number=_nullable(Type.TEXT), file=Type.FILE, blocks=Type.INTEGER, warns=Type.INTEGER),
            moves={None: (State.HISTORIC,)},
        ),
        FactName.TURNED_AWAY: Form(
            About.SUBMISSION, _members(act=Type.TEXT, rule=Type.TEXT, seen=_maybe(Type.HEX))
        ),
        FactName.PERSON_ADDED: Form(About.PERSON, sealed={"name": False, "email": False}),
        FactName.PERSON_CHANGED: Form(About.PERSON, sealed={"name": False, "email": False}),
        FactName.PERSON_ENDED: Form(About.PERSON),
        FactName.SIGNED_IN: Form(About.PERSON),
        FactName.SIGNED_OUT: Form(About.PERSON),
        FactName.OFFICE_SET: Form(
            About.OFFICE,
            _members(
                title=Type.TEXT,
                function=Type.TEXT,
                from_on=Type.DAY,
                to_on=_nullable(Type.DAY),
                succeeds=_nullable(Type.TEXT),
            ),
        ),
        FactName.APPOINTED: Form(
            About.APPOINTMENT,
            _members(
                office=Type.TEXT,
                person=Type.TEXT,
                capacity=Type.TEXT,
                from_on=Type.DAY,
                to_on=_nullable(Type.DAY),
            ),
        ),
        FactName.DELEGATED: Form(
            About.DELEGATION,
            _members(
                office=Type.TEXT,
                holder=Type.TEXT,
                deputy=Type.TEXT,
                from_on=Type.DAY,
                to_on=_nullable(Type.DAY),
            ),
        ),
        FactName.APPOINTMENT_ENDED: Form(About.APPOINTMENT, _members(ended_on=Type.DAY)),
        FactName.DELEGATION_ENDED: Form(About.DELEGATION, _members(ended_on=Type.DAY)),
        FactName.ROUTE_ADOPTED: Form(
            About.ROUTE, _members(version=Type.INTEGER, sha256=Type.HEX, steps=Type.STEPS)
        ),
        FactName.CALENDAR_CHANGED: Form(
            About.CALENDAR,
            _members(source=Type.TEXT, covers_to=Type.DAY, added=Type.TEXTS, removed=Type.TEXTS),
        ),
        FactName.SETTING_CHANGED: Form(
            About.SETTING, _members(old=_nullable(Type.TEXT), new=_nullable(Type.TEXT))
        ),
        FactName.LETTER_ACCEPTED: Form(About.LETTER, _CHARGE),
        FactName.LETTER_FAILED: Form(About.LETTER, _CHARGE),
        FactName.LETTER_BOUNCED: Form(About.LETTER, _CHARGE),
        FactName.LOG_OPENED: Form(About.LOG, _members(vkey=Type.TEXT)),
        FactName.LOG_RESTORED: Form(About.LOG, _members(note=Type.TEXT, kept=Type.INTEGER), REASON),
        FactName.KEY_ROTATED: Form(About.LOG, _members(old=Type.TEXT, new=Type.TEXT)),
        FactName.KEY_REVOKED: Form(About.LOG, _members(vkey=Type.TEXT, after_size=Type.INTEGER)),
        FactName.MIGRATED: Form(About.LOG, _members(**{"from": Type.TEXT, "to": Type.TEXT})),
        FactName.CLOCK_STEPPED: Form(About.LOG, _members(by_ms=Type.INTEGER)),
        FactName.EXPORTED: Form(About.LOG, _members(kind=Type.TEXT, sha256=Type.HEX)),
        FactName.VERIFIED: Form(About.LOG, _members(result=Type.TEXT, size=Type.INTEGER, root=Type.HEX)),
        FactName.ERASED: Form(About.LOG, _members(seal=Type.HEX, ground=Type.TEXT)),
    }
)

ALWAYS_ALLOWED = MappingProxyType(
    {"letters": Member(Type.LETTERS, optional=True), "clock_back_ms": Member(Type.INTEGER, optional=True)}
)
"""Members that any fact's `data` may carry: what the command put in the outbox, and a clock found behind."""
