"""Which facts cause which letters, and to whom. Silence is written down too, with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from states.facts import FactName
from states.vocabulary import Act


class Event(StrEnum):
    """Every kind of letter; the value names its folder under `letters/` and never changes."""

    YOUR_TURN = "your_turn"
    REMINDER = "reminder"
    NO_HOLDER = "no_holder"
    MEETING_DUE = "meeting_due"
    SUBMITTED = "submitted"
    PROGRESS = "progress"
    SENT_BACK = "sent_back"
    RETURNED = "returned"
    NO_LONGER_YOURS = "no_longer_yours"
    DECIDED = "decided"
    PUBLICATION_DUE = "publication_due"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    RESUMED = "resumed"
    INTEREST_DECLARED = "interest_declared"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHHELD = "withheld"
    DELEGATED = "delegated"
    APPOINTED = "appointed"
    LETTER_FAILED = "letter_failed"

    @property
    def has_link(self) -> bool:
        """Whether the letter opens a step. A link is bound to a step; other work starts by signing in."""
        return self in {Event.YOUR_TURN, Event.REMINDER}


class Audience(StrEnum):
    """Who hears of a fact, in terms of the submission as it stands after the fact."""

    NEXT_HOLDERS = "next_holders"
    """Holders and deputies of the steps that this fact opened; each gets a link of their own."""
    AWAITED_HOLDERS = "awaited_holders"
    """Holders and deputies of all steps that are open; each gets a link of their own."""
    OPEN_HOLDERS = "open_holders"
    """Holders and deputies of the steps that this fact closed, except whoever acted online."""
    ORIGINATOR = "originator"
    SIGNERS = "signers"
    """Everyone who signed the current version, or one that was voided; each once."""
    GOVERNANCE = "governance"
    """Everyone who holds the office with the function of governing the record."""
    NAMED = "named"
    """The one person that the fact is about: the deputy, the person appointed."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """One kind of letter to one audience.

    Whoever did the act gets no letter about it unless `also_actor`. `if_nobody` is the letter that
    governance gets for each step whose audience turns out empty: a paper never waits for nobody unseen.
    `if_board` is what governance gets instead for a step that a board takes at a meeting: its members have
    nothing to sign one by one.
    """

    event: Event
    to: Audience
    also_actor: bool = False
    if_nobody: Event | None = None
    if_board: Event | None = None


@dataclass(frozen=True, slots=True)
class Silent:
    """No letter, for this reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class AsItsAct:
    """The letters of the act that this fact records."""


def mailings(
    fact: FactName, *, act: Act | None = None, failed_event: Event | None = None
) -> tuple[Mailing, ...]:
    """The letters that a fact causes; none if it is silent. A person gets each event at most once a fact.

    `act` is needed for acts recorded later (from paper, from a meeting): their letters are those of the act.
    `failed_event` is the event of the letter that failed or bounced: the failure of a `letter_failed` letter
    causes no further one, or a dead governance address would write to itself for ever.
    Raises ValueError if a recorded act is missing or none that can be recorded.
    """
    line = CATALOGUE[fact]
    if isinstance(line, AsItsAct):
        if act is None or act not in _RECORDS:
            raise ValueError(f"{fact} must say which act it records")
        line = CATALOGUE[_RECORDS[act]]
    if not isinstance(line, tuple):
        return ()
    return tuple(mailing for mailing in line if mailing.event is not failed_event)


_RECORDS: Mapping[Act, FactName] = MappingProxyType(
    {
        Act.SIGN: FactName.SIGNED,
        Act.SEND_BACK: FactName.SENT_BACK,
        Act.APPROVE: FactName.APPROVED,
        Act.REFUSE: FactName.REFUSED,
        Act.DEFER: FactName.DEFERRED,
    }
)

_YOUR_TURN = Mailing(
    Event.YOUR_TURN, Audience.NEXT_HOLDERS, if_nobody=Event.NO_HOLDER, if_board=Event.MEETING_DUE
)
_NO_LONGER_YOURS = Mailing(Event.NO_LONGER_YOURS, Audience.OPEN_HOLDERS)
_DECIDED = (
    Mailing(Event.DECIDED, Audience.ORIGINATOR),
    Mailing(Event.DECIDED, Audience.SIGNERS),
    _NO_LONGER_YOURS,
    # Also whoever recorded the decision: the letter holds the day by which to publish.
    Mailing(Event.PUBLICATION_DUE, Audience.GOVERNANCE, also_actor=True),
)
_SUBMITTED = (_YOUR_TURN, Mailing(Event.SUBMITTED, Audience.ORIGINATOR, also_actor=True))
_LETTER_FAILED = (Mailing(Event.LETTER_FAILED, Audience.GOVERNANCE),)

