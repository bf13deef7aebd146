//! Distinguished names, and when two of them are the same (RFC 5280 section 7.1).

use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::cmp::Ordering;

use der::{AnyRef, Encode, Reader, SliceReader, Tag};

use super::name_text;
use crate::{
    asn1::{self, Oid, Unreadable},
    limits, oid, unicode, work,
};

/// A distinguished name (RFC 5280 section 4.1.2.4).
///
/// ```text
/// Name                  ::= CHOICE { rdnSequence RDNSequence }
/// RDNSequence           ::= SEQUENCE OF RelativeDistinguishedName
/// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
/// AttributeTypeAndValue ::= SEQUENCE { type AttributeType, value AttributeValue }
/// ```
///
/// Names are compared by a canonical form, which is made once, when the name is read. The name itself stays as
/// received.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    der: Vec<u8>,
    /// The canonical RDNs in their order, each after its length. So a name is within the subtree of another exactly if
    /// its canonical form starts with the other's.
    canonical: Vec<u8>,
    /// The number of attributes of the name.
    pub(crate) attributes: usize,
    /// The values of attributes of type emailAddress, with `None` for a value that is not text.
    pub(crate) email_addresses: Vec<Option<String>>,
}

/// The octet before text in a canonical form. Other values have their identifier octet there. No value has this octet,
/// because [`asn1::split_value`] reads none of a tag above 30.
const FOLDED: u8 = 0x1f;

impl Name {
    pub(crate) fn read(reader: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        Tag::peek(reader)?.assert_eq(Tag::Sequence)?;
        Self::from_der(reader.tlv_bytes()?)
    }

    pub(crate) fn from_der(der: &[u8]) -> Result<Self, Unreadable> {
        if der.len() > limits::NAME_BYTES.count() {
            return Err(Tag::Sequence.length_error().into());
        }
        let mut name = Self { der: der.to_vec(), canonical: Vec::new(), attributes: 0, email_addresses: Vec::new() };
        let sequence = asn1::whole(der, |reader| asn1::expect(reader, Tag::Sequence))?;
        for set in asn1::elements(sequence.value())? {
            name.take_relative_name(set)?;
        }
        Ok(name)
    }

    /// Takes one RDN. The order of the attributes in a SET means nothing, so they are sorted by their canonical forms.
    fn take_relative_name(&mut self, set: &[u8]) -> Result<(), Unreadable> {
        let set = asn1::whole(set, |reader| asn1::expect(reader, Tag::Set))?;
        let mut attributes = Vec::new();
        for attribute in asn1::elements(set.value())? {
            attributes.push(self.take_attribute(attribute)?);
        }
        if attributes.is_empty() {
            return Err(Tag::Set.length_error().into());
        }
        self.attributes = self.attributes.saturating_add(attributes.len());
        attributes.sort_unstable();
        let attributes: Vec<u8> = attributes.iter().flat_map(|attribute| with_length(attribute)).collect();
        self.canonical.extend(with_length(&attributes));
        Ok(())
    }

    /// Returns the canonical form of an attribute: its type and its value. A value of any string type is kept as text.
    fn take_attribute(&mut self, attribute: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let sequence = asn1::whole(attribute, |reader| asn1::expect(reader, Tag::Sequence))?;
        let mut reader = SliceReader::new(sequence.value())?;
        let kind = Oid::read(&mut reader)?;
        let value = reader.read_slice(reader.remaining_len())?;
        let (identifier, content, rest) = asn1::split_value(value)?;
        if !rest.is_empty() {
            return Err(Tag::Sequence.value_error().into());
        }
        let text = text_of(identifier, content)?;
        let mut canonical = with_length(kind.as_bytes());
        if let Some(text) = &text {
            canonical.push(FOLDED);
            canonical.extend_from_slice(fold(text)?.as_bytes());
        } else {
            canonical.push(identifier);
            canonical.extend_from_slice(content);
        }
        if kind == oid::EMAIL_ADDRESS {
            self.email_addresses.push(text);
        }
        Ok(canonical)
    }

    /// Returns the name as received.
    pub(crate) fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// Returns whether the name has no attributes.
    pub(crate) fn is_empty(&self) -> bool {
        self.canonical.is_empty()
    }

    /// Returns whether the name is in the subtree that starts at `base` (RFC 5280 sections 4.2.1.10 and 7.1).
    pub(crate) fn is_within(&self, base: &Self) -> bool {
        work::over(base.canonical.len().min(self.canonical.len()));
        self.canonical.starts_with(&base.canonical)
    }

    /// Returns this name with one more `RelativeDistinguishedName` at its end. `attributes` is the content of its SET.
    /// A `nameRelativeToCRLIssuer` is completed this way (RFC 5280 section 4.2.1.13).
    pub(crate) fn with_relative(&self, attributes: &[u8]) -> Result<Self, Unreadable> {
        let parts = asn1::whole(&self.der, |reader| asn1::expect(reader, Tag::Sequence))?;
        let relative = AnyRef::new(Tag::Set, attributes)?.to_der()?;
        let parts = [parts.value(), &relative].concat();
        Self::from_der(&AnyRef::new(Tag::Sequence, &parts)?.to_der()?)
    }

    /// Returns the name as messages quote it.
    pub(crate) fn quoted(&self) -> String {
        format!("'{}'", shortened(&self.to_text()))
    }

    /// Returns the name as text (RFC 4514), or in hexadecimal if it cannot be decoded.
    pub(crate) fn to_text(&self) -> String {
        work::over(self.der.len().saturating_mul(4));
        name_text::text_of(&self.der)
    }
}

