//! How far the certificates that came with a package lead, where they lead to no anchor.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use super::CertificateReport;

/// The way from a signing certificate towards an authority that the trust bundle does not have. Each certificate was
/// issued with the key of the next one, and nothing else about them was verified. It shows whom an operator may want to
/// ask about, and grants nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UntrustedPath {
    /// The CA certificates above the signing certificate, its issuer first. Empty if the issuer's certificate is not
    /// available.
    pub certificates: Vec<CertificateReport>,
    /// The issuer whose certificate is not available. Absent if the last certificate is self-signed, or the path is too
    /// long to be followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_issuer: Option<MissingIssuer>,
}

/// An issuer whose certificate is neither in the package nor in the trust bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MissingIssuer {
    /// Its subject (RFC 4514), as the certificate that it issued names it.
    pub subject: String,
    /// The identifier of its key in lower-case hex, if that certificate names it (RFC 5280 section 4.2.1.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_identifier: Option<String>,
}
