"""The bodies of the HTTP API under `/api/`: what comes in and what goes out, as types.

The OpenAPI description and the web client's types are made from these. Errors have one body, `Problem`,
whose `code` is a key of `protocol.REFUSALS`.
"""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from server.ground.api_care import CaseCare, Ground
from server.ground.protocol import Message

Code = Annotated[str, Meta(max_length=64)]


class Problem(msgspec.Struct, omit_defaults=True):
    """Why a request was refused: a stable code, plain words, and where it helps the field and a time. `also`: what else
    is wrong with a form. `work`: a question `bits.until.nonce.mac`; the same request is taken with `work` set to it, a
    colon, and a number such that the SHA-256 of it all begins with so many zero bits."""

    code: str
    says: str
    field: str | None = None
    retry_after: float | None = None
    also: list["Problem"] = []
    work: str | None = None


# Looking before joining -----------------------------------------------------------------------------


class RoomCard(msgspec.Struct):
    """What anyone can know of a room before joining. `account_days`: how old an account has to be to join. `card` maps
    a question to its answer in plain words: keys run_by, trained, when, how_long, how_many, expected, who_reads,
    crisis, not_this, ask_host."""

    id: UUID
    slug: str
    title: str
    summary: str
    audience: Literal["lived_experience", "carers", "open"]
    demonstration: bool
    staffed: bool
    here: int
    retention_days: int
    account_days: int
    card: dict[str, str]


class PlannedHours(msgspec.Struct):
    """What the roster says of now and next, in plain words to stand after whether a moderator is on duty: one text for
    while one is, and one for while nobody is. Empty: it says nothing. The whole week is at /hours."""

    staffed: str
    nobody: str


class Rooms(msgspec.Struct):
    rooms: list[RoomCard]
    staffed: bool
    hours: PlannedHours


class Pseudonyms(msgspec.Struct):
    """Free names to choose from."""

    pseudonyms: list[str]


class Consent(msgspec.Struct):
    """What one agrees to before the first message, in plain words. `version` comes back with the consent."""

    version: str
    age_range: str
    points: list[str]


class Country(msgspec.Struct, omit_defaults=True):
    """With its emergency number, so that whoever has the list has the number before they need it."""

    code: str
    name: str
    emergency: str | None = None
    emergency_note: str | None = None


class Countries(msgspec.Struct):
    countries: list[Country]


class OpenHours(msgspec.Struct):
    """In minutes since Monday 00:00; `end` may lie in the next week."""

    begin: int
    end: int


class Service(msgspec.Struct, omit_defaults=True):
    """One help line. `phone` is shown, `tel` is dialled. `confirmed`: its operator has confirmed the record. `webchat`:
    the address of its chat, `webchat_limited` if that is not open at all hours. `open`: where the record can be relied
    on for it, when it is open by the clock of `zone`; without a zone always."""

    name: str
    kind: str
    hours: str
    audience: str
    languages: str
    confirmed: bool
    phone: str | None = None
    tel: str | None = None
    sms: str | None = None
    sms_body: str | None = None
    whatsapp: str | None = None
    webchat: str | None = None
    webchat_limited: bool = False
    open: list[OpenHours] = []
    zone: str | None = None


class Help(msgspec.Struct, omit_defaults=True):
    """Help in one country. `few`: fewer than two services for adults are known here."""

    country: str
    name: str
    emergency: str | None
    emergency_note: str | None
    services: list[Service]
    few: bool


# Accounts -------------------------------------------------------------------------------------------


class Registration(msgspec.Struct, omit_defaults=True):
    """`keep`: stay signed in on this device. `invitation`: the code of a staff link."""

    pseudonym: str
    passphrase: str
    age_confirmed: bool
    consent: Code
    country: Code
    keep: bool = False
    invitation: str | None = None
    work: str | None = None


class SignIn(msgspec.Struct, omit_defaults=True):
    pseudonym: str
    passphrase: str
    keep: bool = False
    work: str | None = None


class MyRoom(msgspec.Struct, omit_defaults=True):
    """A room or a private conversation one is in. `member_id` is one's own there. `closed`: it has ended, and can only
    be read."""

    id: UUID
    kind: Literal["room", "channel", "conversation"]
    title: str
    member_id: UUID
    alias: str
    slug: str | None = None
    closed: bool = False


