//! Signers whose algorithm is not implemented. Nothing is known of their signatures, good or bad.

use alloc::vec::Vec;

use super::Assessed;
use crate::{
    report::{Role, Verdict},
    rule::{self, Aspect, Violation},
};

/// Settles the state of such signers among the signers of one SignedData (RFC 5652 section 5.1). Beside a trusted
/// signer whose signature holds, it is unknown whether they also sign. Alone they fail, because nobody vouches for the
/// content. A revoked certificate and a compromised key remain reasons to refuse.
pub(super) fn settle(signers: &mut [(Assessed, Vec<Violation>)]) {
    let roles = [Role::VnfProvider, Role::ServiceProvider];
    let has_trusted = signers.iter().any(|(assessed, _)| roles.into_iter().any(|role| assessed.proves(role)));
    let is_unknown = |violation: &Violation| violation.rule == rule::SIGNATURE_ALGORITHM_UNKNOWN;
    for (assessed, violations) in signers.iter_mut().filter(|(_, violations)| violations.iter().any(is_unknown)) {
        if has_trusted {
            let is_bad = |violation: &Violation| {
                [rule::CERTIFICATE_REVOKED, rule::CERTIFICATE_KEY_COMPROMISED].contains(&violation.rule)
            };
            violations.retain(|violation| violation.rule.aspect != Aspect::Authenticity || is_bad(violation));
            let is_revoked = violations.iter().any(is_bad);
            assessed.report.integrity = Verdict::Indeterminate;
            assessed.report.authenticity = if is_revoked { Verdict::Failed } else { Verdict::Indeterminate };
            assessed.is_unknown = !is_revoked;
        } else {
            assessed.report.integrity = Verdict::Failed;
            violations.iter_mut().filter(|violation| is_unknown(violation)).for_each(|violation| {
                violation.rule = rule::SIGNATURE_ALGORITHM;
            });
        }
    }
}
