# Das Portal auf Deutsch. Namen sind die von GS NFV-SEC 021 und GS NFV-SOL 004, soweit es deutsche gibt.

language-tag = de
language-name = Deutsch
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
view-this-page = Über dieses Werkzeug
promise = Alles bleibt in Ihrem Browser
label = { $name }:
language = Sprache
footer = Prüft VNF-Pakete (ETSI GS NFV-SOL 004) nach ETSI GS NFV-SEC 021. Alles wird in diesem Browser berechnet; keine Datei, kein Name und kein Ergebnis wird irgendwohin gesendet.
dismiss = Schließen
close = Schließen
yes = Ja
no = Nein
not-stated = Keine Angabe
drop-here = Zum Prüfen ablegen
part-not-loaded = Dieser Teil der Seite konnte nicht geladen werden. Prüfen Sie das Netz und versuchen Sie es noch einmal.
part-load-again = Noch einmal versuchen

## Zahlen

number-decimal = { $whole },{ $tenths }
number-grouped = { $before }.{ $digits }
number-bytes = { $number } { $prefix }B
series = { $one }; { $next }
