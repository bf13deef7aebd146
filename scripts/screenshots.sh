#!/usr/bin/env bash
# Takes the pictures in docs/screenshots anew. Needs the portal, the demo and what the tests need.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "screenshots"
mkdir -p docs/screenshots
node tests/browser/screenshots.js docs/screenshots || die "the pictures could not be taken; the messages above say why"
note "$(du -ch docs/screenshots/*.webp | tail -1 | cut -f1) in docs/screenshots"
