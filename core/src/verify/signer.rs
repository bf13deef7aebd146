//! The assessment of every SignerInfo: does it hold, and is the signer one the trust bundle names, and as whom?

use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::cell::Cell;

use super::revocation::{self, Judgement};
use crate::{
    cms::{
        SignerInfo,
        verify::{self, VerifiedSignature},
    },
    digest::DigestAlgorithm,
    evidence::{Evidence, FoundSignature},
    policy::{Edition, Policy, Stage, Strictness},
    report::{Aspect, CertificateReport, Place, Role, Severity, SignatureLocation, SignatureReport, Verdict},
    rule::{self, Findings, Rule},
    signature::{self, PublicKey, Scheme},
    time::Time,
    trust::TrustBundle,
    x509::{
        Certificate, CertificateList,
        extensions::KeyUsage,
        path::{self, Chain, quote},
    },
};

/// One SignerInfo, assessed.
pub(super) struct Assessed {
    pub(super) report: SignatureReport,
    /// The proof that the mathematics holds.
    pub(super) verified: Option<VerifiedSignature>,
    /// The proof that the signer is trusted, and as whom.
    pub(super) trusted: Option<(Role, Chain)>,
    /// Whether the policy lets a signer who is trusted for no role stand beside one who is.
    pub(super) is_tolerated: bool,
}

/// What is being assessed, and by what.
struct Context<'a> {
    trust: &'a TrustBundle,
    policy: &'a Policy,
    at: Time,
    /// One budget for all signatures of the package, those of certificates and revocation lists as well.
    verifications_left: Cell<usize>,
    revocation: revocation::Judge<'a>,
}

/// What came with a signature and helps to find its signer's chain: untrusted.
struct Material<'a> {
    /// The certificates of the CMS and of the certificate file.
    certificates: Vec<&'a Certificate>,
    crls: Vec<CertificateList>,
}

/// Signatures verified for one package: 10,000 artifacts signed one by one, with chains of four, and some. Honest
/// packages need a handful.
const VERIFICATIONS_MAX: usize = 60_000;

/// Chains that are tried for one anchor's role while an authority on the way turns out to be revoked: renewed
/// certificates and cross-certificates are few.
const CHAINS_TRIED_MAX: usize = 4;

/// A certificate with whose key a signature verifies, judged.
struct Candidate<'a> {
    certificate: &'a Certificate,
    authentication: Authentication,
    remarks: Vec<Remark>,
}

/// What is known of a signer.
#[derive(Default)]
struct Authentication {
    /// As whom the signer is trusted.
    role: Option<Role>,
    /// The proven chain. There may be one without a role: one that is revoked.
    chain: Option<Chain>,
    revocation: Judgement,
}

impl Authentication {
    fn without_revocation((role, chain): (Role, Chain)) -> Self {
        Self { role: Some(role), chain: Some(chain), revocation: Judgement::default() }
    }
}

/// A finding about one signature, not yet placed.
struct Remark {
    rule: &'static Rule,
    what: String,
    fingerprint: Option<String>,
}

impl Remark {
    fn new(rule: &'static Rule, certificate: &Certificate, what: String) -> Self {
        Self { rule, what, fingerprint: Some(certificate.fingerprint.clone()) }
    }
}

/// Assesses all signers of all signatures (SEC021-5.2-a), in order.
pub(super) fn assess_all(
    evidence: &Evidence,
    trust: &TrustBundle,
    policy: &Policy,
    at: Time,
    findings: &mut Findings,
) -> Vec<Assessed> {
    let context = Context {
        trust,
        policy,
        at,
        verifications_left: Cell::new(VERIFICATIONS_MAX),
        revocation: revocation::Judge::new(policy.revocation, &trust.crls, at),
    };
    let mut all = Vec::new();
    for found in &evidence.signatures {
        let mut group: Vec<(Assessed, Vec<Remark>)> =
            found.signed_data.signer_infos.iter().map(|signer| context.assess(found, signer)).collect();
        let has_provider = group.iter().any(|(assessed, _)| assessed.proves(Role::VnfProvider));
        for (assessed, remarks) in &mut group {
            let is_other = assessed.verified.is_some() && assessed.trusted.is_none();
            if is_other && has_provider && policy.other_signers == Strictness::Report {
                assessed.is_tolerated = true;
                tolerate(remarks);
            }
        }
        all.extend(group.into_iter().map(|(assessed, remarks)| (found, assessed, remarks)));
    }
    // Before instantiation the service provider's signatures are verified first (SEC021-6.3-a and b).
    if policy.stage == Stage::Instantiation {
        all.sort_by_key(|(_, assessed, _)| assessed.report.role != Some(Role::ServiceProvider));
    }
    for (index, (found, _, remarks)) in all.iter_mut().enumerate() {
        for remark in remarks.drain(..) {
            let place = Place {
                path: Some(found.path.clone()),
                fingerprint: remark.fingerprint,
                signature: Some(index),
                ..Place::default()
            };
            findings.add(remark.rule, place, remark.what);
        }
    }
    all.into_iter().map(|(_, assessed, _)| assessed).collect()
}

