"""Channels end by themselves: nobody has written for long, somebody has gone, or the two are no longer to be brought
together. It looks the same to whoever is left, whatever it was."""

from sqlalchemy import text

from server.ground.bus import Bus
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.rooms import channels
from server.rooms.members import lock_account

QUIET_DAYS = 30
QUIET_RECURRING_DAYS = 120
"""Of mentoring and tutoring, which meet from time to time."""

DUE = text(f"""
    with open as (select room_id, purpose, at from channels where state in ('open', 'paused'))
    select room_id from (
        -- Somebody has left, or is gone.
        select c.room_id from open c where (
            select count(*) from channel_places p
            join members b on b.room_id = p.room_id and b.account_id = p.account_id
            where p.room_id = c.room_id and b.left_at is null) < 2
        -- Who is to be with nobody, or two who are kept apart: looked for from where there are few.
        union all
        select c.room_id from open c join channel_places p on p.room_id = c.room_id where p.account_id in (
            select account_id from minors
            union all select id from accounts where status = 'leaving'
            union all select account_id from sanctions where kind = 'suspension' and ends_at > clock_timestamp()
                and undone_at is null)
        union all
        select c.room_id from open c join channel_places one on one.room_id = c.room_id
            join apart a on a.account_id = one.account_id
            join channel_places other on other.room_id = one.room_id and other.account_id = a.other_id
        -- Nobody has written for long.
        union all
        select c.room_id from open c
            cross join lateral (select make_interval(days => case when c.purpose in ('mentoring', 'tutoring')
                then {QUIET_RECURRING_DAYS} else {QUIET_DAYS} end) as long) q
            where c.at < clock_timestamp() - q.long and coalesce((select m.at from messages m
                where m.room_id = c.room_id and m.position is not null order by m.position desc limit 1), c.at)
                < clock_timestamp() - q.long
    ) due limit 1""")
"""What `kept_apart` says, asked of all open channels at once, every second."""


class ChannelEnds:
    """Carries it out, on whichever instance comes first: two at once do no harm."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def end_one(self) -> bool:
        """False where none is due."""
        async with transaction(self._database, self._bus) as tx:
            room = await tx.connection.scalar(DUE)
            if room is None:
                return False
            for account in sorted(one.account_id for one in await channels.places(tx.connection, room)):
                await lock_account(tx, account)
            await channels.end(tx, self._keys, room)
        return True
