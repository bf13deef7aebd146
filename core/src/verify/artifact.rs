//! The state of every file: what it is, whether its content is what was signed, and whose signature covers it.

use alloc::{
    borrow::ToOwned,
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};

use super::signer::Assessed;
use crate::{
    digest::to_hex,
    evidence::{Csar, Evidence, FoundFile},
    package::{TOSCA_META, manifest::Source},
    policy::{Policy, Strictness},
    report::{
        ArtifactKind, ArtifactReport, Checksum, Coverage, Place, Role, SignatureLocation, SignatureState, Verdict,
    },
    rule::{self, Findings},
    x509::Certificate,
};

/// A file, assessed.
pub(super) struct AssessedArtifact {
    pub(super) report: ArtifactReport,
    /// Whether a signature that holds mathematically, of whomever, covers its content as it is.
    pub(super) is_intact: bool,
    /// The roles of which a signature that holds, of a trusted signer, covers it; whether its content is as signed is
    /// another matter.
    pub(super) covered_for: Vec<Role>,
    /// Whether it is not listed and fails completeness for that, so that the other aspects need not tell it again.
    is_told_apart: bool,
}

impl AssessedArtifact {
    /// Whether a VNF could be made from it: signatures and certificates are not for use, and what is elsewhere is not here.
    pub(super) fn needs_cover(&self) -> bool {
        let is_for_use =
            matches!(self.report.kind, ArtifactKind::Local | ArtifactKind::Manifest | ArtifactKind::Missing);
        is_for_use && !self.is_told_apart
    }
}

/// How a file's digest compares with the manifest's.
#[derive(Clone, Copy, PartialEq)]
enum Listed {
    /// Not listed, or listed without a digest.
    WithoutDigest,
    Matches,
    Differs,
    /// Listed with a digest, but the content is not here or cannot be read.
    NotCompared,
}

/// What is known of all signatures, by the file they cover.
struct Signatures<'a> {
    whole: Vec<&'a Assessed>,
    manifest: Vec<&'a Assessed>,
    artifact: BTreeMap<&'a str, Vec<&'a Assessed>>,
}

/// Assesses every file of the CSAR and every source of the manifest, in path order.
pub(super) fn assess_all(
    evidence: &Evidence,
    policy: &Policy,
    signatures: &[Assessed],
    findings: &mut Findings,
) -> Vec<AssessedArtifact> {
    let Some(csar) = &evidence.csar else { return Vec::new() };
    let signatures = Signatures::of(signatures);
    let sources = csar.manifest.as_ref().map(|manifest| &manifest.sources);
    let paths: BTreeSet<&String> = csar.files.keys().chain(sources.into_iter().flat_map(BTreeMap::keys)).collect();
    let with_unused_certificates = with_unused_certificates(evidence, &signatures);
    let assessor =
        Assessor { csar, policy, signatures, kinds: special_files(csar), evidence, with_unused_certificates };
    let mut artifacts: Vec<_> = paths.into_iter().map(|path| assessor.assess(path, findings)).collect();
    assessor.require_signatures(&mut artifacts, findings);
    assessor.check_tosca_meta(findings);
    artifacts
}

struct Assessor<'a> {
    csar: &'a Csar,
    policy: &'a Policy,
    signatures: Signatures<'a>,
    kinds: BTreeMap<&'a str, ArtifactKind>,
    evidence: &'a Evidence,
    with_unused_certificates: BTreeSet<&'a str>,
}

