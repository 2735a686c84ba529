"""A moderator: on duty and off, takes cases sooner or later, acts on their messages, talks with their people."""

import asyncio
from typing import Any

from tests.faults.asking import Answer
from tests.faults.clients import Client
from tests.faults.records import Acted, CaseSeen, Moved, Note, Piece

LOOK_EVERY_S = 2.0
DUTY_RENEWED_S = 20.0
LEFT_ALONE_S = (1.0, 25.0)
"""How long a case waits before it is taken: some are paged, some are not."""


class Moderator(Client):
    """`seen` are the ids of every case it has heard of."""

    on_duty = False

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.seen: dict[str, float] = {}
        self._conversations: dict[str, str] = {}
        """Room by case."""

    async def keep_duty(self) -> None:
        """On for a while, off for a while; renewed as the console does."""
        while not self.over.is_set():
            self.on_duty = not self.on_duty
            for _ in range(self.chance.randrange(1, 3)):
                await self.insist("PUT", "/api/console/duty", {"on": self.on_duty})
                await self.rest(DUTY_RENEWED_S * self.chance.uniform(0.5, 1))
        await self.insist("PUT", "/api/console/duty", {"on": False})

    async def live(self) -> None:
        """Work on one case after the other, until it is over."""
        loop = asyncio.get_running_loop()
        while await self.rest(LOOK_EVERY_S * self.chance.random()):
            for line in await self.queue():
                due = self.seen.setdefault(line["id"], loop.time() + self.chance.uniform(*LEFT_ALONE_S))
                if loop.time() > due and line["state"] == "open":
                    await self._work_on(line["id"])
                    break

    async def queue(self) -> list[dict[str, Any]]:
        """The list; whoever was to rest goes on, knowingly: there is nobody else."""
        await self.ask("DELETE", "/api/console/looked-after/rest")
        answer = await self.ask("GET", "/api/console/cases")
        return answer.body["cases"] if answer is not None and answer.ok else []

    async def _work_on(self, case: str) -> None:
        view = await self.act(case, "take")
        if view.code == "act_not_possible":  # taken by a try that had no answer
            view = await self.insist("GET", f"/api/console/cases/{case}")
        if not view.ok or not view.body["line"].get("mine"):
            return
        for piece in view.body["evidence"]:
            await self._judge(case, piece)
        if self.chance.random() < 0.5:
            await self._talk(case)
        await self.rest(self.chance.uniform(0, 3))
        if self.chance.random() < 0.3:
            await self.act(case, "hand_back")
        else:
            await self.act(case, "close", reason="we talked about it")

    async def _judge(self, case: str, piece: dict[str, Any]) -> None:
        """Something that can be done with a message in this state, or nothing."""
        message, state = piece.get("message"), piece.get("state", "shown")
        if message is None:
            return
        possible = {"shown": ["hold", "remove", None, None], "held": ["release", "release", "decline", None]}
        act = self.chance.choice(possible.get(state, [None]))
        if act is not None:
            await self.act(case, act, message, "kindly meant" if act in ("remove", "decline") else None)

    async def _talk(self, case: str) -> None:
        view = await self.act(case, "converse")
        room = self._conversations.get(case)
        if not view.ok or room is None:
            return
        for words in ("I am here", "take your time"):
            if room in self.open:
                self.say(room, words)
                await self.rest(self.chance.uniform(0.5, 2))
        # What one has said is answered before one leaves, or the server would rightly refuse it.
        for _ in range(100):
            if room not in self.outbox.rooms():
                break
            await asyncio.sleep(0.1)

    async def act(self, case: str, act: str, message: str | None = None, reason: str | None = None) -> Answer:
        """One act, made again until it has an answer; whether an unanswered one was carried out, the case says."""
        room = self._conversations.get(case)

        def asking() -> None:
            self.note(Acted(who=self.who, case=case, act=act, message=message))
            if act in ("take", "hand_back", "close", "converse") and room is not None:
                self._moves(room, "join" if act == "converse" else "leave", None)

        body = {"act": act, "message": message, "reason": reason}
        answer = await self.insist("POST", f"/api/console/cases/{case}/acts", body, each=asking)
        self.note(Acted(who=self.who, case=case, act=act, message=message, answer=answer.code))
        if answer.ok:
            self._entered(case, act, answer.body.get("conversation"))
        return answer

    def _entered(self, case: str, act: str, conversation: dict[str, Any] | None) -> None:
        """Where the act brought one into the case's conversation, or out of it."""
        room = self._conversations.get(case)
        if conversation is not None:
            room = self._conversations[case] = conversation["id"]
            self._moves(room, "join", None)
            self._moves(room, "join", "ok")
            self.wanted.add(room)
            if room not in self.open:
                self.look(room)
        elif act in ("close", "hand_back") and room is not None:
            self._moves(room, "leave", "ok")
            self.wanted.discard(room)

    def _moves(self, room: str, move: Any, answer: str | None) -> None:
        self.note(Moved(who=self.who, room=room, move=move, answer=answer))

    def told(self, notice: Note) -> None:
        """A moderator is led into conversations by the console, never by the personal log."""

    async def read_cases(self) -> list[CaseSeen]:
        """Every case there is, as the console shows it."""
        for line in await self.queue():
            self.seen.setdefault(line["id"], 0.0)
        found = []
        for case in self.seen:
            answer = await self.insist("GET", f"/api/console/cases/{case}")
            if answer.ok:
                line, evidence = answer.body["line"], answer.body["evidence"]
                pieces = [Piece(piece["text"], piece.get("message")) for piece in evidence]
                kept = {name: line[name] for name in ("kind", "urgency", "state", "alias")}
                found.append(CaseSeen(who=self.who, case=case, evidence=pieces, **kept))
        return found