class Me(msgspec.Struct):
    """`may` lists what this person may do, by the names of the permission table."""

    pseudonym: str
    country: str
    roles: list[str]
    may: list[str]
    rooms: list[MyRoom]
    sanctions: list["MySanction"]


class RoleAccepted(msgspec.Struct):
    """Taking the role of an invitation that is for one's own account; `invitation` is the code of its link."""

    invitation: str
    passphrase: str


class Proof(msgspec.Struct):
    """That it is still the person who signed in."""

    passphrase: str


class StepUp(msgspec.Struct, omit_defaults=True):
    """That it is still the person who signed in: one of these. A `code`, or a `passkey` (AuthenticationResponseJSON as
    text), is also the second proof that staff need."""

    passphrase: str | None = None
    code: str | None = None
    passkey: str | None = None


class NewTotp(msgspec.Struct):
    """For an authenticator app: the `secret` in base 32, the same as an address, and that as a picture, row by row."""

    secret: str
    uri: str
    picture: list[str]


class Totp(msgspec.Struct):
    """A secret that came as `NewTotp`, with a code that the app makes of it."""

    secret: Annotated[str, Meta(max_length=64)]
    code: Annotated[str, Meta(max_length=20)]


class MyPasskey(msgspec.Struct):
    """`made` in milliseconds; `last_used` is a day."""

    id: UUID
    made: int
    last_used: str


class SecondProofs(msgspec.Struct):
    """What somebody has set up to show besides their passphrase, or in its place."""

    totp: bool
    passkeys: list[MyPasskey]


class PasskeyOptions(msgspec.Struct):
    """What `navigator.credentials` is to be asked for, as JSON text (WebAuthn's PublicKeyCredential...OptionsJSON)."""

    options: str


class PasskeyMade(msgspec.Struct):
    """What the device answered, as JSON text (RegistrationResponseJSON)."""

    credential: Annotated[str, Meta(max_length=20_000)]


class PasskeySignIn(msgspec.Struct, omit_defaults=True):
    """Coming in by a passkey: AuthenticationResponseJSON as text."""

    credential: Annotated[str, Meta(max_length=20_000)]
    keep: bool = False


class NewPassphrase(msgspec.Struct):
    old: str
    new: str


class RecoveryMade(msgspec.Struct, omit_defaults=True):
    """When the recovery words that would work now were made, in milliseconds; nothing where there are none."""

    at: int | None = None


class RecoveryWords(msgspec.Struct):
    """Six words, in their order. This is the one time that they are told."""

    words: list[str]


class Recovering(msgspec.Struct, omit_defaults=True):
    """Coming back by recovery words, which are used up by it. `passphrase` is the new one."""

    pseudonym: str
    words: Annotated[str, Meta(max_length=200)]
    passphrase: str
    keep: bool = False
    work: str | None = None


class MySession(msgspec.Struct, omit_defaults=True):
    """Where one is signed in. `since` in milliseconds; `last_used` is a day, as 2026-12-01, and never finer. `kept`: it
    stays when the browser closes. `this`: the one that asks. `name`: what one calls it; nothing else is known of it."""

    id: UUID
    since: int
    last_used: str
    kept: bool
    this: bool = False
    name: str | None = None


class MySessions(msgspec.Struct):
    sessions: list[MySession]


class SessionName(msgspec.Struct):
    """Empty: none any more."""

    name: str


class CountryChoice(msgspec.Struct):
    country: Code


# One's rights ---------------------------------------------------------------------------------------


class KeptCase(msgspec.Struct, omit_defaults=True):
    """A case about one that one knows of. It is deleted at `until`; while it is open, that is not known yet."""

    kind: Literal["danger", "boundary"]
    opened: int
    until: int | None = None


class ErasureNotice(msgspec.Struct, omit_defaults=True):
    """What stays when the account is erased. A case keeps its copies for `cases_days` after it is closed, one that the
    person has not been told of included; nobody can come under the name for `name_days`. `held_until`: a legal hold
    keeps what it names as long; the account is closed at once and erased then."""

    cases: list[KeptCase]
    cases_days: int
    name_days: int
    held_until: int | None = None


