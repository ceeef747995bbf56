"""A draft may hold whatever its author is in the middle of, but nothing that no history could keep."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from states.refusals import Finding
from states.submission import Content, Item
from states.vocabulary import Severity
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import CE, GOVERNANCE, ORIGINATOR, STRANGER, paper
from workflow.usecases.save_draft import save_draft
from workflow.usecases.submit import submit


@pytest.mark.parametrize("character", ["\x00", "\ud800"], ids=["nul", "half a pair"])
def test_what_no_database_can_hold_is_refused_at_once(office: Office, character: str) -> None:
    content = replace(paper(), subject=f"Har{character}bour")
    assert refused(lambda: office.draft(content)).rule == "hidden-characters"


@pytest.mark.parametrize("character", ["\x00", "\ud800"], ids=["nul", "half a pair"])
def test_what_no_database_can_hold_is_not_saved(office: Office, character: str) -> None:
    visit = office.visit(ORIGINATOR, submission=office.draft())
    content = replace(paper(), subject=f"Har{character}bour")
    found = refused(lambda: save_draft(office.desk, visit, content, now=office.tick()))
    assert found.rule == "hidden-characters"


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\x07"], ids=["bidi", "zero width", "control"])
def test_hidden_characters_may_stand_in_a_draft_and_are_never_submitted(
    office: Office, character: str
) -> None:
    about = office.draft(replace(paper(), subject=f"Har{character}bour"))
    visit = office.visit(ORIGINATOR, submission=about)
    found = refused(lambda: submit(office.desk, visit, now=office.tick()))
    assert found.rule == "hidden-characters"
    assert office.load(about).state == "draft"


def test_composed_and_decomposed_letters_are_one_text(office: Office) -> None:
    about = office.submitted(replace(paper(), subject="Cafe\u0301 fund"))
    assert office.load(about).state == "with:chief-executive"


@pytest.mark.parametrize("who", [CE, STRANGER])
def test_nobody_else_writes_in_a_draft(office: Office, who: str) -> None:
    visit = office.visit(who, submission=office.draft())
    found = refused(lambda: save_draft(office.desk, visit, paper(), now=office.tick()))
    assert found.rule == "submission-unknown"


def test_a_governance_officer_who_writes_in_a_draft_is_its_editor_for_ever(office: Office) -> None:
    about = office.draft()
    save_draft(office.desk, office.visit(GOVERNANCE, submission=about), paper(), now=office.tick())
    assert office.load(about).editors == {office.id(ORIGINATOR), office.id(GOVERNANCE)}


def _saved(office: Office, about: str, content: Content, **known: Any) -> tuple[Finding, ...]:
    return save_draft(
        office.desk, office.visit(ORIGINATOR, submission=about), content, now=office.tick(), **known
    )


def test_saving_says_what_is_wrong_with_the_draft(office: Office) -> None:
    found = _saved(office, office.draft(), replace(paper(), subject=None))
    assert ("field-missing", "subject") in {(finding.rule, finding.where) for finding in found}


@pytest.mark.parametrize(
    "changed",
    [
        {"subject": "Varied club"},
        {"confidential": "yes"},
        {"summary": ()},
        {"sections": {**paper().sections, "financial": (Item("6.1 It costs £99,000.", "6.1"),)}},
    ],
    ids=["subject", "confidential", "summary", "a section"],
)
def test_saving_again_finds_what_a_whole_check_finds(office: Office, changed: dict[str, Any]) -> None:
    about = office.draft()
    known = _saved(office, about, paper())
    content = replace(paper(), **changed)
    found = _saved(office, about, content, known=known)
    assert found == _saved(office, about, content)
    assert found != known


def test_saving_again_runs_only_the_rules_that_read_what_has_changed(office: Office) -> None:
    about = office.draft()
    _saved(office, about, paper())
    kept = Finding("checklist-unanswered", Severity.BLOCKS, "checklist equality", "Said before.")
    gone = Finding("field-missing", Severity.BLOCKS, "subject", "Said before.")
    found = _saved(office, about, replace(paper(), subject="Another club"), known=(kept, gone))
    assert kept in found
    assert gone not in found


def test_only_the_originator_submits(office: Office) -> None:
    about = office.draft()
    visit = office.visit(GOVERNANCE, submission=about)
    assert refused(lambda: submit(office.desk, visit, now=office.tick())).rule == "not-originator"


def test_an_absent_submission_and_anothers_are_told_apart_by_nobody(office: Office) -> None:
    answers = []
    for about in (office.draft(), "s_absent"):
        visit = office.visit(STRANGER, submission=about)
        answers.append(refused(partial(save_draft, office.desk, visit, paper(), now=office.tick())))
    assert str(answers[0]) == str(answers[1])
