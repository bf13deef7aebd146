//! What is in a package, where nothing is judged.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use super::{ArtifactKind, CertificateReport, Finding, PackageReport, SignatureLocation};

/// What is in a package. Nothing was verified: anybody could have written all of it, the names of signers included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PackageInspection {
    /// The file, its layout and the manifest's metadata.
    pub package: PackageReport,
    /// Every file of the package and every source its manifest names, in path order.
    pub files: Vec<InspectedFile>,
    /// Every CMS SignedData that says what it signs.
    pub signatures: Vec<InspectedSignature>,
    /// What could not be read, or not in one way, the gravest first. A package without any may still be a forgery.
    pub findings: Vec<Finding>,
}

/// A file of the package, or a source of its manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InspectedFile {
    /// Path inside the CSAR, or the URI of an external artifact.
    pub path: String,
    /// What the file is to the package.
    pub kind: ArtifactKind,
    /// Uncompressed size in bytes, as the archive states it; absent for what is not in the archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Whether the manifest lists it.
    pub is_listed: bool,
    /// The digest algorithm that the manifest states for it, `SHA-256` and so on; as written where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<String>,
    /// The digest that the manifest states for it, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The non-MANO artifact sets it belongs to (SOL 004 clause 4.3.7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub non_mano_artifact_set_ids: Vec<String>,
}

/// A CMS SignedData.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InspectedSignature {
    /// Where the signature stands.
    pub location: SignatureLocation,
    /// The file that holds it: the manifest, the `.cms` file or an artifact's signature file.
    pub path: String,
    /// What it is said to sign: the manifest, the CSAR or one artifact.
    pub signed_path: String,
    /// Its signers, in the order of the structure.
    pub signers: Vec<InspectedSigner>,
    /// How many certificates it embeds.
    pub embedded_certificates: usize,
    /// The certificate file that goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_path: Option<String>,
}

/// A SignerInfo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InspectedSigner {
    /// How it names its certificate: by issuer and serial number, or by the identifier of its key.
    pub named_by: String,
    /// `SHA-256` and so on; the OID where it is not known.
    pub digest_algorithm: String,
    /// `ECDSA with SHA-256` and so on; the OID where it is not known.
    pub signature_algorithm: String,
    /// The time it claims (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_time: Option<String>,
    /// The certificate it names, where that came with the package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateReport>,
}
