## Plusieurs paquets, et ce qui reste d’eux
batch-table = Paquets et leurs verdicts
batch-verdict = Verdict
batch-package = Paquet
batch-provider = Fournisseur
batch-product = Produit
batch-version = Version
batch-signer = Signataire
batch-reason = Raison
package-more = Plus
package-more-named = actions pour { $name }
batch-actions = Actions
batch-search = Chercher des paquets
batch-filter = Filtrer par verdict
batch-open = Sans verdict
batch-all = Tous les paquets
batch-csv = Tableau (CSV)
batch-csv-named = Tableau (CSV) de tous les paquets
batch-json = Rapports (JSON)
batch-json-named = Rapports (JSON) de tous les paquets
batch-clear = Tout retirer
batch-none-listed = Aucun paquet ne correspond.
counted-passed = { $number ->
    [1] 1 validé
   *[other] { $number } validés
}
counted-failed = { $number } en échec
counted-indeterminate = { $number ->
    [1] 1 non déterminé
   *[other] { $number } non déterminés
}
counted-without = { $number } sans verdict
counted-running = { $number } à faire
announce-all = Tous les paquets : { $counts }.
notify-at-end = Me prévenir à la fin
notify-title = Tous les paquets sont vérifiés
notify-refused = Le navigateur ne permet pas de notifications à cette page. Vous pouvez les permettre dans ses réglages.
stage-judging-again = Nouveau jugement en cours
judging-again-meaning = Votre confiance, ou la politique, a changé. Le verdict était auparavant : { $verdict }. Il ne compte plus, ni ce qui suit.
judged-again = Jugé de nouveau selon votre confiance actuelle et la politique. Le contenu n’a pas été relu.
reason-passed-in-part = Fichiers sans signature
reason-not-a-package = Pas un paquet VNF
reason-revoked = Certificat révoqué
reason-changed = Contenu modifié
reason-not-signed = Non signé
reason-algorithm = Algorithme ou clé faible
reason-damaged = Endommagé
reason-signature-unusable = Signature invérifiable
reason-expired = Certificat expiré
reason-not-yet-valid = Certificat pas encore valide
reason-not-entitled = Certificat non destiné aux paquets
reason-not-installed = Certificat non installé
reason-not-trusted = Signataire pas de confiance
reason-revocation-unknown = Révocation inconnue
reason-not-released = Votre signature manque
reason-not-covered = Pas entièrement signé
reason-slipped-in = Fichier non inscrit
reason-missing = Une partie manque
reason-limit = Au-delà des limites de la politique
reason-not-conforming = Enfreint les règles
reason-no-trust = Aucun certificat de CA ajouté
reason-algorithm-unknown = Algorithme non implémenté
reason-not-checked = Artefact externe non vérifié
reason-name-not-bound = Nom non couvert par la signature
reason-not-proven = Il manque des informations
history-title = Historique des rapports
history-hint = Si vous le souhaitez, ce navigateur garde les { $number } derniers rapports, pour les relire plus tard. Il ne garde aucun paquet. Rien n’est envoyé nulle part.
history-keep = Garder les rapports dans ce navigateur
history-clear = Supprimer tous les rapports gardés
history-save = Enregistrer
history-save-named = Enregistrer le rapport de { $name }
notice-gone = { $name } n’est plus sur cette page. La page ne garde pas de fichiers : après un rechargement, déposez de nouveau le paquet pour voir son rapport.
