//! Judges whether a package meets each normative statement of GS NFV-SEC 021.

mod table;

use alloc::{borrow::Cow, collections::BTreeMap, string::String, vec::Vec};

use self::table::{ARTIFACTS, Judge, STATEMENTS, Statement};
use super::{
    artifact::AssessedArtifact,
    codes,
    signer::{Assessed, role::IssuedBy},
    verdict::Verdicts,
};
use crate::{
    policy::{Edition, Policy, Stage},
    report::{ArtifactKind, ArtifactReport, Conformance, ConformanceState, Finding, Role, SignatureState, Verdict},
    rule::{Rule, Severity},
    trust::TrustBundle,
};

/// A remark on the state of a statement, in addition to the findings.
#[derive(Debug, PartialEq, Eq)]
pub struct Remark {
    /// The stable name.
    pub code: &'static str,
    /// The remark: a whole sentence.
    pub text: &'static str,
}

/// All remarks.
pub static REMARKS: &[&Remark] = &[
    NO_SIGNATURE,
    NOT_OPENED,
    NONE_CONCERNED,
    NOT_ASKED,
    ONBOARDING,
    NO_AUTHORITY_NEEDED,
    NO_ISSUER,
    NOT_SHOWN,
    NO_ARTIFACT,
    table::CATALOGUE,
    table::AT_SERVICE_PROVIDER,
    table::ENCRYPTION,
    table::DECRYPTION,
    table::VERIFIED_AFTERWARDS,
    table::KEYS,
    table::PERMISSION,
    table::TRUST_BUNDLE,
];

/// Returns the statements of an edition: their identifiers and texts.
pub fn statements_of(edition: Edition) -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_edition = STATEMENTS.iter().filter(move |statement| statement.editions.contains(&edition));
    of_edition.map(|statement| (statement.id, statement.text))
}

/// The facts by which the statements are judged.
pub(in crate::verify) struct Facts<'a> {
    pub(in crate::verify) policy: &'a Policy,
    pub(in crate::verify) trust: &'a TrustBundle,
    pub(in crate::verify) signatures: &'a [Assessed],
    pub(in crate::verify) artifacts: &'a [AssessedArtifact],
    pub(in crate::verify) findings: &'a [Finding],
    /// The signatures that were found and not verified, by path, with the rule that says why.
    pub(in crate::verify) unverified: &'a BTreeMap<String, &'static Rule>,
    /// Whether the CSAR could be opened.
    pub(in crate::verify) has_csar: bool,
    pub(in crate::verify) verdicts: Verdicts,
}

