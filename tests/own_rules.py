"""Rules of an operator's own, about words that no shipped rule knows, and a way to publish them."""

from collections.abc import Mapping
from functools import lru_cache

from server.ground.bus import RULES, LookAgain
from server.moderation import rule_files
from server.moderation.in_force import Mode, publish
from server.moderation.judge import Judge
from server.moderation.policy import SHIPPED
from tests.people import Place, becomes


def rule(id: str, words: str, category: str = "crisis", level: int = 2, more: str = "") -> str:
    return f"""
[[rule]]
id = "{id}"
category = "{category}"
level = {level}
says = "says {words}"
patterns = ["{words}"]
{more}
examples.match = ["a {words} here"]
examples.not_match = ["nothing of it"]
"""


LANTERN = "the purple lantern"
"""S2 by itself; S4 where its author came to S2 before."""
OWN = {"en-own.toml": rule("own-lantern", "purple lantern", more="recent = { at_least = 2, level = 4 }")}


def policy(*changes: tuple[str, str]) -> dict[str, str]:
    """The shipped policy with some of its words changed."""
    text = SHIPPED.read_text()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return {rule_files.POLICY: text}


_build = rule_files.build


@lru_cache(maxsize=4)
def _built(files: frozenset[tuple[str, str]]) -> Judge:
    return _build(dict(files))


def built_once(files: Mapping[str, str]) -> Judge:
    """As `rule_files.build`: the same files make the same judge, and trying every example takes seconds."""
    return _built(frozenset(files.items()))


async def published(place: Place, files: dict[str, str], mode: Mode = "live") -> None:
    """Publish these on one instance, and wait until they are in force there."""
    services = place.services
    before = services.in_force.judge
    async with services.database.begin() as connection:
        await publish(connection, files, rule_files.build(files), mode)
    services.bus.publish(RULES, LookAgain())
    await becomes(lambda: services.in_force.judge is not before)
