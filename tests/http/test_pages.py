"""Pages that are not the API: their headers, the help page whatever happens, health, metrics and kept files."""

import asyncio
import re
from pathlib import Path

import httpx
import pytest

from server import app
from server.ground.settings import Settings
from server.http import pages
from server.moderation import signposts
from tests.line import line_to
from tests.people import PATIENCE_S, Instance, Place
from tests.words import SOON

PAGES = ["/", "/console", "/help", "/help?country=GB", "/help.css", "/healthz", "/readyz", "/metrics", "/nothing",
         "/api/rooms", "/api/me", "/api/openapi.json", "/assets/nothing.js"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_has_the_headers_that_keep_others_out(shared: Place, path: str) -> None:
    headers = (await (await shared.visitor()).http.get(path)).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "img-src")} == {"'self'"}
    # Safari before 16 does not count the socket as 'self'.
    assert policy["connect-src"] == f"'self' {shared.address.replace('http', 'ws')}"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "cache-control" in headers
    assert "server" not in headers
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", ["/", "/console", "/help?country=GB"])
async def test_a_page_asks_nothing_of_anybody_else_and_has_no_script_in_it(shared: Place, path: str) -> None:
    text = (await (await shared.visitor()).http.get(path)).text
    assert not re.search(r"""(src|href|action)=["']?(https?:)?//""", re.sub(r"<a [^>]*>", "", text))
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son\w+=", text)


@pytest.mark.parametrize("country", [code for code, _ in signposts.countries()])
async def test_the_help_page_has_the_emergency_number_and_the_services_of_a_country(
    shared: Place, country: str
) -> None:
    visitor = await shared.visitor()
    page = await visitor.http.get("/help", params={"country": country})
    known = await visitor.get(f"/api/help/{country}")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    if known["emergency"]:
        assert f'href="tel:{known["emergency"]}"' in page.text
        assert page.text.index(known["emergency"]) < page.text.index("<li>") if known["services"] else True
    assert page.text.count("<li>") == len(known["services"])
    for service in known["services"]:
        assert not service.get("tel") or f'href="tel:{service["tel"]}"' in page.text
    unconfirmed = sum(not service["confirmed"] for service in known["services"])
    assert page.text.count("Not yet confirmed") == unconfirmed
    assert ("fewer than two" in page.text) is known["few"]
    assert f'<option value="{country}" selected>' in page.text


@pytest.mark.parametrize(
    "country", ["<script>alert(1)</script>", '"><img src=x>', "\0", "XX", "gbgb", "é" * 5000, "'--"]
)
async def test_rubbish_for_a_country_is_not_repeated_and_the_page_still_helps(shared: Place, country: str) -> None:
    page = await (await shared.visitor()).http.get("/help", params={"country": country})
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert country not in page.text or country == "XX"
    assert page.text.count("<option") == len(signposts.countries()) + 2


async def test_a_country_in_small_letters_is_found_and_none_is_guessed(shared: Place) -> None:
    visitor = await shared.visitor()
    assert "<h2>" in (await visitor.http.get("/help?country=gb")).text
    for headers in ({}, {"accept-language": "en-GB"}, {"x-forwarded-for": "81.2.69.142"}):
        assert "tel:" not in (await visitor.http.get("/help", headers=headers)).text


async def answers(http: httpx.AsyncClient, path: str, status: int) -> httpx.Response:
    async with asyncio.timeout(PATIENCE_S):
        while (response := await http.get(path)).status_code != status:
            await asyncio.sleep(0.02)
    return response


async def test_without_the_database_help_is_there_and_the_rest_comes_with_it(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "RETRY_S", 0.02)
    async with line_to(database_url) as line:
        await line.cut()
        instance = Instance(line.url, tmp_path)
        await instance.listen()
        place = Place(instance)
        visitor = await place.visitor()
        await answers(visitor.http, "/healthz", 200)
        assert "tel:999" in (await visitor.http.get("/help?country=GB")).text
        assert (await visitor.http.get("/")).status_code == 200
        assert (await visitor.http.get("/readyz")).status_code == 503
        refused = await visitor.refused("GET", "/api/rooms")
        assert (refused["status"], refused["code"], refused["retry_after"]) == (503, "not_saved", 2)
        assert (await visitor.http.get("/ws", headers={"connection": "upgrade"})).status_code in (404, 426)

        await line.mend()
        await answers(visitor.http, "/readyz", 200)
        person = await place.talker()

        await line.cut()
        await answers(visitor.http, "/readyz", 503)
        assert (await visitor.http.get("/healthz")).status_code == 200
        assert "tel:999" in (await visitor.http.get("/help?country=GB")).text
        assert (await visitor.refused("GET", "/api/rooms"))["code"] == "not_saved"
        assert (await person.refused("GET", "/api/me"))["code"] == "not_saved"
        await person.say({"t": "ping", "n": 1})
        await person.hears("pong")

        await line.mend()
        await answers(visitor.http, "/readyz", 200)
        await answers(person.http, "/api/me", 200)
        assert (await person.send("here again"))["t"] == "sent"
        await place.close()
        await instance.stop()


