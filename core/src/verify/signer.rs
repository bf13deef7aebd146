//! The assessment of every SignerInfo: does it hold, and is the signer one the trust bundle names, and as whom?

use alloc::{format, string::ToString, vec, vec::Vec};

use super::{
    authenticator::{Anchor, Authentication, Authenticator, Material},
    remark::Remark,
    time_stamp::TimeStamps,
};
use crate::{
    cms::{
        Attributes, SignerInfo,
        verify::{self, VerifiedSignature},
    },
    digest::DigestAlgorithm,
    evidence::FoundSignature,
    oid,
    policy::{Policy, Stage, Strictness},
    report::{Aspect, CertificateReport, Place, Role, Severity, SignatureLocation, SignatureReport, Verdict},
    rule::{self, Findings},
    signature::{self, PublicKey, Scheme},
    time::Time,
    trust::TrustBundle,
    x509::{Certificate, path::Chain},
};

/// One SignerInfo, assessed.
pub(super) struct Assessed {
    pub(super) report: SignatureReport,
    /// The proof that the mathematics holds.
    pub(super) verified: Option<VerifiedSignature>,
    /// The proof that the signer is trusted, and as whom.
    pub(super) trusted: Option<(Role, Chain)>,
    /// To whom the signer's chain leads, whether or not that is enough to be trusted.
    pub(super) leads_to: Option<Anchor>,
    /// Whether the policy lets a signer who is trusted for no role stand beside one who is.
    pub(super) is_tolerated: bool,
}

/// A certificate with whose key a signature verifies, judged.
struct Candidate<'a> {
    certificate: &'a Certificate,
    authentication: Authentication,
    remarks: Vec<Remark>,
}

/// Assesses all signers of all signatures (SEC021-5.2-a), in order.
pub(super) fn assess_all(
    signatures: &[FoundSignature],
    trust: &TrustBundle,
    policy: &Policy,
    at: Time,
    findings: &mut Findings,
) -> Vec<Assessed> {
    let assessor = Assessor { authenticator: Authenticator::new(trust, policy, at) };
    let mut all = Vec::new();
    for found in signatures {
        let mut group: Vec<(Assessed, Vec<Remark>)> =
            found.signed_data.signer_infos.iter().map(|signer| assessor.assess(found, signer)).collect();
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
            let path = (found.location != SignatureLocation::SignedData).then(|| found.path.clone());
            remark.add_to(findings, Place { path, signature: Some(index), ..Place::default() });
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

    /// As whom the signer means to sign. One of whom nothing is known counts as one who means to be the VNF provider: a
    /// package is the provider's before it is anybody else's.
    pub(super) fn intended_role(&self) -> Role {
        self.report.role.or_else(|| self.leads_to.map(|anchor| anchor.role)).unwrap_or(Role::VnfProvider)
    }

    /// Whether the signer is proven to be trusted, or need not be.
    pub(super) fn is_trusted_or_tolerated(&self) -> bool {
        self.is_tolerated || (self.trusted.is_some() && self.report.authenticity == Verdict::Passed)
    }

    pub(super) fn location(&self) -> SignatureLocation {
        self.report.location
    }
}

/// Assesses one SignerInfo after the other.
struct Assessor<'a> {
    authenticator: Authenticator<'a>,
}

