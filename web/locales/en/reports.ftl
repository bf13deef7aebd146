## Saved reports, read again

view-reports = Reports
reports-title = Saved reports and comparison
reports-lead = Read a report again that was saved as JSON, and compare two reports or packages.
reports-choose = Open saved reports
reports-none = Drop a report here that this page, vnfseal verify or the npm package saved as JSON.
saved-list = Opened reports
saved-says-passed = Says: passed
saved-says-indeterminate = Says: not determined
saved-says-failed = Says: failed
saved-warning-title = This is a file, not a verdict of this page.
saved-warning = Nothing in this file is verified, and anybody could have written it. To know, drop the package itself: this page verifies it anew and compares both reports.
saved-absent = The package is not here.
saved-other = A package of this name is here, but it is not the one that the file is about: the digests differ.
saved-here = The package is here, and this page has verified it anew.
saved-unknown = A package of this name is here. Whether it is the one that the file is about cannot be told: the file has no digest of it.
saved-show-package = Show the verdict of this page
saved-differences = How this page judges it otherwise
saved-file = Saved report
saved-said = As the file says
saved-quoted = “{ $word }”
saved-package = Package
saved-product = Product
saved-provider = Provider
saved-version = Version
saved-at = Verified as of
saved-signers = Signers, as the file says
saved-findings = Findings, as the file says
saved-artifacts = Artifacts, as the file says
saved-no-signer = The file names no signer.
saved-no-findings = The file has no findings.
saved-no-artifacts = The file has no artifacts.
notice-reports-left-out = { $number ->
    [one] 1 report in { $name } was left out: it cannot be read here, or the file has more than 100.
   *[other] { $number } reports in { $name } were left out: they cannot be read here, or the file has more than 100.
}
notice-json-policy = { $name } is a policy. Nothing was changed. The policy is chosen under Policy.
notice-json-members = { $name } is JSON, but neither a report nor a trust bundle nor a policy: it is an object with { $members }. Nothing was changed.
notice-json-other = { $name } is JSON, but neither a report nor a trust bundle nor a policy. Nothing was changed.

## Two reports compared

compare-reports = Compare two reports
compare-hint = Two packages need a verdict before they can be compared. Saved reports can be compared too.
compare-old = Older
compare-new = Newer
compare-choose = Choose…
compare-swap = Swap
compare-saved = { $name } (saved report { $file })
compare-number = { $name } ({ $number })
compare-failed = The two reports could not be compared: { $reason }
compare-equal = The two reports say the same of the package, its signers, its artifacts and its findings.
compare-verdicts = What the reports say
compare-verdict-other = The verdict has changed.
compare-verdict-same = The verdict is the same.
compare-findings = Findings
compare-package = Package
compare-metadata = Metadata
compare-signers = Signers
compare-artifacts = Artifacts
compare-unchanged = { $number ->
    [0] No artifact is the same in both.
    [one] 1 artifact is the same in both.
   *[other] { $number } artifacts are the same in both.
}
compare-nothing = No difference.
compare-verdict = Verdict
compare-security-option = Security option
compare-path-csar = Path of the CSAR
compare-path-manifest = Path of the manifest
compare-kind = Kind of package
compare-not-there = Not there
compare-findings-unchanged = { $number ->
    [one] 1 finding says the same in both.
   *[other] { $number } findings say the same in both.
}
compare-findings-unlisted = Not compared, because the reports do not list all of them: { $old } older and { $new } newer findings.
change-finding-new = New
change-finding-gone = No longer found
change-finding-other = Changed
change-added = Added
change-removed = Removed
change-kind = Another kind of file
change-content = Other content
change-unknown = Not known: no digest to compare
change-status = Same content, judged otherwise
change-signatures = Same signer, other signatures
change-signer = Same signer, judged otherwise
compare-no-certificate = Signatures whose certificate was not found
compare-declared = { $digest } (declared)
history-open = Open
history-open-named = Open the report on { $name }
