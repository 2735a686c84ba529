"""Sending a message: the main path. `Sending.send` reads top to bottom."""

import asyncio
import contextlib
import re
from collections.abc import Callable

import asyncpg
import msgspec

from server.auth import agreements, consent
from server.auth.sessions import Person
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.db import UNREACHABLE, Database
from server.ground.keys import Keys
from server.ground.protocol import MAX_TEXT, REFUSALS, Card, Refused, Send, Sent
from server.moderation import room_acts, sanctions
from server.moderation.assess import Context
from server.moderation.coverage import Coverage
from server.moderation.in_force import InForce
from server.moderation.judge import Judgement
from server.moderation.policy import Decision, Situation
from server.moderation.policy_file import Room
from server.rooms import room_states
from server.rooms.append import NotSaved, Outcome, Writer
from server.rooms.limits import Limits
from server.rooms.members import Membership
from server.rooms.recent import Recent
from server.rooms.sealing import Sealing, card_of
from server.rooms.second_reader import SecondReader
from server.rooms.warm_card import UNHURRIED, at_most_daily

UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Sending:
    """What it takes to send: built once, in app.py."""

    def __init__(
        self,
        database: Database,
        bus: Bus,
        writer: Writer,
        sealing: Sealing,
        limits: Limits,
        coverage: Coverage,
        in_force: InForce,
        recent: Recent,
        second_reader: SecondReader,
        keys: Keys,
    ) -> None:
        self._database = database
        self._bus = bus
        self._writer = writer
        self._sealing = sealing
        self._limits = limits
        self._coverage = coverage
        self._in_force = in_force
        self._recent = recent
        self._second_reader = second_reader
        self._keys = keys

    async def send(
        self,
        person: Person,
        member: Membership | None,
        frame: Send,
        turn: asyncio.Lock,
        show: Callable[[Card], None],
    ) -> Sent | Refused:
        """Say something in a room: check it, read it for danger, seal it, store it, answer.

        What is refused is read for danger too, those of somebody who may not write included: the author is shown help,
        and a case is opened. Whether somebody may speak is decided by the append, under the room's lock.
        """
        wrong = unusable(frame.text)
        if wrong == "empty_text":
            return refused(frame, wrong)
        if wrong is not None:  # not sent, but read for danger as far as it can be
            frame = msgspec.structs.replace(frame, text=storable(within_reason(frame.text)))
        wait = self._limits.take("send", person.account)
        kind = member.kind if member is not None else "room"
        before = self._recent.words_before(person.account, frame)
        judgement = self._judged(person, kind, frame, before)
        shown = show_at_once(frame, judgement.decision, None, show)  # before anything that may wait or fail
        self._recent.note(person, frame, judgement.assessment)
        try:
            async with turn:  # what one person says keeps its order
                if await self._recent.catch_up(person.account):  # what they said on another instance adds up too
                    judgement = self._judged(person, kind, frame, before)
                    shown = show_at_once(frame, judgement.decision, shown, show)
                    self._recent.found(person, frame, judgement.assessment)
                decision = await at_most_daily(self._database, person.account, judgement.decision)
                refusal = wrong or ("too_fast" if wait else "blocked" if decision.action == "block" else None)
                refusal = refusal or await self._not_agreed(person, kind)
                row = await self._sealing.row(person, frame, judgement, decision, refusal)
                answer = self._writer.append(row)
            outcome = await answer
            if outcome.code == room_acts.HOLDS:  # the room does; the append says so, under its lock
                decision = room_acts.held(decision)
                row = await self._sealing.row(person, frame, judgement, decision, None)
                outcome = await self._writer.append(row)
        except (NotSaved, asyncpg.PostgresError, *UNREACHABLE):
            return refused(frame, "not_saved", retry_after=2, card=card_of(judgement.decision))
        if outcome.outcome == "refused":
            later = wait if outcome.code == "too_fast" else None
            no = refused(frame, outcome.code or "bad_request", decision, retry_after=later)
            return await self._until(person, no)
        self._recent.tell(person, frame, judgement.assessment)
        if judgement.decision.case is None and kind != "conversation" and outcome.outcome == "stored":
            self._second_reader.offer(row, frame.text, outcome.id)
        if kind == "conversation":  # whoever has its case may be looking at another
            self._bus.publish(CASES, CasesChanged())
        return sent(frame, outcome, decision)

    async def _not_agreed(self, person: Person, kind: Room) -> str | None:
        """The refusal's code where the consent has new words that they have yet to agree to. With a moderator they talk
        on. Whoever agreed on another page is let through here, too."""
        if person.agreed == consent.version() or kind == "conversation":
            return None
        return (
            None if await agreements.last(self._database, person.account) == consent.version() else "consent_outdated"
        )

    async def _until(self, person: Person, answer: Refused) -> Refused:
        """The refusal, with why and until when: as things stand now, and not where it is over already."""
        assert answer.room is not None
        room, change = answer.room, msgspec.structs.replace
        with contextlib.suppress(asyncpg.PostgresError, *UNREACHABLE):
            if answer.code == "slow_mode":
                return change(answer, retry_after=await room_states.wait_s(self._database, room, person.account))
            if answer.code == "room_frozen":
                return change(answer, until=await room_states.until(self._database, room))
            if answer.code in sanctions.BARS:
                found = await sanctions.in_force(self._database, self._keys, person.account, room)
                return answer if found is None else change(answer, until=found.until, reason=found.reason)
        return answer

    def _judged(self, person: Person, kind: Room, frame: Send, before: str) -> Judgement:
        """By the rules and the policy in force, with what the author said of late."""
        levels = self._recent.levels(person.account, but=frame.client_id)
        categories = self._recent.categories(person.account, but=frame.client_id)
        signs = self._recent.signs(person.account)
        situation = Situation(kind, staffed=self._coverage.staffed, known=person.known, before=categories, signs=signs)
        return self._in_force.judge.judge(frame.text, Context(recent=levels), situation, before)


