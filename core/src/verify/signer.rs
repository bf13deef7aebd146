//! The assessment of every SignerInfo: does it hold, and is the signer one the trust bundle names, and as whom?

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::cell::{OnceCell, RefCell};

use super::{
    authenticator::{Anchor, Authentication, Authenticator, IssuedBy, Material, fingerprint_of_question},
    installed::Installed,
    no_certificate,
    revocation::{Judgement, RevocationInfo},
    time_stamp::{self, TimeStamps},
    unknown_algorithm,
};
use crate::{
    asn1::Unreadable,
    cms::{
        Attributes, SignerInfo,
        verify::{Prepared, VerifiedSignature},
    },
    digest::DigestAlgorithm,
    evidence::FoundSignature,
    findings::Findings,
    limits, oid,
    policy::{Policy, Stage, Strictness},
    portion,
    report::{CertificateReport, Revocation, Role, SignatureLocation, SignatureReport, Verdict},
    rule::{self, Aspect, Place, Rule, Severity, Violation},
    signature::{self, PublicKey, Scheme},
    time::Time,
    trust::TrustBundle,
    x509::{
        Certificate,
        path::{Chain, quote},
    },
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
    /// What its time stamps hold.
    pub(super) time_stamps: time_stamp::Carried,
    /// Whose key made the signature of the signing certificate.
    pub(super) issued_by: IssuedBy,
    /// Whether the algorithm is not implemented, and nothing else speaks against the signer, who stands beside a trusted
    /// one.
    pub(super) is_unknown: bool,
    /// Whether the policy lets a signer who is trusted for no role stand beside one who is.
    pub(super) is_tolerated: bool,
}

/// A certificate with whose key a signature verifies, judged.
struct Candidate<'a> {
    certificate: &'a Certificate,
    authentication: Authentication,
    /// The time it was validated at.
    at: Time,
    violations: Vec<Violation>,
}

/// Assesses all signers of all signatures (SEC021-5.2-a), in order.
pub(super) async fn assess_all(
    signatures: &[FoundSignature],
    trust: &TrustBundle,
    policy: &Policy,
    at: Time,
    findings: &mut Findings,
) -> Vec<Assessed> {
    let assessor = Assessor {
        authenticator: Authenticator::new(trust, policy, at, octets_of(signatures)),
        installed: Installed::of(trust),
        known: RefCell::default(),
    };
    let mut all = Vec::new();
    for found in signatures {
        let source = Source::of(found);
        let mut group: Vec<(Assessed, Vec<Violation>)> =
            distinct_signers(found).map(|signer| assessor.assess(&source, signer)).collect();
        unknown_algorithm::settle(&mut group);
        let has_provider = group.iter().any(|(assessed, _)| assessed.proves(Role::VnfProvider));
        for (assessed, violations) in &mut group {
            let is_stranger = assessed.verified.is_some() && assessed.trusted.is_none() && is_unknown_only(violations);
            let is_other = assessed.is_unknown || is_stranger;
            if is_other && has_provider && policy.other_signers == Strictness::Report {
                assessed.is_tolerated = true;
                tolerate(violations);
            }
        }
        all.extend(group.into_iter().map(|(assessed, violations)| (found, assessed, violations)));
        portion::end().await;
    }
    // Before instantiation the service provider's signatures are verified first (SEC021-6.3-a and b).
    if policy.stage == Stage::Instantiation {
        all.sort_by_key(|(_, assessed, _)| assessed.report.role != Some(Role::ServiceProvider));
    }
    for (index, (found, _, violations)) in all.iter_mut().enumerate() {
        for violation in violations.drain(..) {
            let path = (found.location != SignatureLocation::SignedData).then(|| found.path.clone());
            let in_delivery = found.location == SignatureLocation::Package;
            findings.report(violation.within(Place { path, in_delivery, signature: Some(index), ..Place::default() }));
        }
    }
    all.into_iter().map(|(_, assessed, _)| assessed).collect()
}

