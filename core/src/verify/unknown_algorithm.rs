//! Signers whose algorithm is not implemented: of their signatures nothing is known, be it good or bad.

use alloc::vec::Vec;

use super::{remark::Remark, signer::Assessed};
use crate::{
    report::{Role, Verdict},
    rule::{self, Aspect},
};

/// Settles what becomes of them among the signers of one SignedData (RFC 5652 section 5.1). Beside a trusted signer whose
/// signature holds it cannot be told whether they sign, too; alone they fail, because nobody vouches for the content.
/// A revoked certificate and a compromised key stay reasons to refuse.
pub(super) fn settle(signers: &mut [(Assessed, Vec<Remark>)]) {
    let roles = [Role::VnfProvider, Role::ServiceProvider];
    let has_trusted = signers.iter().any(|(assessed, _)| roles.into_iter().any(|role| assessed.proves(role)));
    let is_unknown = |remark: &Remark| remark.rule == rule::SIGNATURE_ALGORITHM_UNKNOWN;
    for (assessed, remarks) in signers.iter_mut().filter(|(_, remarks)| remarks.iter().any(is_unknown)) {
        if has_trusted {
            let is_bad =
                |remark: &Remark| [rule::CERTIFICATE_REVOKED, rule::CERTIFICATE_KEY_COMPROMISED].contains(&remark.rule);
            remarks.retain(|remark| remark.rule.aspect != Aspect::Authenticity || is_bad(remark));
            let is_revoked = remarks.iter().any(is_bad);
            assessed.report.integrity = Verdict::Indeterminate;
            assessed.report.authenticity = if is_revoked { Verdict::Failed } else { Verdict::Indeterminate };
            assessed.is_unknown = !is_revoked;
        } else {
            assessed.report.integrity = Verdict::Failed;
            remarks.iter_mut().filter(|remark| is_unknown(remark)).for_each(|remark| {
                remark.rule = rule::SIGNATURE_ALGORITHM;
            });
        }
    }
}