CATALOGUE: Mapping[FactName, tuple[Mailing, ...] | AsItsAct | Silent] = MappingProxyType(
    {
        FactName.DRAFTED: Silent("A draft is its originator's own affair until it is submitted."),
        FactName.SUBMITTED: _SUBMITTED,
        FactName.RESUBMITTED: _SUBMITTED,
        FactName.SIGNED: (
            _YOUR_TURN,
            Mailing(Event.PROGRESS, Audience.ORIGINATOR),
            _NO_LONGER_YOURS,
        ),
        FactName.SENT_BACK: (
            Mailing(Event.SENT_BACK, Audience.ORIGINATOR),
            Mailing(Event.RETURNED, Audience.SIGNERS),
            _NO_LONGER_YOURS,
        ),
        FactName.APPROVED: _DECIDED,
        FactName.REFUSED: _DECIDED,
        FactName.DEFERRED: (
            Mailing(Event.DEFERRED, Audience.ORIGINATOR),
            Mailing(Event.DEFERRED, Audience.SIGNERS),
            _NO_LONGER_YOURS,
        ),
        FactName.BROUGHT_BACK: (_YOUR_TURN,),
        FactName.WITHDRAWN: (
            Mailing(Event.WITHDRAWN, Audience.SIGNERS),
            Mailing(Event.WITHDRAWN, Audience.OPEN_HOLDERS),
        ),
        FactName.RECORDED_FROM_PAPER: AsItsAct(),
        FactName.MEETING_RECORDED: AsItsAct(),
        FactName.INTEREST_DECLARED: (Mailing(Event.INTEREST_DECLARED, Audience.GOVERNANCE),),
        # Holders may still sign while the clock is paused: for them nothing changes.
        FactName.PAUSED: (Mailing(Event.PAUSED, Audience.ORIGINATOR),),
        FactName.RESUMED: (Mailing(Event.RESUMED, Audience.ORIGINATOR),),
        FactName.REMINDED: (Mailing(Event.REMINDER, Audience.AWAITED_HOLDERS, if_nobody=Event.NO_HOLDER),),
        FactName.PUBLISHED: (
            Mailing(Event.PUBLISHED, Audience.ORIGINATOR),
            Mailing(Event.PUBLISHED, Audience.SIGNERS),
        ),
        FactName.CORRECTED: (Mailing(Event.CORRECTED, Audience.GOVERNANCE),),
        FactName.WITHHELD: (Mailing(Event.WITHHELD, Audience.GOVERNANCE),),
        FactName.IMPORTED: Silent("An old paper is kept as it is; nobody is asked for anything."),
        FactName.TURNED_AWAY: Silent(
            "The person saw the refusal on screen; a letter would let strangers with old links send mail."
        ),
        FactName.PERSON_ADDED: Silent("Being in the directory gives no duty; the appointment is told."),
        FactName.PERSON_CHANGED: Silent(
            "The people pages show it, and a letter could only go to the new address."
        ),
        FactName.PERSON_ENDED: Silent("Whoever has left may no longer read office mail."),
        FactName.SIGNED_IN: Silent("The person did it just now."),
        FactName.SIGNED_OUT: Silent("The person did it just now."),
        FactName.OFFICE_SET: Silent("An office is no person; its holders hear of their appointments."),
        FactName.APPOINTED: (Mailing(Event.APPOINTED, Audience.NAMED),),
        FactName.DELEGATED: (Mailing(Event.DELEGATED, Audience.NAMED),),
        FactName.APPOINTMENT_ENDED: Silent("Whoever has left the office may no longer read its mail."),
        FactName.DELEGATION_ENDED: Silent("The holder tells the deputy; the deputy's pages say so at once."),
        FactName.ROUTE_ADOPTED: Silent("It never alters a paper on its way; the rules page shows it."),
        FactName.CALENDAR_CHANGED: Silent("Due days move by themselves and are shown with each paper."),
        FactName.SETTING_CHANGED: Silent("The operator did it; the governance pages show it."),
        FactName.LETTER_ACCEPTED: Silent("A letter about each letter would never end."),
        FactName.LETTER_FAILED: _LETTER_FAILED,
        FactName.LETTER_BOUNCED: _LETTER_FAILED,
        FactName.LOG_OPENED: Silent("The history begins before there is anybody to tell."),
        FactName.LOG_RESTORED: Silent("Acts and mail stop until the operator has told the office in person."),
        FactName.KEY_ROTATED: Silent("Checkpoints name the key in use; the operator announces a new one."),
        FactName.KEY_REVOKED: Silent("Mail may be in doubt as well; the operator announces it elsewhere."),
        FactName.MIGRATED: Silent("The operator did it; nothing that people see has changed."),
        FactName.CLOCK_STEPPED: Silent("The operator's affair; `signoff doctor` and the history show it."),
        FactName.EXPORTED: Silent("Whoever exported holds the result."),
        FactName.VERIFIED: Silent("The governance pages show the latest result; acts stop if it is bad."),
        FactName.ERASED: Silent("A letter about what was erased would keep some of it."),
    }
)
"""What the office is told about each fact. Every name has a line; a test keeps it so."""
