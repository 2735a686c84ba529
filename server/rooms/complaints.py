"""Complaints about any decision, inaction or member of staff. They go to a trustee, outside the moderators, who see
none of them; the person is told at once by when they are answered, and then the answer.

One about a trustee goes to the leads, and is kept from every trustee: peers do not know them apart. Where the place
has no lead, it falls to the moderators.
"""

from uuid import UUID

from sqlalchemy import Uuid, func, insert, literal, select

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import Complaint, Receipt, Waiting
from server.ground.bus import Bus
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.moderation.deadlines import DEADLINES
from server.rooms import notices
from server.rooms.limits import Limits
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account
from server.rooms.to_staff import ToStaff

CONDUCT = "conduct"
"""The category of a complaint that was made by reporting what a moderator said (conduct.py)."""
o = schema.roles.c
IN_FORCE = o.expires_at.is_(None) | (o.expires_at > func.clock_timestamp())


class Complaints:
    """Takes complaints."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, limits: Limits, to_staff: ToStaff) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._limits = limits
        self._to_staff = to_staff

    async def make(self, person: Person, wanted: Complaint) -> Receipt:
        """Open the complaint's case. Raises Refusal."""
        words = self._to_staff.check(wanted.words)
        if not words:
            raise Refusal("bad_request", says="Say in a few words what it is about.", field="words")
        wait = self._limits.take("object", person.account)
        card = await self._to_staff.read(person, words, as_evidence=False)
        if wait:
            raise Refusal("too_fast", retry_after=wait)
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, person.account)
            category = await _about_trustee(tx) if wanted.about == "trustee" else wanted.about
            case = await self._to_staff.open(tx, person.account, "complaint", category, words)
            if wanted.about == "trustee":
                await _keep_from_trustees(tx, case)
            told = NoticeBody(code="received", category=wanted.about, lasts_s=DEADLINES["complaint"].due_s)
            await notices.tell(tx, self._keys, person.account, "complaint", told)
            due = await self._to_staff.due(tx, case)
        return Receipt(due, card)

    async def waiting(self, person: Person) -> Waiting:
        """By when the person's newest complaint is answered, where it still waits."""
        c = schema.cases.c
        newest = (
            select(c.due_at)
            .where(c.subject_id == person.account, c.kind == "complaint", c.category != CONDUCT, c.closed_at.is_(None))
            .order_by(c.due_at.desc())
            .limit(1)
        )
        async with self._database.begin() as connection:
            due = await connection.scalar(newest)
        return Waiting(None if due is None else milliseconds(due))


async def _about_trustee(tx: Transaction) -> str:
    """The category of a complaint about a trustee: it says who sees it (moderation/transitions.py)."""
    lead = await tx.connection.scalar(select(o.account_id).where(o.role == "lead", IN_FORCE).limit(1))
    return "trustee" if lead is not None else "trustee_no_lead"


async def _keep_from_trustees(tx: Transaction, case: UUID) -> None:
    """Whoever is a trustee, and lead or moderator besides, does not see it either."""
    trustees = select(literal(case, Uuid), o.account_id, literal("about")).where(o.role == "trustee")
    await tx.connection.execute(insert(schema.conflicts).from_select(["case_id", "account_id", "why"], trustees))
