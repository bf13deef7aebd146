## The runs of audits that `vnfseal serve` reads from a queue

view-runs = Audits
runs-lead = What audits found, each at its time and by its own trust and policy. It was read from the database of the queue; this page has verified none of it.
runs-again = Read again
runs-loading = Reading the database
runs-empty = There is no audit yet. Plan one on the command line: vnfseal audit SOURCE --queue URL.
runs-cut = There are older audits that are not listed. The command line lists all: vnfseal audit status.
runs-no-server = The server gives no answer.
runs-no-server-fix = See whether vnfseal serve still runs. This page asks again by itself.
runs-no-database = The database of the queue cannot be reached.
runs-no-database-fix = What is shown may be old. This page asks again by itself; the terminal of vnfseal serve says what the database answered.
runs-no-tables = The database has no tables of this release of vnfseal.
runs-no-tables-fix = Run vnfseal audit init once, or serve with the release that made the tables.
runs-forbidden = The database does not let the server read.
runs-forbidden-fix = Give its user the right to read the schema vnfseal, or see to its password. The terminal of vnfseal serve says more.
runs-gone = This is not in the database any more.
runs-gone-fix = Somebody has removed it. Go back to all audits.
runs-large = It is too large for this page.
runs-large-fix = Use the command line: vnfseal audit diff or vnfseal audit results.
runs-busy = Two audits are being compared already.
runs-busy-fix = Choose again in a moment.
runs-planning = One of the two audits is still being planned.
runs-planning-fix = They are compared as soon as all packages are known. This page asks again by itself.
runs-unplanned = One of the two audits was cancelled while it was planned.
runs-unplanned-fix = Not all of its packages are known, so it cannot be compared. Choose another audit.
runs-unreadable = This page cannot read the report.
runs-unreadable-fix = Another release of vnfseal may have written it. The command line has it as it is: vnfseal audit results.
run-finished = Finished
run-cancelled = Cancelled
run-planning = Not planned to the end
run-under-way = Under way
run-error = Not verified
run-open = No result yet
run-found = Found by the audit
run-found-at = at { $time }
run-planned = planned { $time }
run-done = { $total ->
    [one] { $done } of 1 package
   *[other] { $done } of { $total } packages
}
run-open-it = Open
run-open-named = Open audit { $id } of { $name }
run-back = ← All audits
run-title = Audit { $id }
run-lead = What this audit found at its time, by its own trust and policy. It is no verdict of this page: verify a package here for that.
run-about = About this audit
run-source = Source
run-size = Size
run-planned-at = Planned
run-ended-at = Ended
run-at = Judged as of
run-workers = Work
run-workers-value = workers: { $workers }, packages under way: { $packages }
run-again = Begun again
run-again-value = packages: { $number }; a worker ended, or something could not be reached
run-id = Id
run-cancelled-hint = It was cancelled. Packages without a result: { $number }.
run-no-workers = No worker with the same version of vnfseal is there. Start one: vnfseal worker --queue URL.
run-packages = Packages
run-show = What was found
run-all = All
run-search = Name of the package
run-with-code = With
run-without-code = Show all findings
run-looking = Looking for packages
run-match = { $number ->
    [0] No package matches.
    [one] { $number } package.
   *[other] { $number } packages.
}
run-many-match = More than { $number } packages.
run-pages = More packages
run-previous = Previous
run-next = Next
run-shown = { $first } to { $last } of { $total }
run-not-begun = It was not verified: the audit was cancelled.
run-waits = It waits for a worker.
run-tries = Begun before: { $number }.
run-not-verified = It could not be verified.
run-error-why = Why not
run-signers = Signers
run-all-with = Show all packages with it
run-all-with-named = Show all packages with { $code }
run-times = { $number } times
run-report-loading = Reading the report
run-report = Download the report (JSON)
run-report-rest = { $number ->
    [one] 1 more finding is in the report.
   *[other] { $number } more findings are in the report.
}
run-difference = Changes since an earlier audit
run-since = Earlier audit
run-since-none = Choose an audit
run-comparing = Comparing both audits
run-comparing-going = One of the two audits has packages without a result. They are not compared.
run-settings = The two audits differ because of
run-no-change = No verdict and no finding changed.
run-changes = Changed packages: { $total }, for the worse: { $worse }.
run-changes-cut = { $shown } of { $total } changes are shown. The command line shows all: vnfseal audit diff.
run-worse = Worse
run-added = not there
run-removed = not there any more
run-then = then
run-because = because of
run-gained = New:
run-lost = Gone:
run-why-content = another package
run-why-trust = other trust files
run-why-policy = another policy or time
run-why-engine = another version of vnfseal
run-why-time = a later time