/// Turns what keeps a signer from being trusted into one remark that only warns.
fn tolerate(remarks: &mut Vec<Remark>) {
    if let Some(first) = remarks.first() {
        let remark = Remark {
            rule: rule::SIGNATURE_OTHER_SIGNER_REPORTED,
            what: format!("A further signer is trusted for no role: {}", first.what),
            fingerprint: first.fingerprint.clone(),
        };
        *remarks = vec![remark];
    }
}

impl Assessed {
    /// Whether it is proven to be a signature of this role.
    pub(super) fn proves(&self, role: Role) -> bool {
        self.verified.is_some() && self.trusted.as_ref().is_some_and(|(trusted, _)| *trusted == role)
    }

    pub(super) fn location(&self) -> SignatureLocation {
        self.report.location
    }
}

impl Context<'_> {
    fn assess(&self, found: &FoundSignature, signer: &SignerInfo) -> (Assessed, Vec<Remark>) {
        let mut remarks = Vec::new();
        let embedded: Vec<Certificate> =
            found.signed_data.certificates.iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
        let material = Material {
            certificates: embedded.iter().chain(found.certificates.iter()).collect(),
            crls: self.revocation.read_lists(&found.signed_data.crls),
        };
        let (candidates, verified) = self.verify(found, signer, &material.certificates, &mut remarks);
        // A renewed certificate may have the same key: the first that is trusted counts, else the first.
        let mut best: Option<Candidate<'_>> = None;
        for certificate in candidates {
            let mut about_it = Vec::new();
            compare_places(found, &embedded, certificate, &mut about_it);
            let authentication = self.authenticate(certificate, &material, &mut about_it);
            let is_trusted = authentication.role.is_some();
            if best.is_none() || is_trusted {
                best = Some(Candidate { certificate, authentication, remarks: about_it });
            }
            if is_trusted {
                break;
            }
        }
        let (certificate, authentication) = match best {
            Some(best) => {
                remarks.extend(best.remarks);
                (Some(best.certificate), best.authentication)
            }
            None => (None, Authentication::default()),
        };
        remark_on_form(signer, &mut remarks);
        let report = self.report(found, signer, certificate, verified.as_ref(), &authentication, &remarks);
        let trusted = authentication.role.zip(authentication.chain);
        (Assessed { report, verified, trusted, is_tolerated: false }, remarks)
    }

    /// Finds the signing certificate and verifies the signature with its key. Several certificates may carry the name
    /// the SignerInfo gives; only one of them can have the key.
    fn verify<'a>(
        &'a self,
        found: &FoundSignature,
        signer: &SignerInfo,
        material: &[&'a Certificate],
        remarks: &mut Vec<Remark>,
    ) -> (Vec<&'a Certificate>, Option<VerifiedSignature>) {
        let installed = [Role::VnfProvider, Role::ServiceProvider]
            .into_iter()
            .flat_map(|role| &self.trust.of(role).signing_certificates);
        let mut named: Vec<&Certificate> = Vec::new();
        for certificate in material.iter().copied().chain(installed) {
            let is_new = named.iter().all(|known| known.der != certificate.der);
            if is_new && signer.identifier.names(certificate) {
                named.push(certificate);
            }
        }
        let Some(&first) = named.first() else {
            let what = format!("No certificate with {} is there.", signer.identifier.to_text());
            remarks.push(Remark { rule: rule::SIGNATURE_NO_CERTIFICATE, what, fingerprint: None });
            return (Vec::new(), None);
        };
        let mut proof = None;
        let mut first_refusal = None;
        let mut verifying = Vec::new();
        for certificate in named {
            if !self.spend() {
                first_refusal
                    .get_or_insert((rule::CHAIN_LIMIT, "The package has too many signatures to verify.".into()));
                break;
            }
            match verify::verify(signer, &found.signed_data, &found.content, certificate) {
                Ok(verified) => {
                    proof = Some(verified);
                    verifying.push(certificate);
                }
                Err(refusal) => {
                    first_refusal.get_or_insert(refusal);
                }
            }
        }
        if let Some((rule, what)) = first_refusal.filter(|_| proof.is_none()) {
            let what = format!("{what} It is in '{}' and should sign '{}'.", found.path, found.signed_path);
            remarks.push(Remark::new(rule, first, what));
            return (vec![first], None);
        }
        (verifying, proof)
    }

    /// Takes one verification from the package's budget; whether there was one left.
    fn spend(&self) -> bool {
        let left = self.verifications_left.get().checked_sub(1);
        self.verifications_left.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Decides as whom the owner of the certificate may sign (SEC 021 clause 6.6): first the certificate itself, then
    /// its chain.
    fn authenticate(
        &self,
        certificate: &Certificate,
        material: &Material<'_>,
        remarks: &mut Vec<Remark>,
    ) -> Authentication {
        let before = remarks.len();
        check_purpose(certificate, remarks);
        let is_fit = remarks.len() == before;
        if certificate.version < 3 {
            let what = format!("The signing certificate {} is of version {}.", quote(certificate), certificate.version);
            remarks.push(Remark::new(rule::CERTIFICATE_VERSION_1, certificate, what));
        }
        let found = if certificate.is_self_signed() {
            let found = self.authenticate_self_signed(certificate, remarks);
            found.map(Authentication::without_revocation).unwrap_or_default()
        } else {
            self.find_chain(certificate, material, remarks)
        };
        if is_fit { found } else { Authentication::default() }
    }

    /// A self-signed signing certificate never conforms (SEC021-6.6-a). One that is installed may be accepted by policy.
    fn authenticate_self_signed(&self, certificate: &Certificate, remarks: &mut Vec<Remark>) -> Option<(Role, Chain)> {
        let what = format!("The signing certificate {} is self-signed.", quote(certificate));
        remarks.push(Remark::new(rule::CERTIFICATE_SELF_SIGNED, certificate, what));
        let role = [Role::VnfProvider, Role::ServiceProvider]
            .into_iter()
            .find(|role| self.trust.of(*role).has_installed(certificate));
        let chain = Chain::of_installed(certificate, self.at);
        match (role, chain) {
            (Some(role), Ok(chain)) => self.policy.accepts(rule::CERTIFICATE_SELF_SIGNED.code).then_some((role, chain)),
            (Some(_), Err(rejection)) => {
                remarks.push(Remark::from(rejection));
                None
            }
            (None, chain) => {
                if let Err(rejection) = chain {
                    remarks.push(Remark::from(rejection));
                }
                if self.trust.has_anchors() {
                    let what = format!("The self-signed certificate {} is not installed.", quote(certificate));
                    remarks.push(Remark::new(rule::CHAIN_NOT_TRUSTED, certificate, what));
                }
                None
            }
        }
    }

    /// Finds a chain to the anchors of a role, each role in turn, that is not refused for revocation. When all are, the
    /// first of them says why.
    fn find_chain(
        &self,
        certificate: &Certificate,
        material: &Material<'_>,
        remarks: &mut Vec<Remark>,
    ) -> Authentication {
        let mut refused: Option<(Chain, Judgement)> = None;
        for role in [Role::VnfProvider, Role::ServiceProvider] {
            match self.find_unrevoked_chain(certificate, &self.anchors(role, certificate), material) {
                Some((chain, revocation)) if revocation.is_refused() => {
                    refused.get_or_insert((chain, revocation));
                }
                Some((chain, revocation)) => {
                    remark_on_revocation(&chain, &revocation, remarks);
                    return Authentication { role: Some(role), chain: Some(chain), revocation };
                }
                None => {}
            }
        }
        if let Some((chain, revocation)) = refused {
            remark_on_revocation(&chain, &revocation, remarks);
            return Authentication { role: None, chain: Some(chain), revocation };
        }
        self.explain_no_chain(certificate, material, remarks);
        Authentication::default()
    }

    /// Finds a chain, and another one where an authority on the way is revoked: such a one may have been certified
    /// anew, or by somebody else. The signing certificate itself cannot be gone round.
    fn find_unrevoked_chain(
        &self,
        certificate: &Certificate,
        anchors: &[&Certificate],
        material: &Material<'_>,
    ) -> Option<(Chain, Judgement)> {
        let mut intermediates = self.intermediates(material);
        // Those of the trust bundle first: only so many are tried.
        let candidates: Vec<&Certificate> =
            self.trust.intermediates.iter().chain(material.certificates.iter().copied()).collect();
        let mut first = None;
        for _ in 0..CHAINS_TRIED_MAX {
            let chain = path::build(certificate, anchors, &intermediates, self.at, &self.verifications_left).ok();
            let Some(chain) = chain else { break };
            let judgement = self.revocation.judge(&chain, &material.crls, &candidates, &self.verifications_left);
            let revoked = judgement.revoked().and_then(|index| chain.certificates().get(index)).cloned();
            let is_refused = judgement.is_refused();
            if first.is_none() || !is_refused {
                first = Some((chain, judgement));
            }
            let Some(revoked) = revoked.filter(|revoked| is_refused && revoked.der != certificate.der) else { break };
            intermediates.retain(|intermediate| intermediate.der != revoked.der);
        }
        first
    }

    fn intermediates<'a>(&'a self, material: &Material<'a>) -> Vec<&'a Certificate> {
        material.certificates.iter().copied().chain(&self.trust.intermediates).collect()
    }

    /// Says why there is no chain to an anchor that would make the certificate one of a role.
    fn explain_no_chain(&self, certificate: &Certificate, material: &Material<'_>, remarks: &mut Vec<Remark>) {
        let any_anchor: Vec<&Certificate> = [Role::VnfProvider, Role::ServiceProvider]
            .into_iter()
            .flat_map(|role| self.trust.of(role).private_cas.iter().chain(&self.trust.of(role).public_cas))
            .collect();
        let intermediates = self.intermediates(material);
        match path::build(certificate, &any_anchor, &intermediates, self.at, &self.verifications_left) {
            Ok(_) => {
                let what = format!(
                    "The signing certificate {} is not among the installed signing certificates (SHA-256 {}).",
                    quote(certificate),
                    certificate.fingerprint
                );
                remarks.push(Remark::new(rule::CERTIFICATE_NOT_INSTALLED, certificate, what));
            }
            // Without anchors nothing can chain; that is said once for the whole package.
            Err(rejection) if rejection.rule == rule::CHAIN_NOT_TRUSTED && any_anchor.is_empty() => {}
            Err(rejection) => remarks.push(Remark::from(rejection)),
        }
    }

    /// The anchors whose chain makes this certificate one of the role: private CAs; public CAs only if the certificate
    /// is installed (SEC021-6.6-h). Since edition 5.4.1 a service provider's certificate is always installed (6.2 step 5).
    fn anchors(&self, role: Role, certificate: &Certificate) -> Vec<&Certificate> {
        let trust = self.trust.of(role);
        let is_installed = trust.has_installed(certificate);
        let needs_installation = role == Role::ServiceProvider && self.policy.edition == Edition::V5_4_1;
        let private: &[Certificate] = if needs_installation && !is_installed { &[] } else { &trust.private_cas };
        let public: &[Certificate] = if is_installed { &trust.public_cas } else { &[] };
        private.iter().chain(public).collect()
    }

    fn report(
        &self,
        found: &FoundSignature,
        signer: &SignerInfo,
        certificate: Option<&Certificate>,
        verified: Option<&VerifiedSignature>,
        authentication: &Authentication,
        remarks: &[Remark],
    ) -> SignatureReport {
        let digest = DigestAlgorithm::from_oid(signer.digest_algorithm.oid);
        let key = certificate.and_then(|certificate| PublicKey::read(&certificate.public_key_info).ok());
        let scheme = digest.and_then(|digest| Scheme::of_signer(&signer.signature_algorithm, digest).ok());
        let accepted = |remark: &Remark| self.policy.accepts(remark.rule.code);
        let has = |severity| {
            let counts = |remark: &&Remark| remark.rule.aspect == Aspect::Authenticity && !accepted(remark);
            remarks.iter().filter(counts).any(|remark| remark.rule.severity == severity)
        };
        let is_distrusted = has(Severity::Fail);
        SignatureReport {
            location: found.location,
            path: found.path.clone(),
            signed_path: found.signed_path.clone(),
            integrity: match (verified, certificate) {
                (Some(_), _) => Verdict::Passed,
                (None, Some(_)) => Verdict::Failed,
                (None, None) => Verdict::Indeterminate,
            },
            authenticity: match authentication.role {
                Some(_) if !is_distrusted && has(Severity::Unknown) => Verdict::Indeterminate,
                Some(_) if !is_distrusted => Verdict::Passed,
                None if !is_distrusted && !self.trust.has_anchors() => Verdict::Indeterminate,
                _ => Verdict::Failed,
            },
            role: authentication.role,
            digest_algorithm: digest
                .map_or_else(|| signature::name_of(signer.digest_algorithm.oid), |digest| digest.name().to_string()),
            signature_algorithm: match (scheme, key) {
                (Some(scheme), Some(key)) => format!("{}{}", scheme.name(), key.curve()),
                _ => signature::describe(&signer.signature_algorithm),
            },
            signing_time: verify::claims(signer).signing_time.map(|time| time.to_string()),
            validated_at: self.at.to_string(),
            revocation: authentication.revocation.of_chain(),
            chain: describe_chain(authentication, certificate),
            findings: Vec::new(),
        }
    }
}

