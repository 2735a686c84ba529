"""The wire protocol of `/ws`: every frame and every close code, in one place.

Frames are JSON text, one object each, told apart by `t`. Clients send the types in `ClientFrame`, the
server sends those in `ServerFrame`. `docs/protocol.md` and `web/src/generated/` are made from this file
(`python -m server.ground.generate`), so a change here is a change everywhere.

Ids are UUIDs as text. Times (`at`) are milliseconds since 1970 by the database's clock. `position` is the
place at which a message was first shown in its room, `changed` that of its last change: both count up by
one from the same counter of the room, so a reader who has everything up to `changed = n` misses nothing
by asking for what changed after `n`.
"""

from typing import Literal, NamedTuple
from uuid import UUID

import msgspec

VERSION = 1

MAX_TEXT = 4000
"""Longest message, in characters."""
MAX_FRAME = 32_768
"""Longest frame a client may send, in bytes: MAX_TEXT characters at four bytes, escaped, and the rest."""


class Close(NamedTuple):
    """A close code. `again` says whether and when a client should come back."""

    code: int
    name: str
    again: Literal["now", "later", "sign_in", "reload", "never"]
    says: str


SLOW = Close(4000, "slow", "now", "You were reading slower than the room was talking. Come back and catch up.")
DRAIN = Close(4001, "drain", "later", "This server is about to stop. Come back after the time it named.")
SIGNED_OUT = Close(4002, "signed_out", "sign_in", "This session has ended. Sign in to come back.")
SUSPENDED = Close(4003, "suspended", "never", "This account is suspended.")
BAD_FRAME = Close(4004, "bad_frame", "reload", "A frame was not understood: this page and the server disagree.")
OLD_PROTOCOL = Close(4005, "old_protocol", "reload", "This page is older or newer than the server. Reload it.")
TOO_MANY = Close(4006, "too_many", "later", "You have too many tabs open here. Close some, or wait a little.")
FLOOD = Close(4007, "flood", "later", "Too many frames in a short time. Wait a little.")
NO_HELLO = Close(4008, "no_hello", "later", "No hello came in time.")
SILENT = Close(4009, "silent", "now", "Nothing was heard from this page for a while. Come back and catch up.")
ERASED = Close(4010, "erased", "sign_in", "This account was erased. What this page kept of it is deleted.")
NO_WEBSOCKET = Close(1002, "no_websocket", "later", "What was sent is no WebSocket.")
NOT_UTF8 = Close(1007, "not_utf8", "reload", "Frames are UTF-8 text.")
BINARY = Close(1003, "binary", "reload", "Frames are JSON text, never binary.")
TOO_LARGE = Close(1009, "too_large", "reload", f"A frame may have at most {MAX_FRAME} bytes.")
BROKEN = Close(1011, "broken", "later", "The server had a fault of its own. Come back in a moment.")
RESTART = Close(1012, "restart", "later", "The server is starting anew. Come back in a moment.")
BUSY = Close(1013, "busy", "later", "Very many people are here now. You will be let in as soon as there is room.")

CLOSE_CODES = (
    SLOW, DRAIN, SIGNED_OUT, SUSPENDED, BAD_FRAME, OLD_PROTOCOL, TOO_MANY, FLOOD, NO_HELLO, SILENT, ERASED,
    NO_WEBSOCKET, BINARY, NOT_UTF8, TOO_LARGE, BROKEN, RESTART, BUSY,
)  # fmt: skip


RoomStateName = Literal["normal", "slow", "hold_all", "frozen"]


class Frame(msgspec.Struct, tag_field="t", omit_defaults=True, forbid_unknown_fields=False):
    """What every frame is: a JSON object with its type under `t`."""


class Cursor(msgspec.Struct):
    """How far somebody has read a log. `epoch` changes when a database is restored from a back-up."""

    epoch: str
    at: int


# What a client sends -------------------------------------------------------------------------------


class Hello(Frame, tag="hello"):
    """First frame. `personal` is how far this client has read its own personal log, if it has."""

    protocol: int
    personal: Cursor | None = None


class Open(Frame, tag="open"):
    """Show me this room, from `cursor` on if I have one. Answered by `changes` pages, then `live`."""

    room: UUID
    cursor: Cursor | None = None


class Shut(Frame, tag="shut"):
    """Stop showing me this room. I stay a member."""

    room: UUID


