"""States of rooms with an end, who looks after which room, facilitators."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "0018"
down_revision = "0017"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    asyncpg_connection = op.get_bind().connection.driver_connection
    assert asyncpg_connection is not None
    for name in ("room_states_18.sql", "append_messages_18.sql"):
        await_only(asyncpg_connection.execute((SQL / name).read_text()))


def downgrade() -> None:
    raise NotImplementedError("rooms that are frozen would be open: restore a back-up instead")
