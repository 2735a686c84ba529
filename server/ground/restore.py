"""Restoring a back-up: what the database holds becomes what the file holds, in one transaction, with a new epoch.

Everything that can be checked is checked before anything is touched. Then one transaction locks out and ends whoever is
connected, takes away what is there, puts in what the file holds, and changes the epoch. If anything fails, or this
process is killed, what was there before is there still. Whoever comes back asks for the epoch first and waits for the
transaction (db.py), so no instance ever serves what was restored as if it were what it knew.
"""

import re
import subprocess
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from server.ground.backup import quoted
from server.ground.db import knows
from server.ground.installation import new_epoch
from server.ground.key_source import Source
from server.ground.postgres_clients import BackupFailed, Clients, clients, reason, standing

MAGIC = b"PGDMP"
"""How a file of pg_dump's custom format begins."""
ROWS = re.compile(r"^COPY \S+\.(\w+) \((.+?)\) FROM stdin;\n(.+?)\n", re.MULTILINE)
"""In the programs' script: a table, its columns, its first row."""
NEW_IN_17 = b"SET transaction_timeout = 0;\n"
"""Programs from 17 on say this to every server; older ones do not know it, and it changes nothing."""

END_OTHERS = """
select pg_stat_clear_snapshot();
select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database()
    and pid <> pg_backend_pid() and backend_type = 'client backend' and usename = current_user;
"""
# The advisory locks are those of a migration and of a first start. Who connects after the lock on `installation` waits
# for it before anything else; who was connected before is ended.
BEFORE = f"""
begin;
set local client_min_messages = error;
set local lock_timeout = '60s';
{END_OTHERS}
select pg_advisory_xact_lock(7071), pg_advisory_xact_lock(7072);
create temporary table ended_sessions (id uuid) on commit drop;
create temporary table erased (id uuid) on commit drop;
do $$ begin
    if to_regclass('installation') is not null then lock table installation in access exclusive mode; end if;
end $$;
{END_OTHERS}
do $$
declare
    what text;
begin
    if to_regclass('sessions') is not null then
        insert into ended_sessions select id from sessions where ended_at is not null;
    end if;
    if to_regclass('audit') is not null then
        insert into erased select distinct actor_id from audit where act in ('erase', 'erase_later');
    end if;
    foreach what in array array(
        select format('drop %s if exists %s cascade',
                      case relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
                      oid::regclass)
        from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm')
            and relowner = current_user::regrole
        union all
        select format('drop routine if exists %s cascade', oid::regprocedure)
        from pg_proc where pronamespace = current_schema()::regnamespace and proowner = current_user::regrole
        union all
        select format('drop type if exists %s cascade', oid::regtype)
        from pg_type where typnamespace = current_schema()::regnamespace and typtype in ('e', 'd')
            and typowner = current_user::regrole
    ) loop
        execute what;
    end loop;
end $$;
"""
# What must not come back to life; docs/decisions.md says why each.
AFTER = """
set local search_path to {schema};
set local client_min_messages = error;
update installation set epoch = '{epoch}';
delete from duties;
delete from revocations;
delete from invitations where used_at is null;
update sessions set ended_at = clock_timestamp()
    where ended_at is null and ({all_sessions} or id in (select id from pg_temp.ended_sessions));
-- Who has asked to be erased since is erased again by the next instance that starts (rooms/erasure.py).
do $$ begin
    update accounts set status = 'leaving', passphrase = '-'
        where id in (select id from pg_temp.erased) and status in ('active', 'suspended');
exception when check_violation then  -- an older version's back-up
    update accounts set status = 'suspended', passphrase = '-' where id in (select id from pg_temp.erased);
end $$;
update alerts set due_at = clock_timestamp() + interval '2 minutes'
    where done_at is null and due_at < clock_timestamp() + interval '2 minutes';
do $$ begin
    if to_regclass('pages') is not null then  -- an older version's back-up has none
        update pages set due_at = clock_timestamp() + interval '2 minutes'
            where told_at is null and dead_at is null and due_at < clock_timestamp() + interval '2 minutes';
    end if;
end $$;
analyze;
commit;
"""


