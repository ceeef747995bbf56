"""Replay: each improper act, written straight into the history with sound hashes, is found and named."""

from collections.abc import Callable

import pytest

from states.facts import FORMS, About, Subject
from tests.workflow.audit import builders
from tests.workflow.audit.builders import (
    Book,
)
from tests.workflow.audit.improper_acts import BY_OTHERS
from tests.workflow.audit.improper_records import BY_RECORDS
from tests.workflow.audit.improper_signers import BY_SIGNERS
from tests.workflow.audit.proper_acts import PROPER
from workflow.audit.replay import HANDLERS
from workflow.audit.verify import verify_live
from workflow.store.engine import Store

IMPROPER = BY_SIGNERS | BY_RECORDS | BY_OTHERS


@pytest.mark.parametrize("forge", IMPROPER, ids=lambda forge: forge.__name__)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_improper_act_is_found_and_named(store: Store, forge: Callable[[Book], None]) -> None:
    book = opened(store)
    with book.together():
        forge(book)
    report = verify_live(store, now=book.at)
    assert report.exit_code == 1
    assert IMPROPER[forge] in " ".join(p.message for p in report.problems if p.check == "C17")
    assert report.problems[0].where in report.sentence


def opened(store: Store) -> Book:
    """An office with one submitted paper."""
    book = builders.office(store)
    with book.together():
        book.draft("s_1")
        book.submit("s_1")
    return book


@pytest.mark.parametrize("act", PROPER, ids=lambda act: act.__name__)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_proper_is_no_problem(store: Store, act: Callable[[Book], None]) -> None:
    book = opened(store)
    with book.together():
        act(book)
    assert verify_live(store, now=book.at).problems == ()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_number_of_an_imported_paper_is_not_given_again(store: Store) -> None:
    book = opened(store)
    file = {"sha256": "0" * 64, "size": 1}
    data = {"number": "02/2026", "file": file, "blocks": 0, "warns": 0}
    with book.together():
        book.write("imported", Subject(About.SUBMISSION, "s_old"), data=data, states=(None, "historic"))
        book.draft("s_2")
        book.submit("s_2", number="03/2026")
    found = [p.check for p in verify_live(store, now=book.at).problems]
    assert "C17" not in found


def test_every_fact_about_a_submission_is_replayed() -> None:
    about = {name for name, form in FORMS.items() if form.about is About.SUBMISSION}
    assert about == set(HANDLERS)
