"""The first tables, and the triggers that keep the history append-only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from workflow.store import triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_checkpoint",
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "size", name=op.f("pk_audit_checkpoint")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_entry",
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Text(), nullable=False),
        sa.CheckConstraint("epoch >= 1", name=op.f("ck_audit_entry_epoch")),
        sa.CheckConstraint("length(leaf) <= 65536", name=op.f("ck_audit_entry_leaf")),
        sa.CheckConstraint("length(leaf_hash) = 32", name=op.f("ck_audit_entry_leaf_hash")),
        sa.CheckConstraint("seq >= 0", name=op.f("ck_audit_entry_seq")),
        sa.PrimaryKeyConstraint("epoch", "seq", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_audit_entry_entry_id")),
        sa.UniqueConstraint("leaf_hash", name=op.f("uq_audit_entry_leaf_hash")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_about_id", ["about_id"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"), nullable=False),
        sa.Column("last_hash", sa.LargeBinary(), nullable=False),
        sa.Column("last_at", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_opening",
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(salt) = 32", name=op.f("ck_audit_opening_salt")),
        sa.CheckConstraint("length(seal) = 32", name=op.f("ck_audit_opening_seal")),
        sa.PrimaryKeyConstraint("seal", name=op.f("pk_audit_opening")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "calendar",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("covers_to", sa.Date(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_calendar_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
    )
    op.create_table(
        "command",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_command")),
    )
    op.create_table(
        "holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("instance", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stamp", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "number_series",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "office_title",
        sa.Column("office", sa.String(length=64), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("function", sa.String(length=64), nullable=False),
        sa.Column("succeeds", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("office", "from_on", name=op.f("pk_office_title")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "route",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "version", name=op.f("pk_route")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "turned_away",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("who", "day", name=op.f("pk_turned_away")),
    )
    op.create_table(
        "appointment",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("office", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("capacity", sa.String(length=64), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_appointment_person_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index("ix_appointment_office", ["office"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("office", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("deputy", sa.String(length=64), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["deputy"], ["person.id"], name=op.f("fk_delegation_deputy_person")),
        sa.ForeignKeyConstraint(["holder"], ["person.id"], name=op.f("fk_delegation_holder_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.create_index("ix_delegation_office", ["office"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=True),
        sa.Column("route_key", sa.String(length=64), nullable=False),
        sa.Column("route_version", sa.Integer(), nullable=False),
        sa.Column("route_sha256", sa.String(length=64), nullable=False),
        sa.Column("steps", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("originator", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("deferred_to", sa.Date(), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["originator"], ["person.id"], name=op.f("fk_submission_originator_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("number", name=op.f("uq_submission_number")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index("ix_submission_deferred_to", ["deferred_to"], unique=False)
        batch_op.create_index("ix_submission_state", ["state"], unique=False)

    op.create_table(
        "draft",
        sa.Column("submission", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_draft_saved_by_person")),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_draft_submission_submission")
        ),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_draft")),
    )
    op.create_table(
        "interest",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("submission", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("bars", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_interest_person_person")),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_interest_submission_submission")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_interest")),
    )
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.create_index("ix_interest_submission", ["submission"], unique=False)

    op.create_table(
        "link",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("submission", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_link_person_person")),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_link_submission_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_link_token_hash")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index("ix_link_person", ["person"], unique=False)
        batch_op.create_index("ix_link_submission", ["submission"], unique=False)

    op.create_table(
        "publication",
        sa.Column("submission", sa.String(length=64), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("parts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("held", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("notice", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_publication_submission_submission")
        ),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_publication")),
    )
    op.create_table(
        "sign_off",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("submission", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("office", sa.String(length=64), nullable=False),
        sa.Column("office_title", sa.Text(), nullable=False),
        sa.Column("capacity", sa.String(length=64), nullable=False),
        sa.Column("for_person", sa.String(length=64), nullable=True),
        sa.Column("for_name", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proof", sa.String(length=64), nullable=False),
        sa.Column("paper", sa.Boolean(), nullable=False),
        sa.Column("details", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("findings", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("voided_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_sign_off_person_person")),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_sign_off_submission_submission")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_sign_off")),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index("ix_sign_off_submission", ["submission"], unique=False)
        batch_op.create_index(
            "uq_sign_off_live",
            ["submission", "version", "step"],
            unique=True,
            sqlite_where=sa.text("voided_by IS NULL"),
            postgresql_where=sa.text("voided_by IS NULL"),
        )

    op.create_table(
        "submission_editor",
        sa.Column("submission", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_submission_editor_person_person")),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_submission_editor_submission_submission")
        ),
        sa.PrimaryKeyConstraint("submission", "person", name=op.f("pk_submission_editor")),
    )
    op.create_table(
        "version",
        sa.Column("submission", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("manifest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_version_created_by_person")),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_version_submission_submission")
        ),
        sa.PrimaryKeyConstraint("submission", "version", name=op.f("pk_version")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("to_person", sa.String(length=64), nullable=False),
        sa.Column("submission", sa.String(length=64), nullable=True),
        sa.Column("link", sa.String(length=64), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["link"], ["link.id"], name=op.f("fk_letter_link_link")),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_letter_submission_submission")
        ),
        sa.ForeignKeyConstraint(["to_person"], ["person.id"], name=op.f("fk_letter_to_person_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_status_due_at", ["status", "due_at"], unique=False)
        batch_op.create_index("ix_letter_submission", ["submission"], unique=False)

    for statement in triggers.create(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for statement in triggers.drop(op.get_bind().dialect.name):
        op.execute(statement)
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_submission")
        batch_op.drop_index("ix_letter_status_due_at")

    op.drop_table("letter")
    op.drop_table("version")
    op.drop_table("submission_editor")
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sign_off_live",
            sqlite_where=sa.text("voided_by IS NULL"),
            postgresql_where=sa.text("voided_by IS NULL"),
        )
        batch_op.drop_index("ix_sign_off_submission")

    op.drop_table("sign_off")
    op.drop_table("publication")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index("ix_link_submission")
        batch_op.drop_index("ix_link_person")

    op.drop_table("link")
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.drop_index("ix_interest_submission")

    op.drop_table("interest")
    op.drop_table("draft")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index("ix_submission_state")
        batch_op.drop_index("ix_submission_deferred_to")

    op.drop_table("submission")
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.drop_index("ix_delegation_office")

    op.drop_table("delegation")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index("ix_appointment_office")

    op.drop_table("appointment")
    op.drop_table("turned_away")
    op.drop_table("setting")
    op.drop_table("route")
    op.drop_table("person")
    op.drop_table("office_title")
    op.drop_table("number_series")
    op.drop_table("lease")
    op.drop_table("installation")
    op.drop_table("holiday")
    op.drop_table("command")
    op.drop_table("calendar")
    op.drop_table("audit_opening")
    op.drop_table("audit_head")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_about_id")

    op.drop_table("audit_entry")
    op.drop_table("audit_checkpoint")
