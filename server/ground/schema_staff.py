"""The tables of what looks after those who work here: rests, topics they are spared, supervision.

They belong to the one schema (schema.py), and to its metadata.
"""

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, LargeBinary, Table, Text, Uuid, text

from server.ground.schema import metadata, moment, one_of

rests = Table(
    "rests",  # who is served nothing new for a while, though on duty; they may lift it themselves
    metadata,
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("why", Text, one_of("why", "severe", "budget", "hours"), primary_key=True),
    moment("began_at", now=True),
    Column("until", DateTime(timezone=True), nullable=False),
    Column("lifted", Boolean, nullable=False, server_default=text("false")),
)

spared = Table(
    "spared",  # which categories of cases somebody has asked not to be given
    metadata,
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("category", Text, primary_key=True),
)

supervisors = Table(
    "supervisors",  # who looks after whom; whoever is not here is looked after by every lead
    metadata,
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("supervisor_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
)

supervision = Table(
    "supervision",  # what is said between somebody and whoever supervises them: the two alone read it
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("kind", Text, one_of("kind", "ask", "debrief", "note"), nullable=False),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="SET NULL"), index=True),
    Column("body", LargeBinary),  # sealed under the key of whom it is about
    moment("at", now=True),
    moment("answered_at"),  # of an ask or a debrief: a supervisor has seen to it
    Column("answered_by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
)
