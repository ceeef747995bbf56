"""A sample office with papers on their way, made through the use cases, and its sign-offs by link."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib.resources import as_file, files
from itertools import count

from sqlalchemy import select

from states.calendar import london_day
from states.routes import shipped_route
from states.submission import Content
from states.vocabulary import ActorKind, Proof
from workflow import links
from workflow.audit.append import Log
from workflow.audit.keys import verifier_key
from workflow.papers import read_paper
from workflow.store import offices
from workflow.store.engine import Store
from workflow.store.migrate import migrate
from workflow.store.tables import link
from workflow.usecases.desk import Desk
from workflow.usecases.office_plan import days_off, read_plan, routes_of
from workflow.usecases.open_office import Opening, open_office
from workflow.usecases.sign import sign
from workflow.usecases.start_draft import start_draft
from workflow.usecases.submit import submit
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.withdraw import withdraw

ORIGIN = "bench.invalid/audit/1"
ROUTE = "pcc-decision"
FIRST_STEP = "chief-executive"
MORNING = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
"""When the office opens: a Tuesday on which all of it happens."""

_KEY = bytes(range(32))
_SAMPLE = files("workflow.cli") / "sample"


@dataclass
class Clock:
    """Gives instants one millisecond apart; nothing here looks at the real time."""

    now: datetime = MORNING

    def tick(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass(frozen=True, kw_only=True)
class SignJob:
    """A sign-off waiting to be made: the link and its secret, its holder, what they have read."""

    submission: str
    link: str
    token: str
    person: str
    seen: str
    key: str


@dataclass(kw_only=True)
class Office:
    """The sample office in one database."""

    desk: Desk
    clock: Clock
    originator: str
    content: Content
    keys: Iterator[str] = field(
        default_factory=lambda: (f"bench-{n}-{secrets.token_hex(4)}" for n in count())
    )

    def submit(self) -> SignJob:
        """Have the originator write and submit the sample paper; gives the sign-off it now waits for."""
        drafted = start_draft(
            self.desk, self._by_originator(), self.content, route_key=ROUTE, now=self.clock.tick()
        )
        receipt = submit(self.desk, self._by_originator(drafted.about), now=self.clock.tick())
        with self.desk.store.reading() as connection:
            found = connection.execute(
                select(link.c.id, link.c.person).where(
                    link.c.submission == receipt.about, link.c.ended_at.is_(None)
                )
            ).one()
        return SignJob(
            submission=receipt.about,
            link=found.id,
            token=links.token_of(self.desk.link_key, found.id),
            person=found.person,
            seen=receipt.content or "",
            key=next(self.keys),
        )

    def withdraw(self, submission: str) -> None:
        """Have the originator take a paper back, so that it is no longer in flight."""
        withdraw(
            self.desk, self._by_originator(submission), reason="Measured already.", now=self.clock.tick()
        )

    def close(self) -> None:
        self.desk.store.close()

    def _by_originator(self, submission: str | None = None) -> Visit:
        return Visit(key=next(self.keys), person=self.originator, proof=Proof.CODE, submission=submission)


def do(desk: Desk, job: SignJob, *, now: datetime) -> Receipt:
    """The act that is measured: the holder of the first step signs by the link in the letter."""
    visit = Visit(key=job.key, person=job.person, proof=Proof.CODE, link=job.token, seen=job.seen)
    return sign(desk, visit, now=now)


def new_office(address: str) -> Office:
    """Open the sample office in an empty database."""
    store = Store(address)
    migrate(store)
    desk = desk_at(store)
    with as_file(_SAMPLE / "office.toml") as path:
        plan = read_plan(path)
        opening = Opening(
            plan=plan,
            routes=routes_of(plan, path),
            days_off=days_off(plan, today=london_day(MORNING)),
            vkey=verifier_key(ORIGIN, _KEY),
            instance=sha256(address.encode()).hexdigest()[:32],
        )
    operator = Visit(key="bench-opens", person="os:bench", kind=ActorKind.OPERATOR, proof=Proof.CLI)
    open_office(desk, operator, opening, now=MORNING)
    return open_again(address, Clock(), store=store)


def open_again(address: str, clock: Clock, *, store: Store | None = None) -> Office:
    """Work at an office whose database is there already. The clock goes on where it stands."""
    desk = desk_at(store or Store(address))
    with desk.store.reading() as connection:
        people = offices.people(connection).values()
    route = shipped_route(ROUTE)
    paper = (_SAMPLE / "paper.txt").read_bytes()
    return Office(
        desk=desk,
        clock=clock,
        originator=next(p.id for p in people if p.email.startswith("originator@")),
        content=read_paper(paper, name="paper.txt", form=route.form, steps=route.steps).content,
    )


def desk_at(store: Store) -> Desk:
    """A desk of the sample office."""
    return Desk(
        store=store,
        log=Log(ORIGIN, "bench", new_salt=lambda: secrets.token_bytes(32)),
        base_url="https://bench.invalid",
        link_key=_KEY,
        new_id=lambda: secrets.token_hex(12),
        organisation="Office of the Police and Crime Commissioner, sample office",
    )
