## Der Bericht

parts = Teile des Berichts
findings = Befunde
findings-search = Befunde durchsuchen
findings-filter-severity = Nach Schwere zeigen
findings-filter-aspect = Nach Teil des Urteils zeigen
findings-left = { $left } von { $total } Befunden passen.
findings-no-match = Nichts passt.
times = { $number }×
findings-none = Keine Befunde.
severity-fail = Verstoß
severity-unknown = Nicht feststellbar
severity-warn = Warnung
severity-note = Hinweis
accepted = Von der Richtlinie hingenommen
fact-why = Warum es zählt
fact-fix = Was Sie tun können
fact-vendor-fix = Was der Hersteller zu tun hat
fact-where = Wo
fact-onap = ONAP
fact-rule = Regel
place-line = , Zeile { $number }
place-in-delivery = , in der Lieferung, neben dem CSAR
place-manifest-line = Zeile { $number } des Manifests
place-certificate = Zertifikat
place-signature = Signatur { $number }
show-more = { $number } weitere zeigen
are-shown = { $shown } von { $total } werden gezeigt.
characters = { $number } Zeichen
rest-in-report = Der Rest steht im JSON-Bericht.
wording = Genauer Wortlaut (Englisch)
digests = { $algorithm } angegeben { $declared }, gefunden { $found }
digest-only-declared = { $algorithm } angegeben { $declared }
cited-clause = Abschnitt
cited-clauses = Abschnitte
cited-section = Abschnitt
cited-sections = Abschnitte
cited-and = und
cited-appendix = Anhang
cited-step = Schritt
cited-policy-limits = Grenzen der Richtlinie
cited-work-budget = Arbeitsgrenze
cited-for-service-provider = für den Dienstanbieter
left-out = { $number } weitere dieser Art
limit-most = Grenze { $name }: { $most }
limit-passed = Grenze { $name }: { $most }, hier { $number }
revoked-key-compromise = Schlüssel kompromittiert
revoked-affiliation-changed = Zugehörigkeit geändert
revoked-superseded = ersetzt
revoked-cessation = nicht mehr in Betrieb
revoked-hold = ausgesetzt
revoked-privilege-withdrawn = Berechtigung entzogen
revoked-unspecified = kein Grund angegeben
summary-signer = Der VNF-Anbieter ist { $name }.
summary-not-covered = { $number ->
    [one] 1 Datei ist von keiner Signatur gedeckt.
   *[other] { $number } Dateien sind von keiner Signatur gedeckt.
}

## SEC 021

conformance = SEC-021-Prüfliste
conformance-clause = Abschnitt
conformance-statement = Aussage
conformance-state = Stand
conformance-met = Erfüllt
conformance-not-met = Nicht erfüllt
conformance-unknown = Nicht feststellbar
conformance-not-applicable = Trifft nicht zu
conformance-others = { $number ->
    [one] 1 Aussage, die bei dieser Prüfung nicht zutrifft
   *[other] { $number } Aussagen, die bei dieser Prüfung nicht zutreffen
}
conformance-all-met = { $number ->
    [one] 1 Aussage ist erfüllt
   *[other] { $number } Aussagen sind erfüllt
}
conformance-counts = { $met } erfüllt, { $missed } nicht erfüllt, { $unknown } nicht feststellbar

## Über eine Prüfung

about = Über diese Prüfung
about-package = Paket
about-package-unreadable = Nichts von dem, was es über sich sagt, ließ sich lesen.
about-layout = Aufbau
layout-tosca-metadata = Mit TOSCA-Metadata
layout-root-yaml = YAML-Datei an der Wurzel
about-manifest = Manifest
digest-of-file = SHA-256 der Datei
digest-of-manifest = SHA-256 des Manifests
digest-of-cms = SHA-256 der CMS-Struktur
about-policy = Richtlinie
about-trust = Geltendes Vertrauen
about-trust-none = Keines. Niemandem wird von vornherein vertraut.
about-engine = Prüfer
engine-version = Version
engine-digest = SHA-256 des WebAssembly
engine-schema = Schema des Berichts
engine-licence = Lizenz
