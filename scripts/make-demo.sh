#!/usr/bin/env bash
# Makes the demo packages and their trust bundle in demo/, with new keys that are thrown away.
# Needs the native programs.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "demo"
maker=$TARGET_DIR/release/make-demo
# The maker keeps a demo that is complete and not about to expire; one made by another version of it has to go.
inputs=$(inputs_digest "$maker")
up_to_date demo "$inputs" demo/trust.json || rm -rf demo
"$maker" demo || die "the demo could not be made; the messages above say why"
done_with demo "$inputs"
