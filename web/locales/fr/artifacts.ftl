## Les artefacts

artifacts = Artefacts
artifacts-none = Aucun artefact n’a pu être lu dans ce paquet.
artifacts-search = Chercher dans les chemins
artifacts-filter = Afficher par état
artifacts-left = { $left ->
    [1] 1 artefact sur { $total } correspond.
   *[other] { $left } artefacts sur { $total } correspondent.
}
artifacts-no-match = Rien ne correspond.
filter-all = Tous
expand-all = Ouvrir tous les dossiers
collapse-all = Tout fermer
rows-compact = Lignes compactes
column-path = Chemin
column-status = État
column-size = Taille
column-coverage = Couvert par
column-digest = Empreinte
folder-status = { $word } : { $number } sur { $total }
size-unknown = Inconnue
size-exact = { $size } ({ $bytes } octets)
digest-same = Comme déclarée
digest-differs = Diffère
digest-not-computed = Non calculée
digest-declared = Empreinte déclarée
digest-found = Empreinte trouvée
signed-none = Aucune
signed-verified = Vérifiée
signed-indeterminate = Non déterminé
signed-failed = Échec
coverage-manifest = Manifeste signé
coverage-artifact = Sa propre signature
coverage-package = Paquet entier
coverage-none = Rien
kind-external = Externe, non récupéré
kind-external-supplied = Externe, fichier fourni
kind-missing = Inscrit, mais absent
kind-tosca-meta = TOSCA.meta
kind-manifest = Manifeste
kind-signature = Fichier de signature
kind-certificate = Fichier de certificat
artifact-details = Détails
artifact-kind = Genre
artifact-encrypted = Chiffré
artifact-sets = Ensembles d’artefacts non-MANO
artifact-signature = Sa propre signature
artifact-no-findings = Il n’y a rien à en remarquer.
external-hint = Cet artefact n’est pas dans le paquet, et rien n’est jamais récupéré. Choisissez le fichier que vous avez de cette adresse : il est comparé à l’empreinte déclarée.
external-choose = Choisir le fichier
external-choose-other = Choisir un autre fichier
external-for = pour { $uri }
external-supplied = Fichier :
