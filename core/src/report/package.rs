//! What the report says of the package and of its files.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use super::Verdict;

/// What was verified.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PackageReport {
    /// The name the host gave the file.
    pub file_name: String,
    /// Size of the file in bytes.
    pub file_size: u64,
    /// What kind of package the manifest describes; absent when no manifest could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PackageKind>,
    /// The security option of SOL 004 clause 5.1; absent when the package is not signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package_security_option: Option<SecurityOption>,
    /// How the CSAR is laid out; absent when no CSAR could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// Path of the CSAR inside an Option 2 delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csar_path: Option<String>,
    /// Path of the manifest inside the CSAR.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest_path: Option<String>,
    /// The manifest's metadata in its own order (SOL 004 clause 4.3.2). Untrusted unless integrity is `passed`.
    #[serde(default)]
    pub metadata: Vec<MetadataEntry>,
}

/// One line of the manifest's metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MetadataEntry {
    /// The key as written, `vnf_provider_id` say.
    pub key: String,
    /// The value, trimmed.
    pub value: String,
}

/// What kind of package a manifest's metadata keys describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PackageKind {
    /// A VNF package (SOL 004).
    VnfPackage,
    /// A PNFD archive (SOL 004).
    PnfdArchive,
    /// An NSD archive (SOL 007).
    NsdArchive,
    /// An ASD package: an application with its Application Service Descriptor, in the formats of SOL 004 (O-RAN, ONAP).
    AsdPackage,
    /// The keys are those of no known kind, or of several.
    Unknown,
}

/// The security option of SOL 004 clause 5.1, spelled as in SOL 005.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SecurityOption {
    /// Digests in the manifest, and the manifest signed.
    #[serde(rename = "OPTION_1")]
    Option1,
    /// The CSAR signed as a whole.
    #[serde(rename = "OPTION_2")]
    Option2,
}

/// The two CSAR layouts of SOL 004 clause 4.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// `TOSCA-Metadata/TOSCA.meta` names the parts (clause 4.1.2).
    ToscaMetadata,
    /// One YAML file at the root names the parts by its own name (clause 4.1.3).
    RootYaml,
}

/// The state of one file or external artifact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ArtifactReport {
    /// Path inside the CSAR, or the URI of an external artifact.
    pub artifact_path: String,
    /// What the file is to the package.
    pub kind: ArtifactKind,
    /// What all that is known of it comes to.
    pub status: Verdict,
    /// Uncompressed size in bytes; absent for a missing artifact and for an external one that was not supplied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The digest the manifest declares and the one the content has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checksum: Option<Checksum>,
    /// What signed thing covers it; empty when nothing does.
    pub coverage: Vec<Coverage>,
    /// What the VNF provider's signatures say of it.
    pub vnf_provider: SignatureState,
    /// What the service provider's signatures say of it.
    pub service_provider: SignatureState,
    /// The non-MANO artifact sets it belongs to (SOL 004 clause 4.3.7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub non_mano_artifact_set_ids: Vec<String>,
    /// Whether the content is a CMS encrypted structure (SOL 004 clause 5.4); absent when it was not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_encrypted: Option<bool>,
    /// Indices into `Report::findings`.
    pub findings: Vec<usize>,
}

/// What a file is to its package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ArtifactKind {
    /// A file inside the CSAR.
    Local,
    /// A URI: never fetched, and checked only where its content was supplied.
    External,
    /// Named by the manifest, not in the archive.
    Missing,
    /// `TOSCA-Metadata/TOSCA.meta`.
    ToscaMetadata,
    /// The manifest itself.
    Manifest,
    /// A CMS signature file.
    Signature,
    /// A certificate file.
    Certificate,
}

/// A digest declared and a digest found, both in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Checksum {
    /// `SHA-256` and so on; as the manifest has it where it is not known.
    pub algorithm: String,
    /// What the manifest declares.
    pub expected: String,
    /// What the content has; absent when it was not or could not be computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
}

/// What signed thing covers an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Coverage {
    /// Its digest stands in a signed manifest (Option 1).
    SignedManifest,
    /// A signature of its own.
    ArtifactSignature,
    /// The CSAR it is in is signed as a whole (Option 2); of an external artifact, the CSAR whose manifest has its digest.
    WholePackage,
}

/// What the signatures of one role say of an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SignatureState {
    /// No signature of this role covers it.
    None,
    /// Covered, and proven right.
    Verified,
    /// Covered, and neither proven right nor found wrong.
    Indeterminate,
    /// Covered, and found wrong.
    Failed,
}
