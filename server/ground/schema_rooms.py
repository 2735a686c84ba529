"""The tables of live rooms: the states that moderators give them, and who looks after which.

They belong to the one schema (schema.py), and to its metadata.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Index, Integer, LargeBinary, Table, Text, Uuid

from server.ground.schema import metadata, moment, one_of

room_states = Table(
    "room_states",  # in force is the newest that has not ended and was not undone: the function room_state_in_force
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False),  # which is newer
    Column("room_id", Uuid, ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
    Column("state", Text, one_of("state", "normal", "slow", "hold_all", "frozen"), nullable=False),
    Column("every_s", Integer),  # of slow: one message in so many seconds from each person
    Column("by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("reason", LargeBinary),  # for staff, sealed under the room's key; null: nobody's act
    moment("at", now=True),
    moment("ends_at"),  # null: until it is taken back
    moment("undone_at"),
    Index("room_states_room_id_seq_idx", "room_id", "seq"),
)

room_watches = Table(
    "room_watches",  # which rooms a moderator on duty looks after; the row ends with the duty
    metadata,
    Column("room_id", Uuid, ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("account_id", Uuid, ForeignKey("duties.account_id", ondelete="CASCADE"), primary_key=True, index=True),
)
