"""Who may act, and on what: the rules that guard every sign-off."""

from collections.abc import Iterable

from states.authority import in_post_until, may_sign, title_on
from states.dates import as_words
from states.rules.case import Case, blocks, warns
from states.rules.certificate import statement_shown
from states.rules.words import says_something
from states.submission import SignOff, Submission
from states.vocabulary import Act, ActorKind, Capacity, Proof, State, open_steps

Found = Iterable[tuple[str, str]]


@blocks(
    "out-of-turn",
    "A step is signed when it is open, and only then.",
    source="the form: the order of signatures",
    at="S X",
    needs_records=True,
)
def out_of_turn(case: Case) -> Found:
    """Fires for a sign-off on a step that is not open: one before it is unsigned, it is signed itself, or
    the submission has ended. A paused clock stops reminders, not sign-offs.
    """
    step = case.step
    if step is None:
        yield "act", f"There is no step {case.asked.step!r} in the route of this submission."
        return
    if step.key in open_steps(case.record.state):
        return
    given = next((s for s in case.earlier if s.step == step.key), None)
    if given is not None:
        yield (
            "act",
            f"The {_signer(given, step.title)} has already {given.act.past}, on {as_words(given.signed_on)}.",
        )
        return
    waiting = [s.title for s in case.record.open_steps()]
    if waiting:
        yield "act", f"It is not the {step.title}'s turn: the {' and the '.join(waiting)} comes first."
        return
    yield "act", f"No sign-off is awaited: the submission is {state_words(case.record)}."


def _signer(given: SignOff, title: str) -> str:
    """Whose sign-off it was, as known: the office's title then, and the names of holder and deputy."""
    office = given.office_title or title
    if not given.person_name or given.members:
        return office
    return f"{office} ({given.person_name}{f' for {given.for_name}' if given.for_name else ''})"


@blocks(
    "stale-content",
    "What is signed is what was shown.",
    source="good practice: a sign-off stands for the very text that was read",
    at="S X P",
    needs_records=True,
)
def stale_content(case: Case) -> Found:
    """Fires where the text, the step or the sentence that was shown is not the current one; and, at
    publication, where the stored text is no longer the one that was decided.
    """
    asked, record = case.asked, case.record
    if asked.publication is not None and asked.publication.stored_content != record.content:
        yield (
            "act",
            "The stored text is not the text that was decided. Do not publish: run 'signoff audit verify'.",
        )
        return
    if asked.seen != record.content:
        yield "act", f"The paper has changed since you opened it. Read version {record.version}, then decide."
        return
    # The content's digest covers the route; the sentence is also that of the step and the limb.
    signs = case.step if asked.act is Act.SIGN and not case.on_paper else None
    if signs and asked.statement != statement_shown(signs, case.form, limb=asked.limb):
        yield "act", "The sentence you agreed to is not the one to sign. Open the page again and read it."


@blocks(
    "not-in-post",
    "An office's act is its holder's, or a nominated deputy's.",
    source="Police Reform and Social Responsibility Act 2011, s.1, s.18 and Schedule 1, para 6",
    at="S X",
    needs_records=True,
)
def not_in_post(case: Case) -> Found:
    """Fires where nobody appointed the one who signs to the office on the day of the act (of ink its own),
    nor did its holder nominate them as deputy. The first and the last day count. A deputy's deputy is none.
    """
    if case.step is None or case.holder is not None or case.acts_on is None or case.asked.meeting:
        return
    title = title_on(case.authority, case.step.office, case.acts_on) or case.step.title
    signer = case.asked.signer
    until = in_post_until(case.authority, case.step.office, signer) if signer else None
    if until is not None and until < case.acts_on:
        yield "act", f"In post as {title} until {as_words(until)}, and no longer."
        return
    yield "act", f"Not in post as {title} on {as_words(case.acts_on)}, nor a nominated deputy."


@blocks(
    "not-in-post",
    "A governance officer's act needs a governance officer.",
    source="good practice: the record is kept by an officer named for it",
    at="S X P A",
    needs_records=True,
)
def not_governance(case: Case) -> Found:
    """Fires where an act of a governance officer, such as publishing or recording ink, is done by somebody
    who is none today.
    """
    if case.governor is None:
        yield "act", "Only a governance officer in post today may do this."


