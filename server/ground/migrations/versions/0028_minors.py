"""Whoever says that they are under age is brought together with no peer."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0028"
down_revision = "0027"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "minors_28.sql").read_text()))


def downgrade() -> None:
    op.execute("drop trigger says_under_age on assessments")
    op.execute("drop function says_under_age")
