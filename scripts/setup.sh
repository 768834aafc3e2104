#!/usr/bin/env bash
# Prepares a bare machine for the portal: Python packages, system libraries, browser assets,
# translations. Every step is skipped when its result is already there, so a second run takes
# about a second.  Usage: scripts/setup.sh [run|test]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
purpose=${1:-run}

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
      2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  fail "No Python from 3.11 to 3.14 was found: install python3, or name one with PYTHON=/path."
}

# Installs Debian packages as root or with sudo; otherwise says the one command and stops.
install_packages() {
  local sudo=()
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      sudo=(sudo)
    else
      fail "System packages are missing; run: sudo apt-get install -y $*"
    fi
  fi
  command -v apt-get >/dev/null || fail "Install these with your package manager: $*"
  say "Installing system packages: $*"
  "${sudo[@]}" apt-get update -qq >&2 || say "The package list could not be renewed; going on."
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >&2 ||
    fail "The system packages could not be installed; run: sudo apt-get install -y $*"
}

make_environment() {
  [ -x .venv/bin/python ] && return
  local python
  python=$(find_python)
  "$python" -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
  say "Making .venv with $("$python" --version)"
  "$python" -m venv .venv || fail ".venv could not be made with $python."
}

# The stamp names the lock that the environment was last made equal to.
install_python_packages() {
  local wanted stamp=.venv/.lock-stamp
  wanted=$(cat requirements/uv.txt requirements/dev.txt | .venv/bin/python -c \
    'import hashlib, sys; print(sys.version_info[:2], hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  say "Installing the locked Python packages"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes -r requirements/uv.txt ||
    fail "uv could not be installed from the package index."
  VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip sync --quiet --require-hashes requirements/dev.txt ||
    fail "The locked Python packages could not be installed."
  printf '%s\n' "$wanted" >"$stamp"
}

install_system_packages() {
  local missing
  missing=$(.venv/bin/python scripts/system_packages.py "$purpose")
  # shellcheck disable=SC2086  # the names are separate words on purpose
  [ -z "$missing" ] || install_packages $missing
}

make_environment
install_python_packages
install_system_packages
if [ -f scripts/assets.py ]; then .venv/bin/python scripts/assets.py; fi
.venv/bin/python scripts/merge_locale.py --compile
