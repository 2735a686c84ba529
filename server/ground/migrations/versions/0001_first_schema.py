"""The first schema, and the function that appends messages."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0001"
down_revision = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    # Whole files, functions included: asyncpg takes several statements only outside prepared ones.
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    for name in ("schema_1.sql", "append_messages_1.sql"):
        await_only(asyncpg_connection.execute((SQL / name).read_text()))


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first schema: restore a back-up instead")
