//! The attributes of a SignerInfo (RFC 5652 sections 5.3 and 11).

use alloc::vec::Vec;

use der::{Decode, Reader, Tag, oid::ObjectIdentifier};

use crate::{
    asn1::{self, Unreadable},
    der_writer::{OBJECT_IDENTIFIER, SEQUENCE, SET, of_elements, value},
    oid,
    time::Time,
};

/// `Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF AttributeValue }` (RFC 5652 section 5.3). It
/// has any type, and its values are not decoded.
#[derive(Debug)]
struct Attribute<'a> {
    /// The content octets of the object identifier. Some are longer than any identifier that core knows.
    id: &'a [u8],
    values: Vec<&'a [u8]>,
}

/// `SignedAttributes ::= SET SIZE (1..MAX) OF Attribute`. Unsigned attributes have the same form.
#[derive(Debug, Default)]
pub(crate) struct Attributes<'a> {
    list: Vec<Attribute<'a>>,
    /// Whether the attributes are in the order that DER requires of a SET OF (X.690 section 11.6).
    pub(crate) in_order: bool,
}

impl<'a> Attributes<'a> {
    pub(crate) fn read(set: &'a [u8]) -> Result<Self, Unreadable> {
        let content = asn1::whole(set, |reader| asn1::expect(reader, Tag::Set))?;
        let elements = asn1::elements(content.value())?;
        let mut in_order = elements.is_sorted();
        let list: Vec<Attribute<'_>> =
            elements.into_iter().map(|element| asn1::whole(element, read_attribute)).collect::<Result<_, _>>()?;
        in_order &= list.iter().all(|attribute| attribute.values.is_sorted());
        Ok(Self { list, in_order })
    }

    /// Returns the values of all attributes of this type.
    pub(crate) fn values(&self, id: ObjectIdentifier) -> impl Iterator<Item = &'a [u8]> {
        self.of(id).flat_map(|attribute| attribute.values.iter().copied())
    }

    /// Returns whether there is an attribute of this type.
    pub(crate) fn has(&self, id: ObjectIdentifier) -> bool {
        self.of(id).next().is_some()
    }

    /// Returns whether there are attributes of this type and no others.
    pub(crate) fn has_only(&self, id: ObjectIdentifier) -> bool {
        self.of(id).count() == self.list.len() && !self.list.is_empty()
    }

    /// Returns the only value of the only attribute of this type.
    pub(crate) fn single(&self, id: ObjectIdentifier) -> Option<&'a [u8]> {
        let mut matching = self.of(id);
        match (matching.next(), matching.next()) {
            (Some(attribute), None) => match attribute.values.as_slice() {
                [value] => Some(value),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the signing time, `SigningTime ::= Time` (RFC 5652 section 11.3), if it can be read.
    pub(crate) fn signing_time(&self) -> Option<Time> {
        let value = self.single(oid::SIGNING_TIME)?;
        asn1::whole(value, |reader| asn1::time(Decode::decode(reader)?)).ok()
    }

    /// Encodes the attributes in DER: the values of each attribute and the attributes are in order (X.690 section
    /// 11.6).
    pub(super) fn to_der(&self) -> Vec<u8> {
        let attribute = |attribute: &Attribute<'a>| {
            let id = value(OBJECT_IDENTIFIER, &[attribute.id]);
            let mut values = attribute.values.clone();
            values.sort_unstable();
            value(SEQUENCE, &[&id, &value(SET, &values)])
        };
        let mut attributes: Vec<Vec<u8>> = self.list.iter().map(attribute).collect();
        attributes.sort_unstable();
        of_elements(SET, &attributes)
    }

    fn of(&self, id: ObjectIdentifier) -> impl Iterator<Item = &Attribute<'a>> {
        self.list.iter().filter(move |attribute| attribute.id == id.as_bytes())
    }
}

fn read_attribute<'a>(reader: &mut der::SliceReader<'a>) -> Result<Attribute<'a>, Unreadable> {
    reader.sequence(|fields| {
        let id = asn1::expect(fields, Tag::ObjectIdentifier)?.value();
        let values = asn1::expect(fields, Tag::Set)?;
        Ok(Attribute { id, values: asn1::elements(values.value())? })
    })
}

#[cfg(test)]
mod tests {
    use super::Attributes;
    use crate::oid;

    #[test]
    fn an_attribute_of_an_odd_type_does_not_sink_the_others() {
        // SET { SEQUENCE { signingTime, SET { NULL } }, SEQUENCE { OID 2.25.(2^63), SET {} } }
        let uuid = [0x30, 15, 6, 11, 0x69, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 0x31, 0];
        let time = [0x30, 15, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 5, 0x31, 2, 5, 0];
        let set = [&[0x31, 34], time.as_slice(), uuid.as_slice()].concat();
        let attributes = Attributes::read(&set).unwrap();
        assert_eq!(attributes.single(oid::SIGNING_TIME), Some([5, 0].as_slice()));
        assert!(attributes.in_order && !attributes.has(oid::MESSAGE_DIGEST));
        let twice = [&[0x31, 34], time.as_slice(), time.as_slice()].concat();
        assert!(Attributes::read(&twice).unwrap().single(oid::SIGNING_TIME).is_none());
    }

    #[test]
    fn der_has_its_own_order() {
        // SET { SEQUENCE { contentType, SET { 2, 1 } }, SEQUENCE { signingTime, SET {} } }
        let values = [0x30, 19, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 3, 0x31, 6, 2, 1, 2, 2, 1, 1];
        let empty = [0x30, 13, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 5, 0x31, 0];
        let set = [&[0x31, 36], values.as_slice(), empty.as_slice()].concat();
        let attributes = Attributes::read(&set).unwrap();
        let mut sorted = values;
        sorted[17] = 1;
        sorted[20] = 2;
        let der = [&[0x31, 36], empty.as_slice(), sorted.as_slice()].concat();
        assert!(!attributes.in_order && attributes.to_der() == der);
        let attributes = Attributes::read(&der).unwrap();
        assert!(attributes.in_order && attributes.to_der() == der);
    }
}
