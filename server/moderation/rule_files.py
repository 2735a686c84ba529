"""An operator's own rules, as files by name: beside the shipped ones, or in place of the one of the same name.

`policy.toml` among them replaces the shipped policy. Nothing is put in force before all of it has been read and every
example tried: `build(files) -> Judge` raises RulesRejected or PolicyRejected, which say where and why.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from server.moderation import rules
from server.moderation.judge import Judge
from server.moderation.policy import SHIPPED as SHIPPED_POLICY
from server.moderation.policy import policy_for
from server.moderation.rules import RulesRejected

POLICY = "policy.toml"
LARGEST = 2_000_000
"""Most bytes of one set."""


def read(folder: Path) -> dict[str, str]:
    """The rule and policy files of a folder. Raises RulesRejected."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise RulesRejected(str(folder), "", "there is no rule file here; a rule file is called like en-own.toml")
    try:
        files = {path.name: path.read_text(encoding="utf-8") for path in paths}
    except (OSError, UnicodeDecodeError) as why:
        raise RulesRejected(str(folder), "", f"cannot be read: {why}") from None
    if sum(map(len, files.values())) > LARGEST:
        raise RulesRejected(str(folder), "", f"is larger than {LARGEST:,} characters")
    return files


def build(files: Mapping[str, str]) -> Judge:
    """The shipped rules with these. Without any: the shipped ones."""
    with TemporaryDirectory(prefix="porchlight-rules-") as made:
        folder, policy = Path(made) / "rules", Path(made) / POLICY
        shutil.copytree(rules.SHIPPED, folder)
        shutil.copyfile(SHIPPED_POLICY, policy)
        for name, content in files.items():
            if Path(name).name != name:
                raise RulesRejected(name, "", "a rule file has a plain name, without a folder")
            (policy if name == POLICY else folder / name).write_text(content, encoding="utf-8")
        found = rules.load(folder)
        return Judge(found, policy_for(found, policy))
