//! The few steps with which core reads every ASN.1 structure. The `der` crate reads DER itself.

use alloc::vec::Vec;
use core::{fmt, ops::Range};

use der::{AnyRef, Decode, Length, Reader, SliceReader, Tag, TagNumber, Tagged, oid::ObjectIdentifier};

use crate::{
    digest::{DigestAlgorithm, to_hex},
    time::Time,
    work,
};

/// The error for a structure that cannot be read.
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
            work::done(1);
            elements.push(reader.tlv_bytes()?);
        }
    }
    Ok(elements)
}

/// Reads the elements of a SEQUENCE SIZE (1..MAX) OF.
pub(crate) fn sequence_of(der: &[u8]) -> Result<Vec<&[u8]>, Unreadable> {
    let sequence = whole(der, |reader| expect(reader, Tag::Sequence))?;
    let elements = elements(sequence.value())?;
    if elements.is_empty() { Err(Tag::Sequence.length_error().into()) } else { Ok(elements) }
}

/// Reads the next value if it has the tag.
pub(crate) fn optional<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> Result<Option<AnyRef<'a>>, Unreadable> {
    if !reader.is_finished() && Tag::peek(reader)? == tag {
        return AnyRef::decode(reader).map(Some);
    }
    Ok(None)
}

/// Reads the value in `[number] EXPLICIT`, if that comes next.
pub(crate) fn explicit<'a, T>(
    reader: &mut SliceReader<'a>,
    number: u32,
    read: impl FnOnce(&mut SliceReader<'a>) -> Result<T, Unreadable>,
) -> Result<Option<T>, Unreadable> {
    optional(reader, context(number, true))?.map(|value| whole(value.value(), read)).transpose()
}

/// Reads a `BOOLEAN DEFAULT FALSE` with its own tag or an implicit one. Some CAs write the FALSE that DER leaves out;
/// it means the same.
pub(crate) fn default_false(reader: &mut SliceReader<'_>, tag: Tag) -> Result<bool, Unreadable> {
    match optional(reader, tag)?.map(AnyRef::value) {
        None | Some([0x00]) => Ok(false),
        Some([0xff]) => Ok(true),
        Some(_) => Err(Tag::Boolean.value_error().into()),
    }
}

/// Reads the next value, which must have the tag.
pub(crate) fn expect<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> Result<AnyRef<'a>, Unreadable> {
    let value = AnyRef::decode(reader)?;
    value.tag().assert_eq(tag)?;
    Ok(value)
}

/// Reads the content octets of an INTEGER in its shortest form (X.690 section 8.3.2), whatever its sign and length.
pub(crate) fn integer<'a>(reader: &mut SliceReader<'a>) -> Result<&'a [u8], Unreadable> {
    let content = expect(reader, Tag::Integer)?.value();
    match content {
        [] => Err(Tag::Integer.length_error().into()),
        [0, second, ..] if *second < 0x80 => Err(Tag::Integer.value_error().into()),
        [0xff, second, ..] if *second >= 0x80 => Err(Tag::Integer.value_error().into()),
        _ => Ok(content),
    }
}

/// Splits off one value of any tag up to 30 (X.690 section 8.1). Returns its identifier octet, its content and the
/// bytes after it. The `der` crate knows only some of the string types in which names are written.
pub(crate) fn split_value(bytes: &[u8]) -> Result<(u8, &[u8], &[u8]), Unreadable> {
    let unreadable = || Tag::Sequence.value_error();
    let (&identifier, rest) = bytes.split_first().ok_or_else(unreadable)?;
    let (&first, rest) = rest.split_first().ok_or_else(unreadable)?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x84 => {
            let (octets, rest) = rest.split_at_checked(usize::from(first & 0x7f)).ok_or_else(unreadable)?;
            let length = octets.iter().fold(0_usize, |length, octet| (length << 8) | usize::from(*octet));
            // DER has one form for each length.
            if length < 0x80 || octets.first() == Some(&0) {
                return Err(unreadable().into());
            }
            (length, rest)
        }
        _ => return Err(unreadable().into()),
    };
    let (content, rest) = rest.split_at_checked(length).ok_or_else(unreadable)?;
    if identifier & 0x1f == 0x1f { Err(unreadable().into()) } else { Ok((identifier, content, rest)) }
}

