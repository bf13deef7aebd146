## Many packages

batch-table = Packages and their verdicts
batch-verdict = Verdict
batch-package = Package
batch-provider = Provider
batch-product = Product
batch-version = Version
batch-signer = Signer
batch-reason = Reason
package-more = More
package-more-named = actions for { $name }
batch-actions = Actions
batch-search = Search packages
batch-filter = Filter by verdict
batch-open = No verdict
batch-all = All packages
batch-csv = Table (CSV)
batch-csv-named = Table (CSV) of all packages
batch-json = Reports (JSON)
batch-json-named = Reports (JSON) of all packages
batch-clear = Clear all
batch-none-listed = No package matches.
counted-passed = { $number } passed
counted-failed = { $number } failed
counted-indeterminate = { $number } not determined
counted-without = { $number } without a verdict
counted-running = { $number } to do
announce-all = All packages: { $counts }.
notify-at-end = Notify me at the end
notify-title = All packages are verified
notify-refused = The browser does not allow notifications for this page. You can allow them in its settings.

## Judged again

stage-judging-again = Being judged again
judging-again-meaning = What you trust, or the policy, has changed. Before that the verdict was: { $verdict }. It no longer counts, and neither does what stands below.
judged-again = Judged again by what you trust now and the policy. The content was not read again.

## The reason for a verdict in a few words

reason-passed-in-part = Files without a signature
reason-not-a-package = Not a VNF package
reason-revoked = Certificate revoked
reason-changed = Content changed
reason-not-signed = Not signed
reason-algorithm = Weak algorithm or key
reason-damaged = Damaged
reason-signature-unusable = Signature cannot be verified
reason-expired = Certificate expired
reason-not-yet-valid = Certificate not valid yet
reason-not-entitled = Certificate not for packages
reason-not-installed = Certificate not installed
reason-not-trusted = Signer not trusted
reason-revocation-unknown = Revocation not known
reason-not-released = Your signature is missing
reason-not-covered = Not all of it is signed
reason-slipped-in = File not listed
reason-missing = A part is missing
reason-limit = Beyond the policy's limits
reason-not-conforming = Breaks the rules
reason-no-trust = No CA certificate added
reason-algorithm-unknown = Algorithm not implemented
reason-not-checked = External artifact not checked
reason-name-not-bound = Name not covered by signature
reason-not-proven = Information is missing

## History

history-title = History of reports
history-hint = If you want, this browser keeps the last { $number } reports, so that you can read them later. It keeps no packages. Nothing is sent anywhere.
history-keep = Keep reports in this browser
history-clear = Delete all kept reports
history-save = Save
history-save-named = Save the report of { $name }

## The address

notice-gone = { $name } is no longer on this page. The page keeps no files: after a reload, drop the package again to see its report.
