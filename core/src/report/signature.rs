//! What the report says of signatures, time stamps and certificates.

use alloc::{borrow::Cow, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use super::Verdict;

/// One SignerInfo of one CMS SignedData, evaluated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignatureReport {
    /// Where the signature stands.
    pub location: SignatureLocation,
    /// The file that holds it: the manifest, the `.cms` file or an artifact's signature file; empty without a package.
    pub path: String,
    /// What it signs: the manifest, the CSAR or one artifact; empty without a package.
    pub signed_path: String,
    /// Whether the mathematics holds: digest, signed attributes, signature value.
    pub integrity: Verdict,
    /// Whether the signer is one the trust bundle names.
    pub authenticity: Verdict,
    /// As whom the signer signs; absent until a chain to an anchor is proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// `SHA-256` and so on; the OID where it is not known.
    pub digest_algorithm: String,
    /// `ECDSA P-256` and so on; the OID where it is not known.
    pub signature_algorithm: String,
    /// The time the signer claims (RFC 3339); nothing vouches for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_time: Option<String>,
    /// The time stamps it has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_stamps: Vec<TimeStampReport>,
    /// The time the chain was validated at (RFC 3339): the latest time that the earliest proven
    /// time stamp allows, where the chain does not hold now.
    pub validated_at: String,
    /// What is known of revocation.
    pub revocation: Revocation,
    /// The signing certificate first, the trust anchor last, also when the chain fails for revocation only; when no chain
    /// is proven, the signing certificate alone; empty when it was not found.
    pub chain: Vec<CertificateReport>,
    /// The fingerprint of the trust anchor that the chain ends at; absent when no chain is proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust_anchor: Option<String>,
    /// Indices into `Report::findings`.
    pub findings: Vec<usize>,
}

/// A time stamp of a signature (RFC 3161).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TimeStampReport {
    /// The time it states (RFC 3339).
    pub time: String,
    /// The latest time it may have been, with the accuracy the authority states, in whole seconds (RFC 3339); absent where
    /// that is the stated time. It is what counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// `passed`: the time is proven by an authority of the trust bundle, and counts. `indeterminate`: its authority is not
    /// trusted. `failed`: it does not hold.
    pub verdict: Verdict,
    /// The authority's chain, its own certificate first, the trust anchor last; empty when it is not proven.
    pub authority: Vec<CertificateReport>,
}

/// Where a signature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SignatureLocation {
    /// In the manifest's CMS block (Option 1).
    Manifest,
    /// Beside the CSAR (Option 2).
    Package,
    /// In a file of its own beside one artifact.
    Artifact,
    /// In a SignedData that was verified by itself, without a package.
    SignedData,
}

/// As whom somebody signs (GS NFV-SEC 021 clauses 5 and 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// The maker of the package.
    VnfProvider,
    /// The operator that takes it.
    ServiceProvider,
}

/// What is known of the revocation of a certificate, or of a chain: then the worst of its certificates, the anchor
/// excepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Revocation {
    /// Current revocation lists or OCSP responses show that it is not revoked.
    Good,
    /// Nothing was checked: the policy does not ask, no chain is proven, or no list or
    /// response of the issuer is available.
    NotChecked,
    /// A list or response of the issuer is available, and none shows it; or the policy requires one, and there is none.
    Unknown,
    /// Revoked or on hold.
    Revoked,
}

/// What shows the state of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum RevocationSource {
    /// Certificate revocation lists (RFC 5280).
    RevocationList,
    /// An OCSP response (RFC 6960).
    OcspResponse,
}

/// A certificate, decoded for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CertificateReport {
    /// The subject (RFC 4514).
    pub subject: String,
    /// The issuer (RFC 4514).
    pub issuer: String,
    /// The serial number in lower-case hex.
    pub serial_number: String,
    /// 1, 2 or 3.
    pub version: u8,
    /// First second of validity (RFC 3339).
    pub not_before: String,
    /// Last second of validity (RFC 3339).
    pub not_after: String,
    /// The public key: `RSA 3072`, `EC P-256`, `Ed25519`, or an OID.
    pub public_key: String,
    /// How the certificate is signed, or an OID.
    pub signature_algorithm: String,
    /// Whether basic constraints say it is a CA.
    pub is_ca: bool,
    /// Key usage bits by their RFC 5280 names; empty when the extension is absent.
    pub key_usage: Vec<Cow<'static, str>>,
    /// Extended key usages by name or OID; empty when the extension is absent.
    pub extended_key_usage: Vec<String>,
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub fingerprint: String,
    /// The certificate itself in PEM.
    pub pem: String,
    /// What is known of its revocation; absent where nothing was asked: for an anchor, or by the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation: Option<Revocation>,
    /// What shows that it is good or revoked; absent where neither is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation_source: Option<RevocationSource>,
}
