"""The directory: what anyone can know of the rooms before joining, without an account."""

from typing import Any

from sqlalchemy import select

from server.ground import schema
from server.ground.api import RoomCard, Rooms
from server.ground.db import Database
from server.ground.refusal import Refusal
from server.moderation.coverage import Coverage
from server.moderation.planned_words import PlannedWords
from server.rooms.presence import Presence

r = schema.rooms.c
CARD = select(
    r.id, r.slug, r.title, r.summary, r.audience, r.demonstration, r.retention_days, r.account_days, r.card
).where(r.kind == "room", r.closed_at.is_(None))


class Directory:
    """Lists rooms."""

    def __init__(self, database: Database, presence: Presence, coverage: Coverage, planned: PlannedWords) -> None:
        self._database = database
        self._presence = presence
        self._coverage = coverage
        self._planned = planned

    async def rooms(self) -> Rooms:
        """All open rooms, by title."""
        staffed = await self._coverage.current()
        hours = await self._planned.now()
        async with self._database.begin() as connection:
            rows = await connection.execute(CARD.order_by(r.title))
            return Rooms([self._card(row, staffed=staffed) for row in rows], staffed, hours)

    async def room(self, slug: str) -> RoomCard:
        """One room's card. Raises Refusal."""
        staffed = await self._coverage.current()
        async with self._database.begin() as connection:
            row = (await connection.execute(CARD.where(r.slug == slug))).first()
        if row is None:
            raise Refusal("not_found")
        return self._card(row, staffed=staffed)

    def _card(self, row: Any, *, staffed: bool) -> RoomCard:
        return RoomCard(
            id=row.id,
            slug=row.slug,
            title=row.title,
            summary=row.summary,
            audience=row.audience,
            demonstration=row.demonstration,
            staffed=staffed,
            here=self._presence.count(row.id),
            retention_days=row.retention_days,
            account_days=row.account_days,
            card=row.card,
        )
