# Debian packages for the set-up, to be sourced: installed where we may, else unpacked into .tools/root/.
# Expects to be in the project's folder.

say() { printf '%s\n' "setup: $*" >&2; }
fail() { say "$@"; exit 1; }

# Runs a command without a word, unless it fails.
mkdir -p .tools
log="$PWD/.tools/log"
quietly() { "$@" >"$log" 2>&1 || { cat "$log" >&2; return 1; }; }

# debian_install PACKAGE...: as root or with sudo; fails where we may not.
debian_install() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then
        set -- env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
        update="apt-get update"
    elif sudo -n true 2>/dev/null; then
        set -- sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
        update="sudo -n apt-get update"
    else
        return 1
    fi
    # One of somebody's other sources may be down: whether it mattered, the next step tells.
    quietly $update || true
    quietly "$@" -o DPkg::Lock::Timeout=300
}

# debian_unpack PACKAGE...: with what they need and this machine lacks, into .tools/root, as anybody.
debian_unpack() {
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
    apt="$PWD/.tools/apt"
    rm -rf "$apt"
    mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" .tools/root
    cat >"$apt/conf" <<END
Dir::State "$apt/state";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$apt/cache";
Debug::NoLocking "true";
APT::Sandbox::User "$(id -un)";
APT::Install-Recommends "false";
END
    APT_CONFIG="$apt/conf" quietly apt-get update || true
    # --reinstall: a package may be there and yet not within our reach.
    APT_CONFIG="$apt/conf" quietly apt-get install -y --download-only --reinstall "$@" || return 1
    for package in "$apt"/cache/archives/*.deb; do
        case ${package##*/} in libc6_* | libc-bin_*) continue ;; esac # never beside this machine's loader
        quietly dpkg -x "$package" .tools/root || return 1
    done
    rm -rf "$apt"
}
