#!/usr/bin/env bash
# apt-install.sh PACKAGE...: installs Debian packages where that may be done without asking, else says what to type.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

ask="as root: apt-get update && apt-get install $*"
command -v apt-get >/dev/null || die "these packages are missing, and this is not a Debian machine: $*"

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  sudo -n true 2>/dev/null || die "Debian packages are missing, and only root can install them" "$ask"
  as_root=(sudo -n)
fi

say "installing Debian packages: $*"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get -qq update </dev/null || die "apt-get could not fetch the lists of packages; is there a network?" "$ask"
"${as_root[@]}" apt-get -qq install -y --no-install-recommends "$@" </dev/null >/dev/null ||
  die "apt-get could not install: $*" "$ask"
