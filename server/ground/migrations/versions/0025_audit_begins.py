"""Rows of the audit chain end after two years. What the chain goes on from is kept, so that it can still be checked."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.execute(
        "alter table audit_head add column before_seq bigint not null default 0, "
        "add column before_hash bytea not null default decode(repeat('00', 32), 'hex')"
    )


def downgrade() -> None:
    op.execute("alter table audit_head drop column before_seq, drop column before_hash")
