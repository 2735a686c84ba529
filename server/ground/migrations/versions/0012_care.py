"""Follow-ups, hand-overs to professionals, aftercare."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0012"
down_revision = "0011"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "care_12.sql").read_text()))


def downgrade() -> None:
    raise NotImplementedError("what people said yes or no to would be lost: restore a back-up instead")
