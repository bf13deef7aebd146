#!/usr/bin/env bash
# Compiles the addon through which tests reach a PKCS #11 token: npm runs no scripts of the packages that it installs for tests.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd tests

[ -e node_modules/pkcs11js/build/Release/pkcs11.node ] && exit 0
say "compiling pkcs11js"
# The headers that came with Node.js, where they did. Else node-gyp fetches them.
prefix=$(dirname "$(dirname "$(command -v node)")")
[ ! -e "$prefix/include/node/node.h" ] || export npm_config_nodedir=$prefix
npm rebuild --ignore-scripts=false --loglevel=error pkcs11js </dev/null >/dev/null || die "pkcs11js could not be compiled" \
  "It needs a C++ compiler, make, Python, and the headers of Node.js."
