#!/usr/bin/env bash
# Installs what programs that use the npm package are built and run with: versions of Node.js, bundlers, an S3 client. They are
# some 800 MB, and so kept once per version and user, not once per clone. tests/consumers/tools.js knows the folder, too.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

wanted=$(cat tests/consumers/package.json tests/consumers/package-lock.json | sha256sum | cut -c 1-16)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/vnfseal/consumers-$wanted
[ -e "$folder/.installed" ] && exit 0
mkdir -p "$folder"
cp tests/consumers/package.json tests/consumers/package-lock.json "$folder"
cd "$folder"
say "installing versions of Node.js, bundlers and an S3 client in $folder"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null || die "npm could not install them" \
  "They come from the npm registry: is it reached from here? 'npm ci' in $folder shows more."
touch .installed
