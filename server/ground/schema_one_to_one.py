"""The tables of one-to-one: private channels, asking for one, who is kept apart, what each has set.

They belong to the one schema (schema.py), and to its metadata. A channel's words are messages of its room.
"""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from server.ground.schema import metadata, moment, one_of

PURPOSES = ("befriending", "listening", "mentoring", "tutoring", "mediation")


def answers() -> list[Column[object]]:
    """The four answers (rooms/four_questions.toml): codes of lists, and no free text."""
    return [
        Column("topic", Text, nullable=False),
        Column("want", Text, nullable=False),
        Column("avoid", ARRAY(Text), nullable=False),
        Column("minutes", SmallInteger, nullable=False),
    ]


def of(name: str, column: str, *, primary_key: bool = False) -> Column[object]:
    return Column(name, Uuid, ForeignKey(column, ondelete="CASCADE"), primary_key=primary_key, nullable=False)


channels = Table(
    "channels",  # a room of the kind "channel"; its `closed_at` is set while nobody can write in it
    metadata,
    of("room_id", "rooms.id", primary_key=True),
    Column("purpose", Text, one_of("purpose", *PURPOSES), nullable=False),
    Column("state", Text, one_of("state", "open", "paused", "ended", "kept"), nullable=False, server_default="open"),
    *answers(),
    moment("at", now=True),
    Index("channels_open_idx", "at", postgresql_where=text("state in ('open', 'paused')")),
)

channel_places = Table(
    "channel_places",  # what each of them has chosen; told to nobody
    metadata,
    of("room_id", "channels.room_id", primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
    Column("keeps", Boolean, nullable=False, server_default=text("false")),
    Column("again", Boolean, nullable=False, server_default=text("false")),
)

asks = Table(
    "asks",  # for its asker one that was let pass waits on until its time is over
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("asked_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("met_id", Uuid, ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False, index=True),
    *answers(),
    Column(
        "state",
        Text,
        one_of("state", "waiting", "accepted", "passed", "withdrawn"),
        nullable=False,
        server_default="waiting",
    ),
    moment("at", now=True),
    Column("until", DateTime(timezone=True), nullable=False),
)

apart = Table(
    "apart",  # blocks, and "we know each other": of accounts, and so of every alias
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("other_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("why", Text, one_of("why", "block", "known"), nullable=False),
    Column("alias", Text, nullable=False),  # by which whoever chose this knows the other: never another of theirs
    moment("at", now=True),
    UniqueConstraint("account_id", "other_id", "why"),
)

one_to_one = Table(
    "one_to_one",  # what somebody has set; no row: nothing of it
    metadata,
    of("account_id", "accounts.id", primary_key=True),
    Column("may_be_asked", Boolean, nullable=False, server_default=text("false")),
    Column("other_names", Boolean, nullable=False, server_default=text("false")),  # another alias in each new room
)

minors = Table(
    "minors",  # who said that they are younger than the age range
    metadata,
    of("account_id", "accounts.id", primary_key=True),
    moment("at", now=True),
)