@blocks(
    "not-originator",
    "A paper is submitted and withdrawn by its originator.",
    source="the form, row 2",
    at="A",
    listed=False,
)
def not_originator(case: Case) -> Found:
    """Fires for anybody else who submits, resubmits or withdraws a paper."""
    if case.asked.actor.person != case.record.originator:
        yield "act", f"Only the originator may {case.asked.act.label} this paper."


@blocks(
    "self-approval",
    "Nobody signs a paper they wrote or edited.",
    source="good practice: separation of duties",
    at="S X",
    needs_records=True,
)
def self_approval(case: Case) -> Found:
    """Fires for whoever originated, submitted or edited any version of the paper, in any capacity, and for a
    deputy of such a one.
    """
    editors, originator = case.record.editors, case.record.originator
    signer, principal = case.asked.signer, case.holder and case.holder.for_person
    if signer == originator or signer in editors:
        yield "act", f"{_you(case)} wrote or edited this paper, so somebody else must sign it."
    elif principal is not None and (principal == originator or principal in editors):
        yield "act", f"{_you(case)} would act for somebody who wrote or edited this paper; another must sign."


@blocks(
    "same-person-twice",
    "Nobody fills two steps of one submission.",
    source="good practice: separation of duties",
    at="S X",
    needs_records=True,
)
def same_person_twice(case: Case) -> Found:
    """Fires for whoever signed another step of the submission, on any version, also as somebody's deputy.
    The same step of a new version may be signed again.
    """
    if case.holder is None or not case.record.sign_offs:
        return
    for given in case.record.sign_offs:
        if given.step == case.asked.step:
            continue
        step = case.record.step(given.step)
        title = step.title if step else given.step
        people = filled_by(case, given)
        if case.holder.person in people:
            yield "act", f"{_you(case)} took the step of the {title}, so another person must take this one."
            return
        if case.holder.for_person in people:
            yield "act", f"{_you(case)} would act for the one who took the step of the {title}."
            return


def filled_by(case: Case, given: SignOff) -> frozenset[str]:
    """Everybody who filled a step by a sign-off, with those for whom a board's deputies voted that day."""
    board = (
        may_sign(case.authority, given.office, person=member, on=given.signed_on) for member in given.members
    )
    return given.people() | {seat.for_person for seat in board if seat and seat.for_person}


def _you(case: Case) -> str:
    """Who signs, at the start of a sentence: the reader, or the one whose ink the reader records."""
    ink = case.asked.ink
    return case.names.get(ink.person, "The signer") if ink else "You"


@blocks(
    "reserved-to-holder",
    "A reserved function takes no deputy.",
    source="Police Reform and Social Responsibility Act 2011, s.18",
    at="X",
    needs_records=True,
)
def reserved_to_holder(case: Case) -> Found:
    """Fires for a deputy where the route reserves the decision to the holder in person. An acting holder is
    no deputy.
    """
    if case.step and case.step.reserved and case.holder and case.holder.capacity is Capacity.DEPUTY:
        yield "act", f"This is reserved to the {case.step.title} in person; a deputy cannot do it."


@blocks(
    "interest-declared",
    "A declared conflict bars the person from every step.",
    source="good practice: declared interests",
    at="S X",
    listed=False,
)
def interest_declared(case: Case) -> Found:
    """Fires for a person with a declared conflict of interest in the paper, and for a deputy of one."""
    barred = case.record.barred
    if barred and (case.asked.signer in barred or (case.holder and case.holder.for_person in barred)):
        yield "act", "A conflict of interest is declared here, so somebody else must take this step."


@blocks(
    "reason-missing",
    "A refusal, return or pause says why.",
    source="good practice: the form has no place for reasons, and the record needs them",
    at="S X P A",
    needs_records=True,
)
def reason_missing(case: Case) -> Found:
    """Fires for a reason without a letter or digit where a paper is sent back, refused, deferred or
    withdrawn, the clock paused or resumed, a publication corrected or cut, or a sign-off recorded from paper.
    """
    asked = case.asked
    needs = asked.act in _NEED_REASON and not says_something(asked.reason)
    if needs or (asked.ink and not says_something(asked.ink.reason)):
        yield "act", f"Say why you {asked.act.label}." if needs else "Say why this is recorded from paper."


