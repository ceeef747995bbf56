"""A reading sees one state of the database, whatever others commit meanwhile."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, insert, select

from workflow.store.engine import Store
from workflow.store.tables import lease


# SQLite lets nobody commit while its file is being read, so the case arises on PostgreSQL alone.
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_others_commit_meanwhile_is_not_seen(store: Store) -> None:
    count = select(func.count()).select_from(lease)
    with store.reading() as reading:
        before = reading.execute(count).scalar_one()
        with store.writing() as writing:
            writing.execute(insert(lease).values(name="x", owner="y", until=datetime(2026, 1, 5, tzinfo=UTC)))
        assert reading.execute(count).scalar_one() == before
