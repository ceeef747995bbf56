"""The walk of one act: lock and load, claim, decide, keep, letters, history. In that order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from states.authority import Authority
from states.calendar import Calendar
from states.decide import Decided, NewVersion, decide
from states.form import Form
from states.moves import BY_ACT, On
from states.refusals import Refused, refusal
from states.requests import Request
from states.rules.case import Case
from states.rules.register import Register
from states.submission import Content, Submission
from states.vocabulary import ActorKind
from workflow import links, outbox
from workflow.audit import texts
from workflow.audit.append import EntryDraft, append
from workflow.audit.manifest import Sealed
from workflow.faults import reach
from workflow.links import Link
from workflow.store import commands, submissions
from workflow.store.moment import Moment, moment
from workflow.store.offices import Person
from workflow.usecases import turned_away
from workflow.usecases.correspondence import Circumstances, correspond
from workflow.usecases.desk import Desk
from workflow.usecases.keeping import keep
from workflow.usecases.transaction import committed, receipt_of
from workflow.usecases.visit import Receipt, Visit, digest


@dataclass(kw_only=True)
class Scene:
    """One act in its transaction, under the submission's lock. A verb may add to it before the decision.

    `clock` is what this machine's clock says, `now` the instant of the act: never before the last entry's.
    """

    desk: Desk
    connection: Connection
    clock: datetime
    now: datetime
    submission: Submission
    request: Request
    authority: Authority
    people: Mapping[str, Person]
    calendar: Calendar
    form: Form
    content: Content | None = None
    new: NewVersion | None = None
    sealed: Sealed | None = None
    register: Register | None = None
    manifest: bytes | None = None


Prepare = Callable[[Scene], None]


def walk(  # noqa: PLR0913  # the whole of one visit
    desk: Desk,
    visit: Visit,
    request: Request,
    *,
    now: datetime,
    prepare: Prepare | None = None,
    asked: object = None,
) -> Receipt:
    """Do one act on one submission. The same visit again gives the same receipt.

    `asked` is what the preparation adds to the request: it tells a repeat from another request.
    Raises Refused with every rule that stands against it; a refusal worth keeping is kept.
    """
    now = now.astimezone(UTC)
    fingerprint = digest(request, visit.link, visit.submission, asked)

    def work(connection: Connection) -> Receipt:
        return _act(
            desk, connection, visit, request=request, fingerprint=fingerprint, now=now, prepare=prepare
        )

    try:
        return committed(desk, visit.key, fingerprint, work)
    except Refused as refused:
        turned_away.keep(desk, visit, request, refused, now=now)
        raise


def _act(  # noqa: PLR0913  # the whole of one visit
    desk: Desk,
    connection: Connection,
    visit: Visit,
    *,
    request: Request,
    fingerprint: str,
    now: datetime,
    prepare: Prepare | None,
) -> Receipt:
    link = links.find(connection, visit.link) if visit.link else None
    submission = _lock(desk, connection, visit, link)
    reach("K02 locked")
    standing = moment(connection, visit.key, of=(submission.id, submission.version))
    if receipt := receipt_of(standing.kept, fingerprint):
        return receipt
    if link is not None:
        _require_own(link, visit, request)
        request = replace(request, step=link.step)
    scene = _scene(desk, connection, submission, request, standing=standing, now=now)
    _require_in_directory(scene)
    claimed = link is None or links.claim(
        connection, link, person=visit.person or "", by=visit.key, now=scene.now
    )
    reach("K03 link claimed")
    if prepare is not None:
        prepare(scene)
    decided = decide(_case(scene), new=scene.new)
    # Only now: whose own link it was hears which rule stands against the act, and who did it meanwhile.
    if not claimed:
        raise links.ended()
    return _keep(scene, decided, fingerprint)


def _lock(desk: Desk, connection: Connection, visit: Visit, link: Link | None) -> Submission:
    if visit.link and link is None:
        raise links.ended()
    wanted = link.submission if link else visit.submission
    found = (
        submissions.load(connection, wanted, steps_of=desk.steps_of(connection), lock=True)
        if wanted
        else None
    )
    if found is None:
        raise refusal("submission-unknown", "There is no such submission. Look it up in your list.")
    return found


def _require_own(link: Link, visit: Visit, request: Request) -> None:
    """Refuse somebody else's link, and any act but those on the step that a link opens."""
    if link.person != visit.person or BY_ACT[request.act].on is On.NONE:
        raise links.ended()


def _scene(  # noqa: PLR0913  # all that an act needs to know
    desk: Desk,
    connection: Connection,
    submission: Submission,
    request: Request,
    *,
    standing: Moment,
    now: datetime,
) -> Scene:
    office = desk.office(connection, standing.stamp)
    return Scene(
        desk=desk,
        connection=connection,
        clock=now,
        # Two machines' clocks differ: what came before an act is never after it.
        now=max(now, standing.last_at),
        submission=submission,
        request=request,
        authority=office.authority,
        people=office.people,
        calendar=office.calendar,
        form=desk.form(connection, submission.route_key, submission.route_version),
        manifest=standing.manifest,
    )


def _require_in_directory(scene: Scene) -> None:
    actor = scene.request.actor
    if actor.kind is not ActorKind.PERSON:
        return
    person = scene.people.get(actor.person or "")
    if person is None or person.ended_at is not None:
        raise refusal("person-unknown", "You are not in this office's directory. Ask a governance officer.")


def _case(scene: Scene) -> Case:
    return Case(
        now=scene.now,
        calendar=scene.calendar,
        content=scene.content,
        form=scene.form,
        submission=scene.submission,
        request=scene.request,
        authority=scene.authority,
        names={person.id: person.name for person in scene.people.values()},
        customs=scene.desk.customs,
        register=scene.register,
    )


def _keep(scene: Scene, decided: Decided, fingerprint: str) -> Receipt:
    connection, key, now = scene.connection, scene.request.command, scene.now
    keep(connection, decided, scene.request, sealed=scene.sealed, now=now)
    reach("K05 state set")
    around = Circumstances(
        authority=scene.authority,
        people=scene.people,
        calendar=scene.calendar,
        **texts.mentioned(connection, decided.after, scene.content, manifest=scene.manifest),
    )
    written = correspond(scene.desk, decided, scene.request, around=around, now=now)
    links.end(connection, decided.after.id, [step.key for step in decided.closed], now=now)
    links.issue(connection, written.links, key=scene.desk.link_key)
    letters = outbox.queue(connection, written.letters, now=now)
    reach("K06 links and letters in")
    receipt = _receipt(decided, key, now)
    commands.keep(connection, key, request=fingerprint, outcome=receipt.as_json(), now=now)
    data: dict[str, Any] = dict(decided.fact.data) | ({"letters": letters} if letters else {})
    entry = EntryDraft(f"{key}.0", replace(decided.fact, data=data), decided.actor)
    append(connection, [entry], log=scene.desk.log, now=scene.clock)
    reach("K07 history appended")
    return receipt


def _receipt(decided: Decided, key: str, now: datetime) -> Receipt:
    after = decided.after
    return Receipt(
        key=key,
        act=str(decided.fact.name),
        entry_id=f"{key}.0",
        about=after.id,
        at=now.isoformat(),
        number=after.number,
        state=after.state,
        version=after.version,
        content=after.content,
        next_steps=tuple(step.title for step in after.open_steps()),
        findings=tuple(finding.as_json() for finding in decided.warnings),
    )
