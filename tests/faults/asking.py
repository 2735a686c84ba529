"""One person's requests over HTTP, as web/src/wire/api.ts makes them, with the patience of somebody who tries again."""

import asyncio
import random
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import httpx

from tests.faults import pace
from tests.faults.line import ORIGIN
from tests.faults.logs import item
from tests.faults.records import Moved, Read, Record, TookBack, now
from tests.journeys.network import Network

PASSPHRASE = "lantern river kettle"
NOT_NOW = frozenset(("too_fast", "not_saved", "busy", "broken"))


class Answer(NamedTuple):
    """What a request was answered: a refusal's code, or "ok" and what came with it."""

    code: str
    body: Any

    @property
    def ok(self) -> bool:
        return self.code == "ok"


class Asking:
    """Somebody with a network of their own. What is worth knowing of their requests is written down."""

    def __init__(self, who: str, note: Callable[[Record], None], ports: Callable[[], Iterable[int]], seed: str) -> None:
        self.who, self.note = who, note
        self.chance = random.Random(f"{seed}/{who}")
        self.network = Network(ports)
        self.pseudonym = ""

    async def start(self) -> None:
        await self.network.start()
        self.http = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{self.network.port}", headers={"origin": ORIGIN}, trust_env=False,
            timeout=pace.REQUEST_WITHIN_S,
        )  # fmt: skip

    async def stop(self) -> None:
        await self.http.aclose()
        await self.network.stop()

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())

    async def ask(self, method: str, path: str, body: Any = None) -> Answer | None:
        """One request; None where no usable answer came."""
        try:
            response = await self.http.request(method, path, json=body)
            said = response.json() if response.content else None
        except (httpx.HTTPError, ValueError):
            return None
        if response.is_success:
            return Answer("ok", said)
        return Answer(said["code"], said) if isinstance(said, dict) and "code" in said else None

    async def insist(
        self, method: str, path: str, body: Any = None, *, each: Callable[[], None] = lambda: None
    ) -> Answer:
        """A request that may be made again, until it has an answer that stays. `each` is called before every try."""
        attempt = 0
        while True:
            each()
            answer = await self.ask(method, path, body)
            if answer is not None and answer.code not in NOT_NOW:
                if answer.code not in ("not_signed_in", "signed_out"):
                    return answer
                await self.sign_in()
            wait = (
                answer.body.get("retry_after") or 0.0 if answer is not None and isinstance(answer.body, dict) else 0.0
            )
            await asyncio.sleep(wait + pace.full_jitter(min(attempt, 2), self.chance.random()))
            attempt += 1

    async def register(self, invitation: str | None = None) -> None:
        consent = await self.insist("GET", "/api/consent")
        while not self.pseudonym:
            free = (await self.insist("GET", "/api/pseudonyms")).body["pseudonyms"]
            body = {
                "passphrase": PASSPHRASE, "age_confirmed": True, "country": "GB", "consent": consent.body["version"],
                "pseudonym": self.chance.choice(free), **({"invitation": invitation} if invitation else {}),
            }  # fmt: skip
            answer = await self.insist("POST", "/api/accounts", body)
            if answer.code != "pseudonym_taken":
                assert answer.ok, f"{self.who} could not register: {answer.code}"
                self.pseudonym = answer.body["pseudonym"]

    async def sign_in(self) -> None:
        await self.ask("POST", "/api/session", {"pseudonym": self.pseudonym, "passphrase": PASSPHRASE})

    async def move(self, room: str, move: str) -> bool:
        """Join a room or leave it, however often it has to be asked. Returns whether the server let us."""

        def asking() -> None:
            self.note(Moved(who=self.who, room=room, move=move))  # type: ignore[arg-type]

        method = "POST" if move == "join" else "DELETE"
        answer = await self.insist(method, f"/api/rooms/{room}/membership", each=asking)
        self.note(Moved(who=self.who, room=room, move=move, answer=answer.code))  # type: ignore[arg-type]
        return answer.ok

    async def delete(self, message: str) -> None:
        """Delete one's own message."""

        def asking() -> None:
            self.note(TookBack(who=self.who, message=message))

        answer = await self.insist("DELETE", f"/api/messages/{message}", each=asking)
        self.note(TookBack(who=self.who, message=message, answer=answer.code))

    async def history(self, room: str, before: int | None = None) -> Answer:
        """One page of older messages, asked for once more where no answer came."""
        path = f"/api/rooms/{room}/messages" + (f"?before={before}" if before is not None else "")
        asked = now()
        answer = await self.insist("GET", path)
        if answer.ok:
            self.note(Read(who=self.who, room=room, asked=asked, items=[item(one) for one in answer.body["items"]]))
        return answer

    async def whole(self, room: str) -> list[Any] | None:
        """All of a room's log, oldest first; None where one cannot read it."""
        items: list[Any] = []
        before = None
        while True:
            answer = await self.history(room, before)
            if not answer.ok:
                return None
            items = answer.body["items"] + items
            if not answer.body["more"]:
                return items
            before = answer.body["items"][0]["position"]
