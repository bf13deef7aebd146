## Avant qu’il y ait des fichiers

start-title = Ce paquet est-il ce que son fournisseur a signé ?
start-lead = Déposez n’importe où sur cette page des paquets VNF et les certificats auxquels vous faites confiance. Chaque artefact est vérifié sur votre propre machine, et vous voyez ce qui ne va pas, chez qui, et que demander.
start-step-packages = Déposez les paquets tels qu’ils sont arrivés : .csar ou .zip.
start-step-certificate = Ajoutez le certificat de CA du fournisseur. Le fournisseur doit vous l’envoyer par une autre voie qu’avec le paquet. Comparez son empreinte par téléphone.
start-step-verdict = Lisez le verdict. Si un paquet échoue, envoyez les constats au fournisseur.
demo-try = Essayer la démo
demo-loading = Chargement de la démo…
demo-hint = Deux bons paquets et trois endommagés, avec un lot de confiance. Vous décidez de lui faire confiance ou non.
demo-missing = La démo n’est pas fournie avec cette page.
question-integrity = Chaque octet est-il ce qui a été signé ?
question-authenticity = Le signataire est-il de confiance ?
question-completeness = Tout est-il là, et rien d’autre ?