class Content(NamedTuple):
    """What a back-up says of itself: where its schema stands, and the canary of the key that sealed it."""

    revision: str
    canary: bytes


def restore(url: str, file: Path, source: Source, *, disconnect: bool, sign_out: bool) -> str:
    """Put the back-up in `file` in place of what the database at `url` holds. Returns the new epoch.

    `disconnect`: end whoever is connected, instead of refusing. `sign_out`: end every session. Raises BackupFailed,
    MasterKeyUnusable, DatabaseRefused or one of UNREACHABLE; the database is then as it was.
    """
    _check_beginning(file)
    stands = standing(url)
    programs = clients(url, stands.major)
    content = _read(programs, file, stands.schema)
    master = source.read()
    master.check_canary(content.canary)
    stands.check(master)
    if not knows(content.revision):
        raise BackupFailed(
            f"{file} was written by a newer Porchlight (its schema is {content.revision}): install that one, or newer"
        )
    if stands.others and not disconnect:
        raise BackupFailed(
            f"the database is in use ({stands.others} connections): stop every instance first, or give --disconnect "
            "to end them"
        )
    epoch = new_epoch()
    after = AFTER.format(schema=quoted(stands.schema), epoch=epoch, all_sessions="true" if sign_out else "false")
    _carry_out(programs, file, stands.schema, after, older_than_17=stands.major < 17)
    return epoch


def _check_beginning(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            beginning = opened.read(len(MAGIC))
    except OSError as error:
        raise BackupFailed(f"{file} cannot be read ({error.strerror}): give the file of a back-up") from None
    if beginning != MAGIC:
        raise BackupFailed(f"{file} is not a back-up: give a file that `porchlight db backup` wrote")


def _read(programs: Clients, file: Path, schema: str) -> Content:
    """Read the file from end to end, and what it says of itself."""
    whole = programs.run("pg_restore", "--file=/dev/null", file)
    if whole.returncode:
        raise BackupFailed(
            f"{file} is cut short or damaged ({reason(whole.stderr, whole.returncode)}): take another back-up"
        )
    tables = ("--table=installation", "--table=alembic_version")
    ran = programs.run("pg_restore", "--data-only", f"--schema={schema}", *tables, "--file=-", file)
    found = {
        table: dict(zip(columns.split(", "), row.split("\t"), strict=True))
        for table, columns, row in ROWS.findall(ran.stdout.decode())
    }
    try:
        canary = found["installation"]["canary"].removeprefix(r"\\x")
        return Content(found["alembic_version"]["version_num"], bytes.fromhex(canary))
    except (KeyError, ValueError):
        raise BackupFailed(
            f"{file} holds no Porchlight in the schema {schema}: give a file that `porchlight db backup` wrote"
        ) from None


def _carry_out(programs: Clients, file: Path, schema: str, after: str, *, older_than_17: bool) -> None:
    """The one transaction. Only `after` commits it: whatever ends before that undoes everything."""
    options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse", "--file=-")
    contents = ("--no-owner", "--no-privileges", f"--schema={schema}", "--file=-", file)
    with tempfile.TemporaryFile() as said, ExitStack() as ending:
        psql = programs.start(
            "psql", *options, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said.fileno()
        )  # fmt: skip
        ending.callback(_end, psql)
        script = programs.start(
            "pg_restore", *contents, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said.fileno()
        )  # fmt: skip
        ending.callback(_end, script)
        assert psql.stdin is not None
        assert script.stdout is not None
        with suppress(BrokenPipeError):  # psql has stopped at an error, and says which
            psql.stdin.write(BEFORE.encode())
            for line in script.stdout:
                if not (older_than_17 and line == NEW_IN_17):
                    psql.stdin.write(line)
            if script.wait() == 0:
                psql.stdin.write(after.encode())
        with suppress(BrokenPipeError):
            psql.stdin.close()
        script.stdout.close()
        code = psql.wait() or script.wait()
        if code:
            said.seek(0)
            raise BackupFailed(f"nothing was restored ({reason(said.read(), code)}), and the database is as it was")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Whatever happened, nothing of ours goes on."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
