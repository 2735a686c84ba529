"""The tables of shifts: when the service is planned to be there, and when somebody was.

They belong to the one schema (schema.py), and to its metadata.
"""

from sqlalchemy import CheckConstraint, Column, Date, DateTime, ForeignKey, LargeBinary, SmallInteger, Table, Text, Uuid

from server.ground.schema import metadata, moment, one_of

spells = Table(
    "spells",  # how long somebody was on duty: from `began_at` until `until`, which moves on while they are
    metadata,
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("began_at", DateTime(timezone=True), primary_key=True),
    Column("until", DateTime(timezone=True), nullable=False),
    Column("shift_at", DateTime(timezone=True), nullable=False),  # when the shift began that this is a part of
)

breaks = Table(
    "breaks",  # who is on a break, and so not on duty
    metadata,
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    moment("began_at", now=True),
    Column("ends_at", DateTime(timezone=True), nullable=False),  # as they planned it: they come back by themselves
)

planned_shifts = Table(
    "planned_shifts",  # the roster: on a day of each week, or on one day, by the service's own clock
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("weekday", SmallInteger),  # 0 is Monday
    Column("day", Date),
    Column("begins", SmallInteger, nullable=False),  # minutes since midnight
    Column("ends", SmallInteger, nullable=False),  # may lie on the next day
    Column("what", Text, one_of("what", "staffed", "on_call", "closed"), nullable=False),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), index=True),  # who; null: nobody named
    CheckConstraint("(weekday is null) <> (day is null) and weekday between 0 and 6", name="when"),
    CheckConstraint("begins >= 0 and begins < 1440 and ends > begins and ends <= begins + 1440", name="span"),
)

shift_packs = Table(
    "shift_packs",  # what one shift hands over to the next; whoever comes next says that they have read it
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),  # by whom
    Column("note", LargeBinary),  # sealed under their key
    Column("state", Text, one_of("state", "open", "acknowledged", "replaced"), nullable=False, server_default="open"),
    moment("made_at", now=True),
    Column("ended_by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),  # who has read it
    moment("ended_at"),
)

shift_pack_cases = Table(
    "shift_pack_cases",  # which cases it names, and why; no words of anybody's
    metadata,
    Column("pack_id", Uuid, ForeignKey("shift_packs.id", ondelete="CASCADE"), primary_key=True),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("why", Text, one_of("why", "risk", "follow_up", "second", "other"), nullable=False),
    Column("due_at", DateTime(timezone=True)),  # of a follow-up: the time that the person chose
)
