"""The tables of what is done for people besides their case: follow-ups, hand-overs to professionals, aftercare.

They belong to the one schema (schema.py), and to its metadata.
"""

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Identity, Index, LargeBinary, Table, Text, Uuid, text

from server.ground.schema import metadata, moment, one_of

follow_ups = Table(
    "follow_ups",  # somebody is asked again how they are, at a time they chose themselves
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="SET NULL"), index=True),  # after which case
    moment("at", now=True),
    moment("due_at"),  # null: offered, no time chosen
    Column("ended", Text, one_of("ended", "declined", "came")),  # by the person; or its time came
    moment("ended_at"),
    Column("became", Uuid, ForeignKey("cases.id", ondelete="SET NULL"), index=True),  # the case in which it is met
    Index("follow_ups_one_idx", "account_id", unique=True, postgresql_where=text("ended is null")),
    Index("follow_ups_due_idx", "due_at", postgresql_where=text("ended is null and due_at is not null")),
)

hand_overs = Table(
    "hand_overs",  # of a case to professionals: asked of the person, or decided by a lead
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ground", Text, one_of("ground", "consent", "life", "another", "court"), nullable=False),
    Column("words", LargeBinary, nullable=False),  # to whom and why, under the person's key: it is theirs to read
    Column("by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    moment("at", now=True),
    Column("answer", Text, one_of("answer", "yes", "no", "withdrawn", "over")),  # over: closed before they answered
    moment("answered_at"),
    moment("upto"),  # what they had seen when they said yes: the pack holds nothing that came later
    moment("tell_at"),  # without consent: when it is safe that they know. Null: a lead has still to say
    moment("told_at"),
    Index(
        "hand_overs_one_ask_idx", "case_id", unique=True, postgresql_where=text("ground = 'consent' and answer is null")
    ),
    Index("hand_overs_tell_idx", "tell_at", postgresql_where=text("told_at is null and tell_at is not null")),
)

aftercare = Table(
    "aftercare",  # who is to get a quiet word after a hard message in their room; the row goes once they have
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("room_id", Uuid, ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False, server_default=text("clock_timestamp()")),
)
