#!/usr/bin/env bash
# Bundles the command line into pkg/dist/command, so that it starts sooner. Needs the engine and the libraries in pkg/dist.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "command"
command=pkg/dist/command
inputs=$(inputs_digest scripts/build-command.sh scripts/build-command.mjs scripts/npm/package-lock.json pkg/js pkg/dist/*.js pkg/dist/libraries)
up_to_date command "$inputs" "$command/sources.json" && exit 0
rm -rf "$command"
mkdir -p "$command"
node scripts/build-command.mjs "$command" || die "the command could not be bundled; the messages above say why"
done_with command "$inputs"
