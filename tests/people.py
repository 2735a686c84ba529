"""People for tests: they register over HTTP, talk over the socket, and remember what they were told.

They speak the public protocol only, so what they see is what a browser would.
"""

import asyncio
import hashlib
import socket
import ssl
import time
import uuid
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import msgspec
import websockets
from websockets.asyncio.client import ClientConnection

from server.app import Porchlight, Server
from server.auth import totp
from server.ground.protocol import Close
from server.ground.settings import Settings

PATIENCE_S = 20.0
"""How long something may take before a test calls it missing; nothing waits this long when all is well."""
ANSWERED_WITHIN_S = 60.0
"""The same for a request: a slow machine with other tests beside it stands still for seconds."""
PASSPHRASE = "lantern river kettle"


class Instance:
    """One Porchlight in this process, on a port of its own."""

    def __init__(self, database_url: str, home: Path, *, origins: Iterable[str] = (), **settings: Any) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as uvloop does it; 40 ms a request
        self.port: int = self.socket.getsockname()[1]
        origin = ",".join((self.address, *origins))
        chosen = {
            "porchlight_origin": origin,
            "porchlight_argon2_memory_kib": 8,
            "porchlight_metrics_token": "metrics",
        } | settings
        self.settings = Settings(database_url=database_url, port=self.port, porchlight_home=str(home), **chosen)
        self.porchlight = Porchlight(self.settings, demonstrate=True)
        self.server = Server(self.porchlight)
        self.server.capture_signals = _no_signals  # type: ignore[method-assign]
        self._serving: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        await self.listen()
        async with asyncio.timeout(PATIENCE_S):
            await self.porchlight.ready.wait()

    async def listen(self) -> None:
        """Begin, whether the database can be reached or not."""
        self._serving = asyncio.create_task(self.server.serve(sockets=[self.socket]))

    async def stop(self) -> None:
        self.server.should_exit = True
        if self._serving is not None:
            await self._serving


class _no_signals:
    """The tests' own process keeps its signals."""

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