/// The octets of all signatures, with the certificates and attributes they come with.
fn octets_of(signatures: &[FoundSignature]) -> usize {
    let of_signer = |signer: &SignerInfo| {
        let attributes = signer.signed_attributes.iter().chain(&signer.unsigned_attributes);
        attributes.map(Vec::len).fold(signer.signature.len(), usize::saturating_add)
    };
    let of_message = |found: &FoundSignature| {
        let certificates = found.signed_data.certificates.iter().map(Vec::len);
        certificates.chain(found.signed_data.signer_infos.iter().map(of_signer)).fold(0, usize::saturating_add)
    };
    signatures.iter().map(of_message).fold(0, usize::saturating_add)
}

/// The signers of a SignedData; one that is there twice says nothing the second time.
fn distinct_signers(found: &FoundSignature) -> impl Iterator<Item = &SignerInfo> {
    let all = &found.signed_data.signer_infos;
    all.iter()
        .enumerate()
        .filter(|(index, signer)| !all.iter().take(*index).any(|other| other == *signer))
        .map(|(_, signer)| signer)
}

/// Each certificate once, in the order they come in.
pub(super) fn unique<'a>(certificates: impl Iterator<Item = &'a Certificate>) -> Vec<&'a Certificate> {
    let mut known = BTreeSet::new();
    certificates.filter(|certificate| known.insert(certificate.fingerprint.as_str())).collect()
}

/// What may be said of a signer who is tolerated beside one who is trusted: that nobody here knows it.
const TOLERABLE: [&Rule; 3] = [rule::CHAIN_NOT_TRUSTED, rule::CERTIFICATE_NOT_INSTALLED, rule::CERTIFICATE_SELF_SIGNED];

/// Whether nothing bad is known of a signer: no revocation, no end of a certificate, no wrong use.
fn is_unknown_only(violations: &[Violation]) -> bool {
    let mut refusals = violations.iter().filter(|violation| refuses(violation)).peekable();
    refusals.peek().is_some() && refusals.all(|violation| TOLERABLE.contains(&violation.rule))
}

fn refuses(violation: &Violation) -> bool {
    matches!(violation.rule.severity, Severity::Fail | Severity::Unknown)
}

/// Turns what keeps a signer from being trusted into one violation that only warns.
fn tolerate(violations: &mut Vec<Violation>) {
    if let Some(first) = violations.iter().find(|violation| refuses(violation)) {
        let violation = Violation {
            rule: rule::SIGNATURE_OTHER_SIGNER_REPORTED,
            sentence: format!("A further signer proves nothing, and the policy only reports it. {}", first.sentence),
            place: first.place.clone(),
        };
        violations.retain(|violation| !refuses(violation));
        violations.push(violation);
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

    /// Whether the signature is proven to hold, or need not be.
    pub(super) fn holds_or_is_tolerated(&self) -> bool {
        self.is_tolerated || self.verified.is_some()
    }

    /// Whether the signer is proven to be trusted, or need not be.
    pub(super) fn is_trusted_or_tolerated(&self) -> bool {
        self.is_tolerated || (self.trusted.is_some() && self.report.authenticity == Verdict::Passed)
    }

    /// What it comes to: whether it holds, and its signer is trusted.
    pub(super) fn status(&self) -> Verdict {
        self.report.integrity.max(self.report.authenticity)
    }

    pub(super) fn location(&self) -> SignatureLocation {
        self.report.location
    }
}

/// One SignedData with what it embeds, read once for all its signers.
struct Source<'a> {
    found: &'a FoundSignature,
    embedded: Vec<Certificate>,
    /// Why the first of the others cannot be read.
    unreadable: Option<Unreadable>,
    /// Its revocation lists and OCSP responses, read when the first signature verifies: they may have megabytes.
    info: OnceCell<RevocationInfo>,
}

impl<'a> Source<'a> {
    fn of(found: &'a FoundSignature) -> Self {
        let (mut embedded, mut unreadable) = (Vec::new(), None);
        for der in &found.signed_data.certificates {
            match Certificate::from_der(der) {
                Ok(certificate) => embedded.push(certificate),
                Err(reason) => {
                    unreadable.get_or_insert(reason);
                }
            }
        }
        Self { found, embedded, unreadable, info: OnceCell::new() }
    }

