## Files of a package

viewer-show-line = Show the line
viewer-show-text = Show the text
viewer-title = Text of a file
viewer-title-line = { $name }, line { $number }
viewer-reading = The file is being read.
viewer-lead = { $size }, as it is in the package. Characters that are not seen are written as code points.
viewer-not-utf8 = Some bytes are not UTF-8. They are shown as U+FFFD.
viewer-text = Text of the file
viewer-empty = The file is empty.
viewer-pages = Lines
viewer-earlier = Earlier lines
viewer-later = Later lines
viewer-range = Lines { $first } to { $last } of { $total }
viewer-left = { $number ->
    [one] … and 1 more character
   *[other] … and { $number } more characters
}
viewer-digests-differ = { $algorithm }: the two digests differ from digit { $number } on.
viewer-unreadable = The file cannot be read any more: it was changed, moved or deleted since it was verified. Choose it again.
viewer-too-large = The file has more than 1 MiB and is not shown. Extract it from the package to read it.
viewer-ambiguous = Programs do not agree on what this file is, so it is not shown. A finding says why.
viewer-damaged = The file is damaged, so there is no text to show.
viewer-encrypted = The file is encrypted, so there is no text to show.
viewer-missing = The package has no such file that could be read.

inside-title = Packages inside
inside-lead = This file holds packages. Each is verified by itself.
inside-open = Open
inside-open-named = Open { $name }
inside-opening = Opening…
inside-not-opened = The package inside could not be opened: it is damaged or too large, or the file was changed, moved or deleted.

file-digest-compute = Compute SHA-256 of the file
file-digest-running = { $percent } % read
