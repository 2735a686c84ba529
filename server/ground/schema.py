"""The whole schema on one page.

Text that people wrote is in `LargeBinary` columns, sealed by `ground/seal.py`; everything else here may be
read by whoever holds the database. Two logs carry all that is said: a room's (`messages`, counted by
`rooms.head`) and each person's own (`notices`, counted by `accounts.head`). Locks are taken in one order
everywhere: account, case, room (each by id), audit head.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "pk": "%(table_name)s_pkey",
    }
)


def moment(name: str, *, now: bool = False) -> Column[object]:
    """A point in time by the database's clock; `now` makes it the row's own birth time."""
    if now:
        return Column(name, DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp())
    return Column(name, DateTime(timezone=True))


def one_of(column: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{column} in ({', '.join(repr(v) for v in values)})", name=column)


# The installation ------------------------------------------------------------------------------------

installation = Table(
    "installation",
    metadata,
    Column("id", SmallInteger, CheckConstraint("id = 1", name="one"), primary_key=True, server_default="1"),
    Column("epoch", Text, nullable=False),  # changes when a database is restored from a back-up
    Column("canary", LargeBinary, nullable=False),  # opens only with the master key that sealed this data
    moment("created_at", now=True),
    Column("keys_turn", BigInteger, nullable=False, server_default="0"),  # moves on when keys were added or deleted
    Column("fingerprints", LargeBinary),  # the fingerprints' key, wrapped; null after an older version
    # While a master key takes the place of another (rewrapping.py): offered to all instances, and still needed.
    Column("canary_offered", LargeBinary),
    Column("canary_before", LargeBinary),
    moment("resealing_since"),  # while everything is sealed anew (resealing.py)
)

keys = Table(
    "keys",
    metadata,
    Column("owner", Uuid, primary_key=True),  # a room, an account or a case
    Column("version", SmallInteger, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    moment("created_at", now=True),
)

# People ----------------------------------------------------------------------------------------------

accounts = Table(
    "accounts",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("pseudonym", Text, nullable=False),
    Column("pseudonym_key", Text, nullable=False, unique=True),  # what makes two names the same
    Column("passphrase", Text, nullable=False),  # argon2id
    Column("country", Text, nullable=False),
    Column(
        "status",
        Text,
        one_of("status", "active", "suspended", "leaving", "erased"),
        nullable=False,
        server_default="active",
    ),
    Column("head", BigInteger, nullable=False, server_default="0"),  # of the personal log
    moment("created_at", now=True),
    moment("erased_at"),  # nothing of the person is left in this row: it stays while something still points at it
    Index("accounts_leaving_idx", "id", postgresql_where=text("status = 'leaving'")),
    Index("accounts_erased_idx", "erased_at", postgresql_where=text("erased_at is not null")),
    postgresql_with={"fillfactor": "70"},  # `head` changes often: leave room to change it in place
)

erased_names = Table(
    "erased_names",  # nobody else may come under the name of somebody who has just erased their account
    metadata,
    Column("digest", LargeBinary, primary_key=True),  # keyed: the name cannot be guessed from it without the master key
    Column("until", DateTime(timezone=True), nullable=False),
)

consents = Table(
    "consents",
    metadata,
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Text, primary_key=True),
    Column("age_range", Text, nullable=False),
    moment("agreed_at", now=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("digest", LargeBinary, nullable=False, unique=True),  # SHA-256 of the cookie's secret
    Column("kept", Boolean, nullable=False),
    moment("created_at", now=True),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    moment("ended_at"),
    Column("last_used", Date, nullable=False, server_default=text("current_date")),  # by the day, and no finer
    moment("proved_at"),  # when whoever has it last showed that it is theirs
    Column(
        "second", Text, one_of("second", "code", "passkey", "not_asked")
    ),  # how the second proof was given, if it was
    Column("name", LargeBinary),  # what its owner calls it, sealed; nothing about the device is kept by itself
)

recoveries = Table(
    "recoveries",
    metadata,
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("words", Text, nullable=False),  # argon2id; gone once they were used
    moment("made_at", now=True),
)

totp = Table(
    "totp",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("secret", LargeBinary, nullable=False),  # what codes are made from, sealed
    Column("last_step", BigInteger, nullable=False),  # of the newest code that was used: none is taken twice
    moment("made_at", now=True),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("credential", LargeBinary, nullable=False, unique=True),  # the device's random name for it
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    moment("made_at", now=True),
    Column("last_used", Date, nullable=False, server_default=text("current_date")),
)

challenges = Table(
    "challenges",  # what a passkey is to sign: each once, within minutes
    metadata,
    Column("challenge", LargeBinary, primary_key=True),
    Column("session_id", Uuid, ForeignKey("sessions.id", ondelete="CASCADE")),  # null: of somebody who comes in
    Column("expires_at", DateTime(timezone=True), nullable=False),
)

roles = Table(
    "roles",
    metadata,
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, one_of("role", "moderator", "lead", "operator", "trustee"), primary_key=True),
    moment("granted_at", now=True),
    moment("expires_at"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("role", Text, one_of("role", "moderator", "lead", "operator", "trustee"), nullable=False),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), index=True),  # null: for somebody new
    Column("expires_at", DateTime(timezone=True), nullable=False),
    moment("used_at"),
)

duties = Table(
    "duties",
    metadata,
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    moment("since", now=True),
    Column("until", DateTime(timezone=True), nullable=False),  # renewed while the console is open
)

revocations = Table(
    "revocations",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("session_id", Uuid),
    Column("account_id", Uuid),
    Column("room_id", Uuid),
    Column("code", Text, nullable=False),
    moment("at", now=True),
    Index("revocations_at_idx", "at"),
)

# Rooms and what is said in them ----------------------------------------------------------------------

rooms = Table(
    "rooms",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, one_of("kind", "room", "channel", "conversation"), nullable=False),
    Column("slug", Text, unique=True),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False, server_default=""),
    Column("audience", Text, nullable=False, server_default="open"),
    Column("card", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("demonstration", Boolean, nullable=False, server_default=text("false")),
    Column("retention_days", SmallInteger, nullable=False),
    Column(
        "days_before", SmallInteger
    ),  # how long it kept messages until `lengthened_at`: those of then go as was said
    moment("lengthened_at"),
    Column("account_days", SmallInteger, nullable=False, server_default="0"),  # how old an account is that may join
    Column("head", BigInteger, nullable=False, server_default="0"),
    moment("closed_at"),
    moment("created_at", now=True),
    postgresql_with={"fillfactor": "50"},
)

members = Table(
    "members",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("room_id", Uuid, ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("alias", Text, nullable=False),
    Column("part", Text, one_of("part", "peer", "facilitator", "moderator"), nullable=False, server_default="peer"),
    moment("joined_at", now=True),
    moment("left_at"),
    moment("part_until"),  # of a facilitator: by this time the part ends by itself
    moment("said_at"),  # the last message while the room was in slow mode
    Column("agreed_days", SmallInteger),  # null: to what the room says. Fewer than that: they have yet to agree
    UniqueConstraint("room_id", "account_id"),
    Index("members_part_until_idx", "part_until", postgresql_where=text("part_until is not null")),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("room_id", Uuid, ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
    Column("member_id", Uuid, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("client_id", Uuid, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),  # keyed: says "the same words", and no more
    Column("state", Text, one_of("state", "shown", "held", "removed", "declined"), nullable=False),
    Column("position", BigInteger),  # first shown; null while held
    Column("changed", BigInteger),  # last change
    Column("body", LargeBinary),  # what the room reads while it is shown; in no projection afterwards
    Column("original", LargeBinary),  # before masking
    Column("masked", Boolean, nullable=False, server_default=text("false")),
    Column("veiled", Boolean, nullable=False, server_default=text("false")),
    moment("at", now=True),
    moment("taken_back_at"),  # by its author: the sealed copy can be reported for some days, then it is erased
    UniqueConstraint("member_id", "client_id"),
    Index("messages_room_id_changed_idx", "room_id", "changed", unique=True),
    Index("messages_room_id_position_idx", "room_id", "position", unique=True),
    Index(
        "messages_taken_back_idx",
        "taken_back_at",
        postgresql_where=text("taken_back_at is not null and body is not null"),
    ),
)

assessments = Table(
    "assessments",  # of messages in which something was found
    metadata,
    Column("message_id", Uuid, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    moment("at", now=True),
    Column("level", SmallInteger, nullable=False),
    Column("categories", ARRAY(Text), nullable=False),
    Column("rules", ARRAY(Text), nullable=False),
    Column("action", Text, nullable=False),
    Column("card", Text, nullable=False),
    Column("rules_version", Text, nullable=False),
    Column("policy_version", Text, nullable=False),
    Column(
        "trial", JSONB(none_as_null=True)
    ),  # what rules or a policy in shadow would have made of it, if something else
    Index("assessments_account_id_at_idx", "account_id", "at"),  # what an author said of late, on whatever instance
)

unreviewed = Table(
    "unreviewed",  # messages held by the policy, and when they are released if no moderator has acted on them
    metadata,
    Column("message_id", Uuid, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("due_at", DateTime(timezone=True), nullable=False),
    moment("done_at"),
    Index("unreviewed_due_idx", "due_at", postgresql_where=text("done_at is null")),
)

rule_sets = Table(
    "rule_sets",  # what operators published: of each mode the newest is in force
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("mode", Text, one_of("mode", "live", "shadow"), nullable=False),
    Column("files", JSONB, nullable=False),  # the operator's own, by name; beside the shipped ones, or in their place
    Column("rules_version", Text, nullable=False),
    Column("policy_version", Text, nullable=False),
    moment("published_at", now=True),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # the rest of the Notice, sealed under the account's key
    moment("at", now=True),
    Index("notices_account_id_changed_idx", "account_id", "changed", unique=True),
)

# Cases -----------------------------------------------------------------------------------------------

cases = Table(
    "cases",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, one_of("kind", "danger", "boundary", "asked", "appeal", "complaint"), nullable=False),
    Column("subject_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE")),  # null: about a room, not a person
    Column("room_id", Uuid, ForeignKey("rooms.id", ondelete="SET NULL")),
    Column("category", Text, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("urgency", Text, one_of("urgency", "now", "soon", "later"), nullable=False),
    Column("state", Text, one_of("state", "open", "taken", "closed"), nullable=False, server_default="open"),
    Column("taken_by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    moment("taken_at"),
    moment("lease_until"),
    Column("conversation_id", Uuid, ForeignKey("rooms.id", ondelete="SET NULL")),
    moment("asked_at"),  # when the person asked for a moderator, if they did
    moment("lead_at"),  # when a lead was asked for
    moment("acknowledged_until"),  # somebody who was called says that they come: nobody else is called until then
    moment("opened_at", now=True),
    Column("due_at", DateTime(timezone=True), nullable=False),
    moment("closed_at"),
    # About one person at most one open case for their safety and one about house rules: what comes later joins it.
    Index(
        "cases_one_open_idx",
        "subject_id",
        text("(kind = 'boundary')"),
        unique=True,
        postgresql_where=text("state <> 'closed' and kind not in ('appeal', 'complaint')"),
    ),
    Index(
        "cases_one_open_of_room_idx",
        "room_id",
        text("(kind = 'boundary')"),
        unique=True,
        postgresql_where=text("subject_id is null and state <> 'closed'"),
    ),
    Index("cases_open_idx", "due_at", postgresql_where=text("state <> 'closed'")),
    # Figures and searches read a window of time, and not all that ever was.
    Index("cases_opened_at_id_idx", "opened_at", "id"),
    Index("cases_closed_at_idx", "closed_at", postgresql_where=text("state = 'closed'")),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("message_id", Uuid, ForeignKey("messages.id", ondelete="SET NULL"), index=True),
    Column("body", LargeBinary, nullable=False),  # a Snapshot, sealed under its own key (owner = id)
    moment("at", now=True),  # of what was said
    moment("joined_at", now=True),
)

case_acts = Table(
    "case_acts",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("actor_id", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("act", Text, nullable=False),
    # Indexed, so that deleting a message does not look through all acts.
    Column("message_id", Uuid, ForeignKey("messages.id", ondelete="SET NULL"), index=True),
    Column("reason", LargeBinary),  # sealed under the case's key
    moment("at", now=True),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("step", Text, nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False),
    moment("done_at"),
    Index("alerts_due_idx", "due_at", postgresql_where=text("done_at is null")),
)

# Calls outside the browser --------------------------------------------------------------------------

pages = Table(
    "pages",  # one call of the on-call or of the backup, by one way
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("step", Text, one_of("step", "page", "backup", "trustee"), nullable=False),
    Column("channel", Text, one_of("channel", "webhook", "email", "none"), nullable=False),  # none: nobody is set
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("error", Text),  # a code of the last failure
    moment("at", now=True),
    Column("due_at", DateTime(timezone=True), nullable=False),
    moment("told_at"),
    moment("dead_at"),  # given up: a dead letter
    moment("acknowledged_at"),
    Index("pages_due_idx", "due_at", postgresql_where=text("told_at is null and dead_at is null")),
    Index("pages_dead_idx", "dead_at", postgresql_where=text("dead_at is not null")),
)

# Reports from peers: who reported is read only with a permission of its own. --------------------------

reports = Table(
    "reports",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("reporter_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("what", Text, one_of("what", "message", "person", "room"), nullable=False),
    Column("target_id", Uuid, nullable=False),  # the message, the member or the room
    Column("room_id", Uuid, ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("note", LargeBinary),  # sealed under the case's key
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    moment("at", now=True),
    Column("outcome", Text),  # the class of what was done, as the reporter was told
    moment("told_at"),
    UniqueConstraint("reporter_id", "target_id", "case_id"),
    Index("reports_case_id_idx", "case_id"),
    Index("reports_target_id_idx", "target_id"),
    Index("reports_not_told_idx", "case_id", postgresql_where=text("told_at is null")),
)

# What was decided about people, and what they say to that --------------------------------------------

sanctions = Table(
    "sanctions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column(
        "kind", Text, one_of("kind", "nudge", "warning", "mute", "time_out", "removal", "suspension"), nullable=False
    ),
    Column("room_id", Uuid, ForeignKey("rooms.id", ondelete="CASCADE"), index=True),  # null: in every room
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="SET NULL"), index=True),
    Column("given_by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),  # null: by the machine, pending review
    Column("reason", LargeBinary),  # sealed under the person's key: it is theirs to read
    Column("asked_s", Integer),  # longer than one person may decide: it lasts so long once another has agreed
    Column("seconded_by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    moment("at", now=True),
    moment("ends_at"),  # null: words alone
    moment("undone_at"),
    Index("sanctions_account_id_ends_at_idx", "account_id", "ends_at"),  # each send asks what is in force
)

appeals = Table(
    "appeals",  # of each decision at most one; what is said is its case's evidence
    metadata,
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("sanction_id", Uuid, ForeignKey("sanctions.id", ondelete="CASCADE"), unique=True),
    Column("message_id", Uuid, ForeignKey("messages.id", ondelete="SET NULL"), unique=True),
    Column("of_case", Uuid, ForeignKey("cases.id", ondelete="SET NULL"), index=True),
    moment("at", now=True),
    Column("outcome", Text, one_of("outcome", "upheld", "overturned")),
)

conflicts = Table(
    "conflicts",  # who may not work on a case, besides the person it is about
    metadata,
    Column("case_id", Uuid, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("why", Text, one_of("why", "reporter", "decided", "about", "took_part"), nullable=False),
)

# Who looked at whose words: for those whose they are, without words or names, also when the case is gone. ------

looks = Table(
    "looks",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("case_id", Uuid, nullable=False),  # perhaps deleted since
    Column("role", Text, one_of("role", "moderator", "lead", "trustee"), nullable=False),
    Column("what", ARRAY(Text), nullable=False),
    Column("why", Text, nullable=False),
    Column("room_id", Uuid, ForeignKey("rooms.id", ondelete="SET NULL"), index=True),
    moment("at", now=True),
    Index("looks_account_id_at_idx", "account_id", "at"),
)

put_off = Table(
    "put_off",  # a lead's decision that nobody is shown the looks of a case before then
    metadata,
    Column("case_id", Uuid, primary_key=True),  # perhaps deleted since
    Column("until", DateTime(timezone=True), nullable=False),
)

holds = Table(
    "holds",  # what two people keep from being deleted, and until when
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("what", Text, one_of("what", "account", "room", "case"), nullable=False),
    Column("target_id", Uuid, nullable=False),
    Column("why", LargeBinary, nullable=False),  # sealed under a key of its own (owner = id)
    Column("asked_by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("agreed_by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL")),
    moment("at", now=True),
    moment("agreed_at"),  # it holds from then on
    Column("ends_at", DateTime(timezone=True), nullable=False),
    moment("ended_at"),  # before its time
    Index("holds_target_id_idx", "target_id"),
)

# The audit chain covers what was done to what by whom, never words or names. -------------------------

audit = Table(
    "audit",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor_id", Uuid),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", SmallInteger, CheckConstraint("id = 1", name="one"), primary_key=True, server_default="1"),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    # What the rows that are left go on from: the last that has ended.
    Column("before_seq", BigInteger, nullable=False, server_default=text("0")),
    Column("before_hash", LargeBinary, nullable=False, server_default=text("decode(repeat('00', 32), 'hex')")),
)


def in_seconds(seconds: float) -> ColumnElement[object]:
    """A moment from now, by the database's clock."""
    return func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)