class Send(Frame, tag="send"):
    """Say `text` in a room. `client_id` is chosen by the client and stays the same on every retry:
    the same id with the same text is stored once. Answered by `sent` or `refused`."""

    room: UUID
    client_id: UUID
    text: str


class Typing(Frame, tag="typing"):
    """I am typing. Send at most every 3 seconds; it fades by itself after 6."""

    room: UUID


class Watch(Frame, tag="watch"):
    """Moderators: tell me when the cases change. Answered by `bell` at once and at every change."""


class Ping(Frame, tag="ping"):
    """Are you there? Answered by `pong` with the same `n`."""

    n: int


ClientFrame = Hello | Open | Shut | Send | Typing | Watch | Ping


# What the server sends -----------------------------------------------------------------------------


class Message(msgspec.Struct, omit_defaults=True):
    """The public projection of one message, the same for every member of the room.

    `text` is null unless `state` is "shown". "held": a moderator is looking at it, and it may come back.
    `masked`: part of the text was replaced. `veiled`: a hard message, shown covered until the reader opens it.
    `part`: whether a moderator wrote it, or a facilitator of the room. `by_author`: it was removed by whoever wrote it,
    and not by a moderator.
    """

    id: UUID
    position: int
    changed: int
    member_id: UUID
    alias: str
    at: int
    state: Literal["shown", "held", "removed"] = "shown"
    text: str | None = None
    masked: bool = False
    veiled: bool = False
    part: Literal["peer", "facilitator", "moderator"] = "peer"
    by_author: bool = False


class Notice(msgspec.Struct, omit_defaults=True):
    """One entry of a personal log: what only this person is told. Upsert by `id`.

    `kind`:
    - "card": show help. `card` names which, `text` is unused.
    - "masked": part of a message was hidden from the room. `text` is the original, for the draft;
      `code` says what was hidden: one or more of "phone", "email", "handle", "address", "link", "method", ...
    - "held": a message waits for a person and the room does not see it. `text` is its own text, `category` what was
      found in it (docs/moderating.md).
    - "released", "declined": what became of a held message. `text` is the moderator's reason, if any; `code`
      "unreviewed": nobody could look at it in time.
    - "removed": one's message was removed from the room. `text` is the reason.
    - "conversation": a private conversation is open in `room`, and a moderator is in it; with `code` "asked" one has
      asked for it oneself, with "early" it was opened because of what one wrote, and a moderator has yet to come.
    - "moderator_left": the moderator has gone from the conversation in `room`, and nobody has taken over so far.
    - "ended": that conversation has ended. Without `room`: a moderator has looked at what "nobody_yet" was about.
    - "nobody_yet": no moderator has come so far; `code` is "2_min" or "10_min", or "moderator_left" where one was
      there and has gone.
    - "joined", "left": the list of one's rooms changed (another tab, another device).
    - "report": what came of something one reported (`message`, or in `room`); `code` is the class of it: "removed",
      "acted", "spoken", "nothing", or "cared" where one was worried about somebody.
    - "sanction": something was decided about oneself, or lasts longer now: `code` is its kind ("nudge", "warning",
      "mute", "time_out", "removal", "suspension"), `sanction` its id, `text` the reason (none: the machine paused one's
      sending until a moderator has looked), `room` where, if not everywhere; it ends `lasts_s` seconds after `at`.
    - "sanction_undone": it holds no longer. What ends by its time is not told.
    - "note": a moderator has written `text` about the case.
    - "appeal": `code` "received" (answered within `lasts_s`), "upheld" or "overturned" with the reason as `text`;
      `sanction` or `message` is what it was about.
    - "complaint": `code` "received" (answered within `lasts_s`) or "answered" with `text`; `category`: about what.
    - "care": there is something at /you. `code` "follow_up": a moderator asks again how one is, at a time one chooses;
      "hand_over": may one's case be handed over to professionals; "handed_over": it was, without asking;
      "facilitator": one helps to look after `room` for a time; "facilitator_over": no longer;
      "asked": somebody asks to talk with one alone, and that is at /one-to-one.
    - "paused": something in `room` is paused while a moderator checks. It is not about one's own words.
    - "aftercare": something hard was said in `room`, and a moderator is with whoever said it. At most once in 24 h.
    """

    id: UUID
    position: int
    changed: int
    at: int
    kind: Literal[
        "card", "masked", "held", "released", "declined", "removed",
        "conversation", "moderator_left", "ended", "nobody_yet", "joined", "left", "report",
        "sanction", "sanction_undone", "note", "appeal", "complaint", "care", "aftercare",
        "paused",
    ]  # fmt: skip
    room: UUID | None = None
    message: UUID | None = None
    client_id: UUID | None = None
    text: str | None = None
    code: str | None = None
    card: str | None = None
    category: str | None = None
    sanction: UUID | None = None
    lasts_s: int | None = None


