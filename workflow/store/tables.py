"""The working tables. Everything in them follows from the history; texts of papers are only openings."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from workflow.store.schema import Bytes, Hex, Instant, Key, document, metadata

# --- The office ----------------------------------------------------------------------------------------

installation = Table(
    "installation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    CheckConstraint("id = 1", name="one_row"),
    Column("origin", Text, nullable=False),
    Column("instance", Key, nullable=False),
    Column("name", Text, nullable=False),
    Column("stamp", Key, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("key", Key, primary_key=True),
    Column("value", Text, nullable=False),
)

office_title = Table(
    "office_title",
    metadata,
    Column("office", Key, primary_key=True),
    Column("from_on", Date, primary_key=True),
    Column("to_on", Date),
    Column("title", Text, nullable=False),
    Column("function", Key, nullable=False),
    Column("succeeds", Key),
)

person = Table(
    "person",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False, unique=True),
    Column("ended_at", Instant),
)

appointment = Table(
    "appointment",
    metadata,
    Column("id", Key, primary_key=True),
    Column("office", Key, nullable=False),
    Column("person", ForeignKey("person.id"), nullable=False),
    Column("capacity", Key, nullable=False),
    Column("from_on", Date, nullable=False),
    Column("to_on", Date),
    Column("ended_on", Date),
    Index("ix_appointment_office", "office"),
)

delegation = Table(
    "delegation",
    metadata,
    Column("id", Key, primary_key=True),
    Column("office", Key, nullable=False),
    Column("holder", ForeignKey("person.id"), nullable=False),
    Column("deputy", ForeignKey("person.id"), nullable=False),
    Column("from_on", Date, nullable=False),
    Column("to_on", Date),
    Column("ended_on", Date),
    Index("ix_delegation_office", "office"),
)

route = Table(
    "route",
    metadata,
    Column("key", Key, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("sha256", Hex, nullable=False),
    Column("body", Text, nullable=False),
    Column("adopted_at", Instant, nullable=False),
)

holiday = Table("holiday", metadata, Column("day", Date, primary_key=True))

calendar = Table(
    "calendar",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    CheckConstraint("id = 1", name="one_row"),
    Column("source", Text, nullable=False),
    Column("covers_to", Date, nullable=False),
)

# --- Submissions ---------------------------------------------------------------------------------------

number_series = Table(
    "number_series",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

submission = Table(
    "submission",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number", Key, unique=True),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Hex),
    Column("route_key", Key, nullable=False),
    Column("route_version", Integer, nullable=False),
    Column("route_sha256", Hex, nullable=False),
    Column("steps", document(), nullable=False),
    Column("originator", ForeignKey("person.id")),  # null for an old paper: who wrote it is only printed
    Column("created_at", Instant, nullable=False),
    Column("submitted_at", Instant),
    Column("decided_at", Instant),
    Column("decided_on", Date),
    Column("deferred_to", Date),
    Column("paused_at", Instant),
    Index("ix_submission_state", "state"),
    Index("ix_submission_deferred_to", "deferred_to"),
    # What a paper is compared with: the latest with a version, and the latest of those not kept from a file.
    Index(
        "ix_submission_created_at",
        "created_at",
        "id",
        sqlite_where=text("version > 0"),
        postgresql_where=text("version > 0"),
    ),
    Index(
        "ix_submission_live_created_at",
        "created_at",
        "id",
        sqlite_where=text("version > 0 AND originator IS NOT NULL"),
        postgresql_where=text("version > 0 AND originator IS NOT NULL"),
    ),
)

submission_editor = Table(
    "submission_editor",
    metadata,
    Column("submission", ForeignKey("submission.id"), primary_key=True),
    Column("person", ForeignKey("person.id"), primary_key=True),
)

draft = Table(
    "draft",
    metadata,
    Column("submission", ForeignKey("submission.id"), primary_key=True),
    Column("content", document(), nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("saved_by", ForeignKey("person.id"), nullable=False),
)

version = Table(
    "version",
    metadata,
    Column("submission", ForeignKey("submission.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("content", Hex, nullable=False),
    Column("manifest", Bytes, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", ForeignKey("person.id")),  # null for an old paper
)

sign_off = Table(
    "sign_off",
    metadata,
    Column("entry_id", Text, primary_key=True),
    Column("submission", ForeignKey("submission.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("step", Key, nullable=False),
    Column("act", Key, nullable=False),
    Column("person", ForeignKey("person.id"), nullable=False),
    Column("person_name", Text, nullable=False),
    Column("office", Key, nullable=False),
    Column("office_title", Text, nullable=False),
    Column("capacity", Key, nullable=False),
    Column("for_person", Key),
    Column("for_name", Text),
    Column("signed_on", Date, nullable=False),
    Column("at", Instant, nullable=False),
    Column("proof", Key, nullable=False),
    Column("paper", Boolean, nullable=False),
    Column("details", document(), nullable=False),
    Column("findings", document(), nullable=False),
    Column("voided_by", Text),
    Index(
        "uq_sign_off_live",
        "submission",
        "version",
        "step",
        unique=True,
        sqlite_where=text("voided_by IS NULL"),
        postgresql_where=text("voided_by IS NULL"),
    ),
    Index("ix_sign_off_submission", "submission"),
)

interest = Table(
    "interest",
    metadata,
    Column("entry_id", Text, primary_key=True),
    Column("submission", ForeignKey("submission.id"), nullable=False),
    Column("person", ForeignKey("person.id"), nullable=False),
    Column("bars", Boolean, nullable=False),
    Index("ix_interest_submission", "submission"),
)

publication = Table(
    "publication",
    metadata,
    Column("submission", ForeignKey("submission.id"), primary_key=True),
    Column("entry_id", Text, nullable=False),
    Column("parts", document(), nullable=False),
    Column("held", document(), nullable=False),
    Column("notice", Hex, nullable=False),
    Column("published_at", Instant, nullable=False),
)

# --- Acts, links, letters ------------------------------------------------------------------------------

command = Table(
    "command",
    metadata,
    Column("key", Key, primary_key=True),
    Column("request", Hex, nullable=False),
    Column("outcome", document(), nullable=False),
    Column("at", Instant, nullable=False),
)

turned_away = Table(
    "turned_away",
    metadata,
    Column("who", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("times", Integer, nullable=False),
)

link = Table(
    "link",
    metadata,
    Column("id", Key, primary_key=True),
    Column("token_hash", Bytes, nullable=False, unique=True),
    Column("person", ForeignKey("person.id"), nullable=False),
    Column("submission", ForeignKey("submission.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("step", Key, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("claimed_by", Text),
    Column("ended_at", Instant),
    Index("ix_link_submission", "submission"),
    Index("ix_link_person", "person"),
)

letter = Table(
    "letter",
    metadata,
    Column("id", Key, primary_key=True),
    Column("event", Key, nullable=False),
    Column("to_person", ForeignKey("person.id"), nullable=False),
    Column("submission", ForeignKey("submission.id")),
    Column("link", ForeignKey("link.id")),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("salt", Bytes, nullable=False),
    Column("seal", Hex, nullable=False),
    Column("status", Key, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lost", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("first_tried_at", Instant),
    Column("claimed_by", Text),
    Column("claimed_at", Instant),
    Column("reply", Integer),
    Column("detail", Text),
    Index("ix_letter_status_due_at", "status", "due_at"),
    Index("ix_letter_submission", "submission"),
)

lease = Table(
    "lease",
    metadata,
    Column("name", Key, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", Instant, nullable=False),
)

# --- Old papers ----------------------------------------------------------------------------------------

file = Table(
    "file",
    metadata,
    Column("sha256", Hex, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("bytes", Bytes, nullable=False),
)

historic = Table(
    "historic",
    metadata,
    Column("submission", ForeignKey("submission.id"), primary_key=True),
    Column("file_sha256", ForeignKey("file.sha256"), nullable=False, unique=True),
    Column("file_size", Integer, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("number_written", Text),
    Column("outcome", Key),
    Column("limb", Key),
    Column("regulations", Boolean),
    Column("sign_offs", document(), nullable=False),
    Column("findings", document(), nullable=False),
    Column("imported_at", Instant, nullable=False),
    Column("imported_by", Text, nullable=False),
)
