"""Who looked at whose words, and until when a lead has put off that it is shown."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("""
        create table looks (
            id bigint generated always as identity,
            account_id uuid not null,
            case_id uuid not null,
            role text not null,
            what text[] not null,
            why text not null,
            room_id uuid,
            at timestamptz not null default clock_timestamp(),
            constraint looks_pkey primary key (id),
            constraint looks_account_id_fkey foreign key (account_id) references accounts (id) on delete cascade,
            constraint looks_room_id_fkey foreign key (room_id) references rooms (id) on delete set null,
            constraint looks_role_check check (role in ('moderator', 'lead', 'trustee')))""")
    op.execute("create index looks_account_id_at_idx on looks (account_id, at)")
    op.execute("create index looks_room_id_idx on looks (room_id)")
    op.execute("""
        create table put_off (
            case_id uuid not null, until timestamptz not null, constraint put_off_pkey primary key (case_id))""")


def downgrade() -> None:
    raise NotImplementedError("who looked at whose words would be lost: restore a back-up instead")
