//! A new package: written, and read again by the reader of every other package before anybody gets it.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use super::refusal::{NEW_PACKAGE_NOT_VERIFIED, NEW_PACKAGE_NOT_WRITTEN};
use crate::{
    archive::{
        builder::{NewFile, build},
        reread,
        segment::{Assembled, Segment},
    },
    evidence::Evidence,
    gather::{self, Given, Scope},
    host::exchange::Exchange,
    policy::Policy,
    reason::{Reason, Refusal},
    time::Time,
};

/// Writes an archive of these files, and reads it. Refuses one of which anything counts against a verdict, as far as that
/// depends on no digest and no trust.
pub(super) async fn write(
    exchange: &Exchange,
    files: &[NewFile],
    policy: &Policy,
    at: Time,
) -> Result<(Vec<Segment>, Evidence), Refusal> {
    let segments = build(files, at).ok_or_else(unwritable)?;
    let archive = Assembled::of(&segments).ok_or_else(unwritable)?;
    let given = Given {
        file_name: "new package".into(),
        file_size: archive.length,
        externals: BTreeMap::new(),
        scope: Scope::Structure,
        digests_file: false,
    };
    let inner = Exchange::default();
    let gathering = gather::gather(inner.clone(), given, policy.limits.clone());
    let evidence = reread::answer(exchange, &archive, &inner, gathering).await.ok_or_else(unwritable)?;
    refuse_findings(NEW_PACKAGE_NOT_VERIFIED, &evidence, policy)?;
    Ok((segments, evidence))
}

/// Refuses evidence with findings that count against a verdict.
pub(super) fn refuse_findings(reason: &'static Reason, evidence: &Evidence, policy: &Policy) -> Result<(), Refusal> {
    let refusal = reason.decided_by(String::new(), evidence.findings.clone().into_report(policy));
    match refusal.findings.first() {
        None => Ok(()),
        Some(gravest) => Err(Refusal { sentence: gravest.what.clone(), ..refusal }),
    }
}

/// Refuses what the checks before make impossible.
pub(super) fn unwritable() -> Refusal {
    NEW_PACKAGE_NOT_WRITTEN.refusal()
}
