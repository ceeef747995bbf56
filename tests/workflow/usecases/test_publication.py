"""What is decided becomes public: the parts listed, nothing else, whole, and with a ground for each gap."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from states.requests import Held
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import CE, DETAILS, GOVERNANCE, ORIGINATOR, PCC, paper
from workflow.audit.openings import openings
from workflow.store.audit_tables import audit_opening
from workflow.store.submissions import manifest_of
from workflow.usecases.correct import correct
from workflow.usecases.public_record import PublicRecord
from workflow.usecases.publish import publish
from workflow.usecases.refuse import refuse
from workflow.usecases.visit import Receipt
from workflow.usecases.withhold import withhold

PUBLIC = PublicRecord(details=DETAILS)
HELD = Held(
    part="sections.background.2",
    ground="FOIA section 40(2)",
    reason="It tells who works there.",
    opinion="The monitoring officer agrees.",
    review_on=date(2027, 5, 5),
)


def _publish(office: Office, about: str, record: PublicRecord = PUBLIC, *, who: str = GOVERNANCE) -> Receipt:
    return publish(office.desk, office.by_hand(who, about), record, now=office.tick())


def test_every_part_is_public_unless_held(office: Office) -> None:
    about = office.decided()
    data = office.entry(_publish(office, about).entry_id)["data"]
    with office.desk.store.reading() as connection:
        from_manifest = json.loads(_manifest(connection, about))["fields"]
    names = {f"name.{office.id(who)}" for who in (CE, "chief-finance-officer", PCC)}
    assert set(data["parts"]) == set(from_manifest) | names
    assert data["held"] == []


def _manifest(connection: Any, about: str) -> bytes:
    found = manifest_of(connection, about, 1)
    assert found is not None
    return found


def test_a_held_part_is_not_public_and_its_ground_is(office: Office) -> None:
    about = office.decided()
    receipt = _publish(office, about, PublicRecord(details=DETAILS, held=(HELD,)))
    data = office.entry(receipt.entry_id)["data"]
    assert HELD.part not in data["parts"]
    assert data["held"] == [{"part": HELD.part, "ground": "FOIA section 40(2)", "review_on": "2027-05-05"}]


def test_only_the_parts_listed_are_public(office: Office) -> None:
    about = office.decided()
    receipt = _publish(office, about, PublicRecord(details=DETAILS, parts=("subject", "recommendation.1")))
    parts = office.entry(receipt.entry_id)["data"]["parts"]
    assert [part for part in parts if not part.startswith("name.")] == ["subject", "recommendation.1"]


def test_the_notice_differs_where_a_part_is_held(office: Office) -> None:
    whole, gapped = office.decided(), office.decided()
    notices = [
        office.entry(_publish(office, about, record).entry_id)["data"]["notice"]
        for about, record in ((whole, PUBLIC), (gapped, PublicRecord(details=DETAILS, held=(HELD,))))
    ]
    assert notices[0] != notices[1]


def test_a_refused_paper_is_published_too(office: Office) -> None:
    about = office.with_decider()
    refuse(office.desk, office.by_letter(PCC), now=office.tick(), reason="It costs too much.")
    assert _publish(office, about).state == "published"


@pytest.mark.parametrize("ready", ["submitted", "with_cfo", "with_decider"])
def test_nothing_is_public_before_the_decision(office: Office, ready: str) -> None:
    about = getattr(office, ready)()
    refused(lambda: _publish(office, about))
    assert office.rows()["publication"] == []


def test_a_draft_is_not_published(office: Office) -> None:
    about = office.draft()
    refused(lambda: _publish(office, about))
    assert office.load(about).state == "draft"


@pytest.mark.parametrize("who", [ORIGINATOR, CE, PCC])
def test_only_governance_publishes(office: Office, who: str) -> None:
    about = office.decided()
    assert refused(lambda: _publish(office, about, who=who)).rule == "not-in-post"


def test_a_decision_is_published_once(office: Office) -> None:
    about = office.published()
    refused(lambda: _publish(office, about))
    assert office.facts(about).count("published") == 1


@pytest.mark.parametrize("missing", ["kind", "public_interest", "recipient", "purpose", "grant_conditions"])
def test_the_public_record_is_complete(office: Office, missing: str) -> None:
    about = office.decided()
    details = {key: words for key, words in DETAILS.items() if key != missing}
    found = refused(lambda: _publish(office, about, PublicRecord(details=details)))
    assert (found.rule, found.findings[0].where) == ("publication-fields-missing", f"publication {missing}")


@pytest.mark.parametrize(
    "lacking",
    [{"ground": None}, {"reason": None}, {"opinion": None}, {"review_on": None}],
    ids=["ground", "reason", "opinion", "review date"],
)
def test_nothing_is_withheld_without_ground_reason_opinion_and_review(
    office: Office, lacking: dict[str, Any]
) -> None:
    about = office.decided()
    record = PublicRecord(details=DETAILS, held=(replace(HELD, **lacking),))
    assert refused(lambda: _publish(office, about, record)).rule == "withheld-without-ground"


def test_withheld_words_do_not_stand_in_the_public_part(office: Office) -> None:
    secret = paper().sections["background"][1].text
    about = office.decided()
    details = {**DETAILS, "purpose": f"To pay the coaches. {secret}"}
    record = PublicRecord(details=details, held=(HELD,))
    assert refused(lambda: _publish(office, about, record)).rule == "withheld-text-shown"


def test_a_changed_byte_of_the_decided_text_stops_its_publication(office: Office) -> None:
    about = office.decided()
    kept = _forge_subject(office, about)
    assert refused(lambda: _publish(office, about)).rule == "stale-content"
    report = office.verified()
    _put_back(office, kept)
    assert office.rows()["publication"] == []
    assert report.exit_code == 1
    assert about in report.sentence
    assert "subject" in report.sentence


def _forge_subject(office: Office, about: str) -> dict[str, Any]:
    with office.desk.store.writing() as connection:
        seal = bytes.fromhex(json.loads(_manifest(connection, about))["fields"]["subject"])
        one = audit_opening.c.seal == seal
        kept = dict(connection.execute(select(audit_opening).where(one)).mappings().one())
        connection.execute(delete(audit_opening).where(one))
        connection.execute(insert(audit_opening).values(kept | {"value": kept["value"].replace(b"H", b"h")}))
    return kept


def _put_back(office: Office, kept: dict[str, Any]) -> None:
    with office.desk.store.writing() as connection:
        connection.execute(delete(audit_opening).where(audit_opening.c.seal == kept["seal"]))
        connection.execute(insert(audit_opening).values(kept))


def test_a_stale_publication_page_publishes_nothing(office: Office) -> None:
    about = office.decided()
    visit = office.by_hand(GOVERNANCE, about, seen="0" * 64)
    found = refused(lambda: publish(office.desk, visit, PUBLIC, now=office.tick()))
    assert found.rule == "stale-content"


# --- Afterwards --------------------------------------------------------------------------------------------


def test_a_correction_replaces_the_public_record_whole_and_says_why(office: Office) -> None:
    about = office.published()
    record = PublicRecord(details=DETAILS, parts=("subject",))
    visit = office.by_hand(GOVERNANCE, about)
    receipt = correct(office.desk, visit, record, now=office.tick(), reason="The wrong annex.")
    entry = office.entry(receipt.entry_id)
    assert entry["fact"] == "corrected"
    assert set(entry["sealed"]) == {"public", "reason"}
    (row,) = office.rows()["publication"]
    assert row[1] == receipt.entry_id
    assert receipt.state == "published"


def test_withholding_later_takes_the_part_out_and_keeps_the_first_day(office: Office) -> None:
    about = office.published()
    (first,) = office.rows()["publication"]
    office.clock.move_to(date(2026, 5, 20))
    visit = office.by_hand(GOVERNANCE, about)
    record = PublicRecord(details=DETAILS, held=(HELD,))
    withhold(office.desk, visit, record, now=office.tick(), reason="A request of the person named.")
    (row,) = office.rows()["publication"]
    assert HELD.part in first[2]
    assert HELD.part not in row[2]
    assert row[5] == first[5]


@pytest.mark.parametrize("act", [correct, withhold], ids=["correct", "withhold"])
def test_a_change_of_the_public_record_needs_a_reason(office: Office, act: Any) -> None:
    about = office.published()
    visit = office.by_hand(GOVERNANCE, about)
    found = refused(lambda: act(office.desk, visit, PUBLIC, now=office.tick(), reason=None))
    assert found.rule == "reason-missing"


@pytest.mark.parametrize("act", [correct, withhold], ids=["correct", "withhold"])
def test_what_is_not_public_is_neither_corrected_nor_withheld(office: Office, act: Any) -> None:
    about = office.decided()
    visit = office.by_hand(GOVERNANCE, about)
    refused(lambda: act(office.desk, visit, PUBLIC, now=office.tick(), reason="A slip."))
    assert office.load(about).state == "approved"


def test_what_was_public_before_a_correction_stays_in_the_history(office: Office) -> None:
    about = office.published()
    first = next(e for e in office.entries(about) if e["fact"] == "published")
    visit = office.by_hand(GOVERNANCE, about)
    correct(office.desk, visit, PUBLIC, now=office.tick(), reason="A slip.")
    with office.desk.store.reading() as connection:
        opened = openings(connection, first["sealed"].values())
    assert opened[first["sealed"]["public"]] == {"details": dict(DETAILS), "held": {}}
    assert first in office.entries(about)
