"""Recovery words, for whoever asked for them: only their hash."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute("""
        create table recoveries (
            account_id uuid not null,
            words text not null,
            made_at timestamptz not null default clock_timestamp(),
            constraint recoveries_pkey primary key (account_id),
            constraint recoveries_account_id_fkey
                foreign key (account_id) references accounts (id) on delete cascade)""")


def downgrade() -> None:
    raise NotImplementedError("people's recovery words would open nothing any more: restore a back-up instead")
