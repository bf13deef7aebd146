#!/usr/bin/env bash
# add-rust-target.sh TARGET: adds the standard library for a target to the toolchain in use.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

if rustup target list --installed | grep -qxF "$1"; then
  exit 0
fi
say "adding the Rust target $1"
rustup target add "$1" || die "rustup could not add the target $1" "It is fetched over the network: is there one?"
