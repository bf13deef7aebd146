#!/bin/sh
# Gives the session border controller its first configuration.
set -eu

config=/etc/acme-sbc/signalling.conf
mkdir -p "$(dirname "$config")"
printf 'listen = %s:5061\ntransport = tls\n' "${SIGNALLING_ADDRESS:?}" > "$config"
systemctl enable --now acme-sbc
