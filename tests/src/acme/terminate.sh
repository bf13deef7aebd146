#!/bin/sh
# Lets calls end for five minutes, then stops.
set -eu

acme-sbc drain --timeout 300
systemctl disable --now acme-sbc
