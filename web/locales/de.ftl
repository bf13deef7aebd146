# Das Portal auf Deutsch. Namen sind die von GS NFV-SEC 021 und GS NFV-SOL 004, soweit es deutsche gibt.

language-tag = de
title = vnfseal – signierte VNF-Pakete prüfen
title-verifying = Wird geprüft
title-read = Wartet auf Sie
title-no-result = Kein Ergebnis

## Der Rahmen der Seite

skip = Zum Inhalt
nav = Ansichten
view-verify = Prüfen
view-verify-title = VNF-Pakete prüfen
view-trust = Vertrauensspeicher
view-policy = Richtlinie
view-this-page = Diese Seite
promise = Alles bleibt in Ihrem Browser
language = Sprache
footer = Prüft VNF-Pakete (ETSI GS NFV-SOL 004) nach ETSI GS NFV-SEC 021. Alles wird in diesem Browser berechnet; keine Datei, kein Name und kein Ergebnis wird irgendwohin gesendet.
dismiss = Schließen
close = Schließen
yes = Ja
no = Nein
not-stated = Keine Angabe
drop-here = Zum Prüfen ablegen

## Bevor es Dateien gibt

start-title = Ist dieses Paket, was sein Anbieter signiert hat?
start-lead = Legen Sie VNF-Pakete und die Zertifikate, denen Sie vertrauen, irgendwo auf dieser Seite ab. Jedes Artefakt wird auf Ihrem eigenen Rechner geprüft, und Sie sehen, was nicht stimmt, bei wem, und wonach zu fragen ist.
demo-try = Demo ansehen
demo-loading = Demo wird geladen…
demo-hint = Zwei gute und drei beschädigte Pakete mit einem Vertrauensbündel. Ob Sie ihm vertrauen, entscheiden Sie.
demo-missing = Die Demo liegt nicht bei dieser Seite.
question-integrity = Ist jedes Byte das, was signiert wurde?
question-authenticity = Hat jemand signiert, dem Sie vertrauen?
question-completeness = Ist alles aufgeführt, und alles Aufgeführte da?

## Dateien

slot-packages = Pakete
slot-packages-hint = .csar- oder .zip-Dateien, signiert nach Option 1 oder Option 2. Auch mehrere oder ein Ordner.
slot-trust = Vertrauen
slot-trust-hint = Ein CA-Zertifikat des VNF-Anbieters, ein Vertrauensbündel (.json) oder Sperrlisten. PEM-Text lässt sich einfügen.
slot-trust-missing = Sie haben noch kein CA-Zertifikat hinzugefügt. Der Unterzeichner lässt sich daher nicht prüfen.
choose-package = Pakete wählen
choose-trust = Vertrauensdateien wählen
add-more = Weitere
add-more-packages = Pakete
add-more-trust = Vertrauensdateien
standing-reading = Wird gelesen
standing-unreadable = Nicht lesbar
standing-waiting = { $number ->
    [one] 1 wartet auf Sie
   *[other] { $number } warten auf Sie
}
standing-visit = { $number ->
    [one] 1 gilt für diesen Besuch
   *[other] { $number } gelten für diesen Besuch
}
use-as-trust = Als Vertrauensanker
use-as-trust-named = Als Vertrauensanker verwenden: { $name }
use-as-package = Als Paket
use-as-package-named = Als Paket verwenden: { $name }
remove = Entfernen
remove-named = { $name } entfernen
cancel = Abbrechen
cancel-named = { $name } abbrechen
place-of = Platz von { $name }
pasted-name = eingefügt
terms-store = Installiert
terms-installed = { $number ->
    [0] Nichts in diesem Browser.
    [one] 1 Zertifikat.
   *[other] { $number } Zertifikate.
}
terms-open-trust = Öffnen
terms-policy = Richtlinie
terms-default = Vorgabe
terms-differs = { $number ->
    [one] weicht in 1 Punkt von der Vorgabe ab
   *[other] weicht in { $number } Punkten von der Vorgabe ab
}
terms-open-policy = Ändern

## Bemerkungen zu Dateien