class LongerRoom(msgspec.Struct):
    """A room that keeps messages longer than one has agreed to. To join it again is to agree."""

    id: UUID
    title: str
    days: int
    agreed_days: int


class Agreements(msgspec.Struct):
    """What one agreed to, and what one is asked to agree to before one writes on: `consent` where its words have
    changed, and rooms that keep messages longer."""

    version: str
    consent: Consent | None
    rooms: list[LongerRoom]


class Agreed(msgspec.Struct):
    """Agreement to the consent in force. `consent`: its version."""

    consent: Code


# Rooms ----------------------------------------------------------------------------------------------


class History(msgspec.Struct):
    """Messages before a position, oldest first. `more`: there are older ones."""

    items: list[Message]
    more: bool


class AskForModerator(msgspec.Struct, omit_defaults=True):
    """Talk with a moderator. `room`: where one was, if one wants them to know."""

    room: UUID | None = None


class Asked(msgspec.Struct):
    """A private conversation is open in `room`. `staffed`: a moderator is on duty now."""

    room: MyRoom
    staffed: bool


# Reports --------------------------------------------------------------------------------------------

ReportReason = Literal["hurt", "sexual", "contact", "spam", "child", "worried", "other"]
AnyReason = ReportReason | Literal["facilitator"]
"""That of a facilitator comes with what they do in their room, and is nobody else's to give."""


class Report(msgspec.Struct, omit_defaults=True):
    """Something a moderator should look at: a `message`, a person (`member`, by their id in the room) or a `room`, one
    of the three. No words are needed; `note` is read by the moderator who has the case.

    `reason` "worried": about the one named, not against them. It is about a message or a person.
    """

    reason: ReportReason
    message: UUID | None = None
    member: UUID | None = None
    room: UUID | None = None
    note: str | None = None


class Reported(msgspec.Struct, omit_defaults=True):
    """It is with the moderators. `staffed`: one is on duty now. `card`: help to show to whoever reported. `again`: the
    same person had reported the same thing before, which is one report. What came of it comes as a notice."""

    report: UUID
    staffed: bool
    again: bool = False
    card: str | None = None


# What was decided about one, and what one says to that -----------------------------------------------

SanctionKind = Literal["nudge", "warning", "mute", "time_out", "removal", "suspension"]


class MySanction(msgspec.Struct, omit_defaults=True):
    """What was decided about oneself and holds now. Without `until`: words alone. Without `room`: in every room.
    `automatic`: by the machine, until a moderator has looked. `appealed`: one has said something to it already."""

    id: UUID
    kind: SanctionKind
    at: int
    until: int | None = None
    room: UUID | None = None
    title: str | None = None
    reason: str | None = None
    automatic: bool = False
    appealed: bool = False


class Appeal(msgspec.Struct, omit_defaults=True):
    """Against one decision: a `sanction`, or what was decided about a `message`. No words are needed."""

    sanction: UUID | None = None
    message: UUID | None = None
    words: str = ""


class Complaint(msgspec.Struct):
    """About any decision, inaction or member of staff. It goes to a trustee; moderators do not see it. About a
    "trustee" it goes to the leads, and no trustee sees it."""

    about: Literal["decision", "inaction", "staff", "trustee", "other"]
    words: str


class Waiting(msgspec.Struct, omit_defaults=True):
    """By when one's newest complaint is answered that still waits, in milliseconds; nothing where none does."""

    due: int | None = None


class Receipt(msgspec.Struct, omit_defaults=True):
    """It has arrived, and is answered until `due`. `card`: what was written sounds of danger; show this help."""

    due: int
    card: str | None = None


# Who looked at one's words -----------------------------------------------------------------------------

LookWhat = Literal["message", "before", "conversation", "to_staff", "note", "reporter", "figures"]
LookWhy = Literal[
    "danger", "rule", "asked", "appeal", "complaint", "worry", "report", "checked", "around", "my_report", "figures",
    "reached_out", "all_read",
]  # fmt: skip


class Look(msgspec.Struct, omit_defaults=True):
    """Somebody of the staff read words of one's own. `at` is rounded down to what `exact` says, by UTC.

    `what`: one's "message"; what was said "before" something else; a "conversation" with a moderator; words "to_staff"
    in an appeal or complaint; the "note" of one's report; that one was the "reporter". `why` is one of those of
    moderation/looks.toml; "figures": a command counted everybody's messages, and nobody read them.
    """

    at: int
    exact: Literal["hour", "day"]
    role: Literal["moderator", "lead", "trustee", "operator"]
    what: list[LookWhat]
    why: LookWhy
    room: str | None = None


