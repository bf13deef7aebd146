//! The worker's answer to what differs between two reports. It is the npm package's `comparePackages`: one place knows.

use vnfseal::report::{ArtifactKind, Finding, Role, Verdict};

use super::{job::Question, verifier::Verifier};
use crate::{
    json::{self, Json, Read, Wrong, field, objects},
    report::Verified,
};

/// What differs between two reports.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    /// Facts about the package that differ. Each side has one value or none.
    pub(crate) package: Vec<Values>,
    /// Metadata that differs. Each side has all the values of the key.
    pub(crate) metadata: Vec<Values>,
    /// The findings that differ: those of the newer report in its order, then those that only the older one has.
    pub(crate) findings: Vec<FindingChange>,
    /// The number of findings that say the same in both.
    pub(crate) unchanged_findings: usize,
    /// The numbers of findings that the reports do not list.
    pub(crate) unlisted_findings: Unlisted,
    /// The signers that differ.
    pub(crate) signers: Vec<Signer>,
    /// The artifacts that differ, in the order of their paths.
    pub(crate) artifacts: Vec<Change>,
    /// The number of artifacts that do not.
    pub(crate) unchanged: usize,
}

/// The values of a key in both reports.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Values {
    /// The key.
    pub(crate) key: String,
    /// The values in the older report.
    pub(crate) old: Vec<String>,
    /// The values in the newer report.
    pub(crate) new: Vec<String>,
}

/// A finding that came, went, or says something else of the same.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FindingChange {
    /// The finding in the older report.
    pub(crate) old: Option<Finding>,
    /// The finding in the newer report.
    pub(crate) new: Option<Finding>,
}

/// The numbers of findings that reports do not list, because they have very many of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unlisted {
    /// Those of the older report.
    pub(crate) old: usize,
    /// Those of the newer report.
    pub(crate) new: usize,
}

/// A signer that came, went, or is judged otherwise.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Signer {
    /// The subject, or `None` if a signature has no certificate.
    pub(crate) subject: Option<String>,
    /// SHA-256 of the certificate.
    pub(crate) fingerprint: Option<String>,
    /// What the older report says of the signatures.
    pub(crate) old: Option<Judged>,
    /// What the newer report says of them.
    pub(crate) new: Option<Judged>,
}

/// What a report says of the signatures of one signer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judged {
    /// The gravest verdict on the integrity of one.
    pub(crate) integrity: Verdict,
    /// The gravest verdict on the authenticity of one.
    pub(crate) authenticity: Verdict,
    /// The proven roles.
    pub(crate) roles: Vec<Role>,
    /// SHA-256 of the CMS structures.
    pub(crate) cms_digests: Vec<String>,
}

/// An artifact that differs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    /// The path.
    pub(crate) path: String,
    /// How it differs.
    pub(crate) kind: Kind,
    /// The artifact in the older report.
    pub(crate) old: Option<Side>,
    /// The artifact in the newer report.
    pub(crate) new: Option<Side>,
}

/// How an artifact differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Only the newer package has it.
    Added,
    /// Only the older package has it.
    Removed,
    /// It is another kind of file.
    Other,
    /// Its content is another one.
    Content,
    /// The reports have no digests that could be compared.
    Unknown,
    /// The content is the same, and is judged otherwise.
    Status,
}

/// An artifact as one report has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Side {
    /// The kind of file.
    pub(crate) kind: ArtifactKind,
    /// What the report says of it.
    pub(crate) status: Verdict,
    /// The size.
    pub(crate) size: Option<u64>,
    /// The digest.
    pub(crate) digest: Option<Digest>,
}

/// The digest of an artifact as one report has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Digest {
    /// The algorithm.
    pub(crate) algorithm: String,
    /// The digest in hex.
    pub(crate) value: String,
    /// Whether it is only declared by the manifest.
    pub(crate) is_declared: bool,
}

objects! {
    Comparison {
        package: "package",
        metadata: "metadata",
        findings: "findings",
        unchanged_findings: "unchangedFindings",
        unlisted_findings: "unlistedFindings",
        signers: "signers",
        artifacts: "artifacts",
        unchanged: "unchanged",
    }
    FindingChange { old: "old", new: "new" }
    Unlisted { old: "old", new: "new" }
    Signer { subject: "subject", fingerprint: "fingerprint", old: "old", new: "new" }
    Judged { integrity: "integrity", authenticity: "authenticity", roles: "roles", cms_digests: "cmsDigests" }
    Change { path: "path", kind: "change", old: "old", new: "new" }
    Side { kind: "kind", status: "status", size: "size", digest: "digest" }
    Digest { algorithm: "algorithm", value: "value", is_declared: "isDeclared" }
}

impl Read for Values {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        // Metadata has all the values of a key, and the package one value or none.
        let side = |name| match value.get(name) {
            Some(Json::Text(text)) => vec![text.clone()],
            Some(list) => Vec::read(list, &mut None),
            None => Vec::new(),
        };
        Self { key: field(value, "key", wrong), old: side("old"), new: side("new") }
    }
}

impl Read for Kind {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        match value.as_text() {
            Some("added") => Self::Added,
            Some("removed") => Self::Removed,
            Some("kind") => Self::Other,
            Some("content") => Self::Content,
            Some("unknown") => Self::Unknown,
            Some("status") => Self::Status,
            _ => {
                *wrong = Some("change");
                Self::Unknown
            }
        }
    }
}

/// Asks the worker what differs between two reports.
pub(crate) async fn compare(verifier: &Verifier, old: &Verified, new: &Verified) -> Result<Comparison, String> {
    let question = Question::Compare(old.json().clone().into(), new.json().clone().into());
    let json = verifier.answer(question).await.map_err(super::Fault::reason)?;
    json::parse(&json).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read() {
        let json = r#"{"verdicts":{},"package":[{"key":"layout","old":"rootYaml"}],
            "metadata":[{"key":"k","old":["1","2"],"new":[]}],
            "findings":[{"code":"manifest.missing","change":"removed","old":{"code":"manifest.missing","severity":"fail",
                "aspect":"completeness","what":"w","why":"y","fix":"f","clause":"c","accepted":false}}],
            "unchangedFindings":2,"unlistedFindings":{"old":0,"new":4},
            "signers":[{"subject":"CN=A","fingerprint":"00","change":"added",
                "new":{"integrity":"passed","authenticity":"failed","roles":["vnfProvider"],"trustAnchors":[],"cmsDigests":["00"]}}],
            "artifacts":[{"path":"a","change":"content","old":{"kind":"local","status":"passed","size":1,
                "digest":{"algorithm":"SHA-256","value":"00","isDeclared":false}}}],"unchanged":3}"#;
        let read: Comparison = json::parse(json).unwrap();
        assert_eq!(read.package[0].old, ["rootYaml"]);
        assert_eq!(read.metadata[0].old, ["1", "2"]);
        assert_eq!(read.findings[0].old.as_ref().unwrap().code, "manifest.missing");
        assert_eq!((read.findings[0].new.is_none(), read.unchanged_findings, read.unlisted_findings.new), (true, 2, 4));
        assert_eq!(read.signers[0].new.as_ref().unwrap().roles, [Role::VnfProvider]);
        assert_eq!((read.artifacts[0].kind, read.unchanged), (Kind::Content, 3));
        assert!(json::parse::<Comparison>(&json.replace("content", "no change")).is_err());
    }
}
