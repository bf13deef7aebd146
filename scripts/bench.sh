#!/usr/bin/env bash
# Measures: the kernels of core by criterion, then whole runs in Node and Chromium beside what others need for the same.
# Not part of the tests: a machine that does something else meanwhile gives other numbers.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

for program in openssl unzip python3 taskset /usr/bin/chromium docker-registry; do
  command -v "$program" >/dev/null || die "$program is missing" "apt install openssl unzip python3 util-linux chromium docker-registry postgresql"
done
scripts/npm-ci.sh scripts/bench

say "kernels"
cargo bench --locked --package vnfseal --bench digests -- --noplot

say "start of the command"
node scripts/bench/start.mjs

say "whole runs"
node scripts/bench/run.mjs

say "the portal: many packages, and a change of trust"
node scripts/bench/judged-again.mjs

# Of ten gibibytes, which it takes without a number, the rates are the same.
say "encryption"
node scripts/bench/encryption.mjs 2

say "audits"
scripts/npm-ci.sh tests
node scripts/bench/audit.mjs

# It says what it found, and fails if something unverified arrives or memory grows with what is sent.
say "a gate with a hundred packages of 64 MiB"
VNFSEAL_GATE_BENCH=1 node --test tests/node/gate-load.test.js

say "hostile input"
node scripts/bench/stress.mjs
