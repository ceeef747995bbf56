"""From what was decided to the letters it causes and the links they bear. Computes; keeps nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from notifications.catalogue import Audience, Event, Mailing, mailings
from notifications.context import LetterContext, day_in_words
from notifications.letter import Letter, Recipient
from notifications.render import write_letter
from states.authority import Authority, Holder, who_may_sign
from states.calendar import Calendar, add_working_days, london_day
from states.decide import Decided
from states.requests import Request
from states.rules.acts import state_words
from states.submission import Step, Submission
from states.vocabulary import Function
from workflow.audit.seals import seal
from workflow.links import Link, expiry
from workflow.outbox import Posted
from workflow.store.offices import Person
from workflow.usecases.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What letters need to know beside the decision: who is who today, and what may be said."""

    authority: Authority
    people: Mapping[str, Person]
    calendar: Calendar
    title: str | None
    confidential: bool
    needed_by: str | None


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The letters that an act causes, and the links that some of them bear."""

    letters: tuple[Posted, ...]
    links: tuple[Link, ...]


def correspond(
    desk: Desk, decided: Decided, request: Request, *, around: Circumstances, now: datetime
) -> Correspondence:
    """Write every letter that the catalogue wants for this fact, each person each letter once."""
    writer = _Writer(desk, decided, request, around, now)
    for mailing in mailings(decided.fact.name, act=request.act):
        writer.write(mailing)
    return Correspondence(tuple(writer.letters), tuple(writer.links))


def entitled(step: Step, submission: Submission, authority: Authority, *, on: date) -> tuple[Holder, ...]:
    """Who may act on this step of this very submission: holders and deputies whom no rule keeps away."""
    others = {p for s in submission.sign_offs if s.step != step.key for p in s.people()}
    kept_away = submission.editors | {submission.originator} | submission.barred | others
    return tuple(
        holder
        for holder in who_may_sign(authority, step.office, on=on, reserved=step.reserved)
        if not {holder.person, holder.for_person} & kept_away
    )


class _Writer:
    def __init__(
        self, desk: Desk, decided: Decided, request: Request, around: Circumstances, now: datetime
    ) -> None:
        self.desk, self.decided, self.request, self.around, self.now = desk, decided, request, around, now
        self.letters: list[Posted] = []
        self.links: list[Link] = []
        self._written: set[tuple[Event, str]] = set()

    def write(self, mailing: Mailing) -> None:
        actor = self.decided.actor.person
        if mailing.to in {Audience.NEXT_HOLDERS, Audience.OPEN_HOLDERS}:
            self._write_to_holders(mailing)
            return
        for person in self._people(mailing.to):
            if person != actor or mailing.also_actor:
                self._post(mailing.event, person, self._context(mailing.to))

    def _write_to_holders(self, mailing: Mailing) -> None:
        opened = mailing.to is Audience.NEXT_HOLDERS
        for step in self.decided.opened if opened else self.decided.closed:
            if step.quorum > 1:
                self._write_for_board(mailing, step, opened=opened)
                continue
            holders = entitled(
                step,
                self.decided.after if opened else self.decided.before,
                self.around.authority,
                on=self._today,
            )
            for holder in holders:
                if opened or holder.person not in {self.decided.actor.person, self.request.signer}:
                    self._post(mailing.event, holder.person, self._context(mailing.to, step, holder), step)
            if not holders and mailing.if_nobody:
                self._tell_governance(mailing.if_nobody, step)

    def _write_for_board(self, mailing: Mailing, step: Step, *, opened: bool) -> None:
        """Its members have nothing to sign one by one: governance hears of its steps, to call the meeting."""
        event = mailing.if_board if opened else mailing.event
        # Whoever records the meeting needs no letter that the step is done.
        if event and (opened or not self.request.meeting):
            self._tell_governance(event, step)

    def _tell_governance(self, event: Event, step: Step) -> None:
        for person in self._people(Audience.GOVERNANCE):
            self._post(event, person, self._context(Audience.GOVERNANCE, step))

    @property
    def _today(self) -> date:
        return london_day(self.now)

    def _people(self, audience: Audience) -> Iterator[str]:
        after = self.decided.after
        if audience is Audience.ORIGINATOR:
            yield after.originator
        if audience is Audience.SIGNERS:
            yield from dict.fromkeys(p for s in self.decided.before.sign_offs for p in sorted(s.people()))
        if audience is Audience.GOVERNANCE:
            yield from governance(self.around.authority, on=self._today)

    def _post(self, event: Event, person_id: str, context: LetterContext, step: Step | None = None) -> None:
        person = self.around.people.get(person_id)
        if person is None or person.ended_at or (event, person_id) in self._written:
            return
        self._written.add((event, person_id))
        letter = write_letter(event, Recipient(person.id, person.name, person.email), context)
        link = self._link(person_id, step) if letter.has_link and step else None
        self.letters.append(posted(self.desk, letter, submission=self.decided.after.id, link=link))

    def _link(self, person: str, step: Step) -> str:
        after = self.decided.after
        link = Link(
            id=f"l_{self.desk.new_id()}",
            person=person,
            submission=after.id,
            version=after.version,
            step=step.key,
            expires_at=expiry(self.now),
        )
        self.links.append(link)
        return link.id

    def _context(
        self, audience: Audience, step: Step | None = None, holder: Holder | None = None
    ) -> LetterContext:
        decided, request, around, after = self.decided, self.request, self.around, self.decided.after
        ink, meeting = request.ink, request.meeting
        office = holder.office_title if holder else (step.title if step else None)
        return LetterContext(
            organisation=self.desk.organisation,
            site=self.desk.base_url,
            audience=audience,
            confidential=around.confidential,
            number=after.number,
            title=around.title,
            fingerprint=after.content,
            state=state_words(after),
            step_title=step.title if step else None,
            office_title=office,
            decides=bool(step and step.decides),
            next_title=_next_title(after, step),
            needed_by=around.needed_by,
            stands_in_for=self._name(holder.for_person) if holder else None,
            act=request.act,
            actor_name=self._name(request.signer or decided.actor.person),
            actor_office=self._actor_office(),
            deputy_for=decided.sign_off.for_name if decided.sign_off else None,
            signed_on=day_in_words(ink.signed_on) if ink and ink.signed_on else None,
            met_on=day_in_words(meeting.met_on) if meeting else None,
            recorded_by=self._name(decided.actor.person) if ink or meeting else None,
            reason=request.reason,
            conditions=request.conditions,
            effective_on=_words(request.effective_on),
            back_on=_words(request.back_on),
            publish_by=self._publish_by(),
            register_address=self._register_address(),
            bars=request.bars,
        )

    def _name(self, person: str | None) -> str | None:
        found = self.around.people.get(person) if person else None
        return found.name if found else None

    def _actor_office(self) -> str | None:
        if self.decided.sign_off:
            return self.decided.sign_off.office_title or None
        office = self.decided.actor.office
        titles = self.around.authority.titles
        return next((t.title for t in titles if t.office == office), None)

    def _publish_by(self) -> str | None:
        decided_at = self.decided.after.decided_at
        if decided_at is None:
            return None
        days = self.desk.customs.publish_within_days
        return day_in_words(add_working_days(self.around.calendar, london_day(decided_at), days))

    def _register_address(self) -> str | None:
        if self.decided.after.number is None:
            return None
        number, _, year = self.decided.after.number.partition("/")
        return f"{self.desk.base_url}/register/{year}/{number}"


def posted(desk: Desk, letter: Letter, *, submission: str | None, link: str | None = None) -> Posted:
    """A written letter, sealed and ready for the outbox; the address in it is still a placeholder."""
    letter_id, salt = f"m_{desk.new_id()}", desk.log.new_salt()
    value = {
        "id": letter_id,
        "event": letter.event,
        "to": letter.recipient.person,
        "link": link,
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
    }
    return Posted(
        id=letter_id,
        letter=letter,
        salt=salt,
        seal=seal("letter", value, salt),
        link=link,
        submission=submission,
    )


def governance(authority: Authority, *, on: date) -> Iterable[str]:
    """Everybody who holds an office with the function of governing the record, each once."""
    offices = dict.fromkeys(t.office for t in authority.titles if t.function is Function.GOVERN)
    found = (holder.person for office in offices for holder in who_may_sign(authority, office, on=on))
    return dict.fromkeys(found)


def _next_title(submission: Submission, step: Step | None) -> str | None:
    if not submission.open_steps():
        return None
    order = max(s.order for s in submission.open_steps())
    later = [s for s in submission.steps if s.order > order]
    # Side by side with others, a sign-off alone opens nothing.
    if not later or (step and len(submission.open_steps()) > 1):
        return None
    first = min(s.order for s in later)
    return " and the ".join(s.title for s in later if s.order == first)


def _words(day: date | None) -> str | None:
    return day_in_words(day) if day else None
