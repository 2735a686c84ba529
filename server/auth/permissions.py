"""Who may do what: one table. What is not listed is refused.

Every route of the HTTP API and every frame a client may send names one of these permissions
(`http/routes.py`, `live/session.py`); a test walks all of them with every role. "visitor" is anyone
without an account; whoever has one is a "peer", whatever other roles they hold. Staff whose session has not given
its second proof are "unproven", and neither staff nor a peer.
"""

from collections.abc import Iterable

TABLE = {
    # Looking before joining
    "directory.read": "visitor unproven peer",
    "help.read": "visitor unproven peer",
    "account.register": "visitor unproven peer",
    "session.start": "visitor unproven peer",
    # Having an account
    "session.end": "unproven peer",
    "account.read": "unproven peer",
    "account.change": "peer",
    "account.agree": "peer",
    "account.export": "peer",  # with the passphrase, and so is erasing
    "account.erase": "peer",
    "account.prove": "unproven peer",
    "passphrase.change": "unproven peer",  # with the old one, which is its proof
    "recovery.read": "peer",
    "recovery.make": "peer, fresh",
    "role.accept": "peer",  # with the passphrase, and an invitation for this account
    "second.read": "unproven peer",
    "second.set_up": "unproven moderator lead operator trustee, fresh",
    "passkey.make": "unproven peer, fresh",
    "session.list": "unproven peer",
    "session.end_any": "unproven peer",
    "socket.open": "peer",
    # Rooms: being a member is checked besides, in the room's own code
    "room.join": "peer",
    "room.leave": "peer",
    "room.read": "peer",
    "room.send": "peer",
    "message.remove_own": "peer",
    "moderator.ask": "peer",
    "report.make": "peer",
    "looks.read": "peer",
    "room.facilitate": "peer",  # whose room it is, is looked at in the room's code
    "care.own": "peer",  # a follow-up at a time one chooses; whether one's case may be handed over
    "one_to_one.own": "peer",  # asking, being asked, one's own channels; whose they are: rooms/channels.py
    # What one says to a decision: whoever is kept out of rooms may, too
    "appeal.make": "peer",
    "complaint.make": "peer",
    # The console
    # Which kinds of case a role sees, and what it can do there: moderation/transitions.py
    "case.list": "moderator lead trustee",
    "case.read": "moderator lead trustee",
    "case.act": "moderator lead trustee",
    "sanction.long": "moderator lead trustee, fresh",  # longer than one may decide alone, and agreeing to it
    "hand_over.decide": "lead, fresh",  # without the person's consent
    # Quality, and looking after those who work here
    "rule.label": "moderator lead",
    "example.keep": "lead",
    "review.second": "moderator lead",  # and never a case they had a part in: moderation/quality_reviews.py
    "review.differences": "lead",
    "exposure.own": "moderator lead trustee",
    "supervision.take_part": "moderator lead trustee",  # whom somebody looks after: moderation/supervision.py
    "board.read": "lead",
    "case.search": "moderator lead trustee",  # of each kind of case that they see
    "answer.read": "moderator lead trustee",
    "answer.change": "lead",
    "duty.change": "moderator lead",
    # Live rooms: nobody's words are in them; whoever joins one is seen to. Facilitators act in their own room only,
    # which is looked at in the room's code (moderation/room_acts.py)
    "room.watch": "moderator lead",
    "room.act": "moderator lead",
    "facilitator.appoint": "lead",
    "shift.hand_over": "moderator lead",
    "roster.read": "moderator lead",
    "roster.change": "lead",
    "report.who": "lead, fresh",
    "looks.put_off": "lead",
    # Operators
    "metrics.read": "operator",
}
"""Who, by role. "fresh" after a comma: only within ten minutes of having proved again that it is them
(`sessions.FRESH`), because a phone left lying about, or a stolen session, must not do it."""

PERMISSIONS: dict[str, frozenset[str]] = {name: frozenset(row.split(",")[0].split()) for name, row in TABLE.items()}
FRESH = frozenset(name for name, row in TABLE.items() if row.endswith(", fresh"))

STAFF = frozenset(("moderator", "lead", "operator", "trustee"))


def roles_of(granted: Iterable[str], *, signed_in: bool, proven: bool) -> frozenset[str]:
    """The roles somebody acts in. `proven`: their session has given its second proof, which only staff need."""
    if not signed_in:
        return frozenset(("visitor",))
    mine = frozenset(granted)
    return frozenset(("unproven",)) if mine and not proven else mine | {"peer"}


def may(roles: Iterable[str], permission: str) -> bool:
    """Whether any of these roles may. A permission that is not in the table is nobody's."""
    return not PERMISSIONS.get(permission, frozenset()).isdisjoint(roles)


def all_of(roles: frozenset[str]) -> list[str]:
    """Everything these roles may do, by name."""
    return sorted(name for name in PERMISSIONS if may(roles, name))