impl Assessor<'_> {
    fn assess(&self, found: &FoundSignature, signer: &SignerInfo) -> (Assessed, Vec<Remark>) {
        let mut remarks = Vec::new();
        let embedded: Vec<Certificate> =
            found.signed_data.certificates.iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
        let material = Material {
            certificates: embedded.iter().chain(found.certificates.iter()).collect(),
            crls: self.authenticator.revocation.read_lists(&found.signed_data.crls),
        };
        let (candidates, verified) = self.verify(found, signer, &material.certificates, &mut remarks);
        let time_stamps = match &verified {
            Some(_) => TimeStamps::assess(&self.authenticator, signer, &material, &mut remarks),
            None => TimeStamps::default(),
        };
        let at = time_stamps.proven.as_ref().map_or(self.authenticator.at, |proven| proven.time);
        // A renewed certificate may have the same key: the first that is trusted counts, else the first.
        let mut best: Option<Candidate<'_>> = None;
        for certificate in candidates {
            let mut about_it = Vec::new();
            compare_places(found, &embedded, certificate, &mut about_it);
            let authentication = self.authenticator.authenticate(certificate, &material, at, &mut about_it);
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
        remark_on_form(found, signer, &mut remarks);
        let report = SignatureReport {
            time_stamps: time_stamps.reports,
            validated_at: at.to_string(),
            ..self.report(found, signer, certificate, verified.as_ref(), &authentication, &remarks)
        };
        let leads_to = authentication.leads_to;
        let trusted = authentication.role.zip(authentication.chain);
        (Assessed { report, verified, trusted, leads_to, is_tolerated: false }, remarks)
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
            .flat_map(|role| &self.authenticator.trust.of(role).signing_certificates);
        let mut named: Vec<&Certificate> = Vec::new();
        for certificate in material.iter().copied().chain(installed) {
            let is_new = named.iter().all(|known| known.der != certificate.der);
            if is_new && signer.identifier.names(certificate) {
                named.push(certificate);
            }
        }
        let Some(&first) = named.first() else {
            let what = format!("No certificate with {} is there.", signer.identifier.to_text());
            remarks.push(Remark::general(rule::SIGNATURE_NO_CERTIFICATE, what));
            return (Vec::new(), None);
        };
        let mut proof = None;
        let mut first_refusal = None;
        let mut verifying = Vec::new();
        for certificate in named {
            if !self.authenticator.spend() {
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
            let what = match found.location {
                SignatureLocation::SignedData => what,
                _ => format!("{what} It is in '{}' and should sign '{}'.", found.path, found.signed_path),
            };
            remarks.push(Remark::new(rule, first, what));
            return (vec![first], None);
        }
        (verifying, proof)
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
        let accepted = |remark: &Remark| self.authenticator.policy.accepts(remark.rule.code);
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
                None if !is_distrusted && !self.authenticator.trust.has_anchors() => Verdict::Indeterminate,
                _ => Verdict::Failed,
            },
            role: authentication.role,
            digest_algorithm: digest
                .map_or_else(|| signature::name_of(signer.digest_algorithm.oid), |digest| digest.name().to_string()),
            signature_algorithm: match (scheme, key) {
                (Some(scheme), Some(key)) => format!("{}{}", scheme.name(), key.curve()),
                _ => signature::describe(&signer.signature_algorithm),
            },
            signing_time: signing_time(signer).map(|time| time.to_string()),
            time_stamps: Vec::new(),
            validated_at: self.authenticator.at.to_string(),
            revocation: authentication.revocation.of_chain(),
            chain: describe_chain(authentication, certificate),
            findings: Vec::new(),
        }
    }
}

/// The chain for people, or the certificate where there is none.
pub(super) fn describe_chain(
    authentication: &Authentication,
    certificate: Option<&Certificate>,
) -> Vec<CertificateReport> {
    let Some(chain) = &authentication.chain else {
        return certificate.into_iter().map(Certificate::to_report).collect();
    };
    let states = authentication.revocation.states.iter().copied().map(Some).chain(core::iter::repeat(None));
    let certificates = chain.certificates().iter().zip(states);
    certificates.map(|(certificate, revocation)| CertificateReport { revocation, ..certificate.to_report() }).collect()
}

/// The time a SignerInfo claims.
fn signing_time(signer: &SignerInfo) -> Option<Time> {
    Attributes::read(signer.signed_attributes.as_deref()?).ok()?.signing_time()
}

/// What is odd about the SignerInfo, but no reason to refuse it.
fn remark_on_form(found: &FoundSignature, signer: &SignerInfo, remarks: &mut Vec<Remark>) {
    let attributes = signer.signed_attributes.as_deref().map(Attributes::read);
    if attributes.is_some_and(|attributes| attributes.is_ok_and(|attributes| !attributes.in_order)) {
        let what = "The signed attributes are not in DER order.";
        remarks.push(Remark::general(rule::SIGNATURE_ATTRIBUTE_ORDER, what));
    }
    if DigestAlgorithm::from_oid(signer.digest_algorithm.oid) == Some(DigestAlgorithm::Sha224) {
        remarks.push(Remark::general(rule::SIGNATURE_WEAK_DIGEST, "The signature uses SHA-224."));
    }
    let content_type = found.signed_data.content_type;
    if content_type != oid::DATA {
        let what = format!("The signature says that its content is of type {content_type}.");
        remarks.push(Remark::general(rule::SIGNATURE_CONTENT_TYPE, what));
    }
    let attributes = signer.unsigned_attributes.as_deref().map(Attributes::read);
    if attributes.is_some_and(|attributes| attributes.is_ok_and(|attributes| attributes.has(oid::COUNTER_SIGNATURE))) {
        let what = "The signature is countersigned; the countersignature was not evaluated.";
        remarks.push(Remark::general(rule::SIGNATURE_COUNTER_SIGNATURE, what));
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
        return;
    }
    // Another signer of the same content may have its certificate in the file, and this one in the CMS.
    let is_of_other_signer =
        |other: &Certificate| found.signed_data.signer_infos.iter().any(|signer| signer.identifier.names(other));
    let is_other = |other: &Certificate| !other.is_ca() && !other.is_self_issued() && !is_of_other_signer(other);
    if !found.has_shared_certificate_file && found.certificates.iter().any(is_other) {
        let what = format!("'{path}' holds another signing certificate than the CMS.");
        remarks.push(Remark::new(rule::CERTIFICATE_DIFFERS, certificate, what));
    }
}