impl Assessor<'_> {
    fn assess(&self, path: &str, findings: &mut Findings) -> AssessedArtifact {
        let file = self.csar.files.get(path);
        let source = self.csar.manifest.as_ref().and_then(|manifest| manifest.sources.get(path));
        let kind = match (file, source) {
            (_, Some(source)) if source.is_external => ArtifactKind::External,
            (None, _) => ArtifactKind::Missing,
            (Some(_), _) => self.kinds.get(path).copied().unwrap_or(ArtifactKind::Local),
        };
        let listed = compare(file, source);
        self.remark(path, kind, source, file, listed, findings);
        let coverage = self.coverage(path, kind, source, listed);
        if coverage == [Coverage::ArtifactSignature] {
            let what = format!("'{path}' is protected by its own signature only.");
            findings.add(rule::SIGNATURE_NAME_NOT_BOUND, Place::path(path), what);
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
        let is_intact = listed != Listed::Differs
            && report.coverage.iter().any(|coverage| {
                self.covering(path, *coverage).iter().any(|signature| signature.verified.is_some())
                    && (*coverage != Coverage::SignedManifest
                        || kind == ArtifactKind::Manifest
                        || listed == Listed::Matches)
            });
        let is_unlisted = kind == ArtifactKind::Local && source.is_none();
        let proves = |role: &Role| {
            let mut covering = report.coverage.iter().flat_map(|coverage| self.covering(path, *coverage));
            covering.any(|signature| signature.proves(*role) && signature.report.authenticity == Verdict::Passed)
        };
        let covered_for = [Role::VnfProvider, Role::ServiceProvider].into_iter().filter(proves).collect();
        AssessedArtifact {
            report: with_status(report, self, listed),
            is_intact,
            covered_for,
            is_told_apart: is_unlisted && self.policy.unlisted_files == Strictness::Reject,
        }
    }

    /// Tells what is wrong with one file.
    fn remark(
        &self,
        path: &str,
        kind: ArtifactKind,
        source: Option<&Source>,
        file: Option<&FoundFile>,
        listed: Listed,
        findings: &mut Findings,
    ) {
        let manifest_path = self.csar.manifest.as_ref().map_or("", |manifest| manifest.path.as_str());
        let place = Place { path: Some(path.into()), line: source.map(|source| source.line), ..Place::default() };
        if listed == Listed::Differs
            && let Some(Checksum { algorithm, expected, actual }) = source.and_then(|source| checksum(file, source))
        {
            let begin = |digest: &str| digest.get(..8).unwrap_or(digest).to_owned();
            let (actual, expected) = (begin(&actual.unwrap_or_default()), begin(&expected));
            let what = format!(
                "The content of '{path}' is not what was signed: its {algorithm} digest is {actual}…, not {expected}…."
            );
            findings.add(rule::ARTIFACT_DIGEST, place.clone(), what);
        }
        match (kind, source) {
            (ArtifactKind::External, Some(source)) if source.digest.is_none() => {
                let what = format!("The external artifact '{path}' has no usable digest in the manifest.");
                findings.add(rule::ARTIFACT_NO_DIGEST, place, what);
            }
            (ArtifactKind::External, Some(_)) => {
                let what = format!("The content of '{path}' was not checked: it is not in the package.");
                findings.add(rule::ARTIFACT_EXTERNAL, place, what);
            }
            (ArtifactKind::Missing, Some(source)) => {
                let what =
                    format!("Line {} of '{manifest_path}' lists '{path}', which is not in the package.", source.line);
                findings.add(rule::MANIFEST_SOURCE_MISSING, place, what);
            }
            (ArtifactKind::Local, None) if self.csar.manifest.is_some() => self.remark_unlisted(path, findings),
            _ => {}
        }
        self.remark_unprotected(path, kind, source, file, findings);
    }

    /// TOSCA.meta steers what is used. Where no signature covers it, it must not be able to steer to a file that is no
    /// artifact, nor to give the package another meaning than it has without it.
    fn check_tosca_meta(&self, findings: &mut Findings) {
        for named in &self.csar.entries {
            if self.kinds.contains_key(named.path.as_str()) {
                let what = format!("TOSCA.meta names '{}' for use, which is no artifact.", named.path);
                findings.add(rule::TOSCA_META_NOT_ARTIFACT, Place::line(TOSCA_META, named.line), what);
            }
        }
        let manifest = self.csar.manifest.as_ref();
        let has_digest =
            manifest.and_then(|each| each.sources.get(TOSCA_META)).is_some_and(|each| each.digest.is_some());
        if let Some(root) = self.evidence.root_yaml.as_ref().filter(|root| root.differs)
            && !has_digest
            && self.signatures.whole.is_empty()
        {
            let what = format!(
                "TOSCA.meta, which no signature covers, names other definitions or another manifest than those at the \
                 root ('{}').",
                root.definitions
            );
            findings.add(rule::PACKAGE_AMBIGUOUS, Place::path(TOSCA_META), what);
        }
    }

    fn remark_unlisted(&self, path: &str, findings: &mut Findings) {
        let rule = match self.policy.unlisted_files {
            Strictness::Reject => rule::ARTIFACT_UNLISTED,
            Strictness::Report => rule::ARTIFACT_UNLISTED_REPORTED,
        };
        findings.add(rule, Place::path(path), format!("'{path}' is in the package, but not listed in the manifest."));
    }

    /// In an Option 1 package a file is protected by its digest or by a signature of its own, else not at all.
    fn remark_unprotected(
        &self,
        path: &str,
        kind: ArtifactKind,
        source: Option<&Source>,
        file: Option<&FoundFile>,
        findings: &mut Findings,
    ) {
        let is_option_1 = !self.signatures.manifest.is_empty() && self.signatures.whole.is_empty();
        let has_digest = source.is_some_and(|source| source.digest.is_some());
        if !is_option_1 || has_digest || self.signatures.artifact.contains_key(path) {
            return;
        }
        let line = source.map(|source| source.line);
        let place = Place { path: Some(path.into()), line, ..Place::default() };
        match (kind, line) {
            (ArtifactKind::Certificate | ArtifactKind::Signature, _)
                if file.is_some_and(|file| file.holds_more) || self.with_unused_certificates.contains(path) =>
            {
                let what = format!(
                    "'{path}' has no digest in the manifest, and holds more than the certificates of the signers' chains \
                     or one detached signature."
                );
                findings.add(rule::ARTIFACT_LOOSE_TEXT, place, what);
            }
            (ArtifactKind::ToscaMetadata, _) => {
                let what = "TOSCA.meta is not listed with a digest in the manifest.";
                findings.add(rule::TOSCA_META_UNPROTECTED, place, what);
            }
            (ArtifactKind::Local, Some(line)) => {
                let what = format!("'{path}' is listed in line {line} of the manifest without a usable digest.");
                findings.add(rule::ARTIFACT_NO_DIGEST, place, what);
            }
            _ => {}
        }
    }

    /// What signed thing covers the file, whether or not the signature turns out to hold.
    fn coverage(&self, path: &str, kind: ArtifactKind, source: Option<&Source>, listed: Listed) -> Vec<Coverage> {
        let mut coverage = Vec::new();
        let has_digest = source.is_some_and(|source| source.digest.is_some()) || kind == ArtifactKind::Manifest;
        if !self.signatures.manifest.is_empty() && (has_digest || listed != Listed::WithoutDigest) {
            coverage.push(Coverage::SignedManifest);
        }
        if self.signatures.artifact.contains_key(path) {
            coverage.push(Coverage::ArtifactSignature);
        }
        let is_inside = !matches!(kind, ArtifactKind::External | ArtifactKind::Missing);
        if !self.signatures.whole.is_empty() && is_inside {
            coverage.push(Coverage::WholePackage);
        }
        coverage
    }

    fn covering(&self, path: &str, coverage: Coverage) -> &[&Assessed] {
        match coverage {
            Coverage::SignedManifest => &self.signatures.manifest,
            Coverage::WholePackage => &self.signatures.whole,
            Coverage::ArtifactSignature => self.signatures.artifact.get(path).map_or(&[], Vec::as_slice),
        }
    }

    /// What the signatures of one role say of the file. A signer who is trusted for no role counts as one who means to
    /// be the VNF provider: a package is the provider's before it is anybody else's.
    fn state(
        &self,
        path: &str,
        kind: ArtifactKind,
        coverage: &[Coverage],
        listed: Listed,
        role: Role,
    ) -> SignatureState {
        let mut state = SignatureState::None;
        for coverage in coverage {
            for signature in self.covering(path, *coverage) {
                let signer = signature.report.role.unwrap_or(Role::VnfProvider);
                if signer != role || signature.is_tolerated {
                    continue;
                }
                let by_digest = *coverage == Coverage::SignedManifest && kind != ArtifactKind::Manifest;
                let one = match listed {
                    Listed::Differs => SignatureState::Failed,
                    Listed::NotCompared | Listed::WithoutDigest if by_digest => SignatureState::Indeterminate,
                    _ => one_signature(signature, role),
                };
                state = worse(state, one);
            }
        }
        state
    }

    /// No artifact is usable without the VNF provider's signature (SEC021-5.2-b), nor, where policy asks for it, without
    /// the service provider's (5.2-c). Told for each file only where others have it; else it is told of the package.
    fn require_signatures(&self, artifacts: &mut [AssessedArtifact], findings: &mut Findings) {
        if self.signatures.is_empty() {
            return;
        }
        self.require(artifacts, findings, Role::VnfProvider, |_| true);
        self.require(artifacts, findings, Role::ServiceProvider, |path| self.policy.needs_service_provider(path));
    }

    fn require(
        &self,
        artifacts: &mut [AssessedArtifact],
        findings: &mut Findings,
        role: Role,
        is_required: impl Fn(&str) -> bool,
    ) {
        let (broken, name) = match role {
            Role::VnfProvider => (rule::ARTIFACT_NOT_USABLE, "the VNF provider"),
            Role::ServiceProvider => (rule::ARTIFACT_NO_SERVICE_PROVIDER, "the service provider"),
        };
        let needs = |each: &AssessedArtifact| each.needs_cover() && is_required(&each.report.artifact_path);
        let lacks = |each: &AssessedArtifact| needs(each) && each.report.state_of(role) == SignatureState::None;
        if self.signatures.any_proves(role) {
            for artifact in artifacts.iter_mut().filter(|each| lacks(each)) {
                let path = &artifact.report.artifact_path;
                findings.add(broken, Place::path(path), format!("No signature of {name} covers '{path}'."));
                artifact.report.status = Verdict::Failed;
            }
        } else if artifacts.iter().any(needs) && artifacts.iter().all(|each| !needs(each) || lacks(each)) {
            findings.add(broken, Place::default(), format!("No signature of {name} that holds covers the package."));
        }
    }
}

