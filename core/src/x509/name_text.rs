//! Writes distinguished names as text for people (RFC 4514).

use alloc::{string::String, vec::Vec};
use core::fmt::{self, Write as _};

use der::{
    Decode as _, Encode as _, Tag, Tagged as _,
    asn1::{Any, Ia5StringRef, ObjectIdentifier, PrintableStringRef, TeletexStringRef, Utf8StringRef},
};
use x509_cert::attr::AttributeTypeAndValue;

use crate::digest::to_hex;

/// The names of attribute types that signers have. They are those of RFC 4514 section 3, and for other types the
/// shortest names in RFC 4519, RFC 2985 and X.520. `x509-cert` has names for every known object identifier, but these
/// take twenty times as many bytes as this whole file.
const ATTRIBUTE_TYPES: [(ObjectIdentifier, &str); 21] = [
    (oid("2.5.4.3"), "CN"),
    (oid("2.5.4.4"), "SN"),
    (oid("2.5.4.5"), "SERIALNUMBER"),
    (oid("2.5.4.6"), "C"),
    (oid("2.5.4.7"), "L"),
    (oid("2.5.4.8"), "ST"),
    (oid("2.5.4.9"), "STREET"),
    (oid("2.5.4.10"), "O"),
    (oid("2.5.4.11"), "OU"),
    (oid("2.5.4.12"), "TITLE"),
    (oid("2.5.4.13"), "DESCRIPTION"),
    (oid("2.5.4.15"), "BUSINESSCATEGORY"),
    (oid("2.5.4.17"), "POSTALCODE"),
    (oid("2.5.4.42"), "GN"),
    (oid("2.5.4.43"), "INITIALS"),
    (oid("2.5.4.46"), "DNQUALIFIER"),
    (oid("2.5.4.65"), "PSEUDONYM"),
    (oid("2.5.4.97"), "ORGANIZATIONIDENTIFIER"),
    (oid("0.9.2342.19200300.100.1.1"), "UID"),
    (oid("0.9.2342.19200300.100.1.25"), "DC"),
    (oid("1.2.840.113549.1.9.1"), "EMAIL"),
];

const fn oid(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

/// Returns the text of a DER-encoded name, with the last of its parts first. A name that cannot be decoded is written
/// in hexadecimal.
pub(crate) fn text_of(der: &[u8]) -> String {
    let name = x509_cert::name::Name::from_der(der).ok();
    name.and_then(|name| write(&name).ok()).unwrap_or_else(|| to_hex(der))
}

fn write(name: &x509_cert::name::Name) -> Result<String, fmt::Error> {
    let parts: Vec<_> = name.iter_rdn().collect();
    let mut text = String::new();
    for (index, part) in parts.into_iter().rev().enumerate() {
        for (attribute_index, attribute) in part.iter().enumerate() {
            match (index, attribute_index) {
                (0, 0) => {}
                (_, 0) => text.push(','),
                _ => text.push('+'),
            }
            write_attribute(&mut text, attribute)?;
        }
    }
    Ok(text)
}

fn write_attribute(text: &mut String, AttributeTypeAndValue { oid, value }: &AttributeTypeAndValue) -> fmt::Result {
    let known = ATTRIBUTE_TYPES.iter().find(|(known, _)| known == oid);
    if let (Some((_, name)), Some(value)) = (known, string_of(value)) {
        write!(text, "{name}=")?;
        return write_escaped(text, value);
    }
    let der = value.to_der().map_err(|_| fmt::Error)?;
    write!(text, "{oid}=#{}", to_hex(&der))
}

fn string_of(value: &Any) -> Option<&str> {
    match value.tag() {
        Tag::PrintableString => PrintableStringRef::try_from(value).ok().map(|text| text.as_str()),
        Tag::Utf8String => Utf8StringRef::try_from(value).ok().map(|text| text.as_str()),
        Tag::Ia5String => Ia5StringRef::try_from(value).ok().map(|text| text.as_str()),
        Tag::TeletexString => TeletexStringRef::try_from(value).ok().map(|text| text.as_str()),
        _ => None,
    }
}

/// Escapes characters that would be read as grammar of names (RFC 4514 section 2.4), and control characters.
fn write_escaped(text: &mut String, value: &str) -> fmt::Result {
    let mut letters = value.chars().peekable();
    let mut is_first = true;
    while let Some(letter) = letters.next() {
        match letter {
            '#' if is_first => text.push_str("\\#"),
            ' ' if is_first || letters.peek().is_none() => text.push_str("\\ "),
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => write!(text, "\\{letter}")?,
            '\x00'..='\x1f' | '\x7f' => write!(text, "\\{:02x}", u32::from(letter))?,
            _ => text.push(letter),
        }
        is_first = false;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use der::{Decode as _, Encode as _, asn1::SetOfVec};
    use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};

    use super::{ATTRIBUTE_TYPES, Any, AttributeTypeAndValue, Tag, oid, text_of};

    fn name(parts: &[&[(super::ObjectIdentifier, Tag, &[u8])]]) -> (alloc::vec::Vec<u8>, alloc::string::String) {
        let mut sequence = RdnSequence::default();
        for part in parts {
            let attributes = part
                .iter()
                .map(|(oid, tag, value)| AttributeTypeAndValue { oid: *oid, value: Any::new(*tag, *value).unwrap() });
            let set = SetOfVec::from_iter(attributes).unwrap();
            sequence.push(RelativeDistinguishedName::from(set));
        }
        let der = sequence.to_der().unwrap();
        let text = Name::from_der(&der).unwrap().to_string();
        (der, text)
    }

    #[test]
    fn names_of_attribute_types_are_those_of_x509_cert() {
        for (oid, expected) in ATTRIBUTE_TYPES {
            let (der, text) = name(&[&[(oid, Tag::Utf8String, b"x")]]);
            assert_eq!(text_of(&der), alloc::format!("{expected}=x"));
            let is_unknown_there = text.starts_with(&oid.to_string());
            assert!(is_unknown_there || text == text_of(&der), "{text}");
        }
    }

    #[test]
    fn texts_are_those_of_x509_cert() {
        let cn = oid("2.5.4.3");
        let ou = oid("2.5.4.11");
        let values: [(Tag, &[u8]); 8] = [
            (Tag::Utf8String, " a,b+c;\"<d>\\ ".as_bytes()),
            (Tag::Utf8String, "#\u{e9}\u{202e}#\n\u{7f}".as_bytes()),
            (Tag::Utf8String, b"\xff"),
            (Tag::Utf8String, b""),
            (Tag::PrintableString, b"Acme"),
            (Tag::Ia5String, b"a@b"),
            (Tag::BmpString, b"\0A"),
            (Tag::OctetString, b"x"),
        ];
        for (tag, value) in values {
            let (der, text) = name(&[&[(ou, tag, value)], &[(cn, tag, value), (ou, Tag::Utf8String, b"y")]]);
            assert_eq!(text_of(&der), text);
        }
        let (der, text) = name(&[&[(oid("1.2.3.4"), Tag::Utf8String, b"x")]]);
        assert_eq!((text_of(&der).as_str(), text.as_str()), ("1.2.3.4=#0c0178", "1.2.3.4=#0c0178"));
        assert_eq!(text_of(&[1, 2, 3]), "010203");
    }
}
