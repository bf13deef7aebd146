## Diese Seite

this-page-lead = Sie vertrauen dieser Seite eine Entscheidung an. Hier sehen Sie, woraus sie besteht.
offline = Ohne Netz
offline-unknown = Wird festgestellt…
offline-ready = Bereit: Diese Seite funktioniert ohne Netz.
offline-not-offered = Diese Seite braucht beim Laden das Netz.
offline-hint = Der Browser bewahrt die Dateien der Seite nach dem ersten Besuch auf. Über sein Menü lässt sie sich als Anwendung installieren.
page-files = Unversehrtheit dieser Seite
page-files-hint = Ruft jede Datei der Seite erneut ab, berechnet ihren SHA-256 und vergleicht ihn mit der Liste, die beim Bauen geschrieben wurde. Die Liste kommt vom selben Server.
page-check = Diese Seite prüfen
page-checking = Wird geprüft…
page-no-list = Bei dieser Seite liegt keine Liste der Dateien.
page-right = { $number ->
    [one] Die Datei ist so, wie die Liste sagt.
   *[other] Alle { $number } Dateien sind so, wie die Liste sagt.
}
page-wrong = { $number ->
    [one] 1 Datei ist nicht so, wie die Liste sagt.
   *[other] { $number } Dateien sind nicht so, wie die Liste sagt.
}
page-list-digest = SHA-256 der Liste:
page-list-compare = Vergleichen Sie diese Prüfsumme mit der veröffentlichten.
