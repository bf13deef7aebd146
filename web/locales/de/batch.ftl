## Viele Pakete

batch-table = Pakete und ihre Urteile
batch-verdict = Urteil
batch-package = Paket
batch-provider = Anbieter
batch-product = Produkt
batch-version = Version
batch-signer = Unterzeichner
batch-reason = Grund
package-more = Mehr
package-more-named = Aktionen für { $name }
batch-actions = Aktionen
batch-search = Pakete suchen
batch-filter = Nach Urteil filtern
batch-open = Ohne Urteil
batch-all = Alle Pakete
batch-csv = Tabelle (CSV)
batch-csv-named = Tabelle (CSV) aller Pakete
batch-json = Berichte (JSON)
batch-json-named = Berichte (JSON) aller Pakete
batch-clear = Alle entfernen
batch-none-listed = Kein Paket passt.
counted-passed = { $number } bestanden
counted-failed = { $number } nicht bestanden
counted-indeterminate = { $number } nicht feststellbar
counted-without = { $number } ohne Urteil
counted-running = { $number } noch offen
announce-all = Alle Pakete: { $counts }.
notify-at-end = Am Ende benachrichtigen
notify-title = Alle Pakete sind geprüft
notify-refused = Der Browser erlaubt dieser Seite keine Benachrichtigungen. In seinen Einstellungen können Sie sie erlauben.

## Neu beurteilt

stage-judging-again = Wird neu beurteilt
judging-again-meaning = Ihr Vertrauen oder die Richtlinie hat sich geändert. Davor lautete das Urteil: { $verdict }. Es gilt nicht mehr, und was unten steht, auch nicht.
judged-again = Neu beurteilt nach Ihrem jetzigen Vertrauen und der Richtlinie. Der Inhalt wurde nicht erneut gelesen.

## Der Grund eines Urteils in wenigen Worten

reason-passed-in-part = Dateien ohne Signatur
reason-not-a-package = Kein VNF-Paket
reason-revoked = Zertifikat gesperrt
reason-changed = Inhalt verändert
reason-not-signed = Nicht signiert
reason-algorithm = Schwaches Verfahren oder schwacher Schlüssel
reason-damaged = Beschädigt
reason-signature-unusable = Signatur nicht prüfbar
reason-expired = Zertifikat abgelaufen
reason-not-yet-valid = Zertifikat noch nicht gültig
reason-not-entitled = Zertifikat nicht für Pakete
reason-not-installed = Zertifikat nicht installiert
reason-not-trusted = Unterzeichner nicht vertraut
reason-revocation-unknown = Sperrung nicht bekannt
reason-not-released = Ihre eigene Signatur fehlt
reason-not-covered = Nicht alles ist signiert
reason-slipped-in = Datei nicht aufgeführt
reason-missing = Ein Teil fehlt
reason-limit = Über den Grenzen der Richtlinie
reason-not-conforming = Verletzt die Regeln
reason-no-trust = Kein CA-Zertifikat hinzugefügt
reason-algorithm-unknown = Verfahren nicht unterstützt
reason-not-checked = Externes Artefakt nicht geprüft
reason-name-not-bound = Name nicht von der Signatur erfasst
reason-not-proven = Angaben fehlen

## Verlauf

history-title = Verlauf der Berichte
history-hint = Wenn Sie möchten, bewahrt dieser Browser die letzten { $number } Berichte auf, damit Sie sie später lesen können. Pakete bewahrt er nicht auf. Nichts wird irgendwohin gesendet.
history-keep = Berichte in diesem Browser aufbewahren
history-clear = Alle aufbewahrten Berichte löschen
history-save = Sichern
history-save-named = Bericht zu { $name } sichern

## Die Adresse

notice-gone = { $name } ist nicht mehr auf dieser Seite. Die Seite bewahrt keine Dateien auf: Legen Sie das Paket nach einem Neuladen wieder ab, um den Bericht zu sehen.
