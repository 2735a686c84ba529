"""Invitations for accounts that are there already."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute("""
        alter table invitations add column account_id uuid,
            add constraint invitations_account_id_fkey foreign key (account_id) references accounts (id)
            on delete cascade""")
    op.execute("create index invitations_account_id_idx on invitations (account_id)")


def downgrade() -> None:
    raise NotImplementedError("invitations would be for anybody: restore a back-up instead")
