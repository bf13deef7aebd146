## Cette page

this-page-lead = Vous confiez une décision à cette page. Voici de quoi elle est faite.
offline = Sans réseau
offline-unknown = Recherche…
offline-ready = Prête : cette page fonctionne sans réseau.
offline-not-offered = Cette page a besoin du réseau à son chargement.
offline-hint = Le navigateur conserve les fichiers de la page après la première visite. Son menu peut l’installer comme application.
page-files = Intégrité de cette page
page-files-hint = Récupère de nouveau chaque fichier de la page, calcule son SHA-256 et le compare avec la liste écrite à la construction. La liste vient du même serveur.
page-check = Vérifier cette page
page-checking = Vérification…
page-no-list = Aucune liste de fichiers n’est fournie avec cette page.
page-right = { $number ->
    [1] Le fichier est conforme à la liste.
   *[other] Les { $number } fichiers sont conformes à la liste.
}
page-wrong = { $number ->
    [1] 1 fichier n’est pas conforme à la liste.
   *[other] { $number } fichiers ne sont pas conformes à la liste.
}
page-list-digest = SHA-256 de la liste :
page-list-compare = Comparez cette empreinte avec celle de la version publiée.
