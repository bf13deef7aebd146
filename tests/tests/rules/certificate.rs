//! Certificates that do not vouch for the signer.

use vnfseal::policy::{Policy, RevocationPolicy};
use vnfseal_tests::{
    CERTIFICATE, CertificatePlace, Identity, KeyAlgorithm, Package, Provider, RevocationList, SERVER_AUTHENTICATION,
    Signing, Template, Trust,
};
use x509_cert::ext::pkix::{CrlReason, KeyUsages, PolicyConstraints};

use super::Case;

pub(crate) fn cases(provider: &Provider) -> Vec<Case> {
    [signer(), issuers(), trust(provider), files(provider)].into_iter().flatten().collect()
}

/// Returns cases with faults of the signer's certificate.
fn signer() -> Vec<Case> {
    let signer = || Template::signer("Acme");
    let weak_key = with_weak_key();
    [
        ("certificate.expired", signer().expired()),
        ("certificate.not-yet-valid", signer().not_yet_valid()),
        ("certificate.usage", signer().key_usage(&[KeyUsages::KeyEncipherment])),
        ("certificate.usage", signer().extended_key_usage(&[SERVER_AUTHENTICATION])),
        ("certificate.usage", Template::authority("Acme")),
        ("certificate.unknown-extension", signer().unknown_critical_extension()),
        ("certificate.profile", signer().permitting("CN=Acme")),
        ("certificate.profile", signer().key_usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyCertSign])),
        ("certificate.version-1", signer().version_1()),
    ]
    .into_iter()
    .map(|(code, template)| signed_by(code, &Provider::with_signer("Acme", &template)))
    .chain([signed_by("signature.algorithm", &weak_key)])
    .collect()
}

/// Returns cases with faults of the certificates above the signer.
fn issuers() -> Vec<Case> {
    let root = || Template::authority("Acme root").self_signed();
    let below = |root: Identity, issuing: &Template| {
        let issuing = root.issue(issuing);
        let signer = issuing.issue(&Template::signer("Acme"));
        Provider { root, issuing, signer }
    };
    let issuing = || Template::authority("Acme issuing");
    let require_policy = PolicyConstraints { require_explicit_policy: Some(0), inhibit_policy_mapping: None };
    let no_further_authority = Template::authority("Acme root").path_length(0).self_signed();
    vec![
        signed_by("certificate.expired", &below(root(), &issuing().expired())),
        signed_by("certificate.constraint", &below(root(), &Template::signer("Acme signer that issues"))),
        signed_by("certificate.constraint", &below(root(), &issuing().key_usage(&[KeyUsages::DigitalSignature]))),
        signed_by("certificate.constraint", &below(root(), &issuing().version_1())),
        signed_by("certificate.path-length", &below(no_further_authority, &issuing())),
        signed_by("certificate.unknown-extension", &below(root(), &issuing().unknown_critical_extension())),
        signed_by("certificate.name-constraint", &below(root(), &issuing().permitting("O=Another"))),
        signed_by("certificate.policy", &below(root(), &issuing().extended(&require_policy))),
        signed_by(
            "certificate.issuer-purpose",
            &below(root(), &issuing().extended_key_usage(&[SERVER_AUTHENTICATION])),
        ),
        signed_by(
            "certificate.algorithm",
            &below(Template::authority("Acme root").key(KeyAlgorithm::Rsa(1024)).self_signed(), &issuing()),
        ),
        many_paths(),
    ]
}

