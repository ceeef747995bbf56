"""What a new release does to the database stands in the history of its office."""

from datetime import UTC, datetime

from sqlalchemy import select

from states.vocabulary import ActorKind, Proof
from tests.workflow.builders import Office
from workflow.audit.append import Log
from workflow.store.audit_tables import audit_head
from workflow.store.engine import Store
from workflow.store.migrate import downgrade, revision
from workflow.usecases.migrate_store import migrate_store
from workflow.usecases.visit import Visit

NOW = datetime(2026, 5, 5, 9, tzinfo=UTC)
OPERATOR = Visit(key="upgrade", person="os:operator", kind=ActorKind.OPERATOR, proof=Proof.CLI)


def _migrate(office: Office) -> None:
    migrate_store(office.desk.store, OPERATOR, log_of=lambda _origin: office.desk.log, now=office.tick())


def test_a_migration_is_recorded_with_the_schemas_before_and_after(office: Office) -> None:
    downgrade(office.desk.store, to="0001")
    _migrate(office)
    entry = office.entry("upgrade.0")
    assert (entry["fact"], entry["data"]) == ("migrated", {"from": "0001", "to": revision(office.desk.store)})


def test_the_history_is_whole_after_a_migration(office: Office) -> None:
    office.published()
    downgrade(office.desk.store, to="0001")
    _migrate(office)
    assert office.verified().problems == ()


def test_migrating_again_records_nothing(office: Office) -> None:
    before = office.rows()["audit_entry"]
    _migrate(office)
    assert office.rows()["audit_entry"] == before


def test_a_database_without_an_office_is_migrated_without_a_word(store: Store) -> None:
    downgrade(store, to="base")
    migrate_store(store, OPERATOR, log_of=lambda origin: Log(origin, "test", lambda: bytes(32)), now=NOW)
    with store.reading() as connection:
        assert connection.execute(select(audit_head)).all() == []
