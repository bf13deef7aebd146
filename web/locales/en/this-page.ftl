## This page

this-page-lead = You are trusting this page with a decision. Here you see what it is made of.
offline = Without a network
offline-unknown = Finding out…
offline-ready = Ready: this page works without a network.
offline-not-offered = This page needs the network when it is loaded.
offline-hint = The page's own files are kept by the browser after the first visit. Your browser's menu can install it as an application.
page-files = Integrity of this page
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
