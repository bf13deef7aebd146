//! Additional signers whom the trust bundle does not know, and whom the policy may only report.

use alloc::{format, vec::Vec};

use crate::rule::{self, Rule, Severity, Violation};

/// The rules that a signer may break and still be tolerated beside a trusted one: they only mean that the signer is
/// unknown.
const TOLERABLE: [&Rule; 3] = [rule::CHAIN_NOT_TRUSTED, rule::CERTIFICATE_NOT_INSTALLED, rule::CERTIFICATE_SELF_SIGNED];

/// Returns whether nothing bad is known of a signer: no revocation, no expiry of a certificate, no wrong use.
pub(super) fn is_unknown_only(violations: &[Violation]) -> bool {
    let mut refusals = violations.iter().filter(|violation| refuses(violation)).peekable();
    refusals.peek().is_some() && refusals.all(|violation| TOLERABLE.contains(&violation.rule))
}

fn refuses(violation: &Violation) -> bool {
    matches!(violation.rule.severity, Severity::Fail | Severity::Unknown)
}

/// Replaces the violations that keep a signer from being trusted with one that only warns.
pub(super) fn tolerate(violations: &mut Vec<Violation>) {
    if let Some(first) = violations.iter().find(|violation| refuses(violation)) {
        let violation = Violation {
            rule: rule::SIGNATURE_OTHER_SIGNER_REPORTED,
            sentence: format!("A further signer proves nothing, and the policy only reports it. {}", first.sentence),
            place: first.place.clone(),
            details: first.details.clone(),
        };
        violations.retain(|violation| !refuses(violation));
        violations.push(violation);
    }
}
