## Dateien

slot-packages = Pakete
slot-packages-hint = .csar- oder .zip-Dateien, signiert nach Option 1 oder Option 2. Auch mehrere oder ein Ordner.
slot-trust = Vertrauen
slot-trust-hint = Ein CA-Zertifikat des VNF-Anbieters, ein Vertrauensbündel (.json) oder Sperrlisten. PEM-Text lässt sich einfügen.
slot-trust-missing = Sie haben noch kein CA-Zertifikat hinzugefügt. Der Unterzeichner lässt sich daher nicht prüfen.
choose-package = Pakete wählen
choose-trust = Vertrauensdateien wählen
add-more = Hinzufügen
add-more-packages = von Paketen
add-more-trust = von Vertrauensdateien
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
notice-no-language = Die Seite konnte ihre Texte in dieser Sprache nicht laden: { $language }. Prüfen Sie das Netz und wählen Sie die Sprache noch einmal.
notice-not-kept = Dieser Browser bewahrt für diese Seite nichts auf: Vertrauen und Richtlinie gehen beim Schließen verloren.
notice-not-changed = Der Browser konnte das nicht aufbewahren. Nichts wurde geändert.
notice-not-overwritten = Nichts wurde geändert: Etwas, das dieser Browser aufbewahrt, ist nicht lesbar und ginge verloren. Entfernen Sie es zuerst.
