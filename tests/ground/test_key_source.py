"""Where the master key comes from: a file that is made once, the environment, a command; each says what is wrong."""

import os
import stat
import sys
from pathlib import Path

import pytest

from server.ground import key_source
from server.ground.key_source import Source, add_to_file, from_file
from server.ground.master_key import MasterKey, MasterKeyUnusable
from server.ground.seal import KEY_BYTES

ONE, TWO = "ab" * KEY_BYTES, "cd" * KEY_BYTES


def test_the_key_is_made_once_for_its_owner_only_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    made = from_file(path, make=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert from_file(path, make=True).fingerprint(b"a") == made.fingerprint(b"a")
    assert [p.name for p in tmp_path.iterdir()] == ["master.key"]


def test_a_missing_key_is_said_and_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    with pytest.raises(MasterKeyUnusable, match="PORCHLIGHT_MASTER_KEY_FILE"):
        from_file(path, make=False)
    assert not path.exists()


@pytest.mark.parametrize("text", ["", "\n", "hello", "ab" * 31, "ab" * 33, "g" * 64, "ab" * 31 + "a"])
def test_a_file_that_holds_no_key_is_said_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "master.key"
    path.write_text(text)
    with pytest.raises(MasterKeyUnusable):
        from_file(path, make=True)
    assert path.read_text() == text


def test_a_file_of_rubbish_bytes_is_said(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(os.urandom(32) + b"\xff")
    with pytest.raises(MasterKeyUnusable):
        from_file(path, make=True)


def test_a_key_that_came_first_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another instance makes one between our look and our writing."""
    path, link = tmp_path / "master.key", os.link

    def late(source: Path, target: Path) -> None:
        target.write_text("ab" * KEY_BYTES)
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    made = from_file(path, make=True)
    assert made.fingerprint(b"a") == MasterKey(b"\xab" * KEY_BYTES).fingerprint(b"a")
    assert [p.name for p in tmp_path.iterdir()] == ["master.key"]


def test_a_new_key_is_put_behind_the_one_in_use(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_text(ONE)
    add_to_file(path)
    first, second = path.read_text().split()
    assert (first, len(second), second == first) == (ONE, 64, False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["master.key"]
    both = from_file(path, make=False)
    assert both.successor(MasterKey(bytes.fromhex(ONE)).canary()) is not None
    with pytest.raises(MasterKeyUnusable, match="there is no master key"):
        add_to_file(tmp_path / "another")


# The environment, and a command -------------------------------------------------------------------------


def same(one: MasterKey, text: str) -> bool:
    return one.fingerprint(b"a") == MasterKey(bytes.fromhex(text)).fingerprint(b"a")


def printing(code: str, *words: str) -> Source:
    quoted = " ".join(f"'{word}'" for word in words)
    return Source(Path("none"), command=f"'{sys.executable}' -c '{code}' {quoted}")


def test_it_comes_from_the_environment_or_a_command_and_no_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    assert same(Source(file, text=f" {ONE}\n").read(make=True), ONE)
    assert same(printing("import sys; print(sys.argv[1])", TWO).read(make=True), TWO)
    assert not file.exists()


def test_the_command_is_run_by_no_shell() -> None:
    assert same(printing("import sys; print(len(sys.argv) == 4 and sys.argv[3])", ";", "$HOME", ONE).read(), ONE)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (Source(Path("none"), text="hello"), "PORCHLIGHT_MASTER_KEY does not hold a master key"),
        (Source(Path("none"), command="/no/such/program --key"), "/no/such/program: No such file"),
        (Source(Path("none"), command="one 'two"), "no command: look at its quotes"),
        (Source(Path("none"), command=" "), "no command: look at its quotes"),
        (printing("print(\"ab\")"), "what PORCHLIGHT_MASTER_KEY_COMMAND prints does not hold a master key"),
        (printing("import sys; print(sys.argv[1]); sys.exit(3)", ONE), "exit code 3"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_of_a_key(source: Source, says: str) -> None:
    with pytest.raises(MasterKeyUnusable, match=says) as error:
        source.read()
    assert ONE not in str(error.value)


def test_a_command_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_source, "WITHIN_S", 0.3)
    with pytest.raises(MasterKeyUnusable, match="took longer than"):
        printing("import time; time.sleep(60)").read()
