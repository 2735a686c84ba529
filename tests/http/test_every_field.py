"""Everything that one person writes and others see is read for danger and boundaries first, whoever writes it.

The two walks below find each field that text can come in by, and each column it can be kept in. A new one fails them
until it is named here: as read, and then with a test that it is, or with the reason why nobody else sees it.
"""

import tomllib
import typing
from types import UnionType
from typing import Any

import msgspec
import pytest
from sqlalchemy import ARRAY, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB

from server.ground import protocol, schema
from server.ground import schema_care as schema_care  # its tables are part of the metadata
from server.ground import schema_quality as schema_quality
from server.ground import schema_shifts as schema_shifts
from server.http.routes import ROUTES
from server.moderation.judge import shipped_judge
from server.rooms.demonstration import ROOMS
from tests.people import Place
from tests.words import NUMBER, PHONE, PHONE_MASKED

READ = {
    "Send.text",
    "Registration.pseudonym",
    "Act.reason",
    "Report.note",
    "Appeal.words",
    "Complaint.words",
    "ReadyAnswerWanted.words",
}
NOT_SEEN = {
    "Registration.passphrase": "kept as a hash",
    "Registration.consent": "a version, compared with ours",
    "Registration.country": "one of a list",
    "Registration.invitation": "a code, compared with ours",
    "Registration.work": "a number",
    "SignIn.work": "a number",
    "Recovering.work": "a number",
    "SignIn.pseudonym": "compared with what is there",
    "SignIn.passphrase": "compared with what is there",
    "Proof.passphrase": "compared with what is there",
    "Recovering.pseudonym": "compared with what is there",
    "Recovering.words": "compared with what is there",
    "Recovering.passphrase": "kept as a hash",
    "StepUp.passphrase": "compared with what is there",
    "StepUp.passkey": "checked against a public key",
    "PasskeyMade.credential": "checked, and a public key is kept of it",
    "PasskeySignIn.credential": "checked against a public key",
    "StepUp.code": "compared with what is there",
    "Totp.secret": "kept sealed, and shown to nobody again",
    "Totp.code": "compared with what is there",
    "NewPassphrase.old": "compared with what is there",
    "NewPassphrase.new": "kept as a hash",
    "SessionName.name": "kept sealed, and shown to its owner",
    "CountryChoice.country": "one of a list",
    "Agreed.consent": "a version, compared with ours",
    "Cursor.epoch": "compared with ours",
    "RoleAccepted.invitation": "a code, compared with ours",
    "RoleAccepted.passphrase": "compared with what is there",
    "ReviewDecision.decision": "one of a list",
    "ReadyAnswerWanted.name": "how staff find it",
    "Search.category": "compared with what is there",
    "Search.moderator": "compared with what is there",
    "Search.person": "compared with what is there",
    "Search.after": "a place in a list",
    "LabelWanted.rule": "one of those that matched",
    "LabelWanted.category": "one of the policy's",
    "ExampleWanted.text": "kept sealed, and read by a command that lets out figures only",
    "ReachOut.reason": "kept with the case, and told to nobody outside the console",
    "FacilitatorWanted.name": "compared with what is there",
    "RoomAct.reason": "kept with the room, and told to nobody outside the console",
    "NewPack.note": "for staff of the next shift, and told to nobody outside the console",
    "NewShift.who": "compared with what is there",
    "NewTalk.words": "for whoever supervises them, sealed, and told to nobody else",
    "SparedWanted.topics": "each one of a list",
    "NewAsk.topic": "one of a list",
    "NewAsk.want": "one of a list",
    "NewAsk.avoid": "each one of a list",
    "PutOff.reason": "kept with the case, and told to nobody",
}

WORDS = {
    "messages.body", "messages.original", "evidence.body", "notices.body",  # Send.text
    "accounts.pseudonym", "accounts.pseudonym_key", "members.alias", "apart.alias",  # Registration.pseudonym
    "case_acts.reason", "sanctions.reason", "hand_overs.words",  # Act.reason
    "reports.note",  # Report.note
    "ready_answers.name", "ready_answers.words",  # ReadyAnswerWanted
    "examples.body",  # ExampleWanted.text
    "room_states.reason",  # RoomAct.reason
    "shift_packs.note",  # NewPack.note
    "supervision.body",  # NewTalk.words
    "rooms.title", "rooms.summary", "rooms.card",  # of the demonstration, below; no route writes them
}  # fmt: skip
OURS = {
    "installation.epoch", "installation.canary", "installation.canary_offered", "installation.canary_before",
    "installation.fingerprints", "keys.wrapped", "accounts.passphrase", "accounts.country",
    "accounts.status", "consents.version", "consents.age_range", "sessions.digest", "sessions.name",
    "sessions.second", "totp.secret", "passkeys.credential", "passkeys.public_key",
    "challenges.challenge", "recoveries.words", "roles.role", "invitations.digest",
    "invitations.role", "revocations.code", "rooms.kind", "rooms.slug", "rooms.audience", "members.part",
    "messages.fingerprint", "messages.state", "assessments.categories", "assessments.rules", "assessments.action",
    "assessments.card", "assessments.rules_version", "assessments.policy_version", "assessments.trial",
    "rule_sets.mode", "rule_sets.files", "rule_sets.rules_version", "rule_sets.policy_version", "notices.kind",
    "cases.kind", "cases.category", "cases.urgency", "cases.state", "case_acts.act", "alerts.step", "pages.step",
    "pages.channel", "pages.error", "audit.act", "audit.subject", "audit.hash", "audit_head.hash", "reports.what",
    "erased_names.digest", "holds.what", "holds.why",
    "reports.reason", "reports.outcome", "sanctions.kind", "appeals.outcome", "conflicts.why",
    "follow_ups.ended", "hand_overs.ground", "hand_overs.answer", "labels.rule", "labels.verdict", "labels.category",
    "examples.label", "examples.right", "examples.wrong", "second_reviews.passed", "second_reviews.first",
    "second_reviews.second", "ready_answers.offered",
    "room_states.state",
    "looks.role", "looks.what", "looks.why", "planned_shifts.what", "shift_packs.state",
    "shift_pack_cases.why", "rests.why", "spared.category", "supervision.kind",
    "channels.purpose", "channels.state", "channels.topic", "channels.want", "channels.avoid",
    "asks.topic", "asks.want", "asks.avoid", "asks.state", "apart.why", "audit_head.before_hash",
}  # fmt: skip
"""Codes, keys and versions that we or an operator write."""