/// Returns cases with faults of the operator's trust in the signer.
fn trust(provider: &Provider) -> Vec<Case> {
    let signed = || Case::option_1("chain.not-trusted", provider, &Package::acme());
    let impostor = Provider::new("Acme");
    let self_signed = Template::signer("Acme").self_signed();
    let installed = Trust::vnf_provider(&self_signed).and_public(&self_signed, &[&self_signed]);
    let required = Policy { revocation: RevocationPolicy::Required, ..Policy::default() };
    let with_list =
        |issuer, list: RevocationList| signed().trusting(provider.trust().and_lists(&[list.signed_by(issuer)]));
    let twin = |code, reason| {
        let twin = provider.issuing.certify(&provider.signer, &Template::signer("Acme"));
        let list = RevocationList::current().revoking_for(&twin, reason).signed_by(&provider.issuing);
        let package = Package::acme().option_1(&provider.signing().through(&twin));
        Case::new(code, provider, package).trusting(provider.trust().and_lists(&[list]))
    };
    vec![
        signed().trusting(Provider::new("Somebody else").trust()),
        // These have the same names, but other keys.
        signed().trusting(impostor.trust()),
        Case { code: "trust.no-anchors", ..signed() }.trusting(Trust::nobody()),
        Case { code: "certificate.not-installed", ..signed() }
            .trusting(Trust::nobody().and_public(&provider.root, &[])),
        Case { code: "certificate.self-signed", ..signed_alone(&self_signed) }.trusting(installed),
        Case {
            code: "certificate.revoked",
            ..with_list(&provider.issuing, RevocationList::current().revoking(&provider.signer))
        },
        Case {
            code: "certificate.revoked",
            ..with_list(&provider.root, RevocationList::current().revoking(&provider.issuing))
        },
        twin("certificate.key-compromised", CrlReason::KeyCompromise),
        twin("certificate.key-doubtful", CrlReason::Unspecified),
        twin("certificate.key-revoked-elsewhere", CrlReason::Superseded),
        Case { code: "revocation.unknown", ..with_list(&provider.issuing, RevocationList::current().expired()) },
        Case { code: "revocation.required", ..signed() }.under(required),
    ]
}

/// Returns cases with faults of certificate files.
fn files(provider: &Provider) -> Vec<Case> {
    let package = |place| Package::acme().option_1(&provider.signing().certificates(place));
    let stranger = Provider::new("Somebody else");
    let garbage = package(CertificatePlace::InFile).changing(CERTIFICATE, |file| *file = b"certified, Acme".to_vec());
    let others =
        package(CertificatePlace::InBoth).changing(CERTIFICATE, |file| *file = stranger.signer.to_pem().into());
    vec![
        Case::new("certificate.malformed", provider, garbage),
        Case::new("certificate.embedded-and-separate", provider, package(CertificatePlace::InBoth)),
        Case::new("certificate.embedded-and-separate-differ", provider, others),
    ]
}

/// Returns authorities of one name that have all certified each other, so that there are very many paths.
fn many_paths() -> Case {
    let template = Template::authority("Acme authority");
    let authorities: Vec<_> = (0..8).map(|_| template.clone().self_signed()).collect();
    let certify = |issuer: &Identity| -> Vec<_> {
        let others = authorities.iter().filter(|other| other.fingerprint() != issuer.fingerprint());
        others.map(|other| issuer.certify(other, &template)).collect()
    };
    let certified: Vec<_> = authorities.iter().flat_map(certify).collect();
    let signer = authorities[0].issue(&Template::signer("Acme"));
    let signing = certified.iter().fold(Signing::by(&signer), Signing::through);
    let package = Package::acme().option_1(&signing);
    Case::new("chain.limit", &Provider::new("Somebody else"), package)
}

fn signed_by(code: &'static str, provider: &Provider) -> Case {
    Case::option_1(code, provider, &Package::acme())
}

fn signed_alone(signer: &Identity) -> Case {
    let package = Package::acme().option_1(&Signing::by(signer));
    Case::new("certificate.self-signed", &Provider::new("Somebody else"), package)
}

/// Returns a signer whose RSA key is too short, below authorities whose keys are long enough.
fn with_weak_key() -> Provider {
    let acme = Provider::new("Acme");
    let signer = acme.issuing.issue(&Template::signer("Acme").key(KeyAlgorithm::Rsa(1024)));
    Provider { signer, ..acme }
}
