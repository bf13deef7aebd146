## Ce que reçoit le fournisseur, et le résumé d’une page
message-open = Message au fournisseur
message-title = Message au fournisseur
message-lead = Ce que le fournisseur doit savoir pour corriger le paquet, en texte simple pour un courriel ou un ticket. Ce qui ne concerne que votre confiance ou votre politique est omis.
message-language = Langue du message
message-copy = Copier le message
message-not-copied = Le navigateur ne l’a pas copié. Le texte est sélectionné : copiez-le au clavier.
message-subject = Objet : { $package } : { $verdict }
message-greeting = Bonjour,
message-opening-passed = nous avons vérifié le paquet VNF ci-dessous selon { $edition }. Il a été validé.
message-opening-indeterminate = nous avons vérifié le paquet VNF ci-dessous selon { $edition }. Nous n’avons pas pu déterminer s’il est utilisable. Veuillez examiner les points ci-dessous.
message-opening-failed = nous avons vérifié le paquet VNF ci-dessous selon { $edition }. Il n’a pas été validé et ne peut pas être utilisé. Veuillez corriger ce qui suit et envoyer un nouveau paquet.
message-package = Produit
message-file = Fichier
message-file-digest = SHA-256 du fichier
message-manifest-digest = SHA-256 du manifeste
message-verified-at = Vérifié pour
message-signer = Signataire
message-expected = Attendu
message-found = Trouvé
message-mend = À corriger
message-nothing = Il n’y a rien à corriger de votre côté.
message-more = { $number ->
    [1] … et 1 constat de plus. Nous pouvons envoyer le rapport entier.
   *[other] … et { $number } constats de plus. Nous pouvons envoyer le rapport entier.
}
message-end = Vous pouvez répéter la vérification avec vnfseal, ou avec tout autre outil qui vérifie selon cette spécification.
sheet-open = Résumé d’une page
sheet-report-digest = SHA-256 du rapport (JSON)
sheet-explained = Le rapport que cette page enregistre en JSON a cette empreinte. Le code QR la contient sous la forme sha256:… , pour comparer le papier et le fichier.
sheet-qr-code = Code QR du SHA-256 du rapport
sheet-computing = Calcul de l’empreinte du rapport
sheet-no-digest = L’empreinte du rapport ne peut pas être calculée ici : le navigateur ne le fait que par HTTPS ou sur cet ordinateur.
