//! The assessment of every SignerInfo: does it hold, and is the signer one the trust bundle names, and as whom?

use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::cell::Cell;

use crate::{
    cms::{
        SignerInfo,
        verify::{self, VerifiedSignature},
    },
    digest::DigestAlgorithm,
    evidence::{Evidence, FoundSignature},
    policy::{Edition, Policy, Stage, Strictness},
    report::{Place, Revocation, Role, SignatureLocation, SignatureReport, Verdict},
    rule::{self, Findings, Rule},
    signature::{self, PublicKey, Scheme},
    time::Time,
    trust::TrustBundle,
    x509::{
        Certificate,
        certificate::PACKAGE_SIGNING,
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
    /// One budget for all signatures of the package, those of certificates as well.
    verifications_left: Cell<usize>,
}

/// Signatures verified for one package: 10,000 artifacts signed one by one, with chains of four, and some. Honest
/// packages need a handful.
const VERIFICATIONS_MAX: usize = 60_000;

/// Further reasons told of why no path was accepted; who needs more looks at the chain alone.
const OTHER_WAYS_MAX: usize = 3;

/// A certificate with whose key a signature verifies, judged.
struct Candidate<'a> {
    certificate: &'a Certificate,
    trusted: Option<(Role, Chain)>,
    remarks: Vec<Remark>,
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
    let context = Context { trust, policy, at, verifications_left: Cell::new(VERIFICATIONS_MAX) };
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
        let material: Vec<&Certificate> = embedded.iter().chain(found.certificates.iter()).collect();
        let (candidates, verified) = self.verify(found, signer, &material, &mut remarks);
        // A renewed certificate may have the same key: the first that is trusted counts, else the first.
        let mut best: Option<Candidate<'_>> = None;
        for certificate in candidates {
            let mut about_it = Vec::new();
            compare_places(found, &embedded, certificate, &mut about_it);
            let trusted = self.authenticate(certificate, &material, &mut about_it);
            let is_trusted = trusted.is_some();
            if best.is_none() || is_trusted {
                best = Some(Candidate { certificate, trusted, remarks: about_it });
            }
            if is_trusted {
                break;
            }
        }
        let (certificate, trusted) = match best {
            Some(best) => {
                remarks.extend(best.remarks);
                (Some(best.certificate), best.trusted)
            }
            None => (None, None),
        };
        remark_on_form(signer, &mut remarks);
        let report = self.report(found, signer, certificate, verified.as_ref(), trusted.as_ref(), &remarks);
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
        material: &[&Certificate],
        remarks: &mut Vec<Remark>,
    ) -> Option<(Role, Chain)> {
        let before = remarks.len();
        check_purpose(certificate, remarks);
        let is_fit = remarks.len() == before;
        if certificate.version < 3 {
            let what = format!("The signing certificate {} is of version {}.", quote(certificate), certificate.version);
            remarks.push(Remark::new(rule::CERTIFICATE_VERSION_1, certificate, what));
        }
        let found = if certificate.is_self_signed() {
            self.authenticate_self_signed(certificate, remarks)
        } else {
            self.find_chain(certificate, material, remarks)
        };
        found.filter(|_| is_fit)
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

    fn find_chain(
        &self,
        certificate: &Certificate,
        material: &[&Certificate],
        remarks: &mut Vec<Remark>,
    ) -> Option<(Role, Chain)> {
        let intermediates: Vec<&Certificate> = material.iter().copied().chain(&self.trust.intermediates).collect();
        let build = |anchors: &[&Certificate]| {
            let request = path::Request {
                anchors,
                intermediates: &intermediates,
                policy: self.policy,
                purposes: PACKAGE_SIGNING,
                at: self.at,
                verifications_left: &self.verifications_left,
            };
            path::build(certificate, &request)
        };
        for role in [Role::VnfProvider, Role::ServiceProvider] {
            if let Ok(chain) = build(&self.anchors(role, certificate)) {
                return Some((role, chain));
            }
        }
        let any_anchor: Vec<&Certificate> = [Role::VnfProvider, Role::ServiceProvider]
            .into_iter()
            .flat_map(|role| self.trust.of(role).private_cas.iter().chain(&self.trust.of(role).public_cas))
            .collect();
        match build(&any_anchor) {
            Ok(_) => {
                let what = format!(
                    "The signing certificate {} is not among the installed signing certificates (SHA-256 {}).",
                    quote(certificate),
                    certificate.fingerprint
                );
                remarks.push(Remark::new(rule::CERTIFICATE_NOT_INSTALLED, certificate, what));
            }
            // Without anchors nothing can chain; that is said once for the whole package.
            Err(rejections) => self.remark_on_path(&rejections, remarks),
        }
        None
    }

    /// Says why no path was accepted: the most telling reason, and the others beside it.
    fn remark_on_path(&self, rejections: &path::Rejections, remarks: &mut Vec<Remark>) {
        let main = rejections.most_telling();
        // Without anchors nothing can chain; that is said once for the whole package.
        if main.rule == rule::CHAIN_NOT_TRUSTED && !self.trust.has_anchors() {
            return;
        }
        // What is wrong with the certificate itself has been said.
        let is_said = |remark: &Remark| remark.rule == main.rule && remark.fingerprint == main.place.fingerprint;
        if remarks.iter().any(is_said) {
            return;
        }
        let mut remark = Remark::from(main.clone());
        for (index, other) in rejections.others().iter().take(OTHER_WAYS_MAX).enumerate() {
            remark.what.push_str(if index == 0 { " On other ways: " } else { " " });
            remark.what.push_str(&other.what);
        }
        remarks.push(remark);
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
        trusted: Option<&(Role, Chain)>,
        remarks: &[Remark],
    ) -> SignatureReport {
        let chain: Vec<&Certificate> = match (trusted, certificate) {
            (Some((_, chain)), _) => chain.certificates().iter().collect(),
            (None, certificate) => certificate.into_iter().collect(),
        };
        let digest = DigestAlgorithm::from_oid(signer.digest_algorithm.oid);
        let key = certificate.and_then(|certificate| PublicKey::read(&certificate.public_key_info).ok());
        let scheme = digest.and_then(|digest| Scheme::of_signer(&signer.signature_algorithm, digest).ok());
        let accepted = |remark: &Remark| self.policy.accepts(remark.rule.code);
        let is_distrusted = remarks.iter().any(|remark| {
            remark.rule.severity == crate::report::Severity::Fail
                && remark.rule.aspect == crate::report::Aspect::Authenticity
                && !accepted(remark)
        });
        SignatureReport {
            location: found.location,
            path: found.path.clone(),
            signed_path: found.signed_path.clone(),
            integrity: match (verified, certificate) {
                (Some(_), _) => Verdict::Passed,
                (None, Some(_)) => Verdict::Failed,
                (None, None) => Verdict::Indeterminate,
            },
            authenticity: match trusted {
                Some(_) if !is_distrusted => Verdict::Passed,
                None if !is_distrusted && !self.trust.has_anchors() => Verdict::Indeterminate,
                _ => Verdict::Failed,
            },
            role: trusted.map(|(role, _)| *role),
            digest_algorithm: digest
                .map_or_else(|| signature::name_of(signer.digest_algorithm.oid), |digest| digest.name().to_string()),
            signature_algorithm: match (scheme, key) {
                (Some(scheme), Some(key)) => format!("{}{}", scheme.name(), key.curve()),
                _ => signature::describe(&signer.signature_algorithm),
            },
            signing_time: verify::claims(signer).signing_time.map(|time| time.to_string()),
            validated_at: self.at.to_string(),
            revocation: Revocation::NotChecked,
            chain: chain.into_iter().map(Certificate::to_report).collect(),
            findings: Vec::new(),
        }
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
    if !certificate.allows_purpose(PACKAGE_SIGNING) {
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
