"""Sent back, changed, submitted again: a new version, and everything given to the old one ends."""

from dataclasses import replace

import pytest

from states.submission import Item
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import CE, CFO, GOVERNANCE, ORIGINATOR, PCC, STRANGER, paper, with_summary
from workflow.audit.texts import read_fields
from workflow.reads.versions import Change, difference
from workflow.usecases.approve import approve
from workflow.usecases.resubmit import resubmit
from workflow.usecases.save_draft import save_draft
from workflow.usecases.send_back import send_back
from workflow.usecases.sign import sign
from workflow.usecases.visit import Receipt

CHANGED = with_summary("The club needs a supervised hall.", "It asks for £4,800.")


def _again(office: Office, about: str) -> Receipt:
    """The originator writes the changed paper and submits it again."""
    save_draft(office.desk, office.visit(ORIGINATOR, submission=about), CHANGED, now=office.tick())
    return resubmit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())


def _sent_back_by_the_commissioner(office: Office) -> str:
    about = office.with_decider()
    office.sent_back(PCC, "The options lack a cost.")
    return about


@pytest.mark.parametrize("ready", ["submitted", "with_cfo", "with_decider"])
def test_any_holder_whose_step_is_open_may_send_back(office: Office, ready: str) -> None:
    about = getattr(office, ready)()
    holder = {"submitted": CE, "with_cfo": CFO, "with_decider": PCC}[ready]
    assert office.sent_back(holder).state == "sent_back"
    assert office.entries(about)[-1]["fact"] == "sent_back"


def test_resubmitting_makes_version_two_and_starts_the_route_again(office: Office) -> None:
    about = _sent_back_by_the_commissioner(office)
    first = office.load(about)
    receipt = _again(office, about)
    assert (receipt.version, receipt.state) == (2, "with:chief-executive")
    assert receipt.content != first.content
    assert receipt.number == first.number


def test_resubmitting_voids_every_sign_off_of_the_old_version(office: Office) -> None:
    about = _sent_back_by_the_commissioner(office)
    given = [s.entry_id for s in office.load(about).sign_offs]
    receipt = _again(office, about)
    assert sorted(office.entry(receipt.entry_id)["data"]["voids"]) == sorted(given)
    assert not any(s.live for s in office.load(about).sign_offs)


def test_links_to_the_old_version_are_dead(office: Office) -> None:
    about = office.with_cfo()
    old = office.token(CFO)
    office.sent_back(CFO)
    _again(office, about)
    office.signed(CE)
    assert refused(lambda: office.opened(CFO, old)).rule == "link-ended"
    shown = office.by_letter(CFO)
    assert shown.link != old


def test_a_form_that_shows_the_old_version_signs_nothing(office: Office) -> None:
    about = office.submitted()
    stale = office.by_hand(CE, about, "chief-executive")
    office.sent_back(CE)
    _again(office, about)
    before = office.load(about)
    found = refused(lambda: sign(office.desk, stale, now=office.tick()))
    assert found.rule == "stale-content"
    assert "version 2" in str(found)
    assert office.load(about) == before
    assert office.facts(about)[-1] == "turned_away"
    assert office.entries(about)[-1]["data"]["seen"] == stale.seen


def test_the_old_letters_form_is_told_of_the_new_version(office: Office) -> None:
    about = office.submitted()
    stale = office.by_letter(CE)
    office.sent_back(CE)
    _again(office, about)
    found = refused(lambda: sign(office.desk, stale, now=office.tick()))
    assert found.rule == "stale-content"
    assert office.load(about).live_sign_offs() == ()


def test_the_text_of_both_versions_can_be_read(office: Office) -> None:
    about = _sent_back_by_the_commissioner(office)
    _again(office, about)
    with office.desk.store.reading() as connection:
        old, new = (read_fields(connection, about, version) for version in (1, 2))
    assert old["summary.1"] == paper().summary[0].text
    assert new["summary.1"] == "The club needs a supervised hall."


