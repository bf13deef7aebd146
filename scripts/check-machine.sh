#!/usr/bin/env bash
# Is there what only the user can bring: rustup, Node, npm, and a C compiler that links Rust programs.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

command -v rustup >/dev/null || die "rustup is missing" \
  "Get it from the Rust project's web page (Debian 13 and later: apt-get install rustup), open a new shell, and try again."
command -v node >/dev/null || die "Node.js is missing" \
  "Install Node.js $NODE_MAJOR or later with npm (Debian 13 and later: apt-get install nodejs npm)."
found=$(node --version)
major=${found#v}
[ "${major%%.*}" -ge "$NODE_MAJOR" ] || die "Node.js $found is too old" \
  "Version $NODE_MAJOR or later is needed."
command -v npm >/dev/null || die "npm is missing" "It comes with Node.js; on Debian: apt-get install npm"
command -v cc >/dev/null || scripts/apt-install.sh gcc libc6-dev
