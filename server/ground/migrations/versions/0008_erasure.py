"""Accounts that were erased, and keys that instances notice to be gone."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0008"
down_revision = "0007"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "erasure_8.sql").read_text()))


def downgrade() -> None:
    raise NotImplementedError("names that were erased would be free: restore a back-up instead")
