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
notice-no-language = The page could not load its words in { $language }. Check the network, and choose the language again.
notice-not-kept = This browser does not keep anything for this page: trust store and policy are lost when it is closed.
notice-not-changed = The browser could not keep this. Nothing was changed.
notice-not-overwritten = Nothing was changed: something kept in this browser cannot be read, and would be lost. Remove it first.
