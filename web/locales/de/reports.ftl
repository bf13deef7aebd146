## Gespeicherte Berichte, wieder gelesen

view-reports = Berichte
reports-title = Gespeicherte Berichte und Vergleich
reports-lead = Lesen Sie einen Bericht wieder, der als JSON gespeichert wurde, und vergleichen Sie zwei Berichte oder Pakete.
reports-choose = Gespeicherte Berichte öffnen
reports-none = Legen Sie hier einen Bericht ab, den diese Seite, vnfseal verify oder das npm-Paket als JSON gespeichert hat.
saved-list = Geöffnete Berichte
saved-says-passed = Laut Datei: bestanden
saved-says-indeterminate = Laut Datei: nicht feststellbar
saved-says-failed = Laut Datei: nicht bestanden
saved-warning-title = Dies ist eine Datei und kein Urteil dieser Seite.
saved-warning = Nichts in dieser Datei ist geprüft, und jeder könnte sie geschrieben haben. Legen Sie das Paket selbst ab, um es zu wissen: Diese Seite prüft es neu und vergleicht beide Berichte.
saved-absent = Das Paket ist nicht hier.
saved-other = Ein Paket dieses Namens ist hier, aber nicht das, von dem die Datei spricht: Die Prüfsummen weichen ab.
saved-here = Das Paket ist hier, und diese Seite hat es neu geprüft.
saved-unknown = Ein Paket dieses Namens ist hier. Ob die Datei von ihm spricht, lässt sich nicht feststellen: Sie hat keine Prüfsumme davon.
saved-show-package = Urteil dieser Seite zeigen
saved-differences = Was diese Seite anders beurteilt
saved-file = Gespeicherter Bericht
saved-said = Wie die Datei sagt
saved-quoted = „{ $word }“
saved-package = Paket
saved-product = Produkt
saved-provider = Anbieter
saved-version = Version
saved-at = Geprüft für den Zeitpunkt
saved-signers = Unterzeichner laut Datei
saved-findings = Befunde laut Datei
saved-artifacts = Artefakte laut Datei
saved-no-signer = Die Datei nennt keinen Unterzeichner.
saved-no-findings = Die Datei hat keine Befunde.
saved-no-artifacts = Die Datei hat keine Artefakte.
notice-reports-left-out = { $number ->
    [one] 1 Bericht in { $name } wurde ausgelassen: Er ist hier nicht lesbar, oder die Datei hat mehr als 100.
   *[other] { $number } Berichte in { $name } wurden ausgelassen: Sie sind hier nicht lesbar, oder die Datei hat mehr als 100.
}
notice-json-policy = { $name } ist eine Richtlinie. Nichts wurde geändert. Die Richtlinie wird unter „Richtlinie“ gewählt.
notice-json-members = { $name } ist JSON, aber weder ein Bericht noch ein Vertrauensbündel noch eine Richtlinie, sondern ein Objekt mit { $members }. Nichts wurde geändert.
notice-json-other = { $name } ist JSON, aber weder ein Bericht noch ein Vertrauensbündel noch eine Richtlinie. Nichts wurde geändert.

## Zwei Berichte verglichen

compare-reports = Zwei Berichte vergleichen
compare-hint = Zwei Pakete brauchen ein Urteil, bevor sie verglichen werden können. Auch gespeicherte Berichte lassen sich vergleichen.
compare-old = Älter
compare-new = Neuer
compare-choose = Wählen…
compare-swap = Tauschen
compare-saved = { $name } (gespeicherter Bericht { $file })
compare-number = { $name } ({ $number })
compare-failed = Die beiden Berichte ließen sich nicht vergleichen: { $reason }
compare-equal = Die beiden Berichte sagen von Paket, Unterzeichnern, Artefakten und Befunden dasselbe.
compare-verdicts = Was die Berichte sagen
compare-verdict-other = Das Urteil hat sich geändert.
compare-verdict-same = Das Urteil ist dasselbe.
compare-findings = Befunde
compare-package = Paket
compare-metadata = Metadaten
compare-signers = Unterzeichner
compare-artifacts = Artefakte
compare-unchanged = { $number ->
    [0] Kein Artefakt ist in beiden gleich.
    [one] 1 Artefakt ist in beiden gleich.
   *[other] { $number } Artefakte sind in beiden gleich.
}
compare-nothing = Kein Unterschied.
compare-verdict = Urteil
compare-security-option = Sicherheitsoption
compare-path-csar = Pfad des CSAR
compare-path-manifest = Pfad des Manifests
compare-kind = Art des Pakets
compare-not-there = Nicht da
compare-findings-unchanged = { $number ->
    [one] 1 Befund sagt in beiden dasselbe.
   *[other] { $number } Befunde sagen in beiden dasselbe.
}
compare-findings-unlisted = Nicht verglichen, weil die Berichte nicht alle aufführen: { $old } ältere und { $new } neuere Befunde.
change-finding-new = Neu
change-finding-gone = Nicht mehr gefunden
change-finding-other = Geändert
change-added = Hinzugekommen
change-removed = Entfernt
change-kind = Andere Art von Datei
change-content = Anderer Inhalt
change-unknown = Nicht bekannt: keine vergleichbare Prüfsumme
change-status = Gleicher Inhalt, anders beurteilt
change-signatures = Gleicher Unterzeichner, andere Signaturen
change-signer = Gleicher Unterzeichner, anders beurteilt
compare-no-certificate = Signaturen, deren Zertifikat nicht gefunden wurde
compare-declared = { $digest } (angegeben)
history-open = Öffnen
history-open-named = Bericht zu { $name } öffnen
