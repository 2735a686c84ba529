"""When evidence came to its case, which may be days after its message was said: a yes to a hand-over covers only what
was there."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute("alter table evidence add column joined_at timestamptz")
    op.execute("update evidence set joined_at = at")
    op.execute(
        "alter table evidence alter column joined_at set default clock_timestamp(), alter column joined_at set not null"
    )


def downgrade() -> None:
    op.execute("alter table evidence drop column joined_at")