notice-known = { $name } ist schon da.
notice-no-trust = { $name } wurde nicht als Vertrauensdatei genommen: { $reason }
trust-too-large = Das ist zu groß für eine Vertrauensdatei. Wenn es das Paket ist, verwenden Sie es als Paket.
notice-folder = { $taken ->
    [one] 1 Datei aus dem Ordner { $name } übernommen, { $others } andere nicht.
   *[other] { $taken } Dateien aus dem Ordner { $name } übernommen, { $others } andere nicht.
}
notice-folder-empty = Der Ordner { $name } enthält kein Paket und keine Vertrauensdatei.
notice-unpacked = Der Ordner { $name } ist ein ausgepacktes Paket. Legen Sie die Paketdatei selbst ab (.csar oder .zip): Ihre Signatur gilt für die Datei.
notice-new-version = Eine neue Fassung dieser Seite ist geladen. Sie gilt, sobald alle Tabs dieser Seite geschlossen sind.
notice-not-kept = Dieser Browser bewahrt für diese Seite nichts auf: Vertrauen und Richtlinie gehen beim Schließen verloren.
notice-not-changed = Der Browser konnte das nicht aufbewahren. Nichts wurde geändert.
notice-not-overwritten = Nichts wurde geändert: Etwas, das dieser Browser aufbewahrt, ist nicht lesbar und ginge verloren. Entfernen Sie es zuerst.

## Eine Prüfung, die läuft oder nicht zu Ende kam

stage-queued = Wartet
stage-read = Gelesen; sagen Sie, wem Sie vertrauen
queued-explained = Wartet, bis es an der Reihe ist: Pakete werden nacheinander geprüft.
phase-ready = Vorbereitung
phase-opening = Paket wird geöffnet
phase-digesting = Prüfsummen werden berechnet
phase-verifying = Signaturen werden geprüft
progress-opening = Der Aufbau des Pakets wird gelesen
progress-bytes = { $done } von { $total }
progress-left = noch { $time }
progress-artifacts = Artefakte, die gelesen werden
announce-percent = { $phase }, { $percent } Prozent.
verify-again = Erneut prüfen
cancelled-title = Abgebrochen
cancelled-meaning = Über das Paket wurde nichts entschieden.
stopped-refused = Die Prüfung konnte nicht laufen
stopped-refused-meaning = Über das Paket wurde nichts entschieden. Ersetzen Sie die betreffende Datei, oder versuchen Sie es erneut.
stopped-worker-gone = Die Prüfung endete ohne Ergebnis
stopped-worker-gone-meaning = Der Teil der Seite, der prüft, ist stehen geblieben, meist weil der Speicher nicht reichte. Über das Paket wurde nichts entschieden. Ein neuer ist gestartet und bereit.
stopped-not-loaded = Der Prüfer konnte nicht geladen werden
stopped-not-loaded-meaning = Laden Sie die Seite neu. Hilft das nicht, ist die Seite nicht vollständig installiert oder dieser Browser zu alt: Er braucht Modul-Worker und WebAssembly.
stopped-not-read = Der Vertrauensspeicher dieses Browsers lässt sich gerade nicht lesen. Wem Sie vertrauen, ist daher nicht bekannt.
read-title = Gelesen. Sagen Sie, wem Sie vertrauen.
read-meaning = Das Paket wurde gelesen, und seine Prüfsummen sind berechnet. Noch gibt es kein Urteil: Niemand, dem Sie vertrauen, hat es signiert, und die Zertifikate unten warten auf Ihre Entscheidung.
read-signer = Das Paket sagt, es sei signiert von:
read-no-signer = Das Paket enthält kein Zertifikat eines Unterzeichners.
read-reading = Die Vertrauensdatei wird gelesen
read-unreadable = Gelesen. Eine Vertrauensdatei ist nicht lesbar.
read-unreadable-meaning = Noch gibt es kein Urteil: Diese Datei könnte eine Sperrliste enthalten. Entfernen Sie sie, oder geben Sie eine lesbare.

## Das Urteil

