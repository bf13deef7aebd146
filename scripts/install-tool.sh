#!/usr/bin/env bash
# install-tool.sh CRATE COMMAND VERSION [CARGO INSTALL FLAG...]: finds a command of that version on PATH, or builds it. A command
# of cargo may be named as such: some know their version only then. One that never says its version is known by its folder.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
crate=$1 version=$3
read -ra command <<<"$2"
shift 3

has_version() {
  [[ "$("${command[@]}" --version 2>/dev/null)" =~ ^[a-z-]+\ ${version//./\\.}( |$) ]] ||
    [ "$(command -v "${command[0]}")" = "$TOOLS/$crate-$version/bin/$command" ]
}

if has_version; then
  exit 0
fi
say "building $crate $version, once (about a minute on two cores)"
# These run for seconds in a build: a quick compile serves better than a fast program.
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
# A fixed place to build in: an interrupted install goes on where it stopped.
quiet=()
[ -t 2 ] || quiet=(--quiet)
CARGO_TARGET_DIR="$TOOLS/build" cargo install "${quiet[@]}" "$crate" --version "=$version" --root "$TOOLS/$crate-$version" "$@" </dev/null ||
  die "$crate $version could not be built" \
    "The messages above say why. Without a network: put a ${command[*]} of version $version on PATH, or into $TOOLS/$crate-$version/bin."
has_version || die "$crate $version was built, yet '${command[*]} --version' says: $("${command[@]}" --version 2>&1 || true)"
