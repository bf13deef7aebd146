#!/usr/bin/env bash
# Builds the engine into pkg/dist: the wasm module and the JavaScript that loads it.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "engine (the first time about a minute)"
cargo build --locked --package vnfseal-wasm --release --target "$WASM_TARGET" ||
  die "the engine does not compile; the messages above say where"

built=$TARGET_DIR/$WASM_TARGET/release/vnfseal_wasm.wasm
inputs=$(inputs_digest "$built" scripts/build-engine.sh scripts/npm/package-lock.json Cargo.lock)
if ! up_to_date engine "$inputs" pkg/dist/engine_bg.wasm; then
  mkdir -p pkg/dist
  rm -f pkg/dist/engine*
  wasm-bindgen --target web --out-dir pkg/dist --out-name engine "$built"
  # The features are those rustc uses by default for this target, and simd128.
  # What is called once stays a function of its own: zipped, that is smaller, and only what runs is compiled.
  wasm-opt -Oz --one-caller-inline-max-function-size=0 --strip-debug --strip-producers \
    --enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-mutable-globals --enable-reference-types --enable-multivalue \
    pkg/dist/engine_bg.wasm --output pkg/dist/engine_bg.wasm
  # By this a page knows that the engine it was sent is the one it was built with.
  digest=$(node -p 'crypto.createHash("sha256").update(fs.readFileSync("pkg/dist/engine_bg.wasm")).digest("base64")')
  printf 'export const wasmIntegrity = "sha256-%s";\n' "$digest" >pkg/dist/engine.integrity.js
  done_with engine "$inputs"
fi

# npm pack takes licence texts from beside package.json only.
cp LICENSE-MIT LICENSE-APACHE pkg/

wasm=pkg/dist/engine_bg.wasm
note "$wasm: $(wc -c <"$wasm") bytes, $(gzip -9 -c "$wasm" | wc -c) gzipped, sha256 $(sha256sum "$wasm" | cut -d' ' -f1)"
