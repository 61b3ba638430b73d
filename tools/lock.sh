#!/usr/bin/env bash
# Solves the dependencies of pyproject.toml for Python 3.11-3.13 on every system, with hashes.
#     tools/lock.sh              keeps the locked versions where they still fit
#     tools/lock.sh --upgrade    takes the newest that fit
# Extras are kept: pip asks for hashes of "coverage[toml]" apart from those of "coverage".
# Needs uv, on the path or in .venv. The files name no host and no folder of the machine they were made on.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)

solve() { # solve OUTPUT OPTION...
  local output=$1
  shift
  "$uv" pip compile --output-file "$output" --quiet "$@" \
    --generate-hashes --universal --python-version 3.11 --custom-compile-command "make lock" \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-strip-extras
  # pip 23 takes html_clean and html-clean for two extras of one candidate, and stops
  sed -i 's/^lxml\[html-clean\]==/lxml==/' "$output"
}

solve requirements/runtime.txt pyproject.toml "$@" --group build
solve requirements/fuzz.txt "$@" --group fuzz
solve requirements/dev.txt pyproject.toml "$@" --group build --group dev --group bench --constraint requirements/runtime.txt
