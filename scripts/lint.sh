#!/usr/bin/env bash
# The linter over all JavaScript; biome.json says where it is, and which rules differ from its defaults, with reasons.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
biome lint --error-on-warnings
