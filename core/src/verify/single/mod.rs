//! A certificate, a CMS structure or a manifest that comes without a package.

pub(crate) mod certificate;
pub(crate) mod manifest;
pub(crate) mod signed_data;

use alloc::vec::Vec;

use super::{check_anchors, link_findings, signer, verdict};
use crate::{
    evidence::FoundSignature,
    findings::Findings,
    policy::Policy,
    portion,
    report::{Finding, SignatureReport, Verdict},
    rule::Aspect,
    time::Time,
    trust::TrustBundle,
};

/// Assesses all signatures of one SignedData.
fn assess<'a>(
    found: &'a [FoundSignature],
    trust: &'a TrustBundle,
    policy: &'a Policy,
    at: Time,
    findings: &mut Findings,
) -> Vec<signer::Assessed> {
    let assessed = portion::all(signer::assess_all(found, trust, policy, at, &signer::Ahead::default(), findings));
    if assessed.iter().any(|signature| signature.trusted.is_none()) {
        let signers = assessed.iter().filter_map(|signature| signature.report.chain.first());
        check_anchors(trust, signers, findings);
    }
    assessed
}

/// The two aspects of the signatures of one SignedData, and the signatures as the report has them.
struct Concluded {
    integrity: Verdict,
    authenticity: Verdict,
    signatures: Vec<SignatureReport>,
}

/// Concludes the aspects. Each is `passed` only if there is a signature, and every one is proven or tolerated.
fn conclude(assessed: Vec<signer::Assessed>, findings: &[Finding]) -> Concluded {
    let all = |is_true: fn(&signer::Assessed) -> bool| !assessed.is_empty() && assessed.iter().all(is_true);
    let aspect = |aspect, is_proven| verdict::of_aspect(aspect, is_proven, findings);
    let integrity = aspect(Aspect::Integrity, all(signer::Assessed::holds_or_is_tolerated));
    let authenticity = aspect(Aspect::Authenticity, all(signer::Assessed::is_trusted_or_tolerated));
    let mut signatures: Vec<_> = assessed.into_iter().map(|signature| signature.report).collect();
    link_findings(findings, &mut [], &mut signatures);
    Concluded { integrity, authenticity, signatures }
}
