//! The state of every file: its kind, whether its content is what was signed, and whose signature covers it.

mod coverage;
mod findings;
mod loose_files;
mod names;
mod other_names;

#[cfg(feature = "std")]
pub(crate) use loose_files::kinds;

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    vec::Vec,
};
use core::{cmp::Ordering, iter};

use self::coverage::Signatures;
use super::signer::Assessed;
use crate::{
    digest::to_hex,
    evidence::{Csar, Evidence, FoundFile},
    findings::Findings,
    package::manifest::Source,
    policy::{Policy, Strictness},
    portion,
    report::{ArtifactKind, ArtifactReport, Checksum, Role, SignatureState, Verdict},
    rule::{self, Place, Severity},
};

/// The number of files or signatures that one portion handles, which takes some milliseconds in WebAssembly.
const PORTION: usize = 256;

/// A file and its assessment.
pub(in crate::verify) struct AssessedArtifact {
    pub(in crate::verify) report: ArtifactReport,
    /// Whether a signature that holds mathematically covers its content as it is, whoever signed.
    pub(in crate::verify) is_intact: bool,
    /// The roles of trusted signers whose signatures hold and cover it. Whether its content is as signed is another
    /// question.
    pub(in crate::verify) covered_for: Vec<Role>,
    /// Whether a finding has already failed the file, because it is not listed or its listed digest is not usable. Then
    /// the other aspects need not report it again.
    is_told_apart: bool,
}

impl AssessedArtifact {
    /// Returns whether a VNF could be made from the file. Signatures and certificates are not for use, and external
    /// artifacts are not here unless they were supplied.
    pub(in crate::verify) fn needs_cover(&self) -> bool {
        let is_for_use = match self.report.kind {
            ArtifactKind::Local | ArtifactKind::Manifest | ArtifactKind::Missing => true,
            ArtifactKind::External => self.report.size.is_some(),
            ArtifactKind::ToscaMetadata | ArtifactKind::Signature | ArtifactKind::Certificate => false,
        };
        is_for_use && !self.is_told_apart
    }
}

/// The result of comparing a file's digest with the manifest's.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Listed {
    /// The file is not listed, or is listed without a digest.
    WithoutDigest,
    Matches,
    Differs,
    /// The content differs, and is encrypted. After decryption it may match.
    Encrypted,
    /// The file is listed with a digest, but its content is not available or cannot be read.
    NotCompared,
    /// The content is not what the archive states, so nothing is known of it. The file may be listed or not.
    Damaged,
}

/// Assesses every file of the CSAR and every source of the manifest, in path order.
pub(in crate::verify) async fn assess_all(
    evidence: &Evidence,
    policy: &Policy,
    signatures: &[Assessed],
    findings: &mut Findings,
) -> Vec<AssessedArtifact> {
    let Some(csar) = &evidence.csar else { return Vec::new() };
    let signatures = Signatures::of(signatures).await;
    let with_foreign_certificates = loose_files::with_foreign_certificates(evidence, &signatures).await;
    let with_open_time_stamps = loose_files::with_open_time_stamps(&signatures);
    portion::end().await;
    let kinds = loose_files::kinds(csar);
    let twins = other_names::twins(csar, &kinds);
    let assessor =
        Assessor { csar, policy, signatures, kinds, evidence, with_foreign_certificates, with_open_time_stamps, twins };
    let mut artifacts = Vec::new();
    for (index, (path, file, source)) in files_and_sources(csar).enumerate() {
        if index.is_multiple_of(PORTION) {
            portion::end().await;
        }
        artifacts.push(assessor.assess(path, file, source, findings));
    }
    portion::end().await;
    assessor.require_signatures(&mut artifacts, findings);
    assessor.check_tosca_meta(findings);
    assessor.check_marks(findings);
    assessor.check_names(findings);
    artifacts
}

