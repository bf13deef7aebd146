#!/usr/bin/env bash
# Builds the native programs the build itself runs: the maker of the demo and the printer of the report's schema.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "native programs (the first time about a minute)"
# They run for a moment and are not shipped: a quick compile serves better than a fast program. What hashes and signs keeps
# its own level of the profile.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0
cargo build --locked --release --package vnfseal-tests --bins --features schema ||
  die "the native programs do not compile; the messages above say where"
