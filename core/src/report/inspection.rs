//! The contents of a trust file.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

/// The contents of a trust file, and the trust that each part would grant: exactly what a trust bundle takes from the
/// file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrustInspection {
    /// The format of the trust file.
    pub format: TrustFileFormat,
    /// Every certificate, revocation list and OCSP response, once for each placement.
    pub entries: Vec<TrustEntry>,
}

/// The formats of trust files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TrustFileFormat {
    /// A trust bundle in JSON, which states a placement for each entry.
    Bundle,
    /// Certificates and revocation lists in PEM, DER or PKCS #7, without placements.
    Certificates,
}

/// One certificate, revocation list or OCSP response of a trust file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrustEntry {
    /// The kind of the entry.
    pub kind: TrustEntryKind,
    /// The placement in the bundle, or the placement at which a file that is not a bundle would be added.
    pub placement: Placement,
    /// Whether this placement allows anybody to sign or to state the time. It does for anchors, signing certificates
    /// and time-stamp authorities.
    pub grants_trust: bool,
    /// The entry as one PEM block, written from the DER encoding that was read.
    pub pem: String,
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub fingerprint: String,
    /// The subject of a certificate (RFC 4514), the issuer of a revocation list (RFC 4514), or the responder of an OCSP
    /// response (a name, the hash of a key, or the response status if the response holds nothing else).
    pub subject: String,
    /// The issuer (RFC 4514).
    pub issuer: String,
    /// The first second of validity of a certificate, or the time at which a revocation list was issued (RFC 3339).
    pub not_before: String,
    /// The last second of validity of a certificate, or the time of a revocation list's next issue (RFC 3339). Absent
    /// if a list does not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<String>,
    /// The serial number of a certificate in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial_number: Option<String>,
    /// The version of a certificate: 1, 2 or 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u8>,
    /// The identifier of a certificate's key in lower-case hex, if the certificate states it (RFC 5280 section 4.2.1.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_identifier: Option<String>,
    /// The identifier of the key that issued a certificate, in lower-case hex, if the certificate states it (RFC 5280 section
    /// 4.2.1.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_key_identifier: Option<String>,
    /// Whether basic constraints state that it is a CA.
    pub is_ca: bool,
    /// Whether a certificate is signed with its own key. If so, only its fingerprint shows whose it is.
    pub is_self_signed: bool,
}

/// The kinds of entries in a trust file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TrustEntryKind {
    /// A certificate.
    Certificate,
    /// A certificate revocation list.
    RevocationList,
    /// An OCSP response.
    OcspResponse,
}

/// A place in a trust bundle, by the keys of its JSON form (GS NFV-SEC 021 clause 6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Placement {
    /// CAs whose chain is enough to sign as the VNF provider.
    #[serde(rename = "vnfProvider.privateCAs")]
    VnfProviderPrivateCas,
    /// CAs whose chain counts only with an installed signing certificate of the VNF provider.
    #[serde(rename = "vnfProvider.publicCAs")]
    VnfProviderPublicCas,
    /// Installed signing certificates of the VNF provider.
    #[serde(rename = "vnfProvider.signingCertificates")]
    VnfProviderSigningCertificates,
    /// CAs whose chain is enough to sign as the service provider.
    #[serde(rename = "serviceProvider.privateCAs")]
    ServiceProviderPrivateCas,
    /// CAs whose chain counts only with an installed signing certificate of the service provider.
    #[serde(rename = "serviceProvider.publicCAs")]
    ServiceProviderPublicCas,
    /// Installed signing certificates of the service provider.
    #[serde(rename = "serviceProvider.signingCertificates")]
    ServiceProviderSigningCertificates,
    /// CA certificates that help to build a path and are trusted for nothing.
    #[serde(rename = "intermediates")]
    Intermediates,
    /// Certificate revocation lists.
    #[serde(rename = "crls")]
    Crls,
    /// OCSP responses.
    #[serde(rename = "ocspResponses")]
    OcspResponses,
    /// Authorities whose time stamps count.
    #[serde(rename = "timestampAuthorities")]
    TimestampAuthorities,
}

impl Placement {
    /// The keys of the JSON form that lead to this placement.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::VnfProviderPrivateCas => "vnfProvider.privateCAs",
            Self::VnfProviderPublicCas => "vnfProvider.publicCAs",
            Self::VnfProviderSigningCertificates => "vnfProvider.signingCertificates",
            Self::ServiceProviderPrivateCas => "serviceProvider.privateCAs",
            Self::ServiceProviderPublicCas => "serviceProvider.publicCAs",
            Self::ServiceProviderSigningCertificates => "serviceProvider.signingCertificates",
            Self::Intermediates => "intermediates",
            Self::Crls => "crls",
            Self::OcspResponses => "ocspResponses",
            Self::TimestampAuthorities => "timestampAuthorities",
        }
    }

    /// Returns whether this placement allows anybody to sign or to state the time.
    #[must_use]
    pub fn grants_trust(self) -> bool {
        !matches!(self, Self::Intermediates | Self::Crls | Self::OcspResponses)
    }
}
