"""Every column that is sealed, and whose key opens it. A test sees to it that none is missing."""

from typing import NamedTuple

from sqlalchemy import Table

from server.ground import schema, schema_care, schema_quality, schema_rooms, schema_shifts, schema_staff


class Sealed(NamedTuple):
    """`owner`: the column with whose key it is. What is sealed is bound to the row's id and to the column's name."""

    table: Table
    column: str
    owner: str


SEALED = (
    Sealed(schema.messages, "body", "room_id"),
    Sealed(schema.messages, "original", "room_id"),
    Sealed(schema.notices, "body", "account_id"),
    Sealed(schema.evidence, "body", "id"),
    Sealed(schema.sessions, "name", "account_id"),
    Sealed(schema.totp, "secret", "account_id"),
    Sealed(schema_shifts.shift_packs, "note", "account_id"),
    Sealed(schema_staff.supervision, "body", "account_id"),
    Sealed(schema_care.hand_overs, "words", "account_id"),
    Sealed(schema.case_acts, "reason", "case_id"),
    Sealed(schema.reports, "note", "case_id"),
    Sealed(schema.sanctions, "reason", "account_id"),
    Sealed(schema_quality.examples, "body", "id"),
    Sealed(schema_rooms.room_states, "reason", "room_id"),
    Sealed(schema.holds, "why", "id"),
)
NOT_SEALED = {
    "installation.canary": "sealed with the master key itself",
    "installation.canary_offered": "so too",
    "installation.canary_before": "so too",
    "installation.fingerprints": "so too",
    "keys.wrapped": "so too",
    "erased_names.digest": "a keyed digest",
    "passkeys.credential": "a device's random name",
    "passkeys.public_key": "public",
    "challenges.challenge": "random, for minutes",
    "sessions.digest": "a digest of a random secret",
    "invitations.digest": "a digest of a random secret",
    "messages.fingerprint": "a keyed digest",
    "audit.hash": "a digest of what is beside it",
    "audit_head.hash": "so too",
    "audit_head.before_hash": "so too",
}
"""Bytes that are no sealed text, and why."""
OWNERS = (
    schema.rooms, schema.accounts, schema.cases, schema.evidence, schema_quality.examples, schema.holds,
)  # fmt: skip
"""Tables whose rows may have a key."""
