"""Samples: one plausible letter of each kind and, where the wording turns, one for each turn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from notifications.catalogue import Audience, Event
from notifications.context import LetterContext
from notifications.letter import Recipient
from notifications.message import Message
from states.vocabulary import Act

NOON = datetime(2026, 10, 19, 12, tzinfo=UTC)

OFFICER = Recipient("p_3", "Chief Finance Officer, sample office", "finance@opcc.example")
ORIGINATOR = Recipient("p_7", "Originator, sample office", "originator@opcc.example")

PAPER = LetterContext(
    organisation="Office of the Police and Crime Commissioner for Exampleshire",
    site="https://signoff.opcc.example",
    audience=Audience.ORIGINATOR,
    confidential=False,
    pin="1:42:38879ddd5e800d1d047a1ef42b73b144647ece3058b3f2728b8870a8b7ccb92d",
    number="42/2026",
    title="Café refurbishment – Phase 1",
    fingerprint="366e8c95d2d94b556df0657913e28cfa60ddfc9d73dc28cb8664e0dd95231447",
    state="with the Chief Finance Officer",
    step_title="Certificate of advice",
    office_title="Chief Executive",
    next_title="Commissioner's decision",
    needed_by="before the lease ends",
    actor_name="Deputy, sample office",
    actor_office="Chief Executive",
)

_HOLDER = replace(
    PAPER,
    audience=Audience.NEXT_HOLDERS,
    step_title="Certificate of money",
    office_title="Chief Finance Officer",
)
_DECIDER = replace(
    _HOLDER,
    state="with the Commissioner",
    step_title="Commissioner's decision",
    office_title="Commissioner",
    decides=True,
    next_title=None,
)
_APPROVED = replace(
    PAPER,
    act=Act.APPROVE,
    state="approved",
    step_title="Commissioner's decision",
    office_title="Commissioner",
    next_title=None,
    actor_name="Rowan Lime",
    actor_office="Commissioner",
    publish_by="Monday 26 October 2026",
)
_SENT_BACK = replace(PAPER, act=Act.SEND_BACK, state="sent back", reason="Please add the cost of option 2.")
_SECRET: dict[str, Any] = {"confidential": True, "reason": "It names an informant."}
_GOVERNED = replace(
    PAPER,
    audience=Audience.GOVERNANCE,
    actor_name="Governance Officer, sample office",
    actor_office="Governance",
)
_APPOINTMENT = LetterContext(
    organisation=PAPER.organisation,
    site=PAPER.site,
    audience=Audience.NAMED,
    confidential=False,
    office_title="Chief Finance Officer",
    actor_name="Governance Officer, sample office",
    actor_office="Governance",
    from_on="Monday 19 October 2026",
)
_REGISTER = "https://signoff.opcc.example/register/2026/42"

_CONTEXTS: Mapping[Event, Mapping[str, LetterContext]] = {
    Event.YOUR_TURN: {
        "holder": _HOLDER,
        "deputy": replace(_HOLDER, stands_in_for="Holder, sample office"),
        "beside-others": replace(_HOLDER, next_title=None),
        "decider": _DECIDER,
    },
    Event.REMINDER: {
        "holder": replace(_HOLDER, audience=Audience.AWAITED_HOLDERS, due_on="Friday 23 October 2026"),
        "decider-overdue": replace(_DECIDER, due_on="Friday 23 October 2026", overdue=True),
    },
    Event.NO_HOLDER: {"plain": replace(_GOVERNED, office_title="Chief Finance Officer")},
    Event.MEETING_DUE: {"plain": replace(_GOVERNED, step_title="Policing and Crime Board", decides=True)},
    Event.SUBMITTED: {"plain": replace(PAPER, state="with the Chief Executive")},
    Event.PROGRESS: {
        "plain": PAPER,
        "by-a-deputy": replace(PAPER, deputy_for="Holder, sample office", next_title=None),
        "from-paper": replace(
            PAPER, signed_on="Friday 16 October 2026", recorded_by="Governance Officer, sample office"
        ),
    },
    Event.SENT_BACK: {"plain": _SENT_BACK},
    Event.RETURNED: {"plain": replace(_SENT_BACK, audience=Audience.SIGNERS)},
    Event.NO_LONGER_YOURS: {
        "deputy-signed": replace(
            PAPER,
            audience=Audience.OPEN_HOLDERS,
            act=Act.SIGN,
            deputy_for="Holder, sample office",
            next_title=None,
        ),
        "sent-back-beside": replace(_SENT_BACK, audience=Audience.OPEN_HOLDERS),
    },
    Event.DECIDED: {
        "approved": replace(_APPROVED, conditions="Report spending each quarter."),
        "refused": replace(_APPROVED, act=Act.REFUSE, state="refused", reason="The case is not made."),
        "signer-of-a-board": replace(
            _APPROVED,
            audience=Audience.SIGNERS,
            actor_name=None,
            actor_office="Policing and Crime Board",
            met_on="Thursday 15 October 2026",
            recorded_by="Governance Officer, sample office",
        ),
    },
    Event.PUBLICATION_DUE: {"plain": replace(_APPROVED, audience=Audience.GOVERNANCE)},
    Event.DEFERRED: {
        "plain": replace(
            _APPROVED,
            act=Act.DEFER,
            state="deferred",
            back_on="Monday 2 November 2026",
            publish_by=None,
            reason="Wait for the audit.",
        )
    },
    Event.WITHDRAWN: {
        "open-holder": replace(
            PAPER,
            audience=Audience.OPEN_HOLDERS,
            state="withdrawn",
            next_title=None,
            actor_name="Originator, sample office",
            actor_office=None,
            reason="The grant is no longer wanted.",
        )
    },
    Event.PAUSED: {
        "plain": replace(_GOVERNED, audience=Audience.ORIGINATOR, reason="Legal advice is awaited.")
    },
    Event.RESUMED: {"plain": replace(_GOVERNED, audience=Audience.ORIGINATOR, reason="Advice is here.")},
    Event.INTEREST_DECLARED: {
        "conflict": replace(_GOVERNED, actor_name="Rowan Lime", actor_office="Commissioner", bars=True),
        "no-conflict": replace(_GOVERNED, actor_name="Rowan Lime", actor_office="Commissioner"),
    },
    Event.PUBLISHED: {
        "plain": replace(_GOVERNED, audience=Audience.SIGNERS, state="published", register_address=_REGISTER)
    },
    Event.CORRECTED: {
        "plain": replace(_GOVERNED, state="published", register_address=_REGISTER, reason="A wrong date.")
    },
    Event.WITHHELD: {
        "plain": replace(_GOVERNED, state="published", register_address=_REGISTER, reason="A home address.")
    },
    Event.DELEGATED: {
        "plain": replace(_APPOINTMENT, stands_in_for="Holder, sample office", to_on="Friday 30 October 2026")
    },
    Event.APPOINTED: {"plain": replace(_APPOINTMENT, capacity="acting")},
    Event.LETTER_FAILED: {
        "about-a-paper": replace(
            _GOVERNED, letter_to="Rowan Lime", letter_about="your turn", reply=550, attempts=1
        ),
        "no-answer": replace(
            _APPOINTMENT, audience=Audience.GOVERNANCE, letter_to="Rowan Lime", letter_about="appointed"
        ),
    },
}


def _with_confidential() -> dict[str, tuple[Event, LetterContext]]:
    samples = {}
    for event, variants in _CONTEXTS.items():
        for variant, context in variants.items():
            samples[f"{event.value}.{variant}"] = (event, context)
        first = next(iter(variants.values()))
        if first.number is not None:
            samples[f"{event.value}.confidential"] = (event, replace(first, **_SECRET))
    return samples


SAMPLES = MappingProxyType(_with_confidential())
"""Name of the sample → the event and what its letter may say. Every event has one, papers' also in secret."""


def a_message(**changes: Any) -> Message:
    """A message that can be sent; `changes` are what a test wants otherwise."""
    plain = Message(
        id_header="<l_1@signoff.opcc.example>",
        sender="signoff@opcc.example",
        recipient="finance@opcc.example",
        subject="42/2026 for you to sign: Café refurbishment – Phase 1",
        text="Please sign.\n.\nA line with a dot before it is not the end.\n",
        html='<!DOCTYPE html>\n<html lang="en-GB"><title>x</title><p>Please sign.</p></html>\n',
        date=NOON,
    )
    return replace(plain, **changes)
