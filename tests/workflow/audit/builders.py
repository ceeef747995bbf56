"""Submissions, written straight into the history with the rows that belong to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, update

from states.facts import SYSTEM, About, Actor, Subject
from states.routes import Route, When, applicable_steps, shipped_route
from states.submission import Amount, Content, Item
from tests.workflow.audit.act_rows import ACTS, members_of, sealed_of, sign_off_row, state_after
from tests.workflow.audit.office_book import OPERATOR, ORIGIN, START, OfficeBook, holder, person
from workflow.audit.append import keep_openings
from workflow.audit.manifest import Sealed, VersionHead, build_manifest
from workflow.store import tables
from workflow.store.engine import Store

__all__ = ["OPERATOR", "ORIGIN", "START", "Book", "holder", "person"]

POSTS = {
    "chief-executive": "p_ce",
    "chief-finance-officer": "p_cfo",
    "decision-maker": "p_pcc",
    "governance": "p_gov",
}
FUNCTIONS = {
    "chief-executive": "certify-advice",
    "chief-finance-officer": "certify-money",
    "decision-maker": "decide",
    "governance": "govern",
}
WITH_CE, WITH_CFO, WITH_PCC = "with:chief-executive", "with:chief-finance-officer", "with:decision-maker"
PAPER = Content(
    subject="Café refurbishment – Phase 1",
    submitted_to="PCC",
    summary=(Item("Repair.", "1"), Item("Pay £12,500.", "2")),
    amounts=(Amount(1_250_000, "summary 2"),),
    kind="spend",
)


def variant(key: str, *, conditions: Mapping[str, When] | None = None, **changes: Mapping[str, Any]) -> Route:
    """The default route under another key, with steps changed by their keys (`_` for `-`) and conditions."""
    route = shipped_route("pcc-decision")
    steps = tuple(replace(step, **changes.get(step.key.replace("-", "_"), {})) for step in route.steps)
    offices = tuple(office.model_copy(update={"seats": 9}) for office in route.offices)
    made = replace(route, key=key, offices=offices, steps=steps, conditions=conditions or {})
    return Route.from_json(made.to_json())


@dataclass
class Written:
    """A submission as the builder has left it."""

    id: str
    route: Route
    content: Content
    editors: tuple[str, ...]
    state: str = "draft"
    version: int = 0
    digest: str | None = None
    number: str | None = None
    live: dict[str, str] = field(default_factory=dict)


class Book(OfficeBook):
    """An office's history with its submissions, as the builder has left them."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.papers: dict[str, Written] = {}
        self.numbers: dict[int, int] = {}

    def draft(
        self,
        key: str,
        *,
        by: str = "p_ori",
        route: Route | None = None,
        content: Content = PAPER,
        editors: tuple[str, ...] = (),
    ) -> Written:
        used = route or shipped_route("pcc-decision")
        paper = self.papers[key] = Written(key, used, content, (by, *editors))
        row = {
            "id": key,
            "state": "draft",
            "version": 0,
            "route_key": used.key,
            "route_version": used.version,
            "route_sha256": used.sha256,
            "steps": [],
            "originator": by,
            "created_at": self.at,
        }
        self.write(
            "drafted",
            Subject(About.SUBMISSION, key),
            by=person(by),
            states=(None, "draft"),
            rows=lambda c, _: c.execute(insert(tables.submission).values(row)),
        )
        return paper

    def submit(self, key: str, *, by: str = "p_ori", number: str | None = None, after: str = WITH_CE) -> str:
        paper, year = self.papers[key], self.at.year
        following = self.numbers.get(year, 0) + 1
        paper.number = number or f"{following:02d}/{year}"
        self.numbers[year] = following

        def rows(connection: Connection, _: str) -> None:
            series = tables.number_series
            made = insert(series) if following == 1 else update(series).where(series.c.year == year)
            connection.execute(made.values(year=year, last=following))

        return self._version(paper, "submitted", {"number": paper.number}, by=by, after=after, rows=rows)

    def resubmit(
        self, key: str, *, by: str = "p_ori", voids: list[str] | None = None, after: str = WITH_CE
    ) -> str:
        paper = self.papers[key]
        live = list(paper.live.values())
        paper.live = {}
        data = {"voids": live if voids is None else voids}

        def rows(connection: Connection, entry_id: str) -> None:
            _void(connection, live, entry_id)

        return self._version(paper, "resubmitted", data, by=by, after=after, rows=rows)

    def act(
        self,
        name: str,
        key: str,
        *,
        step: str = "chief-executive",
        by: Actor | str | None = None,
        after: str | None = None,
        data: Mapping[str, Any] | None = None,
        **forged: Any,
    ) -> str:
        """An act on a step, by the office's holder unless said; `forged` replaces what is written."""
        paper = self.papers[key]
        office = next((s.office for s in paper.route.steps if s.key == step), step)
        who = by if isinstance(by, Actor) else holder(by or POSTS[office], office)
        after = after or state_after(name, step)
        members = dict(data or {})
        act = members.get("act", name)
        members |= members_of(act, members, day=self.at.date().isoformat())
        row = sign_off_row(name, members, who, today=self.at.date(), office=office)
        row |= {"submission": key, "version": paper.version, "step": step, "act": ACTS[act]}

        def rows(connection: Connection, entry_id: str) -> None:
            connection.execute(insert(tables.sign_off).values(row | {"entry_id": entry_id, "at": self.at}))
            self._set(connection, key, state=after, **self._outcome(act, members, row))

        entry_id = self.write(
            name,
            Subject(About.SUBMISSION, key, forged.get("version", paper.version), step),
            by=who,
            data=members,
            sealed=sealed_of(name, act),
            states=(forged.get("before", paper.state), after),
            content=forged.get("content", paper.digest),
            rows=rows if forged.get("rows", True) else None,
        )
        paper.live[step] = entry_id
        paper.state = after
        return entry_id

    def _outcome(self, act: str, members: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
        if act == "deferred":
            return {"deferred_to": date.fromisoformat(members["back_on"])}
        if act in ("approved", "refused"):
            return {"deferred_to": None, "decided_on": row["signed_on"], "decided_at": self.at}
        return {"deferred_to": None}

    def note(
        self,
        name: str,
        key: str,
        *,
        by: Actor,
        after: str | None = None,
        data: Mapping[str, Any] | None = None,
        sealed: Mapping[str, Any] | None = None,
        rows: Callable[[Connection, str], object] | None = None,
    ) -> str:
        """A fact about a submission that is on no step; it moves it only where `after` says so."""
        paper = self.papers[key]
        ended = name == "brought_back"
        live = [paper.live.pop("decision-maker")] if ended and "decision-maker" in paper.live else []

        def kept(connection: Connection, entry_id: str) -> None:
            if rows is not None:
                rows(connection, entry_id)
            if after:
                self._set(
                    connection, key, state=after, **({} if name == "published" else {"deferred_to": None})
                )
            _void(connection, live, entry_id)

        entry_id = self.write(
            name,
            Subject(About.SUBMISSION, key, paper.version or None),
            by=by,
            data=data,
            sealed=sealed,
            states=(paper.state, after or paper.state),
            content=paper.digest,
            rows=kept,
        )
        paper.state = after or paper.state
        return entry_id

    def publish(self, key: str, *, by: Actor | None = None) -> str:
        data = {"parts": ["subject"], "held": [], "notice": "6" * 64}
        return self.note(
            "published",
            key,
            by=by or holder("p_gov", "governance"),
            after="published",
            data=data,
            sealed={"public": {"details": {}, "held": {}}},
            rows=lambda c, entry_id: c.execute(
                insert(tables.publication).values(
                    submission=key, entry_id=entry_id, published_at=self.at, **data
                )
            ),
        )

    def pause(self, key: str, *, by: Actor | None = None) -> str:
        return self.note(
            "paused",
            key,
            by=by or holder("p_gov", "governance"),
            sealed={"reason": "The panel meets first."},
            rows=lambda c, _: self._set(c, key, paused_at=self.at),
        )

    def declare(self, key: str, by: str, *, bars: bool = True) -> str:
        return self.note(
            "interest_declared",
            key,
            by=person(by),
            data={"bars": bars},
            sealed={"interest": "A relative works there."},
            rows=lambda c, entry_id: c.execute(
                insert(tables.interest).values(entry_id=entry_id, submission=key, person=by, bars=bars)
            ),
        )

    def _version(
        self,
        paper: Written,
        name: str,
        data: Mapping[str, Any],
        *,
        by: str,
        after: str,
        rows: Callable[[Connection, str], object],
    ) -> str:
        version = paper.version + 1
        sealed = build_manifest(_head(paper, version), paper.content, new_salt=self.new_salt)

        def kept(connection: Connection, entry_id: str) -> None:
            rows(connection, entry_id)
            self._keep_version(connection, paper, version, sealed=sealed, after=after)

        entry_id = self.write(
            name,
            Subject(About.SUBMISSION, paper.id, version),
            by=person(by),
            data=data,
            states=(paper.state, after),
            content=sealed.content_hex,
            rows=kept,
        )
        paper.version, paper.digest, paper.state = version, sealed.content_hex, after
        return entry_id

    def _keep_version(
        self, connection: Connection, paper: Written, version: int, *, sealed: Sealed, after: str
    ) -> None:
        keep_openings(connection, sealed.openings)
        row = {
            "submission": paper.id,
            "version": version,
            "content": sealed.content_hex,
            "manifest": sealed.manifest_bytes,
            "created_at": self.at,
            "created_by": paper.editors[0],
        }
        connection.execute(insert(tables.version).values(row))
        self._set(
            connection,
            paper.id,
            state=after,
            number=paper.number,
            version=version,
            content=sealed.content_hex,
            steps=[step.key for step in steps_of(paper)],
            submitted_at=self.at,
            deferred_to=None,
        )

    def _set(self, connection: Connection, key: str, **values: Any) -> None:
        table = tables.submission
        connection.execute(update(table).where(table.c.id == key).values(values))


def office(store: Store) -> Book:
    """A history with an office in it: people, posts, the default route, a calendar."""
    book = Book(store)
    with book.together():
        _furnish(book)
    return book


def _furnish(book: Book) -> None:
    for key in ("p_ori", "p_dep", "p_two", *POSTS.values()):
        book.person(key)
    for key, function in FUNCTIONS.items():
        book.office(key, function=function)
        book.appoint(key, POSTS[key])
    book.adopt(shipped_route("pcc-decision"))
    book.calendar("2026-05-25")


def decided(book: Book, key: str = "s_1") -> Written:
    """A submission that was sent back once, deferred once, and then approved."""
    paper = book.draft(key)
    book.submit(key)
    book.act("sent_back", key)
    book.resubmit(key)
    book.act("signed", key, after=WITH_CFO)
    book.act("signed", key, step="chief-finance-officer", after=WITH_PCC)
    book.act("deferred", key, step="decision-maker")
    book.note("brought_back", key, by=SYSTEM, after=WITH_PCC)
    book.act("approved", key, step="decision-maker")
    return paper


def steps_of(paper: Written) -> tuple[Any, ...]:
    content = paper.content
    pence = max((amount.pence for amount in content.amounts), default=None)
    return applicable_steps(paper.route, submitted_to=content.submitted_to, pence=pence, kind=content.kind)


def _head(paper: Written, version: int) -> VersionHead:
    route = paper.route
    return VersionHead(
        submission=paper.id,
        version=version,
        originator=paper.editors[0],
        editors=paper.editors,
        route_key=route.key,
        route_version=route.version,
        route_sha256=route.sha256,
    )


def _void(connection: Connection, live: list[str], entry_id: str) -> None:
    table = tables.sign_off
    connection.execute(update(table).where(table.c.entry_id.in_(live)).values(voided_by=entry_id))
