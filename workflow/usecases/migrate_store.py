"""Bring a database to the schema of this release, and say so in the history of its office."""

from collections.abc import Callable
from datetime import datetime

from states.facts import About, Fact, FactName, Subject
from workflow.audit.append import EntryDraft, Log, append
from workflow.store import offices
from workflow.store.engine import Store
from workflow.store.migrate import upgrade
from workflow.usecases.visit import Visit


def migrate_store(store: Store, visit: Visit, *, log_of: Callable[[str], Log], now: datetime) -> None:
    """Upgrade and record it in one transaction; nothing is recorded where nothing changed or no office is.

    `log_of` gives the log of an origin. Raises SchemaMissing for a database of another release.
    """
    with store.writing() as connection:
        before, after = upgrade(connection)
        installed = offices.installed(connection)
        if before == after or installed is None:
            return
        about = Subject(About.LOG, installed.origin)
        fact = Fact(FactName.MIGRATED, about, data={"from": before, "to": after})
        draft = EntryDraft(f"{visit.key}.0", fact, visit.actor())
        append(connection, [draft], log=log_of(installed.origin), now=now)
