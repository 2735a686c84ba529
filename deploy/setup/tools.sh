#!/bin/sh
# Provides the browser, the Redis and the proxies that the tests run on, and writes into .tools/env where they are.
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

# missing NAME...: those that are not there.
missing() {
    for name in "$@"; do
        found "$name" >/dev/null || printf ' %s' "$name"
    done
}

# parts NAME: its packages. Half of each may lie in a second one, which may be installed without the first.
parts() {
    case $1 in
        chromium) echo chromium chromium-common ;;
        redis-server) echo redis-server redis-tools ;;
        nginx) echo nginx nginx-common ;;
        *) echo "$1" ;;
    esac
}

program() {
    case $1 in
        chromium) echo /usr/lib/chromium/chromium ;;
        nginx) echo /usr/sbin/nginx ;;
        *) echo "/usr/bin/$1" ;;
    esac
}

mkdir -p .tools/bin
all="chromium redis-server nginx caddy"
if [ -n "$(missing $all)" ]; then
    say "getting$(missing $all) from Debian, for the tests"
    # The proxies are never installed: Debian would start them, now and at each boot, on ports 80 and 443.
    install=$(missing chromium redis-server)
    [ -z "$install" ] || debian_install $install || true
    unpack=$(missing $all)
    if [ -n "$unpack" ]; then
        debian_unpack $(for name in $unpack; do parts "$name"; done) ||
            fail "could not get$unpack: install them, or see above"
        printf '<fontconfig><dir>%s</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n' \
            "$PWD/.tools/root/usr/share/fonts" >.tools/fonts.conf
        for name in $unpack; do wrap "$name" "$(program "$name")"; done
    fi
fi

for name in $all; do
    echo "PORCHLIGHT_$(echo "${name%-server}" | tr a-z A-Z)=$(found "$name")"
done >.tools/env
