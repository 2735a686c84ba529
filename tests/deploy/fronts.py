"""nginx and Caddy as the operator has them: the real programs, with the files of `deploy/`, on loopback.

Only what differs from place to place is filled in, by the means the files provide for it: `fill.sh` for nginx,
the environment for Caddy. What nginx.conf says around our file is said here as Debian says it.
"""

import asyncio
import datetime
import os
import shutil
import signal
import ssl
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.people import PATIENCE_S
from tests.redis_server import free_port

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
NAME = "localhost"
ADDRESS = "127.0.0.1"
"""Everybody's, on this machine. The proxies listen here too, and ask instances here."""

NGINX_CONF = """\
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/log/error.log;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    default_type application/octet-stream;
    access_log {folder}/log/access.log;
    gzip on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/porchlight.conf;
}}
"""
"""Debian's nginx.conf, shortened, with folders of its own. It logs accesses and errors, as Debian's does."""


def program(name: str) -> str:
    """Where the set-up put it. Told by the runner, or by what the set-up wrote down."""
    variable = f"PORCHLIGHT_{name.upper()}"
    told = ROOT / ".tools/env"
    lines = told.read_text().splitlines() if told.exists() else []
    found = os.environ.get(variable) or dict(line.split("=", 1) for line in lines).get(variable) or shutil.which(name)
    assert found, f"no {name}: run deploy/setup/tools.sh, which gets it"
    return found


def certificate(folder: Path) -> tuple[Path, Path]:
    """(certificate, key) for localhost, by nobody but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    there = folder / "certificate.pem", folder / "key.pem"
    there[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    there[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return there


class Front:
    """One proxy in front of two ports of this machine."""

    loses = 0
    """How many requests with a body may be answered 502 when an instance goes."""

    def __init__(self, folder: Path, ports: tuple[int, int], port: int) -> None:
        self.folder, self.ports = folder, ports
        self.port, self.plain_port = port, free_port()
        self.address = f"https://{NAME}:{port}"
        (folder / "log").mkdir(parents=True)
        self.certificate, self.key = certificate(folder)
        self.tls = ssl.create_default_context(cafile=self.certificate)
        self._process: asyncio.subprocess.Process | None = None

    def shipped(self) -> str:
        """The file of `deploy/` that this proxy runs with."""
        raise NotImplementedError

    def talkative(self) -> str:
        """The same, without what keeps addresses out of its logs."""
        raise NotImplementedError

    def command(self, text: str) -> tuple[list[str], dict[str, str]]:
        """Lays out the files, with `text` in place of the shipped one, and says how to start it."""
        raise NotImplementedError

    async def start(self, text: str | None = None) -> None:
        """Start it, and wait until it listens."""
        argv, environment = self.command(text or self.shipped())
        with (self.folder / "log/said").open("ab") as said:
            self._process = await asyncio.create_subprocess_exec(
                *argv, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
        async with asyncio.timeout(PATIENCE_S):
            for port in (self.plain_port, self.port):
                while not await _listens(port):
                    assert self._process.returncode is None, self.logs()
                    await asyncio.sleep(0.01)

    async def stop(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(self._process.wait(), PATIENCE_S)

    def logs(self) -> dict[str, str]:
        """All it has written, by the file's name."""
        return {path.name: path.read_text(errors="replace") for path in sorted((self.folder / "log").iterdir())}


class Nginx(Front):
    def shipped(self) -> str:
        return (DEPLOY / "nginx/porchlight.conf").read_text()

    def talkative(self) -> str:
        lines = self.shipped().splitlines(keepends=True)
        return "".join(line for line in lines if not line.lstrip().startswith(("access_log", "error_log")))

    def command(self, text: str) -> tuple[list[str], dict[str, str]]:
        (self.folder / "template").mkdir(exist_ok=True)
        (self.folder / "template/porchlight.conf").write_text(text)
        shutil.copy(DEPLOY / "nginx/fill.sh", self.folder / "template")
        place = {
            "NAME": NAME, "CERTIFICATE": self.certificate, "KEY": self.key,
            "ONE": f"127.0.0.1:{self.ports[0]}", "TWO": f"127.0.0.1:{self.ports[1]}",
            "HTTP": f"127.0.0.1:{self.plain_port}", "HTTPS": f"127.0.0.1:{self.port}",
        }  # fmt: skip
        (self.folder / "place.env").write_text("".join(f"PORCHLIGHT_{name}={value}\n" for name, value in place.items()))
        filled = subprocess.run(
            [self.folder / "template/fill.sh", self.folder / "place.env"], check=True, capture_output=True, text=True
        ).stdout
        (self.folder / "porchlight.conf").write_text(filled)
        user = "user root;" if os.getuid() == 0 else ""  # else its workers cannot reach the test's folder
        (self.folder / "nginx.conf").write_text(NGINX_CONF.format(folder=self.folder, user=user))
        error_log = self.folder / "log/error.log"
        return [
            program("nginx"), "-p", str(self.folder), "-e", str(error_log), "-c", str(self.folder / "nginx.conf"),
            "-g", "daemon off;",
        ], {}  # fmt: skip


class Caddy(Front):
    loses = 1
    """It loses the body of what it sends where nobody listens, and then leaves that instance out."""

    def shipped(self) -> str:
        return (DEPLOY / "caddy/Caddyfile").read_text()

    def talkative(self) -> str:
        return self.shipped().replace("exclude http", "exclude nothing")

    def command(self, text: str) -> tuple[list[str], dict[str, str]]:
        (self.folder / "Caddyfile").write_text(text)
        return [program("caddy"), "run", "--config", str(self.folder / "Caddyfile"), "--adapter", "caddyfile"], {
            "PORCHLIGHT_NAME": NAME,
            "PORCHLIGHT_TLS": f"tls {self.certificate} {self.key}",
            "PORCHLIGHT_ONE": f"127.0.0.1:{self.ports[0]}",
            "PORCHLIGHT_TWO": f"127.0.0.1:{self.ports[1]}",
            "PORCHLIGHT_HTTP": str(self.plain_port),
            "PORCHLIGHT_HTTPS": str(self.port),
            "PORCHLIGHT_BIND": "127.0.0.1",
            "PORCHLIGHT_ADMIN": "off",
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
        }


FRONTS: dict[str, type[Front]] = {"nginx": Nginx, "caddy": Caddy}


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
