#!/usr/bin/env bash
# Sets up what tests need and runs every check and test, going on after a failure, so that one run tells all.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
exec </dev/null

LOGS=$TARGET_DIR/test-logs
# What setup-test.sh installs is there: a test that cannot find it has failed and is not to be skipped.
export VNFSEAL_ALL_PROGRAMS=1
passed=0 failed=0 skipped=0
rows=()

row() { rows+=("$(printf '%-28s %s' "$1" "$2")"); }

# check NAME COMMAND...: a step that is right or wrong as a whole. It counts as a failure, never as a passed test.
check() {
  local name=$1 began=$SECONDS
  shift
  say "check: $name"
  if "$@"; then
    row "$name" "right ($((SECONDS - began)) s)"
  else
    row "$name" "WRONG ($((SECONDS - began)) s)"
    failed=$((failed + 1))
    return 1
  fi
}

# suite NAME COMMAND...: a test runner that counts. Breaking off, and running no test at all, are failures as well.
suite() {
  local name=$1 began=$SECONDS status=0 suite_passed suite_failed suite_skipped why=""
  local log=$LOGS/${name// /-}.log
  shift
  say "tests: $name"
  "$@" 2>&1 | tee "$log" || status=$?
  read -r suite_passed suite_failed suite_skipped < <(scripts/count-tests.sh "$log")
  if [ "$status" -ne 0 ] && [ "$suite_failed" -eq 0 ]; then
    suite_failed=1 why=", broke off with status $status"
  elif [ $((suite_passed + suite_failed)) -eq 0 ]; then
    suite_failed=1 why=", ran no test"
  fi
  row "$name" "$suite_passed passed, $suite_failed failed, $suite_skipped skipped$why ($((SECONDS - began)) s)"
  passed=$((passed + suite_passed)) failed=$((failed + suite_failed)) skipped=$((skipped + suite_skipped))
}

browser_tests_of_the_engine() {
  CHROMEDRIVER=/usr/bin/chromedriver wasm-pack test --headless --chrome --mode no-install --release pkg
}

crates_may_come_in() { cargo deny --locked --config deny.toml --manifest-path "$1" check licenses bans sources; }

# The tests pack the npm package themselves and install the tarball in an empty folder.
node_tests() { (cd tests && npm test); }
page_tests() { (cd tests && npm run test:browser); }
consumer_tests() { (cd tests && npm run test:consumers); }
interop_tests() { (cd tests && npm run test:interop); }
firefox_tests() { (cd tests && npm run test:firefox); }

scripts/setup.sh
scripts/setup-test.sh
mkdir -p "$LOGS"
row "set-up" "done ($SECONDS s)"

check "format" cargo fmt --all --check || true
check "clippy" cargo clippy --locked --workspace --all-targets --features vnfseal-tests/schema -- -D warnings || true
check "clippy for the browser" cargo clippy --locked --target "$WASM_TARGET" \
  --package vnfseal-wasm --package vnfseal-web --features vnfseal-wasm/sealing --all-targets -- -D warnings || true
check "JavaScript" scripts/lint.sh || true
check "licences, bans, sources" crates_may_come_in Cargo.toml || true
check "those of the fuzz targets" crates_may_come_in fuzz/Cargo.toml || true
check "core without std" cargo check --locked --package vnfseal --no-default-features --features key-file --target "$BARE_METAL_TARGET" || true
suite "native" cargo test --locked --workspace --no-fail-fast

# What follows runs what was built; if the build fails, something older may lie there.
if check "build" make build demo; then
  suite "engine in Chromium" browser_tests_of_the_engine
  suite "npm package in Node" node_tests
  suite "programs that use it" consumer_tests
  suite "programs of others" interop_tests
  suite "page in Chromium" page_tests
  suite "main path in Firefox" firefox_tests
else
  row "what needs the build" "not run"
fi

say "what was tested, in $SECONDS s"
printf '%s\n' "${rows[@]}"
printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
