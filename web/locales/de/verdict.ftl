## Das Urteil

verdict-passed = Bestanden
verdict-indeterminate = Nicht feststellbar
verdict-failed = Nicht bestanden
verdict-warnings = { $number ->
    [one] 1 Warnung
   *[other] { $number } Warnungen
}
verdict-accepted = { $number ->
    [one] 1 Befund hingenommen
   *[other] { $number } Befunde hingenommen
}
headline-passed = Dieses Paket ist genau das, was ein VNF-Anbieter Ihres Vertrauens signiert hat, und es ist vollständig. Sie können es verwenden.
headline-passed-in-part = Was ein VNF-Anbieter Ihres Vertrauens signiert hat, ist unverändert und vollständig. Einige Dateien deckt keine Signatur ab.
headline-not-a-package = Dies ist kein VNF-Paket.
headline-revoked = Verwenden Sie dieses Paket nicht: Ein Zertifikat des Unterzeichners wurde gesperrt.
headline-changed = Verwenden Sie dieses Paket nicht: Sein Inhalt ist nicht, was signiert wurde.
headline-not-signed = Verwenden Sie dieses Paket nicht: Es ist nicht signiert.
headline-algorithm = Verwenden Sie dieses Paket nicht: Es ist mit einem Verfahren oder Schlüssel signiert, auf die kein Verlass ist.
headline-damaged = Verwenden Sie dieses Paket nicht: Es ist beschädigt.
headline-signature-unusable = Verwenden Sie dieses Paket nicht: Eine seiner Signaturen lässt sich nicht prüfen.
headline-expired = Verwenden Sie dieses Paket nicht: Ein Zertifikat des Unterzeichners ist abgelaufen.
headline-not-yet-valid = Verwenden Sie dieses Paket nicht: Ein Zertifikat des Unterzeichners ist noch nicht gültig.
headline-not-entitled = Verwenden Sie dieses Paket nicht: Mit dem Zertifikat des Unterzeichners dürfen keine Pakete signiert werden.
headline-not-installed = Verwenden Sie dieses Paket nicht: Das Zertifikat des Unterzeichners muss installiert sein und ist es nicht.
headline-not-trusted = Verwenden Sie dieses Paket nicht: Es ist nicht gezeigt, dass es von jemandem kommt, dem Sie vertrauen.
headline-revocation-unknown = Verwenden Sie dieses Paket nicht: Ihre Richtlinie verlangt zu wissen, ob das Zertifikat des Unterzeichners gesperrt ist, und das ist nicht bekannt.
headline-not-released = Verwenden Sie dieses Paket nicht: Die Signatur Ihrer eigenen Organisation ist durch die Richtlinie verlangt und fehlt.
headline-not-covered = Verwenden Sie dieses Paket nicht: Die Signatur des VNF-Anbieters deckt nicht alles ab.
headline-slipped-in = Verwenden Sie dieses Paket nicht: Es enthält etwas, das sein Manifest nicht aufführt.
headline-missing = Verwenden Sie dieses Paket nicht: Ein Teil davon fehlt.
headline-limit = Verwenden Sie dieses Paket nicht: Es überschreitet die Grenzen der Richtlinie.
headline-not-conforming = Verwenden Sie dieses Paket nicht: Es verletzt die Regeln für Pakete.
headline-encrypted = Die Datei ist verschlüsselt. Nichts darin lässt sich prüfen, bevor sie entschlüsselt ist.
headline-no-trust = Sie haben noch kein CA-Zertifikat hinzugefügt, deshalb lässt sich der Unterzeichner nicht prüfen.
headline-revocation-open = Nicht feststellbar: Ob ein Zertifikat des Unterzeichners gesperrt ist, ist nicht bekannt.
headline-algorithm-unknown = Nicht feststellbar: Eine Signatur verwendet ein Verfahren, das nicht implementiert ist.
headline-not-checked = Nicht feststellbar: Ein externes Artefakt wurde nicht geprüft.
headline-name-not-bound = Nicht feststellbar: Eine Datei ist nur durch ihre eigene Signatur geschützt, die nicht sagt, welche Datei es ist.
headline-not-proven = Nicht feststellbar: Für ein Urteil nötige Angaben fehlen.
aspects = Die drei Teile des Urteils
aspect-integrity = Integrität
aspect-authenticity = Authentizität
aspect-completeness = Vollständigkeit
answer-integrity-passed = Jedes Artefakt ist Byte für Byte, was signiert wurde.
answer-integrity-indeterminate = Nicht alles ließ sich mit dem Signierten vergleichen.
answer-integrity-failed = Etwas ist nicht, was signiert wurde, oder nichts ist signiert.
answer-authenticity-passed = Jedes Artefakt ist von jemandem signiert, dem Sie vertrauen.
answer-authenticity-indeterminate = Nicht für jedes Artefakt ließ sich zeigen, wer dahintersteht.
answer-authenticity-failed = Nicht alles ist von jemandem signiert, dem Sie vertrauen.
answer-completeness-passed = Jede Datei ist aufgeführt, und jede aufgeführte ist da.
answer-completeness-indeterminate = Ob alles da ist, ließ sich nicht feststellen.
answer-completeness-failed = Etwas fehlt, ist nicht aufgeführt oder lässt sich auf mehr als eine Art lesen.
count-failures = { $number ->
    [one] 1 Verstoß
   *[other] { $number } Verstöße
}
count-open = { $number ->
    [one] 1 offene Frage
   *[other] { $number } offene Fragen
}
verdict-signers = Signiert von
count-findings = { $number ->
    [one] 1 Befund
   *[other] { $number } Befunde
}
package-no-manifest = Kein Manifest lesbar
package-not-signed = Keine Signatur gefunden
package-vnf = VNF-Paket
package-pnfd = PNFD-Archiv
package-nsd = NSD-Archiv
package-asd = ASD-Paket
package-unknown = Paket unbekannter Art
judged-with = { $number ->
    [one] Beurteilt mit 1 vertrauten Zertifikat
   *[other] Beurteilt mit { $number } vertrauten Zertifikaten
}
judged-with-whom = Beurteilt mit
judged-with-nobody = Beurteilt ohne vertrautes Zertifikat
list-from = { $issuer }, ausgestellt { $from }
list-from-to = { $issuer }, ausgestellt { $from }, die nächste bis { $until }
option-1 = Option 1: signiertes Manifest
option-2 = Option 2: als Ganzes signiert
keep = Bericht aufbewahren
keep-json = Bericht speichern (JSON)
html-title = vnfseal-Bericht
keep-more = Andere Formate
keep-html = HTML-Seite
keep-print = Drucken oder PDF
keep-copy = Kurzfassung kopieren
copy = Kopieren
copy-named = { $what } kopieren
keep-copied = Kopiert.
summary-more = … und { $number } weitere.
engine-line = Entschieden von { $name } { $version }, SHA-256 des WebAssembly: { $digest }
more-actions = Weitere Aktionen