impl<'a> Signatures<'a> {
    fn of(signatures: &'a [Assessed]) -> Self {
        let mut sorted = Self { whole: Vec::new(), manifest: Vec::new(), artifact: BTreeMap::new() };
        for signature in signatures {
            match signature.location() {
                SignatureLocation::Package => sorted.whole.push(signature),
                SignatureLocation::Manifest => sorted.manifest.push(signature),
                SignatureLocation::Artifact => {
                    sorted.artifact.entry(&signature.report.signed_path).or_default().push(signature);
                }
                // It is of no package.
                SignatureLocation::SignedData => {}
            }
        }
        sorted
    }

    fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.manifest.is_empty() && self.artifact.is_empty()
    }

    fn all(&self) -> Vec<&Assessed> {
        self.whole.iter().chain(&self.manifest).chain(self.artifact.values().flatten()).copied().collect()
    }

    fn any_proves(&self, role: Role) -> bool {
        self.all().into_iter().any(|signature| signature.proves(role))
    }
}

impl ArtifactReport {
    fn state_of(&self, role: Role) -> SignatureState {
        match role {
            Role::VnfProvider => self.vnf_provider,
            Role::ServiceProvider => self.service_provider,
        }
    }
}

/// The files that are no artifacts, and what they are.
fn special_files(csar: &Csar) -> BTreeMap<&str, ArtifactKind> {
    let mut kinds = BTreeMap::from([(TOSCA_META, ArtifactKind::ToscaMetadata)]);
    if let Some(path) = &csar.certificate_path {
        kinds.insert(path, ArtifactKind::Certificate);
    }
    if let Some(manifest) = &csar.manifest {
        for source in manifest.sources.values() {
            kinds.extend(source.certificate.as_deref().map(|path| (path, ArtifactKind::Certificate)));
            kinds.extend(source.signature.as_deref().map(|path| (path, ArtifactKind::Signature)));
        }
        kinds.insert(&manifest.path, ArtifactKind::Manifest);
    }
    kinds
}

