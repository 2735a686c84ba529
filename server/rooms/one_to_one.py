"""Everything of one's own about one-to-one, at one moment; and what one sets."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_one_to_one import Apart, OneToOne, OneToOneSettings
from server.ground.bus import Bus
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.refusal import Refusal
from server.ground.schema_one_to_one import minors
from server.ground.schema_one_to_one import one_to_one as settings
from server.rooms import apart
from server.rooms.asks import Asks
from server.rooms.channels import Channels
from server.rooms.four_questions import QUESTIONS
from server.rooms.members import lock_account

m = schema.members.c


class OneToOnes:
    """Reads and sets."""

    def __init__(self, database: Database, bus: Bus, asks: Asks, channels: Channels) -> None:
        self._database = database
        self._bus = bus
        self.asks = asks
        self.channels = channels

    async def mine(self, person: Person) -> OneToOne:
        me = person.account
        async with self._database.begin() as connection:
            found = (await connection.execute(select(settings).where(settings.c.account_id == me))).first()
            youth = await connection.scalar(select(minors.c.at).where(minors.c.account_id == me)) is not None
            return OneToOne(
                youth=youth,
                settings=OneToOneSettings(False, False)
                if found is None
                else OneToOneSettings(found.may_be_asked, found.other_names),
                questions=QUESTIONS,
                asked=[] if youth else await self.asks.mine(connection, me, asking=False),
                asking=await self.asks.mine(connection, me, asking=True),
                channels=await self.channels.mine(connection, me),
                rooms=[] if youth else await self.asks.rooms(connection, me),
                apart=await apart.of(connection, me),
            )

    async def set(self, person: Person, wanted: OneToOneSettings) -> None:
        row = {"may_be_asked": wanted.may_be_asked, "other_names": wanted.other_names}
        async with self._database.begin() as connection:
            mine = upsert(settings).values(account_id=person.account, **row)
            await connection.execute(mine.on_conflict_do_update(index_elements=["account_id"], set_=row))

    async def keep_apart(self, person: Person, wanted: Apart) -> None:
        """Never be brought together with somebody of a room or channel one is in. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            mine = select(m.room_id).where(m.account_id == person.account)
            other = (
                await tx.connection.execute(
                    select(m.account_id, m.alias).where(
                        m.id == wanted.member, m.room_id.in_(mine), m.part != "moderator"
                    )
                )
            ).first()
            if other is None or other.account_id == person.account:
                raise Refusal("not_found", field="member")
            for account in sorted((person.account, other.account_id)):
                await lock_account(tx, account)
            await apart.keep_apart(tx, person.account, other.account_id, wanted.why, other.alias)

    async def lift(self, person: Person, id: UUID) -> None:
        """Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            await apart.lift(tx, person.account, id)
