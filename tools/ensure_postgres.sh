#!/bin/sh
# Sees to it that the tests of the record can start a PostgreSQL of their own: installs Debian's package where
# there is none, where this is root on Debian. Never fails: without a server those tests are skipped, and
# say so.
set -u

is_there() {
  for folder in /usr/lib/postgresql/*/bin; do
    [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && return 0
  done
  command -v initdb >/dev/null 2>&1
}

is_there && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "PostgreSQL is not installed: the record is tested on SQLite alone." \
       "To test it on both, install PostgreSQL (Debian: apt install postgresql)." >&2
  exit 0
fi

echo "installing PostgreSQL for the tests of the record" >&2
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -qq -y --no-install-recommends postgresql; } >/dev/null 2>&1
is_there || echo "PostgreSQL could not be installed: the record is tested on SQLite alone." >&2
exit 0
