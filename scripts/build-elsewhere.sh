#!/usr/bin/env bash
# build-elsewhere.sh COMMIT FOLDER: makes the release of a commit in FOLDER as another user on another machine would: from a clone
# under another path, with a HOME and a CARGO_HOME in which nothing is, into a folder outside the clone, in another time zone, and with
# files that only their owner may read. Prints the folder with its files. The compiler and the tools of pinned versions are those of this machine.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
commit=$1 folder=$2
mkdir -p "$folder/home"
clone=$folder/a/longer/path/to/the/sources
umask 077
git -c init.defaultBranch=main clone --quiet --no-checkout "$ROOT" "$clone" && git -C "$clone" checkout --quiet --detach "$commit" ||
  die "commit $commit is not in this clone"

# How the network is reached is a matter of the machine, and stays.
kept=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS CARGO_HTTP_CAINFO; do
  [ -z "${!name:-}" ] || kept+=("$name=${!name}")
done
# The clone puts its own programs first.
path=$(tr ':' '\n' <<<"$PATH" | grep -vF "$ROOT/" | paste -sd:)
env -i "${kept[@]}" PATH="$path" HOME="$folder/home" CARGO_HOME="$folder/home/cargo" RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}" \
  VNFSEAL_TOOLS="$TOOLS" CARGO_TARGET_DIR="$folder/built" TZ=Pacific/Auckland LC_ALL=C make -C "$clone" release >"$folder/log" 2>&1 </dev/null ||
  die "commit $commit could not be built elsewhere; the end of $folder/log:" "$(tail -n 15 "$folder/log")"
printf '%s\n' "$folder/built/release-files"
