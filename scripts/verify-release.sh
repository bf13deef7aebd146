#!/usr/bin/env bash
# verify-release.sh COMMIT FOLDER: builds the release of a commit or tag again, and says whether FOLDER, with a SHA256SUMS in it, has
# the same files. Whoever runs it needs to trust this clone and its compiler, and nobody who made the files.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
[ $# -eq 2 ] || die "how to use it: scripts/verify-release.sh COMMIT FOLDER"
commit=$(git rev-parse --verify --quiet "$1^{commit}") || die "$1 is no commit or tag of this clone" "git fetch --tags may bring it."
given=$(cd "$2" && pwd) || die "there is no folder $2"

say "building commit $commit (as long as a first build)"
folder=$(mktemp -d)
built=$(scripts/build-elsewhere.sh "$commit" "$folder" | tail -n 1)
if scripts/compare-releases.sh "$given" "$built"; then
  rm -rf "$folder"
  say "The files in $given are those that commit $commit gives."
else
  die "The files in $given are NOT those that commit $commit gives." "Do not use them before you know why." \
    "What was built is in $built. Its provenance names the versions of the tools; those in $given may be others."
fi