/// Returns the context-specific tag `[number]`.
pub(crate) const fn context(number: u32, constructed: bool) -> Tag {
    Tag::ContextSpecific { number: TagNumber(number), constructed }
}

/// Returns the octets of a BIT STRING without unused bits. Keys and signatures have none.
pub(crate) fn octets_of_bit_string(value: AnyRef<'_>) -> Result<&[u8], Unreadable> {
    match value.value() {
        [0, octets @ ..] => Ok(octets),
        _ => Err(Tag::BitString.value_error().into()),
    }
}

/// Reads `Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }` (RFC 5280 section 4.1).
pub(crate) fn time(value: AnyRef<'_>) -> Result<Time, Unreadable> {
    let time = match value.tag() {
        Tag::UtcTime => Time::from_utc_time(value.value()),
        Tag::GeneralizedTime => Time::from_generalized_time(value.value()),
        _ => None,
    };
    time.ok_or_else(|| value.tag().value_error().into())
}

/// The parts around the signed part of a certificate, a revocation list or an OCSP response.
pub(crate) struct Envelope {
    /// The position of the signed part in the DER.
    pub(crate) signed: Range<usize>,
    pub(crate) signature_algorithm: AlgorithmIdentifier,
    pub(crate) signature: Vec<u8>,
}

/// Reads `SEQUENCE { toBeSigned, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }` (RFC 5280
/// sections 4.1 and 5.1). `read` reads the fields of the signed part.
pub(crate) fn signed<'a, T>(
    der: &'a [u8],
    read: impl FnOnce(&mut SliceReader<'a>) -> Result<T, Unreadable>,
) -> Result<(T, Envelope), Unreadable> {
    signed_with(der, read, |_| Ok(())).map(|(value, envelope, ())| (value, envelope))
}

/// Reads the same structure as [`signed`], if more fields follow the signature. `read_rest` reads these.
pub(crate) fn signed_with<'a, T, R>(
    der: &'a [u8],
    read: impl FnOnce(&mut SliceReader<'a>) -> Result<T, Unreadable>,
    read_rest: impl FnOnce(&mut SliceReader<'a>) -> Result<R, Unreadable>,
) -> Result<(T, Envelope, R), Unreadable> {
    whole(der, |reader| {
        reader.sequence(|fields| {
            // A length in DER is at most 2^28.
            let index = |position: Length| usize::try_from(position).unwrap_or(usize::MAX);
            let start = index(fields.position());
            let value = fields.sequence(read)?;
            let signed = start..index(fields.position());
            let signature_algorithm = AlgorithmIdentifier::read(fields)?;
            let signature = octets_of_bit_string(expect(fields, Tag::BitString)?)?.to_vec();
            let rest = read_rest(fields)?;
            Ok((value, Envelope { signed, signature_algorithm, signature }, rest))
        })
    })
}

/// `AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY DEFINED BY algorithm OPTIONAL }`
/// (RFC 5280 section 4.1.1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AlgorithmIdentifier {
    pub(crate) oid: ObjectIdentifier,
    /// The parameters as received, with identifier and length.
    pub(crate) parameters: Option<Vec<u8>>,
}

impl AlgorithmIdentifier {
    pub(crate) fn read(reader: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        reader.sequence(Self::read_fields)
    }

    /// Reads the fields of the SEQUENCE, for structures that tag the SEQUENCE differently.
    pub(crate) fn read_fields(fields: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        let oid = ObjectIdentifier::decode(fields)?;
        let parameters = if fields.is_finished() { None } else { Some(fields.tlv_bytes()?.to_vec()) };
        Ok(Self { oid, parameters })
    }

    /// Returns the digest algorithm, if it is a known one without parameters.
    pub(crate) fn as_digest(&self) -> Option<DigestAlgorithm> {
        DigestAlgorithm::from_oid(self.oid).filter(|_| self.has_no_parameters())
    }

