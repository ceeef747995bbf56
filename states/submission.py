"""Frozen values: a paper, its versions, its steps and sign-offs. They hold; rules and `decide` judge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from states.vocabulary import Act, Capacity, Proof, open_steps


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph of a list. `number` is its printed number (`4`, `6.1`), or the last one before it."""

    text: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Emission:
    """One row of the carbon table; cells as written, in tCO2 as the form prints it, None if empty."""

    category: str
    increase_tco2: str | None
    saving_tco2: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One checklist answer: `yes`, `no` or None; `written` is what stood there, `reason` why not."""

    key: str
    question: str
    answer: str | None
    written: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money found in the text, in whole pence, and the stable key of where it stands."""

    pence: int
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that an originator fills. A version is one immutable state of it."""

    subject: str | None = None
    originator: str | None = None
    reason: str | None = None
    submitted_to: str | None = None
    outcome_by: str | None = None
    summary: tuple[Item, ...] = ()
    recommendation: tuple[Item, ...] = ()
    sections: Mapping[str, tuple[Item, ...]] = field(default_factory=lambda: MappingProxyType({}))
    emissions: tuple[Emission, ...] = ()
    checklist: tuple[Answer, ...] = ()
    confidential: str | None = None
    confidential_reasons: str | None = None
    amounts: tuple[Amount, ...] = ()
    marking: str | None = None
    # What the form lacks and publication or audit asks for (domain, section 2).
    kind: str | None = None
    recipient: str | None = None
    purpose: str | None = None
    grant_conditions: str | None = None
    grant_reasons: str | None = None
    value_reason: str | None = None
    funding_source: str | None = None
    funding_years: str | None = None
    varies: str | None = None
    legal_power: str | None = None
    public_interest: str | None = None
    needed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the finance officer marked on paper: limb a, b or c; d as `regulations`; None if unreadable.

    `standing` are the limbs that the paper still has, by letter, in its own words.
    """

    limb: str | None = None
    regulations: bool | None = None
    standing: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperSignOff:
    """The date an office wrote on paper: `written` as it stands, `on` only if it is a valid date."""

    office: str
    on: date | None
    written: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A decision paper as people know it: the filled form, with whatever was signed on it.

    `statements` are what officers sign, by office, as the paper prints it; one that it lacks has no key.
    `confidential_written` is what stands beside the confidential question, also where it is no answer.
    """

    content: Content
    number: str | None = None
    outcome: str | None = None
    certificate: Certificate = field(default_factory=Certificate)
    sign_offs: tuple[PaperSignOff, ...] = ()
    statements: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    confidential_written: str | None = None

    @property
    def is_signed(self) -> bool:
        """Whether any office wrote a date on it: it is then judged as an old paper, else as a draft."""
        return any(sign_off.written for sign_off in self.sign_offs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One sign-off of a route. Steps of equal order run side by side.

    `quorum` is the least number of members present and voting when the office is a board; 1 means that
    any one holder signs.
    """

    key: str
    order: int
    office: str
    title: str
    statement: str
    decides: bool = False
    reserved: bool = False
    certificate: bool = False
    quorum: int = 1

    def __hash__(self) -> int:
        """By the key alone, which parts the steps of a route: every act looks its route's steps up."""
        return hash(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A holder's recorded act on a step of one version, with authority as it stood. Never rewritten.

    Of a board's act, `person` is who recorded it and `members` are those who voted. The names and the
    office's title are those of the day of the act; empty where they were not known.
    """

    step: str
    version: int
    act: Act
    person: str
    office: str
    capacity: Capacity
    for_person: str | None
    signed_on: date
    at: datetime
    paper: bool = False
    proof: Proof = Proof.NONE
    members: tuple[str, ...] = ()
    entry_id: str = ""
    live: bool = True
    person_name: str = ""
    office_title: str = ""
    for_name: str | None = None

    def people(self) -> frozenset[str]:
        """Everybody who filled the step by this act: the signer and whose deputy that was, or the board."""
        signers = {self.person, self.for_person} - {None}
        return frozenset(self.members or (s for s in signers if s))


@dataclass(frozen=True, kw_only=True)
class Submission:
    """The record of one paper on its way, as it stands now.

    `content` is the SHA-256 (64 hex) of the latest version; None while it has only ever been a draft.
    `barred` are persons with a declared conflict. `decided_at` is the instant the decision was recorded.
    """

    id: str
    state: str
    originator: str
    editors: frozenset[str] = frozenset()
    number: str | None = None
    version: int = 0
    content: str | None = None
    route_key: str = ""
    route_version: int = 0
    route_sha256: str = ""
    steps: tuple[Step, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    barred: frozenset[str] = frozenset()
    paused: bool = False
    submitted_at: datetime | None = None
    decided_on: date | None = None
    decided_at: datetime | None = None
    deferred_to: date | None = None

    def step(self, key: str) -> Step | None:
        """The step of that key in the route as it applies to this submission, or None."""
        return next((step for step in self.steps if step.key == key), None)

    def open_steps(self) -> tuple[Step, ...]:
        """The steps whose sign-off is awaited now, in route order."""
        keys = open_steps(self.state)
        return tuple(step for step in self.steps if step.key in keys)

    def live_sign_offs(self) -> tuple[SignOff, ...]:
        """Sign-offs on the latest version that still count."""
        return tuple(s for s in self.sign_offs if s.live and s.version == self.version)

    def changed(self, changes: dict[str, Any]) -> "Submission":
        """The same record with some members changed. Every act asks for it: much quicker than `replace`."""
        new = object.__new__(Submission)
        new.__dict__.update(self.__dict__, **changes)
        return new
