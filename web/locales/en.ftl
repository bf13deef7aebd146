# The portal in English. Names of things are those of GS NFV-SEC 021 and GS NFV-SOL 004.

language-tag = en
title = vnfseal – verify signed VNF packages
title-verifying = Verifying
title-read = Waits for you
title-no-result = No result

## The frame of the page

skip = Skip to the content
nav = Views
view-verify = Verify
view-verify-title = Verify VNF packages
view-trust = Trust store
view-policy = Policy
view-this-page = This page
promise = Nothing leaves this page
language = Language
footer = Verifies VNF packages (ETSI GS NFV-SOL 004) against ETSI GS NFV-SEC 021. Everything is computed in this browser; no file, name or result is sent anywhere.
dismiss = Dismiss
close = Close
yes = Yes
no = No
not-stated = Not stated
drop-here = Drop to verify

## Before there are files

start-title = Is this package what its provider signed?
start-lead = Drop VNF packages and the certificates you trust anywhere on this page. Every artifact is checked on your own machine, and you see what is wrong, with whom, and what to ask for.
demo-try = Try the demo
demo-loading = Loading the demo…
demo-hint = Two good packages and three damaged ones, with a trust bundle. You decide whether to trust it.
demo-missing = The demo is not served with this page.
question-integrity = Is every byte what was signed?
question-authenticity = Did someone you trust sign it?
question-completeness = Is everything listed, and everything listed there?

## Files in hand

slot-packages = Packages
slot-packages-hint = .csar or .zip files, signed as Option 1 or Option 2. Drop several, or a folder.
slot-trust = Trust
slot-trust-hint = A CA certificate of the VNF provider, a trust bundle (.json) or revocation lists. PEM text can be pasted.
slot-trust-missing = You have not added a CA certificate yet, so the signer cannot be checked.
choose-package = Choose packages
choose-trust = Choose trust files
add-more = Add more
add-more-packages = packages
add-more-trust = trust files
standing-reading = Being read
standing-unreadable = Cannot be read
standing-waiting = { $number ->
    [one] 1 waits for you
   *[other] { $number } wait for you
}
standing-visit = { $number ->
    [one] 1 counts for this visit
   *[other] { $number } count for this visit
}
use-as-trust = Use as trust
use-as-trust-named = Use as trust: { $name }
use-as-package = Use as package
use-as-package-named = Use as package: { $name }
remove = Remove
remove-named = Remove { $name }
cancel = Cancel
cancel-named = Cancel { $name }
place-of = Place of { $name }
pasted-name = pasted
terms-store = Trust store
terms-installed = { $number ->
    [0] Nothing installed in this browser.
    [one] 1 certificate installed.
   *[other] { $number } certificates installed.
}
terms-open-trust = Open trust store
terms-policy = Policy
terms-default = default
terms-differs = { $number ->
    [one] differs from the default in 1 point
   *[other] differs from the default in { $number } points
}
terms-open-policy = Change

## Remarks about files

notice-known = { $name } is there already.
notice-no-trust = { $name } was not taken as trust: { $reason }
trust-too-large = This is too large for a trust file. If it is the package, use it as a package.
notice-folder = { $taken ->
    [one] 1 file was taken from the folder { $name }, { $others } others were left out.
   *[other] { $taken } files were taken from the folder { $name }, { $others } others were left out.
}
notice-folder-empty = The folder { $name } holds no package and no trust file.
notice-unpacked = The folder { $name } is an unpacked package. Drop the package file itself (.csar or .zip): its signature covers the file.
notice-new-version = A new version of this page has been loaded. It is used once every tab of this page is closed.
notice-not-kept = This browser does not keep anything for this page: trust store and policy are lost when it is closed.
notice-not-changed = The browser could not keep this. Nothing was changed.
notice-not-overwritten = Nothing was changed: something kept in this browser cannot be read, and would be lost. Remove it first.

## A verification that runs, or did not end