    /// Returns whether there are no parameters, or only NULL.
    pub(crate) fn has_no_parameters(&self) -> bool {
        matches!(self.parameters.as_deref(), None | Some([0x05, 0x00]))
    }
}

/// An OBJECT IDENTIFIER as received (X.690 section 8.19), of any length. A UUID may name policies and extensions (ITU-T
/// X.667); the `const-oid` crate cannot hold its arc of 128 bits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Oid(Vec<u8>);

impl Oid {
    pub(crate) fn read(reader: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        let content = expect(reader, Tag::ObjectIdentifier)?.value();
        let is_whole = content.last().is_some_and(|octet| *octet < 0x80);
        let mut starts_arc = true;
        for octet in content {
            // DER uses the fewest octets: an arc never starts with a zero septet that is continued.
            if starts_arc && *octet == 0x80 {
                return Err(Tag::ObjectIdentifier.value_error().into());
            }
            starts_arc = *octet < 0x80;
        }
        if is_whole { Ok(Self(content.to_vec())) } else { Err(Tag::ObjectIdentifier.value_error().into()) }
    }

    /// Reads the dotted form, with arcs of up to 128 bits.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let is_number = |arc: &str| !arc.is_empty() && arc.bytes().all(|byte| byte.is_ascii_digit());
        let mut arcs = text.split('.').map(|arc| arc.parse::<u128>().ok().filter(|_| is_number(arc)));
        let (first, second) = (arcs.next()??, arcs.next()??);
        if first > 2 || (first < 2 && second > 39) {
            return None;
        }
        let mut content = Vec::new();
        push_arc(&mut content, first.checked_mul(40)?.checked_add(second)?);
        for arc in arcs {
            push_arc(&mut content, arc?);
        }
        Some(Self(content))
    }

    /// Returns the form that the table of known identifiers uses, if the identifier is short enough for it.
    pub(crate) fn known(&self) -> Option<ObjectIdentifier> {
        ObjectIdentifier::from_bytes(&self.0).ok()
    }

    /// Returns the content octets.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<ObjectIdentifier> for Oid {
    fn from(known: ObjectIdentifier) -> Self {
        Self(known.as_bytes().to_vec())
    }
}

impl PartialEq<ObjectIdentifier> for Oid {
    fn eq(&self, other: &ObjectIdentifier) -> bool {
        self.0 == other.as_bytes()
    }
}

/// Writes the dotted form, or hexadecimal if an arc has more than 128 bits.
impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arcs: Option<Vec<u128>> = self.0.split_inclusive(|octet| *octet < 0x80).map(arc_of).collect();
        let Some((first, rest)) = arcs.as_deref().and_then(<[u128]>::split_first) else {
            return write!(f, "{}", to_hex(&self.0));
        };
        let top = (first / 40).min(2);
        write!(f, "{top}.{}", first.saturating_sub(top.saturating_mul(40)))?;
        rest.iter().try_for_each(|arc| write!(f, ".{arc}"))
    }
}

fn push_arc(content: &mut Vec<u8>, arc: u128) {
    let septets = (128_u32.saturating_sub(arc.leading_zeros())).div_ceil(7).max(1);
    for index in (0..septets).rev() {
        let septet = arc.checked_shr(index.saturating_mul(7)).unwrap_or_default() & 0x7f;
        let continued = if index == 0 { 0 } else { 0x80 };
        content.push(u8::try_from(septet).unwrap_or_default() | continued);
    }
}

fn arc_of(septets: &[u8]) -> Option<u128> {
    septets.iter().try_fold(0_u128, |arc, octet| Some(arc.checked_mul(128)? | u128::from(octet & 0x7f)))
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::Oid;

    #[test]
    fn object_identifiers_go_there_and_back() {
        for text in
            ["0.0", "1.2.840.113549.1.1.11", "2.5.29.32.0", "2.25.329800735698586629295641978511506172918", "2.999.3"]
        {
            assert_eq!(Oid::from_text(text).unwrap().to_string(), text);
        }
        for text in ["", "1", "1.", "3.1", "1.40", "1.2.x", "1.2.+3", "1..2"] {
            assert!(Oid::from_text(text).is_none(), "{text}");
        }
    }
}
