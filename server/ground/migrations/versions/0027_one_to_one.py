"""One-to-one: private channels, asking for one, who is kept apart."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0027"
down_revision = "0026"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "one_to_one_27.sql").read_text()))


def downgrade() -> None:
    op.execute("drop trigger case_took_part on cases")
    op.execute("drop trigger evidence_took_part on evidence")
    op.execute("drop function case_took_part, evidence_took_part, took_part")
    op.execute("delete from conflicts where why = 'took_part'")
    op.execute(
        "alter table conflicts drop constraint conflicts_why_check, add constraint conflicts_why_check "
        "check (why in ('reporter', 'decided', 'about'))"
    )
    op.execute("drop function kept_apart")
    op.execute("drop table minors, one_to_one, apart, asks, channel_places, channels")
