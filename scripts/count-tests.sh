#!/usr/bin/env bash
# count-tests.sh LOG: prints "PASSED FAILED SKIPPED", summed over the closing lines of the test runners in LOG:
# "test result: ok. 3 passed; 0 failed; 1 ignored; ..." of cargo and wasm-bindgen, "# pass 3" or "ℹ pass 3" of node.
set -euo pipefail

sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
  /^test result: / {
    for (i = 2; i <= NF; i++) {
      if ($i == "passed;") passed += $(i - 1)
      if ($i == "failed;") failed += $(i - 1)
      if ($i == "ignored;") skipped += $(i - 1)
    }
  }
  /^(#|ℹ) pass [0-9]+$/ { passed += $3 }
  /^(#|ℹ) (fail|cancelled) [0-9]+$/ { failed += $3 }
  /^(#|ℹ) (skipped|todo) [0-9]+$/ { skipped += $3 }
  END { print passed + 0, failed + 0, skipped + 0 }'
