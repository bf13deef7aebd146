//! Certification authorities and signers: certificates with their private keys.

use std::{str::FromStr, sync::Arc};

use der::{Encode, EncodePem, asn1::OctetString, pem::LineEnding};
use x509_cert::{Certificate, name::Name};

use crate::{Digest, Key, Signing, Template, Trust, template::key_identifier};

/// A certificate with its private key.
#[derive(Clone)]
pub struct Identity {
    /// The private key.
    pub key: Arc<Key>,
    /// The certificate.
    pub certificate: Certificate,
}

impl Identity {
    /// Issues a certificate for a new key. It does not check whether this identity may do so.
    #[must_use]
    pub fn issue(&self, template: &Template) -> Self {
        let key = Arc::new(template.new_key());
        let certificate = template.encode(&key, self.subject(), &self.key);
        Self { key, certificate }
    }

    /// Issues to itself another certificate for its key.
    #[must_use]
    pub fn renew(&self, template: &Template) -> Self {
        self.certify(self, template)
    }

    /// Issues to another authority or signer a certificate for its key.
    #[must_use]
    pub fn certify(&self, other: &Self, template: &Template) -> Self {
        let certificate = template.encode(&other.key, self.subject(), &self.key);
        Self { key: Arc::clone(&other.key), certificate }
    }

    fn subject(&self) -> &Name {
        self.certificate.tbs_certificate().subject()
    }

    /// Returns the certificate in PEM.
    #[must_use]
    pub fn to_pem(&self) -> String {
        self.certificate.to_pem(LineEnding::LF).expect("encodes")
    }

    /// Returns the certificate in DER.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        self.certificate.to_der().expect("encodes")
    }

    /// Returns SHA-256 of the DER encoding, as reports have it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        Digest::Sha256.hex(&self.to_der())
    }

    /// Returns the identifier of the key (RFC 7093 section 2, method 1).
    #[must_use]
    pub fn key_identifier(&self) -> OctetString {
        key_identifier(&self.key)
    }
}

/// The signer of packages in most tests: a root, an issuing authority below it, and a signer.
pub struct Provider {
    /// The root, self-signed.
    pub root: Identity,
    /// The issuing authority below it.
    pub issuing: Identity,
    /// The signer below the issuing authority.
    pub signer: Identity,
}

impl Provider {
    /// Makes a provider with EC P-256 keys.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self::with_signer(name, &Template::signer(&format!("{name} package signing")).of(name))
    }

    /// Makes a provider with this certificate for the signer. The authorities have the same kind of key.
    #[must_use]
    pub fn with_signer(name: &str, signer: &Template) -> Self {
        let authority = |what| Template::authority(&format!("{name} {what}")).of(name).key(signer.key);
        let root = authority("root CA").self_signed();
        let issuing = root.issue(&authority("issuing CA").path_length(0));
        let signer = issuing.issue(signer);
        Self { root, issuing, signer }
    }

    /// Describes how the provider signs: with the certificates of the issuing authority and the signer. The operator
    /// knows the root.
    #[must_use]
    pub fn signing(&self) -> Signing<'_> {
        Signing::by(&self.signer).through(&self.issuing)
    }

    /// Returns an operator's trust bundle that names the root.
    #[must_use]
    pub fn trust(&self) -> Trust {
        Trust::vnf_provider(&self.root)
    }
}

impl Template {
    /// Makes a certificate that is signed with its own new key.
    #[must_use]
    pub fn self_signed(self) -> Identity {
        let key = Arc::new(self.new_key());
        let certificate = self.encode(&key, &self.name(), &key);
        Identity { key, certificate }
    }

    /// Makes a certificate that is signed with its own new key, and names another issuer (RFC 4514).
    #[must_use]
    pub fn self_signed_as(self, issuer: &str) -> Identity {
        let key = Arc::new(self.new_key());
        let issuer = Name::from_str(issuer).expect("a distinguished name");
        let certificate = self.encode(&key, &issuer, &key);
        Identity { key, certificate }
    }
}