stage-queued = Waiting
stage-read = Read; say whom you trust
queued-explained = Waiting for its turn: packages are verified one after the other.
phase-ready = Getting ready
phase-opening = Opening the package
phase-digesting = Computing digests
phase-verifying = Checking signatures
progress-opening = Reading the package's structure
progress-bytes = { $done } of { $total }
progress-left = { $time } left
progress-artifacts = Artifacts being read
announce-percent = { $phase }, { $percent } percent.
verify-again = Verify again
cancelled-title = Cancelled
cancelled-meaning = Nothing was decided about the package.
stopped-refused = The verification could not run
stopped-refused-meaning = Nothing was decided about the package. Replace the file in question, or try again.
stopped-worker-gone = The verification ended without a result
stopped-worker-gone-meaning = The part of the page that verifies has stopped, most often because memory ran out. Nothing was decided about the package. A new one has been started and is ready.
stopped-not-loaded = The verifier could not be loaded
stopped-not-loaded-meaning = Reload the page. If that does not help, the page is not installed completely, or this browser is too old: it needs module workers and WebAssembly.
stopped-not-read = The trust store of this browser cannot be read at the moment, so it is not known whom you trust.
read-title = Read. Say whom you trust.
read-meaning = The package was read and its digests were computed. There is no verdict yet: nobody you trust has signed it, and the certificates below wait for your decision.
read-signer = The package says that it was signed by:
read-no-signer = The package contains no certificate of a signer.
read-reading = Reading the trust file
read-unreadable = Read. A trust file cannot be read.
read-unreadable-meaning = There is no verdict yet: this file could contain a revocation list. Remove it, or add one that can be read.

## The verdict

verdict-passed = Passed
verdict-indeterminate = Cannot tell
verdict-failed = Failed
headline-passed = This package is exactly what a VNF provider you trust has signed, and it is complete. You can use it.
headline-passed-in-part = What a VNF provider you trust has signed is unchanged and complete. Some files are not covered by a signature.
headline-not-a-package = This is not a VNF package.
headline-revoked = Do not use this package: a certificate of the signer was revoked.
headline-changed = Do not use this package: its content is not what was signed.
headline-not-signed = Do not use this package: it is not signed.
headline-algorithm = Do not use this package: it is signed with an algorithm or key that cannot be relied on.
headline-damaged = Do not use this package: it is damaged.
headline-signature-unusable = Do not use this package: a signature of it cannot be verified.
headline-expired = Do not use this package: a certificate of the signer has expired.
headline-not-yet-valid = Do not use this package: a certificate of the signer is not valid yet.
headline-not-entitled = Do not use this package: the signer's certificate must not be used to sign packages.
headline-not-installed = Do not use this package: the signer's certificate has to be installed and is not.
headline-not-trusted = Do not use this package: it is not shown to come from anyone you trust.
headline-revocation-unknown = Do not use this package: your policy requires to know whether the signer's certificate is revoked, and it is not known.
headline-not-released = Do not use this package: your own organisation's signature is required by the policy and missing.
headline-not-covered = Do not use this package: the VNF provider's signature does not cover all of it.
headline-slipped-in = Do not use this package: it holds something that its manifest does not list.
headline-missing = Do not use this package: a part of it is missing.
headline-limit = Do not use this package: it goes beyond the limits of the policy.
headline-not-conforming = Do not use this package: it breaks the rules for packages.
headline-no-trust = You have not added a CA certificate yet, so the signer cannot be checked.
headline-revocation-open = Not determined: whether a certificate of the signer is revoked is not known.
headline-algorithm-unknown = Not determined: a signature uses an algorithm that is not implemented.
headline-not-checked = Not determined: an external artifact was not checked.
headline-name-not-bound = Not determined: a file is protected by its own signature only, which does not say which file it is.
headline-not-proven = Not determined: information needed for a verdict is missing.
aspects = The three parts of the verdict
aspect-integrity = Integrity
aspect-authenticity = Authenticity
aspect-completeness = Completeness
answer-integrity-passed = Every artifact is, byte for byte, what was signed.
answer-integrity-indeterminate = Not everything could be compared with what was signed.
answer-integrity-failed = Something is not what was signed, or nothing is signed.
answer-authenticity-passed = Every artifact is signed by someone you trust.
answer-authenticity-indeterminate = Not for every artifact could it be shown who stands behind it.
answer-authenticity-failed = Not everything is signed by someone you trust.
answer-completeness-passed = Every file is listed, and every listed file is there.
answer-completeness-indeterminate = Whether everything is there could not be found out.
answer-completeness-failed = Something is missing, not listed, or can be read in more than one way.
count-findings = { $number ->
    [one] 1 finding
   *[other] { $number } findings
}
package-no-manifest = No manifest could be read
package-not-signed = No signature found
package-vnf = VNF package
package-pnfd = PNFD archive
package-nsd = NSD archive
package-asd = ASD package
package-unknown = Package of no known kind
judged-with = { $number ->
    [one] Judged with 1 trusted certificate
   *[other] Judged with { $number } trusted certificates
}
judged-with-whom = Judged with
judged-with-nobody = Judged with no trusted certificate
list-from = { $issuer }, issued { $from }
list-from-to = { $issuer }, issued { $from }, next due { $until }
option-1 = Option 1: signed manifest
option-2 = Option 2: signed as a whole
keep = Keep the report
keep-json = JSON
html-title = vnfseal report
keep-html = HTML page
keep-print = Print or PDF
keep-copy = Copy summary
keep-copied = Copied.
summary-more = … and { $number } more.
engine-line = Decided by { $name } { $version }, SHA-256 of its WebAssembly: { $digest }

