"""Legal holds, longer retention with consent, erasures that wait."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0020"
down_revision = "0019"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    for name in ("retention_20.sql", "append_messages_20.sql"):
        await_only(asyncpg_connection.execute((SQL / name).read_text()))


def downgrade() -> None:
    raise NotImplementedError("holds would be forgotten: restore a back-up instead")
