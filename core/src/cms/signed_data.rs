//! Reads the structure of SignedData. Embedded parts stay undecoded, so that one odd certificate or attribute does not
//! make the whole message unreadable.

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};
use core::fmt;

use cms::{content_info::ContentInfo, signed_data::EncapsulatedContentInfo};
use der::{Decode, Encode, Reader, SliceReader, Tag, Tagged, oid::ObjectIdentifier};

use super::ber;
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    digest::{DigestAlgorithm, to_hex},
    oid,
    ordered::Ordered as _,
    x509::{
        Certificate,
        name::{Name, shortened},
    },
};

/// CMS SignedData.
///
/// ```text
/// SignedData ::= SEQUENCE {
///     version          CMSVersion,
///     digestAlgorithms DigestAlgorithmIdentifiers,
///     encapContentInfo EncapsulatedContentInfo,
///     certificates [0] IMPLICIT CertificateSet OPTIONAL,
///     crls         [1] IMPLICIT RevocationInfoChoices OPTIONAL,
///     signerInfos      SignerInfos }
/// ```
/// (RFC 5652 section 5.1)
#[derive(Clone, Debug)]
pub(crate) struct SignedData {
    pub(crate) content_type: ObjectIdentifier,
    /// The content, if it is attached.
    pub(crate) content: Option<Vec<u8>>,
    /// The embedded certificates in DER, not decoded.
    pub(crate) certificates: Vec<Vec<u8>>,
    /// The embedded revocation lists in DER, not decoded.
    pub(crate) crls: Vec<Vec<u8>>,
    /// The embedded OCSP responses in DER, not decoded (RFC 5940 section 2).
    pub(crate) ocsp_responses: Vec<Vec<u8>>,
    pub(crate) signer_infos: Vec<SignerInfo>,
    /// Whether it has parts that are skipped and could hold anything: parameters of digest algorithms, certificates of
    /// other kinds, or other revocation information.
    pub(crate) has_odd_parts: bool,
    /// SHA-256 of the structure as received, in lower-case hex. Empty unless it was read for verification.
    pub(crate) fingerprint: String,
}

/// The part of SignedData that is about one signer.
///
/// ```text
/// SignerInfo ::= SEQUENCE {
///     version            CMSVersion,
///     sid                SignerIdentifier,
///     digestAlgorithm    DigestAlgorithmIdentifier,
///     signedAttrs    [0] IMPLICIT SignedAttributes OPTIONAL,
///     signatureAlgorithm SignatureAlgorithmIdentifier,
///     signature          SignatureValue,
///     unsignedAttrs  [1] IMPLICIT UnsignedAttributes OPTIONAL }
/// ```
/// (RFC 5652 section 5.3)
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignerInfo {
    pub(crate) identifier: SignerIdentifier,
    pub(crate) digest_algorithm: AlgorithmIdentifier,
    /// The signed attributes as received, but with the tag of the SET OF that is signed (section 5.4).
    pub(crate) signed_attributes: Option<Vec<u8>>,
    pub(crate) signature_algorithm: AlgorithmIdentifier,
    pub(crate) signature: Vec<u8>,
    /// The unsigned attributes, with the tag of a SET OF like the signed ones. Nobody vouches for them.
    pub(crate) unsigned_attributes: Option<Vec<u8>>,
}

/// The way in which a SignerInfo names its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SignerIdentifier {
    IssuerAndSerialNumber { issuer: Name, serial_number: Vec<u8> },
    SubjectKeyIdentifier(Vec<u8>),
}

impl SignerIdentifier {
    pub(super) fn read(fields: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        match asn1::optional(fields, asn1::context(0, false))? {
            Some(identifier) => Ok(Self::SubjectKeyIdentifier(identifier.value().to_vec())),
            None => Self::read_issuer_and_serial_number(fields),
        }
    }

    /// Reads `IssuerAndSerialNumber ::= SEQUENCE { issuer Name, serialNumber CertificateSerialNumber }` (RFC 5652
    /// section 10.2.4).
    pub(super) fn read_issuer_and_serial_number(fields: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        fields.sequence(|fields| {
            let issuer = Name::read(fields)?;
            let serial_number = asn1::expect(fields, Tag::Integer)?.value().to_vec();
            Ok(Self::IssuerAndSerialNumber { issuer, serial_number })
        })
    }

