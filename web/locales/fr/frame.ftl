# Le portail en français. Les noms sont ceux de GS NFV-SEC 021 et de GS NFV-SOL 004, quand il en existe en français.

language-tag = fr
language-name = Français
title = vnfseal – vérifier des paquets VNF signés
title-verifying = Vérification
title-read = Vous attend
title-no-result = Pas de résultat

## Le cadre de la page

skip = Aller au contenu
nav = Vues
view-verify = Vérifier
view-verify-title = Vérifier des paquets VNF
view-trust = Magasin de confiance
view-policy = Politique
view-this-page = À propos
promise = Tout reste dans votre navigateur
label = { $name } :
language = Langue
footer = Vérifie des paquets VNF (ETSI GS NFV-SOL 004) selon ETSI GS NFV-SEC 021. Tout est calculé dans ce navigateur ; aucun fichier, nom ou résultat n’est envoyé nulle part.
dismiss = Fermer
close = Fermer
yes = Oui
no = Non
not-stated = Non indiqué
drop-here = Déposer pour vérifier
part-not-loaded = Cette partie de la page n’a pas pu être chargée. Vérifiez le réseau, et réessayez.
part-load-again = Réessayer

## Les nombres

number-decimal = { $whole },{ $tenths }
number-grouped = { $before } { $digits }
number-bytes = { $number } { $prefix }o
series = { $one } ; { $next }
