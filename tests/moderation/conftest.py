"""Receivers of calls, and a server whose own runner of calls stands still."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from server.moderation.paging import Paging
from tests.moderation.calling import stands_still
from tests.moderation.receivers import MailServer, Pager


@pytest_asyncio.fixture(loop_scope="session")
async def pager() -> AsyncIterator[Pager]:
    pager = Pager()
    await pager.start()
    yield pager
    await pager.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def backup() -> AsyncIterator[Pager]:
    """The backup's own."""
    pager = Pager()
    await pager.start()
    yield pager
    await pager.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def mail() -> AsyncIterator[MailServer]:
    mail = MailServer()
    await mail.start()
    yield mail
    await mail.stop()


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own runner stands still: these tests climb and call themselves."""
    monkeypatch.setattr(Paging, "run", stands_still)