async def test_metrics_are_for_whoever_has_the_token(shared: Place) -> None:
    visitor = await shared.visitor()
    for given in ({}, {"authorization": "Bearer"}, {"authorization": "metrics"}, {"authorization": "Bearer wrong"}):
        assert (await visitor.http.get("/metrics", headers=given)).status_code == 403
    response = await visitor.http.get("/metrics", headers={"authorization": "Bearer metrics"})
    assert (response.status_code, "python_info" in response.text) == (200, True)
    moderator = await shared.moderator(on_duty=False)
    assert (await moderator.http.get("/metrics")).status_code == 403


async def test_metrics_count_calls_that_were_given_up_and_what_is_overdue(place: Place) -> None:
    async def figures() -> set[str]:
        said = (await (await place.visitor()).http.get("/metrics", headers={"authorization": "Bearer metrics"})).text
        return {line.removeprefix("porchlight_") for line in said.splitlines() if line.startswith("porchlight_")}

    await (await place.talker()).send(SOON)
    await place.sql("update cases set due_at = clock_timestamp() - interval '1 second'")
    await place.sql("insert into pages (case_id, step, channel, due_at, dead_at) "
                    "select id, 'page', 'webhook', now(), now() from cases")  # fmt: skip
    assert {'calls_given_up{kind="danger"} 1.0', 'cases_overdue{kind="danger"} 1.0'} <= await figures()
    await place.sql("update cases set state = 'closed', closed_at = now()")
    assert {'calls_given_up{kind="danger"} 0.0', 'cases_overdue{kind="danger"} 0.0'} <= await figures()


async def test_without_a_token_metrics_are_nobodys(database_url: str, tmp_path: Path) -> None:
    instance = Instance(database_url, tmp_path, porchlight_metrics_token="")
    await instance.start()
    async with httpx.AsyncClient(base_url=instance.address, trust_env=False) as http:
        for given in ({}, {"authorization": "Bearer"}, {"authorization": "Bearer None"}):
            assert (await http.get("/metrics", headers=given)).status_code == 403
    await instance.stop()


async def test_files_whose_names_change_are_kept_and_the_pages_that_name_them_are_not(shared: Place) -> None:
    visitor = await shared.visitor()
    page = await visitor.http.get("/")
    assert page.headers["cache-control"] == "no-cache"
    named = re.findall(r'"(/assets/[^"]+)"', page.text)
    assert named
    for path in named:
        asset = await visitor.http.get(path)
        assert asset.status_code == 200
        assert "immutable" in asset.headers["cache-control"]
        assert asset.headers["content-security-policy"] == page.headers["content-security-policy"]
    missing = await visitor.http.get("/assets/nothing.js")
    assert (missing.status_code, missing.headers["cache-control"]) == (404, "no-store")
    assert (await visitor.http.get("/api/rooms")).headers["cache-control"] == "no-store"


async def test_where_no_line_is_known_one_may_come_in_and_is_told_the_truth(shared: Place) -> None:
    visitor = await shared.visitor()
    countries = (await visitor.get("/api/countries"))["countries"]
    assert countries[-1] == {"code": "ZZ", "name": "Another country"}
    there = await visitor.get("/api/help/ZZ")
    assert (there.get("emergency"), there["services"], there["few"]) == (None, [], True)
    assert (await visitor.register(country="ZZ"))["country"] == "ZZ"
    page = (await visitor.http.get("/help?country=ZZ")).text
    assert "Call the one you know." in page
    assert "We have no help line for where you are" in page
    assert "<h2>Another country</h2>" in page
    assert "fewer than two" not in page
    assert "tel:" not in page


def test_every_address_of_this_place_may_be_spoken_with_over_the_socket() -> None:
    settings = Settings(porchlight_origin="https://porch.example, http://localhost:8000")
    policy = pages.headers(settings)["content-security-policy"]
    assert "connect-src 'self' ws://localhost:8000 wss://porch.example;" in policy


async def test_the_list_of_countries_brings_their_emergency_numbers(shared: Place) -> None:
    visitor = await shared.visitor()
    for country in (await visitor.get("/api/countries"))["countries"]:
        there = await visitor.get(f"/api/help/{country['code']}")
        assert country.get("emergency") == there["emergency"]
        assert country.get("emergency_note") == there["emergency_note"]


NOT_FOR_PEOPLE = re.compile("memory|planned|announced|slot|verify|;|web$|^yes$|^app$")


@pytest.mark.parametrize("country", [code for code, _ in signposts.countries()])
async def test_of_a_service_nothing_is_shown_that_editors_wrote_for_each_other(shared: Place, country: str) -> None:
    visitor = await shared.visitor()
    for service in (await visitor.get(f"/api/help/{country}"))["services"]:
        said = [service["hours"], service["languages"], service.get("webchat", "")]
        assert not any(NOT_FOR_PEOPLE.search(text) for text in said), said


async def test_a_chat_can_be_followed_from_the_help_page(shared: Place) -> None:
    page = (await (await shared.visitor()).http.get("/help?country=GB")).text
    assert '<a href="https://samaritans.org" rel="noreferrer">samaritans.org</a>, not at all hours' in page
    assert "by phone day and night" in page
    assert "24/7" not in page