    /// Why there is no certificate of a signer: one that cannot be read may be the one.
    fn explain_no_certificate(&self, signer: &SignerInfo) -> Violation {
        let named = signer.identifier.to_text();
        if let Some(reason) = &self.unreadable {
            let what = format!(
                "No certificate with {named} is there, and one that comes with the signature cannot be read: {reason}."
            );
            return rule::CERTIFICATE_MALFORMED.broken(what);
        }
        let what = match no_certificate::explain(&signer.identifier, &self.certificates()) {
            Some(explanation) => format!("No certificate with {named} is there. {explanation}"),
            None => format!("No certificate with {named} is there."),
        };
        rule::SIGNATURE_NO_CERTIFICATE.broken(what)
    }

    /// All certificates that came with it.
    fn certificates(&self) -> Vec<&Certificate> {
        self.embedded.iter().chain(self.found.certificates.iter()).collect()
    }

    fn info(&self, authenticator: &Authenticator<'_>) -> &RevocationInfo {
        self.info.get_or_init(|| authenticator.revocation.read(&self.found.signed_data))
    }
}

/// Assesses one SignerInfo after the other.
struct Assessor<'a> {
    authenticator: Authenticator<'a>,
    installed: Installed<'a>,
    /// What came out of [`Assessor::authenticate`], by all that it depends on.
    known: RefCell<KnownSigners>,
}

/// What is known of a signer and what is to be said of it, by the digest of all that this depends on.
type KnownSigners = BTreeMap<Vec<u8>, (Authentication, Vec<Violation>)>;

