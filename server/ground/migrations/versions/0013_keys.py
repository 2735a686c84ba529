"""New keys in place of old ones."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0013"
down_revision = "0012"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "keys_13.sql").read_text()))


def downgrade() -> None:
    raise NotImplementedError("what was sealed with a new master key would be lost: restore a back-up instead")
