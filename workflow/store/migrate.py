"""Bring a database to the schema of this release, and tell whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from states.refusals import Finding, Refused
from states.vocabulary import Severity
from workflow.store.engine import Store


class SchemaMissing(Refused):
    """The database has no schema, or not the one of this release."""

    def __init__(self, found: str | None, wanted: str) -> None:
        state = f"is at schema {found}" if found else "has no Signoff tables"
        message = (
            f"The database {state}; this release needs {wanted}. Run 'signoff migrate' first, or use the "
            "release that the database belongs to."
        )
        super().__init__((Finding("schema-missing", Severity.BLOCKS, "SIGNOFF_DATABASE", message),))


def migrate(store: Store, *, to: str = "head") -> None:
    """Upgrade to a revision (default: this release's) in one transaction. Does nothing if already there.

    Raises SchemaMissing for a database at a revision that this release does not know.
    """
    with store.writing() as connection:
        upgrade(connection, to=to)


def upgrade(connection: Connection, *, to: str = "head") -> tuple[str | None, str | None]:
    """Upgrade in a transaction that has begun; gives the revisions before (None: no schema) and after.

    Raises SchemaMissing for a database at a revision that this release does not know.
    """
    config = _config()
    before = _revision(connection)
    _require_known(before, config)
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    return before, _revision(connection)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _require_known(found: str | None, config: Config) -> None:
    scripts = ScriptDirectory.from_config(config)
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise SchemaMissing(found, scripts.get_current_head() or "")


def downgrade(store: Store, *, to: str) -> None:
    """Go back to an earlier revision; `base` removes every table. For maintainers and tests."""
    with store.writing() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, to)


def check(store: Store) -> None:
    """Raise if the tables differ from the models (alembic's CommandError). For maintainers and tests."""
    with store.writing() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.check(config)


def require_schema(store: Store) -> None:
    """Refuse to go on where the database is not at this release's schema. Raises SchemaMissing."""
    wanted = ScriptDirectory.from_config(_config()).get_current_head() or ""
    found = revision(store)
    if found != wanted:
        raise SchemaMissing(found, wanted)


def revision(store: Store) -> str | None:
    """The schema revision the database is at, or None for a database without one."""
    with store.reading() as connection:
        return _revision(connection)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
