"""What looks after those who work here: rests after what was hard, topics they are spared, supervision."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0026"
down_revision = "0025"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "staff_care_26.sql").read_text()))


def downgrade() -> None:
    op.execute("drop table supervision, supervisors, spared, rests")
