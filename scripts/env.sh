# Sourced by every other script: the pinned versions, where things are, and a few words to talk with.
# shellcheck shell=bash disable=SC2034
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

RUST_VERSION=$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)
NODE_MAJOR=20
TRUNK_VERSION=0.21.14
WASM_SPLIT_VERSION=0.2.4
WASM_PACK_VERSION=0.15.1
CARGO_DENY_VERSION=0.20.2
CARGO_CYCLONEDX_VERSION=0.5.9
CARGO_FUZZ_VERSION=0.13.2
CARGO_MUTANTS_VERSION=27.1.0
# Fuzzing needs instrumentation that stable Rust does not have.
NIGHTLY=nightly-2026-05-20
NIGHTLY_VERSION="1.97.0-nightly (e50aa6fba 2026-05-19)"
# The command and the crate have to be the same version, so the lock file has the only word on it.
WASM_BINDGEN_VERSION=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock)

WASM_TARGET=wasm32-unknown-unknown
BARE_METAL_TARGET=thumbv7em-none-eabihf
TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}

# Command-line tools are built once per version and user, not once per clone: building them takes minutes.
TOOLS=${VNFSEAL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/vnfseal/tools}
PATH="$ROOT/scripts/npm/node_modules/.bin:$PATH:$HOME/.cargo/bin"
for tool in "wasm-bindgen-cli-$WASM_BINDGEN_VERSION" "trunk-$TRUNK_VERSION" "wasm_split_cli_support-$WASM_SPLIT_VERSION" \
  "wasm-pack-$WASM_PACK_VERSION" "cargo-deny-$CARGO_DENY_VERSION" "cargo-cyclonedx-$CARGO_CYCLONEDX_VERSION" \
  "cargo-fuzz-$CARGO_FUZZ_VERSION" "cargo-mutants-$CARGO_MUTANTS_VERSION"; do
  PATH="$TOOLS/$tool/bin:$PATH"
done
export PATH

# Any toolchain of the right version will do, whatever its name: rust-toolchain.toml alone would fetch one more.
if [ -z "${RUSTUP_TOOLCHAIN:-}" ]; then
  export RUSTUP_TOOLCHAIN=$RUST_VERSION
  default=$(cd / && rustc --version 2>/dev/null || true)
  if [[ "$default" == "rustc $RUST_VERSION "* ]]; then
    RUSTUP_TOOLCHAIN=$(cd / && rustup show active-toolchain 2>/dev/null | cut -d' ' -f1 || true)
    # A Rust that rustup did not bring has no name.
    [ -n "$RUSTUP_TOOLCHAIN" ] || unset RUSTUP_TOOLCHAIN
  fi
fi

# Paths of the building machine would otherwise stand in the panic messages inside the wasm, and change its digest.
RUST_SYSROOT=$(rustc --print sysroot 2>/dev/null || true)
remap=""
pairs=("$ROOT=vnfseal" "${CARGO_HOME:-$HOME/.cargo}=cargo" "${RUST_SYSROOT:-$HOME/.rustup}=rust")
case $TARGET_DIR in "$ROOT"/*) ;; *) pairs+=("$TARGET_DIR=vnfseal/target") ;; esac
# With rust-src installed, the standard library has its sources under a path of this machine, and else under one with the commit of
# the compiler: let it be that one. The last pair that fits counts.
[ -z "$RUST_SYSROOT" ] || pairs+=("$RUST_SYSROOT/lib/rustlib/src/rust=/rustc/$(rustc --version --verbose | sed -n 's/^commit-hash: //p')")
for pair in "${pairs[@]}"; do
  # The variable below is split at spaces; a path with one keeps its name.
  case $pair in *" "*) ;; *) remap+=" --remap-path-prefix=$pair" ;; esac
done
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=${remap# }

say() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
die() {
  printf '\nvnfseal: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

# One digest over the contents of files and folders, to tell whether a step has anything to do.
inputs_digest() {
  find "$@" -type f -not -path '*/node_modules/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# up_to_date STEP DIGEST OUTPUT: whether a step last ran on the same inputs, and what it made is still there.
# If not, the step is about to run: should it break off, nothing may say that it was done.
up_to_date() {
  [ -e "$3" ] && [ "$(cat "$TARGET_DIR/steps/$1" 2>/dev/null)" = "$2" ] && return
  rm -f "$TARGET_DIR/steps/$1"
  return 1
}

# done_with STEP DIGEST: what a step says last.
done_with() {
  mkdir -p "$TARGET_DIR/steps"
  printf '%s\n' "$2" >"$TARGET_DIR/steps/$1"
}
