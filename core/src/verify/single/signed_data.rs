//! Verifies a CMS SignedData, without a package.

use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use super::{Concluded, assess, conclude};
use crate::{
    certificate_file::readable,
    cms::{SignatureFile, verify::Content},
    evidence::FoundSignature,
    findings::Findings,
    policy::Policy,
    report::{ContentSource, SignatureLocation, SignedDataReport},
    rule::{Place, Violation},
    time::Time,
    trust::TrustBundle,
    verify::validation_time,
};

/// Verifies a CMS SignedData (RFC 5652), in PEM, DER or BER, with every signature in it.
///
/// The signatures have to be over `content`, and attached content has to be equal to it. Without `content` the attached
/// one is verified, and the report states that. `certificates`, in PEM, DER or PKCS #7, are untrusted material for
/// chains, like embedded ones. `at` is the host's clock. It counts unless the policy has a time of validation.
///
/// `passed` means that every signature holds over the content and that every signer may sign packages (but see
/// [`Policy::other_signers`]). It does not mean that a particular person signed: the signatures state their roles.
///
/// ```
/// use vnfseal::{policy::Policy, report::Verdict, time::Time, trust::TrustBundle};
///
/// let now = Time::from_unix(1_795_262_400);
/// let (trust, policy) = (TrustBundle::new(), Policy::default());
/// let report = vnfseal::verify_signed_data(b"no signature", Some(b"content"), &[], &trust, &policy, now);
/// assert_eq!(report.verdict, Verdict::Failed);
/// assert_eq!(report.findings[0].code, "signature.malformed");
/// ```
#[must_use]
pub fn verify_signed_data(
    signed_data: &[u8],
    content: Option<&[u8]>,
    certificates: &[&[u8]],
    trust: &TrustBundle,
    policy: &Policy,
    at: Time,
) -> SignedDataReport {
    let at = validation_time(policy, at);
    let mut findings = Findings::default();
    let mut source = if content.is_some() { ContentSource::Given } else { ContentSource::Missing };
    let mut content_type = None;
    let found: Vec<FoundSignature> = match SignatureFile::read(signed_data) {
        Ok(SignatureFile { signed_data, .. }) => {
            content_type = Some(signed_data.content_type.to_string());
            if content.is_none() && signed_data.content.is_some() {
                source = ContentSource::Attached;
            }
            let bytes = content.or(signed_data.content.as_deref());
            let content = bytes.map(|bytes| Content::of(bytes, &signed_data.digest_algorithms())).unwrap_or_default();
            vec![FoundSignature {
                location: SignatureLocation::SignedData,
                path: String::new(),
                signed_path: String::new(),
                signed_data,
                content,
                has_shared_certificate_file: false,
                certificate_path: None,
                certificates: readable(certificates).into(),
            }]
        }
        Err(violation) => {
            let reword = |sentence| format!("The signature cannot be verified. {sentence}");
            findings.report(Violation { place: Place::default(), ..violation.reworded(reword) });
            Vec::new()
        }
    };
    let assessed = assess(&found, trust, policy, at, &mut findings);
    let findings = findings.into_report(policy);
    let Concluded { integrity, authenticity, signatures } = conclude(assessed, &findings);
    SignedDataReport {
        verdict: integrity.max(authenticity),
        integrity,
        authenticity,
        content: source,
        content_type,
        signatures,
        findings,
        policy: Policy { at: Some(at.to_string()), ..policy.clone() },
        trust: trust.to_report(),
    }
}
