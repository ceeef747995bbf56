"""What people were called at a given instant: the past keeps the names that it had."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from states.facts import About
from workflow.audit.openings import openings
from workflow.store.audit_tables import audit_entry

_ABOUT = (
    select(audit_entry.c.leaf)
    .where(audit_entry.c.about_id.in_(bindparam("people", expanding=True)))
    .order_by(audit_entry.c.epoch, audit_entry.c.seq)
)


class Names:
    """The names of some people over time, as the history tells them. A name that was erased is missing."""

    def __init__(self, connection: Connection, people: Iterable[str]) -> None:
        wanted = {"people": sorted(set(people))}
        entries = [json.loads(leaf) for leaf in connection.execute(_ABOUT, wanted).scalars()]
        told = [e for e in entries if e["about"]["kind"] == About.PERSON and "name" in e["sealed"]]
        opened = openings(connection, (entry["sealed"]["name"] for entry in told))
        self._since: dict[str, list[datetime]] = {}
        self._names: dict[str, list[str]] = {}
        for entry in told:
            person, name = entry["about"]["id"], opened.get(entry["sealed"]["name"])
            if isinstance(name, str):
                self._since.setdefault(person, []).append(datetime.fromisoformat(entry["at"]))
                self._names.setdefault(person, []).append(name)

    def at(self, person: str | None, instant: datetime) -> str | None:
        """The person's name at that instant; the id of somebody without any, None for nobody."""
        names = self._names.get(person or "")
        if person is None or names is None:
            return person
        return names[max(bisect_right(self._since[person], instant) - 1, 0)]


def people_in(entries: Iterable[Mapping[str, Mapping[str, str | None]]]) -> set[str]:
    """The ids of everybody who acts in these entries, or for whom somebody acts."""
    actors = [entry["actor"] for entry in entries]
    return {person for actor in actors for person in (actor["person"], actor["for"]) if person}