class Looks(msgspec.Struct):
    """Those that one may see by now, the newest first: a look is shown some time after its case is closed."""

    looks: list[Look]


# The moderators' console ----------------------------------------------------------------------------

Urgency = Literal["now", "soon", "later"]
CaseState = Literal["open", "taken", "closed"]
ActName = Literal[
    "take", "hand_back", "converse", "hold", "release", "decline", "remove", "close", "reopen",
    "nudge", "warning", "mute", "time_out", "removal", "suspension", "undo", "second", "note", "share",
    "uphold", "overturn", "answer", "look_after_room", "offer_follow_up", "ask_hand_over", "hand_over",
    "tell_hand_over", "open_pack",
]  # fmt: skip


class CaseLine(msgspec.Struct, omit_defaults=True):
    """A case as the queue shows it: nothing of anybody's words.

    `level`: of danger to oneself, 0 to 5. `asked`: when the person asked for a moderator. `conversation`: the private
    one with them; `said` and `answered` are the positions there of the last message of theirs and of a moderator's,
    so words wait for an answer where `said` is above `answered`. `lead`: a lead is asked for. `reported`: how many
    people reported something that is in it. `of_room`: it is about a room, which `alias` names, and about no person.
    `spared`: one asked not to be given its topic, and nobody else is there for it.
    """

    id: UUID
    kind: Literal["danger", "boundary", "asked", "appeal", "complaint"]
    category: str
    urgency: Urgency
    state: CaseState
    opened: int
    due: int
    alias: str
    room: str | None = None
    taken_by: str | None = None
    mine: bool = False
    level: int = 0
    asked: int | None = None
    conversation: UUID | None = None
    said: int = 0
    answered: int = 0
    lead: bool = False
    reported: int = 0
    of_room: bool = False
    spared: bool = False


class Cases(msgspec.Struct):
    """Most urgent first. `now` is the database's clock, in the unit of `due`. `not_called`: in how many of them that
    nobody has somebody outside the console was to be called, and could not be. `talks`: how many of those whom one
    looks after have asked for one, and wait."""

    cases: list[CaseLine]
    now: int
    not_called: int
    talks: int


class Marked(msgspec.Struct, omit_defaults=True):
    """Why a case is here: a rule in plain language, and the span of `Evidence.text` it matched."""

    rule: str
    says: str
    start: int
    end: int


class Before(msgspec.Struct):
    """A message that came before the one in question."""

    alias: str
    at: int
    text: str


class Evidence(msgspec.Struct, omit_defaults=True):
    """A snapshot of the message as it was sent. `before` holds up to ten messages that came before, and
    is filled only when asked for (`?context=1`): least exposure first; each look is recorded.

    `private`: said in a conversation with a moderator, so it can be neither held nor removed, and its words are here
    for whoever has the case only. `locked`: for a lead only. `seen`: it has had a
    place in its room. `veiled`: the room sees it behind a warning, or will once it is released. `masked`: the room
    sees it with a part hidden. `taken_back`: removed by its author. State "to_staff": written in an appeal or a
    complaint.

    `id`: by which labels name it (api_quality.py).

    `about`: what was reported, if it was not this message: the "person", of whom this is the newest message, with up to
    nine of theirs in `before`; or the "room", whose last ten are in `before`, and then `text` is empty. `by`: who wrote
    it, where it was said to the person of the case.
    """

    text: str
    at: int
    marks: list[Marked]
    message: UUID | None = None
    state: Literal["shown", "held", "removed", "declined", "refused", "to_staff"] = "shown"
    private: bool = False
    locked: bool = False
    seen: bool = False
    veiled: bool = False
    masked: bool = False
    taken_back: bool = False
    has_before: bool = False
    before: list[Before] = []
    about: Literal["message", "person", "room"] = "message"
    by: str | None = None
    id: UUID | None = None


class ReasonGiven(msgspec.Struct):
    """How many people gave this reason."""

    reason: AnyReason
    people: int


