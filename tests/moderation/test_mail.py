"""Calling by e-mail: what the mail says and does not say, and what is made of a server that refuses or stalls."""

import asyncio
import json
from email.message import EmailMessage

import pytest

from tests.moderation.calling import call_all, falls_due, pages
from tests.moderation.receivers import MailServer
from tests.people import Place
from tests.words import SOON

pytestmark = pytest.mark.usefixtures("by_hand")
TO = {"porchlight_oncall_email": "on.call@example.org, second@example.org"}


async def test_the_mail_has_two_links_and_nothing_of_anybodys_words(place: Place, mail: MailServer) -> None:
    author = await place.talker()
    await author.send(SOON)
    await call_all(place, porchlight_smtp_url=mail.url, **TO)
    [letter], [recipients] = mail.mails, mail.recipients
    assert isinstance(letter, EmailMessage)
    assert recipients == ["on.call@example.org", "second@example.org"]
    assert letter["from"] == "porchlight@127.0.0.1"
    assert letter["subject"] == "Porchlight: a case is waiting (soon)"
    [row] = await place.sql("select id, case_id from pages")
    links = [line for line in letter.get_content().splitlines() if line.startswith("http")]
    assert links[0] == f"{place.address}/console#case={row['case_id']}"
    assert links[1].startswith(f"{place.address}/acknowledge/{row['id']}-")
    whole = json.dumps(letter.as_string())
    assert SOON not in whole
    assert author.me["pseudonym"] not in whole
    assert await pages(place) == [("page", "email", "told", 1, None)]


async def test_a_mail_that_is_sent_again_is_the_same_mail(place: Place, mail: MailServer) -> None:
    await (await place.talker()).send(SOON)
    mail.answers = "451 try later"
    await call_all(place, porchlight_smtp_url=mail.url, **TO)
    assert await pages(place) == [("page", "email", "waits", 1, "451")]
    mail.answers = "250 OK"
    await falls_due(place)
    await call_all(place, porchlight_smtp_url=mail.url, **TO)
    assert len(mail.mails) == 2
    assert len({letter["message-id"] for letter in mail.mails}) == 1
    assert await pages(place) == [("page", "email", "told", 2, None)]


async def test_a_server_that_stalls_is_left_after_a_while(
    place: Place, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.moderation.mail.SENT_WITHIN_S", 0.5)
    await (await place.talker()).send(SOON)
    mail.holds.clear()
    async with asyncio.timeout(20):
        await call_all(place, porchlight_smtp_url=mail.url, **TO)
    [(_, _, became, tries, error)] = await pages(place)
    assert (became, tries) == ("waits", 1)
    assert "Timeout" in str(error)
    mail.holds.set()


async def test_nobody_who_listens_is_a_failure_with_a_code(place: Place) -> None:
    await (await place.talker()).send(SOON)
    await call_all(place, porchlight_smtp_url="smtp://127.0.0.1:9", **TO)
    assert await pages(place) == [("page", "email", "waits", 1, "SMTPConnectError")]


async def test_a_password_is_not_sent_to_a_server_without_tls(place: Place, mail: MailServer) -> None:
    await (await place.talker()).send(SOON)
    await call_all(place, porchlight_smtp_url=mail.url.replace("//", "//user:password@"), **TO)
    [(_, _, became, _, error)] = await pages(place)
    assert became == "waits"
    assert error == "SMTPException", "the server offers no TLS"
    assert mail.mails == []
    assert mail.logins == []
