"""A complaint is kept from those it is about."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("alter table conflicts drop constraint conflicts_why_check")
    op.execute(
        "alter table conflicts add constraint conflicts_why_check check (why in ('reporter', 'decided', 'about'))"
    )


def downgrade() -> None:
    raise NotImplementedError("what is kept from whom would be lost: restore a back-up instead")
