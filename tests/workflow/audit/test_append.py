"""Appending: entries are chained, sealed and kept together with what they came with, or not at all."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from states.facts import SYSTEM, About, Fact, FactName, Subject
from states.refusals import Refused
from tests.workflow.audit import builders
from tests.workflow.audit.builders import ORIGIN, START, Book, person
from workflow.audit.append import Appended, EntryDraft, Log, append
from workflow.audit.canonical import NotCanonical
from workflow.audit.entry import Entry, NotAnEntry, read_entry
from workflow.audit.openings import openings
from workflow.audit.seals import Opening, leaf_hash, opens
from workflow.store.audit_tables import audit_entry, audit_head, audit_opening
from workflow.store.engine import Store

STEPPED = Fact(FactName.CLOCK_STEPPED, Subject(About.LOG, ORIGIN), data={"by_ms": 1})


@pytest.fixture
def book(store: Store) -> Book:
    return Book(store)


def signed_in(n: int, key: str = "p_1", **changes: Any) -> EntryDraft:
    fact = Fact(FactName.SIGNED_IN, Subject(About.PERSON, key))
    return EntryDraft(f"c{n}.0", replace(fact, **changes), person(key))


def appended(book: Book, *drafts: EntryDraft, now: datetime = START) -> tuple[Appended, ...]:
    with book.store.writing() as connection:
        return append(connection, drafts, log=book.log, now=now)


def entries(book: Book) -> list[Entry]:
    with book.store.reading() as connection:
        leaves = connection.execute(select(audit_entry.c.leaf).order_by(audit_entry.c.seq)).scalars()
        return [read_entry(leaf) for leaf in leaves]


def test_the_log_opens_with_its_verifier_key(book: Book) -> None:
    first = entries(book)[0]
    assert (first.seq, first.fact, first.id, first.log) == (0, FactName.LOG_OPENED, "open.0", ORIGIN)
    assert first.data["vkey"].startswith(ORIGIN + "+")
    assert first.prev == "0" * 64


def test_a_log_opens_once(book: Book) -> None:
    with pytest.raises(IntegrityError):
        Book(book.store)


def test_entries_follow_each_other(book: Book) -> None:
    done = appended(book, signed_in(1), signed_in(2)) + appended(book, signed_in(3))
    found = entries(book)
    assert [entry.seq for entry in found] == [0, 1, 2, 3]
    assert [entry.prev for entry in found[2:]] == [done[0].leaf_hash, done[1].leaf_hash]
    assert [(d.seq, d.entry_id) for d in done] == [(1, "c1.0"), (2, "c2.0"), (3, "c3.0")]


def test_lookup_columns_and_head_are_those_of_the_entries(book: Book) -> None:
    (done,) = appended(book, signed_in(1))
    with book.store.reading() as connection:
        row = connection.execute(select(audit_entry).where(audit_entry.c.seq == 1)).one()
        head = connection.execute(select(audit_head)).one()
    assert (row.epoch, row.leaf_hash, row.entry_id, row.about_id) == (1, leaf_hash(row.leaf), "c1.0", "p_1")
    assert (head.epoch, head.size, head.last_hash.hex()) == (1, 2, done.leaf_hash)
    assert head.last_at == "2026-05-05T09:00:00.000000Z"


def test_nothing_to_append_changes_nothing(book: Book) -> None:
    assert appended(book) == ()
    assert len(entries(book)) == 1


def test_what_is_sealed_stays_out_of_the_entry_and_can_be_opened(book: Book) -> None:
    fact = Fact(
        FactName.PERSON_ADDED, Subject(About.PERSON, "p_1"), sealed={"name": "Ame\u0301", "email": "a@b"}
    )
    (done,) = appended(book, EntryDraft("c1.0", fact, builders.OPERATOR))
    assert entries(book)[1].sealed == done.seals
    with book.store.reading() as connection:
        rows = connection.execute(select(audit_opening)).all()
        assert openings(connection, done.seals.values()) == {
            done.seals["name"]: "Amé",
            done.seals["email"]: "a@b",
        }
    found = {row.seal.hex(): Opening(row.seal.hex(), row.salt, row.value) for row in rows}
    assert all(opens(name, found[seal]) for name, seal in done.seals.items())
    assert len({row.salt for row in rows}) == 2


def test_more_openings_than_one_query_takes_are_all_read(book: Book) -> None:
    facts = [
        Fact(FactName.PERSON_ADDED, Subject(About.PERSON, f"p_{n}"), sealed={"name": f"N {n}"})
        for n in range(520)
    ]
    done = appended(book, *(EntryDraft(f"c{n}.0", f, builders.OPERATOR) for n, f in enumerate(facts)))
    wanted = [appended.seals["name"] for appended in done]
    with book.store.reading() as connection:
        found = openings(connection, [*wanted, *wanted, "0" * 64])
    assert [found[seal] for seal in wanted] == [f"N {n}" for n in range(520)]
    assert len(found) == 520


def test_an_instant_is_written_in_utc(book: Book) -> None:
    instant = START + timedelta(microseconds=5)
    appended(book, signed_in(1), now=instant.astimezone(timezone(timedelta(hours=1))))
    assert entries(book)[1].at == instant


@pytest.mark.parametrize(
    ("behind", "noted"),
    [
        (timedelta(0), None),
        (timedelta(seconds=1), None),
        (timedelta(seconds=1, milliseconds=1), 1001),
        (timedelta(minutes=5), 300_000),
    ],
    ids=["not", "one second", "a little more", "five minutes"],
)
def test_a_clock_behind_never_makes_time_fall(book: Book, behind: timedelta, noted: int | None) -> None:
    appended(book, signed_in(1), now=START - behind)
    entry = entries(book)[1]
    assert entry.at == START
    assert entry.data.get("clock_back_ms") == noted


@pytest.mark.parametrize(
    ("moved", "rule"),
    [(timedelta(minutes=-5, seconds=-1), "clock-behind"), (timedelta(days=366, seconds=1), "clock-ahead")],
    ids=["behind", "ahead"],
)
def test_an_act_under_a_wrong_clock_is_refused(book: Book, moved: timedelta, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        appended(book, signed_in(1), now=START + moved)
    assert refused.value.rule == rule
    assert len(entries(book)) == 1


@pytest.mark.parametrize("days", [-400, 400])
def test_that_the_clock_was_set_can_always_be_recorded(book: Book, days: int) -> None:
    appended(book, EntryDraft("c1.0", STEPPED, SYSTEM), now=START + timedelta(days=days))
    assert len(entries(book)) == 2


def test_a_year_ahead_acts_go_on_once_the_clock_is_confirmed(book: Book) -> None:
    later = START + timedelta(days=400)
    appended(book, EntryDraft("c1.0", STEPPED, SYSTEM), now=later)
    appended(book, signed_in(2), now=later)
    assert entries(book)[2].at == later


def test_a_repeated_id_breaks_the_transaction(book: Book) -> None:
    appended(book, signed_in(1))
    with pytest.raises(IntegrityError):
        appended(book, signed_in(1, "p_2"))
    assert len(entries(book)) == 2


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (signed_in(1, data={"more": 1}), NotAnEntry),
        (signed_in(1, sealed={"name": "x"}), NotAnEntry),
        (signed_in(1, before="draft"), NotAnEntry),
        (signed_in(1, data={"letters": 1.5}), NotCanonical),
        (signed_in(1, data={"letters": "\ud800"}), NotCanonical),
        (signed_in(1, data={"letters": "x" * 65_536}), NotCanonical),
        (replace(signed_in(1), id="c 1.0"), NotAnEntry),
        (replace(signed_in(1), actor=builders.person("os:root")), NotAnEntry),
    ],
    ids=["member", "seal", "state", "float", "surrogate", "too long", "bad id", "bad actor"],
)
def test_a_fact_that_does_not_fit_is_never_appended(
    book: Book, draft: EntryDraft, error: type[Exception]
) -> None:
    with pytest.raises(error):
        appended(book, signed_in(2), draft)
    assert len(entries(book)) == 1


def test_another_epoch_is_not_written_to(book: Book) -> None:
    other = Log("opcc.example/audit/2", "0.1.0", book.new_salt)
    with pytest.raises(ValueError, match="the log is at epoch 1"), book.store.writing() as connection:
        append(connection, [signed_in(1)], log=other, now=START)
