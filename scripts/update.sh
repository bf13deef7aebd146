#!/usr/bin/env bash
# Shows which pinned versions are behind. It changes nothing: a step forward is a commit of its own, after make test.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "crates"
# A pin is "unchanged" with something newer "available"; the rest moves by itself with cargo update.
cargo update --dry-run --verbose 2>&1 | grep -E '^ *(Unchanged|Updating [a-z].* ->|Adding|Removing) ' || note "nothing is behind"

say "command-line tools"
behind() {
  local newest
  newest=$(cargo info --registry crates-io --quiet --color never "$1" 2>/dev/null | sed -n 's/^version: \([^ ]*\).*/\1/p')
  printf '   %-22s %s' "$1" "$2"
  if [ -z "$newest" ]; then printf '  (the registry did not answer)\n'
  elif [ "$newest" = "$2" ]; then printf '\n'
  else printf '  → %s\n' "$newest"; fi
}
cd / # Inside the workspace cargo info speaks of what is locked.
behind wasm-bindgen-cli "$WASM_BINDGEN_VERSION"
behind trunk "$TRUNK_VERSION"
behind wasm_split_cli_support "$WASM_SPLIT_VERSION"
behind wasm-pack "$WASM_PACK_VERSION"
behind cargo-deny "$CARGO_DENY_VERSION"
behind cargo-cyclonedx "$CARGO_CYCLONEDX_VERSION"
behind cargo-fuzz "$CARGO_FUZZ_VERSION"
cd "$ROOT"

for folder in scripts/npm scripts/bench tests tests/consumers; do
  say "npm packages of $folder"
  # Its status says that something is behind, which is no failure.
  (cd "$folder" && npm outdated --package-lock-only) || true
done
