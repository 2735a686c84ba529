"""A second proof, which staff need: how a session gave it, and what codes are made from."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute("""
        alter table sessions add column second text,
            add constraint sessions_second_check check (second in ('code', 'passkey', 'not_asked'))""")
    op.execute("""
        create table totp (
            id uuid not null,
            account_id uuid not null,
            secret bytea not null,
            last_step bigint not null,
            made_at timestamptz not null default clock_timestamp(),
            constraint totp_pkey primary key (id),
            constraint totp_account_id_key unique (account_id),
            constraint totp_account_id_fkey foreign key (account_id) references accounts (id) on delete cascade)""")


def downgrade() -> None:
    raise NotImplementedError("staff could not sign in any more: restore a back-up instead")
