"""Retention: what was promised to be deleted is deleted, once it is old enough.

Rooms and conversations say how long they keep messages; of what its author took back a sealed copy is kept for a few
days, so that it can be reported, and its place stays; one's personal log is kept as long as a room; cases, with
their evidence and its keys, go some time after they are closed; a room or conversation that has ended goes whole, with
its key. What two people hold is let be. Any instance may do it; two at once do no harm.
"""

import asyncio
import logging
import random

from server.ground.db import Database
from server.ground.keys import turned
from server.ground.sealed import OWNERS, SEALED
from server.moderation import rests, supervision
from server.moderation.audit import END_OLD
from server.moderation.care import RULES
from server.moderation.looks import rules
from server.moderation.quality import QUALITY
from server.rooms.channels import KEPT_DAYS

log = logging.getLogger(__name__)

EVERY_S = 3600.0
LONGEST_S = 120
"""For one statement: whether an old key still seals something is asked of whole rooms."""
AT_ONCE = 5_000
"""Most rows in one statement, so that nobody waits for their locks."""

NOTICES_DAYS = 30
CASES_DAYS = 90
UNANSWERED_DAYS = 7
SPELLS_DAYS = 180
PACKS_DAYS = 90
FOLLOW_UPS_DAYS = RULES.follow_up.offered_days
TAKEN_BACK_DAYS = 7
"""It is said to whoever deletes a message, before they do (web/src/strings/peers.ts)."""

STILL_SEALS = """not exists (
    select 1 from {table} t where t.{owner} = k.owner and get_byte(t.{column}, 0) = k.version)"""
OLD_VERSIONS = " and ".join(STILL_SEALS.format(table=of.table.name, owner=of.owner, column=of.column) for of in SEALED)
NO_OWNER = " and ".join(f"not exists (select 1 from {table.name} t where t.id = k.owner)" for table in OWNERS)

