"""The bus over Redis pub/sub: what one instance publishes, the listeners of all others hear.

Events reach this process's own listeners by a call, whatever Redis does. To the others they go in one write a
tick, and each instance subscribes once to every topic that somebody there listens to.

Pub/sub loses what is said while a connection is down, and says nothing of it; a server that hangs is silent like
one with nothing to say. So nothing here mends itself in secret: one task reads, pings and keeps a deadline, any
fault of any connection ends them all, and they are made anew. Every `subscribe` that Redis confirms, the first as
well as one after a fault, is passed on as `LookAgain`: what its topic told before may have been missed.

With a Redis Cluster pub/sub is sharded: a topic lives on the node of its slot, each node has connections of its
own, and a failover is a fault like any other, after which the map of the slots is read anew.
"""

import asyncio
import contextlib
import hashlib
import logging
import math
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from redis.asyncio import ConnectionPool, Redis, RedisCluster, RedisError
from redis.asyncio.connection import AbstractConnection as Connection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.crc import key_slot

from server.ground.bus import EVERYTHING, AnyEvent, InProcessBus, Listener, LookAgain, PersonChanged, RoomChanged
from server.ground.ending import together

log = logging.getLogger(__name__)

PING_EVERY_S = 0.5
SILENT_S = 2.0
"""A Redis that has not answered for this long is taken for hung (a hung one must be noticed in under 3 s)."""
AWAY_S = 1.0
"""Longest wait before the next attempt, jittered."""
LARGEST = 64 * 1024
"""Bytes; a wake that would be larger goes without its rows."""
AT_ONCE = 500
"""Most topics in one command."""
VERSION = b"\x01"
"""Of what follows in a frame: 16 bytes of the instance that speaks, 8 of the epoch it is of, the event as msgpack."""

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(AnyEvent)

FAULTS = (RedisError, OSError, TimeoutError)
"""What being without Redis looks like."""


async def look_again(url: str, topic: str) -> None:
    """For a command that ends at once: whoever listens to this topic looks again. Raises one of FAULTS."""
    scheme, _, rest = url.partition("://")
    address = f"{scheme.removesuffix('+cluster')}://{rest}"
    sharded = scheme.endswith("+cluster")
    client = RedisCluster.from_url(address) if sharded else Redis.from_url(address)
    async with client:
        # A frame that says nothing is not understood, and so means this.
        await client.execute_command("SPUBLISH" if sharded else "PUBLISH", topic, b"")


class Address(NamedTuple):
    host: str
    port: int


class Link:
    """One Redis server: what has still to be told to it, and what it was asked to tell."""

    def __init__(self) -> None:
        self.outgoing: list[tuple[str, bytes]] = []
        self.something_to_say = asyncio.Event()
        self.changed: set[str] = set()
        self.other_topics = asyncio.Event()
        self.subscribed: set[str] = set()
        self.unconfirmed: set[str] = set()
        self.leaving: Counter[str] = Counter()
        self.heard = 0.0
        self.listens = self.speaks = False


