## Die Audits, die `vnfseal serve` aus einer Warteschlange liest

view-runs = Audits
runs-lead = Was Audits gefunden haben, jedes zu seiner Zeit und nach eigenem Vertrauen und eigener Richtlinie. Es kommt aus der Datenbank der Warteschlange; diese Seite hat nichts davon geprüft.
runs-again = Neu lesen
runs-loading = Die Datenbank wird gelesen
runs-empty = Es gibt noch kein Audit. Planen Sie eines auf der Befehlszeile: vnfseal audit QUELLE --queue URL.
runs-cut = Es gibt ältere Audits, die nicht gezeigt werden. Die Befehlszeile zeigt alle: vnfseal audit status.
runs-no-server = Der Server antwortet nicht.
runs-no-server-fix = Sehen Sie nach, ob vnfseal serve noch läuft. Diese Seite fragt von selbst wieder.
runs-no-database = Die Datenbank der Warteschlange ist nicht erreichbar.
runs-no-database-fix = Was hier steht, kann alt sein. Diese Seite fragt von selbst wieder; das Terminal von vnfseal serve zeigt, was die Datenbank geantwortet hat.
runs-no-tables = Die Datenbank hat keine Tabellen dieser Version von vnfseal.
runs-no-tables-fix = Führen Sie einmal vnfseal audit init aus, oder nehmen Sie für serve die Version, die die Tabellen angelegt hat.
runs-forbidden = Die Datenbank lässt den Server nicht lesen.
runs-forbidden-fix = Geben Sie seinem Benutzer das Recht, das Schema vnfseal zu lesen, oder prüfen Sie sein Kennwort. Das Terminal von vnfseal serve sagt mehr.
runs-gone = Das gibt es in der Datenbank nicht mehr.
runs-gone-fix = Jemand hat es entfernt. Gehen Sie zu allen Audits zurück.
runs-large = Es ist zu groß für diese Seite.
runs-large-fix = Nehmen Sie die Befehlszeile: vnfseal audit diff oder vnfseal audit results.
runs-busy = Es werden schon zwei Audits verglichen.
runs-busy-fix = Wählen Sie gleich noch einmal.
runs-planning = Eines der beiden Audits wird noch geplant.
runs-planning-fix = Sie werden verglichen, sobald alle Pakete bekannt sind. Diese Seite fragt von selbst wieder.
runs-unplanned = Eines der beiden Audits wurde beim Planen abgebrochen.
runs-unplanned-fix = Nicht alle seine Pakete sind bekannt, deshalb lässt es sich nicht vergleichen. Wählen Sie ein anderes Audit.
runs-unreadable = Diese Seite kann den Bericht nicht lesen.
runs-unreadable-fix = Vielleicht hat ihn eine andere Version von vnfseal geschrieben. Die Befehlszeile hat ihn unverändert: vnfseal audit results.
run-finished = Beendet
run-cancelled = Abgebrochen
run-planning = Nicht zu Ende geplant
run-under-way = Läuft
run-error = Nicht geprüft
run-open = Noch kein Ergebnis
run-found = Vom Audit gefunden
run-found-at = um { $time }
run-planned = geplant { $time }
run-done = { $total ->
    [one] { $done } von 1 Paket
   *[other] { $done } von { $total } Paketen
}
run-open-it = Öffnen
run-open-named = Audit { $id } von { $name } öffnen
run-back = ← Alle Audits
run-title = Audit { $id }
run-lead = Was dieses Audit zu seiner Zeit gefunden hat, nach eigenem Vertrauen und eigener Richtlinie. Es ist kein Urteil dieser Seite: Dafür prüfen Sie ein Paket hier.
run-about = Über dieses Audit
run-source = Quelle
run-size = Größe
run-planned-at = Geplant
run-ended-at = Ende
run-at = Beurteilt zum Zeitpunkt
run-workers = Arbeit
run-workers-value = Arbeiter: { $workers }, Pakete in Arbeit: { $packages }
run-again = Neu begonnen
run-again-value = Pakete: { $number }; ein Arbeiter endete, oder etwas war nicht erreichbar
run-id = Kennung
run-cancelled-hint = Es wurde abgebrochen. Pakete ohne Ergebnis: { $number }.
run-no-workers = Es ist kein Arbeiter mit derselben Version von vnfseal da. Starten Sie einen: vnfseal worker --queue URL.
run-packages = Pakete
run-show = Was gefunden wurde
run-all = Alle
run-search = Name des Pakets
run-with-code = Mit
run-without-code = Alle Befunde zeigen
run-looking = Pakete werden gesucht
run-match = { $number ->
    [0] Kein Paket passt.
    [one] { $number } Paket.
   *[other] { $number } Pakete.
}
run-many-match = Mehr als { $number } Pakete.
run-pages = Weitere Pakete
run-previous = Zurück
run-next = Weiter
run-shown = { $first } bis { $last } von { $total }
run-not-begun = Es wurde nicht geprüft: Das Audit wurde abgebrochen.
run-waits = Es wartet auf einen Arbeiter.
run-tries = Schon begonnen: { $number }.
run-not-verified = Es konnte nicht geprüft werden.
run-error-why = Warum nicht
run-signers = Unterzeichner
run-all-with = Alle Pakete damit zeigen
run-all-with-named = Alle Pakete mit { $code } zeigen
run-times = { $number }-mal
run-report-loading = Der Bericht wird gelesen
run-report = Bericht herunterladen (JSON)
run-report-rest = { $number ->
    [one] 1 weiterer Befund steht im Bericht.
   *[other] { $number } weitere Befunde stehen im Bericht.
}
run-difference = Änderungen seit einem früheren Audit
run-since = Früheres Audit
run-since-none = Audit wählen
run-comparing = Beide Audits werden verglichen
run-comparing-going = Eines der beiden Audits hat Pakete ohne Ergebnis. Sie werden nicht verglichen.
run-settings = Beide Audits unterscheiden sich wegen
run-no-change = Kein Urteil und kein Befund hat sich geändert.
run-changes = Geänderte Pakete: { $total }, zum Schlechteren: { $worse }.
run-changes-cut = { $shown } von { $total } Änderungen werden gezeigt. Die Befehlszeile zeigt alle: vnfseal audit diff.
run-worse = Schlechter
run-added = nicht da
run-removed = nicht mehr da
run-then = dann
run-because = wegen
run-gained = Neu:
run-lost = Weg:
run-why-content = eines anderen Pakets
run-why-trust = anderer Vertrauensdateien
run-why-policy = einer anderen Richtlinie oder Zeit
run-why-engine = einer anderen Version von vnfseal
run-why-time = einer späteren Zeit
