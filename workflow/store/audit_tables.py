"""The history's tables, exactly as its format says; their triggers are in `triggers`."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Table, Text
from sqlalchemy.dialects.sqlite import INTEGER as SQLITE_INTEGER

from workflow.store.schema import Bytes, metadata

_Big = BigInteger().with_variant(SQLITE_INTEGER(), "sqlite")

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("size", _Big, nullable=False),
    Column("last_hash", Bytes, nullable=False),
    Column("last_at", Text, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("epoch", Integer, primary_key=True),
    Column("seq", _Big, primary_key=True),
    Column("leaf", Bytes, nullable=False),
    Column("leaf_hash", Bytes, nullable=False, unique=True),
    Column("entry_id", Text, nullable=False, unique=True),
    Column("about_id", Text, nullable=False),
    CheckConstraint("epoch >= 1", name="epoch"),
    CheckConstraint("seq >= 0", name="seq"),
    CheckConstraint("length(leaf) <= 65536", name="leaf"),
    CheckConstraint("length(leaf_hash) = 32", name="leaf_hash"),
    Index("ix_audit_entry_about_id", "about_id"),
    sqlite_with_rowid=False,
)

audit_opening = Table(
    "audit_opening",
    metadata,
    Column("seal", Bytes, primary_key=True),
    Column("salt", Bytes, nullable=False),
    Column("value", Bytes, nullable=False),
    CheckConstraint("length(seal) = 32", name="seal"),
    CheckConstraint("length(salt) = 32", name="salt"),
    sqlite_with_rowid=False,
)

audit_checkpoint = Table(
    "audit_checkpoint",
    metadata,
    Column("epoch", Integer, primary_key=True),
    Column("size", _Big, primary_key=True),
    Column("note", Text, nullable=False),
    sqlite_with_rowid=False,
)
