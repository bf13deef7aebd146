//! RecipientInfo: the key of the content, encrypted for one recipient or for several (RFC 5652 section 6.2).

use alloc::{format, vec::Vec};

use der::{Decode, Reader as _, SliceReader, Tag};

use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    cipher::{DAMAGED, FRAME_TOO_LARGE, Refusal},
    cms::SignerIdentifier,
    der_writer, limits,
};

/// One RecipientInfo. RFC 5652 names the certificate of a recipient in the same way as that of a signer.
#[derive(Clone, Debug)]
pub(crate) enum RecipientInfo {
    KeyTransport {
        identifier: SignerIdentifier,
        algorithm: AlgorithmIdentifier,
        encrypted_key: Vec<u8>,
    },
    KeyAgreement {
        /// The ephemeral key of the sender. Absent if the sender names a key of a certificate.
        originator: Option<OriginatorPublicKey>,
        user_keying_material: Option<Vec<u8>>,
        algorithm: AlgorithmIdentifier,
        /// The recipients, each with the key as it is encrypted for it.
        encrypted_keys: Vec<(SignerIdentifier, Vec<u8>)>,
    },
    /// Another kind, which names no certificate.
    Other,
}

/// `OriginatorPublicKey ::= SEQUENCE { algorithm AlgorithmIdentifier, publicKey BIT STRING }`
#[derive(Clone, Debug)]
pub(crate) struct OriginatorPublicKey {
    pub(crate) algorithm: AlgorithmIdentifier,
    /// The octets of the BIT STRING.
    pub(crate) key: Vec<u8>,
}

impl RecipientInfo {
    /// Returns the number of recipients.
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::KeyTransport { .. } | Self::Other => 1,
            Self::KeyAgreement { encrypted_keys, .. } => encrypted_keys.len(),
        }
    }
}

/// Reads `RecipientInfos ::= SET SIZE (1..MAX) OF RecipientInfo` (RFC 5652 section 6.1).
pub(super) fn read_all(set: &[u8]) -> Result<Vec<RecipientInfo>, Refusal> {
    let damaged = |_| DAMAGED.refusal();
    let set = asn1::whole(set, |reader| asn1::expect(reader, Tag::Set)).map_err(damaged)?;
    let mut recipients = Vec::new();
    let mut count = 0_usize;
    for element in asn1::elements(set.value()).map_err(damaged)? {
        let recipient = read(element).map_err(damaged)?;
        count = count.saturating_add(recipient.count());
        if count > limits::CMS_RECIPIENTS.count() {
            let most = limits::CMS_RECIPIENTS.count();
            return Err(FRAME_TOO_LARGE.because(format!("The message has more than {most} recipients.")));
        }
        recipients.push(recipient);
    }
    if recipients.is_empty() { Err(DAMAGED.refusal()) } else { Ok(recipients) }
}

/// ```text
/// RecipientInfo ::= CHOICE {
///     ktri      KeyTransRecipientInfo,
///     kari  [1] KeyAgreeRecipientInfo,
///     kekri [2] KEKRecipientInfo,
///     pwri  [3] PasswordRecipientInfo,
///     ori   [4] OtherRecipientInfo }
/// ```
fn read(element: &[u8]) -> Result<RecipientInfo, Unreadable> {
    match element.first() {
        Some(&der_writer::SEQUENCE) => asn1::whole(element, |reader| reader.sequence(read_key_transport)),
        Some(&first) if first == der_writer::constructed(1) => asn1::whole(element, |reader| {
            asn1::whole(asn1::expect(reader, asn1::context(1, true))?.value(), read_key_agreement)
        }),
        Some(&first) if (2..=4).any(|number| first == der_writer::constructed(number)) => Ok(RecipientInfo::Other),
        _ => Err(Tag::Sequence.value_error().into()),
    }
}