## What can be made of a package

next-steps = Next steps
sign-open = Sign as service provider…
encrypt-open = Encrypt for…
decrypt-open = Decrypt…
save-package = Save the package
sign-title = Sign as service provider
sign-lead = Your signature is added after that of the VNF provider, and nothing that is signed changes. The new package is verified before you get it.
sign-no-trust = No certificate of a service provider is in your trust, so your signature cannot be verified. Add the CA certificate of your own organisation first, placed as service provider.
sign-do = Sign
encrypt-title = Encrypt
encrypt-lead = The whole package is encrypted (CMS, AES-256-GCM). Only the recipients can decrypt it.
encrypt-do = Encrypt
decrypt-title = Decrypt
decrypt-lead = The file is decrypted with your key. What is in it is verified, and you get it only if it passes.
decrypt-artifacts-lead = The encrypted artifacts are decrypted with your key. The package is then verified, and you get it only if it passes.
decrypt-do = Decrypt
encrypted-title = This file is encrypted
encrypted-meaning = Nothing of it can be verified before it is decrypted. You need the private key of a recipient.
stage-encrypted = Encrypted
key-file = Private key
key-file-hint = PKCS #12 (.p12, .pfx) or PKCS #8 (PEM or DER). Choose it, or drop it here.
key-choose = Choose key file
key-certificate-hint = The certificate of this key, PEM or DER.
key-certificates-hint = The certificate of this key, and the intermediate CA certificates above it if there are any. PEM or DER.
certificate-choose = Choose certificate
password = Password of the key file
password-hint = Leave it empty if the file has none.
key-promise = The key and the password stay in this page's memory until this dialog closes. They are stored nowhere and sent nowhere.
recipients = Recipients
recipients-hint = A certificate of each recipient, PEM or DER. Compare the fingerprint with its owner: whoever has the private key can read the package.
recipients-choose = Add certificates
recipient-expired = Expired
phase-signing = Signing
phase-encrypting = Encrypting
phase-decrypting = Decrypting
phase-writing = Writing the new file
refused-title = Nothing was made
signed-title = Signed
signed-by = Signed by
encrypted-done-title = Encrypted
decrypted-title = Decrypted
decrypted-withheld-title = Decrypted, but not handed out
decrypted-withheld = What was decrypted does not pass, so it was not kept.
making-verified = The new package was verified:
making-save = Save
making-saved = Saved
making-show = Show its report

## The NFVO and the catalogue of `vnfseal serve`

