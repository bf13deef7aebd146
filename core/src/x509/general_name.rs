//! General names (RFC 5280 section 4.2.1.6), in certificates and as the bases of name constraints.

use alloc::{string::String, vec::Vec};

use der::{AnyRef, Reader, SliceReader, Tag, Tagged};

use super::name::Name;
use crate::asn1::{self, Oid, Unreadable};

/// A general name, decoded as far as name constraints need it.
///
/// ```text
/// GeneralName ::= CHOICE {
///     otherName                 [0] OtherName,
///     rfc822Name                [1] IA5String,
///     dNSName                   [2] IA5String,
///     x400Address               [3] ORAddress,
///     directoryName             [4] Name,
///     ediPartyName              [5] EDIPartyName,
///     uniformResourceIdentifier [6] IA5String,
///     iPAddress                 [7] OCTET STRING,
///     registeredID              [8] OBJECT IDENTIFIER }
/// ```
#[derive(Clone, Debug)]
pub(crate) enum GeneralName {
    /// The identifier of the other name's type.
    OtherName(Oid),
    Rfc822Name(String),
    DnsName(String),
    X400Address,
    DirectoryName(Name),
    EdiPartyName,
    UniformResourceIdentifier(String),
    /// An address of 4 or 16 octets. As the base of a constraint it has 8 or 32 octets, and the second half is a mask.
    IpAddress(Vec<u8>),
    RegisteredId,
}

/// The number of octets of a name that are compared as fast as one short name.
const OCTETS_PER_COMPARISON: usize = 64;

impl GeneralName {
    /// Returns the cost of comparing this name with a short name, in comparisons of short names. A distinguished name
    /// costs one for each of its attributes, and one more.
    pub(crate) fn cost(&self) -> usize {
        match self {
            Self::Rfc822Name(text) | Self::DnsName(text) | Self::UniformResourceIdentifier(text) => {
                (text.len() / OCTETS_PER_COMPARISON).saturating_add(1)
            }
            Self::DirectoryName(name) => name.attributes.saturating_add(1),
            _ => 1,
        }
    }

    pub(crate) fn read(reader: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        let value = <AnyRef<'_> as der::Decode<'_>>::decode(reader)?;
        let Tag::ContextSpecific { number, constructed } = value.tag() else {
            return Err(value.tag().value_error().into());
        };
        let content = value.value();
        match (number.value(), constructed) {
            (0, true) => {
                let mut fields = SliceReader::new(content)?;
                let kind = Oid::read(&mut fields)?;
                asn1::expect(&mut fields, asn1::context(0, true))?;
                fields.finish()?;
                Ok(Self::OtherName(kind))
            }
            (1, false) => text(content).map(Self::Rfc822Name),
            (2, false) => text(content).map(Self::DnsName),
            (3, true) => Ok(Self::X400Address),
            // A CHOICE is tagged explicitly.
            (4, true) => Name::from_der(content).map(Self::DirectoryName),
            (5, true) => Ok(Self::EdiPartyName),
            (6, false) => text(content).map(Self::UniformResourceIdentifier),
            (7, false) => Ok(Self::IpAddress(content.to_vec())),
            (8, false) => Ok(Self::RegisteredId),
            _ => Err(value.tag().value_error().into()),
        }
    }

    /// Reads `GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName` as names, so an address has no mask.
    pub(crate) fn read_all(value: &[u8]) -> Result<Vec<Self>, Unreadable> {
        let names = asn1::sequence_of(value)?.into_iter().map(|name| asn1::whole(name, Self::read));
        let names: Vec<Self> = names.collect::<Result<_, _>>()?;
        let has_mask = |name: &Self| matches!(name, Self::IpAddress(octets) if ![4, 16].contains(&octets.len()));
        if names.iter().any(has_mask) {
            return Err(Tag::Sequence.value_error().into());
        }
        Ok(names)
    }

    /// Returns the name that RFC 5280 gives to the field.
    pub(crate) const fn form(&self) -> &'static str {
        match self {
            Self::OtherName(_) => "otherName",
            Self::Rfc822Name(_) => "rfc822Name",
            Self::DnsName(_) => "dNSName",
            Self::X400Address => "x400Address",
            Self::DirectoryName(_) => "directoryName",
            Self::EdiPartyName => "ediPartyName",
            Self::UniformResourceIdentifier(_) => "uniformResourceIdentifier",
            Self::IpAddress(_) => "iPAddress",
            Self::RegisteredId => "registeredID",
        }
    }

    /// Returns whether both names have the same form.
    pub(crate) fn has_form_of(&self, other: &Self) -> bool {
        core::mem::discriminant(self) == core::mem::discriminant(other)
    }
}

fn text(content: &[u8]) -> Result<String, Unreadable> {
    let text = str::from_utf8(content).ok().filter(|text| text.is_ascii());
    text.map(Into::into).ok_or_else(|| Tag::Ia5String.value_error().into())
}