    pub(crate) fn names(&self, certificate: &Certificate) -> bool {
        match self {
            Self::IssuerAndSerialNumber { issuer, serial_number } => {
                certificate.issuer == *issuer && certificate.serial_number == *serial_number
            }
            Self::SubjectKeyIdentifier(identifier) => {
                certificate.extensions.subject_key_identifier.as_ref() == Some(identifier)
            }
        }
    }

    /// Returns the identifier as messages show it.
    pub(crate) fn to_text(&self) -> String {
        let hex = |octets: &[u8]| shortened(&to_hex(octets)).into_owned();
        match self {
            Self::IssuerAndSerialNumber { issuer, serial_number } => {
                format!("issuer {} and serial number {}", issuer.quoted(), hex(serial_number))
            }
            Self::SubjectKeyIdentifier(identifier) => format!("key identifier {}", hex(identifier)),
        }
    }
}

impl SignedData {
    /// Returns the parts in DER that no signature covers.
    #[cfg(feature = "std")]
    pub(crate) fn unsigned_parts(&self) -> impl Iterator<Item = &[u8]> {
        let attributes = self.signer_infos.iter().filter_map(|signer| signer.unsigned_attributes.as_deref());
        let embedded = self.certificates.iter().chain(&self.crls).chain(&self.ocsp_responses);
        embedded.map(Vec::as_slice).chain(attributes)
    }

    /// Returns the known digest algorithms that the signers use, each once.
    pub(crate) fn digest_algorithms(&self) -> Vec<DigestAlgorithm> {
        let oids = self.signer_infos.iter().map(|signer| signer.digest_algorithm.oid);
        let known: BTreeSet<_> = oids.filter_map(DigestAlgorithm::from_oid).into_set();
        known.into_iter().collect()
    }

    /// Reads a ContentInfo that holds SignedData, in DER or BER. Bytes after it are an error.
    pub(crate) fn from_ber(bytes: &[u8]) -> Result<Self, NotSignedData> {
        let as_der = Self::from_der(bytes);
        if matches!(as_der, Ok(_) | Err(NotSignedData::OtherContent(_))) {
            return as_der;
        }
        match ber::to_der(bytes) {
            Some(der) if der != bytes => Self::from_der(&der),
            _ => as_der,
        }
    }

    fn from_der(bytes: &[u8]) -> Result<Self, NotSignedData> {
        let info = ContentInfo::from_der(bytes).map_err(|_| NotSignedData::of_no_cms(bytes))?;
        if info.content_type != oid::SIGNED_DATA {
            return Err(NotSignedData::OtherContent(info.content_type));
        }
        let content = info.content.to_der().map_err(|_| NotSignedData::Damaged)?;
        asn1::whole(&content, |reader| reader.sequence(read_signed_data)).map_err(|_| NotSignedData::Damaged)
    }
}

/// The kind of a file that should be SignedData and is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSignedData {
    /// The file is a bare signature value, as `openssl dgst -sign` writes it.
    SignatureValue,
    /// The file is a CMS structure of another content type.
    OtherContent(ObjectIdentifier),
    /// The file is SignedData that cannot be read.
    Damaged,
    /// The file is not a CMS structure.
    NoCms,
}

impl NotSignedData {
    /// Recognizes a bare signature value. One of RSA is as long as its key. One of ECDSA is a SEQUENCE of exactly two
    /// INTEGERs.
    fn of_no_cms(bytes: &[u8]) -> Self {
        let is_rsa = matches!(bytes.len(), 256 | 384 | 512 | 1024);
        let is_ecdsa = asn1::whole(bytes, |reader| {
            reader.sequence(|fields| {
                asn1::expect(fields, Tag::Integer)?;
                asn1::expect(fields, Tag::Integer)
            })
        });
        if is_rsa || is_ecdsa.is_ok() { Self::SignatureValue } else { Self::NoCms }
    }
}

impl fmt::Display for NotSignedData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SignatureValue => f.write_str("It is a bare signature value, not a CMS structure."),
            Self::OtherContent(oid::COMPRESSED_DATA) => f.write_str("It is CMS CompressedData, not SignedData."),
            Self::OtherContent(other) => write!(f, "Its content type is {other}, not SignedData."),
            Self::Damaged => f.write_str("Its SignedData cannot be read."),
            Self::NoCms => f.write_str("It is not a CMS structure."),
        }
    }
}

