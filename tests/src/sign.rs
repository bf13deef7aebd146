//! Signatures over packages: CMS SignedData (RFC 5652), detached.

use std::time::SystemTime;

use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{EncapsulatedContentInfo, SignedAttributes, SignedData, SignerIdentifier, SignerInfo, SignerInfos},
};
use der::{
    Any, Encode, EncodePem, Tag,
    asn1::{ObjectIdentifier, OctetString, SetOfVec},
    pem::LineEnding,
};
use x509_cert::{attr::Attribute, ext::pkix::SubjectKeyIdentifier, spki::AlgorithmIdentifierOwned};

use crate::{Digest, Identity, attribute, gnutls, openssl};

/// `id-data` (RFC 5652 section 4).
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
/// `id-signedData` (RFC 5652 section 5.1).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// The place of the certificates (SOL 004 clause 5.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CertificatePlace {
    /// The certificates are in the CMS structure.
    #[default]
    InSignature,
    /// The certificates are in a file of their own.
    InFile,
    /// The certificates are in both places.
    InBoth,
    /// The certificates are left out.
    Nowhere,
}

/// The way in which a SignerInfo names its certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Identifier {
    /// The certificate is named by issuer and serial number.
    #[default]
    IssuerAndSerialNumber,
    /// The certificate is named by subject key identifier.
    SubjectKey,
}

/// The encoding of a signature file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// PEM with the label `CMS` (RFC 7468 section 9).
    #[default]
    Pem,
    /// DER.
    Der,
}

/// The program that makes the structure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Maker {
    /// This crate makes the structure.
    #[default]
    Ours,
    /// The `openssl` program makes the structure.
    OpenSsl,
    /// GNU TLS's program `certtool` makes the structure.
    GnuTls,
}

/// A change of a SignedData before it is encoded.
type Alteration<'a> = Box<dyn Fn(&mut SignedData) + 'a>;

/// A description of how something is signed, and by whom.
pub struct Signing<'a> {
    /// The signers, each with one SignerInfo.
    pub signers: Vec<&'a Identity>,
    /// Certificates that come with the signature in addition to the signers' own.
    pub chain: Vec<&'a Identity>,
    /// The digest algorithm.
    pub digest: Digest,
    /// Whether signed attributes are used, and not a signature over the content itself.
    pub signed_attributes: bool,
    /// The signing time.
    pub signing_time: SystemTime,
    /// Signed attributes in addition to content type, message digest and signing time.
    pub other_attributes: Vec<Attribute>,
    /// The type of the content.
    pub content_type: ObjectIdentifier,
    /// The way in which certificates are named.
    pub identifier: Identifier,
    /// The place of the certificates.
    pub certificates: CertificatePlace,
    /// The encoding of a signature file. A manifest's block is always PEM.
    pub encoding: Encoding,
    /// Whether the content is inside the structure. This is possible only if the structure is made here.
    pub attached: bool,
    /// The program that makes the structure.
    pub maker: Maker,
    /// A change of the finished structure, to make a wrong one. This is possible only if the structure is made here.
    pub alteration: Option<Alteration<'a>>,
}

impl<'a> Signing<'a> {
    /// Describes a signature by one signer.
    #[must_use]
    pub fn by(signer: &'a Identity) -> Self {
        Self {
            signers: vec![signer],
            chain: Vec::new(),
            digest: Digest::default(),
            signed_attributes: true,
            signing_time: SystemTime::now(),
            other_attributes: Vec::new(),
            content_type: DATA,
            identifier: Identifier::default(),
            certificates: CertificatePlace::default(),
            encoding: Encoding::default(),
            attached: false,
            maker: Maker::default(),
            alteration: None,
        }
    }

    /// Adds another signer.
    #[must_use]
    pub fn and(mut self, signer: &'a Identity) -> Self {
        self.signers.push(signer);
        self
    }

    /// Adds the certificate of an authority between the signer and the root.
    #[must_use]
    pub fn through(mut self, authority: &'a Identity) -> Self {
        self.chain.push(authority);
        self
    }

    /// Sets the digest algorithm.
    #[must_use]
    pub fn digest(self, digest: Digest) -> Self {
        Self { digest, ..self }
    }

    /// Signs the content itself, without signed attributes.
    #[must_use]
    pub fn without_signed_attributes(self) -> Self {
        Self { signed_attributes: false, ..self }
    }

    /// Adds a signed attribute.
    #[must_use]
    pub fn and_attribute(mut self, attribute: Attribute) -> Self {
        self.other_attributes.push(attribute);
        self
    }

    /// Sets the type of the content.
    #[must_use]
    pub fn content_type(self, content_type: ObjectIdentifier) -> Self {
        Self { content_type, ..self }
    }

    /// Names the certificate by subject key identifier.
    #[must_use]
    pub fn named_by_subject_key(self) -> Self {
        Self { identifier: Identifier::SubjectKey, ..self }
    }

    /// Sets the place of the certificates.
    #[must_use]
    pub fn certificates(self, certificates: CertificatePlace) -> Self {
        Self { certificates, ..self }
    }

    /// Makes signature files in DER.
    #[must_use]
    pub fn der(self) -> Self {
        Self { encoding: Encoding::Der, ..self }
    }

    /// Puts the content inside the structure.
    #[must_use]
    pub fn attached(self) -> Self {
        Self { attached: true, ..self }
    }

    /// Changes the structure after it is signed.
    #[must_use]
    pub fn altered(self, alteration: impl Fn(&mut SignedData) + 'a) -> Self {
        Self { alteration: Some(Box::new(alteration)), ..self }
    }

