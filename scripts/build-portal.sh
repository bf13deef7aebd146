#!/usr/bin/env bash
# Builds the portal into dist. Needs pkg/dist.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "portal"
inputs=$(inputs_digest index.html Trunk.toml Cargo.toml Cargo.lock web pkg/js pkg/dist scripts/env.sh)
if up_to_date portal "$inputs" dist/index.html; then
  note "up to date"
  exit 0
fi
# trunk takes NO_COLOR=1, which others set, for a broken flag.
env -u NO_COLOR trunk build --release --offline true ||
  die "the portal could not be built; the messages above say why"
done_with portal "$inputs"
