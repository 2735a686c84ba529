"""The tables of quality and of looking after those who work here: what moderators say of rules, second reviews, who
read how much that is hard, ready answers.

They belong to the one schema (schema.py), and to its metadata.
"""

from sqlalchemy import (
    ARRAY,
    REAL,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.types import BigInteger

from server.ground.schema import metadata, moment, one_of

labels = Table(
    "labels",  # what a moderator says of a piece of evidence, whose words stay sealed where they are; it goes with them
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("evidence_id", Uuid, ForeignKey("evidence.id", ondelete="CASCADE"), nullable=False),
    Column("by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("rule", Text, nullable=False, server_default=""),  # empty: of the message as a whole
    Column("verdict", Text, one_of("verdict", "right", "wrong", "should"), nullable=False),
    Column("level", SmallInteger),  # should: the level that they think right
    Column("category", Text),  # should: what should have been found
    moment("at", now=True),
    UniqueConstraint("evidence_id", "by", "rule"),
)

examples = Table(
    "examples",  # kept for good by a lead, who wrote the words anew so that nobody can be recognised
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("body", LargeBinary, nullable=False),  # sealed under its own key (owner = id)
    Column("label", Text),  # as a corpus for replay has it; null: of the rules alone
    Column("right", ARRAY(Text), nullable=False),  # rules that are right to match it
    Column("wrong", ARRAY(Text), nullable=False),
    Column("by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    moment("at", now=True),
)

second_reviews = Table(
    "second_reviews",  # a closed case read again by another moderator, who does not know the first decision
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="SET NULL"), unique=True),  # null: deleted since
    Column("reviewer_id", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("until", DateTime(timezone=True), nullable=False),  # offered until then, and then to somebody else
    Column("passed", ARRAY(Uuid), nullable=False, server_default=text("'{}'::uuid[]")),  # who let it pass
    Column("first", Text),  # what had been decided, worked out when the second was
    Column("second", Text),
    moment("decided_at"),
    moment("talked_at"),  # a lead has talked about it, where the two differ
    Index("second_reviews_decided_at_idx", "decided_at"),
)

exposures = Table(
    "exposures",  # whose screen a case was on, each day once: to look after them
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="SET NULL"), index=True),
    Column("day", Date, nullable=False, server_default=text("((now() at time zone 'utc'::text))::date")),
    Column("weight", REAL, nullable=False),
    moment("at", now=True),
    UniqueConstraint("account_id", "case_id", "day"),
    Index("exposures_account_id_at_idx", "account_id", "at"),
)

ready_answers = Table(
    "ready_answers",  # the words that a lead keeps ready: each change is a version, and the newest is offered
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", SmallInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("offered", Text, one_of("offered", "talk", "decision", "both"), nullable=False),
    Column("gone", Boolean, nullable=False, server_default=text("false")),
    Column("by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    moment("at", now=True),
)
