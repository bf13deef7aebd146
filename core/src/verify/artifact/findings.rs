//! Finds what is wrong with the files of a package.

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

use super::{AssessedArtifact, Assessor, Listed, checksum, other_names};
use crate::{
    evidence::{Carrier, FoundFile},
    findings::Findings,
    package::{TOSCA_META, manifest::Source},
    policy::Strictness,
    report::{ArtifactKind, ArtifactReport, Role, SignatureState, Verdict},
    rule::{self, Place},
};

impl Assessor<'_> {
    /// Reports what is wrong with one file.
    pub(super) fn report(
        &self,
        path: &str,
        kind: ArtifactKind,
        source: Option<&Source>,
        file: Option<&FoundFile>,
        listed: Listed,
        findings: &mut Findings,
    ) {
        let place = source.map_or_else(|| Place::path(path), |source| Place::listed(path, source.line));
        if listed == Listed::Differs
            && let Some(digests) = source.and_then(|source| checksum(file, source))
        {
            let begin = |digest: &str| digest.get(..8).unwrap_or(digest).to_owned();
            let (actual, expected) = (begin(digests.actual.as_deref().unwrap_or_default()), begin(&digests.expected));
            let algorithm = &digests.algorithm;
            let subject = match kind {
                ArtifactKind::External => format!("The file that was supplied for '{path}'"),
                _ => format!("The content of '{path}'"),
            };
            let line_ends = file.and_then(|file| file.fits_with).map_or_else(String::new, |line_ends| {
                format!(" Its line ends were changed: with {line_ends} line ends it is what was signed.")
            });
            let signed = if self.evidence.has_signature { "what was signed" } else { "what the manifest states" };
            let what = format!(
                "{subject} is not {signed}: its {algorithm} digest is {actual}…, not {expected}… as the manifest has \
                 it.{line_ends}"
            );
            findings.report(rule::ARTIFACT_DIGEST_MISMATCH.broken_at(place.clone(), what).with_digest(digests));
        }
        if listed == Listed::Encrypted {
            let what = format!(
                "'{path}' is encrypted, and was so after the manifest was made: its content is not what the manifest \
                 states. It has to be decrypted before it can be checked."
            );
            findings.report(rule::ARTIFACT_ENCRYPTED_BY_SERVICE_PROVIDER.broken_at(place.clone(), what));
        }
        match (kind, source) {
            (ArtifactKind::External, Some(source)) if source.has_refused_digest() => {}
            (ArtifactKind::External, Some(source)) if source.digest.is_none() => {
                let what = format!("The external artifact '{path}' has no digest in the manifest.");
                findings.report(rule::ARTIFACT_NO_DIGEST.broken_at(place, what));
            }
            (ArtifactKind::External, Some(_)) if listed == Listed::NotCompared => {
                let why = match file {
                    None => "it is not in the package".to_owned(),
                    Some(file) => format!("what was supplied for it does not have the {} bytes stated", file.size),
                };
                let what = format!("The content of '{path}' was not checked: {why}.");
                findings.report(rule::ARTIFACT_EXTERNAL.broken_at(place, what));
            }
            (ArtifactKind::Missing, Some(_)) if self.twins.contains_key(path) => {
                let twin = self.twins.get(path);
                findings.report(
                    rule::MANIFEST_OTHER_NAME.broken_at(place, other_names::describe(path, twin)).naming(twin.copied()),
                );
            }
            (ArtifactKind::Missing, Some(_)) => {
                let what = format!("The manifest lists '{path}', which is not in the package.");
                findings.report(rule::MANIFEST_SOURCE_MISSING.broken_at(place, what));
            }
            (ArtifactKind::Local, None) if self.is_listed_otherwise(path) => {}
            (ArtifactKind::Local, None) if self.is_manifest_read() => {
                self.report_unlisted(path, findings);
            }
            _ => {}
        }
        self.report_unprotected(path, kind, source, file, findings);
    }

    /// Checks TOSCA.meta, which decides which files are used. If no signature covers it, it must not lead to a file
    /// that is not an artifact, or give the package another meaning than it has without TOSCA.meta.
    pub(super) fn check_tosca_meta(&self, findings: &mut Findings) {
        for named in &self.csar.entries {
            if self.kinds.contains_key(named.path.as_str()) {
                let what = format!("TOSCA.meta names '{}' for use, which is no artifact.", named.path);
                let violation = rule::TOSCA_META_NOT_AN_ARTIFACT.broken_at(Place::line(TOSCA_META, named.line), what);
                findings.report(violation.naming([named.path.as_str()]));
            }
        }
        let manifest = self.csar.manifest.as_ref();
        let has_digest =
            manifest.and_then(|each| each.sources.get(TOSCA_META)).is_some_and(|each| each.digest.is_some());
        let is_unprotected = !has_digest && !self.provider_covers_whole();
        if let Some(odd) = self.csar.odd_line.as_ref().filter(|_| is_unprotected) {
            let what = format!("Line {} of TOSCA.meta, which no signature covers, {}.", odd.number, odd.what);
            findings.report(rule::TOSCA_META_TWO_READINGS.broken_at(Place::line(TOSCA_META, odd.number), what));
        }
        if let Some(definitions) = self.evidence.other_definitions.as_ref().filter(|_| is_unprotected) {
            let what = format!(
                "TOSCA.meta, which no signature covers, names other definitions or another manifest than those at the \
                 root ('{definitions}')."
            );
            let violation = rule::PACKAGE_AMBIGUOUS.broken_at(Place::path(TOSCA_META), what);
            findings.report(violation.naming([definitions.as_str()]));
        }
    }

    /// Returns whether the manifest lists the file under another form of its name, or with backslashes. That is
    /// reported once.
    fn is_listed_otherwise(&self, path: &str) -> bool {
        let manifest = self.csar.manifest.as_ref();
        self.twins.contains_key(path) || manifest.is_some_and(|manifest| manifest.windows_paths.contains(path))
    }

    fn report_unlisted(&self, path: &str, findings: &mut Findings) {
        let rule = match self.policy.unlisted_files {
            Strictness::Reject => rule::ARTIFACT_UNLISTED,
            Strictness::Report => rule::ARTIFACT_UNLISTED_REPORTED,
        };
        let what = format!("'{path}' is in the package, but not listed in the manifest.{}", who_adds(path));
        findings.report(rule.broken_at(Place::path(path), what));
    }

    /// Reports a file that nothing protects. In an Option 1 package, its digest or a signature of its own protects a
    /// file.
    fn report_unprotected(
        &self,
        path: &str,
        kind: ArtifactKind,
        source: Option<&Source>,
        file: Option<&FoundFile>,
        findings: &mut Findings,
    ) {
        let is_option_1 = !self.signatures.manifest.is_empty() && !self.provider_covers_whole();
        let has_digest = source.is_some_and(|source| source.digest.is_some());
        if !is_option_1 || has_digest || self.signatures.artifact.contains_key(path) {
            return;
        }
        let place = Place::path(path);
        match (kind, source) {
            (ArtifactKind::Certificate | ArtifactKind::Signature, _) => self.report_carrier(path, file, findings),
            (ArtifactKind::ToscaMetadata, _) => {
                let what = "TOSCA.meta is not listed with a digest in the manifest.";
                findings.report(rule::ARTIFACT_TOSCA_META_UNPROTECTED.broken_at(place, what));
            }
            (ArtifactKind::Local, Some(source)) if !source.has_refused_digest() => {
                let what = format!("'{path}' is listed in the manifest without a digest.");
                findings.report(rule::ARTIFACT_NO_DIGEST.broken_at(Place::listed(path, source.line), what));
            }
            _ => {}
        }
    }

    /// Reports a certificate or signature file without a digest that holds anything else.
    fn report_carrier(&self, path: &str, file: Option<&FoundFile>, findings: &mut Findings) {
        let place = Place::path(path);
        if file.is_some_and(|file| file.carrier == Carrier::HoldingMore) {
            let what = format!(
                "'{path}' has no digest in the manifest, and holds more than certificates or one detached signature."
            );
            findings.report(rule::ARTIFACT_LOOSE_TEXT.broken_at(place.clone(), what));
        }
        if self.with_open_time_stamps.contains(path) {
            let what = format!(
                "'{path}' has no digest in the manifest, and holds a time stamp of no authority of the trust bundle."
            );
            findings.report(rule::ARTIFACT_LOOSE_TEXT.broken_at(place.clone(), what));
        }
        if self.with_foreign_certificates.contains(path) {
            let what = format!("'{path}' has no digest in the manifest, and holds a certificate of no signer's chain.");
            findings.report(rule::ARTIFACT_FOREIGN_CERTIFICATE.broken_at(place.clone(), what));
        }
    }

    /// Reports artifacts without a required signature. No artifact is usable without the VNF provider's signature
    /// (SEC021-5.2-b), nor, if the policy requires it, without the service provider's (5.2-c). Single files are
    /// reported only if other files have the signature; otherwise it is reported about the package.
    pub(super) fn require_signatures(&self, artifacts: &mut [AssessedArtifact], findings: &mut Findings) {
        if self.signatures.is_empty() {
            return;
        }
        self.require(artifacts, findings, Role::VnfProvider, |_| true);
        self.require(artifacts, findings, Role::ServiceProvider, |path| self.policy.needs_service_provider(path));
        let paths: Vec<&str> = artifacts.iter().map(|each| each.report.artifact_path.as_str()).collect();
        for glob in self.policy.unmatched_globs(&paths) {
            let what = format!("The policy's '{glob}' in serviceProviderSigned matches no file of the package.");
            findings.report(rule::POLICY_UNMATCHED_GLOB.broken(what).naming([glob]));
        }
    }

    fn require(
        &self,
        artifacts: &mut [AssessedArtifact],
        findings: &mut Findings,
        role: Role,
        is_required: impl Fn(&str) -> bool,
    ) {
        let (broken, name) = match role {
            Role::VnfProvider => (rule::ARTIFACT_NOT_SIGNED_BY_PROVIDER, "the VNF provider"),
            Role::ServiceProvider => (rule::ARTIFACT_NOT_SIGNED_BY_SERVICE_PROVIDER, "the service provider"),
        };
        // A file that is not an artifact for use needs no signature, unless the policy names it.
        let is_named = |each: &AssessedArtifact| {
            let is_kind = matches!(each.report.kind, ArtifactKind::External | ArtifactKind::ToscaMetadata);
            is_kind
                && role == Role::ServiceProvider
                && self.policy.names_for_service_provider(&each.report.artifact_path)
        };
        let needs =
            |each: &AssessedArtifact| (each.needs_cover() && is_required(&each.report.artifact_path)) || is_named(each);
        let lacks = |each: &AssessedArtifact| needs(each) && each.report.state_of(role) == SignatureState::None;
        let has_unread_manifest = self.csar.manifest.is_some() && !self.is_manifest_read();
        if has_unread_manifest && artifacts.iter().any(lacks) {
            let what = format!("What a signature of {name} covers is not known, as the manifest cannot be read.");
            findings.report(broken.broken(what));
        } else if self.signatures.any_proves(role) {
            for artifact in artifacts.iter_mut().filter(|each| lacks(each)) {
                let path = &artifact.report.artifact_path;
                findings
                    .report(broken.broken_at(Place::path(path), format!("No signature of {name} covers '{path}'.")));
                artifact.report.status = Verdict::Failed;
            }
        } else if artifacts.iter().any(needs) && artifacts.iter().all(|each| !needs(each) || lacks(each)) {
            findings.report(broken.broken(format!("No valid signature of {name} covers the package.")));
        }
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

/// Names the program that adds files of this name to archives, because packagers may never have seen such files.
fn who_adds(path: &str) -> &'static str {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if path.starts_with("__MACOSX/") || name.starts_with("._") || name == ".DS_Store" {
        " The Finder of macOS adds such files."
    } else if folder == "META-INF" {
        " The program 'jar' adds such files unless it is called with 'M'."
    } else {
        ""
    }
}