/// Returns whether a file with these first bytes begins a CMS structure that hides its content (SOL 004 clause 5.4).
pub(crate) fn is_encrypted(head: &[u8]) -> bool {
    begins_with_type(head, &[oid::ENVELOPED_DATA, oid::ENCRYPTED_DATA, oid::AUTH_ENVELOPED_DATA])
}

/// Returns whether a file with these first bytes begins AuthEnvelopedData in DER or BER.
pub(crate) fn is_auth_enveloped(head: &[u8]) -> bool {
    begins_with_type(head, &[oid::AUTH_ENVELOPED_DATA])
}

/// Returns whether a file with these first bytes begins SignedData in DER or BER.
pub(crate) fn is_signed_der(head: &[u8]) -> bool {
    begins_with_type(head, &[oid::SIGNED_DATA])
}

/// Returns whether a file with these first bytes begins a signature: CMS SignedData, or a text block with such a label.
pub(crate) fn begins_signed(head: &[u8]) -> bool {
    let labels = ["CMS-", "PKCS7-", "PKCS #7", "PGP SIGNATURE", "SSH SIGNATURE", "SIGNATURE"];
    let label = head.strip_prefix(b"-----BEGIN ");
    let is_text = label.is_some_and(|label| labels.iter().any(|known| label.starts_with(known.as_bytes())));
    is_text || is_signed_der(head)
}

fn begins_with_type(head: &[u8], kinds: &[ObjectIdentifier]) -> bool {
    // A ContentInfo is a SEQUENCE: its length in up to five octets, then the content type.
    let Some((0x30, rest)) = head.split_first().map(|(first, rest)| (*first, rest)) else {
        return false;
    };
    kinds.iter().any(|kind| {
        let encoded = kind.to_der().unwrap_or_default();
        (1..=5).any(|length| rest.get(length..).is_some_and(|rest| rest.starts_with(&encoded)))
    })
}

fn read_signed_data(fields: &mut SliceReader<'_>) -> Result<SignedData, Unreadable> {
    expect_version(fields)?;
    // These algorithms are not used, because each signer names its own. But they have to be readable.
    let algorithms = asn1::elements(asn1::expect(fields, Tag::Set)?.value())?;
    for algorithm in &algorithms {
        asn1::whole(algorithm, |reader| reader.sequence(read_any_algorithm))?;
    }
    let mut has_odd_parts = false;
    let encapsulated = EncapsulatedContentInfo::decode(fields)?;
    let content = match encapsulated.econtent {
        Some(content) if content.tag() == Tag::OctetString => Some(content.value().to_vec()),
        Some(content) => return Err(content.tag().value_error().into()),
        None => None,
    };
    let certificates: Vec<Vec<u8>> = match asn1::optional(fields, asn1::context(0, true))? {
        Some(set) => asn1::elements(set.value())?.into_iter().map(<[u8]>::to_vec).collect(),
        None => Vec::new(),
    };
    let (mut crls, mut ocsp_responses) = (Vec::new(), Vec::new());
    if let Some(set) = asn1::optional(fields, asn1::context(1, true))? {
        for choice in asn1::elements(set.value())? {
            match RevocationInfo::of(choice) {
                RevocationInfo::Crl => crls.push(choice.to_vec()),
                RevocationInfo::OcspResponse(response) => ocsp_responses.push(response.to_vec()),
                RevocationInfo::Other => has_odd_parts = true,
            }
        }
    }
    let signer_infos = asn1::expect(fields, Tag::Set)?;
    let signer_infos: Vec<SignerInfo> = asn1::elements(signer_infos.value())?
        .into_iter()
        .map(|signer| asn1::whole(signer, |reader| reader.sequence(read_signer_info)))
        .collect::<Result<_, _>>()?;
    has_odd_parts |= !are_of_signers(&algorithms, &signer_infos);
    Ok(SignedData {
        content_type: encapsulated.econtent_type,
        content,
        certificates,
        crls,
        ocsp_responses,
        signer_infos,
        has_odd_parts,
        fingerprint: String::new(),
    })
}

