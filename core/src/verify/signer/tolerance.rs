//! Further signers whom nobody here knows, and whom the policy may only report.

use alloc::{format, vec::Vec};

use crate::rule::{self, Rule, Severity, Violation};

/// What may be said of a signer who is tolerated beside one who is trusted: that nobody here knows it.
const TOLERABLE: [&Rule; 3] = [rule::CHAIN_NOT_TRUSTED, rule::CERTIFICATE_NOT_INSTALLED, rule::CERTIFICATE_SELF_SIGNED];

/// Whether nothing bad is known of a signer: no revocation, no end of a certificate, no wrong use.
pub(super) fn is_unknown_only(violations: &[Violation]) -> bool {
    let mut refusals = violations.iter().filter(|violation| refuses(violation)).peekable();
    refusals.peek().is_some() && refusals.all(|violation| TOLERABLE.contains(&violation.rule))
}

fn refuses(violation: &Violation) -> bool {
    matches!(violation.rule.severity, Severity::Fail | Severity::Unknown)
}

/// Turns what keeps a signer from being trusted into one violation that only warns.
pub(super) fn tolerate(violations: &mut Vec<Violation>) {
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