/// The certificate files with a certificate that is in no signer's chain: such a one could hold anything. Only where
/// every chain is known, else the verdict is not `passed` anyway.
fn with_unused_certificates<'a>(evidence: &'a Evidence, signatures: &Signatures<'_>) -> BTreeSet<&'a str> {
    let all = signatures.all();
    if all.iter().any(|signature| signature.trusted.is_none()) {
        return BTreeSet::new();
    }
    let chains = all.iter().flat_map(|signature| &signature.report.chain);
    let used: BTreeSet<&str> = chains.map(|certificate| certificate.fingerprint.as_str()).collect();
    let has_unused =
        |certificates: &[Certificate]| certificates.iter().any(|each| !used.contains(each.fingerprint.as_str()));
    let found = evidence.signatures.iter().filter(|found| has_unused(&found.certificates));
    found.filter_map(|found| found.certificate_path.as_deref()).collect()
}

fn compare(file: Option<&FoundFile>, source: Option<&Source>) -> Listed {
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

/// What one signature says of a file whose content is as signed.
fn one_signature(signature: &Assessed, role: Role) -> SignatureState {
    if signature.proves(role) && signature.report.authenticity == Verdict::Passed {
        return SignatureState::Verified;
    }
    let is_failed = signature.report.integrity == Verdict::Failed || signature.report.authenticity == Verdict::Failed;
    if is_failed { SignatureState::Failed } else { SignatureState::Indeterminate }
}

/// Every signature that covers a file has to hold, so the worst of them counts.
fn worse(one: SignatureState, other: SignatureState) -> SignatureState {
    let rank = |state: SignatureState| match state {
        SignatureState::None => 0,
        SignatureState::Verified => 1,
        SignatureState::Indeterminate => 2,
        SignatureState::Failed => 3,
    };
    if rank(other) > rank(one) { other } else { one }
}

/// What all that is known of the file comes to.
fn with_status(mut report: ArtifactReport, assessor: &Assessor<'_>, listed: Listed) -> ArtifactReport {
    let states = [report.vnf_provider, report.service_provider];
    report.status = if report.kind == ArtifactKind::Missing
        || listed == Listed::Differs
        || states.contains(&SignatureState::Failed)
    {
        Verdict::Failed
    } else if states.contains(&SignatureState::Indeterminate) || report.kind == ArtifactKind::External {
        Verdict::Indeterminate
    } else if report.vnf_provider == SignatureState::Verified {
        Verdict::Passed
    } else {
        match report.kind {
            // They protect themselves: what they are part of says whether they are right.
            ArtifactKind::Signature | ArtifactKind::Certificate => assessor.status_of_carrier(&report.artifact_path),
            ArtifactKind::Local => Verdict::Failed,
            _ => Verdict::Indeterminate,
        }
    };
    report
}

impl Assessor<'_> {
    /// The status of the signatures that a signature or certificate file belongs to.
    fn status_of_carrier(&self, path: &str) -> Verdict {
        let signatures = &self.signatures;
        let is_common = self.csar.certificate_path.as_deref() == Some(path);
        let all = signatures.artifact.values().flatten().chain(signatures.manifest.iter().filter(|_| is_common));
        let statuses = all.filter(|signature| is_common || signature.report.path == path);
        let worst = statuses.map(|each| each.report.integrity.max(each.report.authenticity)).max();
        worst.unwrap_or(Verdict::Indeterminate)
    }
}
