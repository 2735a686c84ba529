"""A person's own sessions: the day of its last use, when they last proved that it is them, a name they gave it."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("""
        alter table sessions
            add column last_used date not null default current_date,
            add column proved_at timestamptz,
            add column name bytea""")


def downgrade() -> None:
    raise NotImplementedError("what people called their devices would be lost: restore a back-up instead")
