//! The few steps every ASN.1 structure here is read with. DER itself is read by the `der` crate.

use alloc::{string::String, vec::Vec};

use der::{AnyRef, Decode, Encode, Reader, SliceReader, Tag, TagNumber, Tagged, oid::ObjectIdentifier};

use crate::{digest::to_hex, time::Time};

/// Why a structure could not be read.
pub(crate) type Unreadable = der::Error;

/// Reads one whole value; bytes after it are an error.
pub(crate) fn whole<'a, T>(
    bytes: &'a [u8],
    read: impl FnOnce(&mut SliceReader<'a>) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    let mut reader = SliceReader::new(bytes)?;
    let value = read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Reads the elements of a constructed value, a SET OF or SEQUENCE OF, each with its header.
pub(crate) fn elements(content: &[u8]) -> Result<Vec<&[u8]>, Unreadable> {
    let mut elements = Vec::new();
    if !content.is_empty() {
        let mut reader = SliceReader::new(content)?;
        while !reader.is_finished() {
            elements.push(reader.tlv_bytes()?);
        }
    }
    Ok(elements)
}

/// Reads the next value if it has the tag.
pub(crate) fn optional<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> Result<Option<AnyRef<'a>>, Unreadable> {
    if !reader.is_finished() && Tag::peek(reader)? == tag {
        return AnyRef::decode(reader).map(Some);
    }
    Ok(None)
}

/// Reads the next value, which must have the tag.
pub(crate) fn expect<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> Result<AnyRef<'a>, Unreadable> {
    let value = AnyRef::decode(reader)?;
    value.tag().assert_eq(tag)?;
    Ok(value)
}

/// The tag `[number]`.
pub(crate) const fn context(number: u32, constructed: bool) -> Tag {
    Tag::ContextSpecific { number: TagNumber(number), constructed }
}

/// The octets of a BIT STRING that has no unused bits, as keys and signatures have none.
pub(crate) fn octets_of_bit_string(value: AnyRef<'_>) -> Result<&[u8], Unreadable> {
    match value.value() {
        [0, octets @ ..] => Ok(octets),
        _ => Err(Tag::BitString.value_error().into()),
    }
}

/// `Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }` (RFC 5280 section 4.1).
pub(crate) fn time(value: AnyRef<'_>) -> Result<Time, Unreadable> {
    let time = match value.tag() {
        Tag::UtcTime => Time::from_utc_time(value.value()),
        Tag::GeneralizedTime => Time::from_generalized_time(value.value()),
        _ => None,
    };
    time.ok_or_else(|| value.tag().value_error().into())
}

/// `AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY DEFINED BY algorithm OPTIONAL }`
/// (RFC 5280 section 4.1.1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AlgorithmIdentifier {
    pub(crate) oid: ObjectIdentifier,
    /// The parameters as received, with their header.
    pub(crate) parameters: Option<Vec<u8>>,
}

impl AlgorithmIdentifier {
    pub(crate) fn read(reader: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        reader.sequence(|fields| {
            let oid = ObjectIdentifier::decode(fields)?;
            let parameters = if fields.is_finished() { None } else { Some(fields.tlv_bytes()?.to_vec()) };
            Ok(Self { oid, parameters })
        })
    }

    /// Whether there are no parameters, or only NULL.
    pub(crate) fn has_no_parameters(&self) -> bool {
        matches!(self.parameters.as_deref(), None | Some([0x05, 0x00]))
    }
}

/// A distinguished name (RFC 5280 section 4.1.2.4), as received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    der: Vec<u8>,
}

impl Name {
    pub(crate) fn read(reader: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        Tag::peek(reader)?.assert_eq(Tag::Sequence)?;
        Ok(Self { der: reader.tlv_bytes()?.to_vec() })
    }

    /// This name with one more `RelativeDistinguishedName` at its end, given by the content of its SET; as a
    /// `nameRelativeToCRLIssuer` is completed (RFC 5280 section 4.2.1.13).
    pub(crate) fn with_relative(&self, attributes: &[u8]) -> Result<Self, Unreadable> {
        let parts = whole(&self.der, |reader| expect(reader, Tag::Sequence))?;
        let relative = AnyRef::new(Tag::Set, attributes)?.to_der()?;
        let parts = [parts.value(), &relative].concat();
        Ok(Self { der: AnyRef::new(Tag::Sequence, &parts)?.to_der()? })
    }

    /// The name for people (RFC 4514); in hexadecimal where it cannot be decoded.
    pub(crate) fn to_text(&self) -> String {
        x509_cert::name::Name::from_der(&self.der)
            .map_or_else(|_| to_hex(&self.der), |name| alloc::string::ToString::to_string(&name))
    }
}
