#!/usr/bin/env bash
# Looks every dependency up: crates in the RustSec advisory database, packages of npm in that of their registry. It is not a part of
# the tests, whose verdict should depend on this repository alone and which run where neither can be reached.
#
# cargo-deny clones the database with git. Where that is refused, VNFSEAL_ADVISORIES names a folder with a copy of it that was
# brought here, as a clone or unpacked.
#
# Its status is 0 if everything was looked up and nothing found, 1 if something was found, and 3 if nothing was found and not
# everything could be looked up: that is no good news.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
scripts/install-tool.sh cargo-deny cargo-deny "$CARGO_DENY_VERSION" --locked
DATABASE=https://github.com/RustSec/advisory-db
# New advisories come every week: a copy that is older than this says little.
MAXIMUM_DAYS=30
found=() missing=()
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# database_from_copy FOLDER: has git find the copy wherever it is asked for the database, and cargo-deny keep it apart.
database_from_copy() {
  local copy=$1 newest
  newest=$(grep -rhs --include '*.md' '^date = ' "$copy/crates" | sed -n 's/^date = "\([0-9-]*\)".*/\1/p' | sort | tail -n 1 || true)
  [ -n "$newest" ] || die "$copy has no advisories in its folder crates, so it is no copy of the database"
  note "a copy of the database; its newest advisory is of $newest"
  [ $(($(date +%s) - $(date -d "$newest" +%s))) -le $((MAXIMUM_DAYS * 86400)) ] || missing+=("crates: what came after $newest; the copy is too old")
  mkdir "$work/database"
  cp -r "$copy/crates" "$work/database/"
  git -C "$work/database" init --quiet --initial-branch main
  git -C "$work/database" add --all --force
  git -C "$work/database" -c user.name=copy -c user.email=copy -c commit.gpgSign=false commit --quiet --message copy
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="url.file://$work/database.insteadOf" GIT_CONFIG_VALUE_0=$DATABASE
  sed "s,^\[advisories\]\$,&\ndb-path = \"$work/kept\"," deny.toml >"$work/deny.toml"
  config=(--config "$work/deny.toml")
}

say "crates, in the RustSec advisory database"
config=(--config deny.toml)
[ -z "${VNFSEAL_ADVISORIES:-}" ] || database_from_copy "$VNFSEAL_ADVISORIES"
if ! cargo deny --locked "${config[@]}" fetch db; then
  note "the database could not be fetched; VNFSEAL_ADVISORIES names a copy of it"
  missing+=("crates: the database could not be fetched")
else
  # The fuzz targets are a workspace of their own.
  for folder in . fuzz; do
    cargo deny --locked "${config[@]}" --manifest-path "$folder/Cargo.toml" check advisories || found+=("crates in $folder")
  done
fi

# What is bundled into the package is in scripts/npm. The rest builds or tests.
for folder in scripts/npm scripts/bench tests tests/consumers; do
  say "packages of npm in $folder"
  (cd "$folder" && npm audit --package-lock-only --json) >"$work/npm.json" 2>"$work/npm.log" || true
  status=0
  node scripts/npm-advisories.mjs "$work/npm.json" || status=$?
  case $status in
    0) ;;
    1) found+=("$folder") ;;
    *)
      grep -i '^npm warn' "$work/npm.log" | sed 's,https\?://[^ ]*,…,; s/^/   /' || true
      missing+=("$folder: the registry did not answer")
      ;;
  esac
done

say "what was looked up"
[ ${#found[@]} -eq 0 ] || note "advisories: $(printf '%s; ' "${found[@]}" | sed 's/; $//')"
for each in "${missing[@]}"; do note "NOT looked up: $each"; done
[ ${#found[@]} -eq 0 ] || exit 1
[ ${#missing[@]} -eq 0 ] || exit 3
note "nothing is known against any dependency"
