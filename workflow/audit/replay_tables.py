"""The working tables against the replay (C18): every row, and every column that follows from the history."""

import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from states.facts import FactName
from states.vocabulary import Act, State
from workflow.audit.problems import Problem
from workflow.audit.replay import Replay
from workflow.audit.replay_case import Case, Signed
from workflow.audit.replay_fits import Fits, Shown, Written
from workflow.audit.replay_historic import historic_rows, of_files
from workflow.store import tables

_Key = tuple[Any, ...]
_Rows = dict[_Key, dict[str, Any]]

_ACTS = MappingProxyType(
    {
        FactName.SIGNED: Act.SIGN,
        FactName.SENT_BACK: Act.SEND_BACK,
        FactName.APPROVED: Act.APPROVE,
        FactName.REFUSED: Act.REFUSE,
        FactName.DEFERRED: Act.DEFER,
    }
)


def compare(connection: Connection, replay: Replay) -> Iterator[Problem]:
    """Every difference between the working tables and the replayed state, naming table and row."""
    for table, expected in (
        (tables.person, _people(replay)),
        (tables.office_title, _titles(replay)),
        (tables.appointment, _appointments(replay)),
        (tables.delegation, _delegations(replay)),
        (tables.calendar, _calendar(replay)),
        (tables.holiday, _holidays(replay)),
        (tables.number_series, _numbers(replay)),
        (tables.sign_off, _sign_offs(replay)),
        (tables.interest, _interests(replay)),
        (tables.publication, _publications(replay)),
        (tables.historic, historic_rows(replay)),
    ):
        yield from _differences(connection, table, expected)
    yield from _differences(
        connection, tables.submission, _submissions(replay), may_lack=_discardable(replay)
    )
    yield from _of_routes(connection, replay)
    yield from _of_versions(connection, replay)
    yield from of_files(connection, replay)


def _differences(
    connection: Connection, table: Table, expected: _Rows, *, may_lack: frozenset[_Key] = frozenset()
) -> Iterator[Problem]:
    keys = list(table.primary_key.columns)
    seen = set()
    rows = _rows(connection, table)
    if rows is None:
        yield Problem("C18", table.name, "a row holds what cannot be read")
    for row in rows or ():
        key = tuple(row[column] for column in keys)
        seen.add(key)
        where = _where(table, key)
        if key not in expected:
            yield Problem("C18", where, "nothing in the history made this row")
            continue
        for name, value in expected[key].items():
            if not _fits(value, row[name]):
                yield Problem("C18", where, f"{name} is {row[name]!r:.80}, the history says {_words(value)}")
    for key in sorted(expected.keys() - seen - may_lack):
        yield Problem("C18", _where(table, key), "the history made this row, and it is missing")


def _rows(connection: Connection, table: Table) -> Sequence[RowMapping] | None:
    """All rows; None where SQLite holds a value that is not of its column's type."""
    try:
        return connection.execute(select(table)).mappings().all()
    except (TypeError, ValueError):
        return None


def _where(table: Table, key: _Key) -> str:
    return " ".join((table.name, *map(str, key)))


def _fits(expected: object, found: object) -> bool:
    if isinstance(expected, Fits):
        return expected.fits(found)
    if isinstance(expected, str) and isinstance(found, str):
        return expected == unicodedata.normalize("NFC", found)
    return expected == found


def _words(expected: object) -> str:
    return str(expected) if isinstance(expected, Fits) else f"{expected!r:.80}"


def _submissions(replay: Replay) -> _Rows:
    return {(case.id,): _submission(case) for case in replay.cases.values()}


def _submission(case: Case) -> dict[str, Any]:
    row: dict[str, Any] = {
        "state": case.state,
        "number": case.number,
        "version": case.version or 0,
        "content": case.content,
        "originator": case.originator,
        "decided_on": case.decided_on,
        "deferred_to": case.deferred_to,
        "decided_at": case.decided_at and Written(case.decided_at),
        "submitted_at": case.submitted_at and Written(case.submitted_at),
        "paused_at": case.paused_at and Written(case.paused_at),
    }
    if case.steps_known:
        row["steps"] = [step.key for step in case.steps]
    if case.head is not None:
        row |= {
            "route_key": case.head.route_key,
            "route_version": case.head.route_version,
            "route_sha256": case.head.route_sha256,
        }
    return row