upload-open = Upload to the NFVO…
upload-title = Upload to the NFVO
upload-lead = The package is copied, verified once more, and this very copy is sent to the NFVO at { $name }.
upload-hint = Nothing is sent if the copy does not pass by your present trust and policy.
upload-do = Upload
upload-waiting = The whole package was sent. The NFVO goes on without this page.
upload-leave = Do not wait
upload-refused-title = It was not onboarded
uploaded-title = Onboarded
uploaded-as = The NFVO has the package as
uploaded-meaning = What was sent has passed by your trust and policy, byte for byte.
phase-copying = Copying the package
phase-uploading = Sending the package
phase-nfvo-uploading = The NFVO takes the package
phase-nfvo-processing = The NFVO looks at the package
footer-nfvo = Verifies VNF packages (ETSI GS NFV-SOL 004) against ETSI GS NFV-SEC 021. Everything is computed in this browser; nothing but a package that you upload is sent anywhere.
promise-nfvo = Nothing leaves this page unless you upload it
view-catalogue = Catalogue
catalogue-lead = The packages that are stored. What was recorded with them is shown, and proves nothing: verify them again by your trust and policy.
catalogue-loading = Reading the catalogue
catalogue-unreadable = The catalogue cannot be read. The terminal of vnfseal serve says why.
catalogue-empty = Nothing is stored.
catalogue-cut = There are more entries than can be listed. The command line lists all: vnfseal catalogue list.
catalogue-again = Read the list again
catalogue-recorded = When it was onboarded
catalogue-recorded-none = Nothing was recorded
catalogue-now = On this page
catalogue-now-none = Not verified yet
catalogue-verify = Verify
catalogue-verify-again = Verify again
catalogue-verify-named = Verify { $name }
catalogue-verify-again-named = Verify again { $name }
catalogue-fetching = Fetching…
catalogue-not-fetched = { $name } did not come whole, so it was not verified. It may be damaged: vnfseal catalogue fsck says so.
catalogue-replaced = { $name } has another package now than when the list was read, so it was not verified. Read the list again.
catalogue-damaged = Damaged

## The report

parts = Parts of the report
findings = Findings
findings-none = No findings.
severity-fail = Failure
severity-unknown = Cannot tell
severity-warn = Warning
severity-note = Note
accepted = Accepted by the policy
fact-why = Why it matters
fact-fix = What to do
fact-where = Where
fact-onap = ONAP
fact-rule = Rule
place-line = , line { $number }
place-in-delivery = , in the delivery, beside the CSAR
place-manifest-line = Line { $number } of the manifest
place-certificate = Certificate
place-signature = Signature { $number }
show-more = Show { $number } more
are-shown = { $shown } of { $total } are shown.
characters = { $number } characters
rest-in-report = The rest is in the JSON report.

## Artifacts

artifacts = Artifacts
artifacts-none = No artifact could be read from this package.
artifacts-search = Search paths
artifacts-filter = Show by status
artifacts-left = { $left } of { $total } artifacts match.
artifacts-no-match = Nothing matches.
filter-all = All
expand-all = Open all folders
collapse-all = Close all
column-path = Path
column-status = Status
column-size = Size
column-coverage = Covered by
column-digest = Digest
folder-status = { $word }: { $number } of { $total }
size-unknown = Not known
size-exact = { $size } ({ $bytes } bytes)
digest-same = As declared
digest-differs = Differs
digest-not-computed = Not computed
digest-declared = Digest declared
digest-found = Digest found
signed-none = None
signed-verified = Verified
signed-indeterminate = Cannot tell
signed-failed = Failed
coverage-manifest = Signed manifest
coverage-artifact = Own signature
coverage-package = Whole package
coverage-none = Nothing
kind-external = External, not fetched
kind-external-supplied = External, file supplied
kind-missing = Listed, but not there
kind-tosca-meta = TOSCA.meta
kind-manifest = Manifest
kind-signature = Signature file
kind-certificate = Certificate file
artifact-details = Details
artifact-kind = Kind
artifact-encrypted = Encrypted
artifact-sets = Non-MANO artifact sets
artifact-signature = Its own signature
artifact-no-findings = There is nothing to remark on it.
external-hint = This artifact is not in the package, and nothing is ever fetched. Choose the file that you have from this address: it is compared with the declared digest.
external-choose = Choose the file
external-choose-other = Choose another file
external-for = for { $uri }
external-supplied = File:

## Signatures

