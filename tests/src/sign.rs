//! Signatures over packages: CMS SignedData (RFC 5652), detached.

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

/// Where the certificates travel (SOL 004 clause 5.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CertificatePlace {
    /// In the CMS structure.
    #[default]
    InSignature,
    /// In a file of their own.
    InFile,
    /// In both.
    InBoth,
    /// Nowhere.
    Nowhere,
}

/// How a SignerInfo names its certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Identifier {
    /// By issuer and serial number.
    #[default]
    IssuerAndSerialNumber,
    /// By subject key identifier.
    SubjectKey,
}

/// How a signature file is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// PEM, label `CMS` (RFC 7468 section 9).
    #[default]
    Pem,
    /// DER.
    Der,
}

/// Who makes the structure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Maker {
    /// This crate.
    #[default]
    Ours,
    /// The `openssl` program.
    OpenSsl,
    /// GNU TLS's program `certtool`.
    GnuTls,
}

/// What is done to a SignedData before it is encoded.
type Alteration<'a> = Box<dyn Fn(&mut SignedData) + 'a>;

/// How something is signed, and by whom.
pub struct Signing<'a> {
    /// Who signs; one SignerInfo each.
    pub signers: Vec<&'a Identity>,
    /// Certificates that travel besides the signers' own.
    pub chain: Vec<&'a Identity>,
    /// The digest algorithm.
    pub digest: Digest,
    /// Whether attributes are signed, and not the content itself.
    pub signed_attributes: bool,
    /// Signed attributes besides content type, message digest and signing time.
    pub other_attributes: Vec<Attribute>,
    /// The type of the content.
    pub content_type: ObjectIdentifier,
    /// How certificates are named.
    pub identifier: Identifier,
    /// Where certificates travel.
    pub certificates: CertificatePlace,
    /// How a signature file is encoded; a manifest's block is always PEM.
    pub encoding: Encoding,
    /// Whether the content is inside the structure; only where it is made here.
    pub attached: bool,
    /// Who makes the structure.
    pub maker: Maker,
    /// What is done to the structure afterwards, to make a wrong one; only where it is made here.
    pub alteration: Option<Alteration<'a>>,
}

impl<'a> Signing<'a> {
    /// Signed by one signer.
    #[must_use]
    pub fn by(signer: &'a Identity) -> Self {
        Self {
            signers: vec![signer],
            chain: Vec::new(),
            digest: Digest::default(),
            signed_attributes: true,
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

    /// And by a further signer.
    #[must_use]
    pub fn and(mut self, signer: &'a Identity) -> Self {
        self.signers.push(signer);
        self
    }

    /// With the certificate of an authority on the way to the root.
    #[must_use]
    pub fn through(mut self, authority: &'a Identity) -> Self {
        self.chain.push(authority);
        self
    }

    /// With another digest algorithm.
    #[must_use]
    pub fn digest(self, digest: Digest) -> Self {
        Self { digest, ..self }
    }

    /// Over the content itself: no signed attributes.
    #[must_use]
    pub fn without_signed_attributes(self) -> Self {
        Self { signed_attributes: false, ..self }
    }

    /// With a further signed attribute.
    #[must_use]
    pub fn and_attribute(mut self, attribute: Attribute) -> Self {
        self.other_attributes.push(attribute);
        self
    }

    /// Over content of another type.
    #[must_use]
    pub fn content_type(self, content_type: ObjectIdentifier) -> Self {
        Self { content_type, ..self }
    }

    /// Naming the certificate by subject key identifier.
    #[must_use]
    pub fn named_by_subject_key(self) -> Self {
        Self { identifier: Identifier::SubjectKey, ..self }
    }

    /// With the certificates in another place.
    #[must_use]
    pub fn certificates(self, certificates: CertificatePlace) -> Self {
        Self { certificates, ..self }
    }

    /// With signature files in DER.
    #[must_use]
    pub fn der(self) -> Self {
        Self { encoding: Encoding::Der, ..self }
    }

    /// With the content inside the structure.
    #[must_use]
    pub fn attached(self) -> Self {
        Self { attached: true, ..self }
    }

    /// With something done to the structure once it is signed.
    #[must_use]
    pub fn altered(self, alteration: impl Fn(&mut SignedData) + 'a) -> Self {
        Self { alteration: Some(Box::new(alteration)), ..self }
    }

    /// Made by the `openssl` program.
    #[must_use]
    pub fn made_by_openssl(self) -> Self {
        Self { maker: Maker::OpenSsl, ..self }
    }

    /// Made by GNU TLS's program `certtool`, which the caller has found to be there.
    #[must_use]
    pub fn made_by_gnutls(self) -> Self {
        Self { maker: Maker::GnuTls, ..self }
    }

    /// The signature of `content` in PEM, as a manifest's block holds it.
    #[must_use]
    pub fn to_pem(&self, content: &[u8]) -> String {
        String::from_utf8(self.encode(content, Encoding::Pem)).expect("PEM is ASCII")
    }

    /// The signature of `content` as a signature file holds it.
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

    /// The certificates in PEM, where they travel in a file.
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

    /// `SignedData` (RFC 5652 section 5.1) over content.
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

    /// `SignerInfo` (RFC 5652 section 5.3).
    fn signer_info(&self, signer: &Identity, content: &[u8]) -> SignerInfo {
        let signed_attrs = self.signed_attributes.then(|| self.attributes(&self.digest.of(content)));
        let signature = match &signed_attrs {
            // Signed is their encoding as SET OF, section 5.4.
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

    /// `SignedAttributes` (RFC 5652 section 5.3).
    fn attributes(&self, digest: &[u8]) -> SignedAttributes {
        let own =
            [attribute::content_type(self.content_type), attribute::message_digest(digest), attribute::signing_time()];
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

    /// Without parameters, RFC 5754 section 2.
    fn digest_algorithm(&self) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned { oid: self.digest.oid(), parameters: None }
    }
}

/// Does something to every SignerInfo.
pub fn change_signers(signed_data: &mut SignedData, change: impl FnMut(&mut SignerInfo)) {
    let mut signers = std::mem::take(&mut signed_data.signer_infos.0).into_vec();
    signers.iter_mut().for_each(change);
    signed_data.signer_infos.0 = set(signers);
}

pub(crate) fn set<T: der::DerOrd>(values: Vec<T>) -> SetOfVec<T> {
    SetOfVec::try_from(values).expect("nothing twice")
}
