"""What somebody said of late, for what adds up over messages: levels, categories, and the words just before.

The truth is the table `assessments`, so moving to another instance loses nothing. It is read when an account is first
heard here, and again when it may have spoken elsewhere: every instance tells what it finds (`Judged`), and where that
may have been lost (`LookAgain`, or half a minute) it is read anew. Otherwise a message costs no read. What was said
here counts at once, stored or not: somebody who writes three lines in a breath is read as a whole.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import asyncpg
import msgspec

from server.auth.sessions import Person
from server.ground.bus import JUDGED, REVOCATIONS, AnyEvent, Bus, Judged, Revoked
from server.ground.db import UNREACHABLE, Database
from server.ground.protocol import Send
from server.ground.together import Together
from server.moderation.assess import Assessment

log = logging.getLogger(__name__)

LEVELS_S = 2 * 3600.0
"""How far back levels add up: an evening's talk, and not last week's."""
CATEGORIES_S = 24 * 3600.0
"""How far back the same counts as repeated."""
SIGNS_DAYS = 30
"""How far back it is kept which categories there were at all, for what adds up over days: as long as a room's words."""
MOST_SIGNS = 200
"""Most messages in which something was found that are looked through for it."""
MOST = 10
WORDS_S = 60.0
"""A sentence that is sent in pieces is sent within this."""
SHORT = 80
"""Characters of a piece at most."""
TRUST_S = 30.0
READ_WITHIN_S = 1.0
KNOWN = 10_000
"""Most accounts held in memory."""

STORED = f"""
    select want.account, s.client_id, s.level, s.categories, s.ago
    from unnest($1::uuid[]) as want(account)
    left join lateral (
        select m.client_id, a.level, a.categories, extract(epoch from clock_timestamp() - a.at)::float8 as ago
        from assessments a join messages m on m.id = a.message_id
        where a.account_id = want.account and a.at > clock_timestamp() - make_interval(secs => {CATEGORIES_S})
        order by a.at desc limit {MOST}) s on true"""


SIGNS = f"""
    select want.account, c.category, min(s.ago)
    from unnest($1::uuid[]) as want(account)
    cross join lateral (
        select a.categories, extract(epoch from clock_timestamp() - a.at)::float8 as ago from assessments a
        where a.account_id = want.account and a.at > clock_timestamp() - make_interval(days => {SIGNS_DAYS})
        order by a.at desc limit {MOST_SIGNS}) s
    cross join lateral unnest(s.categories) as c(category)
    group by 1, 2"""


class Finding(NamedTuple):
    """`at`: by this instance's steady clock, in seconds."""

    at: float
    level: int
    categories: Sequence[str]


class Words(NamedTuple):
    """The last words of an account, while they may be the first half of a sentence."""

    at: float
    room: UUID
    client_id: UUID
    text: str


class Past(msgspec.Struct):
    read_at: float | None = None
    findings: dict[UUID, Finding] = {}
    signs: dict[str, float] = {}  # category: when it was found last
    words: Words | None = None


class Stored(NamedTuple):
    """What the table says of one account."""

    findings: dict[UUID, Finding]
    signs: dict[str, float]


