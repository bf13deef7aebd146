#!/usr/bin/env bash
# Sets up what testing needs beyond building: the bare-metal target, wasm-pack, cargo-deny, cargo-cyclonedx, Chromium, its driver, Firefox,
# the programs of others that sign, encrypt, pack, unpack and store, PostgreSQL, a token for keys, and the shells that complete the command.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

for component in rustfmt clippy; do
  rustup component list --installed | grep -q "^$component" || rustup component add "$component" ||
    die "rustup could not add $component" "It is fetched over the network: is there one?"
done
scripts/add-rust-target.sh "$BARE_METAL_TARGET"
missing=()
for pair in /usr/bin/chromium=chromium /usr/bin/chromedriver=chromium-driver /usr/bin/firefox-esr=firefox-esr \
  /usr/bin/openssl=openssl /usr/bin/certtool=gnutls-bin /usr/bin/zip=zip /usr/bin/7zz=7zip \
  /usr/bin/bsdtar=libarchive-tools /usr/bin/python3=python3 /usr/bin/unzip=unzip /usr/bin/busybox=busybox \
  /usr/bin/javac=default-jdk-headless /usr/share/java/bcpkix.jar=libbcpkix-java /usr/bin/softhsm2-util=softhsm2 \
  /usr/lib/python3/dist-packages/asn1crypto/cms.py=python3-asn1crypto \
  /usr/lib/python3/dist-packages/toscaparser/prereq/csar.py=python3-tosca-parser /usr/bin/g++=g++ \
  /usr/bin/zsh=zsh /usr/bin/fish=fish /usr/bin/docker-registry=docker-registry /usr/bin/skopeo=skopeo; do
  [ -e "${pair%=*}" ] || missing+=("${pair#*=}")
done
# Its programs are in a folder that has its version.
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] || scripts/apt-install.sh "${missing[@]}"
scripts/install-tool.sh wasm-pack wasm-pack "$WASM_PACK_VERSION" --locked
scripts/install-tool.sh cargo-deny cargo-deny "$CARGO_DENY_VERSION" --locked
scripts/install-tool.sh cargo-cyclonedx "cargo cyclonedx" "$CARGO_CYCLONEDX_VERSION" --locked
scripts/npm-ci.sh tests
scripts/build-pkcs11.sh
scripts/install-consumers.sh