verdict-passed = Bestanden
verdict-indeterminate = Nicht feststellbar
verdict-failed = Nicht bestanden
headline-passed = Dieses Paket ist genau das, was ein VNF-Anbieter Ihres Vertrauens signiert hat, und es ist vollständig. Sie können es verwenden.
headline-passed-in-part = Was ein VNF-Anbieter Ihres Vertrauens signiert hat, ist unverändert und vollständig. Einige Dateien deckt keine Signatur ab.
headline-not-a-package = Dies ist kein VNF-Paket.
headline-revoked = Verwenden Sie dieses Paket nicht: Ein Zertifikat des Signierenden wurde gesperrt.
headline-changed = Verwenden Sie dieses Paket nicht: Sein Inhalt ist nicht, was signiert wurde.
headline-not-signed = Verwenden Sie dieses Paket nicht: Es ist nicht signiert.
headline-algorithm = Verwenden Sie dieses Paket nicht: Es ist mit einem Verfahren oder Schlüssel signiert, auf die kein Verlass ist.
headline-damaged = Verwenden Sie dieses Paket nicht: Es ist beschädigt.
headline-signature-unusable = Verwenden Sie dieses Paket nicht: Eine seiner Signaturen lässt sich nicht prüfen.
headline-expired = Verwenden Sie dieses Paket nicht: Ein Zertifikat des Signierenden ist abgelaufen.
headline-not-yet-valid = Verwenden Sie dieses Paket nicht: Ein Zertifikat des Signierenden ist noch nicht gültig.
headline-not-entitled = Verwenden Sie dieses Paket nicht: Mit dem Zertifikat des Signierenden dürfen keine Pakete signiert werden.
headline-not-installed = Verwenden Sie dieses Paket nicht: Das Zertifikat des Signierenden muss installiert sein und ist es nicht.
headline-not-trusted = Verwenden Sie dieses Paket nicht: Es ist nicht gezeigt, dass es von jemandem kommt, dem Sie vertrauen.
headline-revocation-unknown = Verwenden Sie dieses Paket nicht: Ihre Richtlinie verlangt zu wissen, ob das Zertifikat des Signierenden gesperrt ist, und das ist nicht bekannt.
headline-not-released = Verwenden Sie dieses Paket nicht: Die Signatur Ihrer eigenen Organisation ist durch die Richtlinie verlangt und fehlt.
headline-not-covered = Verwenden Sie dieses Paket nicht: Die Signatur des VNF-Anbieters deckt nicht alles ab.
headline-slipped-in = Verwenden Sie dieses Paket nicht: Es enthält etwas, das sein Manifest nicht aufführt.
headline-missing = Verwenden Sie dieses Paket nicht: Ein Teil davon fehlt.
headline-limit = Verwenden Sie dieses Paket nicht: Es überschreitet die Grenzen der Richtlinie.
headline-not-conforming = Verwenden Sie dieses Paket nicht: Es verletzt die Regeln für Pakete.
headline-no-trust = Sie haben noch kein CA-Zertifikat hinzugefügt, deshalb lässt sich der Signierende nicht prüfen.
headline-revocation-open = Nicht feststellbar: Ob ein Zertifikat des Signierenden gesperrt ist, ist nicht bekannt.
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
keep-json = JSON
html-title = vnfseal-Bericht
keep-html = HTML-Seite
keep-print = Drucken oder PDF
keep-copy = Kurzfassung kopieren
keep-copied = Kopiert.
summary-more = … und { $number } weitere.
engine-line = Entschieden von { $name } { $version }, SHA-256 des WebAssembly: { $digest }

## Was sich aus einem Paket machen lässt

