//! Describes a signature and its chain for the report.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{assessor::Assessor, revocation::Judgement, role::Authentication};
use crate::{
    cms::{Attributes, SignerInfo, verify::VerifiedSignature},
    digest::DigestAlgorithm,
    evidence::FoundSignature,
    report::{CertificateReport, Revocation, SignatureReport, Verdict},
    rule::{self, Aspect, Severity, Violation},
    signature::{self, PublicKey, Scheme},
    time::Time,
    x509::Certificate,
};

impl Assessor<'_> {
    pub(super) fn describe(
        &self,
        found: &FoundSignature,
        signer: &SignerInfo,
        certificate: Option<&Certificate>,
        verified: Option<&VerifiedSignature>,
        authentication: &Authentication,
        violations: &[Violation],
    ) -> SignatureReport {
        let digest = DigestAlgorithm::from_oid(signer.digest_algorithm.oid);
        SignatureReport {
            location: found.location,
            path: found.path.clone(),
            signed_path: found.signed_path.clone(),
            cms_digest: Some(found.signed_data.fingerprint.clone()),
            integrity: match verified {
                Some(_) => Verdict::Passed,
                // If no finding speaks against it, nothing was found wrong: it was not verified.
                None if self.has(violations, Aspect::Integrity, Severity::Fail) => Verdict::Failed,
                None => Verdict::Indeterminate,
            },
            authenticity: self.authenticity(authentication, violations),
            role: authentication.role,
            digest_algorithm: digest
                .map_or_else(|| signature::name_of(signer.digest_algorithm.oid), |digest| digest.name().to_string()),
            signature_algorithm: signature_algorithm(signer, digest, certificate),
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
            untrusted_path: None,
            findings: Vec::new(),
        }
    }

    fn authenticity(&self, authentication: &Authentication, violations: &[Violation]) -> Verdict {
        let has = |severity| self.has(violations, Aspect::Authenticity, severity);
        let is_distrusted = has(Severity::Fail);
        match authentication.role {
            Some(_) if !is_distrusted && has(Severity::Unknown) => Verdict::Indeterminate,
            Some(_) if !is_distrusted => Verdict::Passed,
            None if !is_distrusted && !self.authenticator.trust.has_anchors() => Verdict::Indeterminate,
            _ => Verdict::Failed,
        }
    }

    /// Returns whether there is a violation of this aspect and severity that the policy does not accept.
    fn has(&self, violations: &[Violation], aspect: Aspect, severity: Severity) -> bool {
        let mut rules = violations.iter().map(|violation| violation.rule);
        rules.any(|rule| {
            rule.aspect == aspect && rule.severity == severity && !self.authenticator.policy.accepts(rule.code)
        })
    }
}

/// Returns the name of the signature's algorithm, with the curve of the key.
fn signature_algorithm(
    signer: &SignerInfo,
    digest: Option<DigestAlgorithm>,
    certificate: Option<&Certificate>,
) -> String {
    let key = certificate.and_then(|certificate| PublicKey::read(&certificate.public_key_info).ok());
    let scheme = digest.and_then(|digest| Scheme::of_signer(&signer.signature_algorithm, digest).ok());
    match (scheme, key, certificate) {
        (Some(scheme), Some(key), _) => format!("{}{}", scheme.name(), key.curve()),
        (Some(scheme @ Scheme::Ecdsa(_)), None, Some(certificate)) => {
            let curve = signature::other_curve(&certificate.public_key_info);
            format!("{} {}", scheme.name(), curve.unwrap_or_default()).trim_end().to_string()
        }
        _ => signature::describe(&signer.signature_algorithm),
    }
}

/// Describes the chain, or the certificate if there is no chain.
pub(in crate::verify) fn describe_chain(
    authentication: &Authentication,
    certificate: Option<&Certificate>,
) -> Vec<CertificateReport> {
    let Some(chain) = &authentication.chain else {
        return certificate.into_iter().map(Certificate::to_report).collect();
    };
    let Judgement { states, sources, evidence, .. } = &authentication.revocation;
    let certificates = chain.certificates().iter().enumerate();
    let describe = |(index, certificate): (usize, &Certificate)| CertificateReport {
        revocation: states.get(index).copied(),
        revocation_source: sources.get(index).copied().flatten(),
        revocation_evidence: evidence.get(index).cloned().unwrap_or_default(),
        ..certificate.to_report()
    };
    certificates.map(describe).collect()
}

/// Returns the fingerprint of the anchor at which the chain ends.
fn trust_anchor(authentication: &Authentication) -> Option<String> {
    Some(authentication.chain.as_ref()?.certificates().last()?.fingerprint.clone())
}

/// Returns the time that a SignerInfo claims.
fn signing_time(signer: &SignerInfo) -> Option<Time> {
    Attributes::read(signer.signed_attributes.as_deref()?).ok()?.signing_time()
}
