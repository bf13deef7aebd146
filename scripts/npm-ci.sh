#!/usr/bin/env bash
# npm-ci.sh FOLDER: installs what the folder's package-lock.json pins, unless it is there already.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$1" || exit

wanted=$(cat package.json package-lock.json | sha256sum | cut -d' ' -f1)
[ "$(cat node_modules/.installed 2>/dev/null)" = "$wanted" ] && exit 0
say "installing the npm packages of $1"
npm ci --no-audit --no-fund --loglevel=error </dev/null || die "npm could not install the packages of $1" \
  "They come from the npm registry: is it reached from here? 'npm ci' in $1 shows more."
printf '%s\n' "$wanted" >node_modules/.installed
