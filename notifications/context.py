"""What a letter may say: plain values from its caller, and the phrases that its templates put them in."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType

from notifications.catalogue import Audience
from notifications.cleaning import clean
from notifications.letter import Recipient
from states.vocabulary import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContext:
    """Everything a letter may say. None means: does not apply. Days are already words (`day_in_words`).

    Text of the paper (`title`, `reason`, `conditions`, `needed_by`) may be passed in any case; it is left
    out where `confidential` is true. `office_title` is the office of `step_title`, of the appointment or
    of the delegation; `actor_…` say who did the act, `deputy_for` in whose place. `stands_in_for` is the
    holder whose deputy the recipient is.
    """

    organisation: str
    site: str
    """The installation's own address, from the settings; never from a request."""
    audience: Audience
    confidential: bool
    pin: str | None = None
    """The newest checkpoint as `<epoch>:<size>:<root>`: each letter carries one out of the building."""
    number: str | None = None
    title: str | None = None
    fingerprint: str | None = None
    """The version's SHA-256; the letter shows its first 12 digits."""
    state: str | None = None
    step_title: str | None = None
    office_title: str | None = None
    decides: bool = False
    """Whether the open step is the decision."""
    next_title: str | None = None
    """The step or steps that follow; None after the last."""
    needed_by: str | None = None
    stands_in_for: str | None = None
    act: Act | None = None
    actor_name: str | None = None
    actor_office: str | None = None
    deputy_for: str | None = None
    signed_on: str | None = None
    """The ink date of an act recorded from paper."""
    met_on: str | None = None
    """The day of the meeting that acted."""
    recorded_by: str | None = None
    reason: str | None = None
    conditions: str | None = None
    effective_on: str | None = None
    back_on: str | None = None
    publish_by: str | None = None
    register_address: str | None = None
    bars: bool = False
    """Whether a declared interest keeps the person from acting."""
    due_on: str | None = None
    """The day by which the open step should be done."""
    overdue: bool = False
    capacity: str | None = None
    from_on: str | None = None
    to_on: str | None = None
    letter_to: str | None = None
    """The name of the person whom the failed letter did not reach."""
    letter_about: str | None = None
    """What kind of letter failed, in words."""
    reply: int | None = None
    attempts: int | None = None


def day_in_words(day: date) -> str:
    """A day as letters write it: `Monday 19 October 2026`. English whatever the machine's language."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def template_values(recipient: Recipient, context: LetterContext) -> Mapping[str, object]:
    """What the templates see: cleaned values and phrases. What does not apply is absent, not empty."""
    given = {field.name: getattr(context, field.name) for field in fields(context)}
    if context.confidential:
        given |= dict.fromkeys(_TEXT_OF_THE_PAPER)
    typed = {name: value for name, value in given.items() if isinstance(value, str) and value.strip()}
    typed["recipient_name"] = recipient.name
    # A name of invisible characters alone must not keep a letter from being written.
    words = {name: clean(value) or _NOTHING for name, value in typed.items()}
    if "fingerprint" in words:
        words["fingerprint"] = words["fingerprint"][:_SHOWN_DIGITS]
    if context.act is not None and context.act in _DONE:
        words["done"] = _DONE[context.act]
    numbers = {name: value for name, value in given.items() if isinstance(value, int)}
    phrases = {"who": _who(words), "why": _why(context.audience, words)}
    return numbers | words | phrases | {"details": _details(words, confidential=context.confidential)}


def _who(words: Mapping[str, str]) -> str:
    office = words.get("actor_office")
    if "met_on" in words:
        phrase = f"{office} at its meeting on {words['met_on']}"
    else:
        phrase = words.get("actor_name", "the system")
        phrase += f" for {words['deputy_for']}" if "deputy_for" in words else ""
        phrase += f" ({office})" if office else ""
    if "signed_on" in words:
        phrase += f", on paper on {words['signed_on']}"
    if "recorded_by" in words:
        phrase += f", as recorded by {words['recorded_by']}"
    return phrase


def _why(audience: Audience, words: Mapping[str, str]) -> str:
    if audience in _OF_AN_OFFICE:
        if "stands_in_for" in words:
            return f"you stand in for {words['stands_in_for']}, {words.get('office_title')}"
        return f"you hold the office of {words.get('office_title')}"
    return _WHY[audience]


def _details(words: Mapping[str, str], *, confidential: bool) -> tuple[tuple[str, str], ...]:
    hidden = {"title": "Not shown: the paper is confidential"} if confidential and "number" in words else {}
    shown = {**words, **hidden}
    return tuple((label, shown[name]) for name, label in _LABELS.items() if name in shown)


_TEXT_OF_THE_PAPER = ("title", "reason", "conditions", "needed_by")

_SHOWN_DIGITS = 12

_NOTHING = "(nothing visible)"

_OF_AN_OFFICE = frozenset({Audience.NEXT_HOLDERS, Audience.AWAITED_HOLDERS, Audience.OPEN_HOLDERS})

_WHY: Mapping[Audience, str] = MappingProxyType(
    {
        Audience.ORIGINATOR: "you submitted it",
        Audience.SIGNERS: "you signed it",
        Audience.GOVERNANCE: "you look after the record of decisions",
        Audience.NAMED: "it names you",
    }
)

_DONE: Mapping[Act, str] = MappingProxyType(
    {
        Act.SIGN: "signed",
        Act.SEND_BACK: "sent back",
        Act.APPROVE: "approved",
        Act.REFUSE: "refused",
        Act.DEFER: "deferred",
        Act.WITHDRAW: "withdrawn",
    }
)

_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "number": "Number",
        "title": "Title",
        "step_title": "Step",
        "office_title": "Office",
        "capacity": "Capacity",
        "from_on": "From",
        "to_on": "To",
        "fingerprint": "Version",
        "state": "Now",
        "needed_by": "Needed by",
        "due_on": "Due",
        "effective_on": "Takes effect",
        "back_on": "Comes back",
        "publish_by": "Publish by",
        "letter_to": "Letter to",
        "letter_about": "Letter about",
    }
)

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