class Place:
    """A place and the people a test brings to it."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.address = instance.address
        self._people: list[Person] = []

    @property
    def services(self) -> Any:
        return self.instance.porchlight.web.state.services

    async def visitor(self) -> "Person":
        person = Person(self.address)
        self._people.append(person)
        return person

    async def peer(self, pseudonym: str = "", **registration: Any) -> "Person":
        """Somebody with an account."""
        person = await self.visitor()
        await person.register(pseudonym, **registration)
        return person

    async def invitation(self, role: str = "moderator") -> str:
        from server.auth.invitations import invite

        async with self.services.database.begin() as connection:
            return await invite(connection, role)

    async def trustee(self) -> "Person":
        return await self.peer(invitation=await self.invitation("trustee"))

    async def lead(self) -> "Person":
        return await self.peer(invitation=await self.invitation("lead"))

    async def moderator(self, pseudonym: str = "", *, on_duty: bool = True) -> "Person":
        person = await self.peer(pseudonym, invitation=await self.invitation())
        if on_duty:
            await person.put("/api/console/duty", {"on": True})
        return person

    async def sql(self, statement: str, *values: Any) -> list[Any]:
        """Look into the database, or reach into it: time that passed, a fault, what no act of the product does."""
        return await self.services.database.fast.fetch(statement, *values)  # type: ignore[no-any-return]

    async def stale(self, person: "Person") -> None:
        """An hour has passed since this person last proved that it is them."""
        await self.sql(
            """update sessions set proved_at = clock_timestamp() - interval '1 hour'
            where account_id = (select id from accounts where pseudonym = $1)""",
            person.me["pseudonym"],
        )

    async def lapse(self) -> None:
        await self.sql("update cases set lease_until = clock_timestamp() - interval '1 second'")

    async def talker(self, pseudonym: str = "", room: str = "night-owls") -> "Person":
        """Somebody with an account, in a room, with a socket that shows it."""
        person = await self.peer(pseudonym)
        await person.join(room)
        await person.connect()
        await person.open(person.room(room))
        return person

    async def close(self) -> None:
        for person in self._people:
            await person.close()


def given(kind: str, whose: str = "true") -> str:
    """A statement that gives this sanction, for an hour in their room, to whoever of the members it is."""
    room = "room_id" if kind in ("mute", "removal") else "null"
    return f"""insert into sanctions (id, account_id, kind, room_id, ends_at)
        select gen_random_uuid(), account_id, '{kind}', {room}, clock_timestamp() + interval '1 hour'
        from members where {whose}"""


def worked_out(question: str) -> str:
    """What a browser works out before it comes in, where the server asks for it."""
    bits = int(question.split(".")[0])
    for n in count():
        if int.from_bytes(hashlib.sha256(f"{question}:{n}".encode()).digest(), "big") >> (256 - bits) == 0:
            return f"{question}:{n}"
    raise AssertionError


class App:
    """An authenticator app. Its clock is set to the next code that was not used: a server takes that of this half
    minute and of the next. (The last one's may be too old by the time that it arrives.)"""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._used = 0

    def code(self) -> str:
        now = int(time.time()) // totp.STEP_S
        self._used = max(self._used + 1, now)
        assert self._used <= now + totp.DRIFT, "more codes than two in half a minute"
        return totp.code(self._secret, self._used)


def in_state(state: str) -> str:
    """A statement that gives all night owls this state, by nobody's act."""
    every_s = 60 if state == "slow" else "null"
    return f"""insert into room_states (id, room_id, state, every_s)
        select gen_random_uuid(), id, '{state}', {every_s} from rooms where slug = 'night-owls'"""


class Person:
    """One browser's worth of somebody."""

    def __init__(self, address: str, tls: ssl.SSLContext | None = None) -> None:
        self.address = address
        self.tls = tls
        # No certificates are looked up: reading them takes longer than most tests, and this is on loopback.
        self.http = httpx.AsyncClient(
            base_url=address,
            headers={"origin": address},
            trust_env=False,
            verify=tls or False,
            timeout=ANSWERED_WITHIN_S,
        )
        self.me: dict[str, Any] = {}
        self.app: App | None = None
        self.told: list[dict[str, Any]] = []
        self.socket: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None
        self._heard = asyncio.Condition()
        self.closed_with: tuple[int, str] | None = None

    # Over HTTP

    async def register(self, pseudonym: str = "", *, proven: bool = True, **registration: Any) -> dict[str, Any]:
        """`proven`: staff set up their second proof at once."""
        body = await self.registration(pseudonym, **registration)
        response = await self.http.post("/api/accounts", json=body)
        if response.json().get("code") == "work_needed":  # tests are a crowd, too
            response = await self.http.post("/api/accounts", json=body | {"work": worked_out(response.json()["work"])})
        self.me = _ok(response)
        if proven and "unproven" in self.me["roles"]:
            await self.set_up_second_proof()
        return self.me

    async def set_up_second_proof(self) -> None:
        made = await self.post("/api/me/totp")
        self.app = App(made["secret"])
        await self.put("/api/me/totp", {"secret": made["secret"], "code": self.app.code()})
        self.me = await self.get("/api/me")

    async def registration(self, pseudonym: str = "", **registration: Any) -> dict[str, Any]:
        """What one sends to register."""
        if not pseudonym:
            pseudonym = (await self.get("/api/pseudonyms"))["pseudonyms"][0]
        consent = (await self.get("/api/consent"))["version"]
        return {
            "pseudonym": pseudonym, "passphrase": PASSPHRASE, "age_confirmed": True, "consent": consent,
            "country": "GB", **registration,
        }  # fmt: skip

    async def get(self, path: str) -> Any:
        return _ok(await self.http.get(path))

    async def post(self, path: str, body: Any = None) -> Any:
        return _ok(await self.http.post(path, json=body))

    async def put(self, path: str, body: Any) -> Any:
        return _ok(await self.http.put(path, json=body))

    async def delete(self, path: str) -> Any:
        return _ok(await self.http.delete(path))

    async def sign_in_elsewhere(self, other: "Person") -> None:
        """Sign in as `other`, on a device of one's own."""
        self.me = await self.post("/api/session", {"pseudonym": other.me["pseudonym"], "passphrase": PASSPHRASE})
        if other.app is not None:
            await self.post("/api/me/proof", {"code": other.app.code()})
            self.app, self.me = other.app, await self.get("/api/me")

    async def refused(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """What the server says to a request that it refuses."""
        response = await self.http.request(method, path, **({} if body is None else {"json": body}))
        assert not response.is_success, f"{method} {path} was served: {response.status_code}"
        return response.json() | {"status": response.status_code}  # type: ignore[no-any-return]

    async def join(self, slug: str) -> dict[str, Any]:
        card = await self.get(f"/api/rooms/{slug}")
        joined = await self.post(f"/api/rooms/{card['id']}/membership")
        self.me = await self.get("/api/me")
        return joined  # type: ignore[no-any-return]

    def room(self, slug: str) -> str:
        return str(next(room["id"] for room in self.me["rooms"] if room.get("slug") == slug))

    # At the console

    async def case_about(self, other: "Person") -> dict[str, Any]:
        """The first case of the queue that is about this person."""
        lines = (await self.get("/api/console/cases"))["cases"]
        return next(line for line in lines if line["alias"] == other.me["pseudonym"])  # type: ignore[no-any-return]

    async def act(
        self, case: str, act: str, message: str | None = None, reason: str | None = None, **more: Any
    ) -> dict[str, Any]:
        """Whoever was to rest after it goes on, knowingly: what comes next in most tests is for them, too."""
        body = {"act": act, "message": message, "reason": reason, **more}
        answer: dict[str, Any] = await self.post(f"/api/console/cases/{case}/acts", body)
        if act in ("close", "hand_back"):
            await self.http.delete("/api/console/looked-after/rest")
        return answer

    async def take(self, other: "Person") -> dict[str, Any]:
        """Take the case about this person. Returns it opened."""
        return await self.act((await self.case_about(other))["id"], "take")

    # Over the socket

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())

    async def connect(self, *, hello: bool = True, personal: dict[str, Any] | None = None) -> None:
        self.closed_with = None
        self.socket = await websockets.connect(
            self.address.replace("http", "ws") + "/ws",
            additional_headers={"cookie": self.cookie},
            origin=self.address,  # type: ignore[arg-type]
            ssl=self.tls,
            max_size=None,
            proxy=None,
        )
        self._reading = asyncio.create_task(self._read(self.socket))
        if hello:
            await self.say({"t": "hello", "protocol": 1, **({"personal": personal} if personal else {})})
            await self.hears("welcome")

    async def _read(self, connection: ClientConnection) -> None:
        try:
            async for data in connection:
                async with self._heard:
                    self.told.append(msgspec.json.decode(data))
                    self._heard.notify_all()
        except websockets.ConnectionClosed:
            pass
        finally:
            async with self._heard:
                if connection is self.socket:
                    self.closed_with = (connection.close_code or 1006, connection.close_reason or "")
                self._heard.notify_all()

    async def say(self, frame: dict[str, Any] | str | bytes) -> None:
        assert self.socket is not None
        data = frame if isinstance(frame, str | bytes) else msgspec.json.encode(frame).decode()
        await self.socket.send(data)

    async def open(self, room: str, cursor: dict[str, Any] | None = None) -> dict[str, Any]:
        start = len(self.told)
        await self.say({"t": "open", "room": room, **({"cursor": cursor} if cursor else {})})
        return await self.hears("live", start, room=room)

    async def send(self, text: str, room: str | None = None, client_id: str | None = None) -> dict[str, Any]:
        """Say something and wait for the answer: a `sent` or a `refused` frame."""
        client_id = client_id or str(uuid.uuid4())
        start = len(self.told)
        room = room or self.me["rooms"][0]["id"]
        await self.say({"t": "send", "room": room, "client_id": client_id, "text": text})
        return await self.hears_any(lambda f: f["t"] in ("sent", "refused") and f.get("client_id") == client_id, start)

    async def hears(self, t: str, start: int = 0, **fields: Any) -> dict[str, Any]:
        """The first frame of this type, with these fields, told since `start`."""
        return await self.hears_any(lambda f: f["t"] == t and all(f.get(k) == v for k, v in fields.items()), start)

    async def hears_any(self, fits: Callable[[dict[str, Any]], bool], start: int = 0) -> dict[str, Any]:
        found: list[dict[str, Any]] = []

        def there() -> bool:
            found[:] = [frame for frame in self.told[start:] if fits(frame)]
            return bool(found) or self.closed_with is not None

        async with asyncio.timeout(PATIENCE_S), self._heard:
            await self._heard.wait_for(there)
        assert found, f"the socket closed with {self.closed_with}"
        return found[0]

    async def hears_text(self, text: str, room: str | None = None) -> dict[str, Any]:
        """The message with this text, as the room was shown it."""

        def items(frame: dict[str, Any]) -> list[dict[str, Any]]:
            if frame["t"] != "changes" or (room is not None and frame["room"] != room):
                return []
            return [item for item in frame["items"] if item.get("text") == text]

        return items(await self.hears_any(lambda frame: bool(items(frame))))[0]

    async def is_told(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The notice of this kind in the personal log."""

        def items(frame: dict[str, Any]) -> list[dict[str, Any]]:
            if frame["t"] != "notices":
                return []
            return [n for n in frame["items"] if n["kind"] == kind and all(n.get(k) == v for k, v in fields.items())]

        return items(await self.hears_any(lambda frame: bool(items(frame))))[0]

    async def is_closed(self) -> tuple[int, str]:
        """The code and reason with which the server closed the socket."""
        async with asyncio.timeout(PATIENCE_S), self._heard:
            await self._heard.wait_for(lambda: self.closed_with is not None)
        assert self.closed_with is not None
        return self.closed_with

    def sees(self, room: str) -> list[dict[str, Any]]:
        """The room as this person's screen would show it: upserted by id, ordered by position."""
        messages: dict[str, dict[str, Any]] = {}
        for frame in self.told:
            if frame["t"] == "changes" and frame["room"] == room:
                if frame.get("reset"):
                    messages.clear()
                messages.update({item["id"]: item for item in frame["items"]})
        return sorted(messages.values(), key=lambda item: item["position"])

    def cursor(self, room: str) -> dict[str, Any]:
        last = [f for f in self.told if f["t"] == "changes" and f["room"] == room][-1]
        return {"epoch": last["epoch"], "at": last["to"]}

    async def disconnect(self) -> None:
        if self.socket is not None:
            await self.socket.close()
        if self._reading is not None:
            await self._reading

    async def close(self) -> None:
        await self.disconnect()
        await self.http.aclose()


async def becomes(true: Callable[[], Any]) -> None:
    """Waits for something inside the server that no client is told of."""
    async with asyncio.timeout(PATIENCE_S):
        while not true():
            await asyncio.sleep(0.005)


async def closes_with(person: Person, close: Close) -> None:
    assert await person.is_closed() == (close.code, close.name)


class Refused(AssertionError):
    """An HTTP request that a test expected to be served was not."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        is_ours = response.headers.get("content-type") == "application/json"
        self.problem: dict[str, Any] = response.json() if is_ours else {}
        super().__init__(f"{response.request.method} {response.request.url.path}: {self.status} {self.problem}")


def _ok(response: httpx.Response) -> Any:
    if not response.is_success:
        raise Refused(response)
    return response.json() if response.content else None
