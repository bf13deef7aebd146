//! The report: everything core says about a package, and the only thing a host sees.
//!
//! The same input gives the same JSON. Field names follow ETSI GS NFV-SOL 005 clause 9 where it has one
//! (`packageSecurityOption`, `artifactPath`, `checksum`, `isEncrypted`).

mod finding;
mod headline;
mod inspection;
mod package;
mod package_inspection;
mod policy_inspection;
mod signature;
mod trust;

use alloc::{borrow::Cow, string::String, vec::Vec};

pub use finding::{Conformance, ConformanceState, Finding};
pub use headline::Headline;
pub use inspection::{Placement, TrustEntry, TrustEntryKind, TrustFileFormat, TrustInspection};
pub use package::{
    ArtifactKind, ArtifactReport, Checksum, Coverage, Layout, MetadataEntry, PackageKind, PackageReport,
    SecurityOption, SignatureState,
};
pub use package_inspection::{InspectedFile, InspectedSignature, InspectedSigner, PackageInspection};
pub use policy_inspection::{PolicyChange, PolicyEffect, PolicyInspection};
use serde::{Deserialize, Serialize};
pub use signature::{
    CertificateReport, Revocation, RevocationSource, Role, SignatureLocation, SignatureReport, TimeStampReport,
};
pub use trust::{OcspResponseReport, RevocationListReport, RoleTrustReport, TrustReport, TrustedCertificate};

use crate::policy::Policy;
pub use crate::rule::{Aspect, Place, Severity};

/// The version of the report's JSON; changes when a field changes its meaning or goes away.
pub const SCHEMA_VERSION: &str = "1";

/// What core says about one package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// [`SCHEMA_VERSION`].
    pub schema_version: Cow<'static, str>,
    /// What decided.
    pub engine: Engine,
    /// The whole: `passed` only when all three aspects are.
    pub verdict: Verdict,
    /// Digests and signature mathematics.
    pub integrity: Verdict,
    /// Certification paths, roles, key usage and time.
    pub authenticity: Verdict,
    /// What is listed and missing, present and not listed, or readable in more than one way.
    pub completeness: Verdict,
    /// What the report says first, in a word.
    pub headline: Headline,
    /// The verdict in one or two plain sentences: the headline, and the gravest finding with the values of this package.
    pub summary: String,
    /// What was verified.
    pub package: PackageReport,
    /// Every file of the package and every source its manifest names, in path order.
    pub artifacts: Vec<ArtifactReport>,
    /// Every signature found, one entry for each SignerInfo that is not the same as another.
    pub signatures: Vec<SignatureReport>,
    /// Every normative statement of the chosen edition of GS NFV-SEC 021, and how this package stands to it.
    pub conformance: Vec<Conformance>,
    /// All findings, the gravest first; other parts point here by index.
    pub findings: Vec<Finding>,
    /// The policy as applied, defaults filled in.
    pub policy: Policy,
    /// The trust bundle as applied.
    pub trust: TrustReport,
}

/// What core says about one certificate and the chain it has, without a package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChainReport {
    /// `passed` only when a chain to an anchor is proven, and the certificate fits the purpose.
    pub verdict: Verdict,
    /// What the certificate was validated for.
    pub purpose: Purpose,
    /// As whom its owner may sign packages; absent when that is not proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The time the chain was validated at (RFC 3339).
    pub validated_at: String,
    /// What is known of revocation.
    pub revocation: Revocation,
    /// The certificate first, the trust anchor last; when no chain is proven, the certificate alone; empty when it
    /// cannot be read.
    pub chain: Vec<CertificateReport>,
    /// All findings, the gravest first.
    pub findings: Vec<Finding>,
    /// The policy as applied, defaults filled in.
    pub policy: Policy,
    /// The trust bundle as applied.
    pub trust: TrustReport,
}

/// What a certificate is validated for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// Signing packages: key usage, extended key usage, no CA, and the rules of GS NFV-SEC 021 clause 6.6.
    #[default]
    PackageSigning,
    /// Anything: path validation of RFC 5280 section 6 and nothing else.
    Any,
}

/// What core says about one CMS SignedData, without a package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignedDataReport {
    /// The whole: `passed` only when both aspects are.
    pub verdict: Verdict,
    /// Digests and signature mathematics.
    pub integrity: Verdict,
    /// Certification paths, roles, key usage and time.
    pub authenticity: Verdict,
    /// Which content was verified.
    pub content: ContentSource,
    /// The object identifier of the content's type; absent when the SignedData cannot be read. What is no plain data
    /// (`1.2.840.113549.1.7.1`) is a structure of that type, and was signed as such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Every signature, one entry for each SignerInfo.
    pub signatures: Vec<SignatureReport>,
    /// All findings, the gravest first; signatures point here by index.
    pub findings: Vec<Finding>,
    /// The policy as applied, defaults filled in.
    pub policy: Policy,
    /// The trust bundle as applied.
    pub trust: TrustReport,
}

/// Where the content of a SignedData came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ContentSource {
    /// The caller gave it; content that is attached as well has to be equal to it.
    Given,
    /// It is attached to the SignedData.
    Attached,
    /// It is nowhere: nothing could be verified.
    Missing,
}

/// The engine that wrote a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Engine {
    /// `vnfseal`.
    pub name: Cow<'static, str>,
    /// The version of the crate.
    pub version: Cow<'static, str>,
    /// SHA-256 of the WebAssembly module, in lower-case hex, where the host told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wasm_sha256: Option<String>,
}

/// The three words of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Proven right.
    Passed,
    /// Neither proven right nor found wrong: something needed is not known.
    Indeterminate,
    /// Found wrong.
    Failed,
}
