"""What one shift hands over to the next."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0023"
down_revision = "0022"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "shift_packs_23.sql").read_text()))


def downgrade() -> None:
    raise NotImplementedError("what was handed over would be lost: restore a back-up instead")
