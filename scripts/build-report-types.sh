#!/usr/bin/env bash
# Writes the report's JSON Schema, from the Rust types, and its TypeScript types, from the schema, into pkg/dist.
# Needs the native programs.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "report types"
mkdir -p pkg/dist
schema=pkg/dist/report.schema.json
"$TARGET_DIR/release/report-schema" >"$schema" || die "the report's schema could not be made; the messages above say why"

inputs=$(inputs_digest "$schema" scripts/build-report-types.sh scripts/npm/package-lock.json)
up_to_date report-types "$inputs" pkg/dist/report.d.ts && exit 0
json2ts --input "$schema" --output pkg/dist/report.d.ts --no-additionalProperties --unreachableDefinitions \
  --bannerComment '/** Generated from the Rust types of the report; do not edit. */'
done_with report-types "$inputs"
