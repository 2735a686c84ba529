"""Sealing a message: the row to store, and beside it what only its author and a case may read."""

import logging
import uuid

import asyncpg
import msgspec

from server.auth.sessions import Person
from server.ground.api import Before
from server.ground.db import UNREACHABLE
from server.ground.ids import new_id
from server.ground.keys import Keys
from server.ground.protocol import Send
from server.ground.seal import NotOpened, place
from server.moderation.evidence import MESSAGES_BEFORE
from server.moderation.judge import Judgement
from server.moderation.mask import mask, shown_kinds
from server.moderation.policy import Decision
from server.rooms import facts
from server.rooms.append import Row
from server.rooms.facts import Facts
from server.rooms.log import Log, Logs, NoticeBody
from server.rooms.members import Members

log = logging.getLogger(__name__)


class Sealing:
    """Makes rows for the writer."""

    def __init__(self, keys: Keys, logs: Logs, members: Members) -> None:
        self._keys = keys
        self._logs = logs
        self._members = members

    async def row(
        self, person: Person, frame: Send, judgement: Judgement, decision: Decision, refusal: str | None
    ) -> Row:
        """The row to store: what the room reads, and beside it what only its author and a case may read."""
        assessment = judgement.assessment
        shown = mask(frame.text, decision.mask_spans)
        id = new_id()
        without = await self._keys.hold((person.account, frame.room))
        # Where there is no such room, the author's own key: the append refuses the message, but not the case.
        key = self._keys.held(person.account if frame.room in without else frame.room)
        row = Row(
            id=id,
            session=person.session,
            account=person.account,
            room=frame.room,
            client_id=frame.client_id,
            fingerprint=self._keys.master.fingerprint(
                frame.room.bytes, person.account.bytes, frame.client_id.bytes, frame.text.encode()
            ),
            body=key.seal(shown.encode(), place("messages", id)),
            masked=shown != frame.text,
            veiled=decision.action == "veil",
        )
        nothing_found = not assessment.matches and not assessment.failed and judgement.trial is None
        if nothing_found and refusal is None and decision.action == "deliver":
            return row
        original = key.seal(frame.text.encode(), place("messages", id, "original")) if row.masked else None
        beside = Facts(
            refused=refusal,
            state="held" if decision.action == "hold" else "shown",
            veiled=row.veiled,
            original=original.hex() if original else None,
            assessment=None if nothing_found else facts.assessed(judgement, decision),
            release_after_s=decision.release_after_s,
            pause=facts.PauseFacts(uuid.uuid4(), decision.pause_s) if decision.pause_s else msgspec.UNSET,
        )
        beside.notices = self._notices(person, frame, row, decision, beside.pause) or msgspec.UNSET
        if decision.case is not None:
            before = await self._before(person, frame)
            beside.case = facts.case(
                self._keys, decision.case, row, frame.text, assessment, before, refused=refusal is not None
            )
        return msgspec.structs.replace(row, facts=msgspec.json.encode(beside).decode())

    def _notices(
        self, person: Person, frame: Send, row: Row, decision: Decision, pause: facts.PauseFacts | msgspec.UnsetType
    ) -> list[facts.NoticeFacts]:
        """What the author is told in their personal log."""
        about = NoticeBody(room=frame.room, message=row.id, client_id=frame.client_id)
        told = []
        card = card_of(decision)
        if card is not None:
            told.append(("card", msgspec.structs.replace(about, card=card)))
        if row.masked:
            told.append(
                ("masked", msgspec.structs.replace(about, text=frame.text, code=shown_kinds(decision.mask_spans)))
            )
        if decision.action == "hold":
            held = msgspec.structs.replace(about, text=frame.text, code=decision.notice, category=decision.why)
            told.append(("held", held))
        if pause is not msgspec.UNSET:
            told.append(("sanction", NoticeBody(sanction=pause.id, code="time_out", lasts_s=pause.s)))
        return [facts.notice(self._keys, person.account, kind, body) for kind, body in told]

    async def _before(self, person: Person, frame: Send) -> list[Before]:
        """The messages just before, for the moderator who will need to understand.

        Only from a room the author is in now: nobody can pull another room's words into a case. Nothing from a
        private conversation, which one moderator alone has been told. And never at the price of the case itself:
        what cannot be read is left out.
        """
        try:
            member = await self._members.find(frame.room, person.account)
            if member is None or member.kind == "conversation":
                return []
            name = Log("room", frame.room)
            page = await self._logs.latest(name, limit=MESSAGES_BEFORE)
            shown = self._logs.messages(name, page)
        except (NotOpened, asyncpg.PostgresError, *UNREACHABLE):
            log.exception("the messages before could not be read; the case is opened without them")
            return []
        return [Before(m.alias, m.at, m.text) for m in shown if m.text is not None]


def card_of(decision: Decision) -> str | None:
    return None if decision.card == "none" else decision.card
