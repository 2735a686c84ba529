#!/bin/sh
# install.sh FOLDER: makes FOLDER/.venv with Porchlight and the built web client in it, and nothing that builds or checks.
# Run `make setup` first. FOLDER must be where it will run: a venv cannot be moved.
set -eu
[ $# = 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
. deploy/setup/debian.sh
umask 022 # whoever runs it is not who installs it

[ -d web/dist ] && .venv/bin/python -c 'import server' || fail "run \`make setup\` first"
[ ! -e "$folder/.venv" ] || fail "$folder/.venv is there already: install beside it, then change over"
say "installing into $folder"

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
.venv/bin/python deploy/setup/needed.py >"$made/needed.lock"
.venv/bin/python -m venv --without-pip "$folder/.venv"
pip="$PWD/.venv/bin/python -m pip --python $folder/.venv/bin/python --no-input --disable-pip-version-check"
quietly $pip install --no-deps --require-hashes -r "$made/needed.lock" || fail "what it needs could not be installed, see above"
quietly .venv/bin/python -m pip wheel --no-deps --no-index --no-build-isolation --wheel-dir "$made" . &&
    quietly $pip install --no-deps --no-index "$made"/*.whl || fail "Porchlight could not be installed, see above"
cp -r web/dist "$("$folder/.venv/bin/python" -I -c 'import server; print(server.__path__[0])')/web"
"$folder/.venv/bin/porchlight" rules prepare || fail "the shipped rules could not be prepared"
