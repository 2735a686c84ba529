"""The rooms as moderators watch them: how many are here, how busy it is, who looks after them, which state they are in.
Nobody's words: whoever wants to read joins, openly, as a moderator.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_rooms import Facilitator, InState, LiveRoom, OnDuty
from server.ground.api_rooms import LiveRooms as LiveRoomsView
from server.ground.bus import DUTY, Bus, DutyChanged
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.schema_rooms import room_watches
from server.moderation import audit, room_acts
from server.rooms.members import enter, lock_account, lock_room
from server.rooms.presence import Presence

BUSY_MINUTES = 10

ROOMS = text(f"""
    select r.id, r.slug, r.title, s.id as state_id, coalesce(s.state, 'normal') as state, s.every_s,
        s.reason, s.at, s.ends_at, b.pseudonym as by, m.id as member_id, clock_timestamp() as now,
        (select count(*) from (
            select 1 from messages x where x.room_id = r.id and x.position > r.head - 1000
            and x.at > clock_timestamp() - interval '{BUSY_MINUTES} minutes') x) as lately,
        (select count(*) from messages x join evidence e on e.message_id = x.id join cases c on c.id = e.case_id
            where x.room_id = r.id and x.state = 'held' and c.state <> 'closed') as waiting,
        array(select a.pseudonym from room_watches w join duties d using (account_id)
            join accounts a on a.id = w.account_id
            where w.room_id = r.id and d.until > clock_timestamp() order by 1) as watched_by,
        (select coalesce(jsonb_agg(jsonb_build_object('name', f.alias,
                'until', floor(extract(epoch from f.part_until) * 1000)) order by f.alias), '[]'::jsonb) from members f
            where f.room_id = r.id and f.part = 'facilitator' and f.left_at is null
            and f.part_until > clock_timestamp()) as facilitators,
        exists(select 1 from room_watches w where w.room_id = r.id and w.account_id = :account) as mine
    from rooms r
    left join lateral room_state_in_force(r.id) s on true
    left join accounts b on b.id = s.by
    left join members m on m.room_id = r.id and m.account_id = :account and m.left_at is null and m.part = 'moderator'
    where r.kind = 'room' and r.closed_at is null order by r.title
""")
ON_DUTY = text("""
    select a.pseudonym as name, array(
        select r.title from room_watches w join rooms r on r.id = w.room_id
        where w.account_id = d.account_id order by 1) as rooms
    from duties d join accounts a on a.id = d.account_id where d.until > clock_timestamp() order by 1
""")


class LiveRooms:
    """Reads and watches rooms."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, presence: Presence) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._presence = presence

    async def view(self, person: Person) -> LiveRoomsView:
        """All open rooms; to a lead also everybody on duty, and where."""
        async with self._database.begin() as connection:
            rows = (await connection.execute(ROOMS, {"account": person.account})).all()
            duty = (await connection.execute(ON_DUTY)).all() if "lead" in person.roles else None
            now = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
        await self._keys.load([row.id for row in rows if row.state_id is not None])
        return LiveRoomsView(
            rooms=[self._line(row) for row in rows],
            now=milliseconds(now),
            paces=list(room_acts.PACES_S),
            on_duty=None if duty is None else [OnDuty(row.name, row.rooms) for row in duty],
        )

    def _line(self, row: Any) -> LiveRoom:
        return LiveRoom(
            id=row.id,
            slug=row.slug,
            title=row.title,
            here=self._presence.count(row.id),
            lately=row.lately,
            waiting=row.waiting,
            watched_by=row.watched_by,
            mine=row.mine,
            facilitators=[Facilitator(**one) for one in row.facilitators],
            state=row.state,
            acts=[act for act in room_acts.acts(row.state, moderator=True) if act != "undo" or can_undo(row)],
            since=None if row.state_id is None else self._since(row),
            member_id=row.member_id,
        )

    def _since(self, row: Any) -> InState:
        id, sealed = row.state_id, row.reason
        return InState(
            id=id,
            at=milliseconds(row.at),
            reason=None if sealed is None else self._keys.open(row.id, sealed, "room_states", id, "reason").decode(),
            by=row.by,
            every_s=row.every_s,
            until=None if row.ends_at is None else milliseconds(row.ends_at),
        )

    async def watch(self, person: Person, room: UUID, *, on: bool) -> None:
        """Look after a room, as long as one is on duty, or no longer. Raises Refusal."""
        w, d = room_watches, schema.duties.c
        async with transaction(self._database, self._bus) as tx:
            if not on:
                await tx.connection.execute(delete(w).where(w.c.room_id == room, w.c.account_id == person.account))
            else:
                is_room = select(schema.rooms.c.id).where(schema.rooms.c.id == room, schema.rooms.c.kind == "room")
                if await tx.connection.scalar(is_room) is None:
                    raise Refusal("not_found")
                mine = select(d.account_id).where(d.account_id == person.account, d.until > func.clock_timestamp())
                if await tx.connection.scalar(mine.with_for_update(key_share=True)) is None:
                    raise Refusal("act_not_possible", says="Go on duty first, and then say which rooms you look after.")
                row = upsert(w).values(room_id=room, account_id=person.account)
                await tx.connection.execute(row.on_conflict_do_nothing())
            tx.announce(DUTY, DutyChanged())

    async def join(self, person: Person, room: UUID) -> None:
        """Into a room, openly and marked as a moderator: nobody reads along unseen. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, person.account)
            found = await lock_room(tx, room)
            if found is None or found.kind != "room" or found.closed_at is not None:
                raise Refusal("not_found")
            m = schema.members
            mine = await tx.connection.scalar(
                select(m.c.id).where(m.c.room_id == room, m.c.account_id == person.account)
            )
            if mine is None:
                await enter(tx, room, person.account, person.pseudonym, part="moderator")
            else:
                change = update(m).where(m.c.id == mine)
                await tx.connection.execute(change.values(left_at=None, part="moderator", part_until=None))
            await audit.record(tx.connection, person.account, "join_room", f"room {room}")


def can_undo(row: Any) -> bool:
    """Whether the newest act can still be undone."""
    return row.state_id is not None and row.now - row.at <= room_acts.UNDO
