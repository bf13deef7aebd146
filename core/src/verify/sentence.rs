//! The first words of a report: the headline and the sentence, by the gravest finding.

use alloc::{format, string::String};

use super::{NO_ANCHORS, artifact::AssessedArtifact, count, signer::Assessed};
use crate::{
    findings::headline,
    report::{Finding, Headline, Role, Verdict},
    rule::{self, Severity},
};

/// The facts from which the sentence is made.
pub(super) struct Facts<'a> {
    pub(super) verdict: Verdict,
    pub(super) signatures: &'a [Assessed],
    pub(super) artifacts: &'a [AssessedArtifact],
    /// The findings in report order, the gravest first.
    pub(super) findings: &'a [Finding],
}

impl Facts<'_> {
    pub(super) fn headline(&self) -> Headline {
        match (self.verdict, self.gravest()) {
            (Verdict::Passed, _) if self.not_shown().next().is_none() => Headline::Passed,
            (Verdict::Passed, _) => Headline::PassedInPart,
            (_, Some(finding)) => rule::rule(&finding.code).map_or(Headline::NotProven, headline),
            (_, None) => Headline::NotProven,
        }
    }

    /// Returns the verdict in one or two plain sentences.
    pub(super) fn summary(&self) -> String {
        let headline = self.headline();
        let detail = self.detail(headline);
        let clause = clause(headline);
        match self.verdict {
            Verdict::Passed => format!("{clause}: {}.{detail}", self.signer()),
            Verdict::Indeterminate => format!("Not determined: {clause}.{detail}"),
            // The finding may begin with the same words.
            Verdict::Failed if detail.trim_start().starts_with(clause) => detail.trim_start().into(),
            Verdict::Failed if headline == Headline::NotAPackage => format!("{clause}.{detail}"),
            Verdict::Failed => format!("Do not use this package: {clause}.{detail}"),
        }
    }

    /// Returns the finding that decides.
    fn gravest(&self) -> Option<&Finding> {
        self.findings.first().filter(|first| !first.accepted && first.severity <= Severity::Unknown)
    }

    /// Returns the files of a package that passes without showing that they are what the VNF provider signed.
    fn not_shown(&self) -> impl Iterator<Item = &str> {
        let open = self.artifacts.iter().filter(|artifact| artifact.report.status != Verdict::Passed);
        open.map(|artifact| artifact.report.artifact_path.as_str())
    }

    /// Returns the part of the sentence that is about this package in particular.
    fn detail(&self, headline: Headline) -> String {
        if self.verdict == Verdict::Passed {
            let mut open = self.not_shown();
            let Some(first) = open.next() else { return String::new() };
            return match open.count() {
                0 => format!(" This does not hold for '{first}', which no signature was shown to cover."),
                others => format!(
                    " This does not hold for '{first}' and {}, which no signature was shown to cover.",
                    count(others, "further file")
                ),
            };
        }
        let Some(gravest) = self.gravest() else { return String::new() };
        let says_it_all = match headline {
            Headline::NotSigned | Headline::Encrypted => true,
            Headline::NoTrust => gravest.what == NO_ANCHORS,
            Headline::NotReleased => gravest.place.path.is_none(),
            _ => false,
        };
        let what = if says_it_all { String::new() } else { format!(" {}", gravest.what) };
        let counts = |finding: &&Finding| finding.severity == gravest.severity && !finding.accepted;
        match Finding::count_of(self.findings.iter().filter(counts)).saturating_sub(1) {
            0 => what,
            others => format!("{what} And {}.", count(others, "further finding")),
        }
    }

    /// Returns the VNF provider, as named by a signature that proves it.
    fn signer(&self) -> &str {
        let is_provider =
            |each: &&Assessed| each.proves(Role::VnfProvider) && each.report.authenticity == Verdict::Passed;
        let signer = self.signatures.iter().find(is_provider).and_then(|signer| signer.report.chain.first());
        signer.map_or("", |certificate| &certificate.subject)
    }
}

/// Returns the headline in plain words.
const fn clause(headline: Headline) -> &'static str {
    match headline {
        Headline::Passed => "Every artifact is what the VNF provider signed, and the signer is trusted",
        Headline::PassedInPart => "What the VNF provider signed is unchanged, and the signer is trusted",
        Headline::NotAPackage => "This is not a VNF package",
        Headline::Revoked => "a certificate of the signer was revoked",
        Headline::Changed => "its content is not what was signed",
        Headline::NotSigned => "it is not signed",
        Headline::Algorithm => "it is signed with an algorithm or key that cannot be relied on",
        Headline::Damaged => "it is damaged",
        Headline::SignatureUnusable => "a signature of it cannot be verified",
        Headline::Expired => "a certificate of the signer has expired",
        Headline::NotYetValid => "a certificate of the signer is not valid yet",
        Headline::NotEntitled => "the signer's certificate must not be used to sign packages",
        Headline::NotInstalled => "the signer's certificate has to be installed and is not",
        Headline::NotTrusted => "it is not shown to come from anyone you trust",
        Headline::RevocationUnknown => {
            "the policy requires to know whether the signer's certificate is revoked, and it is not known"
        }
        Headline::NotReleased => "your own organisation's signature is required by the policy and missing",
        Headline::NotCovered => "the VNF provider's signature does not cover all of it",
        Headline::SlippedIn => "it holds something that its manifest does not list",
        Headline::Missing => "a part of it is missing",
        Headline::Limit => "it goes beyond the limits of the policy",
        Headline::NotConforming => "it breaks the rules for packages",
        Headline::Encrypted => "the file is encrypted, so nothing in it can be verified before it is decrypted",
        Headline::NoTrust => "you have not added a CA certificate yet, so the signer cannot be checked",
        Headline::RevocationOpen => "whether a certificate of the signer is revoked is not known",
        Headline::AlgorithmUnknown => "a signature uses an algorithm that is not implemented",
        Headline::NotChecked => "an external artifact was not checked",
        Headline::NameNotBound => "a file is protected by its own signature only, which does not say which file it is",
        Headline::NotProven => "information needed for a verdict is missing",
    }
}
