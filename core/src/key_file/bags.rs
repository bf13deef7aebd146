//! The bags of a PKCS #12 file (RFC 7292 section 4.2).

use alloc::vec::Vec;

use der::{Decode, Reader, SliceReader, Tag, oid::ObjectIdentifier};
use zeroize::Zeroizing;

use super::{
    Contents,
    certificates::Attached,
    derivation::{Budget, Secret, not_accepted},
    encrypted::EncryptedKey,
    password::Password,
    private_key::PrivateKey,
    refusal::{DAMAGED, NO_KEY, SEVERAL_KEYS, TOO_LARGE},
};
use crate::{
    asn1::{self, Unreadable},
    limits, oid,
    reason::Refusal,
};

/// What was found in bags.
#[derive(Default)]
pub(super) struct Bags {
    keys: Vec<KeyBag>,
    certificates: Vec<Attached>,
    /// The number of bags, of any kind.
    count: usize,
}

/// A key, and its localKeyId.
struct KeyBag {
    der: Secret,
    is_encrypted: bool,
    key_id: Option<Vec<u8>>,
}

/// One bag.
///
/// ```text
/// SafeBag ::= SEQUENCE {
///     bagId         OBJECT IDENTIFIER,
///     bagValue      [0] EXPLICIT ANY DEFINED BY bagId,
///     bagAttributes SET OF PKCS12Attribute OPTIONAL }
/// ```
struct Bag<'a> {
    id: ObjectIdentifier,
    value: &'a [u8],
    key_id: Option<Vec<u8>>,
}

impl Bags {
    /// Takes `SafeContents ::= SEQUENCE OF SafeBag`. Revocation lists and other secrets are left out.
    pub(super) fn take(&mut self, der: &[u8]) -> Result<(), Refusal> {
        let contents = asn1::whole(der, |reader| asn1::elements(asn1::expect(reader, Tag::Sequence)?.value()));
        for element in contents.map_err(damaged)? {
            self.count = self.count.saturating_add(1);
            if self.count > limits::KEY_FILE_PARTS.count() {
                return Err(TOO_LARGE.because("The file has too many parts."));
            }
            self.take_bag(asn1::whole(element, read_bag).map_err(damaged)?)?;
        }
        Ok(())
    }

    fn take_bag(&mut self, bag: Bag<'_>) -> Result<(), Refusal> {
        match bag.id {
            oid::KEY_BAG | oid::SHROUDED_KEY_BAG => {
                let der = Zeroizing::new(bag.value.to_vec());
                self.keys.push(KeyBag { der, is_encrypted: bag.id == oid::SHROUDED_KEY_BAG, key_id: bag.key_id });
            }
            oid::CERTIFICATE_BAG => {
                if let Some(der) = read_certificate(bag.value).map_err(damaged)? {
                    self.certificates.push(Attached { der, key_id: bag.key_id });
                }
            }
            oid::CRL_BAG | oid::SECRET_BAG => {}
            // Bags in a bag may hold further keys.
            other => return Err(not_accepted(other)),
        }
        Ok(())
    }

    /// Reads the only key.
    pub(super) fn open(self, password: &Password<'_>, budget: &mut Budget) -> Result<Contents, Refusal> {
        let mut keys = self.keys.into_iter();
        let (bag, None) = (keys.next().ok_or_else(|| NO_KEY.refusal())?, keys.next()) else {
            return Err(SEVERAL_KEYS.refusal());
        };
        let key = if bag.is_encrypted {
            EncryptedKey::from_der(&bag.der)?.decrypt(password, budget)?
        } else {
            PrivateKey::from_pkcs8(&bag.der)?
        };
        Ok(Contents { key, key_id: bag.key_id, certificates: self.certificates })
    }
}

fn damaged(_: Unreadable) -> Refusal {
    DAMAGED.refusal()
}

fn read_bag<'a>(reader: &mut SliceReader<'a>) -> Result<Bag<'a>, Unreadable> {
    reader.sequence(|fields| {
        let id = ObjectIdentifier::decode(fields)?;
        let value = asn1::expect(fields, asn1::context(0, true))?.value();
        let attributes = asn1::optional(fields, Tag::Set)?;
        let key_id = attributes.map(|attributes| key_id(attributes.value())).transpose()?.flatten();
        Ok(Bag { id, value, key_id })
    })
}

/// Finds the localKeyId among attributes. `PKCS12Attribute ::= SEQUENCE { attrId OBJECT IDENTIFIER, attrValues SET }`.
fn key_id(attributes: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
    let mut found = None;
    for attribute in asn1::elements(attributes)? {
        let (id, values) = asn1::whole(attribute, |reader| {
            reader.sequence(|fields| {
                let id = ObjectIdentifier::decode(fields)?;
                Ok::<_, Unreadable>((id, asn1::expect(fields, Tag::Set)?.value()))
            })
        })?;
        if id == oid::LOCAL_KEY_ID {
            found = Some(asn1::whole(values, |reader| Ok(asn1::expect(reader, Tag::OctetString)?.value().to_vec()))?);
        }
    }
    Ok(found)
}

/// Reads `CertBag ::= SEQUENCE { certId OBJECT IDENTIFIER, certValue [0] EXPLICIT OCTET STRING }` (RFC 7292 section
/// 4.2.3). Returns `None` for certificates that are not those of X.509.
fn read_certificate(der: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
    asn1::whole(der, |reader| {
        reader.sequence(|fields| {
            let id = ObjectIdentifier::decode(fields)?;
            let value = asn1::expect(fields, asn1::context(0, true))?.value();
            if id != oid::X509_CERTIFICATE {
                return Ok(None);
            }
            asn1::whole(value, |reader| Ok(Some(asn1::expect(reader, Tag::OctetString)?.value().to_vec())))
        })
    })
}
