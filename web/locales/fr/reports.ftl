## Rapports enregistrés et comparaison
view-reports = Rapports
reports-title = Rapports enregistrés et comparaison
reports-lead = Relisez un rapport enregistré en JSON, et comparez deux rapports ou paquets.
reports-choose = Ouvrir des rapports enregistrés
reports-none = Déposez ici un rapport que cette page, vnfseal verify ou le paquet npm a enregistré en JSON.
saved-list = Rapports ouverts
saved-says-passed = Dit : validé
saved-says-indeterminate = Dit : non déterminé
saved-says-failed = Dit : échec
saved-warning-title = Ceci est un fichier, pas un verdict de cette page.
saved-warning = Rien dans ce fichier n’est vérifié, et n’importe qui aurait pu l’écrire. Pour savoir, déposez le paquet lui-même : cette page le vérifie de nouveau et compare les deux rapports.
saved-absent = Le paquet n’est pas ici.
saved-other = Un paquet de ce nom est ici, mais ce n’est pas celui dont parle le fichier : les empreintes diffèrent.
saved-here = Le paquet est ici, et cette page l’a vérifié de nouveau.
saved-unknown = Un paquet de ce nom est ici. On ne peut pas dire si c’est celui dont parle le fichier : le fichier n’en a pas l’empreinte.
saved-show-package = Montrer le verdict de cette page
saved-differences = Ce que cette page juge autrement
saved-file = Rapport enregistré
saved-said = Selon le fichier
saved-quoted = « { $word } »
saved-package = Paquet
saved-product = Produit
saved-provider = Fournisseur
saved-version = Version
saved-at = Vérifié pour
saved-signers = Signataires, selon le fichier
saved-findings = Constats, selon le fichier
saved-artifacts = Artefacts, selon le fichier
saved-no-signer = Le fichier ne nomme aucun signataire.
saved-no-findings = Le fichier n’a aucun constat.
saved-no-artifacts = Le fichier n’a aucun artefact.
notice-reports-left-out = { $number ->
    [1] 1 rapport de { $name } a été laissé de côté : il est illisible ici, ou le fichier en a plus de 100.
   *[other] { $number } rapports de { $name } ont été laissés de côté : ils sont illisibles ici, ou le fichier en a plus de 100.
}
notice-json-policy = { $name } est une politique. Rien n’a été modifié. La politique se choisit sous Politique.
notice-json-members = { $name } est du JSON, mais ni un rapport, ni un lot de confiance, ni une politique : c’est un objet avec { $members }. Rien n’a été modifié.
notice-json-other = { $name } est du JSON, mais ni un rapport, ni un lot de confiance, ni une politique. Rien n’a été modifié.
compare-reports = Comparer deux rapports
compare-hint = Deux paquets ont besoin d’un verdict avant d’être comparés. Des rapports enregistrés peuvent aussi être comparés.
compare-old = Ancien
compare-new = Nouveau
compare-choose = Choisir…
compare-swap = Échanger
compare-saved = { $name } (rapport enregistré { $file })
compare-number = { $name } ({ $number })
compare-failed = Les deux rapports n’ont pas pu être comparés : { $reason }
compare-equal = Les deux rapports disent la même chose du paquet, de ses signataires, de ses artefacts et de ses constats.
compare-verdicts = Ce que disent les rapports
compare-verdict-other = Le verdict a changé.
compare-verdict-same = Le verdict est le même.
compare-findings = Constats
compare-package = Paquet
compare-metadata = Métadonnées
compare-signers = Signataires
compare-artifacts = Artefacts
compare-unchanged = { $number ->
    [0] Aucun artefact n’est identique dans les deux.
    [1] 1 artefact est identique dans les deux.
   *[other] { $number } artefacts sont identiques dans les deux.
}
compare-nothing = Aucune différence.
compare-verdict = Verdict
compare-security-option = Option de sécurité
compare-path-csar = Chemin du CSAR
compare-path-manifest = Chemin du manifeste
compare-kind = Genre de paquet
compare-not-there = Absent
compare-findings-unchanged = { $number ->
    [1] 1 constat dit la même chose dans les deux.
   *[other] { $number } constats disent la même chose dans les deux.
}
compare-findings-unlisted = Constats non comparés, car les rapports ne les listent pas tous : anciens { $old }, nouveaux { $new }.
change-finding-new = Nouveau
change-finding-gone = N’est plus constaté
change-finding-other = Modifié
change-added = Ajouté
change-removed = Retiré
change-kind = Un autre genre de fichier
change-content = Autre contenu
change-unknown = Inconnu : pas d’empreinte à comparer
change-status = Même contenu, jugé autrement
change-signatures = Même signataire, autres signatures
change-signer = Même signataire, jugé autrement
compare-no-certificate = Signatures dont le certificat n’a pas été trouvé
compare-declared = { $digest } (déclarée)
history-open = Ouvrir
history-open-named = Ouvrir le rapport sur { $name }
