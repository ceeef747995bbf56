"""An entry of the log, version 1: its exact members, their types, and the moves that its fact may make."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from states.facts import ALWAYS_ALLOWED, ANY_OPEN, FORMS, About, Actor, FactName, Form, Subject, Type
from states.vocabulary import ActorKind, Capacity, Proof, State, open_steps
from workflow.audit.canonical import ENTRY_BYTES, parse

FORMAT = 1
NO_HASH = "0" * 64
"""`prev` of the first entry of an epoch."""

DEMO_HOST = "demo.invalid"

_MEMBERS = frozenset(
    {
        "v",
        "log",
        "seq",
        "prev",
        "id",
        "at",
        "fact",
        "actor",
        "about",
        "before",
        "after",
        "content",
        "data",
        "sealed",
        "app",
    }
)
_ACTOR = frozenset({"kind", "person", "office", "capacity", "for", "proof", "session"})
_ABOUT = frozenset({"kind", "id", "version", "step"})
_HEX = re.compile(r"[0-9a-f]{64}")
_SESSION = re.compile(r"[0-9a-f]{16}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\.(0|[1-9][0-9]{0,9})")
_AT = re.compile(r"(?:19[7-9]|2[0-9]{2})[0-9]-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEY = re.compile(r"[a-z][a-z0-9-]{0,63}")
_LOG = re.compile(r"([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)/audit/([1-9][0-9]{0,8})")
_OUTCOMES = (FactName.SIGNED, FactName.SENT_BACK, FactName.APPROVED, FactName.REFUSED, FactName.DEFERRED)
_RECORDS = (FactName.RECORDED_FROM_PAPER, FactName.MEETING_RECORDED)


class NotAnEntry(ValueError):  # noqa: N818  # reads as what is wrong
    """A member is missing, unknown or of the wrong type (check C03), or the move is not allowed (C17)."""

    def __init__(self, message: str, check: str = "C03") -> None:
        super().__init__(message)
        self.check = check


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as it was read. `log` is its origin; `sealed` maps names to commitments (64 hex digits)."""

    log: str
    seq: int
    prev: str
    id: str
    at: datetime
    fact: FactName
    actor: Actor
    about: Subject
    before: str | None
    after: str | None
    content: str | None
    data: Mapping[str, Any]
    sealed: Mapping[str, str]

    @property
    def clock_at(self) -> datetime:
        """What the clock of the command said: `at`, less what was noted as behind the entry before it."""
        return self.at - timedelta(milliseconds=self.data.get("clock_back_ms", 0))

    @property
    def act(self) -> FactName:
        """What was done: of a sign-off recorded later the act it records, else the fact itself."""
        return FactName(self.data["act"]) if self.fact in _RECORDS else self.fact


def read_entry(leaf: bytes) -> Entry:
    """The entry of a leaf. Raises NotCanonical for its bytes, NotAnEntry for its members."""
    entry = parse(leaf, limit=ENTRY_BYTES)
    require_entry(entry)
    actor, about = entry["actor"], entry["about"]
    return Entry(
        log=entry["log"],
        seq=entry["seq"],
        prev=entry["prev"],
        id=entry["id"],
        at=datetime.fromisoformat(entry["at"]),
        fact=FactName(entry["fact"]),
        actor=Actor(
            kind=ActorKind(actor["kind"]),
            person=actor["person"],
            office=actor["office"],
            capacity=Capacity(actor["capacity"]) if actor["capacity"] else None,
            for_person=actor["for"],
            proof=Proof(actor["proof"]),
            session=actor["session"],
        ),
        about=Subject(About(about["kind"]), about["id"], about["version"], about["step"]),
        before=entry["before"],
        after=entry["after"],
        content=entry["content"],
        data=entry["data"],
        sealed=entry["sealed"],
    )


