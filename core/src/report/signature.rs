//! The part of the report about signatures, time stamps and certificates.

use alloc::{borrow::Cow, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use super::{UntrustedPath, Verdict};

/// The evaluation of one SignerInfo of one CMS SignedData.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignatureReport {
    /// The place of the signature.
    pub location: SignatureLocation,
    /// The file that holds it: the manifest, the `.cms` file or an artifact's signature file. Empty without a package.
    pub path: String,
    /// The file that it signs: the manifest, the CSAR or one artifact. Empty without a package.
    pub signed_path: String,
    /// SHA-256 of the CMS structure in DER or BER as received, in lower-case hex. If it came in PEM, of what is in the
    /// block. Absent in the reports of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cms_digest: Option<String>,
    /// Whether the mathematics holds: digest, signed attributes, signature value.
    pub integrity: Verdict,
    /// Whether the trust bundle names the signer.
    pub authenticity: Verdict,
    /// The role of the signer. Absent unless a chain to an anchor is proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The digest algorithm, for example `SHA-256`, or the OID if it is not known.
    pub digest_algorithm: String,
    /// The signature algorithm, for example `ECDSA P-256`, or the OID if it is not known.
    pub signature_algorithm: String,
    /// The time that the signer claims (RFC 3339). Nothing vouches for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_time: Option<String>,
    /// The time stamps of the signature.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_stamps: Vec<TimeStampReport>,
    /// The time for which the chain was validated (RFC 3339). If the chain does not hold now, that is the latest time
    /// that the earliest proven time stamp allows.
    pub validated_at: String,
    /// The revocation state of the chain.
    pub revocation: Revocation,
    /// The signing certificate first, the trust anchor last, even if the chain fails for revocation only. If no chain
    /// is proven, only the signing certificate. Empty if that was not found.
    pub chain: Vec<CertificateReport>,
    /// The fingerprint of the trust anchor at which the chain ends. Absent if no chain is proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust_anchor: Option<String>,
    /// The way towards an authority that the trust bundle does not have, if the signature holds. It is given once for each
    /// signing certificate, and for a few of them (`UNTRUSTED_PATHS`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub untrusted_path: Option<UntrustedPath>,
    /// Indices into `Report::findings`.
    pub findings: Vec<usize>,
}

/// A time stamp of a signature (RFC 3161).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TimeStampReport {
    /// The time that it states (RFC 3339).
    pub time: String,
    /// The latest possible time with the accuracy that the authority states, in whole seconds (RFC 3339). Absent if
    /// that is the stated time. This time counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// `passed`: an authority of the trust bundle proves the time, which counts. `indeterminate`: its authority is not
    /// trusted. `failed`: it does not hold.
    pub verdict: Verdict,
    /// The authority's chain: its own certificate first, the trust anchor last. Empty if no chain is proven.
    pub authority: Vec<CertificateReport>,
}

/// The place of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SignatureLocation {
    /// The signature is in the manifest's CMS block (Option 1).
    Manifest,
    /// The signature is beside the CSAR (Option 2).
    Package,
    /// The signature is in a file of its own beside one artifact.
    Artifact,
    /// The signature is in a SignedData that was verified by itself, without a package.
    SignedData,
}

/// The role in which somebody signs (GS NFV-SEC 021 clauses 5 and 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// The maker of the package.
    VnfProvider,
    /// The operator that takes the package.
    ServiceProvider,
}

/// The revocation state of a certificate, or of a chain. For a chain, it is the worst state of its certificates,
/// without the anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Revocation {
    /// Current revocation lists or OCSP responses show that it is not revoked.
    Good,
    /// Nothing was checked: the policy does not require it, no chain is proven, or no list or response of the issuer is
    /// available.
    NotChecked,
    /// A list or response of the issuer is available, but none shows the state; or the policy requires one, and there
    /// is none.
    Unknown,
    /// The certificate is revoked or on hold.
    Revoked,
}

/// The source that shows the state of a certificate.
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
    /// The X.509 version: 1, 2 or 3.
    pub version: u8,
    /// The first second of validity (RFC 3339).
    pub not_before: String,
    /// The last second of validity (RFC 3339).
    pub not_after: String,
    /// The public key: `RSA 3072`, `EC P-256`, `Ed25519`, or an OID.
    pub public_key: String,
    /// The algorithm with which the certificate is signed, or an OID.
    pub signature_algorithm: String,
    /// Whether basic constraints state that it is a CA.
    pub is_ca: bool,
    /// The key usage bits by their RFC 5280 names. Empty if the extension is absent.
    pub key_usage: Vec<Cow<'static, str>>,
    /// The extended key usages by name or OID. Empty if the extension is absent.
    pub extended_key_usage: Vec<String>,
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub fingerprint: String,
    /// The certificate itself in PEM.
    pub pem: String,
    /// The revocation state of the certificate. Absent if it was not looked up: for an anchor, or because of the
    /// policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation: Option<Revocation>,
    /// The source that shows that it is good or revoked. Absent if neither is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation_source: Option<RevocationSource>,
    /// The lists or the response that show it, the latest first. If the state is unknown, the latest list about it that
    /// was read, for example one that is out of date. Empty if there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revocation_evidence: Vec<RevocationEvidence>,
}

/// A revocation list or an OCSP response from which the state of a certificate follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RevocationEvidence {
    /// Whether it is a list or a response.
    pub kind: RevocationSource,
    /// The issuer of the list (RFC 4514), or the responder: a name, or the hash of a key.
    pub issuer: String,
    /// The number of the list in decimal, or in hex after `0x` if it is longer than 16 octets. Absent for a response and
    /// for a list that states none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The time since which it is right (RFC 3339).
    pub this_update: String,
    /// The time until which it is current (RFC 3339). Absent if it does not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<String>,
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub fingerprint: String,
}
