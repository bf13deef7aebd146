#!/usr/bin/env bash
# make-release.sh [FOLDER]: the files of a release, from what `make build` has built: by default target/release-files. The same
# commit gives the same bytes, whoever makes them and where. RELEASING.md says what each file is.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
umask 022
folder=${1:-$TARGET_DIR/release-files}
version=$(node -p 'require("./pkg/package.json").version')

# scripts/env.sh cannot take such a path out of what is built.
for path in "$ROOT" "${CARGO_HOME:-$HOME}" "$TARGET_DIR"; do
  case $path in *" "*) die "the path $path has a space, and would stand in the engine" "Make a release where no path has one." ;; esac
done
# A release is made of a commit. A test makes one of what it has, which its provenance then says.
commit=$(git rev-parse HEAD)
changed=""
if [ -n "$(git status --porcelain --untracked-files=normal)" ]; then
  [ -n "${VNFSEAL_UNCOMMITTED:-}" ] || die "there is what is not committed, and a release is made of a commit" \
    "'git status' shows it. VNFSEAL_UNCOMMITTED=1 makes the files all the same; their provenance says so."
  changed=" with changes that are not committed"
fi
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
for built in pkg/dist/engine_bg.wasm pkg/dist/sealing_bg.wasm pkg/page/files.json dist/files.json; do
  [ -s "$built" ] || die "$built is missing" "Run make build first, or make release, which does both."
done

say "release $version of commit $commit$changed"
rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
# npm keeps the modes of files, which are those of whoever cloned.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r pkg "$work/pkg"
chmod -R u=rwX,go=rX "$work/pkg"
(cd "$work/pkg" && npm pack --silent --pack-destination "$folder" >/dev/null) || die "npm could not pack the package; the messages above say why"
cp pkg/dist/engine_bg.wasm pkg/dist/sealing_bg.wasm "$folder/"
# The demo is left out: it has new keys each time, and ends some day.
portal=vnfseal-portal-$version
tar --create --directory dist --exclude ./demo --sort name --format ustar --mtime "@$SOURCE_DATE_EPOCH" --owner 0 --group 0 \
  --numeric-owner --mode u=rwX,go=rX --transform "s,^\.,$portal," . | gzip -9 --no-name >"$folder/$portal.tar.gz"

scripts/make-sboms.sh "$folder" "$version"
node scripts/provenance.mjs "$folder" "$commit" "$changed" >"$work/provenance.json"
cp "$work/provenance.json" "$folder/vnfseal-$version.provenance.json"
chmod 644 "$folder"/*
(cd "$folder" && LC_ALL=C sha256sum -- * >"$work/SHA256SUMS" && cp "$work/SHA256SUMS" .)
note "$folder:"
sed 's/^/   /' "$folder/SHA256SUMS"
