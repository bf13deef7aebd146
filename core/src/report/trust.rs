//! The trust bundle as applied.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

/// The trust bundle as applied: every certificate by role and use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrustReport {
    /// The certificates of those who may sign as the VNF provider.
    pub vnf_provider: RoleTrustReport,
    /// The certificates of those who may sign as the service provider.
    pub service_provider: RoleTrustReport,
    /// CA certificates that help to build a path and are trusted for nothing.
    pub intermediates: Vec<TrustedCertificate>,
    /// Certificate revocation lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crls: Vec<RevocationListReport>,
    /// OCSP responses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ocsp_responses: Vec<OcspResponseReport>,
    /// Authorities whose time stamps count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timestamp_authorities: Vec<TrustedCertificate>,
}

/// The certificates of one role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RoleTrustReport {
    /// CAs whose chain is enough.
    #[serde(rename = "privateCAs")]
    pub private_cas: Vec<TrustedCertificate>,
    /// CAs whose chain counts only with an installed signing certificate.
    #[serde(rename = "publicCAs")]
    pub public_cas: Vec<TrustedCertificate>,
    /// Installed signing certificates.
    pub signing_certificates: Vec<TrustedCertificate>,
}

/// A revocation list of the trust bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RevocationListReport {
    /// The issuer (RFC 4514).
    pub issuer: String,
    /// The number of the list in decimal, or in hex after `0x` if it is longer than 16 octets. Absent if the list states
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The time at which it was issued (RFC 3339).
    pub this_update: String,
    /// The time until which it is current (RFC 3339). Absent if the list does not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<String>,
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub fingerprint: String,
}

/// An OCSP response of the trust bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OcspResponseReport {
    /// `successful`, or the error by its RFC 6960 name. An error response states nothing about any certificate.
    pub response_status: String,
    /// The responder: a name (RFC 4514), or the hash of a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responder: Option<String>,
    /// The time at which it was signed (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub produced_at: Option<String>,
    /// The time since which it is right (RFC 3339). If it is about several certificates, the latest of their times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub this_update: Option<String>,
    /// The time until which it is current (RFC 3339). If it is about several certificates, the earliest of their times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<String>,
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub fingerprint: String,
}

/// A certificate of the trust bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrustedCertificate {
    /// The subject (RFC 4514).
    pub subject: String,
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub fingerprint: String,
}