signatures = Signatures
signatures-none = No signature was found, so nothing says who made this package.
role-vnf-provider = VNF provider
role-service-provider = Service provider
role-none = No trusted role
signer-unknown = Signer not known: the certificate is missing
signature-signs = Covers
signature-algorithm = Algorithm
algorithm-with = { $signature } with { $digest }
signature-time = Signing time (claimed by signer, not proven)
signature-time-stamp = Time stamp
time-stamp = { $time }, by { $authority }
signature-validated = Validated at
signature-revocation = Revocation
location-manifest = Signature stored in the manifest
location-package = Signature stored beside the CSAR
location-artifact = Signature stored beside one artifact
location-signed-data = Signature stored by itself
revocation-good = Not revoked
revocation-revoked = Revoked or on hold
revocation-unknown = Not known
revocation-not-checked = Not checked
chain = Certificate chain
chain-empty = The signing certificate is neither in the package nor installed.
chain-anchor = Trust anchor
chain-intermediate = Intermediate CA
chain-signing-certificate = Signing certificate
chain-signs = Signs
chain-no-anchor = No way to an authority you trust
chain-valid-until = until { $date }
certificate = Certificate
certificate-subject = Subject
certificate-issuer = Issuer
certificate-valid = Valid
valid-from-to = { $from } to { $to }
valid-from = from { $from }
self-signed = Self-signed: only the fingerprint shows whose it is
certificate-fingerprint = SHA-256 fingerprint
certificate-key = Public key
certificate-key-usage = Key usage
certificate-extended-key-usage = Extended key usage
certificate-ca = CA
certificate-signed-with = Signed with
certificate-serial = Serial number
certificate-version = Version
download-pem = Download PEM
install-dots = Install…
install-named = Install… { $name }
installed = Installed

## SEC 021

conformance = SEC 021 checklist
conformance-clause = Clause
conformance-statement = Statement
conformance-state = State
conformance-met = Met
conformance-not-met = Not met
conformance-unknown = Cannot tell
conformance-not-applicable = Does not apply
conformance-others = { $number } statements that do not apply to this check
conformance-counts = { $met } met, { $missed } not met, { $unknown } cannot be told

## About a check

about = About this check
about-package = Package
about-package-unreadable = Nothing of what it says about itself could be read.
about-layout = Layout
layout-tosca-metadata = With TOSCA-Metadata
layout-root-yaml = YAML file at the root
about-manifest = Manifest
about-policy = Policy
about-trust = Trust in force
about-trust-none = None. Nobody is trusted by default.
about-engine = Engine
engine-version = Version
engine-digest = SHA-256 of its WebAssembly
engine-schema = Report schema

## The trust store

trust-lead = Whom you trust, kept in this browser and used for every package. Nobody is trusted by default. A certificate that comes with a package counts for nothing before you decide.
trust-add = Add certificates or a bundle
trust-export = Export as trust bundle
offers = Whom do you trust?
offers-hint = Certificates prove nothing about themselves. Until you decide, those below let nobody sign.
source-chosen = You chose this file.
source-dropped = You dropped this file.
source-pasted = You pasted this text.
source-with-package = This file came together with a package. Whoever made the package may have added it.
source-folder = This file was in a folder. Whoever filled the folder may have added it.
source-demo = This bundle belongs to the demo. Nobody has its private keys any more.
source-report = This certificate comes from the report on a package. That it is in the package proves nothing.
trust-for-visit = Trust for this visit
use-for-visit = Use for this visit
candidate-place = Would be trusted as
chain-checking = The chain is being checked…
compare = Compare the fingerprint
compare-how = Get the fingerprint from the owner over another way than the certificate: by telephone, on paper, from their own site.
compare-type = Paste or type the whole fingerprint, 64 digits
compare-same = It is the same.
compare-begun = The same so far: { $count } of { $total } digits.
compare-not-hex = “{ $character }” is not a digit of a fingerprint.
compare-longer = It is not the same: it has more than { $total } digits.
compare-differs = It is not the same: group { $group } is { $given } there and { $shown } here. Do not install this certificate.
compare-tick = I compared all eight groups with the owner
install = Install
leave-out = Leave out
leave-out-named = Leave out { $name }
installed-title = Installed
installed-none = Nothing is installed. Add the CA certificate of the VNF provider, or install one from a report.
installed-at = Installed { $time }
removed-named = { $name } was removed.
undo = Undo
remove-yes = Remove
keep-it = Keep it
removal-anchor = Packages that only this certificate vouches for will not pass any more, in every tab.
removal-timestamp-authority = Time stamps of this authority will not count any more, in every tab.
removal-intermediate = Chains that need this certificate may not be found any more, in every tab.
removal-revocation = Certificates that are revoked only here will count again, in every tab.
visit = For this visit only
visit-hint = These count until the page is closed.
unread-trust = { $number ->
    [one] 1 entry of your trust store cannot be read
   *[other] { $number } entries of your trust store cannot be read
}
unread-policy = Your policy cannot be read
unread-meaning = It was written by another version of this page, or is damaged. Nothing is verified and nothing is overwritten until you choose.
unread-download = Download it
unread-go-on = Keep it, and go on without it
unread-remove = Remove it
placement = { $role }: { $place }
placement-intermediate = Intermediate CA (helps to build the chain, not trusted by itself)
placement-revocation-list = Revocation list
placement-timestamp-authority = Time-stamp authority
placement-ocsp-response = OCSP response
use-private-ca = private CA
use-public-ca = public CA
use-signing-certificate = signing certificate

