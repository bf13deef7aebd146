//! A PKCS #12 file (RFC 7292): its integrity, and what is encrypted in it.

use alloc::vec::Vec;

use der::{AnyRef, Decode, Reader, SliceReader, Tag, Tagged, oid::ObjectIdentifier};
use zeroize::Zeroizing;

use super::{
    Contents,
    bags::Bags,
    derivation::{Budget, Secret, not_accepted},
    encrypted::behind_password,
    encryption,
    mac::Mac,
    password::{self, Password},
    refusal::{DAMAGED, TOO_LARGE},
};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    cms, limits, oid,
    reason::Refusal,
};

/// Reads a file in BER or DER. Browsers and Windows write indefinite lengths.
pub(super) fn read(file: &[u8], password: Option<&str>) -> Result<Contents, Refusal> {
    let file = to_der(file)?;
    let pfx = Pfx::read(&file)?;
    let safes = read_safes(pfx.authenticated_safe)?;
    let mut budget = Budget::new();
    password::attempt(password, |form| {
        if let Some(mac) = &pfx.mac {
            mac.verify(pfx.authenticated_safe, form, &mut budget)?;
        }
        open(&safes, form, &mut budget)
    })
}

fn damaged(_: Unreadable) -> Refusal {
    DAMAGED.refusal()
}

/// Rewrites BER as DER. Octet strings keep their content, which is BER of its own.
fn to_der(ber: &[u8]) -> Result<Secret, Refusal> {
    cms::ber_to_der(ber).map(Zeroizing::new).ok_or_else(|| DAMAGED.refusal())
}

/// The frame of a file (RFC 7292 section 4).
///
/// ```text
/// PFX ::= SEQUENCE {
///     version  INTEGER {v3(3)},
///     authSafe ContentInfo,
///     macData  MacData OPTIONAL }
/// ```
struct Pfx<'a> {
    /// The octets of the `AuthenticatedSafe`, which the MAC is over.
    authenticated_safe: &'a [u8],
    mac: Option<Mac>,
}

impl<'a> Pfx<'a> {
    fn read(der: &'a [u8]) -> Result<Self, Refusal> {
        let read = asn1::whole(der, |reader| {
            reader.sequence(|fields| {
                if asn1::integer(fields)? != [3] {
                    return Err(Tag::Integer.value_error().into());
                }
                let content = read_content(fields)?;
                let mac = if fields.is_finished() { None } else { Some(fields.tlv_bytes()?) };
                Ok::<_, Unreadable>((content, mac))
            })
        });
        let ((content_type, content), mac) = read.map_err(damaged)?;
        if content_type != oid::DATA {
            return Err(not_accepted(content_type));
        }
        let authenticated_safe = octet_string(content).map_err(damaged)?;
        Ok(Self { authenticated_safe, mac: mac.map(Mac::read).transpose()? })
    }
}

/// Bags, as they are stored.
enum Safe {
    Plain(Secret),
    Encrypted { algorithm: AlgorithmIdentifier, ciphertext: Vec<u8> },
}

/// Reads `AuthenticatedSafe ::= SEQUENCE OF ContentInfo` (RFC 7292 section 4.1).
fn read_safes(authenticated_safe: &[u8]) -> Result<Vec<Safe>, Refusal> {
    let safes = to_der(authenticated_safe)?;
    let elements = asn1::sequence_of(&safes).map_err(damaged)?;
    if elements.len() > limits::KEY_FILE_PARTS.count() {
        return Err(TOO_LARGE.because("The file has too many parts."));
    }
    elements.into_iter().map(read_safe).collect()
}

fn read_safe(der: &[u8]) -> Result<Safe, Refusal> {
    let (content_type, content) = asn1::whole(der, read_content).map_err(damaged)?;
    match content_type {
        oid::DATA => Ok(Safe::Plain(Zeroizing::new(octet_string(content).map_err(damaged)?.to_vec()))),
        oid::ENCRYPTED_DATA => read_encrypted(content).map_err(damaged),
        _ => Err(not_accepted(content_type)),
    }
}

/// Reads `ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY }`. Returns the content
/// with its header.
fn read_content<'a>(reader: &mut SliceReader<'a>) -> Result<(ObjectIdentifier, &'a [u8]), Unreadable> {
    reader.sequence(|fields| {
        let content_type = ObjectIdentifier::decode(fields)?;
        let content = asn1::expect(fields, asn1::context(0, true))?.value();
        Ok((content_type, content))
    })
}

fn octet_string(der: &[u8]) -> Result<&[u8], Unreadable> {
    asn1::whole(der, |reader| Ok(asn1::expect(reader, Tag::OctetString)?.value()))
}

/// Reads encrypted bags (RFC 5652 sections 6.1 and 8).
///
/// ```text
/// EncryptedData ::= SEQUENCE {
///     version              INTEGER,
///     encryptedContentInfo SEQUENCE {
///         contentType                OBJECT IDENTIFIER,
///         contentEncryptionAlgorithm AlgorithmIdentifier,
///         encryptedContent       [0] IMPLICIT OCTET STRING } }
/// ```
fn read_encrypted(der: &[u8]) -> Result<Safe, Unreadable> {
    asn1::whole(der, |reader| {
        reader.sequence(|fields| {
            asn1::integer(fields)?;
            fields.sequence(|fields| {
                if ObjectIdentifier::decode(fields)? != oid::DATA {
                    return Err(Tag::ObjectIdentifier.value_error().into());
                }
                let algorithm = AlgorithmIdentifier::read(fields)?;
                let ciphertext = ciphertext(AnyRef::decode(fields)?)?;
                Ok(Safe::Encrypted { algorithm, ciphertext })
            })
        })
    })
}

/// Returns the octets of an implicitly tagged OCTET STRING. In BER it may be split.
fn ciphertext(value: AnyRef<'_>) -> Result<Vec<u8>, Unreadable> {
    if value.tag() == asn1::context(0, false) {
        return Ok(value.value().to_vec());
    }
    value.tag().assert_eq(asn1::context(0, true))?;
    let pieces = asn1::elements(value.value())?;
    let pieces: Vec<&[u8]> = pieces.into_iter().map(octet_string).collect::<Result<_, _>>()?;
    Ok(pieces.concat())
}

/// Reads all bags, and then the key.
fn open(safes: &[Safe], password: &Password<'_>, budget: &mut Budget) -> Result<Contents, Refusal> {
    let mut bags = Bags::default();
    for safe in safes {
        match safe {
            Safe::Plain(content) => bags.take(&to_der(content)?)?,
            Safe::Encrypted { algorithm, ciphertext } => {
                let content = encryption::decrypt(algorithm, ciphertext, password, budget)?;
                let taken = to_der(&content).and_then(|content| bags.take(&content));
                taken.map_err(behind_password)?;
            }
        }
    }
    bags.open(password, budget)
}