def show_at_once(frame: Send, decision: Decision, shown: str | None, show: Callable[[Card], None]) -> str | None:
    """Show help, unless it can wait or was shown. Returns what has been shown."""
    card = card_of(decision)
    if card is None or card in UNHURRIED or card == shown:
        return shown
    show(Card(frame.room, frame.client_id, card))
    return card


def unusable(text: str) -> str | None:
    """The refusal's code for a text that cannot be a message, or None."""
    if not text.strip():
        return "empty_text"
    if len(text) > MAX_TEXT:
        return "text_too_long"
    return "text_unusable" if storable(text) != text else None


def within_reason(text: str) -> str:
    """A text that is too long is not sent, but read: its beginning and its end, for the price of one that is not."""
    half = MAX_TEXT // 2
    return text if len(text) <= MAX_TEXT else f"{text[:half]}\n[...]\n{text[-half:]}"


def storable(text: str) -> str:
    """The text without what JSON may hold and Postgres and UTF-8 cannot."""
    return UNSTORABLE.sub("\ufffd", text)


def refused(
    frame: Send,
    code: str,
    decision: Decision | None = None,
    *,
    retry_after: float | None = None,
    card: str | None = None,
) -> Refused:
    """The answer to what was not stored. Whose words were stopped is told why."""
    if decision is None:
        return Refused(code, REFUSALS[code], frame.room, frame.client_id, retry_after, card)
    category = decision.why if code == "blocked" else None
    return Refused(code, REFUSALS[code], frame.room, frame.client_id, retry_after, card_of(decision), category)


def sent(frame: Send, outcome: Outcome, decision: Decision) -> Sent:
    """The answer. A repeated send is told where the first one stands, and shown no card again."""
    again = outcome.outcome == "again"
    return Sent(
        room=frame.room,
        client_id=frame.client_id,
        id=outcome.id,
        state=outcome.state,
        again=again,
        position=outcome.position,
        at=outcome.at,
        card=None if again else card_of(decision),
        notice=None if again else decision.notice,
        category=None if again else decision.why,
    )
