## The verdict

verdict-passed = Passed
verdict-indeterminate = Not determined
verdict-failed = Failed
verdict-warnings = { $number ->
    [one] 1 warning
   *[other] { $number } warnings
}
verdict-accepted = { $number ->
    [one] 1 finding accepted
   *[other] { $number } findings accepted
}
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
headline-encrypted = The file is encrypted, so nothing in it can be verified before it is decrypted.
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
count-failures = { $number ->
    [one] 1 failure
   *[other] { $number } failures
}
count-open = { $number ->
    [one] 1 open question
   *[other] { $number } open questions
}
verdict-signers = Signed by
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
keep-json = Save report (JSON)
html-title = vnfseal report
keep-more = Other formats
keep-html = HTML page
keep-print = Print or PDF
keep-copy = Copy summary
copy = Copy
copy-named = Copy { $what }
keep-copied = Copied.
summary-more = … and { $number } more.
engine-line = Decided by { $name } { $version }, SHA-256 of its WebAssembly: { $digest }
more-actions = More actions
