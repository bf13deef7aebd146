#!/usr/bin/env bash
# fuzz.sh [SECONDS [TARGET...]]: runs fuzz targets one after the other, all if none is named, and shows what came of it.
# With VNFSEAL_SHARED (CONTRIBUTING.md), each is run a second time with the corpora of others. What is learned from them
# stays below target/.
# MINIMISE=1 then replaces fuzz/corpus by a small part of what our own seeds led to.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
seconds=${1:-60}
shift || true
export LC_ALL=C

scripts/install-tool.sh cargo-fuzz cargo-fuzz "$CARGO_FUZZ_VERSION" --locked

# A nightly of the right version will do, whatever its name.
stable=${RUSTUP_TOOLCHAIN:-}
is_pinned() { [ "$(RUSTUP_TOOLCHAIN=$1 rustc --version 2>/dev/null)" = "rustc $NIGHTLY_VERSION" ]; }
export RUSTUP_TOOLCHAIN=$NIGHTLY
if ! is_pinned "$NIGHTLY"; then
  if is_pinned nightly; then
    RUSTUP_TOOLCHAIN=nightly
  else
    rustup toolchain install "$NIGHTLY" --profile minimal ||
      die "$NIGHTLY could not be installed" "The messages above say why."
  fi
fi

work=$TARGET_DIR/fuzz
programs=$work/x86_64-unknown-linux-gnu/release
mapfile -t all < <(sed -n 's/^name = "\([a-z_]*\)"$/\1/p' fuzz/Cargo.toml)
targets=("${@:-}")
[ -n "${targets[0]}" ] || targets=("${all[@]}")

say "building the fuzz targets"
# Core forbids unsafe code, so an address sanitizer finds little there, and halves the speed.
cargo fuzz build --release --sanitizer none --codegen-units 4 --target-dir "$work"
say "seeds"
RUSTUP_TOOLCHAIN=$stable FUZZ_SEEDS=$work/seeds cargo test --locked --quiet --package vnfseal-tests --test fuzz seeds

# Corpora of other projects, by target. Two targets read a byte before the input.
others=$work/others
take() { # take TARGET PREFIX FOLDER...
  local target=$1 prefix=$2 file
  shift 2
  mkdir -p "$others/$target"
  while read -r file; do
    { printf '%b' "$prefix" && cat "$file"; } >"$others/$target/$(sha256sum <"$file" | cut -c 1-16)"
  done < <(cd "$others/all" && find "$@" -type f -size -64k -printf "$others/all/%p\n" 2>/dev/null)
}
rm -rf "$others"
corpora=${VNFSEAL_SHARED:-$ROOT/../shared}/vectors/fuzz-corpora
if [ -d "$corpora" ]; then
  say "corpora of others"
  mkdir -p "$others/all"
  for archive in "$corpora"/*.tar.xz; do tar -C "$others/all" -xf "$archive"; done
  take archive "" go-fuzz/zip
  take certificate "" x509 go-fuzz/x509
  take cms "" cms smime
  take enveloped_data '\x10' cms
  take key_file "" gnutls pem
  take revocation '\0' crl
  take trust_file "" pem go-fuzz/pem x509 crl
fi

# Inputs from elsewhere never get among our own, which go into the repository.
inputs_of() {
  local folder
  mkdir -p "$work/$1$2"
  printf '%s\n' "$work/$1$2"
  for folder in "fuzz/corpus/$1" "$work/seeds/$1"; do
    [ ! -d "$folder" ] || printf '%s\n' "$folder"
  done
}

found=0
rows=("$(printf '%-16s %10s %9s %8s %8s  %s' target seconds runs edges inputs found)")
# run TARGET KIND INPUTS...: one program. KIND is empty, or what is added to the name of its folder.
run() {
  local target=$1 kind=$2 log=$work/$1$2.log folders what=nothing
  shift 2
  mapfile -t folders < <(inputs_of "$target" "$kind")
  say "$target$kind, $seconds s"
  mkdir -p "$work/found/$target"
  "$programs/$target" "${folders[@]}" "$@" -max_total_time="$seconds" -max_len=20000 -timeout=20 -rss_limit_mb=2048 \
    -artifact_prefix="$work/found/$target/" -print_final_stats=1 >"$log" 2>&1 || what=$(sed -n 's/.*Test unit written to //p' "$log")
  if [ "$what" != nothing ]; then
    found=$((found + 1))
    tail -n 40 "$log"
    note "again: $programs/$target ${what:-(the log above says why)}"
  fi
  rows+=("$(printf '%-16s %10s %9s %8s %8s  %s' "$target$kind" "$seconds" \
    "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
    "$(grep -o 'cov: [0-9]*' "$log" | tail -n 1 | cut -d' ' -f2)" \
    "$(grep -o 'corp: [0-9]*' "$log" | tail -n 1 | cut -d' ' -f2)" "${what##*/}")")
}

for target in "${targets[@]}"; do
  run "$target" ""
  if [ -d "$others/$target" ]; then
    run "$target" "-others" "$others/$target"
  fi
done

if [ "${MINIMISE:-}" = 1 ]; then
  for target in "${targets[@]}"; do
    # Files of keys would be private keys in the repository.
    [ "$target" != key_file ] || continue
    say "minimising $target"
    rm -rf "$work/minimal"
    mkdir "$work/minimal"
    mapfile -t folders < <(inputs_of "$target" "")
    "$programs/$target" -set_cover_merge=1 -use_counters=0 "$work/minimal" "${folders[@]}" -max_len=20000 \
      >"$work/$target-minimise.log" 2>&1
    rm -rf "fuzz/corpus/$target"
    mkdir -p "fuzz/corpus/$target"
    # What is left is a sample, by the digests that are the names: whole packages are large, and their seeds are made anew.
    left=$([ "$target" = archive ] && echo 80000 || echo 30000)
    for file in $(find "$work"/minimal -type f | sort | head -n 120); do
      size=$(stat -c %s "$file")
      [ "$size" -le "$left" ] || continue
      left=$((left - size))
      cp "$file" "fuzz/corpus/$target/"
    done
  done
fi

say "what was run"
printf '%s\n' "${rows[@]}"
[ "$found" -eq 0 ]
