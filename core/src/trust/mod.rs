//! The trust bundle: who may sign in which role (GS NFV-SEC 021 clause 6.6). There are no default anchors, ever.

mod file;

use alloc::string::String;

pub(crate) use file::TrustFile;

use crate::{
    certificate_file,
    report::{Placement, Role, RoleTrustReport, TrustReport},
    x509::{Certificate, CertificateList, OcspResponse, fingerprint_set::FingerprintSet},
};

/// The certificates that an operator has installed, by role and use.
#[derive(Clone, Debug, Default)]
pub struct TrustBundle {
    pub(crate) vnf_provider: RoleTrust,
    pub(crate) service_provider: RoleTrust,
    pub(crate) intermediates: FingerprintSet<Certificate>,
    pub(crate) crls: FingerprintSet<CertificateList>,
    pub(crate) ocsp_responses: FingerprintSet<OcspResponse>,
    /// The authorities whose time stamps count.
    pub(crate) timestamp_authorities: FingerprintSet<Certificate>,
}

/// The certificates of one role.
#[derive(Clone, Debug, Default)]
pub(crate) struct RoleTrust {
    /// CAs whose chain is enough.
    pub(crate) private_cas: FingerprintSet<Certificate>,
    /// CAs whose chain is not enough: the signing certificate has to be installed too.
    pub(crate) public_cas: FingerprintSet<Certificate>,
    pub(crate) signing_certificates: FingerprintSet<Certificate>,
}

impl TrustBundle {
    /// Returns a bundle without anchors. Authenticity stays `indeterminate` with it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the contents of a file: a JSON bundle, or certificates, revocation lists and OCSP responses in PEM, DER or
    /// PKCS #7.
    ///
    /// A plain certificate file gives trust for the VNF provider. Self-issued CA certificates, including those of X.509
    /// version 1, become private CAs. Other CA certificates become intermediates, and end-entity certificates become
    /// signing certificates. [`inspect_trust`](crate::inspect_trust) shows what a file would add.
    ///
    /// # Errors
    /// A sentence that says what cannot be read. Nothing is added then. Nothing in a file is skipped: text that looks
    /// like a damaged part of it is an error. A signature is also an error, because its certificates are those of its
    /// own signer.
    pub fn add(&mut self, file: &[u8]) -> Result<(), String> {
        let TrustFile { certificates, crls, ocsp_responses, .. } = TrustFile::read(file)?;
        for (placement, certificate) in certificates {
            self.place(placement, certificate);
        }
        self.crls.extend(crls);
        self.ocsp_responses.extend(ocsp_responses);
        Ok(())
    }

    fn place(&mut self, placement: Placement, certificate: Certificate) {
        let (vnf_provider, service_provider) = (&mut self.vnf_provider, &mut self.service_provider);
        let list = match placement {
            Placement::VnfProviderPrivateCas => &mut vnf_provider.private_cas,
            Placement::VnfProviderPublicCas => &mut vnf_provider.public_cas,
            Placement::VnfProviderSigningCertificates => &mut vnf_provider.signing_certificates,
            Placement::ServiceProviderPrivateCas => &mut service_provider.private_cas,
            Placement::ServiceProviderPublicCas => &mut service_provider.public_cas,
            Placement::ServiceProviderSigningCertificates => &mut service_provider.signing_certificates,
            Placement::TimestampAuthorities => &mut self.timestamp_authorities,
            // A certificate is never placed among lists and responses. As an intermediate it grants nothing.
            Placement::Intermediates | Placement::Crls | Placement::OcspResponses => &mut self.intermediates,
        };
        list.push(certificate);
    }

    pub(crate) fn of(&self, role: Role) -> &RoleTrust {
        match role {
            Role::VnfProvider => &self.vnf_provider,
            Role::ServiceProvider => &self.service_provider,
        }
    }

    /// Returns whether the bundle names any authority.
    pub(crate) fn has_anchors(&self) -> bool {
        [&self.vnf_provider, &self.service_provider]
            .into_iter()
            .any(|role| !role.private_cas.is_empty() || !role.public_cas.is_empty())
    }

    pub(crate) fn to_report(&self) -> TrustReport {
        let certificates = |list: &[Certificate]| list.iter().map(Certificate::to_trusted).collect();
        let role = |trust: &RoleTrust| RoleTrustReport {
            private_cas: certificates(&trust.private_cas),
            public_cas: certificates(&trust.public_cas),
            signing_certificates: certificates(&trust.signing_certificates),
        };
        TrustReport {
            vnf_provider: role(&self.vnf_provider),
            service_provider: role(&self.service_provider),
            intermediates: certificates(&self.intermediates),
            crls: self.crls.iter().map(CertificateList::to_report).collect(),
            ocsp_responses: self.ocsp_responses.iter().map(OcspResponse::to_report).collect(),
            timestamp_authorities: certificates(&self.timestamp_authorities),
        }
    }
}

/// Returns the PEM text for an entry of a JSON bundle, from a file with one certificate, revocation list or PKCS #7 in
/// PEM or DER. The text is checked when the bundle is read.
///
/// # Errors
/// A sentence that says what cannot be read.
pub fn entry_text(file: &[u8]) -> Result<String, String> {
    certificate_file::entry_text(file)
}

impl RoleTrust {
    /// Returns whether the certificate is installed for this role.
    pub(crate) fn has_installed(&self, certificate: &Certificate) -> bool {
        self.signing_certificates.has(certificate)
    }
}
