//! The assessment of one SignerInfo: whether its signature holds, and by which certificate.

use alloc::{collections::BTreeMap, format, string::ToString, vec, vec::Vec};
use core::cell::RefCell;

use super::{
    Assessed,
    ahead::Ahead,
    form::{compare_places, report_form},
    installed::Installed,
    revocation::RevocationInfo,
    role::{Authentication, Authenticator, Material, fingerprint_of_question},
    source::{Certificates, Source},
    time_stamp::TimeStamps,
    unique,
};
use crate::{
    cms::{
        SignerInfo,
        verify::{Prepared, VerifiedSignature},
    },
    limits,
    report::{SignatureLocation, SignatureReport},
    rule::{self, Place, Violation},
    signature::{self, Scheme},
    time::Time,
    x509::{Certificate, path::quote},
};

/// Assesses one SignerInfo after the other.
pub(super) struct Assessor<'a> {
    pub(super) ahead: &'a Ahead,
    pub(super) certificates: Certificates<'a>,
    pub(super) authenticator: Authenticator<'a>,
    pub(super) installed: Installed<'a>,
    /// The results of [`Assessor::authenticate`], by everything that they depend on.
    pub(super) known: RefCell<KnownSigners>,
}

/// The authentication of signers and the violations found with it, by the digest of everything that they depend on.
type KnownSigners = BTreeMap<Vec<u8>, (Authentication, Vec<Violation>)>;

/// A certificate with whose key a signature verifies, with its judgement.
struct Candidate<'a> {
    certificate: &'a Certificate,
    authentication: Authentication,
    /// The time for which it was validated.
    at: Time,
    violations: Vec<Violation>,
}

impl Assessor<'_> {
    pub(super) fn assess(&self, source: &Source<'_>, signer: &SignerInfo) -> (Assessed, Vec<Violation>) {
        let Source { found, embedded, .. } = source;
        let mut violations = Vec::new();
        let certificates = source.certificates();
        let named = self.find_named(signer, &certificates);
        let (candidates, verified) = self.verify(source, signer, named, &mut violations);
        // If the signature does not verify, the lists are not worth reading.
        let none = RevocationInfo::default();
        let info = if verified.is_some() { source.info(&self.authenticator) } else { &none };
        let material = Material { certificates, info };
        let time_stamps = match &verified {
            Some(_) => TimeStamps::assess(&self.authenticator, signer, &material, &mut violations),
            None => TimeStamps::default(),
        };
        let stamped = time_stamps.proven.as_ref().map(|proven| proven.time);
        // A renewed certificate may have the same key. The first that is trusted counts, or the first if none is.
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
        let is_stranger = verified.is_some() && authentication.chain.is_none() && authentication.leads_to.is_none();
        let stranger = certificate.filter(|_| is_stranger);
        let report = SignatureReport {
            time_stamps: time_stamps.reports,
            validated_at: at.to_string(),
            untrusted_path: stranger.and_then(|stranger| self.authenticator.untrusted_path(stranger, &material)),
            ..self.describe(found, signer, certificate, verified.as_ref(), &authentication, &violations)
        };
        let Authentication { leads_to, issued_by, .. } = authentication;
        let trusted = authentication.role.zip(authentication.chain);
        let time_stamps = time_stamps.carried;
        let (is_unknown, is_tolerated) = (false, false);
        (Assessed { report, verified, trusted, leads_to, time_stamps, issued_by, is_unknown, is_tolerated }, violations)
    }

    /// Authenticates a signer now and, if that gives no role, at the time that a stamp proves. Returns the time that
    /// counts too. A stamp is an unsigned attribute, so an additional one must not make anything fail.
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

    /// Authenticates a signer once for all signatures that come with the same certificates and lists. Most packages
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

    /// Finds the signing certificate and verifies the signature with its key. Several certificates may have the name in
    /// the SignerInfo, but only one of them can have the key.
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
            Err(violation) => {
                let reword = |sentence| match found.location {
                    SignatureLocation::SignedData => sentence,
                    SignatureLocation::Manifest => {
                        format!("{sentence} It is the manifest signature in '{}'.", found.path)
                    }
                    SignatureLocation::Package | SignatureLocation::Artifact => {
                        format!("{sentence} It is the signature of '{}' in '{}'.", found.signed_path, found.path)
                    }
                };
                let place = Place::certificate(&first.fingerprint);
                violations.push(Violation { place, ..violation.reworded(reword) });
                (vec![first], None)
            }
        }
    }

    /// Returns the certificates with whose keys the signature verifies. If there is none, the error is that of the most
    /// likely certificate.
    fn try_keys<'b>(
        &self,
        prepared: &Prepared<'_>,
        source: &Source<'_>,
        named: Vec<&'b Certificate>,
    ) -> Result<(Vec<&'b Certificate>, VerifiedSignature), Violation> {
        let too_many = || {
            let what = "The package has too many signatures to verify.";
            rule::CHAIN_LIMIT.broken(what).with_limit(limits::PACKAGE_VERIFICATIONS.reached_in_package())
        };
        let (mut verifying, mut proof, mut refused) = (Vec::new(), None, None);
        for certificate in prepared.choose(named) {
            if !self.authenticator.spend(prepared.cost(), certificate) {
                refused.get_or_insert((certificate, too_many()));
                break;
            }
            match prepared.verify(certificate, &self.ahead.answers) {
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

    /// Finds another certificate that came with the signature and whose key made it: then the SignerInfo names the
    /// wrong one.
    fn find_other_key(&self, prepared: &Prepared<'_>, source: &Source<'_>, named: &Certificate) -> Option<Violation> {
        let others = source.certificates().into_iter().filter(|other| other.public_key_info != named.public_key_info);
        let other = others
            .take(limits::OTHER_KEYS.count())
            .filter(|other| self.authenticator.spend(prepared.cost(), other))
            .find(|other| prepared.verify(other, &self.ahead.answers).is_ok())?;
        let (named, other) = (quote(named), quote(other));
        let what = format!(
            "The signature names the certificate {named}, but was made with the key of the certificate {other}."
        );
        Some(rule::SIGNATURE_INVALID.broken(what).naming([named, other]))
    }

    /// Returns the certificates that the SignerInfo names, each once, installed ones first.
    pub(super) fn find_named<'b>(&'b self, signer: &SignerInfo, material: &[&'b Certificate]) -> Vec<&'b Certificate> {
        let all = self.installed.like(&signer.identifier).iter().chain(material).copied();
        unique(all.filter(|certificate| signer.identifier.names(certificate)))
    }
}

/// Returns the refusal. If the algorithm is not implemented and no named certificate has a key for it, returns that
/// contradiction instead.
fn unless_contradicted(refusal: Violation, signer: &SignerInfo, named: &[&Certificate]) -> Violation {
    let algorithm = &signer.signature_algorithm;
    let could_be = |certificate: &&Certificate| Scheme::could_be_for(algorithm, &certificate.public_key_info);
    if refusal.rule != rule::SIGNATURE_ALGORITHM_UNKNOWN || named.iter().any(could_be) {
        return refusal;
    }
    let name = signature::describe(algorithm);
    let what = format!("The signature is not accepted: the signature algorithm {name} does not fit the signer's key.");
    rule::SIGNATURE_ALGORITHM.broken(what).naming([name])
}