    /// Has the `openssl` program make the signature.
    #[must_use]
    pub fn made_by_openssl(self) -> Self {
        Self { maker: Maker::OpenSsl, ..self }
    }

    /// Has GNU TLS's program `certtool` make the signature. The caller has checked that it is there.
    #[must_use]
    pub fn made_by_gnutls(self) -> Self {
        Self { maker: Maker::GnuTls, ..self }
    }

    /// Returns the signature of `content` in PEM, as a manifest's block holds it.
    #[must_use]
    pub fn to_pem(&self, content: &[u8]) -> String {
        String::from_utf8(self.encode(content, Encoding::Pem)).expect("PEM is ASCII")
    }

    /// Returns the signature of `content` as a signature file holds it.
    #[must_use]
    pub fn to_file(&self, content: &[u8]) -> Vec<u8> {
        self.encode(content, self.encoding)
    }

    fn encode(&self, content: &[u8], encoding: Encoding) -> Vec<u8> {
        match (self.maker, encoding) {
            (Maker::OpenSsl, _) => openssl::signed_data(self, content, encoding),
            (Maker::GnuTls, _) => gnutls::signed_data(self, content, encoding),
            (Maker::Ours, Encoding::Pem) => self.content_info(content).to_pem(LineEnding::LF).expect("encodes").into(),
            (Maker::Ours, Encoding::Der) => self.content_info(content).to_der().expect("encodes"),
        }
    }

    /// Returns the certificates in PEM, if they are in a file.
    #[must_use]
    pub fn certificate_file(&self) -> Option<String> {
        let in_file = matches!(self.certificates, CertificatePlace::InFile | CertificatePlace::InBoth);
        in_file.then(|| self.travelling().map(Identity::to_pem).collect())
    }

    fn travelling(&self) -> impl Iterator<Item = &'a Identity> {
        self.signers.iter().chain(&self.chain).copied()
    }

    fn content_info(&self, content: &[u8]) -> ContentInfo {
        let mut signed_data = self.signed_data(content);
        if let Some(alteration) = &self.alteration {
            alteration(&mut signed_data);
        }
        ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&signed_data).expect("encodes") }
    }

    /// Makes `SignedData` (RFC 5652 section 5.1) over content.
    fn signed_data(&self, content: &[u8]) -> SignedData {
        let attached = self.attached.then(|| Any::new(Tag::OctetString, content).expect("content fits"));
        let in_signature = matches!(self.certificates, CertificatePlace::InSignature | CertificatePlace::InBoth);
        let certificates: Vec<_> =
            self.travelling().map(|identity| CertificateChoices::Certificate(identity.certificate.clone())).collect();
        let signer_infos: Vec<_> = self.signers.iter().map(|signer| self.signer_info(signer, content)).collect();
        SignedData {
            version: self.version(),
            digest_algorithms: set(vec![self.digest_algorithm()]),
            encap_content_info: EncapsulatedContentInfo { econtent_type: self.content_type, econtent: attached },
            certificates: in_signature.then(|| certificates.try_into().expect("no certificate twice")),
            crls: None,
            signer_infos: SignerInfos(set(signer_infos)),
        }
    }

    /// Makes a `SignerInfo` (RFC 5652 section 5.3).
    fn signer_info(&self, signer: &Identity, content: &[u8]) -> SignerInfo {
        let signed_attrs = self.signed_attributes.then(|| self.attributes(&self.digest.of(content)));
        let signature = match &signed_attrs {
            // Their encoding as SET OF is signed (section 5.4).
            Some(attributes) => signer.key.sign(self.digest, &attributes.to_der().expect("encodes")),
            None => signer.key.sign(self.digest, content),
        };
        SignerInfo {
            version: self.version(),
            sid: self.signer_identifier(signer),
            digest_alg: self.digest_algorithm(),
            signed_attrs,
            signature_algorithm: signer.key.signature_algorithm(self.digest),
            signature: OctetString::new(signature).expect("a signature fits"),
            unsigned_attrs: None,
        }
    }

    /// Makes `SignedAttributes` (RFC 5652 section 5.3).
    fn attributes(&self, digest: &[u8]) -> SignedAttributes {
        let own = [
            attribute::content_type(self.content_type),
            attribute::message_digest(digest),
            attribute::signing_time(self.signing_time),
        ];
        set(own.into_iter().chain(self.other_attributes.iter().cloned()).collect())
    }

    fn signer_identifier(&self, signer: &Identity) -> SignerIdentifier {
        let certificate = signer.certificate.tbs_certificate();
        match self.identifier {
            Identifier::IssuerAndSerialNumber => SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: certificate.issuer().clone(),
                serial_number: certificate.serial_number().clone(),
            }),
            Identifier::SubjectKey => {
                SignerIdentifier::SubjectKeyIdentifier(SubjectKeyIdentifier(signer.key_identifier()))
            }
        }
    }

    fn version(&self) -> CmsVersion {
        match self.identifier {
            Identifier::IssuerAndSerialNumber => CmsVersion::V1,
            Identifier::SubjectKey => CmsVersion::V3,
        }
    }

    /// Returns the digest algorithm without parameters (RFC 5754 section 2).
    fn digest_algorithm(&self) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned { oid: self.digest.oid(), parameters: None }
    }
}

/// Changes every SignerInfo.
pub fn change_signers(signed_data: &mut SignedData, change: impl FnMut(&mut SignerInfo)) {
    let mut signers = std::mem::take(&mut signed_data.signer_infos.0).into_vec();
    signers.iter_mut().for_each(change);
    signed_data.signer_infos.0 = set(signers);
}

pub(crate) fn set<T: der::DerOrd>(values: Vec<T>) -> SetOfVec<T> {
    SetOfVec::try_from(values).expect("nothing twice")
}