def test_the_difference_of_two_versions_names_each_field_with_both_texts(office: Office) -> None:
    about = _sent_back_by_the_commissioner(office)
    _again(office, about)
    with office.desk.store.reading() as connection:
        found = difference(connection, about, old=1, new=2)
    summary = {change.key: change for change in found if change.key.startswith("summary")}
    assert {key: change.change for key, change in summary.items()} == {
        "summary.1": Change.CHANGED,
        "summary.2": Change.CHANGED,
        "summary.3": Change.REMOVED,
    }
    assert summary["summary.1"].old == paper().summary[0].text
    assert summary["summary.1"].new == "The club needs a supervised hall."
    assert summary["summary.3"].new is None


def test_the_difference_is_the_same_backwards_with_sides_changed(office: Office) -> None:
    about = _sent_back_by_the_commissioner(office)
    _again(office, about)
    with office.desk.store.reading() as connection:
        there = difference(connection, about, old=1, new=2)
        back = difference(connection, about, old=2, new=1)
    assert [(c.key, c.old, c.new) for c in there] == [(c.key, c.new, c.old) for c in back]
    assert Change.ADDED in {change.change for change in back}


def test_resubmitting_unchanged_text_differs_in_nothing(office: Office) -> None:
    about = _sent_back_by_the_commissioner(office)
    resubmit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())
    with office.desk.store.reading() as connection:
        assert difference(connection, about, old=1, new=2) == ()
    assert office.load(about).version == 2


def test_the_tenth_item_stands_after_the_ninth(office: Office) -> None:
    about = office.submitted(with_summary(*(f"Point {n} asks for £4,800." for n in range(1, 12))))
    office.sent_back(CE)
    _again(office, about)
    with office.desk.store.reading() as connection:
        keys = [change.key for change in difference(connection, about, old=1, new=2)]
    ends = [key for key in keys if key.startswith("summary.")]
    assert ends == [f"summary.{n}" for n in range(1, 12)]


def test_there_is_no_difference_to_a_version_that_never_was(office: Office) -> None:
    about = office.submitted()
    with office.desk.store.reading() as connection:
        found = refused(lambda: difference(connection, about, old=1, new=2))
    assert found.rule == "version-unknown"


@pytest.mark.parametrize("reason", [None, "", " … "], ids=["none", "empty", "dots alone"])
def test_sending_back_says_why(office: Office, reason: str | None) -> None:
    about = office.submitted()
    visit = office.by_letter(CE)
    found = refused(lambda: send_back(office.desk, visit, now=office.tick(), reason=reason))
    assert found.rule == "reason-missing"
    assert office.load(about).state == "with:chief-executive"


@pytest.mark.parametrize("who", [CE, GOVERNANCE, STRANGER])
def test_only_the_originator_resubmits(office: Office, who: str) -> None:
    about = office.submitted()
    office.sent_back(CE)
    visit = office.visit(who, submission=about)
    assert refused(lambda: resubmit(office.desk, visit, now=office.tick())).rule == "not-originator"


def test_a_paper_with_a_fault_cannot_be_resubmitted(office: Office) -> None:
    about = office.submitted()
    office.sent_back(CE)
    hidden = replace(paper(), summary=(Item("Pay \u202e£4,800 to the club.", "1"),))
    save_draft(office.desk, office.visit(ORIGINATOR, submission=about), hidden, now=office.tick())
    visit = office.visit(ORIGINATOR, submission=about)
    assert refused(lambda: resubmit(office.desk, visit, now=office.tick())).rule == "hidden-characters"
    assert office.load(about).version == 1


def test_a_submitted_paper_cannot_be_edited(office: Office) -> None:
    about = office.submitted()
    visit = office.visit(ORIGINATOR, submission=about)
    assert refused(lambda: save_draft(office.desk, visit, CHANGED, now=office.tick())).rule == "out-of-turn"


def test_nobody_signs_while_the_paper_is_back_with_its_originator(office: Office) -> None:
    about = office.with_decider()
    office.sent_back(PCC)
    visit = office.by_hand(PCC, about, "decision-maker")
    assert refused(lambda: approve(office.desk, visit, now=office.tick())).rule == "out-of-turn"