class RedisBus(InProcessBus):
    """`url`: redis://host:port or rediss://..., and for a cluster redis+cluster://... (any of its nodes)."""

    def __init__(self, url: str) -> None:
        super().__init__()
        scheme, _, rest = url.partition("://")
        self._sharded = scheme.endswith("+cluster")
        self._pool = ConnectionPool.from_url(
            f"{scheme.removesuffix('+cluster')}://{rest}",
            socket_connect_timeout=SILENT_S, retry=Retry(NoBackoff(), 0), protocol=2,
        )  # fmt: skip
        kwargs = self._pool.connection_kwargs
        self._first = Address(kwargs.get("host", "localhost"), kwargs.get("port", 6379))
        self._known: list[Address] = [self._first]
        self._me = os.urandom(16)
        self._history = bytes(8)
        self._links: dict[Address, Link] = {}
        self._slots: list[Address] = []
        self._sure = False
        super().subscribe(EVERYTHING, self._everything)

    @property
    def sure(self) -> bool:
        return self._sure

    def of(self, epoch: str) -> None:
        """Where somebody of another epoch says something, a back-up was restored: the database knows more."""
        self._history = hashlib.sha256(epoch.encode()).digest()[:8]

    def publish(self, topic: str, event: AnyEvent) -> None:
        self.deliver(topic, event)
        if self._sure:
            link = self._link(topic)
            link.outgoing.append((topic, self._frame(event)))
            link.something_to_say.set()

    def subscribe(self, topic: str, listener: Listener) -> None:
        super().subscribe(topic, listener)
        self._topics_changed(topic)

    def unsubscribe(self, topic: str, listener: Listener) -> None:
        super().unsubscribe(topic, listener)
        self._topics_changed(topic)

    def _topics_changed(self, topic: str) -> None:
        if self._links:
            link = self._link(topic)
            link.changed.add(topic)
            link.other_topics.set()

    def _link(self, topic: str) -> Link:
        return self._links[self._slots[key_slot(topic.encode())] if self._sharded else self._first]

    def _frame(self, event: AnyEvent) -> bytes:
        data = _encoder.encode(event)
        if len(data) > LARGEST and isinstance(event, RoomChanged | PersonChanged):
            data = _encoder.encode(msgspec.structs.replace(event, rows=None))
        return VERSION + self._me + self._history + data

    async def run(self) -> None:
        """Keeps the connections, until cancelled."""
        while True:
            try:
                await self._read_map()
                await together(*(work for at in self._links.items() for work in (self._listen(*at), self._speak(*at))))
            except FAULTS as fault:
                if self._sure:
                    # The kind alone: its words could name an address.
                    log.warning("Redis was lost; until it is back everybody looks by a timer",
                                extra={"error": type(fault).__name__})  # fmt: skip
            finally:
                was_sure, self._sure, self._links = self._sure, False, {}
            if was_sure:
                self._everything(LookAgain())
            await asyncio.sleep(AWAY_S * random.random())  # noqa: S311 - jitter

    def _one_more(self) -> None:
        """A connection is ready. With all of them, it is everybody's turn to look: here, and wherever we are heard."""
        if not self._sure and all(link.listens and link.speaks for link in self._links.values()):
            self._sure = True
            self.publish(EVERYTHING, LookAgain())

    def _everything(self, event: AnyEvent) -> None:
        for topic in self.topics() - {EVERYTHING}:
            self.deliver(topic, event)

    async def _read_map(self) -> None:
        """Which servers there are and, of a cluster, which topics live where. Raises one of FAULTS."""
        if not self._sharded:
            self._links = {self._first: Link()}
            return
        for address in random.sample(self._known, len(self._known)):
            try:
                async with asyncio.timeout(SILENT_S), self._connected(address) as connection:
                    await connection.send_command("CLUSTER", "SLOTS")
                    ranges = await connection.read_response()
            except FAULTS:
                continue
            self._take_map(ranges, address)
            return
        raise ConnectionError("no node of the cluster answers")

    def _take_map(self, ranges: Sequence[Any], told_by: Address) -> None:
        slots: list[Address | None] = [None] * 16384
        known = {self._first}
        for first, last, *nodes in ranges:
            # A node that does not know its own name leaves it empty: it is the one that was asked.
            named = [Address(host.decode() or told_by.host, port) for host, port, *_ in nodes]
            slots[first : last + 1] = [named[0]] * (last + 1 - first)
            known.update(named)
        covered = [address for address in slots if address is not None]
        if len(covered) < len(slots):
            raise ConnectionError("some slots of the cluster have no node")
        self._known, self._slots = sorted(known), covered
        self._links = {address: Link() for address in set(covered)}

    @contextlib.asynccontextmanager
    async def _connected(self, address: Address) -> AsyncIterator[Connection]:
        where = {} if address == self._first else address._asdict()
        connection = self._pool.connection_class(**self._pool.connection_kwargs | where)
        try:
            await connection.connect()  # type: ignore[no-untyped-call]
            yield connection
        except RuntimeError as error:  # uvloop's, for writing to what the other side has just closed
            raise ConnectionError("the connection was closed as it was written to") from error
        finally:
            await connection.disconnect(nowait=True)

    async def _listen(self, address: Address, link: Link) -> None:
        async with self._connected(address) as connection:
            link.changed |= {topic for topic in self.topics() if self._link(topic) is link}
            link.heard = asyncio.get_running_loop().time()
            await together(self._ask(connection, link), self._hear(connection, link))

    async def _ask(self, connection: Connection, link: Link) -> None:
        """Ask one server for our topics, and notice when it no longer answers."""
        loop = asyncio.get_running_loop()
        while loop.time() - link.heard < SILENT_S:
            await self._subscribe(connection, link)
            await connection.send_command("PING", check_health=False)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PING_EVERY_S):
                    await link.other_topics.wait()
        raise TimeoutError

    async def _subscribe(self, connection: Connection, link: Link) -> None:
        """Make what one server tells us into what somebody here wants to hear."""
        link.other_topics.clear()
        changed, link.changed = link.changed, set()
        wanted = {topic for topic in changed if topic in self._listeners}
        gone = (changed - wanted) & link.subscribed
        new = wanted - link.subscribed
        link.subscribed = link.subscribed - gone | new
        link.unconfirmed |= new
        link.leaving.update(gone)
        for verb, topics in ("UNSUBSCRIBE", gone), ("SUBSCRIBE", new):
            for some in self._commands(sorted(topics)):
                await connection.send_command(f"S{verb}" if self._sharded else verb, *some, check_health=False)
        self._listening(link)

    def _commands(self, topics: list[str]) -> Iterable[list[str]]:
        """As many topics as fit into one command. In a cluster those of one command have to be of one slot."""
        if self._sharded:
            return ([topic] for topic in topics)
        return (topics[at : at + AT_ONCE] for at in range(0, len(topics), AT_ONCE))

    def _listening(self, link: Link) -> None:
        if not link.listens and not link.unconfirmed:
            link.listens = True
            self._one_more()

    async def _hear(self, connection: Connection, link: Link) -> None:
        """Everything that one server says, in its order."""
        loop = asyncio.get_running_loop()
        while True:
            # On a fault the connection stays as it is: closed here, the next command would open it in secret.
            said = await connection.read_response(disable_decoding=True, timeout=math.inf, disconnect_on_error=False)
            link.heard = loop.time()
            match said:
                case [b"message" | b"smessage", topic, data]:
                    self._heard(topic.decode(), data)
                case [b"subscribe" | b"ssubscribe", topic, _]:
                    self._confirmed(link, topic.decode())
                case [b"unsubscribe" | b"sunsubscribe", topic, _]:
                    self._left(link, topic.decode())

    def _confirmed(self, link: Link, topic: str) -> None:
        link.unconfirmed.discard(topic)
        if self._sure:
            self.deliver(topic, LookAgain())
        self._listening(link)

    def _left(self, link: Link, topic: str) -> None:
        link.leaving[topic] -= 1
        if link.leaving[topic] < 0:
            raise ConnectionError("a topic has moved to another node")
        if not link.leaving[topic]:
            del link.leaving[topic]

    def _heard(self, topic: str, frame: bytes) -> None:
        if frame[1:17] == self._me:
            return  # our own listeners have heard it
        event: AnyEvent = LookAgain()
        if frame[:1] == VERSION and frame[17:25] == self._history:
            try:
                event = _decoder.decode(frame[25:])
            except (msgspec.MsgspecError, UnicodeError):
                log.warning("an event on the bus was not understood", extra={"error": "MsgspecError"})
        self.deliver(topic, event)

    async def _speak(self, address: Address, link: Link) -> None:
        """Tell one server what has come up since the last time, in one write."""
        async with self._connected(address) as connection:
            link.speaks = True
            self._one_more()
            while True:
                await link.something_to_say.wait()
                link.something_to_say.clear()
                batch, link.outgoing = link.outgoing, []
                verb = b"SPUBLISH" if self._sharded else b"PUBLISH"
                async with asyncio.timeout(SILENT_S):
                    said = b"".join(packed(verb, topic.encode(), frame) for topic, frame in batch)
                    await connection.send_packed_command(said, check_health=False)
                    for _ in batch:
                        await connection.read_response(timeout=math.inf, disconnect_on_error=False)


def packed(*words: bytes) -> bytes:
    """A command as Redis reads it: redis-py takes ten times as long over each."""
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words)
