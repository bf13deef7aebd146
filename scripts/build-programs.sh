#!/usr/bin/env bash
# Builds the native programs the build itself runs: the maker of the demo and the printer of the report's schema.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "native programs"
# Together, so that what both stand on is compiled once; and quickly, as neither is shipped.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
cargo build --locked --release --package vnfseal-tests --bin make-demo \
  --package vnfseal --example report-schema --features vnfseal/schema ||
  die "the native programs do not compile; the messages above say where"
