## Le rapport

parts = Parties du rapport
findings = Constats
findings-search = Chercher des constats
findings-filter-severity = Afficher par gravité
findings-filter-aspect = Afficher par partie du verdict
findings-left = { $left ->
    [1] 1 constat sur { $total } correspond.
   *[other] { $left } constats sur { $total } correspondent.
}
findings-no-match = Rien ne correspond.
times = { $number }×
findings-none = Aucun constat.
severity-fail = Échec
severity-unknown = Non déterminé
severity-warn = Avertissement
severity-note = Remarque
accepted = Accepté par la politique
fact-why = Pourquoi cela compte
fact-fix = Que faire
fact-vendor-fix = Ce que fait le fournisseur
fact-where = Où
fact-onap = ONAP
fact-rule = Règle
place-line = , ligne { $number }
place-in-delivery = , dans la livraison, à côté du CSAR
place-manifest-line = Ligne { $number } du manifeste
place-certificate = Certificat
place-signature = Signature { $number }
show-more = En montrer { $number } de plus
are-shown = { $shown } sur { $total } affichés.
characters = { $number } caractères
rest-in-report = Le reste est dans le rapport JSON.
wording = Texte exact (anglais)
digests = { $algorithm } déclaré { $declared }, trouvé { $found }
digest-only-declared = { $algorithm } déclaré { $declared }
cited-clause = clause
cited-clauses = clauses
cited-section = section
cited-sections = sections
cited-and = et
cited-appendix = annexe
cited-step = étape
cited-policy-limits = limites de la politique
cited-work-budget = budget de travail
cited-for-service-provider = pour le fournisseur de services
left-out = { $number } de plus du même genre
limit-most = limite { $name } : { $most }
limit-passed = limite { $name } : { $most }, ici { $number }
revoked-key-compromise = clé compromise
revoked-affiliation-changed = affiliation modifiée
revoked-superseded = remplacé
revoked-cessation = hors service
revoked-hold = suspendu
revoked-privilege-withdrawn = droit retiré
revoked-unspecified = sans raison indiquée
summary-signer = Le fournisseur de VNF est { $name }.
summary-not-covered = { $number ->
    [1] 1 fichier n’est couvert par aucune signature.
   *[other] { $number } fichiers ne sont couverts par aucune signature.
}

## SEC 021

conformance = Liste de contrôle SEC 021
conformance-clause = Article
conformance-statement = Énoncé
conformance-state = État
conformance-met = Satisfait
conformance-not-met = Non satisfait
conformance-unknown = Non déterminé
conformance-not-applicable = Sans objet
conformance-others = { $number ->
    [1] 1 énoncé sans objet pour cette vérification
   *[other] { $number } énoncés sans objet pour cette vérification
}
conformance-all-met = { $number ->
    [1] 1 énoncé est satisfait
   *[other] { $number } énoncés sont satisfaits
}
conformance-counts = satisfaits : { $met }, non satisfaits : { $missed }, non déterminés : { $unknown }

## À propos d’une vérification

about = À propos de cette vérification
about-package = Paquet
about-package-unreadable = Rien de ce qu’il dit de lui-même n’a pu être lu.
about-layout = Structure
layout-tosca-metadata = Avec TOSCA-Metadata
layout-root-yaml = Fichier YAML à la racine
about-manifest = Manifeste
digest-of-file = SHA-256 du fichier
digest-of-manifest = SHA-256 du manifeste
digest-of-cms = SHA-256 de la structure CMS
about-policy = Politique
about-trust = Confiance en vigueur
about-trust-none = Aucune. Personne n’est de confiance par défaut.
about-engine = Vérificateur
engine-version = Version
engine-digest = SHA-256 de son WebAssembly
engine-schema = Schéma du rapport
engine-licence = Licence
