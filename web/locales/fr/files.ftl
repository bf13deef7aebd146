## Les fichiers

slot-packages = Paquets
slot-packages-hint = Fichiers .csar ou .zip, signés selon l’option 1 ou l’option 2. Déposez-en plusieurs, ou un dossier.
slot-trust = Confiance
slot-trust-hint = Un certificat de CA du fournisseur de VNF, un lot de confiance (.json) ou des listes de révocation. Du texte PEM peut être collé.
slot-trust-missing = Vous n’avez pas encore ajouté de certificat de CA ; le signataire ne peut donc pas être vérifié.
choose-package = Choisir des paquets
choose-trust = Choisir des fichiers de confiance
add-more = En ajouter
add-more-packages = des paquets
add-more-trust = des fichiers de confiance
standing-reading = Lecture en cours
standing-unreadable = Illisible
standing-waiting = { $number ->
    [1] 1 vous attend
   *[other] { $number } vous attendent
}
standing-visit = { $number ->
    [1] 1 compte pour cette visite
   *[other] { $number } comptent pour cette visite
}
use-as-trust = Comme ancre de confiance
use-as-trust-named = Utiliser comme ancre de confiance : { $name }
use-as-package = Comme paquet
use-as-package-named = Utiliser comme paquet : { $name }
remove = Retirer
remove-named = Retirer { $name }
cancel = Annuler
cancel-named = Annuler { $name }
place-of = Place de { $name }
pasted-name = collé
terms-store = Magasin de confiance
terms-installed = { $number ->
    [0] Rien n’est installé dans ce navigateur.
    [1] 1 certificat installé.
   *[other] { $number } certificats installés.
}
terms-open-trust = Ouvrir le magasin de confiance
terms-policy = Politique
terms-default = par défaut
terms-differs = { $number ->
    [1] diffère de celle par défaut en 1 point
   *[other] diffère de celle par défaut en { $number } points
}
terms-open-policy = Modifier

## Remarques sur des fichiers

notice-known = { $name } est déjà là.
notice-no-trust = { $name } n’a pas été pris comme fichier de confiance : { $reason }
trust-too-large = C’est trop grand pour un fichier de confiance. Si c’est le paquet, utilisez-le comme paquet.
notice-folder = { $taken ->
    [1] 1 fichier pris dans le dossier { $name }. Laissés de côté : { $others }.
   *[other] { $taken } fichiers pris dans le dossier { $name }. Laissés de côté : { $others }.
}
notice-folder-empty = Le dossier { $name } ne contient ni paquet ni fichier de confiance.
notice-unpacked = Le dossier { $name } est un paquet extrait. Déposez le fichier du paquet lui-même (.csar ou .zip) : sa signature couvre le fichier.
notice-new-version = Une nouvelle version de cette page a été chargée. Elle sert dès que tous les onglets de cette page sont fermés.
notice-no-language = La page n’a pas pu charger ses mots en { $language }. Vérifiez le réseau, et choisissez de nouveau la langue.
notice-not-kept = Ce navigateur ne conserve rien pour cette page : le magasin de confiance et la politique sont perdus à sa fermeture.
notice-not-changed = Le navigateur n’a pas pu conserver cela. Rien n’a été modifié.
notice-not-overwritten = Rien n’a été modifié : quelque chose que ce navigateur conserve est illisible et serait perdu. Retirez-le d’abord.