impl Assessor<'_> {
    fn assess(&self, source: &Source<'_>, signer: &SignerInfo) -> (Assessed, Vec<Violation>) {
        let Source { found, embedded, .. } = source;
        let mut violations = Vec::new();
        let certificates = source.certificates();
        let named = self.find_named(signer, &certificates);
        let (candidates, verified) = self.verify(source, signer, named, &mut violations);
        // What does not verify is worth no look at lists.
        let none = RevocationInfo::default();
        let info = if verified.is_some() { source.info(&self.authenticator) } else { &none };
        let material = Material { certificates, info };
        let time_stamps = match &verified {
            Some(_) => TimeStamps::assess(&self.authenticator, signer, &material, &mut violations),
            None => TimeStamps::default(),
        };
        let stamped = time_stamps.proven.as_ref().map(|proven| proven.time);
        // A renewed certificate may have the same key: the first that is trusted counts, else the first.
        let mut best: Option<Candidate<'_>> = None;
        for certificate in candidates {
            let mut about_it = Vec::new();
            compare_places(found, embedded, certificate, &mut about_it);
            let (authentication, at) = self.authenticate_now_or_then(certificate, &material, stamped, &mut about_it);
            let is_trusted = authentication.role.is_some();
            if best.is_none() || is_trusted {
                best = Some(Candidate { certificate, authentication, at, violations: about_it });
            }
            if is_trusted {
                break;
            }
        }
        let (certificate, authentication, at) = match best {
            Some(best) => {
                violations.extend(best.violations);
                (Some(best.certificate), best.authentication, best.at)
            }
            None => (None, Authentication::default(), self.authenticator.at),
        };
        report_form(found, signer, &mut violations);
        let report = SignatureReport {
            time_stamps: time_stamps.reports,
            validated_at: at.to_string(),
            ..self.report(found, signer, certificate, verified.as_ref(), &authentication, &violations)
        };
        let Authentication { leads_to, issued_by, .. } = authentication;
        let trusted = authentication.role.zip(authentication.chain);
        let time_stamps = time_stamps.carried;
        let (is_unknown, is_tolerated) = (false, false);
        (Assessed { report, verified, trusted, leads_to, time_stamps, issued_by, is_unknown, is_tolerated }, violations)
    }

    /// Authenticates a signer now and, where nothing comes of that, at the time a stamp proves; with the time that
    /// counts. A stamp is an unsigned attribute: one more must not make anything fail.
    fn authenticate_now_or_then(
        &self,
        certificate: &Certificate,
        material: &Material<'_>,
        stamped: Option<Time>,
        violations: &mut Vec<Violation>,
    ) -> (Authentication, Time) {
        let now = self.authenticator.at;
        let mut about_now = Vec::new();
        let authentication = self.authenticate(certificate, material, now, &mut about_now);
        match stamped {
            Some(then) if authentication.role.is_none() => {
                (self.authenticate(certificate, material, then, violations), then)
            }
            _ => {
                violations.extend(about_now);
                (authentication, now)
            }
        }
    }

    /// Authenticates a signer, once for all signatures that come with the same certificates and lists: most packages
    /// with many signatures have one signer.
    fn authenticate(
        &self,
        certificate: &Certificate,
        material: &Material<'_>,
        at: Time,
        violations: &mut Vec<Violation>,
    ) -> Authentication {
        let key = fingerprint_of_question(certificate, material, at);
        if let Some((known, about_it)) = self.known.borrow().get(&key) {
            violations.extend(about_it.iter().cloned());
            return known.clone();
        }
        let mut about_it = Vec::new();
        let authentication = self.authenticator.authenticate(certificate, material, at, &mut about_it);
        violations.extend(about_it.iter().cloned());
        self.known.borrow_mut().insert(key, (authentication.clone(), about_it));
        authentication
    }

    /// Finds the signing certificate and verifies the signature with its key. Several certificates may carry the name
    /// the SignerInfo gives; only one of them can have the key.
    fn verify<'b>(
        &self,
        source: &Source<'_>,
        signer: &SignerInfo,
        named: Vec<&'b Certificate>,
        violations: &mut Vec<Violation>,
    ) -> (Vec<&'b Certificate>, Option<VerifiedSignature>) {
        let found = source.found;
        let Some(&first) = named.first() else {
            violations.push(source.explain_no_certificate(signer));
            return (Vec::new(), None);
        };
        let prepared = Prepared::new(signer, &found.signed_data, &found.content);
        let prepared = prepared.map_err(|refusal| unless_contradicted(refusal, signer, &named));
        match prepared.and_then(|prepared| self.try_keys(&prepared, source, named)) {
            Ok((verifying, proof)) => (verifying, Some(proof)),
            Err(Violation { rule, sentence, .. }) => {
                let sentence = match found.location {
                    SignatureLocation::SignedData => sentence,
                    SignatureLocation::Manifest => {
                        format!("{sentence} It is the manifest signature in '{}'.", found.path)
                    }
                    SignatureLocation::Package | SignatureLocation::Artifact => {
                        format!("{sentence} It is the signature of '{}' in '{}'.", found.signed_path, found.path)
                    }
                };
                violations.push(first.breaks(rule, sentence));
                (vec![first], None)
            }
        }
    }

    /// The certificates with whose keys the signature verifies, or why it does not with the likeliest.
    fn try_keys<'b>(
        &self,
        prepared: &Prepared<'_>,
        source: &Source<'_>,
        named: Vec<&'b Certificate>,
    ) -> Result<(Vec<&'b Certificate>, VerifiedSignature), Violation> {
        let too_many = || rule::CHAIN_LIMIT.broken("The package has too many signatures to verify.");
        let (mut verifying, mut proof, mut refused) = (Vec::new(), None, None);
        for certificate in prepared.choose(named) {
            if !self.authenticator.spend(prepared.cost(), certificate) {
                refused.get_or_insert((certificate, too_many()));
                break;
            }
            match prepared.verify(certificate) {
                Ok(verified) => {
                    proof = Some(verified);
                    verifying.push(certificate);
                }
                Err(refusal) => {
                    refused.get_or_insert((certificate, refusal));
                }
            }
        }
        match (proof, refused) {
            (Some(proof), _) => Ok((verifying, proof)),
            (None, Some((certificate, refusal))) if refusal.rule == rule::SIGNATURE_INVALID => {
                let may_explain = self.authenticator.spend(limits::EXPLANATIONS.count(), certificate);
                let explained = may_explain.then(|| prepared.explain(certificate)).flatten();
                Err(explained.or_else(|| self.find_other_key(prepared, source, certificate)).unwrap_or(refusal))
            }
            (None, refused) => Err(refused.map_or_else(too_many, |(_, refusal)| refusal)),
        }
    }

    /// Another certificate that came with the signature and whose key has made it: the SignerInfo names the wrong one.
    fn find_other_key(&self, prepared: &Prepared<'_>, source: &Source<'_>, named: &Certificate) -> Option<Violation> {
        let others = source.certificates().into_iter().filter(|other| other.public_key_info != named.public_key_info);
        let other = others
            .take(limits::OTHER_KEYS.count())
            .filter(|other| self.authenticator.spend(prepared.cost(), other))
            .find(|other| prepared.verify(other).is_ok())?;
        let (named, other) = (quote(named), quote(other));
        let what = format!(
            "The signature names the certificate {named}, but was made with the key of the certificate {other}."
        );
        Some(rule::SIGNATURE_INVALID.broken(what))
    }

    /// The certificates the SignerInfo names, each once, those that are installed first.
    fn find_named<'b>(&'b self, signer: &SignerInfo, material: &[&'b Certificate]) -> Vec<&'b Certificate> {
        let all = self.installed.like(&signer.identifier).iter().chain(material).copied();
        unique(all.filter(|certificate| signer.identifier.names(certificate)))
    }

    fn report(
        &self,
        found: &FoundSignature,
        signer: &SignerInfo,
        certificate: Option<&Certificate>,
        verified: Option<&VerifiedSignature>,
        authentication: &Authentication,
        violations: &[Violation],
    ) -> SignatureReport {
        let digest = DigestAlgorithm::from_oid(signer.digest_algorithm.oid);
        let key = certificate.and_then(|certificate| PublicKey::read(&certificate.public_key_info).ok());
        let scheme = digest.and_then(|digest| Scheme::of_signer(&signer.signature_algorithm, digest).ok());
        let accepted = |violation: &Violation| self.authenticator.policy.accepts(violation.rule.code);
        let has = |severity| {
            let counts = |violation: &&Violation| violation.rule.aspect == Aspect::Authenticity && !accepted(violation);
            violations.iter().filter(counts).any(|violation| violation.rule.severity == severity)
        };
        let is_distrusted = has(Severity::Fail);
        // Without a finding that says so nothing was found wrong: it was not verified.
        let is_refused = violations.iter().any(|violation| {
            violation.rule.aspect == Aspect::Integrity
                && violation.rule.severity == Severity::Fail
                && !accepted(violation)
        });
        SignatureReport {
            location: found.location,
            path: found.path.clone(),
            signed_path: found.signed_path.clone(),
            integrity: match verified {
                Some(_) => Verdict::Passed,
                None if is_refused => Verdict::Failed,
                None => Verdict::Indeterminate,
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
            signature_algorithm: match (scheme, key, certificate) {
                (Some(scheme), Some(key), _) => format!("{}{}", scheme.name(), key.curve()),
                (Some(scheme @ Scheme::Ecdsa(_)), None, Some(certificate)) => {
                    let curve = signature::other_curve(&certificate.public_key_info);
                    format!("{} {}", scheme.name(), curve.unwrap_or_default()).trim_end().to_string()
                }
                _ => signature::describe(&signer.signature_algorithm),
            },
            signing_time: signing_time(signer).map(|time| time.to_string()),
            time_stamps: Vec::new(),
            validated_at: self.authenticator.at.to_string(),
            revocation: if violations.iter().any(|violation| violation.rule == rule::CERTIFICATE_REVOKED) {
                Revocation::Revoked
            } else {
                authentication.revocation.of_chain()
            },
            chain: describe_chain(authentication, certificate),
            trust_anchor: trust_anchor(authentication),
            findings: Vec::new(),
        }
    }
}

/// The refusal, or that no certificate has a key for an algorithm that is not implemented: that contradicts itself.
fn unless_contradicted(refusal: Violation, signer: &SignerInfo, named: &[&Certificate]) -> Violation {
    let algorithm = &signer.signature_algorithm;
    let could_be = |certificate: &&Certificate| Scheme::could_be_for(algorithm, &certificate.public_key_info);
    if refusal.rule != rule::SIGNATURE_ALGORITHM_UNKNOWN || named.iter().any(could_be) {
        return refusal;
    }
    let name = signature::describe(algorithm);
    let what = format!("The signature is not accepted: the signature algorithm {name} does not fit the signer's key.");
    rule::SIGNATURE_ALGORITHM.broken(what)
}

/// The chain for people, or the certificate where there is none.
pub(super) fn describe_chain(
    authentication: &Authentication,
    certificate: Option<&Certificate>,
) -> Vec<CertificateReport> {
    let Some(chain) = &authentication.chain else {
        return certificate.into_iter().map(Certificate::to_report).collect();
    };
    let Judgement { states, sources, .. } = &authentication.revocation;
    let certificates = chain.certificates().iter().enumerate();
    let describe = |(index, certificate): (usize, &Certificate)| CertificateReport {
        revocation: states.get(index).copied(),
        revocation_source: sources.get(index).copied().flatten(),
        ..certificate.to_report()
    };
    certificates.map(describe).collect()
}

/// The fingerprint of the anchor that the chain ends at.
fn trust_anchor(authentication: &Authentication) -> Option<String> {
    Some(authentication.chain.as_ref()?.certificates().last()?.fingerprint.clone())
}

/// The time a SignerInfo claims.
fn signing_time(signer: &SignerInfo) -> Option<Time> {
    Attributes::read(signer.signed_attributes.as_deref()?).ok()?.signing_time()
}

/// What is odd about the SignerInfo, but no reason to refuse it.
fn report_form(found: &FoundSignature, signer: &SignerInfo, violations: &mut Vec<Violation>) {
    let attributes = signer.signed_attributes.as_deref().map(Attributes::read);
    if attributes.is_some_and(|attributes| attributes.is_ok_and(|attributes| !attributes.in_order)) {
        let what = "The signed attributes are not in DER order.";
        violations.push(rule::SIGNATURE_ATTRIBUTE_ORDER.broken(what));
    }
    if DigestAlgorithm::from_oid(signer.digest_algorithm.oid) == Some(DigestAlgorithm::Sha224) {
        violations.push(rule::SIGNATURE_DIGEST_WEAK.broken("The signature uses SHA-224."));
    }
    let content_type = found.signed_data.content_type;
    if content_type != oid::DATA {
        let what = format!("The signature says that its content is of type {content_type}.");
        violations.push(rule::SIGNATURE_CONTENT_TYPE.broken(what));
    }
    let attributes = signer.unsigned_attributes.as_deref().map(Attributes::read);
    if attributes.is_some_and(|attributes| attributes.is_ok_and(|attributes| attributes.has(oid::COUNTER_SIGNATURE))) {
        let what = "The signature is countersigned; the countersignature was not evaluated.";
        violations.push(rule::SIGNATURE_COUNTER_SIGNATURE.broken(what));
    }
}

/// SOL 004 offers the certificate a place in the CMS or in a file. In both is harmless if it is the same.
fn compare_places(
    found: &FoundSignature,
    embedded: &[Certificate],
    certificate: &Certificate,
    violations: &mut Vec<Violation>,
) {
    let is_in = |list: &[Certificate]| list.iter().any(|other| other.der == certificate.der);
    let Some(path) = found.certificate_path.as_ref().filter(|_| is_in(embedded)) else {
        return;
    };
    if is_in(&found.certificates) {
        let what = format!("The signing certificate is in the CMS and in '{path}'.");
        violations.push(certificate.breaks(rule::CERTIFICATE_EMBEDDED_AND_SEPARATE, what));
        return;
    }
    // Another signer of the same content may have its certificate in the file, and this one in the CMS.
    let is_of_other_signer =
        |other: &Certificate| found.signed_data.signer_infos.iter().any(|signer| signer.identifier.names(other));
    let is_other = |other: &Certificate| !other.is_ca() && !other.is_self_issued() && !is_of_other_signer(other);
    if !found.has_shared_certificate_file && found.certificates.iter().any(is_other) {
        let what = format!("'{path}' holds another signing certificate than the CMS.");
        violations.push(certificate.breaks(rule::CERTIFICATE_EMBEDDED_AND_SEPARATE_DIFFER, what));
    }
}
