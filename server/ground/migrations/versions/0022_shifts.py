"""Shifts: the roster, breaks, and how long somebody was on duty."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0022"
down_revision = "0021"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "shifts_22.sql").read_text()))


def downgrade() -> None:
    raise NotImplementedError("the roster would be lost: restore a back-up instead")