class CaseReports(msgspec.Struct, omit_defaults=True):
    """What people reported, and never who they are. `notes` are their words, for whoever has the case."""

    people: int
    reasons: list[ReasonGiven]
    notes: list[str] = []


class Reporter(msgspec.Struct):
    """Who reported, for those who may know."""

    alias: str
    reason: AnyReason
    at: int


class Reporters(msgspec.Struct):
    """Every look is recorded."""

    reporters: list[Reporter]


class PastAct(msgspec.Struct, omit_defaults=True):
    """One line of a case's history."""

    act: str
    by: str
    at: int
    reason: str | None = None


class Rung(msgspec.Struct):
    """One kind of sanction, the mildest first; in seconds. What is longer than `alone_s` needs a second person."""

    kind: SanctionKind
    says: str
    where: Literal["nowhere", "room", "everywhere"]
    lengths: list[int]
    alone_s: int


class CaseRoom(msgspec.Struct):
    """A room that a case touches."""

    id: UUID
    title: str


class CaseSanction(msgspec.Struct, omit_defaults=True):
    """What was decided about the person of a case. `by` is missing where it was the machine. `asked_s`: it is to last
    so long once a second person agrees. `over`: its time has passed."""

    id: UUID
    kind: SanctionKind
    at: int
    until: int | None = None
    room: str | None = None
    by: str | None = None
    reason: str | None = None
    asked_s: int | None = None
    undone: bool = False
    over: bool = False


class Appealed(msgspec.Struct, omit_defaults=True):
    """The decision that an appeal is about: a kind of sanction, or "remove" or "decline"; its reason, who decided."""

    decision: str
    at: int
    by: str | None = None
    reason: str | None = None


class CaseView(msgspec.Struct, omit_defaults=True):
    """One case, opened. `acts` are the acts possible now. `conversation`: the private room with the person, for a
    moderator who is in it. `rooms`: those it touches, where it
    began first. `put_off`: until then nobody is shown who looked at their words in it."""

    line: CaseLine
    evidence: list[Evidence]
    history: list[PastAct]
    acts: list[ActName]
    country: str
    conversation: MyRoom | None = None
    lease_until: int | None = None
    reports: CaseReports | None = None
    sanctions: list[CaseSanction] = []
    ladder: list[Rung] = []
    appealed: Appealed | None = None
    rooms: list[CaseRoom] = []
    put_off: int | None = None
    care: CaseCare | None = None


class PutOff(msgspec.Struct):
    """Nobody sees until then who looked at their words in this case. A moment that has passed ends it."""

    until: int
    reason: str


class Act(msgspec.Struct, omit_defaults=True):
    """Something that is done with a case. `message`: which, for hold, release, decline and remove. `sanction`: which,
    for undo and second. `lasts_s`: how long a new one lasts, where it has an end. `room`: of what is for one room,
    which of the case's; left out, the first. `reason` is told to the person, or kept with the case (close, note).
    `ground`: why without consent, for hand_over. `tell_in_s`: in how many seconds the person is told of that, 0 for
    now; left out, a lead says so later with tell_hand_over."""

    act: ActName
    message: UUID | None = None
    reason: str | None = None
    sanction: UUID | None = None
    lasts_s: int | None = None
    ground: Ground | None = None
    tell_in_s: int | None = None
    room: UUID | None = None


class Duty(msgspec.Struct, omit_defaults=True):
    """Whether one is on duty. It lapses by itself 60 s after the last time it was said. With `break_min`: off, for a
    break of so many minutes, from 1 to 120; the cases one has are handed back."""

    on: bool
    break_min: int | None = None


class Resting(msgspec.Struct):
    """One is served nothing new until then: after something severe, or because what one has read, or how long one was
    on duty, is as much as is set (moderation/staff_care.toml)."""

    why: Literal["severe", "budget", "hours"]
    until: int


class DutyView(msgspec.Struct, omit_defaults=True):
    """`moderators` counts those there for what is new, oneself included. `break_until`: one is on a break, planned
    until then; nothing new is in one's list meanwhile, and so too while one is `resting`. `near`: what one is close to,
    before one rests: what is set for reading in a shift, or in a week, or for hours on duty."""

    on: bool
    moderators: int
    break_until: int | None = None
    resting: Resting | None = None
    near: Literal["shift", "week", "hours"] | None = None
