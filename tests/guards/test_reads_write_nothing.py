"""Looking changes no row, whoever looks at whatever."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable

import pytest
from sqlalchemy import Connection

import workflow.reads
from tests.workflow.builders import Office, open_office_on
from tests.workflow.old_papers import old_text
from tests.workflow.sample_office import CE, ORIGINATOR
from workflow.reads.names import Names, people_in
from workflow.reads.old_paper import old_paper, old_paper_named
from workflow.reads.opened_link import opened_link
from workflow.reads.timeline import timeline
from workflow.reads.versions import difference
from workflow.store.engine import Store
from workflow.usecases.resubmit import resubmit


def _timeline(office: Office, connection: Connection, _about: str) -> object:
    return timeline(connection, "01/2026", steps_of=office.desk.steps_of(connection), now=office.clock.now)


def _opened_link(office: Office, connection: Connection, _about: str) -> object:
    steps_of, now = office.desk.steps_of(connection), office.clock.now
    token = office.token(CE)
    return opened_link(connection, token, person=office.id(CE), steps_of=steps_of, now=now)


def _difference(_office: Office, connection: Connection, about: str) -> object:
    return difference(connection, about, old=1, new=2)


def _people_in(office: Office, connection: Connection, about: str) -> object:
    return Names(connection, people_in(office.entries(about)))


def _imported(office: Office) -> str:
    (row,) = office.rows()["historic"]
    return str(row[0])


def _old_paper(office: Office, connection: Connection, _about: str) -> object:
    return old_paper(connection, _imported(office))


def _old_paper_named(office: Office, connection: Connection, _about: str) -> object:
    return old_paper_named(connection, _imported(office))


READS: dict[str, Callable[[Office, Connection, str], object]] = {
    "timeline": _timeline,
    "opened_link": _opened_link,
    "difference": _difference,
    "people_in": _people_in,
    "old_paper": _old_paper,
    "old_paper_named": _old_paper_named,
}
"""Every read by its name, and how to do it in an office with one paper in its second version."""


def _reads() -> set[str]:
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(workflow.reads.__path__, "workflow.reads.")
    ]
    return {
        name
        for module in modules
        for name, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__ and not name.startswith("_")
    }


def test_every_read_is_tried_here() -> None:
    assert _reads() == set(READS)


@pytest.fixture
def office(store: Store) -> Office:
    return open_office_on(store)


@pytest.mark.parametrize("read", READS)
def test_a_read_changes_no_row(office: Office, read: str) -> None:
    about = office.submitted()
    office.sent_back()
    resubmit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())
    office.post()
    office.brought_in(old_text())
    rows = office.rows()
    with office.desk.store.reading() as connection:
        assert READS[read](office, connection, about) is not None
    assert office.rows() == rows
