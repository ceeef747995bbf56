"""Start a paper."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from states.decide import Decided, draft
from states.refusals import refusal
from states.submission import Content
from workflow.audit.append import EntryDraft, append
from workflow.audit.canonical import JSON, NotCanonical, canonical
from workflow.audit.manifest import fields_of
from workflow.store import commands, offices, submissions
from workflow.usecases.desk import Desk
from workflow.usecases.transaction import once
from workflow.usecases.visit import Receipt, Visit, digest, require_key


def start_draft(desk: Desk, visit: Visit, content: Content, *, route_key: str, now: datetime) -> Receipt:
    """Make a new submission, a draft of this person, on the newest adopted version of a route.

    Refuses a route that is not adopted here, and text that no database and no history could hold.
    """
    require_key(visit.key)
    fields = storable(content)
    request = digest(visit.person, content, route_key)

    def work(connection: Connection) -> Receipt:
        person = require_person(connection, visit)
        route = dict(offices.latest_routes(connection))
        if route_key not in route:
            raise refusal(
                "route-unknown", f"No route {route_key!r} is adopted here; there is {', '.join(route)}."
            )
        found = desk.route(connection, route_key, route[route_key])
        decided = draft(
            f"s_{desk.new_id()}",
            by=visit.actor(),
            route_key=found.key,
            route_version=found.version,
            route_sha256=found.sha256,
        )
        submissions.add(connection, decided.after, now=now)
        submissions.save_draft(connection, decided.after.id, fields, by=person, now=now)
        receipt = _receipt(visit.key, decided, now=now)
        commands.keep(connection, visit.key, request=request, outcome=receipt.as_json(), now=now)
        append(connection, [EntryDraft(receipt.entry_id, decided.fact, decided.actor)], log=desk.log, now=now)
        return receipt

    return once(desk, visit.key, request, work)


def _receipt(key: str, decided: Decided, *, now: datetime) -> Receipt:
    return Receipt(
        key=key,
        act=str(decided.fact.name),
        entry_id=f"{key}.0",
        about=decided.after.id,
        at=now.astimezone(UTC).isoformat(),
        state=decided.after.state,
    )


def storable(content: Content) -> dict[str, JSON]:
    """The draft's fields by key. Refuses characters that are none, and more text than a version can hold."""
    fields = fields_of(content)
    try:
        canonical(fields)
    except NotCanonical as error:
        raise refusal("hidden-characters", f"The paper cannot be kept as it is: {error}.") from None
    return fields


def require_person(connection: Connection, visit: Visit) -> str:
    """The visitor's id. Refuses somebody who is not, or no longer, in the directory."""
    person = offices.people(connection).get(visit.person or "")
    if person is None or person.ended_at is not None:
        raise refusal("person-unknown", "You are not in this office's directory. Ask a governance officer.")
    return person.id
