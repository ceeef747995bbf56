"""Triggers that keep the history append-only and a version's manifest as it was signed, on both databases."""

from collections.abc import Mapping
from types import MappingProxyType

# INSERT OR REPLACE removes a row and fires no delete trigger, by any unique column or by rowid. Hence each
# insert is looked at first; `version` alone has a rowid, and NEW.rowid is its own only where one was given.
_SQLITE = """
CREATE TRIGGER audit_entry_keep BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'append only'); END
;;
CREATE TRIGGER audit_entry_stay BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'append only'); END
;;
CREATE TRIGGER audit_entry_next BEFORE INSERT ON audit_entry
WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq) + 1, 0) FROM audit_entry WHERE epoch = NEW.epoch)
  OR NEW.epoch - (SELECT COALESCE(MAX(epoch), 0) FROM audit_entry) NOT IN (0, 1)
  OR EXISTS (SELECT 1 FROM audit_entry WHERE entry_id = NEW.entry_id OR leaf_hash = NEW.leaf_hash)
BEGIN SELECT RAISE(ABORT, 'must be next and new'); END
;;
CREATE TRIGGER audit_checkpoint_keep BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'append only'); END
;;
CREATE TRIGGER audit_checkpoint_stay BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'append only'); END
;;
CREATE TRIGGER audit_checkpoint_new BEFORE INSERT ON audit_checkpoint
WHEN EXISTS (SELECT 1 FROM audit_checkpoint WHERE epoch = NEW.epoch AND size = NEW.size)
BEGIN SELECT RAISE(ABORT, 'must be new'); END
;;
CREATE TRIGGER audit_opening_keep BEFORE UPDATE ON audit_opening
BEGIN SELECT RAISE(ABORT, 'append only'); END
;;
CREATE TRIGGER audit_opening_new BEFORE INSERT ON audit_opening
WHEN EXISTS (SELECT 1 FROM audit_opening WHERE seal = NEW.seal)
BEGIN SELECT RAISE(ABORT, 'must be new'); END
;;
CREATE TRIGGER version_keep BEFORE UPDATE ON version
BEGIN SELECT RAISE(ABORT, 'append only'); END
;;
CREATE TRIGGER version_stay BEFORE DELETE ON version
BEGIN SELECT RAISE(ABORT, 'append only'); END
;;
CREATE TRIGGER version_new BEFORE INSERT ON version
WHEN EXISTS (SELECT 1 FROM version WHERE submission = NEW.submission AND version = NEW.version)
  OR EXISTS (SELECT 1 FROM version WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'must be new'); END
"""

_POSTGRESQL = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append only'; END $$
;;
CREATE FUNCTION audit_next() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE e INTEGER; s BIGINT; BEGIN
  SELECT epoch, seq INTO e, s FROM audit_entry ORDER BY epoch DESC, seq DESC LIMIT 1;
  IF (NEW.epoch, NEW.seq) IN ((e, s + 1), (COALESCE(e, 0) + 1, 0)) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'must be next and new'; END $$
;;
CREATE TRIGGER audit_entry_next BEFORE INSERT ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_next()
;;
CREATE TRIGGER audit_entry_keep BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_refuse()
;;
CREATE TRIGGER audit_entry_whole BEFORE TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
;;
CREATE TRIGGER audit_checkpoint_keep BEFORE UPDATE OR DELETE ON audit_checkpoint
FOR EACH ROW EXECUTE FUNCTION audit_refuse()
;;
CREATE TRIGGER audit_checkpoint_whole BEFORE TRUNCATE ON audit_checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
;;
CREATE TRIGGER audit_opening_keep BEFORE UPDATE ON audit_opening
FOR EACH ROW EXECUTE FUNCTION audit_refuse()
;;
CREATE TRIGGER audit_opening_whole BEFORE TRUNCATE ON audit_opening
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
;;
CREATE TRIGGER version_keep BEFORE UPDATE OR DELETE ON version
FOR EACH ROW EXECUTE FUNCTION audit_refuse()
;;
CREATE TRIGGER version_whole BEFORE TRUNCATE ON version
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""

_STATEMENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sqlite": tuple(_SQLITE.strip().split("\n;;\n")),
        "postgresql": tuple(_POSTGRESQL.strip().split("\n;;\n")),
    }
)


def create(dialect_name: str) -> tuple[str, ...]:
    """The statements that make the triggers, in order. KeyError for a database we do not know."""
    return _STATEMENTS[dialect_name]


def drop(dialect_name: str) -> tuple[str, ...]:
    """The statements that undo `create`, in order. KeyError for a database we do not know."""
    return tuple(_undo(statement, dialect_name) for statement in reversed(_STATEMENTS[dialect_name]))


def _undo(statement: str, dialect_name: str) -> str:
    words = statement.split()
    if words[1] == "FUNCTION":
        return f"DROP FUNCTION {words[2]}"
    if dialect_name == "sqlite":
        return f"DROP TRIGGER {words[2]}"
    return f"DROP TRIGGER {words[2]} ON {words[words.index('ON') + 1]}"
