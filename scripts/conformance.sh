#!/usr/bin/env bash
# Runs the outside test suites and shows what they came to. Those that are no crate are read from VNFSEAL_SHARED.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "outside test suites"
cargo test --locked --package vnfseal-tests --test suites -- --nocapture
