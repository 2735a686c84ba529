"""The network of the tests itself: what is cut breaks, what stalls waits, what is mended goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.journeys.network import Network

SOON_S = 5.0


@asynccontextmanager
async def echo() -> AsyncIterator[int]:
    """A server that says everything again; its port."""

    async def again(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(100):
            writer.write(data)
        writer.close()

    server = await asyncio.start_server(again, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


@asynccontextmanager
async def network(*ports: int) -> AsyncIterator[Network]:
    made = Network(lambda: ports)
    await made.start()
    yield made
    await made.stop()


async def says(network: Network, word: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", network.port)
    writer.write(word)
    return reader, writer


async def heard(reader: asyncio.StreamReader, word: bytes) -> None:
    async with asyncio.timeout(SOON_S):
        assert await reader.readexactly(len(word)) == word


async def test_what_stalls_stays_open_and_goes_on_when_it_is_mended() -> None:
    async with echo() as port, network(port) as net:
        reader, writer = await says(net, b"before")
        await heard(reader, b"before")
        net.stall()
        writer.write(b"meanwhile")
        late, other = await says(net, b"a new one")
        # Another network shows that what could have passed by now would have.
        async with network(port) as control:
            passes, third = await says(control, b"control")
            await heard(passes, b"control")
            third.close()
        assert not reader.at_eof()
        assert not reader._buffer  # type: ignore[attr-defined]
        net.mend()
        await heard(reader, b"meanwhile")
        await heard(late, b"a new one")
        writer.close()
        other.close()


async def test_what_is_cut_breaks_even_while_it_stalls() -> None:
    async with echo() as port, network(port) as net:
        reader, writer = await says(net, b"before")
        await heard(reader, b"before")
        net.stall()
        net.cut()
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await heard(reader, b"after")
        refused, other = await says(net, b"nobody")
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await heard(refused, b"nobody")
        net.mend()
        again, third = await says(net, b"again")
        await heard(again, b"again")
        for one in (writer, other, third):
            one.close()


async def test_a_connection_goes_to_the_first_that_takes_it() -> None:
    async with echo() as gone:
        pass
    async with echo() as port, network(gone, port) as net:
        reader, writer = await says(net, b"somebody")
        await heard(reader, b"somebody")
        writer.close()
