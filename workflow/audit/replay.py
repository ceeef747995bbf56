"""Replay: the state that the entries alone give, and every act in them that nobody might have done.

Independent of the rules that guard live acts, so that each is a test of the other.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from states.calendar import london_day
from states.facts import About, FactName
from states.vocabulary import ActorKind
from workflow.audit.canonical import JSON
from workflow.audit.entry import Entry
from workflow.audit.problems import Problem, place
from workflow.audit.replay_acts import faults_of, may_govern, signed_by
from workflow.audit.replay_case import Case, Imported, ReadVersion, Signed
from workflow.audit.replay_registry import Registry

_NUMBER = re.compile(r"([0-9]{2,9})/([0-9]{4})")
_RECORDS = frozenset({FactName.RECORDED_FROM_PAPER, FactName.MEETING_RECORDED})
_GOVERNED = _RECORDS | {
    FactName.PAUSED,
    FactName.RESUMED,
    FactName.PUBLISHED,
    FactName.CORRECTED,
    FactName.WITHHELD,
    FactName.IMPORTED,
    FactName.APPOINTED,
    FactName.APPOINTMENT_ENDED,
    FactName.OFFICE_SET,
    FactName.ROUTE_ADOPTED,
}
_NEW_VERSION = frozenset({FactName.SUBMITTED, FactName.RESUBMITTED, FactName.IMPORTED})
_ORIGINATORS = frozenset({FactName.SUBMITTED, FactName.RESUBMITTED, FactName.WITHDRAWN})


class Replay:
    """Takes entries in their order; keeps the state they give and the problems they show (check C17)."""

    def __init__(self, read_version: Callable[[str, int], ReadVersion | None]) -> None:
        self.problems: list[Problem] = []
        self.cases: dict[str, Case] = {}
        self.registry = Registry()
        self.numbers: dict[int, int] = {}
        self._taken: set[tuple[int, int]] = set()
        self._files: set[str] = set()
        self._read_version = read_version

    def take(self, entry: Entry, opened: Mapping[str, JSON]) -> None:
        """Take the next entry; `opened` are the sealed values of it that still exist, by commitment."""
        if entry.fact in _GOVERNED and not may_govern(entry, self.registry.offices):
            self._fault(entry, f"{_who(entry)} is no governance officer")
        if entry.about.kind is About.SUBMISSION:
            self._take_submission(entry)
        for message in self.registry.take(entry, opened):
            self._fault(entry, message)

    def _take_submission(self, entry: Entry) -> None:
        case = self.cases.get(entry.about.id)
        if entry.before is None:
            if case is not None:
                self._fault(entry, f"{case.id} exists already")
                return
            case = Case(id=entry.about.id, originator=entry.actor.person, state=None)
            self.cases[case.id] = case
        if case is None:
            self._fault(entry, f"nobody drafted {entry.about.id}")
            return
        self._require_place(entry, case)
        HANDLERS[entry.fact](self, entry)
        case.state = entry.after

    def _require_place(self, entry: Entry, case: Case) -> None:
        if entry.before != case.state:
            self._fault(entry, f"it says {entry.before}, but {case.id} was {case.state}")
        actor, kept_refusal = entry.actor, entry.fact is FactName.TURNED_AWAY
        acts = actor.kind is ActorKind.PERSON and not kept_refusal
        if acts and not self.registry.is_here(actor.person):
            self._fault(entry, f"{actor.person} was not a person of the office")
        if entry.fact in _ORIGINATORS and actor.person != case.originator:
            self._fault(entry, f"{_who(entry)} is not the originator")
        if entry.fact in _NEW_VERSION:
            return
        if entry.content != case.content:
            self._fault(entry, f"its content is not that of the latest version of {case.id}")
        version = entry.about.version
        may_lack = entry.before == entry.after and entry.about.step is None and version is None
        if version != case.version and not may_lack and not kept_refusal:
            self._fault(entry, f"it names version {version}, the latest is {case.version}")

    def _draft(self, entry: Entry) -> None:
        if entry.actor.kind is not ActorKind.PERSON:
            self._fault(entry, "no person drafted it")

    def _import(self, entry: Entry) -> None:
        case = self.cases[entry.about.id]
        case.number = entry.data["number"]
        number = _number(case.number or "")
        if number in self._taken or (number and number[1] <= self.numbers.get(number[0], 0)):
            self._fault(entry, f"the number {case.number} is taken")
        if number:
            self._taken.add(number)
        case.originator = None  # an old paper's is only printed on it
        case.imported = _imported(entry)
        if case.imported.sha256 in self._files:
            self._fault(entry, "its file was imported before")
        self._files.add(case.imported.sha256)
        if entry.content is not None and (read := self._keep_version(entry, case)):
            self._take_route(entry, case, read)

    def _submit(self, entry: Entry) -> None:
        case, number = self.cases[entry.about.id], entry.data["number"]
        year = london_day(entry.clock_at).year
        following = self.numbers.get(year, 0) + 1
        while (year, following) in self._taken:  # by a paper that was imported
            following += 1
        if _number(number) != (year, following):
            self._fault(entry, f"{number} is not the next number of {year}")
        self.numbers[year] = following
        case.number = number
        self._take_version(entry, case)

    def _resubmit(self, entry: Entry) -> None:
        case = self.cases[entry.about.id]
        live = list(case.live())
        if sorted(entry.data["voids"]) != sorted(signed.entry_id for signed in live):
            self._fault(entry, f"it does not void exactly the sign-offs given to version {case.version}")
        for signed in live:
            signed.voided_by = entry.id
        self._take_version(entry, case)

    def _take_version(self, entry: Entry, case: Case) -> None:
        case.submitted_at, case.decided_on, case.deferred_to = entry.at, None, None
        read = self._keep_version(entry, case)
        if read is None:
            case.steps, case.steps_known = (), False
            return
        self._take_route(entry, case, read)
        self._require_after(entry, case)

    def _keep_version(self, entry: Entry, case: Case) -> ReadVersion | None:
        version = (case.version or 0) + 1
        if entry.about.version != version:
            self._fault(entry, f"it names version {entry.about.version}, the next is {version}")
        case.version, case.content = version, entry.content
        case.contents[version] = entry.content
        read = self._read_version(case.id, version)
        if read is None or read.content != entry.content:
            self._fault(entry, f"no stored manifest of version {version} gives its content", "C16")
            return None
        case.head = read.head
        case.writers |= set(read.head.editors)
        if (read.head.submission, read.head.version) != (case.id, version):
            self._fault(entry, "its manifest is that of another version", "C16")
        if read.head.originator != case.originator and entry.fact is not FactName.IMPORTED:
            self._fault(entry, f"its manifest names another originator, {read.head.originator}", "C16")
        return read

    def _take_route(self, entry: Entry, case: Case, read: ReadVersion) -> None:
        route = self.registry.routes.get((read.head.route_key, read.head.route_version))
        if route is None or route.sha256 != read.head.route_sha256:
            self._fault(entry, f"its route {read.head.route_key} was not adopted as it was used")
            case.steps, case.steps_known = (), False
            return
        case.steps_known = read.steps is not None
        applies = {step.key for step in route.steps} if read.steps is None else set(read.steps)
        case.steps = tuple(step for step in route.steps if step.key in applies)

    def _sign(self, entry: Entry) -> None:
        case, signed = self.cases[entry.about.id], signed_by(entry)
        for message in faults_of(entry, signed, case, self.registry.offices):
            self._fault(entry, message)
        self._freeze_names(signed, case)
        case.sign_offs.append(signed)
        case.deferred_to = None
        if signed.act is FactName.DEFERRED:
            case.deferred_to = date.fromisoformat(entry.data["back_on"])
        if signed.act in (FactName.APPROVED, FactName.REFUSED):
            case.decided_on, case.decided_at = signed.signed_on, entry.at
        self._require_after(entry, case)

    def _freeze_names(self, signed: Signed, case: Case) -> None:
        step, offices = case.step(signed.step), self.registry.offices
        if step is not None:
            signed.office_title = offices.title_on(
                offices.office_on(step.office, signed.signed_on), signed.signed_on
            )
        signed.person_name = self.registry.name(signed.person)
        signed.for_name = self.registry.name(signed.for_person)

    def _bring_back(self, entry: Entry) -> None:
        case = self.cases[entry.about.id]
        for signed in case.live():
            if signed.act is FactName.DEFERRED:
                signed.voided_by = entry.id
        case.deferred_to = None
        self._require_after(entry, case)

    def _withdraw(self, entry: Entry) -> None:
        self.cases[entry.about.id].deferred_to = None

    def _declare(self, entry: Entry) -> None:
        case, bars = self.cases[entry.about.id], entry.data["bars"]
        case.interests[entry.id] = (entry.actor.person, bars)
        if bars and entry.actor.person:
            case.barred.add(entry.actor.person)

    def _pause(self, entry: Entry) -> None:
        case = self.cases[entry.about.id]
        case.paused_at = entry.at if entry.fact is FactName.PAUSED else None

    def _publish(self, entry: Entry) -> None:
        case = self.cases[entry.about.id]
        if entry.fact is not FactName.PUBLISHED and case.publication is None:
            self._fault(entry, f"{case.id} was not published")
        case.publication = {name: entry.data[name] for name in ("parts", "held", "notice")}

    def _require_after(self, entry: Entry, case: Case) -> None:
        if not case.follows(entry.act, entry.after):
            self._fault(entry, f"{entry.after} does not follow from the route")

    def _fault(self, entry: Entry, message: str, check: str = "C17") -> None:
        about = f"{entry.fact.replace('_', ' ')}, {entry.about.kind} {entry.about.id}"
        self.problems.append(Problem(check, place(entry), f"({about}) {message}"))


def _imported(entry: Entry) -> Imported:
    data = entry.data
    return Imported(
        sha256=data["file"]["sha256"],
        size=data["file"]["size"],
        blocks=data["blocks"],
        warns=data["warns"],
        by=entry.actor.person,
        at=entry.at,
    )


def _number(written: str) -> tuple[int, int] | None:
    match = _NUMBER.fullmatch(written)
    return (int(match[2]), int(match[1])) if match else None


def _who(entry: Entry) -> str:
    return entry.actor.person or f"the {entry.actor.kind}"


def _nothing(_replay: Replay, _entry: Entry) -> None:
    """A reminder or a kept refusal: it moves nothing."""


HANDLERS: Mapping[FactName, Callable[[Replay, Entry], None]] = MappingProxyType(
    {
        FactName.DRAFTED: Replay._draft,
        FactName.IMPORTED: Replay._import,
        FactName.SUBMITTED: Replay._submit,
        FactName.RESUBMITTED: Replay._resubmit,
        FactName.SIGNED: Replay._sign,
        FactName.SENT_BACK: Replay._sign,
        FactName.APPROVED: Replay._sign,
        FactName.REFUSED: Replay._sign,
        FactName.DEFERRED: Replay._sign,
        FactName.RECORDED_FROM_PAPER: Replay._sign,
        FactName.MEETING_RECORDED: Replay._sign,
        FactName.BROUGHT_BACK: Replay._bring_back,
        FactName.WITHDRAWN: Replay._withdraw,
        FactName.INTEREST_DECLARED: Replay._declare,
        FactName.PAUSED: Replay._pause,
        FactName.RESUMED: Replay._pause,
        FactName.PUBLISHED: Replay._publish,
        FactName.CORRECTED: Replay._publish,
        FactName.WITHHELD: Replay._publish,
        FactName.REMINDED: _nothing,
        FactName.TURNED_AWAY: _nothing,
    }
)
