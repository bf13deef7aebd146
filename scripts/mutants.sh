#!/usr/bin/env bash
# mutants.sh [K/N]: breaks core in one place at a time, in a copy, and looks whether a test objects. There are some three thousand such
# places (.cargo/mutants.toml), of which K/N takes every Nth; each takes the better part of a minute. What no test objects to is listed
# as it is found, and left in target/mutants.out/missed.txt.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
shard=${1:-0/30}
# The programs that ask for verdicts. They need no program of others.
tests=(--locked --lib)
for program in accepts limits reads refuses reports signers suites; do tests+=("--test=$program"); done
# The copy lies elsewhere.
if [ -z "${VNFSEAL_SHARED:-}" ] && [ -d "$ROOT/../shared" ]; then
  VNFSEAL_SHARED=$(cd "$ROOT/../shared" && pwd)
  export VNFSEAL_SHARED
fi

scripts/install-tool.sh cargo-mutants "cargo-mutants mutants" "$CARGO_MUTANTS_VERSION" --locked
say "the same tests, with nothing broken"
# cargo-mutants itself would ask the tests of core only.
cargo test --quiet --workspace "${tests[@]}" || die "a test fails already" "It would object to everything."

say "core broken in every ${shard#*/}th place"
mkdir -p "$TARGET_DIR"
cargo mutants --package vnfseal --baseline skip --timeout 240 --shard "$shard" --sharding round-robin --output "$TARGET_DIR" "${tests[@]/#/--cargo-arg=}"