/// The chain for people, or the signing certificate where there is none.
fn describe_chain(authentication: &Authentication, certificate: Option<&Certificate>) -> Vec<CertificateReport> {
    let Some(chain) = &authentication.chain else {
        return certificate.into_iter().map(Certificate::to_report).collect();
    };
    let states = authentication.revocation.states.iter().copied().map(Some).chain(core::iter::repeat(None));
    let certificates = chain.certificates().iter().zip(states);
    certificates.map(|(certificate, revocation)| CertificateReport { revocation, ..certificate.to_report() }).collect()
}

fn remark_on_revocation(chain: &Chain, revocation: &Judgement, remarks: &mut Vec<Remark>) {
    for (index, rule, what) in &revocation.objections {
        let fingerprint = chain.certificates().get(*index).map(|certificate| certificate.fingerprint.clone());
        remarks.push(Remark { rule, what: what.clone(), fingerprint });
    }
}

/// What is odd about the SignerInfo, but no reason to refuse it.
fn remark_on_form(signer: &SignerInfo, remarks: &mut Vec<Remark>) {
    if !verify::claims(signer).attributes_in_order {
        let what = "The signed attributes are not in DER order.".into();
        remarks.push(Remark { rule: rule::SIGNATURE_ATTRIBUTE_ORDER, what, fingerprint: None });
    }
    if DigestAlgorithm::from_oid(signer.digest_algorithm.oid) == Some(DigestAlgorithm::Sha224) {
        let what = "The signature uses SHA-224.".into();
        remarks.push(Remark { rule: rule::SIGNATURE_WEAK_DIGEST, what, fingerprint: None });
    }
}

