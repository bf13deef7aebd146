## Eine Nachricht an den Hersteller

message-open = Nachricht an den Hersteller
message-title = Nachricht an den Hersteller
message-lead = Was der Hersteller wissen muss, um das Paket zu berichtigen, als reiner Text für eine E-Mail oder ein Ticket. Was nur Ihr Vertrauen oder Ihre Richtlinie betrifft, fehlt darin.
message-language = Sprache der Nachricht
message-copy = Nachricht kopieren
message-not-copied = Der Browser hat nicht kopiert. Der Text ist markiert: Kopieren Sie ihn mit der Tastatur.
message-subject = Betreff: { $package }: { $verdict }
message-greeting = Guten Tag,
message-opening-passed = wir haben das unten genannte VNF-Paket nach { $edition } geprüft. Es hat bestanden.
message-opening-indeterminate = wir haben das unten genannte VNF-Paket nach { $edition } geprüft. Ob es verwendet werden kann, ließ sich nicht feststellen. Bitte sehen Sie sich die folgenden Punkte an.
message-opening-failed = wir haben das unten genannte VNF-Paket nach { $edition } geprüft. Es hat nicht bestanden und kann nicht verwendet werden. Bitte berichtigen Sie, was unten steht, und senden Sie ein neues Paket.
message-package = Produkt
message-file = Datei
message-file-digest = SHA-256 der Datei
message-manifest-digest = SHA-256 des Manifests
message-verified-at = Geprüft für den Zeitpunkt
message-signer = Unterzeichner
message-expected = Erwartet
message-found = Gefunden
message-mend = Zu tun
message-nothing = Für Sie ist nichts zu berichtigen.
message-more = { $number ->
    [one] … und 1 weiterer Befund. Den ganzen Bericht senden wir Ihnen gern.
   *[other] … und { $number } weitere Befunde. Den ganzen Bericht senden wir Ihnen gern.
}
message-end = Sie können die Prüfung mit vnfseal wiederholen, oder mit jedem anderen Programm, das nach dieser Spezifikation prüft.

## Eine Zusammenfassung auf einer Seite

sheet-open = Zusammenfassung auf einer Seite
sheet-report-digest = SHA-256 des Berichts (JSON)
sheet-explained = Der Bericht, den diese Seite als JSON speichert, hat diese Prüfsumme. Der QR-Code enthält sie als sha256:… , damit sich Papier und Datei vergleichen lassen.
sheet-qr-code = QR-Code des SHA-256 des Berichts
sheet-computing = Die Prüfsumme des Berichts wird berechnet
sheet-no-digest = Die Prüfsumme des Berichts lässt sich hier nicht berechnen: Der Browser tut das nur über HTTPS oder auf diesem Rechner.
