#!/bin/sh
# Install what the tests need and pip cannot give: a PostgreSQL server, the Chromium
# browser and openssl, from Debian's (or Ubuntu's) own packages. Does nothing where
# all are there. `make test` runs it; it may be run again at any time.
set -eu

has_postgresql() {
    command -v initdb >/dev/null 2>&1 && return 0
    for program in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] && return 0
    done
    return 1
}

has_chromium() {
    command -v chromium >/dev/null 2>&1
}

has_openssl() {
    command -v openssl >/dev/null 2>&1
}

missing=""
has_postgresql || missing="$missing postgresql"
has_chromium || missing="$missing chromium"
has_openssl || missing="$missing openssl"
[ -n "$missing" ] || exit 0

give_up() {
    echo "system-packages: the tests need:$missing" >&2
    echo "system-packages: $1" >&2
    exit 1
}

command -v apt-get >/dev/null 2>&1 ||
    give_up "there is no apt-get here; install them with this system's own package manager, then try again"

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 ||
        give_up "neither root nor sudo; as root run: apt-get install$missing"
    as_root="sudo"
fi

echo "system-packages: installing$missing" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# DEBIAN_FRONTEND through env: sudo drops the caller's variables.
quietly() {
    $as_root env DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1 && return 0
    tail -n 20 "$log" >&2
    give_up "this failed: $*"
}

quietly apt-get -q update
# shellcheck disable=SC2086  # one word per package
quietly apt-get -q install -y --no-install-recommends $missing

has_postgresql || give_up "apt-get said it was done, but no initdb is in /usr/lib/postgresql/*/bin"
has_chromium || give_up "apt-get said it was done, but there is no chromium in PATH"
has_openssl || give_up "apt-get said it was done, but there is no openssl in PATH"