/// What the certificate may be used for (design: key usage, extended key usage, no CA).
fn check_purpose(certificate: &Certificate, remarks: &mut Vec<Remark>) {
    let mut refuse = |reason: &str| {
        let what = format!("The signing certificate {} {reason}.", quote(certificate));
        remarks.push(Remark::new(rule::CERTIFICATE_USAGE, certificate, what));
    };
    if certificate.is_ca() {
        refuse("is that of a CA");
    }
    if !certificate.allows_usage(&[KeyUsage::DIGITAL_SIGNATURE, KeyUsage::NON_REPUDIATION]) {
        refuse("has neither digitalSignature nor nonRepudiation in its key usage");
    }
    if !certificate.allows_package_signing() {
        refuse("has an extended key usage without codeSigning, emailProtection, documentSigning or any");
    }
}

/// SOL 004 offers the certificate a place in the CMS or in a file. In both is harmless if it is the same.
fn compare_places(
    found: &FoundSignature,
    embedded: &[Certificate],
    certificate: &Certificate,
    remarks: &mut Vec<Remark>,
) {
    let is_in = |list: &[Certificate]| list.iter().any(|other| other.der == certificate.der);
    let Some(path) = found.certificate_path.as_ref().filter(|_| is_in(embedded)) else {
        return;
    };
    if is_in(&found.certificates) {
        let what = format!("The signing certificate is in the CMS and in '{path}'.");
        remarks.push(Remark::new(rule::CERTIFICATE_TWICE, certificate, what));
    } else if found.certificates.iter().any(|other| !other.is_ca() && !other.is_self_issued()) {
        let what = format!("'{path}' holds another signing certificate than the CMS.");
        remarks.push(Remark::new(rule::CERTIFICATE_DIFFERS, certificate, what));
    }
}

impl From<path::Rejection> for Remark {
    fn from(rejection: path::Rejection) -> Self {
        Self { rule: rejection.rule, what: rejection.what, fingerprint: rejection.place.fingerprint }
    }
}