/// Returns every path, in order, with the file and the source of the manifest that have it. Both are in path order, so
/// that none is sought.
fn files_and_sources(csar: &Csar) -> impl Iterator<Item = (&str, Option<&FoundFile>, Option<&Source>)> {
    let mut files = csar.files.iter().peekable();
    let mut sources = csar.manifest.iter().flat_map(|manifest| &manifest.sources).peekable();
    iter::from_fn(move || {
        let order = match (files.peek(), sources.peek()) {
            (Some((file, _)), Some((source, _))) => file.cmp(source),
            (Some(_), None) => Ordering::Less,
            (None, _) => Ordering::Greater,
        };
        let file = if order.is_le() { files.next() } else { None };
        let source = if order.is_ge() { sources.next() } else { None };
        let path = file.map(|(path, _)| path).or(source.map(|(path, _)| path))?;
        Some((path.as_str(), file.map(|(_, file)| file), source.map(|(_, source)| source)))
    })
}

struct Assessor<'a> {
    csar: &'a Csar,
    policy: &'a Policy,
    signatures: Signatures<'a>,
    kinds: BTreeMap<&'a str, ArtifactKind>,
    evidence: &'a Evidence,
    with_foreign_certificates: BTreeSet<&'a str>,
    /// The files with a time stamp that is not proven.
    with_open_time_stamps: BTreeSet<&'a str>,
    /// The files that the manifest lists under another form of their name, in both directions.
    twins: BTreeMap<&'a str, &'a str>,
}

impl Assessor<'_> {
    /// Returns whether it is known which files the manifest lists.
    fn is_manifest_read(&self) -> bool {
        self.csar.manifest.as_ref().is_some_and(|manifest| !manifest.is_unread)
    }

    fn assess(
        &self,
        path: &str,
        file: Option<&FoundFile>,
        source: Option<&Source>,
        findings: &mut Findings,
    ) -> AssessedArtifact {
        let kind = match (file, source) {
            (_, Some(source)) if source.is_external => ArtifactKind::External,
            (None, _) => ArtifactKind::Missing,
            (Some(_), _) => self.kinds.get(path).copied().unwrap_or(ArtifactKind::Local),
        };
        let listed = self.unless_encrypted(compare(file, source), kind, file);
        self.report(path, kind, source, file, listed, findings);
        let has_digest = source.is_some_and(|source| source.digest.is_some());
        let coverage = self.coverage(path, kind, has_digest);
        if self.is_bound_by_own_signature_only(path, &coverage) {
            let what = format!("'{path}' is protected by its own signature only.");
            findings.report(rule::SIGNATURE_NAME_NOT_BOUND.broken_at(Place::path(path), what));
        }
        let report = ArtifactReport {
            artifact_path: path.into(),
            kind,
            status: Verdict::Indeterminate,
            size: file.map(|file| file.size),
            checksum: source.and_then(|source| checksum(file, source)),
            vnf_provider: self.state(path, kind, &coverage, listed, Role::VnfProvider),
            service_provider: self.state(path, kind, &coverage, listed, Role::ServiceProvider),
            coverage,
            non_mano_artifact_set_ids: source.map(|each| each.non_mano_artifact_set_ids.clone()).unwrap_or_default(),
            is_encrypted: file.and_then(|file| file.is_encrypted),
            findings: Vec::new(),
        };
        let is_intact = !listed.is_wrong()
            && listed != Listed::Encrypted
            && report.coverage.iter().any(|coverage| {
                self.covering(path, *coverage).iter().any(|signature| signature.verified.is_some())
                    && (!coverage.is_by_digest(kind) || listed == Listed::Matches)
            });
        let is_unlisted = kind == ArtifactKind::Local && source.is_none();
        let is_rejected = is_unlisted && self.is_manifest_read() && self.policy.unlisted_files == Strictness::Reject;
        let proves = |role: &Role| {
            let mut covering = report.coverage.iter().flat_map(|coverage| self.covering(path, *coverage));
            covering.any(|signature| signature.proves(*role) && signature.report.authenticity == Verdict::Passed)
        };
        let covered_for = [Role::VnfProvider, Role::ServiceProvider].into_iter().filter(proves).collect();
        let has_refused_digest = kind == ArtifactKind::Local && source.is_some_and(Source::has_refused_digest);
        let is_told_apart = is_rejected || has_refused_digest;
        let mut report = with_status(report, self, listed);
        if has_refused_digest {
            report.status = Verdict::Failed;
        }
        AssessedArtifact { report, is_intact, covered_for, is_told_apart }
    }
}

