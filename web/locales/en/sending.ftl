## A message to the vendor

message-open = Message to vendor
message-title = Message to the vendor
message-lead = What the vendor has to know to mend the package, as plain text for a mail or a ticket. What concerns only your trust or your policy is left out.
message-language = Language of the message
message-copy = Copy message
message-not-copied = The browser did not copy it. The text is selected: copy it with the keyboard.
message-subject = Subject: { $package }: { $verdict }
message-greeting = Hello,
message-opening-passed = we verified the VNF package below by { $edition }. It passed.
message-opening-indeterminate = we verified the VNF package below by { $edition }. Whether it can be used could not be determined. Please look at the points below.
message-opening-failed = we verified the VNF package below by { $edition }. It did not pass and cannot be used. Please mend what is listed below and send a new package.
message-package = Product
message-file = File
message-file-digest = SHA-256 of the file
message-manifest-digest = SHA-256 of the manifest
message-verified-at = Verified as of
message-signer = Signer
message-expected = Expected
message-found = Found
message-mend = To mend
message-nothing = There is nothing for you to mend.
message-more = { $number ->
    [one] … and 1 more finding. We can send the whole report.
   *[other] … and { $number } more findings. We can send the whole report.
}
message-end = You can repeat the verification with vnfseal, or with any other tool that verifies by this specification.

## A summary on one page

sheet-open = One-page summary
sheet-report-digest = SHA-256 of the report (JSON)
sheet-explained = The report that this page saves as JSON has this digest. The QR code holds it as sha256:… , so that paper and file can be compared.
sheet-qr-code = QR code of the report's SHA-256
sheet-computing = Computing the digest of the report
sheet-no-digest = The digest of the report cannot be computed here: the browser does so only over HTTPS or on this computer.
