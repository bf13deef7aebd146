## This page

this-page-lead = You are trusting this page with a decision. Here you see what it is made of.
offline = Without a network
offline-unknown = Finding out…
offline-ready = Ready: this page works without a network.
offline-not-offered = This page needs the network when it is loaded.
offline-hint = The page's own files are kept by the browser after the first visit. Your browser's menu can install it as an application.
page-files = Integrity of this page
page-files-hint = Fetches every file of the page again, computes its SHA-256 and compares it with the list that the build wrote. The list comes from the same server.
page-check = Verify this page
page-checking = Verifying…
page-no-list = No list of files is served with this page.
page-right = { $number ->
    [one] The file is as the list says.
   *[other] All { $number } files are as the list says.
}
page-wrong = { $number ->
    [one] 1 file is not as the list says.
   *[other] { $number } files are not as the list says.
}
page-list-digest = SHA-256 of the list:
page-list-compare = Compare this digest with that of the release.
