"""Calls outside the browser as rows, each with its tries; a lead asked for, a call acknowledged."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0003"
down_revision = "0002"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "pages_3.sql").read_text()))


def downgrade() -> None:
    raise NotImplementedError("who was called would be forgotten: restore a back-up instead")