/// Revocation information in SignedData.
///
/// ```text
/// RevocationInfoChoice      ::= CHOICE { crl CertificateList, other [1] IMPLICIT OtherRevocationInfoFormat }
/// OtherRevocationInfoFormat ::= SEQUENCE { otherRevInfoFormat OBJECT IDENTIFIER, otherRevInfo ANY }
/// ```
/// (RFC 5652 section 10.2.1)
enum RevocationInfo<'a> {
    Crl,
    /// Information in the format `id-ri-ocsp-response` (RFC 5940 section 2).
    OcspResponse(&'a [u8]),
    /// Information in another format, which is not used.
    Other,
}

impl<'a> RevocationInfo<'a> {
    fn of(choice: &'a [u8]) -> Self {
        if choice.first() == Some(&SEQUENCE) {
            return Self::Crl;
        }
        let other = asn1::whole(choice, |reader| {
            let value = asn1::expect(reader, asn1::context(1, true))?;
            asn1::whole(value.value(), |fields| {
                let format = asn1::expect(fields, Tag::ObjectIdentifier)?.value();
                Ok((format, fields.tlv_bytes()?))
            })
        });
        match other {
            Ok((format, response)) if format == oid::OCSP_RESPONSE_INFO.as_bytes() => Self::OcspResponse(response),
            _ => Self::Other,
        }
    }
}

/// Reads `CMSVersion ::= INTEGER { v0(0), v1(1), v2(2), v3(3), v4(4), v5(5) }` (RFC 5652 section 10.2.5). Nothing
/// depends on it, but it has to be one octet.
fn expect_version(fields: &mut SliceReader<'_>) -> Result<(), Unreadable> {
    match asn1::expect(fields, Tag::Integer)?.value() {
        [0..=5] => Ok(()),
        _ => Err(Tag::Integer.value_error().into()),
    }
}

/// Returns whether each digest algorithm is one of a signer's, and there are no more algorithms than signers.
fn are_of_signers(algorithms: &[&[u8]], signers: &[SignerInfo]) -> bool {
    let of_signers: BTreeSet<_> = signers.iter().map(|signer| signer.digest_algorithm.oid).into_set();
    let is_of_signer = |algorithm: &&[u8]| {
        let read = asn1::whole(algorithm, AlgorithmIdentifier::read);
        read.is_ok_and(|read| read.has_no_parameters() && of_signers.contains(&read.oid))
    };
    algorithms.len() <= signers.len() && algorithms.iter().all(is_of_signer)
}

/// Reads an AlgorithmIdentifier of any algorithm.
fn read_any_algorithm(fields: &mut SliceReader<'_>) -> Result<(), Unreadable> {
    asn1::expect(fields, Tag::ObjectIdentifier)?;
    if !fields.is_finished() {
        fields.tlv_bytes()?;
    }
    Ok(())
}

fn read_signer_info(fields: &mut SliceReader<'_>) -> Result<SignerInfo, Unreadable> {
    expect_version(fields)?;
    let identifier = SignerIdentifier::read(fields)?;
    let digest_algorithm = AlgorithmIdentifier::read(fields)?;
    let signed_attributes = read_attributes(fields, 0)?;
    let signature_algorithm = AlgorithmIdentifier::read(fields)?;
    let signature = asn1::expect(fields, Tag::OctetString)?.value().to_vec();
    let unsigned_attributes = read_attributes(fields, 1)?;
    Ok(SignerInfo {
        identifier,
        digest_algorithm,
        signed_attributes,
        signature_algorithm,
        signature,
        unsigned_attributes,
    })
}

/// Reads attributes with the tag `[number] IMPLICIT`. Returns them with the tag of a SET OF.
fn read_attributes(fields: &mut SliceReader<'_>, number: u32) -> Result<Option<Vec<u8>>, Unreadable> {
    if fields.is_finished() || Tag::peek(fields)? != asn1::context(number, true) {
        return Ok(None);
    }
    let mut attributes = fields.tlv_bytes()?.to_vec();
    if let Some(tag) = attributes.first_mut() {
        *tag = SET_OF;
    }
    Ok(Some(attributes))
}

/// The identifier octet of SEQUENCE.
const SEQUENCE: u8 = 0x30;
/// The identifier octet of SET OF.
const SET_OF: u8 = 0x31;