def _discardable(replay: Replay) -> frozenset[_Key]:
    # A draft that is discarded leaves no fact, only its drafting.
    return frozenset((case.id,) for case in replay.cases.values() if case.state == State.DRAFT)


def _sign_offs(replay: Replay) -> _Rows:
    return {(s.entry_id,): _sign_off(s) for case in replay.cases.values() for s in case.sign_offs}


def _sign_off(signed: Signed) -> dict[str, Any]:
    row = {
        "submission": signed.submission,
        "version": signed.version,
        "step": signed.step,
        "act": _ACTS[signed.act],
        "person": signed.person,
        "signed_on": signed.signed_on,
        "at": Written(signed.at),
        "proof": signed.proof,
        "paper": signed.later,
        "voided_by": signed.voided_by,
        "details": Shown(signed.data, signed.members),
    }
    if not signed.members:
        row |= {"office": signed.office, "capacity": signed.capacity, "for_person": signed.for_person}
    frozen = {
        "office_title": signed.office_title,
        "person_name": signed.person_name,
        "for_name": signed.for_name,
    }
    return row | {name: text for name, text in frozen.items() if text is not None}


def _interests(replay: Replay) -> _Rows:
    return {
        (entry_id,): {"submission": case.id, "person": person, "bars": bars}
        for case in replay.cases.values()
        for entry_id, (person, bars) in case.interests.items()
    }


def _publications(replay: Replay) -> _Rows:
    return {(case.id,): case.publication for case in replay.cases.values() if case.publication is not None}


def _people(replay: Replay) -> _Rows:
    rows: _Rows = {}
    for key, person in replay.registry.people.items():
        texts = {"name": person.name, "email": person.email}
        rows[(key,)] = {name: text for name, text in texts.items() if text is not None}
        rows[(key,)]["ended_at"] = person.ended_at and Written(person.ended_at)
    return rows


def _titles(replay: Replay) -> _Rows:
    return {
        (office, from_on): {
            "title": title.title,
            "function": title.function,
            "to_on": title.to_on,
            "succeeds": title.succeeds,
        }
        for (office, from_on), title in replay.registry.offices.titles.items()
    }


def _appointments(replay: Replay) -> _Rows:
    return {
        (key,): {
            "office": post.office,
            "person": post.person,
            "capacity": post.capacity,
            "from_on": post.from_on,
            "to_on": post.to_on,
            "ended_on": post.ended_on,
        }
        for key, post in replay.registry.offices.posts.items()
    }


def _delegations(replay: Replay) -> _Rows:
    return {
        (key,): {
            "office": nomination.office,
            "holder": nomination.holder,
            "deputy": nomination.deputy,
            "from_on": nomination.from_on,
            "to_on": nomination.to_on,
            "ended_on": nomination.ended_on,
        }
        for key, nomination in replay.registry.offices.nominations.items()
    }


def _calendar(replay: Replay) -> _Rows:
    if replay.registry.calendar is None:
        return {}
    source, covers_to = replay.registry.calendar
    return {(1,): {"source": source, "covers_to": covers_to}}


def _holidays(replay: Replay) -> _Rows:
    return {(day,): {} for day in replay.registry.holidays}


def _numbers(replay: Replay) -> _Rows:
    return {(year,): {"last": last} for year, last in replay.numbers.items()}


def _of_routes(connection: Connection, replay: Replay) -> Iterator[Problem]:
    expected: _Rows = {key: {"sha256": route.sha256} for key, route in replay.registry.routes.items()}
    yield from _differences(connection, tables.route, expected)
    for row in _rows(connection, tables.route) or ():
        if sha256(str(row["body"]).encode()).hexdigest() != row["sha256"]:
            where = _where(tables.route, (row["key"], row["version"]))
            yield Problem("C18", where, "the stored route does not give its hash")


def _of_versions(connection: Connection, replay: Replay) -> Iterator[Problem]:
    expected: _Rows = {
        (case.id, number): {"content": content}
        for case in replay.cases.values()
        for number, content in case.contents.items()
    }
    yield from _differences(connection, tables.version, expected)
    for row in _rows(connection, tables.version) or ():
        if not isinstance(row["manifest"], bytes) or sha256(row["manifest"]).hexdigest() != row["content"]:
            where = _where(tables.version, (row["submission"], row["version"]))
            yield Problem("C16", where, "the stored manifest does not give its digest")