/// The state of a statement, and a remark on it in addition to the findings.
pub(in crate::verify) type State = (ConformanceState, Option<&'static Remark>);

/// Returns one row for each statement of the policy's edition.
pub(in crate::verify) fn statements(facts: &Facts<'_>) -> Vec<Conformance> {
    let of_edition = STATEMENTS.iter().filter(|statement| statement.editions.contains(&facts.policy.edition));
    of_edition.map(|statement| statement.judge(facts)).collect()
}

impl Statement {
    fn judge(&self, facts: &Facts<'_>) -> Conformance {
        let (state, remark) = match self.judge {
            Judge::Outside(remark) => (ConformanceState::NotApplicable, Some(remark)),
            Judge::Package { state, .. } | Judge::Artifacts { state, .. } | Judge::All { state, .. } => state(facts),
            Judge::Signatures { state, each, .. } => state(facts, each),
        };
        // Without a readable signature nothing is met. An unreadable one still breaks what it breaks.
        let is_concerned = state != ConformanceState::NotApplicable || remark == Some(NO_SIGNATURE);
        let behind: Vec<&Finding> =
            facts.findings.iter().filter(|finding| is_concerned && self.is_broken_by(finding, facts)).collect();
        let has = |severity| behind.iter().any(|finding| finding.severity == severity && !finding.accepted);
        let (state, remark) = if has(Severity::Fail) {
            (ConformanceState::NotMet, None)
        } else if state == ConformanceState::Met && has(Severity::Unknown) {
            (ConformanceState::Unknown, None)
        } else {
            (state, remark)
        };
        Conformance {
            id: Cow::Borrowed(self.id),
            statement: Cow::Borrowed(self.text),
            state,
            remark: remark.map(|remark| Cow::Borrowed(remark.text)),
            remark_code: remark.map(|remark| Cow::Borrowed(remark.code)),
            findings: codes(behind.into_iter()).into_iter().collect(),
        }
    }

    /// Returns whether a finding explains the state of the statement: one of its rules, about something that it
    /// concerns.
    fn is_broken_by(&self, finding: &Finding, facts: &Facts<'_>) -> bool {
        let has = |lists: &[&[&Rule]]| lists.iter().copied().flatten().any(|rule| rule.code == finding.code);
        let signature = finding.place.signature.and_then(|index| facts.signatures.get(index));
        match &self.judge {
            Judge::Outside(_) => false,
            Judge::Package { rules, aspects, .. } => {
                has(rules) || (finding.severity <= Severity::Unknown && aspects.contains(&finding.aspect))
            }
            Judge::Signatures { each, rules, .. } => {
                let concerns = |signature: &Assessed| !signature.is_tolerated && each(signature).is_some();
                has(rules) && signature.is_none_or(concerns)
            }
            Judge::Artifacts { role, rules, .. } => match signature {
                Some(signature) => has(rules) && !signature.is_tolerated && signature.intended_role() == *role,
                None if has(&[ARTIFACTS]) => facts.concerns_artifact(finding, *role),
                // If no signature was verified, the reason for that explains the state of every file.
                None => has(rules) || (facts.signatures.is_empty() && facts.says_why_unverified(finding)),
            },
            Judge::All { rules, .. } => has(rules) || facts.says_why_unverified(finding),
        }
    }
}

const NO_SIGNATURE: &Remark = &Remark { code: "no-signature", text: "There is no signature that can be read." };
const NOT_OPENED: &Remark =
    &Remark { code: "not-opened", text: "The package could not be opened, so no signature of it was verified." };
const NONE_CONCERNED: &Remark = &Remark { code: "none-concerned", text: "No signature of this package is concerned." };
const NOT_ASKED: &Remark =
    &Remark { code: "not-asked", text: "The policy does not ask for the service provider's signature." };
const ONBOARDING: &Remark = &Remark { code: "onboarding", text: "The policy's stage is onboarding." };
const NO_AUTHORITY_NEEDED: &Remark = &Remark {
    code: "nothing-verified",
    text: "Nothing could be verified, so nothing shows which certificates are needed.",
};
const NO_ISSUER: &Remark = &Remark {
    code: "no-issuer",
    text: "No certificate that came with the signature, and none of the trust bundle, issued the signer's.",
};
const NOT_SHOWN: &Remark = &Remark { code: "not-shown", text: "Whether the signatures hold could not be shown." };
const NO_ARTIFACT: &Remark = &Remark { code: "no-artifact", text: "No artifact could be read." };

/// Returns the worst state among the signatures that the statement concerns.
pub(in crate::verify) fn of_signatures(facts: &Facts<'_>, judge: fn(&Assessed) -> Option<Verdict>) -> State {
    let signatures = facts.signatures.iter().filter(|signature| !signature.is_tolerated);
    match signatures.filter_map(judge).max() {
        Some(verdict) => (of_verdict(verdict), None),
        None if !facts.has_csar => (ConformanceState::NotApplicable, Some(NOT_OPENED)),
        None if facts.signatures.is_empty() => (ConformanceState::NotApplicable, Some(NO_SIGNATURE)),
        None => (ConformanceState::NotApplicable, Some(NONE_CONCERNED)),
    }
}

impl Facts<'_> {
    /// Returns all files that a VNF could be made from, including unlisted ones.
    fn usable(&self) -> impl Iterator<Item = &ArtifactReport> {
        let reports = self.artifacts.iter().map(|artifact| &artifact.report);
        reports.filter(|report| {
            matches!(
                report.kind,
                ArtifactKind::Local | ArtifactKind::Manifest | ArtifactKind::Missing | ArtifactKind::External
            )
        })
    }

    /// Returns the usable files that need a signature of the role.
    fn concerned(&self, role: Role) -> impl Iterator<Item = &ArtifactReport> {
        self.usable().filter(move |artifact| {
            role == Role::VnfProvider || self.policy.needs_service_provider(&artifact.artifact_path)
        })
    }

    /// Returns whether the finding says why a signature was not verified.
    fn says_why_unverified(&self, finding: &Finding) -> bool {
        let is_about =
            |(path, rule): (&String, &&Rule)| finding.place.path.as_ref() == Some(path) || rule.code == finding.code;
        self.unverified.iter().any(is_about)
    }

    /// Returns whether the finding is about a file that needs a signature of the role, or about no particular file.
    fn concerns_artifact(&self, finding: &Finding, role: Role) -> bool {
        let Some(path) = finding.place.path_in_csar() else { return true };
        self.concerned(role).any(|artifact| artifact.artifact_path == path)
    }
}

/// Judges whether every signature that was found holds and has a trusted signer.
pub(in crate::verify) fn all_verified(facts: &Facts<'_>) -> State {
    let (state, remark) = of_signatures(facts, whole);
    match state {
        ConformanceState::Met | ConformanceState::NotApplicable if !facts.unverified.is_empty() => {
            (ConformanceState::Unknown, None)
        }
        _ => (state, remark),
    }
}

pub(in crate::verify) fn provider(facts: &Facts<'_>) -> State {
    let artifacts = facts.concerned(Role::VnfProvider);
    worst(artifacts.map(|artifact| of_signature(artifact.vnf_provider)))
}

