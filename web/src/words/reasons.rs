//! The reason for a verdict in a few words, by core's headline. The sentence of a report says the same in full.

use vnfseal::report::{Headline, Report};

use super::locale::say;

/// Returns the reason. A package that passed in every part needs none.
pub(crate) fn reason(report: &Report) -> String {
    match report.headline {
        Headline::Passed => String::new(),
        Headline::PassedInPart => say!("reason-passed-in-part"),
        Headline::NotAPackage => say!("reason-not-a-package"),
        Headline::Revoked => say!("reason-revoked"),
        Headline::Changed => say!("reason-changed"),
        Headline::NotSigned => say!("reason-not-signed"),
        Headline::Algorithm => say!("reason-algorithm"),
        Headline::Damaged => say!("reason-damaged"),
        Headline::SignatureUnusable => say!("reason-signature-unusable"),
        Headline::Expired => say!("reason-expired"),
        Headline::NotYetValid => say!("reason-not-yet-valid"),
        Headline::NotEntitled => say!("reason-not-entitled"),
        Headline::NotInstalled => say!("reason-not-installed"),
        Headline::NotTrusted => say!("reason-not-trusted"),
        Headline::RevocationUnknown | Headline::RevocationOpen => say!("reason-revocation-unknown"),
        Headline::NotReleased => say!("reason-not-released"),
        Headline::NotCovered => say!("reason-not-covered"),
        Headline::SlippedIn => say!("reason-slipped-in"),
        Headline::Missing => say!("reason-missing"),
        Headline::Limit => say!("reason-limit"),
        Headline::NotConforming => say!("reason-not-conforming"),
        Headline::Encrypted => say!("stage-encrypted"),
        Headline::NoTrust => say!("reason-no-trust"),
        Headline::AlgorithmUnknown => say!("reason-algorithm-unknown"),
        Headline::NotChecked => say!("reason-not-checked"),
        Headline::NameNotBound => say!("reason-name-not-bound"),
        Headline::NotProven => say!("reason-not-proven"),
    }
}
