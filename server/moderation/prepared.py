"""What takes a second or two to make of a set of rules, kept in this installation: `find(version)`, `keep(...)`.

The file's name says of which rules and by which code it was made, so that a change of either is a file that is not
there. Without one everything is made anew at the start, and kept where that can be written.
"""

import hashlib
import logging
import sys
import tempfile
from pathlib import Path

import msgspec
from msgspec import Struct

from server.moderation.sieve import Made

log = logging.getLogger(__name__)

FOLDER = Path(sys.prefix) / "var" / "porchlight"
KEPT = 3
"""Files: of the rules in force, and of those before."""
_MADE_BY = ("anchors.py", "pattern.py", "plain.py", "plain.toml", "prepared.py", "rules.py", "sieve.py")


class Prepared(Struct, frozen=True):
    """`made`: for each way to read what its patterns need; `taken`: all patterns of the rules, exceptions included,
    which RE2 need not be asked about again."""

    made: dict[str, Made]
    taken: list[str]


def find(version: str) -> Prepared | None:
    """What was made of the rules of this version, or None."""
    try:
        return msgspec.msgpack.decode(_path(version).read_bytes(), type=Prepared, strict=False)
    except (OSError, msgspec.MsgspecError):
        return None


def keep(version: str, prepared: Prepared) -> None:
    """For the next start. Where nothing can be written it is made anew each time."""
    path = _path(version)
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=FOLDER, delete=False) as file:
            file.write(msgspec.msgpack.encode(prepared))
        Path(file.name).chmod(0o644)  # whoever serves may be another than who installed
        Path(file.name).replace(path)
        for older in sorted(FOLDER.glob("rules-*"), key=lambda p: p.stat().st_mtime)[:-KEPT]:
            older.unlink(missing_ok=True)
    except OSError as why:
        log.warning(
            "what was made of the rules cannot be kept", extra={"path": str(FOLDER), "error": type(why).__name__}
        )


def _path(version: str) -> Path:
    here = Path(__file__).parent
    made_by = hashlib.sha256()
    for name in _MADE_BY:
        made_by.update((here / name).read_bytes())
    return FOLDER / f"rules-{version}-{made_by.hexdigest()[:12]}"