next-steps = Nächste Schritte
sign-open = Als Dienstanbieter signieren…
encrypt-open = Verschlüsseln für…
decrypt-open = Entschlüsseln…
save-package = Paket speichern
sign-title = Als Dienstanbieter signieren
sign-lead = Ihre Signatur kommt nach der des VNF-Anbieters dazu, und nichts Signiertes ändert sich. Das neue Paket wird geprüft, bevor Sie es bekommen.
sign-no-trust = Zu Ihrem Vertrauen gehört kein Zertifikat eines Dienstanbieters, daher lässt sich Ihre Signatur nicht prüfen. Fügen Sie zuerst das CA-Zertifikat Ihrer eigenen Organisation hinzu, als Dienstanbieter.
sign-do = Signieren
encrypt-title = Verschlüsseln
encrypt-lead = Das ganze Paket wird verschlüsselt (CMS, AES-256-GCM). Nur die Empfänger können es entschlüsseln.
encrypt-do = Verschlüsseln
decrypt-title = Entschlüsseln
decrypt-lead = Die Datei wird mit Ihrem Schlüssel entschlüsselt. Ihr Inhalt wird geprüft, und Sie bekommen ihn nur, wenn er besteht.
decrypt-artifacts-lead = Die verschlüsselten Artefakte werden mit Ihrem Schlüssel entschlüsselt. Danach wird das Paket geprüft, und Sie bekommen es nur, wenn es besteht.
decrypt-do = Entschlüsseln
encrypted-title = Diese Datei ist verschlüsselt
encrypted-meaning = Nichts davon lässt sich prüfen, bevor sie entschlüsselt ist. Sie brauchen den privaten Schlüssel eines Empfängers.
stage-encrypted = Verschlüsselt
key-file = Privater Schlüssel
key-file-hint = PKCS #12 (.p12, .pfx) oder PKCS #8 (PEM oder DER). Wählen Sie die Datei, oder legen Sie sie hier ab.
key-choose = Schlüsseldatei wählen
key-certificate-hint = Das Zertifikat zu diesem Schlüssel, PEM oder DER.
key-certificates-hint = Das Zertifikat zu diesem Schlüssel und die Zwischenzertifikate darüber, wenn es welche gibt. PEM oder DER.
certificate-choose = Zertifikat wählen
password = Passwort der Schlüsseldatei
password-hint = Leer lassen, wenn die Datei keines hat.
key-promise = Schlüssel und Passwort bleiben im Speicher dieser Seite, bis dieser Dialog geschlossen wird. Sie werden nirgends aufbewahrt und nirgendwohin gesendet.
recipients = Empfänger
recipients-hint = Ein Zertifikat jedes Empfängers, PEM oder DER. Vergleichen Sie den Fingerabdruck mit dem Inhaber: Wer den privaten Schlüssel hat, kann das Paket lesen.
recipients-choose = Zertifikate hinzufügen
recipient-expired = Abgelaufen
phase-signing = Wird signiert
phase-encrypting = Wird verschlüsselt
phase-decrypting = Wird entschlüsselt
phase-writing = Die neue Datei wird geschrieben
refused-title = Es wurde nichts erzeugt
signed-title = Signiert
signed-by = Signiert von
encrypted-done-title = Verschlüsselt
decrypted-title = Entschlüsselt
decrypted-withheld-title = Entschlüsselt, aber nicht ausgehändigt
decrypted-withheld = Was entschlüsselt wurde, besteht nicht. Es wurde nicht behalten.
making-verified = Das neue Paket wurde geprüft:
making-save = Speichern
making-saved = Gespeichert
making-show = Seinen Bericht zeigen

## Der NFVO und der Katalog von `vnfseal serve`