/// ```text
/// KeyTransRecipientInfo ::= SEQUENCE {
///     version                CMSVersion,
///     rid                    RecipientIdentifier,
///     keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
///     encryptedKey           EncryptedKey }
/// ```
/// (RFC 5652 section 6.2.1)
fn read_key_transport(fields: &mut SliceReader<'_>) -> Result<RecipientInfo, Unreadable> {
    let version = u8::decode(fields)?;
    let identifier = SignerIdentifier::read(fields)?;
    let expected = match identifier {
        SignerIdentifier::IssuerAndSerialNumber { .. } => 0,
        SignerIdentifier::SubjectKeyIdentifier(_) => 2,
    };
    expect_version(version, expected)?;
    Ok(RecipientInfo::KeyTransport {
        identifier,
        algorithm: AlgorithmIdentifier::read(fields)?,
        encrypted_key: asn1::expect(fields, Tag::OctetString)?.value().to_vec(),
    })
}

/// ```text
/// KeyAgreeRecipientInfo ::= SEQUENCE {
///     version                CMSVersion,
///     originator         [0] EXPLICIT OriginatorIdentifierOrKey,
///     ukm                [1] EXPLICIT UserKeyingMaterial OPTIONAL,
///     keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
///     recipientEncryptedKeys RecipientEncryptedKeys }
/// ```
/// (RFC 5652 section 6.2.2)
fn read_key_agreement(fields: &mut SliceReader<'_>) -> Result<RecipientInfo, Unreadable> {
    expect_version(u8::decode(fields)?, 3)?;
    let originator = asn1::explicit(fields, 0, read_originator)?.ok_or_else(|| Tag::Sequence.value_error())?;
    let material = asn1::explicit(fields, 1, |reader| Ok(asn1::expect(reader, Tag::OctetString)?.value().to_vec()))?;
    let algorithm = AlgorithmIdentifier::read(fields)?;
    let encrypted_keys = asn1::sequence_of(fields.tlv_bytes()?)?;
    let encrypted_keys = encrypted_keys.into_iter().map(read_encrypted_key).collect::<Result<_, _>>()?;
    Ok(RecipientInfo::KeyAgreement { originator, user_keying_material: material, algorithm, encrypted_keys })
}

/// ```text
/// OriginatorIdentifierOrKey ::= CHOICE {
///     issuerAndSerialNumber    IssuerAndSerialNumber,
///     subjectKeyIdentifier [0] SubjectKeyIdentifier,
///     originatorKey        [1] OriginatorPublicKey }
/// ```
fn read_originator(reader: &mut SliceReader<'_>) -> Result<Option<OriginatorPublicKey>, Unreadable> {
    let Some(key) = asn1::optional(reader, asn1::context(1, true))? else {
        reader.tlv_bytes()?;
        return Ok(None);
    };
    asn1::whole(key.value(), |fields| {
        let algorithm = AlgorithmIdentifier::read(fields)?;
        let key = asn1::octets_of_bit_string(asn1::expect(fields, Tag::BitString)?)?.to_vec();
        Ok(Some(OriginatorPublicKey { algorithm, key }))
    })
}

/// ```text
/// RecipientEncryptedKey       ::= SEQUENCE { rid KeyAgreeRecipientIdentifier, encryptedKey EncryptedKey }
/// KeyAgreeRecipientIdentifier ::= CHOICE { IssuerAndSerialNumber, rKeyId [0] IMPLICIT RecipientKeyIdentifier }
/// RecipientKeyIdentifier      ::= SEQUENCE {
///     subjectKeyIdentifier SubjectKeyIdentifier,
///     date                 GeneralizedTime OPTIONAL,
///     other                OtherKeyAttribute OPTIONAL }
/// ```
fn read_encrypted_key(element: &[u8]) -> Result<(SignerIdentifier, Vec<u8>), Unreadable> {
    asn1::whole(element, |reader| {
        reader.sequence(|fields| {
            let identifier = match asn1::optional(fields, asn1::context(0, true))? {
                Some(key_identifier) => {
                    let first = *asn1::elements(key_identifier.value())?.first().unwrap_or(&&[][..]);
                    let octets = asn1::whole(first, |reader| asn1::expect(reader, Tag::OctetString))?.value();
                    SignerIdentifier::SubjectKeyIdentifier(octets.to_vec())
                }
                None => SignerIdentifier::read_issuer_and_serial_number(fields)?,
            };
            Ok((identifier, asn1::expect(fields, Tag::OctetString)?.value().to_vec()))
        })
    })
}

fn expect_version(version: u8, expected: u8) -> Result<(), Unreadable> {
    if version == expected { Ok(()) } else { Err(Tag::Integer.value_error().into()) }
}
