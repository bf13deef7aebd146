#!/usr/bin/env bash
# Sets up what building needs: the Rust toolchain and its wasm target, wasm-bindgen, trunk, wasm-split-cli, wasm-opt.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
scripts/check-machine.sh

if ! rustc --version >/dev/null 2>&1; then
  say "installing Rust $RUST_VERSION"
  rustup toolchain install "$RUST_VERSION" --profile minimal --component rustfmt --component clippy --no-self-update ||
    die "rustup could not install Rust $RUST_VERSION" "It is fetched over the network: is there one?"
fi
scripts/add-rust-target.sh "$WASM_TARGET"

# Locked, wasm-bindgen-cli asks for a version of a dependency that is no longer to be had.
scripts/install-tool.sh wasm-bindgen-cli wasm-bindgen "$WASM_BINDGEN_VERSION" --no-default-features
# Without TLS neither can download tools of its own, and a third of what there is to compile falls away.
scripts/install-tool.sh trunk trunk "$TRUNK_VERSION" --locked --no-default-features
scripts/install-tool.sh wasm_split_cli_support wasm-split-cli "$WASM_SPLIT_VERSION" --locked --features build-binary
scripts/npm-ci.sh scripts/npm
