## Le verdict

verdict-passed = Validé
verdict-indeterminate = Non déterminé
verdict-failed = Échec
verdict-warnings = { $number ->
    [1] 1 avertissement
   *[other] { $number } avertissements
}
verdict-accepted = { $number ->
    [1] 1 constat accepté
   *[other] { $number } constats acceptés
}
headline-passed = Ce paquet est exactement ce qu’a signé un fournisseur de VNF de confiance, et il est complet. Vous pouvez l’utiliser.
headline-passed-in-part = Ce qu’a signé un fournisseur de VNF de confiance est intact et complet. Certains fichiers ne sont couverts par aucune signature.
headline-not-a-package = Ce n’est pas un paquet VNF.
headline-revoked = N’utilisez pas ce paquet : un certificat du signataire a été révoqué.
headline-changed = N’utilisez pas ce paquet : son contenu n’est pas ce qui a été signé.
headline-not-signed = N’utilisez pas ce paquet : il n’est pas signé.
headline-algorithm = N’utilisez pas ce paquet : il est signé avec un algorithme ou une clé peu sûrs.
headline-damaged = N’utilisez pas ce paquet : il est endommagé.
headline-signature-unusable = N’utilisez pas ce paquet : une de ses signatures ne peut pas être vérifiée.
headline-expired = N’utilisez pas ce paquet : un certificat du signataire a expiré.
headline-not-yet-valid = N’utilisez pas ce paquet : un certificat du signataire n’est pas encore valide.
headline-not-entitled = N’utilisez pas ce paquet : le certificat du signataire ne doit pas servir à signer des paquets.
headline-not-installed = N’utilisez pas ce paquet : le certificat du signataire doit être installé et ne l’est pas.
headline-not-trusted = N’utilisez pas ce paquet : rien ne montre qu’il vient de quelqu’un de confiance.
headline-revocation-unknown = N’utilisez pas ce paquet : votre politique exige de savoir si le certificat du signataire est révoqué, et on ne le sait pas.
headline-not-released = N’utilisez pas ce paquet : la signature de votre propre organisation est exigée par la politique et manque.
headline-not-covered = N’utilisez pas ce paquet : la signature du fournisseur de VNF ne le couvre pas en entier.
headline-slipped-in = N’utilisez pas ce paquet : il contient quelque chose que son manifeste n’inscrit pas.
headline-missing = N’utilisez pas ce paquet : une partie en manque.
headline-limit = N’utilisez pas ce paquet : il dépasse les limites de la politique.
headline-not-conforming = N’utilisez pas ce paquet : il enfreint les règles des paquets.
headline-encrypted = Le fichier est chiffré : rien ne peut y être vérifié avant son déchiffrement.
headline-no-trust = Vous n’avez pas encore ajouté de certificat de CA ; le signataire ne peut donc pas être vérifié.
headline-revocation-open = Non déterminé : on ne sait pas si un certificat du signataire est révoqué.
headline-algorithm-unknown = Non déterminé : une signature utilise un algorithme qui n’est pas implémenté.
headline-not-checked = Non déterminé : un artefact externe n’a pas été vérifié.
headline-name-not-bound = Non déterminé : un fichier n’est protégé que par sa propre signature, qui ne dit pas de quel fichier il s’agit.
headline-not-proven = Non déterminé : il manque des informations pour un verdict.
aspects = Les trois parties du verdict
aspect-integrity = Intégrité
aspect-authenticity = Authenticité
aspect-completeness = Complétude
answer-integrity-passed = Chaque artefact est, octet pour octet, ce qui a été signé.
answer-integrity-indeterminate = Tout n’a pas pu être comparé à ce qui a été signé.
answer-integrity-failed = Quelque chose n’est pas ce qui a été signé, ou rien n’est signé.
answer-authenticity-passed = Chaque artefact est signé par quelqu’un de confiance.
answer-authenticity-indeterminate = On n’a pas pu montrer pour chaque artefact qui en répond.
answer-authenticity-failed = Tout n’est pas signé par quelqu’un de confiance.
answer-completeness-passed = Chaque fichier est inscrit, et chaque fichier inscrit est là.
answer-completeness-indeterminate = On n’a pas pu savoir si tout est là.
answer-completeness-failed = Quelque chose manque, n’est pas inscrit ou peut se lire de plusieurs façons.
count-failures = { $number ->
    [1] 1 échec
   *[other] { $number } échecs
}
count-open = { $number ->
    [1] 1 question ouverte
   *[other] { $number } questions ouvertes
}
verdict-signers = Signé par
count-findings = { $number ->
    [0] 0 constat
    [1] 1 constat
   *[other] { $number } constats
}
package-no-manifest = Aucun manifeste n’a pu être lu
package-not-signed = Aucune signature trouvée
package-vnf = Paquet VNF
package-pnfd = Archive PNFD
package-nsd = Archive NSD
package-asd = Paquet ASD
package-unknown = Paquet d’un genre inconnu
judged-with = { $number ->
    [1] Jugé avec 1 certificat de confiance
   *[other] Jugé avec { $number } certificats de confiance
}
judged-with-whom = Jugé avec
judged-with-nobody = Jugé sans aucun certificat de confiance
list-from = { $issuer }, émise le { $from }
list-from-to = { $issuer }, émise le { $from }, la prochaine attendue le { $until }
option-1 = Option 1 : manifeste signé
option-2 = Option 2 : signé d’un bloc
keep = Garder le rapport
keep-json = Enregistrer le rapport (JSON)
html-title = Rapport vnfseal
keep-more = Autres formats
keep-html = Page HTML
keep-print = Imprimer ou PDF
keep-copy = Copier le résumé
keep-copied = Copié.
summary-more = … et { $number } de plus.
engine-line = Décidé par { $name } { $version }, SHA-256 de son WebAssembly : { $digest }
copy = Copier
copy-named = Copier { $what }
more-actions = Autres actions
