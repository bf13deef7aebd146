#!/usr/bin/env bash
# Builds the wasm modules into pkg/dist, each with the JavaScript that loads it: the engine, which verifies, and the sealing
# module, which signs and encrypts too and is loaded only by those who do.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

# build_module NAME FEATURES: one module, from the same crate.
build_module() {
  local name=$1 features=$2 built=$TARGET_DIR/modules/$1.wasm wasm=pkg/dist/$1_bg.wasm
  say "$name (the first time about a minute)"
  cargo build --locked --package vnfseal-wasm --features "$features" --release --target "$WASM_TARGET" ||
    die "$name does not compile; the messages above say where"
  # The next module would take its place.
  mkdir -p "$TARGET_DIR/modules"
  cp "$TARGET_DIR/$WASM_TARGET/release/vnfseal_wasm.wasm" "$built"

  local inputs
  inputs=$(inputs_digest "$built" scripts/build-engine.sh scripts/npm/package-lock.json Cargo.lock)
  if ! up_to_date "$name" "$inputs" "$wasm"; then
    mkdir -p pkg/dist
    rm -f "pkg/dist/$name"{.js,.d.ts,.integrity.js,_bg.*}
    wasm-bindgen --target web --out-dir pkg/dist --out-name "$name" "$built"
    # The features are those rustc uses by default for this target, and simd128.
    # What is called once stays a function of its own: compressed, that is smaller, and only what runs is compiled. -Oz would be
    # smaller, but not compressed. By their names, functions of one kind come to lie together, and resemble each other.
    wasm-opt -O2 --one-caller-inline-max-function-size=0 --reorder-functions-by-name --strip-debug --strip-producers \
      --enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
      --enable-mutable-globals --enable-reference-types --enable-multivalue \
      "$wasm" --output "$wasm"
    # By this a page knows that the module it was sent is the one it was built with.
    digest=$(node -p 'crypto.createHash("sha256").update(fs.readFileSync(process.argv[1])).digest("base64")' "$wasm")
    printf 'export const wasmIntegrity = "sha256-%s";\n' "$digest" >"pkg/dist/$name.integrity.js"
    done_with "$name" "$inputs"
  fi
  note "$wasm: $(wc -c <"$wasm") bytes, $(gzip -9 -c "$wasm" | wc -c) gzipped, sha256 $(sha256sum "$wasm" | cut -d' ' -f1)"
}

build_module engine ""
build_module sealing sealing

# npm pack takes licence texts from beside package.json only.
cp LICENSE-MIT LICENSE-APACHE pkg/