upload-open = Zum NFVO hochladen…
upload-title = Zum NFVO hochladen
upload-lead = Das Paket wird kopiert, noch einmal geprüft, und genau diese Kopie geht an den NFVO unter { $name }.
upload-hint = Nichts wird gesendet, wenn die Kopie nach Ihrem jetzigen Vertrauen und Ihrer Richtlinie nicht besteht.
upload-do = Hochladen
upload-waiting = Das ganze Paket ist gesendet. Der NFVO macht ohne diese Seite weiter.
upload-leave = Nicht warten
upload-refused-title = Es wurde nicht aufgenommen
uploaded-title = Aufgenommen
uploaded-as = Beim NFVO heißt das Paket
uploaded-meaning = Was gesendet wurde, hat nach Ihrem Vertrauen und Ihrer Richtlinie bestanden, Byte für Byte.
phase-copying = Das Paket wird kopiert
phase-uploading = Das Paket wird gesendet
phase-nfvo-uploading = Der NFVO nimmt das Paket entgegen
phase-nfvo-processing = Der NFVO sieht sich das Paket an
footer-nfvo = Prüft VNF-Pakete (ETSI GS NFV-SOL 004) nach ETSI GS NFV-SEC 021. Alles wird in diesem Browser berechnet; nichts als ein Paket, das Sie hochladen, wird irgendwohin gesendet.
promise-nfvo = Nichts verlässt diese Seite, außer Sie laden es hoch
view-catalogue = Katalog
catalogue-lead = Die gespeicherten Pakete. Was mit ihnen aufgezeichnet ist, wird gezeigt und beweist nichts: Prüfen Sie sie neu nach Ihrem Vertrauen und Ihrer Richtlinie.
catalogue-loading = Der Katalog wird gelesen
catalogue-unreadable = Der Katalog ist nicht lesbar. Das Terminal von vnfseal serve sagt, warum.
catalogue-empty = Nichts ist gespeichert.
catalogue-cut = Es gibt mehr Einträge, als gezeigt werden. Die Befehlszeile zeigt alle: vnfseal catalogue list.
catalogue-again = Liste neu lesen
catalogue-recorded = Bei der Aufnahme
catalogue-recorded-none = Nichts ist aufgezeichnet
catalogue-now = Auf dieser Seite
catalogue-now-none = Noch nicht geprüft
catalogue-verify = Prüfen
catalogue-verify-again = Neu prüfen
catalogue-verify-named = Prüfen: { $name }
catalogue-verify-again-named = Neu prüfen: { $name }
catalogue-fetching = Wird geholt…
catalogue-not-fetched = { $name } kam nicht ganz an und wurde nicht geprüft. Vielleicht ist es beschädigt: vnfseal catalogue fsck sagt es.
catalogue-replaced = { $name } hat jetzt ein anderes Paket als beim Lesen der Liste und wurde nicht geprüft. Lesen Sie die Liste neu.
catalogue-damaged = Beschädigt

## Der Bericht

parts = Teile des Berichts
findings = Befunde
findings-none = Keine Befunde.
severity-fail = Verstoß
severity-unknown = Nicht feststellbar
severity-warn = Warnung
severity-note = Hinweis
accepted = Von der Richtlinie hingenommen
fact-why = Warum es zählt
fact-fix = Was zu tun ist
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

## Artefakte

artifacts = Artefakte
artifacts-none = Aus diesem Paket ließ sich kein Artefakt lesen.
artifacts-search = Pfade durchsuchen
artifacts-filter = Nach Zustand zeigen
artifacts-left = { $left } von { $total } Artefakten passen.
artifacts-no-match = Nichts passt.
filter-all = Alle
expand-all = Alle Ordner öffnen
collapse-all = Alle schließen
column-path = Pfad
column-status = Zustand
column-size = Größe
column-coverage = Gedeckt durch
column-digest = Prüfsumme
folder-status = { $word }: { $number } von { $total }
size-unknown = Nicht bekannt
size-exact = { $size } ({ $bytes } Bytes)
digest-same = Wie angegeben
digest-differs = Weicht ab
digest-not-computed = Nicht berechnet
digest-declared = Angegeben
digest-found = Gefunden
signed-none = Keine
signed-verified = Geprüft
signed-indeterminate = Nicht feststellbar
signed-failed = Nicht bestanden
coverage-manifest = Signiertes Manifest
coverage-artifact = Eigene Signatur
coverage-package = Ganzes Paket
coverage-none = Nichts
kind-external = Extern, nicht abgerufen
kind-external-supplied = Extern, Datei angegeben
kind-missing = Aufgeführt, aber nicht da
kind-tosca-meta = TOSCA.meta
kind-manifest = Manifest
kind-signature = Signaturdatei
kind-certificate = Zertifikatsdatei
artifact-details = Einzelheiten
artifact-kind = Art
artifact-encrypted = Verschlüsselt
artifact-sets = Non-MANO-Artefaktgruppen
artifact-signature = Eigene Signatur
artifact-no-findings = Dazu ist nichts zu bemerken.
external-hint = Dieses Artefakt liegt nicht im Paket, und nichts wird je abgerufen. Wählen Sie die Datei, die Sie von dieser Adresse haben: Sie wird mit der angegebenen Prüfsumme verglichen.
external-choose = Datei wählen
external-choose-other = Andere Datei wählen
external-for = für { $uri }
external-supplied = Datei:

## Signaturen

signatures = Signaturen
signatures-none = Es wurde keine Signatur gefunden; nichts sagt, von wem dieses Paket ist.
role-vnf-provider = VNF-Anbieter
role-service-provider = Dienstanbieter (Betreiber)
role-none = Keine vertraute Rolle
signer-unknown = Unterzeichner unbekannt: Das Zertifikat fehlt
signature-signs = Deckt
signature-algorithm = Verfahren
algorithm-with = { $signature } mit { $digest }
signature-time = Signaturzeit (Angabe des Unterzeichners, nicht bewiesen)
signature-time-stamp = Zeitstempel
time-stamp = { $time }, von { $authority }
signature-validated = Geprüft für den Zeitpunkt
signature-revocation = Sperrung
location-manifest = Signatur im Manifest
location-package = Signatur neben dem CSAR
location-artifact = Signatur neben einem Artefakt
location-signed-data = Signatur für sich
revocation-good = Nicht gesperrt
revocation-revoked = Gesperrt oder ausgesetzt
revocation-unknown = Nicht bekannt
revocation-not-checked = Nicht geprüft
chain = Zertifikatskette
chain-empty = Das Signaturzertifikat ist weder im Paket noch installiert.
chain-anchor = Vertrauensanker
chain-intermediate = Zwischen-CA
chain-signing-certificate = Signaturzertifikat
chain-signs = Signiert
chain-no-anchor = Kein Weg zu einer Stelle, der Sie vertrauen
chain-valid-until = bis { $date }
certificate = Zertifikat
certificate-subject = Inhaber
certificate-issuer = Aussteller
certificate-valid = Gültig
valid-from-to = { $from } bis { $to }
valid-from = ab { $from }
self-signed = Selbst signiert: Nur der Fingerabdruck zeigt, wem es gehört
certificate-fingerprint = SHA-256-Fingerabdruck
certificate-key = Öffentlicher Schlüssel
certificate-key-usage = Schlüsselverwendung
certificate-extended-key-usage = Erweiterte Schlüsselverwendung
certificate-ca = CA
certificate-signed-with = Signiert mit
certificate-serial = Seriennummer
certificate-version = Version
download-pem = PEM herunterladen
install-dots = Installieren…
install-named = Installieren… { $name }
installed = Installiert

## SEC 021

conformance = SEC-021-Prüfliste
conformance-clause = Abschnitt
conformance-statement = Aussage
conformance-state = Stand
conformance-met = Erfüllt
conformance-not-met = Nicht erfüllt
conformance-unknown = Nicht feststellbar
conformance-not-applicable = Trifft nicht zu
conformance-others = { $number } Aussagen, die bei dieser Prüfung nicht zutreffen
conformance-counts = { $met } erfüllt, { $missed } nicht erfüllt, { $unknown } nicht feststellbar

## Über eine Prüfung

about = Über diese Prüfung
about-package = Paket
about-package-unreadable = Nichts von dem, was es über sich sagt, ließ sich lesen.
about-layout = Aufbau
layout-tosca-metadata = Mit TOSCA-Metadata
layout-root-yaml = YAML-Datei an der Wurzel
about-manifest = Manifest
about-policy = Richtlinie
about-trust = Geltendes Vertrauen
about-trust-none = Keines. Niemandem wird von vornherein vertraut.
about-engine = Prüfer
engine-version = Version
engine-digest = SHA-256 des WebAssembly
engine-schema = Schema des Berichts

## Vertrauen

