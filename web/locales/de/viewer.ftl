## Dateien eines Pakets

viewer-show-line = Zeile zeigen
viewer-show-text = Text zeigen
viewer-title = Text einer Datei
viewer-title-line = { $name }, Zeile { $number }
viewer-reading = Die Datei wird gelesen.
viewer-lead = { $size }, so wie sie im Paket steht. Zeichen, die man nicht sieht, stehen als Codepunkte da.
viewer-not-utf8 = Einige Bytes sind kein UTF-8. Sie stehen als U+FFFD da.
viewer-text = Text der Datei
viewer-empty = Die Datei ist leer.
viewer-pages = Zeilen
viewer-earlier = Frühere Zeilen
viewer-later = Spätere Zeilen
viewer-range = Zeilen { $first } bis { $last } von { $total }
viewer-left = { $number ->
    [one] … und 1 weiteres Zeichen
   *[other] … und { $number } weitere Zeichen
}
viewer-digests-differ = { $algorithm }: Die beiden Prüfsummen unterscheiden sich ab Stelle { $number }.
viewer-unreadable = Die Datei lässt sich nicht mehr lesen: Sie wurde seit der Prüfung geändert, verschoben oder gelöscht. Wählen Sie sie noch einmal aus.
viewer-too-large = Die Datei hat mehr als 1 MiB und wird nicht gezeigt. Entpacken Sie sie, um sie zu lesen.
viewer-ambiguous = Programme sind sich nicht einig, was diese Datei ist. Darum wird sie nicht gezeigt. Ein Befund sagt, warum.
viewer-damaged = Die Datei ist beschädigt. Darum gibt es keinen Text zu zeigen.
viewer-encrypted = Die Datei ist verschlüsselt. Darum gibt es keinen Text zu zeigen.
viewer-missing = Das Paket hat keine solche Datei, die sich lesen ließe.

inside-title = Pakete darin
inside-lead = Diese Datei enthält Pakete. Jedes wird für sich geprüft.
inside-open = Öffnen
inside-open-named = { $name } öffnen
inside-opening = Wird geöffnet …
inside-not-opened = Das Paket darin ließ sich nicht öffnen: Es ist beschädigt oder zu groß, oder die Datei wurde geändert, verschoben oder gelöscht.

file-digest-compute = SHA-256 der Datei berechnen
file-digest-running = { $percent } % gelesen
