//! The part of the report about the package and its files.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use super::{Checksum, Verdict};

/// The package that was verified.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PackageReport {
    /// The name that the host gave to the file.
    pub file_name: String,
    /// The size of the file in bytes.
    pub file_size: u64,
    /// SHA-256 of the whole file, in lower-case hex. Absent unless the host asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_digest: Option<String>,
    /// The kind of package that the manifest describes. Absent if no manifest could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PackageKind>,
    /// The security option of SOL 004 clause 5.1. Absent if the package is not signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package_security_option: Option<SecurityOption>,
    /// The layout of the CSAR. Absent if no CSAR could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// The path of the CSAR inside an Option 2 delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csar_path: Option<String>,
    /// The first files in it that may be packages of their own, if it is none itself or holds several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages_inside: Vec<String>,
    /// The path of the manifest inside the CSAR.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest_path: Option<String>,
    /// SHA-256 of the manifest's file, with the signature in it, in lower-case hex. Absent if no manifest could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest_digest: Option<String>,
    /// The manifest's metadata in its own order (SOL 004 clause 4.3.2). It is untrusted unless integrity is `passed`.
    #[serde(default)]
    pub metadata: Vec<MetadataEntry>,
}

/// One line of the manifest's metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MetadataEntry {
    /// The key as written, for example `vnf_provider_id`.
    pub key: String,
    /// The value, without white space around it.
    pub value: String,
}

/// The kind of package that a manifest's metadata keys describe.
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
    /// The keys belong to no known kind, or to several.
    Unknown,
}

/// The security option of SOL 004 clause 5.1, spelled as in SOL 005.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SecurityOption {
    /// The manifest has the digests and is signed.
    #[serde(rename = "OPTION_1")]
    Option1,
    /// The CSAR is signed as a whole.
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
    /// The path inside the CSAR, or the URI of an external artifact.
    pub artifact_path: String,
    /// The kind of file.
    pub kind: ArtifactKind,
    /// The status of the file, from everything that is known of it.
    pub status: Verdict,
    /// The size without compression, in bytes. Absent for a missing artifact and for an external one that was not
    /// supplied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The digest that the manifest declares, and the digest of the content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checksum: Option<Checksum>,
    /// The ways in which signatures cover the file. Empty if none does.
    pub coverage: Vec<Coverage>,
    /// The state of the VNF provider's signatures over the file.
    pub vnf_provider: SignatureState,
    /// The state of the service provider's signatures over the file.
    pub service_provider: SignatureState,
    /// The non-MANO artifact sets to which the file belongs (SOL 004 clause 4.3.7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub non_mano_artifact_set_ids: Vec<String>,
    /// Whether the content is a CMS encrypted structure (SOL 004 clause 5.4). Absent if the content was not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_encrypted: Option<bool>,
    /// Indices into `Report::findings`.
    pub findings: Vec<usize>,
}

/// The kind of a file in a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ArtifactKind {
    /// A file inside the CSAR.
    Local,
    /// A URI. It is never fetched, and checked only if its content was supplied.
    External,
    /// A file that the manifest names and that is not in the archive.
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

/// The way in which a signature covers an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Coverage {
    /// The artifact's digest is in a signed manifest (Option 1).
    SignedManifest,
    /// The artifact has a signature of its own.
    ArtifactSignature,
    /// The CSAR is signed as a whole (Option 2), and contains the artifact or, for an external one, a manifest with its
    /// digest.
    WholePackage,
}

/// The state of one role's signatures over an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SignatureState {
    /// No signature of this role covers the artifact.
    None,
    /// A signature covers the artifact, and it is proven right.
    Verified,
    /// A signature covers the artifact, and it is neither proven right nor found wrong.
    Indeterminate,
    /// A signature covers the artifact, and it is found wrong.
    Failed,
}
