//! The contents of a package, without a judgement.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use super::{ArtifactKind, CertificateReport, Finding, PackageReport, SignatureLocation};

/// The contents of a package. Nothing was verified: anybody could have written all of it, including the names of
/// signers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PackageInspection {
    /// The file, its layout and the manifest's metadata.
    pub package: PackageReport,
    /// Every file of the package and every source that its manifest names, in path order.
    pub files: Vec<InspectedFile>,
    /// Every CMS SignedData that states what it signs.
    pub signatures: Vec<InspectedSignature>,
    /// The parts that could not be read, or not in one way, the gravest first. A package without findings may still be
    /// a forgery.
    pub findings: Vec<Finding>,
}

/// A file of the package, or a source of its manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InspectedFile {
    /// The path inside the CSAR, or the URI of an external artifact.
    pub path: String,
    /// The kind of file.
    pub kind: ArtifactKind,
    /// The size without compression in bytes, as the archive states it. Absent for a file that is not in the archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Whether the manifest lists the file.
    pub is_listed: bool,
    /// The digest algorithm that the manifest states for the file, for example `SHA-256`. An unknown one is as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<String>,
    /// The digest that the manifest states for the file, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The non-MANO artifact sets to which the file belongs (SOL 004 clause 4.3.7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub non_mano_artifact_set_ids: Vec<String>,
}

/// A CMS SignedData.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InspectedSignature {
    /// The place of the signature.
    pub location: SignatureLocation,
    /// The file that holds it: the manifest, the `.cms` file or an artifact's signature file.
    pub path: String,
    /// The file that it should sign: the manifest, the CSAR or one artifact.
    pub signed_path: String,
    /// The signers, in the order of the structure.
    pub signers: Vec<InspectedSigner>,
    /// The number of certificates that it embeds.
    pub embedded_certificates: usize,
    /// The path of the certificate file that belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_path: Option<String>,
}

/// A SignerInfo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InspectedSigner {
    /// The way in which it names its certificate: by issuer and serial number, or by the identifier of its key.
    pub named_by: String,
    /// The digest algorithm, for example `SHA-256`, or the OID if it is not known.
    pub digest_algorithm: String,
    /// The signature algorithm, for example `ECDSA with SHA-256`, or the OID if it is not known.
    pub signature_algorithm: String,
    /// The time that it claims (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_time: Option<String>,
    /// The certificate that it names, if that came with the package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateReport>,
}
