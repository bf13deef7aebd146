//! Trust bundles, as operators write them.

use serde::Serialize;
use x509_cert::crl::CertificateList;

use crate::{Identity, list_to_pem, response_to_pem};

/// The trust of an operator: who may sign in which role.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trust {
    /// The certificates of those who may sign as the VNF provider.
    pub vnf_provider: RoleTrust,
    /// The certificates of those who may sign as the service provider.
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
    /// Private CAs: a chain that ends at one is enough.
    #[serde(rename = "privateCAs")]
    pub private_authorities: Vec<String>,
    /// Public CAs: the signing certificate has to be installed as well.
    #[serde(rename = "publicCAs")]
    pub public_authorities: Vec<String>,
    /// Installed signing certificates.
    pub signing_certificates: Vec<String>,
}

impl Trust {
    /// Returns a bundle that trusts nobody.
    #[must_use]
    pub fn nobody() -> Self {
        Self::default()
    }

    /// Trusts a VNF provider's private CA.
    #[must_use]
    pub fn vnf_provider(authority: &Identity) -> Self {
        let mut trust = Self::default();
        trust.vnf_provider.private_authorities.push(authority.to_pem());
        trust
    }

    /// Adds a service provider's private CA, with its signing certificates.
    #[must_use]
    pub fn and_service_provider(mut self, authority: &Identity, signers: &[&Identity]) -> Self {
        self.service_provider.private_authorities.push(authority.to_pem());
        self.service_provider.signing_certificates.extend(signers.iter().map(|signer| signer.to_pem()));
        self
    }

    /// Adds an authority whose time stamps count.
    #[must_use]
    pub fn and_time_stamps_of(mut self, authority: &Identity) -> Self {
        self.timestamp_authorities.push(authority.to_pem());
        self
    }

    /// Adds a public CA for VNF providers, with the installed signing certificates.
    #[must_use]
    pub fn and_public(mut self, authority: &Identity, signers: &[&Identity]) -> Self {
        self.vnf_provider.public_authorities.push(authority.to_pem());
        self.vnf_provider.signing_certificates.extend(signers.iter().map(|signer| signer.to_pem()));
        self
    }

    /// Adds an intermediate authority.
    #[must_use]
    pub fn and_intermediate(mut self, authority: &Identity) -> Self {
        self.intermediates.push(authority.to_pem());
        self
    }

    /// Adds revocation lists.
    #[must_use]
    pub fn and_lists<'a>(mut self, lists: impl IntoIterator<Item = &'a CertificateList>) -> Self {
        self.crls.extend(lists.into_iter().map(list_to_pem));
        self
    }

    /// Adds OCSP responses.
    #[must_use]
    pub fn and_responses<'a>(mut self, responses: impl IntoIterator<Item = &'a Vec<u8>>) -> Self {
        self.ocsp_responses.extend(responses.into_iter().map(|response| response_to_pem(response)));
        self
    }

    /// Returns the bundle as the file that an operator keeps.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a bundle has an encoding")
    }
}