## The policy

policy-lead = What you ask of packages. Every value has a safe default; what differs is shown with each verdict.
policy-standard = Standard and time
policy-signers = Signers and files
policy-edition = Edition
policy-stage = Stage
policy-stage-hint = At instantiation the service provider's signatures come first, then the VNF provider's.
stage-onboarding = Onboarding
stage-instantiation = Instantiation
policy-at = Time of validation (UTC)
policy-at-hint = Left empty: now.
policy-service-provider = Service provider's signature
service-provider-if-present = Verified where present
service-provider-required = Required
policy-service-provider-signed = Artifacts that need it
policy-service-provider-signed-hint = One pattern per line, e.g. Files/**
policy-revocation = Revocation
policy-revocation-hint = Lists come from the trust store, trust files and the package; nothing is fetched.
revocation-policy-off = Not checked
revocation-policy-if-available = Checked if a CRL is available
revocation-policy-required = Required
policy-unlisted = A file that is not listed
policy-other-signers = A signer without a role
strictness-reject = Fails the package
strictness-report = Reported only
policy-certificate-policies = Certificate policies
policy-certificate-policies-hint = What a certification path is asked for beside its signatures (RFC 5280 section 6.1.1). Ask the CA for its identifiers.
policy-user-initial-policy-set = Policies that count
policy-user-initial-policy-set-hint = Object identifiers, one on each line. Left empty: any.
policy-initial-explicit-policy = Every path has to be valid under one of them
policy-initial-policy-mapping-inhibit = No policy mapping (initial-policy-mapping-inhibit)
policy-initial-any-policy-inhibit = Ignore anyPolicy (initial-any-policy-inhibit)
policy-accept = Accepted findings
policy-accept-hint = Findings that you know and accept. They are shown and do not count. Nothing that touches integrity or trust can be accepted, but for the few that the standard leaves to you.
policy-limits = Limits on work
policy-rules-loading = The list comes from the engine, which is being loaded.
policy-apply = Apply and verify again
policy-reset = Back to the default
policy-is-default = This is the default policy.
policy-differs = This policy differs from the default:
differs-edition = Edition: { $edition }
differs-stage = Stage: { $stage }
differs-at = Validated at { $time }, not now
differs-service-provider = The service provider's signature is required
differs-service-provider-signed = The service provider's signature is required for { $paths }
differs-revocation = Revocation: { $revocation }
differs-unlisted = Files that are not listed are only reported
differs-other-signers = Signers without a role are only reported
differs-accept = Accepted: { $codes }
differs-user-initial-policy-set = Certificate policies that count: { $policies }
differs-initial-explicit-policy = Every certification path has to be valid under a certificate policy that counts
differs-initial-policy-mapping-inhibit = No certificate policy is taken for another
differs-initial-any-policy-inhibit = Certificates for any certificate policy count for none
differs-limits = The limits on work are others

## This page

this-page-lead = You are trusting this page with a decision. Here you see what it is made of.
offline = Without a network
offline-unknown = Finding out…
offline-ready = Ready: this page works without a network.
offline-not-offered = This page needs the network when it is loaded.
offline-hint = The page's own files are kept by the browser after the first visit. Your browser's menu can install it as an application.
page-files = Files of this page
page-files-hint = Fetches every file of the page again, computes its SHA-256 and compares it with the list that the build wrote. The list comes from the same server: compare the list's own digest with the one published with the release.
page-check = Verify this page
page-checking = Verifying…
page-no-list = No list of files is served with this page.
page-right = { $number ->
    [one] The file is what the build made.
   *[other] All { $number } files are what the build made.
}
page-wrong = { $number ->
    [one] 1 file is not what the build made.
   *[other] { $number } files are not what the build made.
}
page-list-digest = SHA-256 of the list:
