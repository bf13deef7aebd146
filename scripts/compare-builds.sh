#!/usr/bin/env bash
# Builds the release of the present commit here and as somebody else would elsewhere, and compares every byte. It takes as long
# as a first build. What does not agree is kept, to be looked at.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
make --silent release
say "the same elsewhere (as long as a first build)"
folder=$(mktemp -d)
elsewhere=$(scripts/build-elsewhere.sh HEAD "$folder" | tail -n 1)
if scripts/compare-releases.sh "$TARGET_DIR/release-files" "$elsewhere"; then
  rm -rf "$folder"
else
  die "two builds of one commit differ" "The other one is in $elsewhere."
fi