trust-lead = Wem Sie vertrauen, aufbewahrt in diesem Browser und verwendet für jedes Paket. Niemandem wird von vornherein vertraut. Ein Zertifikat, das mit einem Paket kommt, gilt für nichts, bevor Sie entscheiden.
trust-add = Zertifikate oder ein Bündel hinzufügen
trust-export = Als Vertrauensbündel exportieren
offers = Wem vertrauen Sie?
offers-hint = Zertifikate beweisen nichts über sich selbst. Bis Sie entscheiden, darf mit den folgenden niemand signieren.
source-chosen = Sie haben diese Datei gewählt.
source-dropped = Sie haben diese Datei abgelegt.
source-pasted = Sie haben diesen Text eingefügt.
source-with-package = Diese Datei kam zusammen mit einem Paket. Wer das Paket gemacht hat, kann sie dazugelegt haben.
source-folder = Diese Datei lag in einem Ordner. Wer den Ordner gefüllt hat, kann sie dazugelegt haben.
source-demo = Dieses Bündel gehört zur Demo. Niemand hat ihre privaten Schlüssel noch.
source-report = Dieses Zertifikat kommt aus dem Bericht über ein Paket. Dass es im Paket steht, beweist nichts.
trust-for-visit = Für diesen Besuch vertrauen
use-for-visit = Für diesen Besuch verwenden
candidate-place = Gälte als
chain-checking = Die Kette wird geprüft…
compare = Fingerabdruck vergleichen
compare-how = Holen Sie den Fingerabdruck auf einem anderen Weg als das Zertifikat: am Telefon, auf Papier, von der Seite des Inhabers.
compare-type = Fügen Sie den ganzen Fingerabdruck ein, 64 Stellen, oder tippen Sie ihn
compare-same = Er ist derselbe.
compare-begun = Bis hierher derselbe: { $count } von { $total } Stellen.
compare-not-hex = „{ $character }“ kommt in einem Fingerabdruck nicht vor.
compare-longer = Er ist nicht derselbe: Er hat mehr als { $total } Stellen.
compare-differs = Er ist nicht derselbe: Gruppe { $group } ist dort { $given } und hier { $shown }. Installieren Sie dieses Zertifikat nicht.
compare-tick = Ich habe alle acht Gruppen mit dem Inhaber verglichen
install = Installieren
leave-out = Weglassen
leave-out-named = { $name } weglassen
installed-title = Installiert
installed-none = Nichts ist installiert. Fügen Sie das CA-Zertifikat des VNF-Anbieters hinzu, oder installieren Sie eines aus einem Bericht.
installed-at = Installiert { $time }
removed-named = { $name } wurde entfernt.
undo = Rückgängig
remove-yes = Entfernen
keep-it = Behalten
removal-anchor = Pakete, für die nur dieses Zertifikat bürgt, bestehen dann nicht mehr, in keinem Tab.
removal-timestamp-authority = Zeitstempel dieser Stelle zählen dann nicht mehr, in keinem Tab.
removal-intermediate = Ketten, die dieses Zertifikat brauchen, werden dann vielleicht nicht mehr gefunden, in keinem Tab.
removal-revocation = Zertifikate, die nur hier gesperrt sind, zählen dann wieder, in jedem Tab.
visit = Nur für diesen Besuch
visit-hint = Dies gilt, bis die Seite geschlossen wird.
unread-trust = { $number ->
    [one] 1 Eintrag Ihres Vertrauensspeichers ist nicht lesbar
   *[other] { $number } Einträge Ihres Vertrauensspeichers sind nicht lesbar
}
unread-policy = Ihre Richtlinie ist nicht lesbar
unread-meaning = Eine andere Fassung dieser Seite hat das geschrieben, oder es ist beschädigt. Nichts wird geprüft und nichts überschrieben, bis Sie wählen.
unread-download = Herunterladen
unread-go-on = Behalten und ohne es fortfahren
unread-remove = Entfernen
placement = { $role }: { $place }
placement-intermediate = Zwischen-CA (hilft beim Bau der Kette, gilt allein für nichts)
placement-revocation-list = Sperrliste
placement-timestamp-authority = Zeitstempelstelle
placement-ocsp-response = OCSP-Antwort
use-private-ca = private CA
use-public-ca = öffentliche CA
use-signing-certificate = Signaturzertifikat

## Die Richtlinie

