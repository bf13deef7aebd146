#!/usr/bin/env bash
# make-sboms.sh FOLDER VERSION: what the engine, the page and the npm package are made of, in CycloneDX.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
folder=$1 version=$2
scripts/install-tool.sh cargo-cyclonedx "cargo cyclonedx" "$CARGO_CYCLONEDX_VERSION" --locked

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# cargo-cyclonedx writes beside the manifests: it gets the sources in a place of their own.
mkdir "$work/sources"
git ls-files -z -- Cargo.lock '*.toml' '*.rs' | tar --null --files-from - --create | tar --extract --directory "$work/sources"

# sbom_of_crate NAME CRATE CARGO-FEATURES: one crate for the browser, with all that is compiled into it or for it.
sbom_of_crate() {
  local name=$1 crate=$2 features=$3 manifest=$work/sources/$2/Cargo.toml
  cargo cyclonedx --quiet --manifest-path "$manifest" --target all --features "$features" --format json \
    --spec-version 1.5 --override-filename "$name" || die "there is no list of what the $name is made of; the messages above say why"
  # It has every target, and the features of the whole workspace, tests included. Cargo says what is compiled.
  cargo tree --locked --manifest-path "$manifest" --features "$features" --target "$WASM_TARGET" --edges normal,build \
    --prefix none --format '{p}' >"$work/$name.tree"
  node scripts/sbom.mjs crates "$work/sources/$crate/$name.json" "$work/sources" "$work/$name.tree" "$WASM_TARGET" >"$folder/vnfseal-$version.$name.cdx.json"
}
sbom_of_crate engine pkg sealing
sbom_of_crate page web ""

# npm asks for a version, which a package that is never published has not.
mkdir "$work/npm"
node scripts/sbom.mjs versioned scripts/npm "$version" "$work/npm"
(cd "$work/npm" && npm sbom --sbom-format cyclonedx --sbom-type library --package-lock-only >npm.json) ||
  die "there is no list of what comes from npm; the messages above say why"
node scripts/sbom.mjs npm "$work/npm/npm.json" pkg/package.json pkg/dist/libraries/LICENSES >"$folder/vnfseal-$version.npm.cdx.json"