class Welcome(Frame, tag="welcome"):
    """Answer to `hello`: who the server thinks one is, and the time by the database's clock, in milliseconds."""

    protocol: int
    epoch: str
    pseudonym: str
    roles: list[str]
    now: int
    staffed: bool = False


class Staffed(Frame, tag="staffed"):
    """Whether a moderator is on duty now. Comes whenever that changes; how it was at first is in `welcome`."""

    on: bool = False


class Changes(Frame, tag="changes"):
    """What changed in a room after `from` up to `to`, ordered by `changed`. Upsert each item by id, then
    the cursor is (`epoch`, `to`). `reset`: forget what you had of this room first; older messages are
    read with GET /api/rooms/{id}/messages."""

    room: UUID
    epoch: str
    since: int = msgspec.field(name="from")
    to: int
    items: list[Message]
    reset: bool = False


class Live(Frame, tag="live"):
    """Everything up to `at` has been sent; from here on changes come as they happen. `state`, `every_s`, `until`: as in
    `room_state`."""

    room: UUID
    at: int
    here: int
    state: RoomStateName = "normal"
    every_s: int | None = None
    until: int | None = None


class RoomState(Frame, tag="room_state"):
    """The room is in another state now. "slow": each person can say one thing in `every_s` seconds. "hold_all": a
    moderator reads each message before the room sees it. "frozen": only moderators write. `until`: when it ends by
    itself, in milliseconds; without it, when a moderator takes it back. Its end is told, too."""

    room: UUID
    state: RoomStateName = "normal"
    every_s: int | None = None
    until: int | None = None


class Notices(Frame, tag="notices"):
    """As `changes`, for one's personal log."""

    epoch: str
    since: int = msgspec.field(name="from")
    to: int
    items: list[Notice]
    reset: bool = False


class Card(Frame, tag="card"):
    """Show this help at once. What was just sent is still being stored: its answer names the same card again."""

    room: UUID
    client_id: UUID
    card: str


class Sent(Frame, tag="sent"):
    """A message is stored and will not be lost. `state` "held": it waits for a person before the room
    sees it; a notice in the personal log says why. `again`: it had been stored before. `card`: show this
    help at once. `category`: what was found, where not all of it was delivered as written."""

    room: UUID
    client_id: UUID
    id: UUID
    state: Literal["shown", "held", "removed", "declined"]
    again: bool = False
    position: int | None = None
    at: int | None = None
    card: str | None = None
    notice: str | None = None
    category: str | None = None


class Refused(Frame, tag="refused"):
    """What was asked was not done. `code` is stable, `says` is plain words. `retry_after` (seconds) is
    given where trying again makes sense; without it the same request will be refused again. `card`: a
    refused message is still read for danger, and this help is shown. `category`: what was found in it, where it was
    "blocked" for that. Where a sanction keeps one from writing, its kind is the `code`, `until` says when it ends (in
    milliseconds) and `reason` why."""

    code: str
    says: str
    room: UUID | None = None
    client_id: UUID | None = None
    retry_after: float | None = None
    card: str | None = None
    category: str | None = None
    until: int | None = None
    reason: str | None = None


class IsTyping(Frame, tag="is_typing"):
    """Somebody in the room is typing. Forget it after 6 seconds or at their next message."""

    room: UUID
    member_id: UUID
    alias: str


class Here(Frame, tag="here"):
    """How many members have this room open now."""

    room: UUID
    count: int


class Gone(Frame, tag="gone"):
    """One is no longer in this room; nothing more of it will come."""

    room: UUID
    code: Literal["left", "removal", "suspension", "closed"]


class Bell(Frame, tag="bell"):
    """To moderators: the cases changed. Numbers of open cases by urgency."""

    now: int = 0
    soon: int = 0
    later: int = 0


class Away(Frame, tag="away"):
    """The server closes soon, or cannot let one in now. Come back after `retry_after` seconds; each client is given
    its own. May come before `welcome`."""

    retry_after: float


class Pong(Frame, tag="pong"):
    """Answer to `ping`."""

    n: int