impl Assessor<'_> {
    /// Recognizes an artifact that was encrypted after the manifest was signed. What the VNF provider has signed as a
    /// whole is as the provider has left it, so there a wrong digest is nothing else.
    fn unless_encrypted(&self, listed: Listed, kind: ArtifactKind, file: Option<&FoundFile>) -> Listed {
        let is_encrypted = kind == ArtifactKind::Local && file.is_some_and(|file| file.is_auth_enveloped);
        if listed == Listed::Differs && is_encrypted && !self.provider_covers_whole() {
            return Listed::Encrypted;
        }
        listed
    }
}

/// Sets the file's status from everything that is known of it.
fn with_status(mut report: ArtifactReport, assessor: &Assessor<'_>, listed: Listed) -> ArtifactReport {
    let states = [report.vnf_provider, report.service_provider];
    // A declared digest that was not compared shows nothing, whatever else covers the file.
    let is_open = report.checksum.is_some() && listed != Listed::Matches;
    report.status = if report.kind == ArtifactKind::Missing
        || listed.is_wrong()
        || states.contains(&SignatureState::Failed)
    {
        Verdict::Failed
    } else if is_open
        || states.contains(&SignatureState::Indeterminate)
        || (report.kind == ArtifactKind::External && listed != Listed::Matches)
    {
        Verdict::Indeterminate
    } else if report.vnf_provider == SignatureState::Verified {
        Verdict::Passed
    } else {
        match report.kind {
            // These files protect themselves: the signatures to which they belong show whether they are right.
            ArtifactKind::Signature | ArtifactKind::Certificate => assessor.status_of_carrier(&report.artifact_path),
            ArtifactKind::Local => Verdict::Failed,
            _ => Verdict::Indeterminate,
        }
    };
    report
}

impl Listed {
    /// Returns whether the content was found wrong.
    pub(in crate::verify) fn is_wrong(self) -> bool {
        matches!(self, Self::Differs | Self::Damaged)
    }
}

impl AssessedArtifact {
    /// Makes the file's status at least as bad as the gravest finding about it that counts.
    pub(in crate::verify) fn settle(&mut self, about_it: Severity) {
        let worst = match about_it {
            Severity::Fail => Verdict::Failed,
            Severity::Unknown => Verdict::Indeterminate,
            Severity::Warn | Severity::Note => Verdict::Passed,
        };
        self.report.status = self.report.status.max(worst);
    }
}

/// Compares a file with its entry in the manifest. Only an [`Assessor`] knows whether it was encrypted.
pub(crate) fn compare(file: Option<&FoundFile>, source: Option<&Source>) -> Listed {
    if file.is_some_and(|file| file.is_damaged) {
        return Listed::Damaged;
    }
    let Some((algorithm, expected)) = source.and_then(|source| source.digest.as_ref()) else {
        return Listed::WithoutDigest;
    };
    let actual = file.and_then(|file| file.content.as_ref()).and_then(|content| content.digests.get(algorithm));
    match actual {
        Some(actual) if actual == expected => Listed::Matches,
        Some(_) => Listed::Differs,
        None => Listed::NotCompared,
    }
}

fn checksum(file: Option<&FoundFile>, source: &Source) -> Option<Checksum> {
    let (algorithm, expected) = source.declared()?;
    let digests = file.and_then(|file| file.content.as_ref()).map(|content| &content.digests);
    let actual = source.digest.as_ref().and_then(|(algorithm, _)| digests?.get(algorithm));
    Some(Checksum { algorithm, expected, actual: actual.map(|digest| to_hex(digest)) })
}
