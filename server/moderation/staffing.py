"""Who becomes staff, recorded in the transaction that makes them so."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth import invitations
from server.auth.sessions import Person
from server.ground.db import Database
from server.moderation import audit


async def invite(connection: AsyncConnection, role: str, account: UUID | None) -> str:
    """A code for this role, made by whoever runs the command."""
    code = await invitations.invite(connection, role, account)
    await audit.record(connection, None, "invite", f"role {role}" + (f" account {account}" if account else ""))
    return code


async def granted(connection: AsyncConnection, account: UUID, role: str) -> None:
    """Somebody has taken a role, as they registered or later."""
    await audit.record(connection, account, "take_role", f"account {account} role {role}")


async def accept(database: Database, person: Person, code: str) -> None:
    """Take the role of an invitation that is for one's own account. Raises Refusal."""
    async with database.begin() as connection:
        role = await invitations.use(connection, code, person.account)
        await invitations.grant(connection, person.account, role)
        await granted(connection, person.account, role)
