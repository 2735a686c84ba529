"""What joins a case and is more urgent gives it its name."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0015"
down_revision = "0014"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "open_case_15.sql").read_text()))


def downgrade() -> None:
    raise NotImplementedError("cases would keep names that no longer fit: restore a back-up instead")
