//! Certificate extensions (RFC 5280 section 4.2).

use alloc::{borrow::Cow, string::String, vec::Vec};

use der::{AnyRef, Decode, Reader, Tag, asn1::OctetStringRef, oid::ObjectIdentifier};

use super::distribution_point::{self, DistributionPoint};
use crate::{
    asn1::{self, Unreadable},
    oid,
};

/// The extensions of a certificate, those core acts on decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extensions {
    pub(crate) basic_constraints: Option<BasicConstraints>,
    pub(crate) key_usage: Option<KeyUsage>,
    pub(crate) extended_key_usage: Option<Vec<ObjectIdentifier>>,
    pub(crate) subject_key_identifier: Option<Vec<u8>>,
    /// Where its revocation lists are; empty when it does not say, or says it unreadably: then only the lists of its
    /// issuer that need no such word count.
    pub(crate) crl_distribution_points: Vec<DistributionPoint>,
    /// Extensions that restrict what the certificate is good for, in a way this version does not evaluate.
    pub(crate) not_evaluated: Vec<ObjectIdentifier>,
}

/// `BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }`
/// (RFC 5280 section 4.2.1.9).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BasicConstraints {
    pub(crate) ca: bool,
    pub(crate) path_length: Option<u32>,
}

/// `KeyUsage ::= BIT STRING` (RFC 5280 section 4.2.1.3): bit 0 is the highest bit of the first octet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyUsage(u16);

impl KeyUsage {
    pub(crate) const DIGITAL_SIGNATURE: u16 = 0;
    pub(crate) const NON_REPUDIATION: u16 = 1;
    pub(crate) const KEY_CERT_SIGN: u16 = 5;
    pub(crate) const CRL_SIGN: u16 = 6;

    const NAMES: [&'static str; 9] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];

    pub(crate) fn has(self, bit: u16) -> bool {
        self.0 & (0x8000 >> bit) != 0
    }

    pub(crate) fn names(self) -> Vec<Cow<'static, str>> {
        let bits = (0..).zip(Self::NAMES);
        bits.filter(|(bit, _)| self.has(*bit)).map(|(_, name)| Cow::Borrowed(name)).collect()
    }
}

impl Extensions {
    /// `Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension`. An extension that comes twice is refused (section 4.2).
    pub(crate) fn read(sequence: AnyRef<'_>) -> Result<Self, Unreadable> {
        let mut extensions = Self::default();
        let mut seen = Vec::new();
        for element in asn1::elements(sequence.value())? {
            let (id, critical, value) = asn1::whole(element, read_extension)?;
            if seen.contains(&id) {
                return Err(Tag::Sequence.value_error().into());
            }
            seen.push(id);
            extensions.take(id, critical, value)?;
        }
        Ok(extensions)
    }

    fn take(&mut self, id: ObjectIdentifier, critical: bool, value: &[u8]) -> Result<(), Unreadable> {
        match id {
            oid::BASIC_CONSTRAINTS => self.basic_constraints = Some(read_basic_constraints(value)?),
            oid::KEY_USAGE => self.key_usage = Some(read_key_usage(value)?),
            oid::EXTENDED_KEY_USAGE => self.extended_key_usage = Some(read_extended_key_usage(value)?),
            oid::SUBJECT_KEY_IDENTIFIER => {
                self.subject_key_identifier = Some(<&OctetStringRef>::from_der(value)?.as_bytes().to_vec());
            }
            oid::CRL_DISTRIBUTION_POINTS => {
                self.crl_distribution_points = distribution_point::read_all(value).unwrap_or_default();
            }
            // They bind nothing that is decided here: no name is looked up, no policy is required, and no delta CRL is
            // fetched; one that is at hand needs no hint.
            oid::FRESHEST_CRL
            | oid::SUBJECT_ALT_NAME
            | oid::ISSUER_ALT_NAME
            | oid::CERTIFICATE_POLICIES
            | oid::POLICY_MAPPINGS => {}
            // They restrict whether or not they are marked critical.
            oid::NAME_CONSTRAINTS | oid::POLICY_CONSTRAINTS | oid::INHIBIT_ANY_POLICY => self.not_evaluated.push(id),
            _ if critical => self.not_evaluated.push(id),
            _ => {}
        }
        Ok(())
    }

    /// The extended key usages for people.
    pub(crate) fn extended_key_usage_names(&self) -> Vec<String> {
        let ids = self.extended_key_usage.iter().flatten();
        ids.map(|id| match *id {
            oid::ANY_EXTENDED_KEY_USAGE => "anyExtendedKeyUsage".into(),
            oid::CODE_SIGNING => "codeSigning".into(),
            oid::EMAIL_PROTECTION => "emailProtection".into(),
            oid::DOCUMENT_SIGNING => "documentSigning".into(),
            other => alloc::string::ToString::to_string(&other),
        })
        .collect()
    }
}

/// `Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }`.
pub(super) fn read_extension<'a>(
    reader: &mut der::SliceReader<'a>,
) -> Result<(ObjectIdentifier, bool, &'a [u8]), Unreadable> {
    reader.sequence(|fields| {
        let id = ObjectIdentifier::decode(fields)?;
        let critical = match asn1::optional(fields, Tag::Boolean)? {
            Some(value) => value.decode_as::<bool>()?,
            None => false,
        };
        let value = asn1::expect(fields, Tag::OctetString)?.value();
        Ok((id, critical, value))
    })
}

fn read_basic_constraints(value: &[u8]) -> Result<BasicConstraints, Unreadable> {
    asn1::whole(value, |reader| {
        reader.sequence(|fields| {
            // Some CAs write the default FALSE, which DER leaves out; it says the same.
            let ca = match asn1::optional(fields, Tag::Boolean)? {
                Some(value) => value.decode_as::<bool>()?,
                None => false,
            };
            let path_length = match asn1::optional(fields, Tag::Integer)? {
                Some(value) => Some(value.decode_as::<u32>()?),
                None => None,
            };
            Ok(BasicConstraints { ca, path_length })
        })
    })
}

fn read_key_usage(value: &[u8]) -> Result<KeyUsage, Unreadable> {
    let bits = asn1::whole(value, |reader| asn1::expect(reader, Tag::BitString))?;
    match bits.value() {
        [_] => Ok(KeyUsage(0)),
        [_, first] => Ok(KeyUsage(u16::from_be_bytes([*first, 0]))),
        [_, first, second] => Ok(KeyUsage(u16::from_be_bytes([*first, *second]))),
        _ => Err(Tag::BitString.value_error().into()),
    }
}

/// `ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId` (RFC 5280 section 4.2.1.12).
fn read_extended_key_usage(value: &[u8]) -> Result<Vec<ObjectIdentifier>, Unreadable> {
    let sequence = asn1::whole(value, |reader| asn1::expect(reader, Tag::Sequence))?;
    asn1::elements(sequence.value())?.into_iter().map(ObjectIdentifier::from_der).collect()
}
