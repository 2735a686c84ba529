#!/bin/sh
# Provides the browser and the Redis that the tests run on, and writes into .tools/env where they are.
set -eu
cd "$(dirname "$0")/../.."
. deploy/setup/debian.sh

found() { command -v "$1" 2>/dev/null || { [ -x ".tools/bin/$1" ] && echo "$PWD/.tools/bin/$1"; }; }

# wrap NAME PROGRAM: makes .tools/bin/NAME, which runs an unpacked PROGRAM with the unpacked libraries.
wrap() {
    [ -x ".tools/root$2" ] || fail "Debian's package for $1 has no $2"
    {
        printf '#!/bin/sh\n# Made by deploy/setup/tools.sh.\nroot=$(cd "${0%%/*}/../root" && pwd)\n'
        (cd .tools/root && find . \( -name '*.so' -o -name '*.so.[0-9]*' \) ! -path './usr/lib/chromium/*') |
            sed 's|/[^/]*$||; s|^\.||' | sort -u |
            sed 's|.*|LD_LIBRARY_PATH="$root&${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"|'
        printf 'export LD_LIBRARY_PATH\n'
        # A machine without a screen may have no font and no settings for any.
        [ -f /etc/fonts/fonts.conf ] || printf 'export FONTCONFIG_FILE="$root/../fonts.conf"\n'
        printf 'exec "$root%s" "$@"\n' "$2"
    } >".tools/bin/$1"
    chmod +x ".tools/bin/$1"
}

mkdir -p .tools/bin
missing=
for name in chromium redis-server; do
    found $name >/dev/null || missing="$missing $name"
done

if [ -n "$missing" ]; then
    say "getting$missing from Debian, for the tests"
    if ! debian_install $missing; then
        # Half of each lies in a second package, which may be there without the first.
        parts=$(echo " $missing " | sed 's/ chromium / chromium chromium-common /; s/ redis-server / redis-server redis-tools /')
        debian_unpack $parts || fail "could not get$missing: install them, or see above"
        printf '<fontconfig><dir>%s</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n' \
            "$PWD/.tools/root/usr/share/fonts" >.tools/fonts.conf
        for name in $missing; do
            case $name in
                chromium) wrap chromium /usr/lib/chromium/chromium ;;
                redis-server) wrap redis-server /usr/bin/redis-server ;;
            esac
        done
    fi
fi

chromium=$(found chromium) || fail "chromium was installed, but is not on PATH"
redis=$(found redis-server) || fail "redis-server was installed, but is not on PATH"
printf 'PORCHLIGHT_CHROMIUM=%s\nPORCHLIGHT_REDIS=%s\n' "$chromium" "$redis" >.tools/env
