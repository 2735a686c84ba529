"""Reports from peers, cases about a room, and the days in which what was taken back can be reported."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0004"
down_revision = "0003"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "reports_4.sql").read_text()))


def downgrade() -> None:
    raise NotImplementedError("who reported what would be lost: restore a back-up instead")
