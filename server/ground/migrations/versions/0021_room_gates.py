"""How many days old an account has to be to join a room."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute("alter table rooms add column account_days smallint not null default '0'")


def downgrade() -> None:
    raise NotImplementedError("rooms would be open to accounts of a minute ago: restore a back-up instead")