ServerFrame = (
    Welcome | Staffed | Changes | Live | RoomState | Notices | Card | Sent | Refused | IsTyping | Here | Gone | Bell
    | Away | Pong
)  # fmt: skip


# Why something is refused: stable codes and the words for them ---------------------------------------

REFUSALS: dict[str, str] = {
    "bad_frame": "The server did not understand this. Reload the page.",
    "bad_request": "Something in this request is not as it should be.",
    "not_found": "There is nothing here, or it is not open to you.",
    "not_allowed": "This is not open to you.",
    "not_fresh": "Show once more that it is you, and then do it again.",
    "not_signed_in": "Sign in first.",
    "wrong_origin": "This request came from another site.",
    "signed_out": "This session has ended. Sign in again; your words are kept in this tab.",
    "suspended": "This account is suspended.",
    "not_a_member": "You are not in this room. Join it first.",
    "mute": "You cannot write in this room for now. You can go on reading.",
    "time_out": "You cannot write in any room for now. You can go on reading.",
    "removal": "You cannot take part in this room for now.",
    "suspension": "You cannot take part in rooms for now. Help and a moderator stay open to you.",
    "already_appealed": "You have appealed against this already. Its outcome is told to you here.",
    "not_appealable": "There is no decision here to appeal against.",
    "room_frozen": "The room is paused by a moderator. You can still read.",
    "slow_mode": "This room is in slow mode. Your message is kept, and goes by itself in a moment.",
    "account_new": "This room is for accounts that are a few days old. Others are open to you.",
    "room_closed": "This room has closed.",
    "not_possible_now": "That is not possible now.",
    "too_many_asks": "You have asked as many people as one can at a time.",
    "empty_text": "There is nothing to send yet.",
    "text_too_long": f"A message can have at most {MAX_TEXT} characters. Yours is kept; shorten it or split it.",
    "text_unusable": "Your message holds a sign that cannot be stored. Please write it once more.",
    "client_id_reused": "This message's id was used before for other words. Send it again as a new message.",
    "blocked": "This was not sent: it goes against the room's rules. You can change it, or ask a moderator.",
    "too_fast": "That was very fast. Your words are kept; try again in a moment.",
    "not_saved": "Not saved yet: the server cannot reach its database. It will be tried again.",
    "pseudonym_taken": "Somebody has this name already. Choose another.",
    "pseudonym_staff": "This name could be taken for those who look after this place. Choose another.",
    "pseudonym_unusable": "A name has 3 to 30 letters, digits, spaces or hyphens, and begins with a letter.",
    "passphrase_weak": "This passphrase is easy to guess. Use three or four words that do not belong together.",
    "passphrase_long": "A passphrase can have at most 200 characters.",
    "age_not_confirmed": "To take part, say that you are in the age range of this place.",
    "consent_outdated": "The text you agreed to has changed. Read it again and agree if you wish.",
    "retention_changed": "This room keeps messages longer than you agreed to. Your words are kept; agree, or leave.",
    "country_unknown": "Choose a country from the list.",
    "work_needed": "Very many are trying to come in. Your browser has something to work out first; try again.",
    "wrong_credentials": "The name and the passphrase do not match.",
    "code_wrong": "This code is not right, or was used already. Wait for the next one in your app.",
    "passkey_wrong": "This passkey is not known here, or it took too long. Try once more.",
    "proof_wrong": "This is not right. Nothing was done.",
    "recovery_wrong": "The name and the words do not match. Each set of words works once.",
    "invitation_used": "This link has been used or has run out. Ask for a new one.",
    "act_not_possible": "This cannot be done with a case in this state.",
    "case_taken": "Another moderator has this case now.",
    "message_held": "A message of this case is still held, and its author waits. Release it, or decline it, first.",
    "conflict_of_interest": "You have a part in this case, so somebody else has to take it.",
    "for_others": "You rest, or asked not to be given this topic: somebody else who is there takes it.",
    "reason_missing": "Say why, in a few words: the person is told.",
    "reason_unusable": "The person reads this: leave out contact details and words that could hurt.",
    "example_recognisable": "Whoever wrote this could still be recognised.",
    "answer_changed": "Somebody else has changed this meanwhile. Look again, and then change it.",
    "report_own": "These are your own words. You can delete them, or talk with a moderator.",
    "report_too_late": "Nothing is left of this message that could be looked at. You can report the person.",
    "busy": "Very many people are here at this moment. Try again in a few seconds.",
}
