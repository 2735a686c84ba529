"""What npm is asked for: it goes into build/, and nothing of it is ever committed."""

import os
import subprocess

from tests.performance.load import BUILD

NODE = BUILD.parent / ".tools/bin/node"


def npm(*packages: str) -> bool:
    """Have npm put packages into build/peers; whether they are there."""
    peers = BUILD / "peers"
    peers.mkdir(parents=True, exist_ok=True)
    if all((peers / "node_modules" / name.partition("@")[0]).exists() for name in packages):
        return True
    (peers / "package.json").write_text("{}")
    argv = [NODE.with_name("npm"), "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
    env = os.environ | {"PATH": f"{NODE.parent}:{os.environ['PATH']}", "PUPPETEER_SKIP_DOWNLOAD": "1"}
    return subprocess.run([*argv, *packages], cwd=peers, env=env, check=False).returncode == 0