_NEED_REASON = frozenset(
    {
        Act.SEND_BACK,
        Act.REFUSE,
        Act.DEFER,
        Act.WITHDRAW,
        Act.PAUSE,
        Act.RESUME,
        Act.CORRECT,
        Act.WITHHOLD,
    }
)


@blocks(
    "no-part-in-it",
    "An interest is declared by somebody with a part in it.",
    source="good practice: declared interests",
    at="A",
    listed=False,
)
def no_part_in_it(case: Case) -> Found:
    """Fires for a declaration by somebody who neither wrote nor signed the paper, nor may sign it."""
    person, record = case.asked.actor.person, case.record
    signed = {p for sign_off in record.sign_offs for p in sign_off.people()}
    if person in record.editors | {record.originator} | signed:
        return
    if person is None or not any(
        may_sign(case.authority, s.office, person=person, on=case.today) for s in record.steps
    ):
        yield "act", "You have no part in this submission, so there is nothing to declare."


@blocks(
    "interest-missing",
    "A declaration says what the interest is.",
    source="good practice: declared interests",
    at="A",
    listed=False,
)
def interest_missing(case: Case) -> Found:
    """Fires for a declaration without a letter or digit."""
    if not says_something(case.asked.interest):
        yield "act", "Say what the interest is, and whose."


@blocks(
    "defer-date-missing",
    "A deferral names the day it comes back.",
    source="good practice: silence never decides",
    at="X",
    needs_records=True,
)
def defer_date_missing(case: Case) -> Found:
    """Fires for a deferral without a day of return, or with one that is not after today."""
    back_on = case.asked.back_on
    if back_on is None or back_on <= case.today:
        yield "act", "When does it come back? Give a date after today."


@blocks(
    "not-the-clock",
    "A deferred paper is brought back by the clock.",
    source="good practice: a deferral is kept to",
    at="A",
    listed=False,
)
def not_the_clock(case: Case) -> Found:
    """Fires for anybody who brings back a deferred paper by hand."""
    if case.asked.actor.kind is not ActorKind.SYSTEM:
        yield "act", "A deferred paper comes back by itself on its day; nobody brings it back."


@blocks(
    "not-yet-due",
    "A deferred paper comes back on its day.",
    source="good practice: a deferral is kept to",
    at="A",
    listed=False,
)
def not_yet_due(case: Case) -> Found:
    """Fires where a deferred paper is brought back before its day."""
    back_on = case.record.deferred_to
    if back_on is not None and case.today < back_on:
        yield "act", f"Deferred until {as_words(back_on)}."


@blocks(
    "clock-not-running",
    "A clock is paused once and resumed once.",
    source="good practice: each pause has an end",
    at="A",
    listed=False,
)
def clock_as_asked(case: Case) -> Found:
    """Fires where a paused clock is paused, or a running one resumed."""
    wants_pause = case.asked.act is Act.PAUSE
    if case.record.paused is wants_pause:
        yield "act", "The clock is already paused." if wants_pause else "The clock is not paused."


@warns(
    "link-only",
    "The link alone proved who acted.",
    source="good practice: an electronic signature shows who meant to sign (Law Commission, 2019)",
    at="S X T",
    needs_records=True,
)
def link_only(case: Case) -> Found:
    """Fires for an act by somebody known only by the link that they opened: no code, single sign-on or
    passkey showed who it was.
    """
    if case.asked.actor.proof is Proof.LINK:
        yield (
            f"sign_offs {case.step.office}" if case.step else "act",
            "Link only: no session proved the person.",
        )


def state_words(submission: Submission) -> str:
    """Where a submission is, for the end of a sentence."""
    if waiting := submission.open_steps():
        return f"with the {' and the '.join(step.title for step in waiting)}"
    words = {State.DRAFT: "still a draft", State.SENT_BACK: "back with its originator"}
    return words.get(State(submission.state), submission.state)
