"""Sanctions with an end, appeals, complaints, conflicts of interest."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0005"
down_revision = "0004"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    for name in ("sanctions_5.sql", "append_messages_5.sql"):
        await_only(asyncpg_connection.execute((SQL / name).read_text()))


def downgrade() -> None:
    raise NotImplementedError("what was decided about people would be lost: restore a back-up instead")
