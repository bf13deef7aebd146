//! The trust bundle as applied.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

/// The trust bundle as applied: every certificate by role and use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrustReport {
    /// Who may sign as the VNF provider.
    pub vnf_provider: RoleTrustReport,
    /// Who may sign as the service provider.
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
    /// When it was made (RFC 3339).
    pub this_update: String,
    /// Until when it is good (RFC 3339); absent when it does not say.
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
    /// `successful`, or the error by its RFC 6960 name; an error response says nothing about any certificate.
    pub response_status: String,
    /// Who says it: a name (RFC 4514), or the hash of a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responder: Option<String>,
    /// When it was signed (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub produced_at: Option<String>,
    /// Since when it is right (RFC 3339); the latest, where it speaks of several certificates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub this_update: Option<String>,
    /// Until when it is good (RFC 3339); the earliest, where it speaks of several certificates.
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