def require_entry(entry: Any) -> None:
    """Raise NotAnEntry unless the value has exactly the members, types and moves of an entry."""
    _exactly(entry, _MEMBERS, "the entry")
    _holds(type(entry["v"]) is int and entry["v"] == FORMAT, "v is not 1")
    _holds(_matches(_LOG, entry["log"]), "log is not <host>/audit/<epoch>")
    _holds(_is_count(entry["seq"]), "seq is not a number")
    _holds(_is_hex(entry["prev"]), "prev is not a hash")
    _holds(_matches(_ID, entry["id"]), "id is not <command>.<n>")
    _holds(_is_instant(entry["at"]), "at is not an instant")
    _holds(isinstance(entry["app"], str) and entry["app"] != "", "app is not a release")
    fact = entry["fact"]
    _holds(isinstance(fact, str) and fact in FORMS, f"{fact!r:.40} is not a fact")
    _require_actor(entry["actor"], log=entry["log"])
    _holds(isinstance(entry["data"], dict), "data is not an object")
    form = _form_of(FactName(fact), entry["data"])
    _require_about(entry, form)
    _require_data(entry["data"], form)
    _require_sealed(entry["sealed"], form)
    _holds(_is_move(form, entry["before"], entry["after"]), f"{fact} may not make this move", "C17")


def host_of(origin: str) -> str | None:
    """The host of a log's origin, or None if it is not an origin."""
    match = _LOG.fullmatch(origin)
    return match[1] if match else None


def epoch_of(origin: str) -> int | None:
    """The epoch of a log's origin, from 1; None if it is not an origin."""
    match = _LOG.fullmatch(origin)
    return int(match[2]) if match else None


def stamp(instant: datetime) -> str:
    """A UTC instant as entries write it, to the microsecond."""
    return instant.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _require_actor(actor: Any, *, log: str) -> None:
    _exactly(actor, _ACTOR, "actor")
    kind, person = actor["kind"], actor["person"]
    _holds(_is_one_of(kind, _KINDS), "actor.kind is unknown")
    _holds(actor["proof"] is not None and _is_one_of(actor["proof"], _PROOFS), "actor.proof is unknown")
    capacity = actor["capacity"]
    _holds(capacity is None or _is_one_of(capacity, _CAPACITIES), "actor.capacity is unknown")
    for name in ("person", "office", "for"):
        _holds(actor[name] is None or _is_name(actor[name]), f"actor.{name} is not a text")
    _holds(actor["session"] is None or _matches(_SESSION, actor["session"]), "actor.session is not a hash")
    of_system = person is not None and person.startswith("os:")
    _holds(kind != ActorKind.PERSON or (person is not None and not of_system), "actor.person is missing")
    _holds(kind != ActorKind.SYSTEM or person is None, "the system is no person")
    _holds(of_system is (kind == ActorKind.OPERATOR), "actor.person does not fit actor.kind")
    _holds(capacity is None or actor["office"] is not None, "a capacity without office")
    _holds(actor["for"] is None or capacity == Capacity.DEPUTY, "only a deputy acts for somebody")
    _holds(actor["proof"] != Proof.DEMO or host_of(log) == DEMO_HOST, "proof demo outside a demonstration")


def _require_about(entry: Mapping[str, Any], form: Form) -> None:
    about, content = entry["about"], entry["content"]
    _exactly(about, _ABOUT, "about")
    _holds(about["kind"] == form.about, f"about.kind is not {form.about}")
    _holds(_is_name(about["id"]), "about.id is not a text")
    version, step = about["version"], about["step"]
    _holds(version is None or (_is_count(version) and version >= 1), "about.version is not a version")
    _holds(step is None or _matches(_KEY, step), "about.step is not a key")
    _holds(step is not None or not form.step, "about.step is missing")
    _holds(content is None or _is_hex(content), "content is not a digest")
    for name in ("before", "after"):
        _holds(entry[name] is None or _is_state(entry[name]), f"{name} is not a state")
    if form.about is not About.SUBMISSION:
        others = (version, step, content, entry["before"], entry["after"])
        _holds(all(other is None for other in others), "version, step, content and states are a submission's")


def _require_data(data: Mapping[str, Any], form: Form) -> None:
    for name, value in data.items():
        member = form.data.get(name) or ALWAYS_ALLOWED.get(name)
        _holds(member is not None, f"data.{name} is unknown")
        if member is not None and not (value is None and member.nullable):
            _holds(_TYPES[member.type](value), f"data.{name} is not of type {member.type}")
    for name, member in form.data.items():
        _holds(name in data or member.optional, f"data.{name} is missing")


