"""Offices as the log tells them: titles, appointments and delegations, and who was entitled on a day.

Computed from entries alone and on purpose without the rules that guard the live acts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from states.vocabulary import Capacity, Function


@dataclass(frozen=True, slots=True)
class Title:
    """One title of an office, from day to day, both included."""

    title: str
    function: str
    from_on: date
    to_on: date | None
    succeeds: str | None


@dataclass(frozen=True, slots=True)
class Post:
    """One appointment to an office, from day to day, both included."""

    office: str
    person: str
    capacity: str
    from_on: date
    to_on: date | None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Nomination:
    """One delegation by a holder to a deputy, from day to day, both included."""

    office: str
    holder: str
    deputy: str
    from_on: date
    to_on: date | None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One way in which a person may act for an office on a day."""

    person: str
    office: str
    capacity: str
    for_person: str | None = None


@dataclass(slots=True)
class Offices:
    """All records so far: titles by office and first day, the others by id; `gone` are people who left."""

    titles: dict[tuple[str, date], Title] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    nominations: dict[str, Nomination] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def set_title(self, office: str, data: Mapping[str, Any]) -> None:
        """Take an `office_set`: a new title, or one that replaces the title from the same day."""
        title = Title(
            data["title"], data["function"], _day(data["from_on"]), _maybe(data["to_on"]), data["succeeds"]
        )
        self.titles[office, title.from_on] = title

    def appoint(self, appointment_id: str, data: Mapping[str, Any]) -> bool:
        """Take an `appointed`; False if there is one of that id."""
        post = Post(
            data["office"], data["person"], data["capacity"], _day(data["from_on"]), _maybe(data["to_on"])
        )
        return self.posts.setdefault(appointment_id, post) is post

    def delegate(self, delegation_id: str, data: Mapping[str, Any]) -> bool:
        """Take a `delegated`; False if there is one of that id."""
        nomination = Nomination(
            data["office"], data["holder"], data["deputy"], _day(data["from_on"]), _maybe(data["to_on"])
        )
        return self.nominations.setdefault(delegation_id, nomination) is nomination

    def end_post(self, appointment_id: str, ended_on: str) -> bool:
        """Take an `appointment_ended`; False if there is no such appointment."""
        post = self.posts.get(appointment_id)
        if post is not None:
            self.posts[appointment_id] = replace(post, ended_on=_day(ended_on))
        return post is not None

    def end_nomination(self, delegation_id: str, ended_on: str) -> bool:
        """Take a `delegation_ended`; False if there is no such delegation."""
        nomination = self.nominations.get(delegation_id)
        if nomination is not None:
            self.nominations[delegation_id] = replace(nomination, ended_on=_day(ended_on))
        return nomination is not None

    def entitled(self, office: str, on: date) -> frozenset[Entitlement]:
        """Every way in which anybody may act for the office, or its successor by then, on a London day."""
        office = self.office_on(office, on)
        named = any(key == office for key, _ in self.titles)
        if named and self.title_on(office, on) is None:
            return frozenset()
        posts = [p for p in self.posts.values() if p.office == office and self._holds(p, on)]
        holders = [p for p in posts if p.capacity != Capacity.DEPUTY]
        return frozenset((*_of_posts(posts, holders), *self._of_nominations(office, on, holders)))

    def office_on(self, office: str, on: date) -> str:
        """The office that does this office's work on a day: itself, or the last of its successors by then."""
        seen = {office}
        while True:
            following = [
                (title.from_on, key)
                for (key, _), title in self.titles.items()
                if title.succeeds == office and title.from_on <= on and key not in seen
            ]
            if not following:
                return office
            office = max(following)[1]
            seen.add(office)

    def title_on(self, office: str, on: date) -> str | None:
        """What this very office is called on a day, or None."""
        return next((t.title for t in self._titles_on(office, on)), None)

    def governors(self, on: date) -> frozenset[Entitlement]:
        """Everyone who may act on a day for an office that governs."""
        offices = {office for (office, _), t in self.titles.items() if t.function == Function.GOVERN}
        return frozenset(e for office in offices for e in self.entitled(office, on))

    def _holds(self, post: Post, on: date) -> bool:
        return post.person not in self.gone and _is_in_force(post, on)

    def _titles_on(self, office: str, on: date) -> Iterator[Title]:
        for (key, _), title in self.titles.items():
            if key == office and title.from_on <= on and (title.to_on is None or on <= title.to_on):
                yield title

    def _of_nominations(self, office: str, on: date, holders: list[Post]) -> Iterator[Entitlement]:
        in_post = {p.person for p in holders}
        for n in self.nominations.values():
            of_office = n.office == office and n.deputy != n.holder and n.deputy not in self.gone
            if of_office and n.holder in in_post and _is_in_force(n, on):
                yield Entitlement(n.deputy, office, Capacity.DEPUTY, n.holder)


def _of_posts(posts: list[Post], holders: list[Post]) -> Iterator[Entitlement]:
    for post in posts:
        is_deputy = post.capacity == Capacity.DEPUTY
        principals: list[str | None] = [h.person for h in holders] if is_deputy else []
        for principal in principals or [None]:
            yield Entitlement(post.person, post.office, post.capacity, principal)


def _is_in_force(record: Post | Nomination, on: date) -> bool:
    ends = [day for day in (record.to_on, record.ended_on) if day is not None]
    return record.from_on <= on and all(on <= day for day in ends)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
