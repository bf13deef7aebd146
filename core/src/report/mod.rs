//! The report: everything that core states about a package, and the only result that a host gets.
//!
//! The same input gives the same JSON. Field names follow ETSI GS NFV-SOL 005 clause 9 if it has one
//! (`packageSecurityOption`, `artifactPath`, `checksum`, `isEncrypted`).

mod finding;
mod headline;
mod inspection;
mod package;
mod package_inspection;
mod policy_inspection;
mod signature;
mod trust;
mod untrusted_path;

use alloc::{borrow::Cow, string::String, vec::Vec};

pub use finding::{Conformance, ConformanceState, Finding};
pub use headline::Headline;
pub use inspection::{Placement, TrustEntry, TrustEntryKind, TrustFileFormat, TrustInspection};
pub use package::{
    ArtifactKind, ArtifactReport, Coverage, Layout, MetadataEntry, PackageKind, PackageReport, SecurityOption,
    SignatureState,
};
pub use package_inspection::{InspectedFile, InspectedSignature, InspectedSigner, PackageInspection};
pub use policy_inspection::{PolicyChange, PolicyEffect, PolicyInspection};
use serde::{Deserialize, Serialize};
pub use signature::{
    CertificateReport, Revocation, RevocationEvidence, RevocationSource, Role, SignatureLocation, SignatureReport,
    TimeStampReport,
};
pub use trust::{OcspResponseReport, RevocationListReport, RoleTrustReport, TrustReport, TrustedCertificate};
pub use untrusted_path::{MissingIssuer, UntrustedPath};

use crate::policy::Policy;
pub use crate::{
    digest::Checksum,
    rule::{Aspect, Details, Place, ReachedLimit, Severity},
};

/// The version of the report's JSON. It changes when a field changes its meaning or is removed.
pub const SCHEMA_VERSION: &str = "1";

/// The report on one package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The version of the report's JSON, [`SCHEMA_VERSION`].
    pub schema_version: Cow<'static, str>,
    /// The engine that decided.
    pub engine: Engine,
    /// The whole verdict. It is `passed` only if all three aspects are.
    pub verdict: Verdict,
    /// Digests and signature mathematics.
    pub integrity: Verdict,
    /// Certification paths, roles, key usage and time.
    pub authenticity: Verdict,
    /// Whether the manifest and the files agree, and the package can be read in only one way.
    pub completeness: Verdict,
    /// The headline of the report, in a word.
    pub headline: Headline,
    /// The verdict in one or two plain sentences: the headline, and the gravest finding with the values of this
    /// package.
    pub summary: String,
    /// The package that was verified.
    pub package: PackageReport,
    /// Every file of the package and every source that its manifest names, in path order.
    pub artifacts: Vec<ArtifactReport>,
    /// Every signature that was found, with one entry for each distinct SignerInfo.
    pub signatures: Vec<SignatureReport>,
    /// Every normative statement of the chosen edition of GS NFV-SEC 021, and whether this package meets it.
    pub conformance: Vec<Conformance>,
    /// All findings, the gravest first. Other parts of the report refer to them by index.
    pub findings: Vec<Finding>,
    /// The policy as applied, with defaults filled in.
    pub policy: Policy,
    /// The trust bundle as applied.
    pub trust: TrustReport,
}

/// The report on one certificate and its chain, without a package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChainReport {
    /// The verdict. It is `passed` only if a chain to an anchor is proven and the certificate fits the purpose.
    pub verdict: Verdict,
    /// The purpose for which the certificate was validated.
    pub purpose: Purpose,
    /// The role in which its owner may sign packages. Absent if that is not proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The time for which the chain was validated (RFC 3339).
    pub validated_at: String,
    /// The revocation state of the chain.
    pub revocation: Revocation,
    /// The certificate first, the trust anchor last. If no chain is proven, only the certificate. Empty if it cannot be
    /// read.
    pub chain: Vec<CertificateReport>,
    /// All findings, the gravest first.
    pub findings: Vec<Finding>,
    /// The policy as applied, with defaults filled in.
    pub policy: Policy,
    /// The trust bundle as applied.
    pub trust: TrustReport,
}

/// The purpose for which a certificate is validated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// Signing packages: key usage, extended key usage, no CA, and the rules of GS NFV-SEC 021 clause 6.6.
    #[default]
    PackageSigning,
    /// Any purpose: only the path validation of RFC 5280 section 6.
    Any,
}

/// The report on one CMS SignedData, without a package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignedDataReport {
    /// The whole verdict. It is `passed` only if both aspects are.
    pub verdict: Verdict,
    /// Digests and signature mathematics.
    pub integrity: Verdict,
    /// Certification paths, roles, key usage and time.
    pub authenticity: Verdict,
    /// The source of the content that was verified.
    pub content: ContentSource,
    /// The object identifier of the content's type. Absent if the SignedData cannot be read. Content that is not plain
    /// data (`1.2.840.113549.1.7.1`) is a structure of that type, and was signed as such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Every signature, one entry for each SignerInfo.
    pub signatures: Vec<SignatureReport>,
    /// All findings, the gravest first. Signatures refer to them by index.
    pub findings: Vec<Finding>,
    /// The policy as applied, with defaults filled in.
    pub policy: Policy,
    /// The trust bundle as applied.
    pub trust: TrustReport,
}

/// The report on a manifest that was verified without its package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ManifestReport {
    /// The whole verdict. It is `passed` only if the three aspects are. It does not cover the files that the manifest lists.
    pub verdict: Verdict,
    /// Digests and signature mathematics.
    pub integrity: Verdict,
    /// Certification paths, roles, key usage and time.
    pub authenticity: Verdict,
    /// Whether the manifest means the same to every reader.
    pub completeness: Verdict,
    /// The kind of package that the metadata describes.
    pub kind: PackageKind,
    /// The metadata, in the order of the manifest. It is proven only if `integrity` is `passed`.
    pub metadata: Vec<MetadataEntry>,
    /// The files that the manifest lists, in path order.
    pub sources: Vec<ManifestSource>,
    /// Every signature, one entry for each SignerInfo.
    pub signatures: Vec<SignatureReport>,
    /// All findings, the gravest first. Signatures refer to them by index.
    pub findings: Vec<Finding>,
    /// The policy as applied, with defaults filled in.
    pub policy: Policy,
    /// The trust bundle as applied.
    pub trust: TrustReport,
}

/// A file that a manifest lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ManifestSource {
    /// The path inside the CSAR, or the URI of an external artifact.
    pub path: String,
    /// Whether the path is a URI.
    pub is_external: bool,
    /// The digest algorithm, for example `SHA-256`. An unknown one is as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<String>,
    /// The digest, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The non-MANO artifact sets to which the file belongs (SOL 004 clause 4.3.7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub non_mano_artifact_set_ids: Vec<String>,
}

/// The source of the content of a SignedData.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ContentSource {
    /// The caller gave the content. Content that is also attached has to be equal to it.
    Given,
    /// The content is attached to the SignedData.
    Attached,
    /// There is no content, so nothing could be verified.
    Missing,
}

/// The engine that wrote a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Engine {
    /// The name of the engine, `vnfseal`.
    pub name: Cow<'static, str>,
    /// The version of the crate.
    pub version: Cow<'static, str>,
    /// SHA-256 of the WebAssembly module, in lower-case hex, if the host supplied it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wasm_sha256: Option<String>,
}

/// The three possible verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// The checked part is proven right.
    Passed,
    /// The checked part is neither proven right nor found wrong: information that is needed is missing.
    Indeterminate,
    /// The checked part is found wrong.
    Failed,
}
