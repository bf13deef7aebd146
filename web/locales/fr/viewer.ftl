## Le texte d’un fichier, et les paquets qu’il contient
viewer-show-line = Montrer la ligne
viewer-show-text = Montrer le texte
viewer-title = Texte d’un fichier
viewer-title-line = { $name }, ligne { $number }
viewer-reading = Lecture du fichier.
viewer-lead = { $size }, tel qu’il est dans le paquet. Les caractères invisibles sont écrits comme points de code.
viewer-not-utf8 = Certains octets ne sont pas de l’UTF-8. Ils sont affichés comme U+FFFD.
viewer-text = Texte du fichier
viewer-empty = Le fichier est vide.
viewer-pages = Lignes
viewer-earlier = Lignes précédentes
viewer-later = Lignes suivantes
viewer-range = Lignes { $first } à { $last } sur { $total }
viewer-left = { $number ->
    [1] … et 1 caractère de plus
   *[other] … et { $number } caractères de plus
}
viewer-digests-differ = { $algorithm } : les deux empreintes diffèrent à partir du chiffre { $number }.
viewer-unreadable = Le fichier ne peut plus être lu : il a été modifié, déplacé ou supprimé depuis sa vérification. Choisissez-le de nouveau.
viewer-too-large = Le fichier dépasse 1 Mio et n’est pas affiché. Extrayez-le du paquet pour le lire.
viewer-ambiguous = Les programmes ne s’accordent pas sur ce qu’est ce fichier ; il n’est donc pas affiché. Un constat dit pourquoi.
viewer-damaged = Le fichier est endommagé ; il n’y a donc pas de texte à montrer.
viewer-encrypted = Le fichier est chiffré ; il n’y a donc pas de texte à montrer.
viewer-missing = Le paquet n’a pas de tel fichier lisible.
inside-title = Paquets contenus
inside-lead = Ce fichier contient des paquets. Chacun est vérifié pour lui-même.
inside-open = Ouvrir
inside-open-named = Ouvrir { $name }
inside-opening = Ouverture…
inside-not-opened = Le paquet contenu n’a pas pu être ouvert : il est endommagé ou trop grand, ou le fichier a été modifié, déplacé ou supprimé.
file-digest-compute = Calculer le SHA-256 du fichier
file-digest-running = { $percent } % lus