policy-lead = Was Sie von Paketen verlangen. Jeder Wert hat eine sichere Vorgabe; was abweicht, steht bei jedem Urteil.
policy-standard = Norm und Zeit
policy-signers = Unterzeichner und Dateien
policy-edition = Ausgabe
policy-stage = Schritt
policy-stage-hint = Bei der Instanziierung kommen erst die Signaturen des Dienstanbieters, dann die des VNF-Anbieters.
stage-onboarding = Aufnahme
stage-instantiation = Instanziierung
policy-at = Zeitpunkt der Prüfung (UTC)
policy-at-hint = Leer: jetzt.
policy-service-provider = Signatur des Dienstanbieters
service-provider-if-present = Geprüft, wo vorhanden
service-provider-required = Verlangt
policy-service-provider-signed = Artefakte, die sie brauchen
policy-service-provider-signed-hint = Ein Muster je Zeile, etwa Files/**
policy-revocation = Sperrung
policy-revocation-hint = Sperrlisten kommen aus dem Vertrauensspeicher, aus Vertrauensdateien und dem Paket; nichts wird abgerufen.
revocation-policy-off = Nicht geprüft
revocation-policy-if-available = Geprüft, wenn eine Sperrliste vorliegt
revocation-policy-required = Verlangt
policy-unlisted = Eine nicht aufgeführte Datei
policy-other-signers = Ein Unterzeichner ohne Rolle
strictness-reject = Lässt das Paket scheitern
strictness-report = Wird nur gemeldet
policy-certificate-policies = Zertifikatsrichtlinien
policy-certificate-policies-hint = Was von einem Zertifizierungspfad neben seinen Signaturen verlangt wird (RFC 5280 Abschnitt 6.1.1). Die Kennungen nennt Ihnen die CA.
policy-user-initial-policy-set = Richtlinien, die zählen
policy-user-initial-policy-set-hint = Objektkennungen (OID), eine je Zeile. Leer: jede.
policy-initial-explicit-policy = Jeder Pfad muss unter einer von ihnen gültig sein
policy-initial-policy-mapping-inhibit = Keine Abbildung von Richtlinien (initial-policy-mapping-inhibit)
policy-initial-any-policy-inhibit = anyPolicy nicht beachten (initial-any-policy-inhibit)
policy-accept = Hingenommene Befunde
policy-accept-hint = Befunde, die Sie kennen und hinnehmen. Sie werden gezeigt und zählen nicht. Was Integrität oder Vertrauen berührt, lässt sich nicht hinnehmen, bis auf weniges, das die Norm Ihnen überlässt.
policy-limits = Grenzen für den Aufwand
policy-rules-loading = Die Liste kommt vom Prüfer, der gerade geladen wird.
policy-apply = Anwenden und erneut prüfen
policy-reset = Zurück zur Vorgabe
policy-is-default = Dies ist die Vorgabe.
policy-differs = Diese Richtlinie weicht von der Vorgabe ab:
differs-edition = Ausgabe: { $edition }
differs-stage = Schritt: { $stage }
differs-at = Geprüft für { $time }, nicht für jetzt
differs-service-provider = Die Signatur des Dienstanbieters ist verlangt
differs-service-provider-signed = Die Signatur des Dienstanbieters ist verlangt für { $paths }
differs-revocation = Sperrung: { $revocation }
differs-unlisted = Nicht aufgeführte Dateien werden nur gemeldet
differs-other-signers = Unterzeichner ohne Rolle werden nur gemeldet
differs-accept = Hingenommen: { $codes }
differs-user-initial-policy-set = Zertifikatsrichtlinien, die zählen: { $policies }
differs-initial-explicit-policy = Jeder Zertifizierungspfad muss unter einer Zertifikatsrichtlinie gültig sein, die zählt
differs-initial-policy-mapping-inhibit = Keine Zertifikatsrichtlinie gilt für eine andere
differs-initial-any-policy-inhibit = Zertifikate für jede Zertifikatsrichtlinie zählen für keine
differs-limits = Die Grenzen für den Aufwand sind andere

## Diese Seite

this-page-lead = Sie vertrauen dieser Seite eine Entscheidung an. Hier sehen Sie, woraus sie besteht.
offline = Ohne Netz
offline-unknown = Wird festgestellt…
offline-ready = Bereit: Diese Seite funktioniert ohne Netz.
offline-not-offered = Diese Seite braucht beim Laden das Netz.
offline-hint = Der Browser bewahrt die Dateien der Seite nach dem ersten Besuch auf. Über sein Menü lässt sie sich als Anwendung installieren.
page-files = Dateien dieser Seite
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
