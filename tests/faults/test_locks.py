"""Locks held by others: an act waits for a while, then says so, and never changes half."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest
from sqlalchemy import Connection, select, text

from states.refusals import Refused
from tests.faults.invariants import broken_promises, fingerprint
from tests.faults.scene import BEFORE, Office, scene, told
from workflow.store import submissions, tables
from workflow.store.audit_tables import audit_head
from workflow.store.engine import Store, StoreBusy
from workflow.usecases.transaction import TRIES, committed
from workflow.usecases.visit import Receipt

SOON_SECONDS = 1.0

on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@contextmanager
def locked(store: Store, submission: str) -> Iterator[Connection]:
    """Another program's transaction, which holds a submission."""
    with store.writing() as other:
        other.execute(select(tables.submission).where(tables.submission.c.id == submission).with_for_update())
        yield other


@pytest.fixture
def hasty(database: str) -> Iterator[Store]:
    """A store of a program that gives up soon."""
    store = Store(database, busy_seconds=0.2)
    yield store
    store.close()


def test_an_act_waits_for_a_lock_that_is_let_go(database: str, office: Office) -> None:
    about = office.prepared("before", *BEFORE["sign"])
    visit, held, let_go = office.visit("sign", "waits", about), threading.Event(), threading.Event()

    def hold() -> None:
        other = Store(database)
        with locked(other, about):
            held.set()
            let_go.wait()
        other.close()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        held.wait()
        threading.Timer(SOON_SECONDS, let_go.set).start()
        receipt = office.perform("sign", visit)
        holding.result()
    assert receipt.state == "with:chief-finance-officer"


def test_a_lock_held_too_long_is_store_busy_and_changes_nothing(
    office: Office, store: Store, hasty: Store
) -> None:
    about = office.prepared("before", *BEFORE["sign"])
    visit, before = office.visit("sign", "gives-up", about), fingerprint(store)
    with locked(store, about):
        refused = told(lambda: scene(hasty).perform("sign", visit))
    assert isinstance(refused, StoreBusy)
    assert "Nothing was recorded" in str(refused)
    assert fingerprint(store) == before


def test_the_same_act_succeeds_once_the_lock_is_gone(office: Office, store: Store, hasty: Store) -> None:
    about = office.prepared("before", *BEFORE["sign"])
    visit = office.visit("sign", "again", about)
    with locked(store, about):
        told(lambda: scene(hasty).perform("sign", visit))
    assert scene(hasty).perform("sign", visit).state == "with:chief-finance-officer"


def test_more_acts_at_once_than_connections_are_store_busy(hasty: Store) -> None:
    with ExitStack() as stack:
        many = (stack.enter_context(hasty.reading()) for _ in range(100))
        with pytest.raises(StoreBusy, match="too many acts at once"):
            list(many)


@on_postgresql
def test_a_lock_order_reversed_by_another_program_ends_in_an_act_or_in_store_busy(
    store: Store, office: Office
) -> None:
    about = office.prepared("before", *BEFORE["sign"])
    visit = office.visit("sign", "crossed", about)
    answers: list[Receipt | Refused] = []
    with ThreadPoolExecutor(1) as pool:
        try:
            with store.writing() as other:
                other.execute(select(audit_head).with_for_update())
                acting = pool.submit(told, lambda: office.perform("sign", visit))
                _until_somebody_waits(store)
                submissions.load(other, about, steps_of=office.desk.steps_of(other), lock=True)
        except StoreBusy as busy:
            answers.append(busy)
        answers.append(acting.result())
    assert all(isinstance(one, Receipt | StoreBusy) for one in answers), answers
    assert any(isinstance(one, Receipt) for one in answers), answers
    assert broken_promises(office) == []


def _until_somebody_waits(store: Store) -> None:
    waiting = text("SELECT 1 FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()")
    while True:
        with store.reading() as connection:
            if connection.execute(waiting).first():
                return


@on_postgresql
@pytest.mark.parametrize("state", ["40P01", "40001"], ids=["deadlock", "serialisation failure"])
def test_work_that_the_database_breaks_off_is_begun_three_times_and_no_more(
    office: Office, state: str
) -> None:
    begun = []

    def work(connection: Connection) -> Receipt:
        begun.append(1)
        connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION 'crossed' USING ERRCODE = '{state}'; END $$")
        raise AssertionError("the database breaks the work off")

    with pytest.raises(StoreBusy):
        committed(office.desk, "crossed", "request", work)
    assert len(begun) == TRIES
