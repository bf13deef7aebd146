#!/usr/bin/env bash
# Builds the portal into dist, with a list of its files and the demo it offers. Needs pkg/dist and the native programs.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "portal (the first time about two minutes)"
inputs=$(inputs_digest index.html Trunk.toml Cargo.toml Cargo.lock web pkg/js pkg/dist scripts/env.sh scripts/trunk scripts/page-files.mjs scripts/seal-portal.mjs scripts/compress-portal.mjs)
if up_to_date portal "$inputs" dist/files.json; then
  note "up to date"
else
  # trunk takes NO_COLOR=1, which others set, for a broken flag. It finds a wasm-bindgen that splits the program first.
  env -u NO_COLOR PATH="$ROOT/scripts/trunk:$PATH" trunk build --release --offline true ||
    die "the portal could not be built; the messages above say why"
  node scripts/seal-portal.mjs dist
  node scripts/compress-portal.mjs dist
  done_with portal "$inputs"
fi

# The page as it is in the npm package, which has the WebAssembly of the engine already.
rm -rf pkg/page
cp -r dist pkg/page
rm -rf pkg/page/{demo,serve.json,vnfseal/dist/*.wasm}

# The demo that the page offers: as demo/, with a small software image. It is made anew when it is about to expire.
demo=$TARGET_DIR/portal-demo
maker=$TARGET_DIR/release/make-demo
inputs=$(inputs_digest "$maker")
up_to_date portal-demo "$inputs" "$demo/trust.json" || rm -rf "$demo"
"$maker" "$demo" 1 >/dev/null || die "the portal's demo could not be made; the messages above say why"
done_with portal-demo "$inputs"
rm -rf dist/demo
cp -r "$demo" dist/demo

program=$(echo dist/vnfseal-web-*.wasm)
note "compressed: the page's program $(wc -c <"$program.br") bytes, the engine $(wc -c <dist/vnfseal/dist/engine_bg.wasm.br)"