STATEMENTS = (
    # A message in an open case, or under appeal, stays until that is closed: somebody is still working with it.
    f"""delete from messages where id in (
        select m.id from messages m join rooms r on r.id = m.room_id join members b on b.id = m.member_id
        where r.kind <> 'channel' and m.at < clock_timestamp() - make_interval(
            days => kept_days(r.retention_days, r.days_before, r.lengthened_at, m.at))
        and not on_hold('room', m.room_id) and not on_hold('account', b.account_id)
        and not exists (select 1 from evidence e join cases c on c.id = e.case_id
                        where e.message_id = m.id and c.state <> 'closed')
        and not exists (select 1 from appeals p join cases c on c.id = p.case_id
                        where p.message_id = m.id and c.state <> 'closed')
        limit {AT_ONCE})""",
    # Reported meanwhile, it is evidence, under a key of its own.
    f"""update messages set body = null, original = null where id in (
        select m.id from messages m join members b on b.id = m.member_id
        where m.taken_back_at < clock_timestamp() - interval '{TAKEN_BACK_DAYS} days' and m.body is not null
        and not on_hold('room', m.room_id) and not on_hold('account', b.account_id) limit {AT_ONCE})""",
    # A channel goes whole some days after its end, with all that was said and its key; not while a message of it is in
    # an open case.
    f"""with ended as (
            select r.id from rooms r join channels c on c.room_id = r.id where (c.state = 'ended'
                or not exists (select 1 from channel_places p where p.room_id = r.id))
            and r.closed_at < clock_timestamp() - interval '{KEPT_DAYS} days' and not on_hold('room', r.id)
            and not exists (select 1 from members b where b.room_id = r.id and on_hold('account', b.account_id))
            and not exists (select 1 from messages m join evidence e on e.message_id = m.id
                            join cases k on k.id = e.case_id where m.room_id = r.id and k.state <> 'closed')
            limit {AT_ONCE}),
        told as (insert into revocations (account_id, room_id, code)
            select b.account_id, b.room_id, 'closed' from members b join ended on ended.id = b.room_id
            where b.left_at is null),
        gone as (delete from keys where owner in (select id from ended))
        delete from rooms where id in (select id from ended)""",
    f"""delete from asks where id in (
        select id from asks where until < clock_timestamp() - interval '{KEPT_DAYS} days' limit {AT_ONCE})""",
    # A conversation has ended with its case, and its words have gone: the rest goes with its key.
    f"""with ended as (
            select r.id from rooms r where r.kind <> 'channel'
            and r.closed_at < clock_timestamp() - make_interval(days => r.retention_days)
            and not exists (select 1 from messages m where m.room_id = r.id)
            and not exists (select 1 from cases c where c.conversation_id = r.id and c.state <> 'closed')
            and not on_hold('room', r.id) limit {AT_ONCE}),
        told as (insert into revocations (account_id, room_id, code)
            select b.account_id, b.room_id, 'closed' from members b join ended on ended.id = b.room_id
            where b.left_at is null),
        gone as (delete from keys where owner in (select id from ended))
        delete from rooms where id in (select id from ended)""",
    f"""delete from shift_packs where id in (
        select id from shift_packs where made_at < clock_timestamp() - interval '{PACKS_DAYS} days' limit {AT_ONCE})""",
    f"""delete from spells where (account_id, began_at) in (
        select account_id, began_at from spells where until < clock_timestamp() - interval '{SPELLS_DAYS} days'
        limit {AT_ONCE})""",
    f"""delete from notices where id in (
        select id from notices where at < clock_timestamp() - interval '{NOTICES_DAYS} days'
        and not on_hold('account', account_id) limit {AT_ONCE})""",
    f"""with old as (
            select id from cases where closed_at < clock_timestamp() - interval '{CASES_DAYS} days' and state = 'closed'
            and not on_hold('case', id) and not on_hold('account', subject_id)
            and not exists (select 1 from hand_overs h where h.case_id = cases.id
                            and h.ground <> 'consent' and h.told_at is null)
            limit {AT_ONCE}),
        gone as (delete from keys where owner in (
            select id from old union all select e.id from evidence e join old on old.id = e.case_id))
        delete from cases where id in (select id from old)""",
    f"""delete from sanctions where id in (
        select id from sanctions
        where coalesce(undone_at, ends_at, at) < clock_timestamp() - interval '{CASES_DAYS} days'
        and not on_hold('account', account_id)
        and not exists (select 1 from appeals p join cases c on c.id = p.case_id
                        where p.sanction_id = sanctions.id and c.state <> 'closed')
        limit {AT_ONCE})""",
    f"""delete from looks where id in (
        select id from looks where at < clock_timestamp() - interval '{rules().kept_days} days' limit {AT_ONCE})""",
    f"""delete from exposures where id in (
        select id from exposures where at < clock_timestamp() - interval '{QUALITY.exposure.kept_days} days'
        limit {AT_ONCE})""",
    # What two people decided is counted on when the case is gone; one that was only offered is of no use then.
    f"""delete from second_reviews where id in (
        select id from second_reviews where (case_id is null and second is null)
        or decided_at < clock_timestamp() - interval '{QUALITY.reviews.kept_days} days' limit {AT_ONCE})""",
    "delete from put_off where until < clock_timestamp()",
    # Of a room's states those that no longer count: over, undone, or under one that lasts until it is taken back.
    f"""delete from room_states s where s.at < clock_timestamp() - interval '{CASES_DAYS} days'
        and (s.undone_at is not null or s.ends_at < clock_timestamp()
             or exists (select 1 from room_states n where n.room_id = s.room_id and n.seq > s.seq
                        and n.undone_at is null and n.ends_at is null))""",
    "delete from challenges where expires_at < clock_timestamp()",
    # Nobody's words, but of no use any more.
    f"""delete from revocations where id in (
        select id from revocations where at < clock_timestamp() - interval '1 day' limit {AT_ONCE})""",
    f"""delete from sessions where id in (
        select id from sessions where coalesce(ended_at, expires_at) < clock_timestamp() - interval '1 day'
        limit {AT_ONCE})""",
    f"""delete from alerts where id in (
        select id from alerts where done_at < clock_timestamp() - interval '30 days' limit {AT_ONCE})""",
    f"""delete from pages where id in (
        select id from pages where coalesce(told_at, dead_at) < clock_timestamp() - interval '30 days'
        limit {AT_ONCE})""",
    # A time that was chosen stays, whatever became of the case. The rest goes with the case in which it was met.
    f"""delete from follow_ups where id in (
        select id from follow_ups where became is null and (ended is not null or due_at is null)
        and coalesce(ended_at, at) < clock_timestamp() - interval '{FOLLOW_UPS_DAYS} days' limit {AT_ONCE})""",
    "delete from invitations where expires_at < clock_timestamp() - interval '30 days'",
    # What an erased account left behind, once nothing points at it: places in rooms, cases, reports.
    f"""delete from members where id in (
        select b.id from members b join accounts a on a.id = b.account_id
        where a.erased_at is not null and not exists (select 1 from messages m where m.member_id = b.id)
        limit {AT_ONCE})""",
    f"""delete from accounts where id in (
        select a.id from accounts a where a.erased_at is not null
        and not exists (select 1 from members b where b.account_id = a.id)
        and not exists (select 1 from cases c where c.subject_id = a.id)
        and not exists (select 1 from reports t where t.reporter_id = a.id)
        limit {AT_ONCE})""",
    "delete from erased_names where until < clock_timestamp()",
    END_OLD,
    rests.END_OLD,
    supervision.END_OLD,
    # Why something was held is kept as long after it as a case; what nobody has agreed to, for a week.
    f"""delete from holds where coalesce(ended_at, ends_at) < clock_timestamp() - interval '{CASES_DAYS} days'
        or (agreed_at is null and at < clock_timestamp() - interval '{UNANSWERED_DAYS} days')""",
    # A key is the last to go, and then what a back-up still holds does not open with what is here. What is being stored
    # has its key first, so a young one is let be.
    f"""delete from keys k using (
            select owner, max(version) as newest from keys group by owner
            having count(*) > 1 and max(created_at) < clock_timestamp() - interval '1 hour') n
        where n.owner = k.owner and k.version < n.newest and {OLD_VERSIONS}""",
    f"delete from keys k where k.created_at < clock_timestamp() - interval '1 hour' and {NO_OWNER}",
)


class Retention:
    """Deletes what is older than was promised."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self) -> None:
        """Every hour, until cancelled."""
        while True:
            try:
                await self.delete_old()
            except Exception as error:
                log.warning("old words could not be deleted; tried later", extra={"error": type(error).__name__})
            await asyncio.sleep(EVERY_S * random.uniform(0.8, 1))  # noqa: S311 - instances take turns

    async def delete_old(self) -> int:
        """Delete everything that is due. Returns how many rows went."""
        total = 0
        for statement in STATEMENTS:
            deleted = AT_ONCE
            while deleted == AT_ONCE:
                # Not over the message path's connections: those plan for a few rows by their keys.
                async with self._database.begin() as connection:
                    await connection.exec_driver_sql(f"set local statement_timeout = '{LONGEST_S}s'")
                    deleted = (await connection.exec_driver_sql(statement)).rowcount
                total += deleted
        if total:
            async with self._database.begin() as connection:
                await turned(connection)
        return total
