"""One submission as the log tells it: where it is, what was signed, and what must be open next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from states.facts import FactName
from states.vocabulary import State, open_state, open_steps
from workflow.audit.manifest import VersionHead


@dataclass(frozen=True, slots=True)
class AdoptedStep:
    """One step of a route as `route_adopted` has it."""

    key: str
    order: int
    office: str
    decides: bool
    reserved: bool
    quorum: int


@dataclass(frozen=True, slots=True)
class AdoptedRoute:
    """One version of a route as `route_adopted` has it."""

    sha256: str
    steps: tuple[AdoptedStep, ...]


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """A version as it is kept: the digest of its stored manifest, what that says, the steps that apply to it.

    `steps` is None where the openings that decide it were erased.
    """

    content: str
    head: VersionHead
    steps: tuple[str, ...] | None


@dataclass(slots=True, kw_only=True)
class Signed:
    """One act on a step: whose, in what capacity, which entry voided it. `members` voted at a meeting.

    `data` are the public members of its entry.
    """

    entry_id: str
    submission: str
    version: int
    step: str
    act: FactName
    person: str | None
    office: str | None
    capacity: str | None
    for_person: str | None
    signed_on: date
    at: datetime
    proof: str
    later: bool
    data: Mapping[str, Any]
    members: tuple[str, ...] = ()
    office_title: str | None = None
    person_name: str | None = None
    for_name: str | None = None
    voided_by: str | None = None

    @property
    def people(self) -> frozenset[str]:
        """Everybody who filled the step by this act."""
        signers = (self.person, self.for_person)
        return frozenset(self.members or (signer for signer in signers if signer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The file that an old paper was read from, how much was found in it, who brought it in, and when."""

    sha256: str
    size: int
    blocks: int
    warns: int
    by: str | None
    at: datetime


@dataclass(slots=True, kw_only=True)
class Case:
    """A submission after the entries so far. `steps` are those that apply to its latest version."""

    id: str
    originator: str | None
    state: str | None
    number: str | None = None
    version: int | None = None
    content: str | None = None
    head: VersionHead | None = None
    steps: tuple[AdoptedStep, ...] = ()
    steps_known: bool = False
    sign_offs: list[Signed] = field(default_factory=list)
    contents: dict[int, str | None] = field(default_factory=dict)
    writers: set[str] = field(default_factory=set)
    barred: set[str] = field(default_factory=set)
    interests: dict[str, tuple[str | None, bool]] = field(default_factory=dict)
    paused_at: datetime | None = None
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    decided_on: date | None = None
    deferred_to: date | None = None
    publication: dict[str, Any] | None = None
    imported: Imported | None = None

    def live(self) -> Iterator[Signed]:
        """Sign-offs of the latest version that nothing has voided."""
        return (s for s in self.sign_offs if s.version == self.version and s.voided_by is None)

    def step(self, key: str | None) -> AdoptedStep | None:
        """The step of that key, if it applies to the latest version."""
        return next((step for step in self.steps if step.key == key), None)

    def follows(self, act: FactName, after: str | None) -> bool:
        """Whether this state follows from the route, the sign-offs and the act just taken."""
        if act not in _OPENING:
            return True  # its one target is in the table of moves
        waiting = self._waiting()
        if not waiting:
            return False
        if self.steps_known:
            return after == open_state(waiting)
        return set(open_steps(after or State.DRAFT)) <= set(waiting)

    def _waiting(self) -> tuple[str, ...]:
        """The steps of the lowest order that still waits; all that wait, where it is unknown which apply."""
        done = {signed.step for signed in self.live()}
        left = [step for step in self.steps if step.key not in done]
        lowest = min((step.order for step in left), default=0)
        return tuple(step.key for step in left if step.order == lowest or not self.steps_known)


_OPENING = frozenset({FactName.SUBMITTED, FactName.RESUBMITTED, FactName.SIGNED, FactName.BROUGHT_BACK})
