"""Judgements that add up and can be tried in shadow, holds with an end, published rules."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0002"
down_revision = "0001"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    for name in ("judgements_2.sql", "append_messages_2.sql"):
        await_only(asyncpg_connection.execute((SQL / name).read_text()))


def downgrade() -> None:
    raise NotImplementedError("what was noted of judgements would be lost: restore a back-up instead")
