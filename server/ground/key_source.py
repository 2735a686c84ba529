"""Where the master key comes from: a file, the environment, or what a command prints.

Each holds one key of 64 hexadecimal digits or, while a new one takes the place of an old one, two with a space or a
line between them. Only a file that is not there is ever made.
"""

import os
import secrets
import shlex
import subprocess
from pathlib import Path
from typing import NamedTuple

from server.ground.master_key import MasterKey, MasterKeyUnusable
from server.ground.seal import KEY_BYTES

WITHIN_S = 30
"""How long the command may take."""


class Source(NamedTuple):
    """One of the three. `text`: the key itself."""

    file: Path
    text: str = ""
    command: str = ""

    @property
    def name(self) -> str:
        return (
            "PORCHLIGHT_MASTER_KEY" if self.text
            else "PORCHLIGHT_MASTER_KEY_COMMAND" if self.command
            else str(self.file)
        )  # fmt: skip

    def read(self, *, make: bool = False) -> MasterKey:
        """The key or keys. `make`: where it is a file that is not there, make it. Raises MasterKeyUnusable."""
        if self.text:
            return parsed(self.text, self.name)
        if self.command:
            return parsed(printed(self.command), f"what {self.name} prints")
        return from_file(self.file, make=make)


def from_file(path: Path, *, make: bool) -> MasterKey:
    """Raises MasterKeyUnusable."""
    if not path.exists() and not make:
        raise MasterKeyUnusable(
            f"there is no master key at {path}, and this database was sealed with one: put it back there, "
            "or set PORCHLIGHT_MASTER_KEY_FILE. No new one will be made"
        )
    try:
        if not path.exists():
            write_whole(path, secrets.token_bytes(KEY_BYTES).hex() + "\n")
        return parsed(path.read_text("latin-1"), str(path))
    except OSError as error:
        raise MasterKeyUnusable(
            f"the master key's file {path} cannot be used ({error.strerror}): set PORCHLIGHT_MASTER_KEY_FILE"
        ) from None


def add_to_file(path: Path) -> None:
    """A new key, behind those that are in the file. Raises MasterKeyUnusable."""
    from_file(path, make=False)
    text = path.read_text("latin-1").strip() + "\n" + secrets.token_bytes(KEY_BYTES).hex() + "\n"
    try:
        write_whole(path, text, over=True)
    except OSError as error:
        raise MasterKeyUnusable(f"the master key's file {path} cannot be written ({error.strerror})") from None


def printed(command: str) -> str:
    """What a command prints: run without a shell, its words split as a shell would. Raises MasterKeyUnusable.

    Whatever goes wrong, nothing of what it printed is repeated: it may hold the key.
    """
    try:
        words = shlex.split(command)
        ran = subprocess.run(  # noqa: S603 - the operator's own setting
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=WITHIN_S, check=False
        )
    except (ValueError, IndexError):
        raise MasterKeyUnusable("PORCHLIGHT_MASTER_KEY_COMMAND is no command: look at its quotes") from None
    except subprocess.TimeoutExpired:
        raise MasterKeyUnusable(f"PORCHLIGHT_MASTER_KEY_COMMAND took longer than {WITHIN_S} s, and was ended") from None
    except OSError as error:
        raise MasterKeyUnusable(
            f"PORCHLIGHT_MASTER_KEY_COMMAND cannot be run ({words[0]}: {error.strerror}); it is not run by a shell"
        ) from None
    if ran.returncode:
        raise MasterKeyUnusable(
            f"PORCHLIGHT_MASTER_KEY_COMMAND ended with exit code {ran.returncode}: run it by hand to see why"
        )
    return ran.stdout.decode("latin-1")


def parsed(text: str, source: str) -> MasterKey:
    """Raises MasterKeyUnusable."""
    words = text.split()
    try:
        raw = [bytes.fromhex(word) for word in words]
    except ValueError:
        raw = []
    if not raw or any(len(one) != KEY_BYTES for one in raw):
        raise MasterKeyUnusable(f"{source} does not hold a master key: it should be {KEY_BYTES * 2} hexadecimal digits")
    return MasterKey(*raw)


def write_whole(path: Path, text: str, *, over: bool = False) -> None:
    """Write a file that only we can read; it is there whole or not at all, whatever is killed meanwhile. `over`: in
    place of what is there; otherwise whatever came first stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        if over:
            draft.replace(path)
        else:
            os.link(draft, path)  # unlike a rename, never over a key that came first
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