class Recent:
    """What each account that speaks here said of late."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._database = database
        self._bus = bus
        self._clock = asyncio.get_running_loop().time
        self._past: dict[UUID, Past] = {}
        self._reading = Together(self._read)
        bus.subscribe(JUDGED, self._heard)
        bus.subscribe(REVOCATIONS, self._somebody_goes)

    def levels(self, account: UUID, but: UUID) -> tuple[int, ...]:
        """Of an account's last messages in which something was found; `but` the one being judged."""
        since = self._clock() - LEVELS_S
        return tuple(f.level for id, f in self._findings(account).items() if id != but and f.at > since)

    def categories(self, account: UUID, but: UUID) -> frozenset[str]:
        since = self._clock() - CATEGORIES_S
        found = (f.categories for id, f in self._findings(account).items() if id != but and f.at > since)
        return frozenset(category for categories in found for category in categories)

    def signs(self, account: UUID) -> Mapping[str, float]:
        """The categories found in an account's messages of the last weeks, and how many seconds ago each was last."""
        past, now = self._past.get(account), self._clock()
        return {} if past is None else {category: now - at for category, at in past.signs.items()}

    def words_before(self, account: UUID, frame: Send) -> str:
        """What the author sent just before in this room, where both are short; else an empty string."""
        past = self._past.get(account)
        words = past.words if past is not None else None
        if words is None or words.client_id == frame.client_id or words.room != frame.room:
            return ""
        is_one_sentence = self._clock() - words.at <= WORDS_S and len(frame.text) <= SHORT
        return words.text if is_one_sentence else ""

    def note(self, person: Person, frame: Send, found: Assessment) -> None:
        """Remember what was just said, before anything can come between."""
        past, now = self._of(person.account), self._clock()
        # What says something alone is judged, and no half of what comes.
        is_half = len(frame.text) <= SHORT and not found.matches
        past.words = Words(now, frame.room, frame.client_id, frame.text) if is_half else None
        self.found(person, frame, found)

    def found(self, person: Person, frame: Send, found: Assessment) -> None:
        """What was found in it, once more where more has become known since."""
        if found.matches:
            finding = Finding(self._clock(), found.level, found.categories)
            self._add(self._of(person.account), frame.client_id, finding)

    def tell(self, person: Person, frame: Send, found: Assessment) -> None:
        """Other instances, of what is stored now."""
        if found.matches:
            event = Judged(person.account, frame.client_id, found.level, list(found.categories))
            self._bus.publish(JUDGED, event)

    async def catch_up(self, account: UUID) -> bool:
        """Read what is stored, if that is needed. Whether there was more than was known.

        Never at the price of the message: what cannot be read within a second is read at the next."""
        past = self._of(account)
        if self._bus.sure and past.read_at is not None and self._clock() - past.read_at < TRUST_S:
            return False
        known = {*past.findings}, {*past.signs}
        past.read_at = self._clock()
        try:
            async with asyncio.timeout(READ_WITHIN_S):
                stored = await self._reading.get(account)
        except (asyncpg.PostgresError, *UNREACHABLE) as error:
            log.warning("what somebody said of late could not be read", extra={"error": type(error).__name__})
            past.read_at = None
            return False
        for id, finding in stored.findings.items():
            self._add(past, id, finding, over=False)
        for category, at in stored.signs.items():
            past.signs[category] = max(at, past.signs.get(category, at))
        return ({*past.findings}, {*past.signs}) != known

    async def _read(self, accounts: Sequence[UUID]) -> Mapping[UUID, Stored]:
        found = {account: Stored({}, {}) for account in accounts}
        now = self._clock()
        for account, client_id, level, categories, ago in await self._database.fast.fetch(STORED, accounts):
            if client_id is not None:
                found[account].findings[client_id] = Finding(now - ago, level, categories)
        for account, category, ago in await self._database.fast.fetch(SIGNS, accounts):
            found[account].signs[category] = now - ago
        return found

    def _heard(self, event: AnyEvent) -> None:
        if isinstance(event, Judged):
            past = self._past.get(event.account)
            if past is not None:
                finding = Finding(self._clock(), event.level, event.categories)
                self._add(past, event.client_id, finding, over=False)
        else:
            for past in self._past.values():
                past.read_at = None

    def _somebody_goes(self, event: AnyEvent) -> None:
        if isinstance(event, Revoked) and event.account_id is not None and event.room_id is None:
            self._past.pop(event.account_id, None)

    async def run(self) -> None:
        """Forgets words that can no longer be the first half of a sentence, until cancelled."""
        while True:
            await asyncio.sleep(WORDS_S)
            self.forget_old_words()

    def forget_old_words(self) -> None:
        for past in self._past.values():
            if past.words is not None and self._clock() - past.words.at > WORDS_S:
                past.words = None

    def _findings(self, account: UUID) -> dict[UUID, Finding]:
        past = self._past.get(account)
        return past.findings if past is not None else {}

    def _of(self, account: UUID) -> Past:
        past = self._past.get(account)
        if past is None:
            while len(self._past) >= KNOWN:  # whoever was heard first is read anew
                del self._past[next(iter(self._past))]
            past = self._past[account] = Past()
        return past

    def _add(self, past: Past, id: UUID, finding: Finding, *, over: bool = True) -> None:
        """`over`: in place of what is known of this message."""
        for category in finding.categories:
            past.signs[category] = max(finding.at, past.signs.get(category, finding.at))
        if over or id not in past.findings:
            past.findings[id] = finding
        while len(past.findings) > MOST:
            del past.findings[min(past.findings, key=lambda one: past.findings[one].at)]
