#!/usr/bin/env bash
# Verifies every demo package with the command line of the npm package; each has to end as its name says.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

# verify FILE STATUS WHY [OPTION...]: 0 is passed, 1 failed, 2 indeterminate.
verify() {
  local file=$1 expected=$2 why=$3 status=0
  shift 3
  say "vnfseal verify $file --trust demo/trust.json $*"
  node pkg/js/cli.js verify "$file" --trust demo/trust.json "$@" || status=$?
  [ "$status" -eq "$expected" ] || die "$file ended with status $status instead of $expected" "$why"
  note "exit status $status, as it should be: $why"
}

verify demo/acme-vnf-option1.csar 0 "a good package, its manifest signed"
verify demo/acme-vnf-option2.zip 0 "the same package, signed as a whole"
verify demo/acme-vnf-artifact-changed.csar 1 "damaged on purpose: one artifact changed after signing"
verify demo/acme-vnf-file-added.csar 1 "damaged on purpose: one file added after signing"
verify demo/acme-vnf-signer-not-trusted.csar 1 "damaged on purpose: signed by somebody the trust bundle does not name"
verify demo/acme-vnf-external.csar 2 "nothing is wrong, but one artifact is elsewhere and was not checked"
verify demo/acme-vnf-external.csar 0 "the same package, with the file that is elsewhere" \
  --external https://vnf.acme.example/images/sbc-recovery.img=demo/sbc-recovery.img
