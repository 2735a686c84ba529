"""Passkeys, and the questions they answer."""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.execute("""
        create table passkeys (
            id uuid not null,
            account_id uuid not null,
            credential bytea not null,
            public_key bytea not null,
            sign_count bigint not null,
            made_at timestamptz not null default clock_timestamp(),
            last_used date not null default current_date,
            constraint passkeys_pkey primary key (id),
            constraint passkeys_credential_key unique (credential),
            constraint passkeys_account_id_fkey foreign key (account_id) references accounts (id) on delete cascade)""")
    op.execute("create index passkeys_account_id_idx on passkeys (account_id)")
    op.execute("""
        create table challenges (
            challenge bytea not null,
            session_id uuid,
            expires_at timestamptz not null,
            constraint challenges_pkey primary key (challenge),
            constraint challenges_session_id_fkey
                foreign key (session_id) references sessions (id) on delete cascade)""")


def downgrade() -> None:
    raise NotImplementedError("people's passkeys would open nothing any more: restore a back-up instead")
