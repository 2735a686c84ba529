"""A back-up: one file with everything the database holds. The master key is never in it."""

import os
from pathlib import Path

from server.ground.postgres_clients import BackupFailed, clients, reason, standing


def back_up(url: str, file: Path, *, overwrite: bool) -> int:
    """Write the database at `url` into `file`, as it is at one moment, whatever is written meanwhile.

    The file is there whole or not at all, and for its owner only. Returns its size in bytes. Raises BackupFailed,
    DatabaseRefused or one of UNREACHABLE.
    """
    if file.exists() and not overwrite:
        raise BackupFailed(f"{file} is there already: give another name, or --force to replace it")
    stands = standing(url)
    if stands.canary is None:
        raise BackupFailed("there is no Porchlight in this database: set DATABASE_URL to the one that has it")
    programs = clients(url, stands.major)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        ran = programs.run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--schema={quoted(stands.schema)}",
            f"--file={draft}",
        )  # fmt: skip
        if ran.returncode:
            raise BackupFailed(
                f"no back-up was written ({reason(ran.stderr, ran.returncode)}), and {file} is as it was"
            )
        draft.replace(file)
        _keep(file.parent)
        return file.stat().st_size
    except OSError as error:
        raise BackupFailed(f"{file} cannot be written ({error.strerror}): give another place") from None
    finally:
        draft.unlink(missing_ok=True)


def quoted(schema: str) -> str:
    """A schema's name as the programs take it, where a bare one would be a pattern."""
    return '"' + schema.replace('"', '""') + '"'


def _keep(folder: Path) -> None:
    """Have the new name outlive a crash of the machine; the file itself pg_dump has synced."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
