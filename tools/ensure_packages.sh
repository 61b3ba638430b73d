#!/bin/sh
# Sees to it that tests can start a PostgreSQL and a browser of their own: installs Debian's packages where
# there are none, where this is root on Debian. Never fails: what needs them is skipped without, and says so.
set -u

has_postgresql() {
  for folder in /usr/lib/postgresql/*/bin; do
    [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && return 0
  done
  command -v initdb >/dev/null 2>&1
}

has_chromium() {
  command -v chromium >/dev/null 2>&1
}

ensure() { # ensure NAME PACKAGE WITHOUT; WITHOUT says what is so without it
  "has_$2" && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "$1 is not installed: $3. To test all, install $1 (Debian: apt install $2)." >&2
    return
  fi
  echo "installing $1 for the tests" >&2
  { apt-get update -qq && apt-get install -qq -y --no-install-recommends "$2"; } >/dev/null 2>&1
  "has_$2" || echo "$1 could not be installed: $3." >&2
}

export DEBIAN_FRONTEND=noninteractive
ensure PostgreSQL postgresql "the record is tested on SQLite alone"
ensure Chromium chromium "pages are not looked at in a browser"
exit 0
