## The report

parts = Parts of the report
findings = Findings
findings-search = Search findings
findings-filter-severity = Show by severity
findings-filter-aspect = Show by part of the verdict
findings-left = { $left } of { $total } findings match.
findings-no-match = Nothing matches.
times = { $number }×
findings-none = No findings.
severity-fail = Failure
severity-unknown = Not determined
severity-warn = Warning
severity-note = Note
accepted = Accepted by the policy
fact-why = Why it matters
fact-fix = What you can do
fact-vendor-fix = What the vendor has to do
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
wording = Exact wording (English)
digests = { $algorithm } declared { $declared }, found { $found }
digest-only-declared = { $algorithm } declared { $declared }
cited-clause = clause
cited-clauses = clauses
cited-section = section
cited-sections = sections
cited-and = and
cited-appendix = appendix
cited-step = step
cited-policy-limits = policy limits
cited-work-budget = work budget
cited-for-service-provider = for the service provider
left-out = { $number } more like it
limit-most = limit { $name }: { $most }
limit-passed = limit { $name }: { $most }, here { $number }
revoked-key-compromise = key compromised
revoked-affiliation-changed = affiliation changed
revoked-superseded = superseded
revoked-cessation = no longer in operation
revoked-hold = on hold
revoked-privilege-withdrawn = privilege withdrawn
revoked-unspecified = no reason stated
summary-signer = The VNF provider is { $name }.
summary-not-covered = { $number ->
    [one] 1 file is not covered by a signature.
   *[other] { $number } files are not covered by a signature.
}

## SEC 021

conformance = SEC 021 checklist
conformance-clause = Clause
conformance-statement = Statement
conformance-state = State
conformance-met = Met
conformance-not-met = Not met
conformance-unknown = Not determined
conformance-not-applicable = Does not apply
conformance-others = { $number ->
    [one] 1 statement that does not apply to this check
   *[other] { $number } statements that do not apply to this check
}
conformance-all-met = { $number ->
    [one] 1 statement is met
   *[other] { $number } statements are met
}
conformance-counts = { $met } met, { $missed } not met, { $unknown } not determined

## About a check

about = About this check
about-package = Package
about-package-unreadable = Nothing of what it says about itself could be read.
about-layout = Layout
layout-tosca-metadata = With TOSCA-Metadata
layout-root-yaml = YAML file at the root
about-manifest = Manifest
digest-of-file = SHA-256 of the file
digest-of-manifest = SHA-256 of the manifest
digest-of-cms = SHA-256 of the CMS structure
about-policy = Policy
about-trust = Trust in force
about-trust-none = None. Nobody is trusted by default.
about-engine = Engine
engine-version = Version
engine-digest = SHA-256 of its WebAssembly
engine-schema = Report schema
engine-licence = Licence
