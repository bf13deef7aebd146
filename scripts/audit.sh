#!/usr/bin/env bash
# Looks every dependency up in the RustSec advisory database, which cargo-deny clones with git: not a part of the tests,
# whose verdict should depend on this repository alone and which run where nothing can be cloned.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
scripts/install-tool.sh cargo-deny cargo-deny "$CARGO_DENY_VERSION" --locked
cargo deny check advisories