def _require_sealed(sealed: Any, form: Form) -> None:
    _holds(isinstance(sealed, dict), "sealed is not an object")
    for name, seal in sealed.items():
        _holds(name in form.sealed, f"sealed.{name} is unknown")
        _holds(_is_hex(seal), f"sealed.{name} is not a commitment")
    for name, required in form.sealed.items():
        _holds(name in sealed or not required, f"sealed.{name} is missing")


def _form_of(fact: FactName, data: Mapping[str, Any]) -> Form:
    if fact not in _RECORDS:
        return FORMS[fact]
    act = data.get("act")
    _holds(_is_one_of(act, _OUTCOMES), "data.act is unknown")
    return _RECORDED[fact, str(act)]


def _is_move(form: Form, before: str | None, after: str | None) -> bool:
    if form.stays:
        return before == after and (before is not None or form.about is not About.SUBMISSION)
    return any(
        _is_like(before, source) and any(_is_like(after, target) for target in targets)
        for source, targets in form.moves.items()
    )


def _is_like(state: str | None, pattern: str | None) -> bool:
    if pattern == ANY_OPEN:
        return state is not None and state.startswith(ANY_OPEN)
    return state == pattern


def _merged(record: FactName, act: FactName) -> Form:
    """The form of an act recorded later: what the record itself needs, and exactly that act's members."""
    base, own = FORMS[record], FORMS[act]
    others = [FORMS[outcome] for outcome in _OUTCOMES]
    theirs = {name for form in others for name in form.data}
    secrets = {name for form in others for name in form.sealed}
    return Form(
        base.about,
        {name: member for name, member in base.data.items() if name not in theirs} | dict(own.data),
        {name: must for name, must in base.sealed.items() if name not in secrets} | dict(own.sealed),
        own.moves,
        step=True,
    )


_RECORDED = {(record, str(act)): _merged(record, act) for record in _RECORDS for act in _OUTCOMES}
_KINDS = frozenset(ActorKind)
_CAPACITIES = frozenset(Capacity)
_PROOFS = frozenset(Proof)


def _holds(true: bool, message: str, check: str = "C03") -> None:
    if not true:
        raise NotAnEntry(message, check)


def _exactly(value: Any, members: frozenset[str], name: str) -> None:
    if not isinstance(value, dict):
        raise NotAnEntry(f"{name} is not an object")
    if value.keys() != members:
        odd = ", ".join(sorted(value.keys() ^ members))
        raise NotAnEntry(f"{name} has not exactly its members: {odd:.200}")


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_one_of(value: object, allowed: Any) -> bool:
    return isinstance(value, str) and value in allowed


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_hex(value: object) -> bool:
    return _matches(_HEX, value)


def _is_integer(value: object) -> bool:
    return type(value) is int


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_yes_no(value: object) -> bool:
    return isinstance(value, bool)


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_instant(value: object) -> bool:
    if not isinstance(value, str) or _AT.fullmatch(value) is None:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def _is_state(value: object) -> bool:
    if not isinstance(value, str):
        return False
    steps = open_steps(value)
    if not steps:
        return value in _STATES
    return len(set(steps)) == len(steps) and all(_KEY.fullmatch(step) for step in steps)


_STATES = frozenset(State)


def _list_of(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list | tuple) and all(check(item) for item in value)


def _object_of(**checks: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == checks.keys()
        and all(check(value[name]) for name, check in checks.items())
    )


def _or_null(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or check(value)


_TYPES: Mapping[Type, Callable[[Any], bool]] = MappingProxyType(
    {
        Type.TEXT: _is_text,
        Type.DAY: _is_day,
        Type.HEX: _is_hex,
        Type.INTEGER: _is_integer,
        Type.YES_NO: _is_yes_no,
        Type.TEXTS: _list_of(_is_text),
        Type.HELD: _list_of(_object_of(part=_is_name, ground=_is_name, review_on=_or_null(_is_day))),
        Type.FILE: _object_of(sha256=_is_hex, size=_is_count),
        Type.STEPS: _list_of(
            _object_of(
                step=lambda value: _matches(_KEY, value),
                order=_is_integer,
                office=_is_name,
                decides=_is_yes_no,
                reserved=_is_yes_no,
                quorum=_is_integer,
            )
        ),
        Type.LETTERS: _list_of(
            _object_of(id=_is_name, event=_is_name, to=_is_name, link=_or_null(_is_name), seal=_is_hex)
        ),
    }
)
