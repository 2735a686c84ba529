#!/bin/sh
# Makes .venv as requirements.lock says, with the project in it. Does nothing when that is done.
set -eu
cd "$(dirname "$0")/../.."
. deploy/setup/debian.sh

stamp=.venv/.porchlight
wanted="$PWD $(cat requirements.lock pyproject.toml | sha256sum | cut -c 1-64)"
if [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && .venv/bin/python -c '' 2>/dev/null; then exit 0; fi
say "making .venv (the first time takes a minute)"

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

pick() {
    for python in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
        if recent "$python"; then return 0; fi
    done
    return 1
}

pip_wheel() {
    ls /usr/share/python-wheels/pip-*.whl .tools/root/usr/share/python-wheels/pip-*.whl 2>/dev/null | tail -n 1
}

# A .venv that was made for another place, or whose Python has gone, cannot be mended.
if ! grep -qs " $PWD/.venv\$" .venv/pyvenv.cfg || ! recent .venv/bin/python; then rm -rf .venv; fi

if [ ! -d .venv ]; then
    if ! pick; then
        [ -z "${PYTHON:-}" ] || fail "PYTHON=$PYTHON is not a Python of version 3.11 or newer"
        debian_install python3 && pick || fail "no Python 3.11 or newer found: install one, or set PYTHON to it"
    fi
    # Debian keeps what gives a venv its pip in a package apart, which may not be there.
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        "$python" -m venv --without-pip .venv || fail "$python cannot make a venv: install Debian's python3-venv"
    fi
fi

pip="$PWD/.venv/bin/python -m pip"
if ! $pip --version >/dev/null 2>&1; then
    [ -n "$(pip_wheel)" ] || debian_install python3-pip-whl || debian_unpack python3-pip-whl || true
    wheel=$(pip_wheel)
    if [ -n "$wheel" ]; then
        quietly .venv/bin/python "$wheel/pip" install --no-index "$wheel"
    else
        pip="${python:-python3} -m pip --python .venv/bin/python"
        $pip --version >/dev/null 2>&1 || fail "no pip to be had: install Debian's python3-venv, or a pip"
    fi
fi

quietly $pip install --no-input --disable-pip-version-check --require-hashes -r requirements.lock ||
    fail "requirements.lock could not be installed, see above"
quietly $pip install --no-input --disable-pip-version-check --no-index --no-deps --no-build-isolation -e . ||
    fail "the project could not be installed into .venv, see above"
echo "$wanted" >$stamp
