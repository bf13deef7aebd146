## Diese Seite

this-page-lead = Sie vertrauen dieser Seite eine Entscheidung an. Hier sehen Sie, woraus sie besteht.
offline = Ohne Netz
offline-unknown = Wird festgestellt…
offline-ready = Bereit: Diese Seite funktioniert ohne Netz.
offline-not-offered = Diese Seite braucht beim Laden das Netz.
offline-hint = Der Browser bewahrt die Dateien der Seite nach dem ersten Besuch auf. Über sein Menü lässt sie sich als Anwendung installieren.
page-files = Unversehrtheit dieser Seite
page-files-hint = Ruft jede Datei der Seite erneut ab, berechnet ihren SHA-256 und vergleicht ihn mit der Liste, die beim Bauen geschrieben wurde. Die Liste kommt vom selben Server: Vergleichen Sie deren eigene Prüfsumme mit der, die zur Ausgabe veröffentlicht wurde.
page-check = Diese Seite prüfen
page-checking = Wird geprüft…
page-no-list = Bei dieser Seite liegt keine Liste der Dateien.
page-right = { $number ->
    [one] Die Datei ist, was gebaut wurde.
   *[other] Alle { $number } Dateien sind, was gebaut wurde.
}
page-wrong = { $number ->
    [one] 1 Datei ist nicht, was gebaut wurde.
   *[other] { $number } Dateien sind nicht, was gebaut wurde.
}
page-list-digest = SHA-256 der Liste:
