"""Quality: labels of rules, kept examples, second reviews, exposure, ready answers."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0017"
down_revision = "0016"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    await_only(asyncpg_connection.execute((SQL / "quality_17.sql").read_text()))


def downgrade() -> None:
    raise NotImplementedError("what moderators said of rules and cases would be lost: restore a back-up instead")
