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
    select c.room_id from channels c where c.state in ('open', 'paused') and (
        (select count(*) from channel_places p join members b on b.room_id = p.room_id and b.account_id = p.account_id
            where p.room_id = c.room_id and b.left_at is null) < 2
        or exists (select 1 from channel_places one join channel_places other
            on other.room_id = one.room_id and other.account_id > one.account_id
            where one.room_id = c.room_id and kept_apart(one.account_id, other.account_id))
        or greatest(c.at, (select max(m.at) from messages m where m.room_id = c.room_id)) < clock_timestamp()
            - make_interval(days => case when c.purpose in ('mentoring', 'tutoring')
                then {QUIET_RECURRING_DAYS} else {QUIET_DAYS} end))
    limit 1""")


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