def holds_text(annotation: Any) -> bool:
    if isinstance(annotation, UnionType) or typing.get_origin(annotation) in (typing.Annotated, list, dict, tuple):
        return any(map(holds_text, typing.get_args(annotation)))
    return annotation is str


def inside(annotation: Any) -> set[type]:
    """The structs a type is made of, those within them too."""
    found: set[type] = set()
    waiting = [annotation]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, msgspec.Struct) and one not in found:
            found.add(one)
            waiting += typing.get_type_hints(one, include_extras=True).values()
        waiting += typing.get_args(one)
    return found


def test_every_field_that_text_can_come_in_by_is_read_or_seen_by_nobody_else() -> None:
    bodies = {route.takes for route in ROUTES if route.takes is not None}
    structs = set().union(*map(inside, (*bodies, protocol.ClientFrame)))
    found = {
        f"{struct.__name__}.{name}"
        for struct in structs
        for name, annotation in typing.get_type_hints(struct, include_extras=True).items()
        if holds_text(annotation)
    }
    assert found == READ | NOT_SEEN.keys()


def test_every_column_that_text_can_be_kept_in_is_known() -> None:
    found = {
        str(column)
        for table in schema.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Text | LargeBinary | JSONB | ARRAY)
    }
    assert found == WORDS | OURS


async def test_what_staff_say_in_a_room_is_read_like_everyones(place: Place) -> None:
    reader, moderator = await place.talker(), await place.moderator()
    await moderator.join("night-owls")
    await moderator.connect()
    assert (await moderator.send(PHONE))["notice"] == "contact_masked"
    await reader.hears_text(PHONE_MASKED)
    assert (await moderator.send("hot 13 year old here"))["code"] == "blocked"
    assert (await moderator.send("you are a worthless idiot, kill yourself"))["t"] in ("sent", "refused")
    assert (await moderator.send("and now?"))["code"] == "time_out"  # paused like anybody


@pytest.mark.parametrize("name", ["Kys loser", "You Worthless Idiot"])
async def test_a_name_is_read(place: Place, name: str) -> None:
    visitor = await place.visitor()
    said = await visitor.refused("POST", "/api/accounts", await visitor.registration(name))
    assert (said["code"], said["field"]) == ("pseudonym_unusable", "pseudonym")


@pytest.mark.parametrize("invited", [True, False])
async def test_a_name_that_says_one_is_in_danger_is_answered_with_where_help_is(place: Place, invited: bool) -> None:
    visitor = await place.visitor()
    invitation = {"invitation": await place.invitation()} if invited else {}
    wanted = await visitor.registration("I will kill myself", **invitation)
    said = await visitor.refused("POST", "/api/accounts", wanted)
    assert "I need help now" in said["says"]


@pytest.mark.parametrize("act", ["decline", "remove"])
async def test_what_a_moderator_writes_to_somebody_is_read(place: Place, act: str) -> None:
    moderator, author = await place.moderator(), await place.talker()
    message = (await author.send("lets meet up tomorrow at the station"))["id"]
    case = (await moderator.take(author))["line"]["id"]
    if act == "remove":
        await moderator.act(case, "release", message)
    for reason in (f"call me on {NUMBER}", "you worthless idiot"):
        said = await moderator.refused(
            "POST", f"/api/console/cases/{case}/acts", {"act": act, "message": message, "reason": reason}
        )
        assert (said["code"], said["field"]) == ("reason_unusable", "reason")
    await moderator.act(case, act, message, "Meeting outside is not arranged here. If you think of suicide: 116 123")


def test_the_shipped_rooms_say_nothing_that_would_be_stopped() -> None:
    judge, read = shipped_judge(), tomllib.loads(ROOMS.read_text())
    texts = [*read["shared"].values(), *(text for room in read["room"] for text in room.values())]
    assert len(texts) > 20
    for text in texts:
        assert judge.refused_in("reason", str(text)) is None, text
