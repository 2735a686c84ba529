#!/bin/sh
# tools.sh [NAME...]: provides these programs of Debian's, or all that the tests run on (a browser, Redis, the proxies),
# and writes into .tools/env where they are.
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
wanted=${*:-$all}
if [ -n "$(missing $wanted)" ]; then
    say "getting$(missing $wanted) from Debian"
    # The proxies are never installed: Debian would start them, now and at each boot, on ports 80 and 443.
    install=$(missing $wanted | tr ' ' '\n' | grep -E '^(chromium|redis-server)$' || true)
    [ -z "$install" ] || debian_install $install || true
    unpack=$(missing $wanted)
    if [ -n "$unpack" ]; then
        debian_unpack $(for name in $unpack; do parts "$name"; done) ||
            fail "could not get$unpack: install them, or see above"
        printf '<fontconfig><dir>%s</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n' \
            "$PWD/.tools/root/usr/share/fonts" >.tools/fonts.conf
        for name in $unpack; do wrap "$name" "$(program "$name")"; done
    fi
fi

for name in $all; do
    place=$(found "$name") || continue
    echo "PORCHLIGHT_$(echo "${name%-server}" | tr a-z A-Z)=$place"
done >.tools/env
