//! Trust bundles, as the operator writes them.

use serde::Serialize;
use x509_cert::crl::CertificateList;

use crate::{Identity, list_to_pem, response_to_pem};

/// Who may sign as whom.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trust {
    /// Who may sign as the VNF provider.
    pub vnf_provider: RoleTrust,
    /// Who may sign as the service provider.
    pub service_provider: RoleTrust,
    /// Certificates that help to build a path, in PEM.
    pub intermediates: Vec<String>,
    /// Revocation lists, in PEM.
    pub crls: Vec<String>,
    /// OCSP responses, in PEM.
    pub ocsp_responses: Vec<String>,
    /// Authorities whose time stamps count, in PEM.
    pub timestamp_authorities: Vec<String>,
}

/// The certificates of one role, in PEM.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleTrust {
    /// Authorities of the role itself: a chain that ends there is enough.
    #[serde(rename = "privateCAs")]
    pub private_authorities: Vec<String>,
    /// Authorities for everybody: the signing certificate has to be installed as well.
    #[serde(rename = "publicCAs")]
    pub public_authorities: Vec<String>,
    /// Signing certificates that are installed.
    pub signing_certificates: Vec<String>,
}

impl Trust {
    /// Nobody.
    #[must_use]
    pub fn nobody() -> Self {
        Self::default()
    }

    /// A VNF provider's own authority.
    #[must_use]
    pub fn vnf_provider(authority: &Identity) -> Self {
        let mut trust = Self::default();
        trust.vnf_provider.private_authorities.push(authority.to_pem());
        trust
    }

    /// And a service provider's own authority, with its signing certificates.
    #[must_use]
    pub fn and_service_provider(mut self, authority: &Identity, signers: &[&Identity]) -> Self {
        self.service_provider.private_authorities.push(authority.to_pem());
        self.service_provider.signing_certificates.extend(signers.iter().map(|signer| signer.to_pem()));
        self
    }

    /// And an authority whose time stamps count.
    #[must_use]
    pub fn and_time_stamps_of(mut self, authority: &Identity) -> Self {
        self.timestamp_authorities.push(authority.to_pem());
        self
    }

    /// And a public authority for VNF providers, with the signing certificates that are installed.
    #[must_use]
    pub fn and_public(mut self, authority: &Identity, signers: &[&Identity]) -> Self {
        self.vnf_provider.public_authorities.push(authority.to_pem());
        self.vnf_provider.signing_certificates.extend(signers.iter().map(|signer| signer.to_pem()));
        self
    }

    /// And an intermediate authority.
    #[must_use]
    pub fn and_intermediate(mut self, authority: &Identity) -> Self {
        self.intermediates.push(authority.to_pem());
        self
    }

    /// And revocation lists.
    #[must_use]
    pub fn and_lists<'a>(mut self, lists: impl IntoIterator<Item = &'a CertificateList>) -> Self {
        self.crls.extend(lists.into_iter().map(list_to_pem));
        self
    }

    /// And OCSP responses.
    #[must_use]
    pub fn and_responses<'a>(mut self, responses: impl IntoIterator<Item = &'a Vec<u8>>) -> Self {
        self.ocsp_responses.extend(responses.into_iter().map(|response| response_to_pem(response)));
        self
    }

    /// The bundle as the file an operator keeps.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a bundle has an encoding")
    }
}
