#!/usr/bin/env bash
# Bundles the libraries of npm that the command line uses into pkg/dist/libraries, so that the package depends on none.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "libraries"
libraries=pkg/dist/libraries
inputs=$(inputs_digest scripts/build-libraries.sh scripts/build-libraries.mjs scripts/npm/package-lock.json)
up_to_date libraries "$inputs" "$libraries/LICENSES" && exit 0
rm -rf "$libraries"
mkdir -p "$libraries"
node scripts/build-libraries.mjs "$libraries" || die "the libraries could not be bundled; the messages above say why"
done_with libraries "$inputs"