/// Shortens a value from outside to the length that messages show.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(limits::SHOWN_CHARACTERS.count()) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        work::over(if self.canonical.len() == other.canonical.len() { self.canonical.len() } else { 0 });
        self.canonical == other.canonical
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        work::over(self.canonical.len().min(other.canonical.len()));
        self.canonical.cmp(&other.canonical)
    }
}

fn with_length(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), bytes].concat()
}

/// Returns the text of a value of a string type (X.690 section 8.23). `None` means another type, whose values are
/// compared as they are. Characters that a type does not allow make the name unreadable, with two exceptions known from
/// the field: `PrintableString` with other ASCII characters, as in "Research & Development", and `TeletexString`, which
/// everybody writes and reads as Latin-1.
fn text_of(identifier: u8, content: &[u8]) -> Result<Option<String>, Unreadable> {
    let text = match identifier {
        // UTF8String
        0x0c => str::from_utf8(content).ok().map(ToString::to_string),
        // NumericString, PrintableString, IA5String
        0x12 | 0x13 | 0x16 => content.is_ascii().then(|| content.iter().map(|octet| char::from(*octet)).collect()),
        // TeletexString, VideotexString, GraphicString, VisibleString, GeneralString
        0x14 | 0x15 | 0x19 | 0x1a | 0x1b => Some(content.iter().map(|octet| char::from(*octet)).collect()),
        // UniversalString: each character takes four octets.
        0x1c => wide_text(content.as_chunks::<4>(), u32::from_be_bytes),
        // BMPString: each character takes two octets.
        0x1e => wide_text(content.as_chunks::<2>(), |octets| u32::from(u16::from_be_bytes(octets))),
        _ => return Ok(None),
    };
    text.map(Some).ok_or_else(|| Tag::Sequence.value_error().into())
}

fn wide_text<const N: usize>(
    (units, rest): (&[[u8; N]], &[u8]),
    code_point: impl Fn([u8; N]) -> u32,
) -> Option<String> {
    let text = units.iter().map(|unit| char::from_u32(code_point(*unit))).collect::<Option<String>>();
    text.filter(|_| rest.is_empty())
}

/// Returns the form in which texts are compared (RFC 5280 section 7.1, RFC 4518 section 2). Case is folded,
/// compatibility forms are unified, and insignificant white space and invisible characters are left out.
fn fold(text: &str) -> Result<String, Unreadable> {
    let visible: String = text.chars().filter(|letter| !is_nothing(*letter)).collect();
    if unicode::has_long_run(&visible) {
        return Err(Tag::Sequence.value_error().into());
    }
    let letters = unicode::fold(&visible);
    let mut folded = String::with_capacity(letters.len());
    for word in letters.split(char::is_whitespace).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    Ok(folded)
}

/// Returns whether the character is "mapped to nothing" (RFC 4518 section 2.2).
fn is_nothing(letter: char) -> bool {
    let is_control = letter.is_control() && !letter.is_whitespace();
    is_control
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{6dd}' | '\u{70f}' | '\u{1806}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2063}' | '\u{206a}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use alloc::{vec, vec::Vec};

    use super::{Name, shortened};

    /// Builds a name of one organizationName.
    fn organization(tag: u8, value: &[u8]) -> Name {
        let wrap = |tag: u8, content: Vec<u8>| [vec![tag, u8::try_from(content.len()).unwrap()], content].concat();
        let attribute = [wrap(0x06, vec![0x55, 0x04, 0x0a]), wrap(tag, value.to_vec())].concat();
        Name::from_der(&wrap(0x30, wrap(0x31, wrap(0x30, attribute)))).unwrap()
    }

    #[test]
    fn messages_show_the_beginning_of_a_name() {
        assert_eq!(organization(0x0c, b"Acme").quoted(), "'O=Acme'");
        let long = "\u{fc}".repeat(201);
        assert_eq!(shortened(&long), "\u{fc}".repeat(200) + "…");
        assert_eq!(shortened(&long[2..]), long[2..]);
    }

    #[test]
    fn names_are_the_same_whatever_their_case_space_and_string_type() {
        let acme = organization(0x13, b"Acme Networks");
        for other in [
            organization(0x0c, b"ACME networks"),
            organization(0x13, b"  acme   Networks "),
            organization(0x1e, b"\0A\0c\0m\0e\0 \0N\0e\0t\0w\0o\0r\0k\0s"),
            organization(0x14, b"acme networks"),
            organization(0x0c, "Ac\u{ad}me Net\u{200b}works".as_bytes()),
        ] {
            assert_eq!(acme, other);
        }
        assert_eq!(
            organization(0x0c, "Stra\u{df}e \u{e9}".as_bytes()),
            organization(0x0c, "STRASSE e\u{301}".as_bytes())
        );
        assert_eq!(organization(0x0c, "\u{2122}".as_bytes()), organization(0x13, b"tm"));
        assert_ne!(acme, organization(0x13, b"AcmeNetworks"));
        assert_ne!(acme, organization(0x04, b"Acme Networks"));
    }

    #[test]
    fn a_subtree_ends_between_relative_names() {
        let acme = organization(0x13, b"Acme");
        assert!(acme.is_within(&organization(0x0c, b"acme")) && acme.is_within(&Name::from_der(&[0x30, 0]).unwrap()));
        assert!(!organization(0x13, b"Acme Networks").is_within(&acme));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for der in ["3000ff", "31023000", "300231003000", "30023100", "300d310b300906035504060302004142"] {
            let der: Vec<u8> =
                (0..der.len() / 2).map(|index| u8::from_str_radix(&der[index * 2..][..2], 16).unwrap()).collect();
            assert!(Name::from_der(&der).is_err(), "{der:x?}");
        }
    }
}