pub(in crate::verify) fn service_provider(facts: &Facts<'_>) -> State {
    if !facts.policy.asks_for_service_provider() {
        return (ConformanceState::NotApplicable, Some(NOT_ASKED));
    }
    let artifacts = facts.concerned(Role::ServiceProvider);
    worst(artifacts.map(|artifact| of_signature(artifact.service_provider)))
}

pub(in crate::verify) fn service_provider_first(facts: &Facts<'_>) -> State {
    match facts.policy.stage {
        Stage::Instantiation => service_provider(facts),
        Stage::Onboarding => (ConformanceState::NotApplicable, Some(ONBOARDING)),
    }
}

pub(in crate::verify) fn at_instantiation(facts: &Facts<'_>, each: fn(&Assessed) -> Option<Verdict>) -> State {
    match facts.policy.stage {
        Stage::Instantiation => of_signatures(facts, each),
        Stage::Onboarding => (ConformanceState::NotApplicable, Some(ONBOARDING)),
    }
}

/// Judges whether the required authorities are installed, as far as the package shows.
pub(in crate::verify) fn has_anchors(facts: &Facts<'_>) -> State {
    let mut counting = facts.signatures.iter().filter(|signature| !signature.is_tolerated).peekable();
    if facts.trust.has_anchors() {
        (ConformanceState::Met, None)
    } else if counting.peek().is_none() {
        (ConformanceState::Unknown, Some(NO_AUTHORITY_NEEDED))
    } else if counting.all(|signature| signature.trusted.is_some()) {
        // An installed certificate is its own authority.
        (ConformanceState::Met, None)
    } else {
        (ConformanceState::NotMet, None)
    }
}

pub(in crate::verify) fn follows_sol004(facts: &Facts<'_>) -> State {
    let state = of_verdict(facts.verdicts.integrity.max(facts.verdicts.completeness));
    (state, (state == ConformanceState::Unknown).then_some(NOT_SHOWN))
}

/// Judges whether a signature holds and its signer is trusted.
#[expect(clippy::unnecessary_wraps, reason = "some statements concern some signatures only")]
pub(in crate::verify) fn whole(signature: &Assessed) -> Option<Verdict> {
    Some(signature.status())
}

#[expect(clippy::unnecessary_wraps, reason = "as above")]
pub(in crate::verify) fn authenticity(signature: &Assessed) -> Option<Verdict> {
    Some(signature.report.authenticity)
}

pub(in crate::verify) fn of_provider(signature: &Assessed) -> Option<Verdict> {
    (signature.intended_role() == Role::VnfProvider).then_some(())?;
    whole(signature)
}

/// Judges whether another certificate signed the signing certificate, whether that is trusted or not. The keys show
/// this, not the names.
pub(in crate::verify) fn signed_by_authority(facts: &Facts<'_>, each: fn(&Assessed) -> Option<Verdict>) -> State {
    match of_signatures(facts, each) {
        (ConformanceState::Unknown, _) => (ConformanceState::Unknown, Some(NO_ISSUER)),
        other => other,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as above")]
pub(in crate::verify) fn issued_by_another(signature: &Assessed) -> Option<Verdict> {
    Some(match signature.issued_by {
        IssuedBy::Another => Verdict::Passed,
        IssuedBy::Itself => Verdict::Failed,
        IssuedBy::Unknown => Verdict::Indeterminate,
    })
}

/// Judges a signature under a private CA. The chain is enough, unless the certificate has to be installed for another
/// reason.
pub(in crate::verify) fn under_private(signature: &Assessed) -> Option<Verdict> {
    let is_public = signature.leads_to.is_some_and(|anchor| anchor.is_public);
    (!is_public).then_some(signature.report.authenticity)
}

pub(in crate::verify) fn under_public(signature: &Assessed) -> Option<Verdict> {
    let is_public = signature.leads_to.is_some_and(|anchor| anchor.is_public);
    is_public.then_some(signature.report.authenticity)
}

fn of_signature(state: SignatureState) -> Verdict {
    match state {
        SignatureState::Verified => Verdict::Passed,
        SignatureState::Indeterminate => Verdict::Indeterminate,
        SignatureState::None | SignatureState::Failed => Verdict::Failed,
    }
}

fn worst(verdicts: impl Iterator<Item = Verdict>) -> State {
    let none = (ConformanceState::Unknown, Some(NO_ARTIFACT));
    verdicts.max().map_or(none, |verdict| (of_verdict(verdict), None))
}

fn of_verdict(verdict: Verdict) -> ConformanceState {
    match verdict {
        Verdict::Passed => ConformanceState::Met,
        Verdict::Failed => ConformanceState::NotMet,
        Verdict::Indeterminate => ConformanceState::Unknown,
    }
}
