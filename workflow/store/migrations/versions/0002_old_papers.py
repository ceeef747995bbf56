"""Old papers: where they and their files are kept, and how a paper's latest neighbours are found.

An old paper has no originator in the directory, so two columns may be null from here on.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OF_PERSONS = (("submission", "originator"), ("version", "created_by"))
_WITH_VERSION = "version > 0"
_LIVE = "version > 0 AND originator IS NOT NULL"


def upgrade() -> None:
    for table, column in _OF_PERSONS:
        _set_nullable(table, column, nullable=True)
    for name, where in (
        ("ix_submission_created_at", _WITH_VERSION),
        ("ix_submission_live_created_at", _LIVE),
    ):
        op.create_index(
            name,
            "submission",
            ["created_at", "id"],
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    op.create_table(
        "file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_file")),
    )
    _create_historic()


def downgrade() -> None:
    """Go back. Refuses where old papers are kept: they would be lost."""
    kept = op.get_bind().execute(sa.text("SELECT COUNT(*) FROM historic")).scalar_one()
    if kept:
        raise RuntimeError(f"{kept} old papers would be lost: restore a backup of the earlier schema instead")
    op.drop_table("historic")
    op.drop_table("file")
    op.drop_index("ix_submission_live_created_at", "submission")
    op.drop_index("ix_submission_created_at", "submission")
    for table, column in _OF_PERSONS:
        _set_nullable(table, column, nullable=False)


def _create_historic() -> None:
    written = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.create_table(
        "historic",
        sa.Column("submission", sa.String(length=64), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_size", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("number_written", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=64), nullable=True),
        sa.Column("limb", sa.String(length=64), nullable=True),
        sa.Column("regulations", sa.Boolean(), nullable=True),
        sa.Column("sign_offs", written, nullable=False),
        sa.Column("findings", written, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_historic_submission_submission")
        ),
        sa.ForeignKeyConstraint(["file_sha256"], ["file.sha256"], name=op.f("fk_historic_file_sha256_file")),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_historic")),
        sa.UniqueConstraint("file_sha256", name=op.f("uq_historic_file_sha256")),
    )


def _set_nullable(table: str, column: str, *, nullable: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rewrite_in_sqlite(table, column, nullable=nullable)
        return
    op.alter_column(table, column, existing_type=sa.String(length=64), nullable=nullable)


def _rewrite_in_sqlite(table: str, column: str, *, nullable: bool) -> None:
    """Change the column in the schema's own text, as SQLite's documentation says ("Making Other Kinds Of
    Table Schema Changes"): to copy and drop a table that others refer to would break their references
    inside this transaction, and lose the triggers that keep versions as they were signed.
    """
    old, new = f"{column} VARCHAR(64) NOT NULL", f"{column} VARCHAR(64)"
    if not nullable:
        old, new = f"{new},", f"{old},"
    execute = op.get_bind().exec_driver_sql
    version = execute("PRAGMA schema_version").scalar_one()
    execute("PRAGMA writable_schema=ON")
    changed = execute(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?)"
        " WHERE type = 'table' AND name = ? AND instr(sql, ?) > 0",
        (old, new, table, old),
    )
    if changed.rowcount != 1:
        raise RuntimeError(f"the table {table} is not as the first migration made it")
    execute(f"PRAGMA schema_version={version + 1}")
    execute("PRAGMA writable_schema=RESET")
