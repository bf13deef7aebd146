//! A report that the page has read.

use std::{ops::Deref, rc::Rc};

use gloo::file::{Blob, ObjectUrl};
use vnfseal::{
    policy::Policy,
    report::{ArtifactKind, Headline, Report, Role, Verdict},
};

use super::{artifact_tree::ArtifactTree, outline::Outline, reader};
use crate::json::Unreadable;

/// A rule of which the page makes more than a finding.
const ARTIFACT_ENCRYPTED: &str = "artifact.encrypted-by-service-provider";

/// The report that the engine wrote, and its JSON.
struct Written {
    report: Report,
    outline: Outline,
    json: Blob,
    address: ObjectUrl,
}

/// A report, its JSON as the engine wrote it, and the policy that the user chose. It is compared by identity, because a
/// report can have 65,536 artifacts.
#[derive(Clone)]
pub(crate) struct Verified {
    written: Rc<Written>,
    tree: Rc<ArtifactTree>,
    asked: Rc<Policy>,
}

impl Verified {
    /// Reads a report's JSON.
    pub(crate) async fn read(json: &str) -> Result<Self, Unreadable> {
        let (report, tree) = reader::read(json).await?;
        Ok(Self::of_parts(report, tree, Blob::new_with_options(json, Some("application/json"))))
    }

    /// Returns the report with the tree of its artifacts and its JSON.
    pub(super) fn of_parts(report: Report, tree: ArtifactTree, json: Blob) -> Self {
        let address = ObjectUrl::from(json.clone());
        let outline = Outline::of(&report);
        let written = Written { report, outline, json, address };
        Self { written: Rc::new(written), tree: Rc::new(tree), asked: Rc::default() }
    }

    /// Returns what a table of packages says of the report.
    pub(crate) fn outline(&self) -> &Outline {
        &self.written.outline
    }

    /// Returns the artifacts as a tree.
    pub(crate) fn tree(&self) -> &ArtifactTree {
        &self.tree
    }

    /// Returns the report with the policy that the user chose. (The one in the report has every default filled in.)
    pub(crate) fn asked_by(self, policy: &Rc<Policy>) -> Self {
        Self { asked: Rc::clone(policy), ..self }
    }

    /// Returns the URIs of the external artifacts.
    pub(crate) fn external_uris(&self) -> Rc<[String]> {
        let externals = self.artifacts.iter().filter(|artifact| artifact.kind == ArtifactKind::External);
        externals.map(|artifact| artifact.artifact_path.clone()).collect()
    }

    /// Returns whether a trusted signer has signed.
    pub(crate) fn has_trusted_signer(&self) -> bool {
        self.signatures.iter().any(|signature| signature.authenticity == Verdict::Passed)
    }

    /// Returns whether the file is an encrypted package. Then nothing was verified.
    pub(crate) fn is_encrypted(&self) -> bool {
        self.headline == Headline::Encrypted
    }

    /// Returns whether artifacts in the package were encrypted after it was signed.
    pub(crate) fn has_encrypted_artifacts(&self) -> bool {
        self.findings.iter().any(|finding| finding.code == ARTIFACT_ENCRYPTED)
    }

    /// Returns the subject of the service provider who has signed last.
    pub(crate) fn last_service_provider(&self) -> Option<&str> {
        let signed = self.signatures.iter().rfind(|signature| signature.role == Some(Role::ServiceProvider))?;
        signed.chain.first().map(|certificate| certificate.subject.as_str())
    }

    /// Returns the policy that the user chose.
    pub(crate) fn asked(&self) -> &Policy {
        &self.asked
    }

    /// Returns the JSON of the report.
    pub(crate) fn json(&self) -> &Blob {
        &self.written.json
    }

    /// Returns the address from which the JSON can be downloaded as long as this value exists.
    pub(crate) fn address(&self) -> &str {
        &self.written.address
    }
}

impl Deref for Verified {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.written.report
    }
}

impl PartialEq for Verified {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.written, &other.written)
    }
}
