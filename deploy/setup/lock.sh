#!/bin/sh
# Remakes requirements.lock from pyproject.toml: all that runs, builds and checks the project, with hashes.
# `lock.sh --upgrade` takes the newest of everything; without, what is locked stays where it still fits.
set -eu
cd "$(dirname "$0")/../.."
. deploy/setup/debian.sh

uv=$(command -v .venv/bin/uv || command -v uv || command -v .tools/uv/bin/uv) || {
    quietly .venv/bin/python -m pip install --target .tools/uv uv || fail "no uv to be had: install it"
    uv=.tools/uv/bin/uv
}

# The build back end, and what it wants for an editable install, so that nothing is fetched unlocked.
.venv/bin/python - >.tools/backend.in <<'END'
import tomllib

with open("pyproject.toml", "rb") as file:
    print(*tomllib.load(file)["build-system"]["requires"], "editables", sep="\n")
END

quietly "$uv" pip compile pyproject.toml .tools/backend.in --extra embedded --group build --group check \
    --python-version 3.11 --universal --generate-hashes --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links "$@" --output-file requirements.lock ||
    fail "requirements.lock could not be made, see above"

if grep -nE '^ *--(index|extra-index|find-links|trusted)|://' requirements.lock >&2; then
    fail "requirements.lock names an address: it may hold names, versions and hashes only"
fi
