//! Distribution points of revocation lists (RFC 5280 sections 4.2.1.13, 4.2.1.15 and 5.2.5).

use alloc::{vec, vec::Vec};

use der::{AnyRef, Decode, Reader, SliceReader, Tag, Tagged};

use super::name::Name;
use crate::{
    asn1::{self, Unreadable},
    limits,
};

/// One place where a certificate's revocation lists are, and which reasons they cover.
///
/// ```text
/// DistributionPoint ::= SEQUENCE {
///     distributionPoint [0] DistributionPointName OPTIONAL,
///     reasons           [1] ReasonFlags OPTIONAL,
///     cRLIssuer         [2] GeneralNames OPTIONAL }
/// ```
/// (RFC 5280 section 4.2.1.13)
#[derive(Clone, Debug)]
pub(crate) struct DistributionPoint {
    pub(crate) name: Option<DistributionPointName>,
    /// The reasons that the lists cover, or `None` if they cover all.
    pub(crate) reasons: Option<ReasonFlags>,
    /// The issuer of the lists, or `None` if the certificate's issuer issues them.
    pub(crate) crl_issuer: Option<Vec<GeneralName>>,
}

/// The name of a distribution point.
///
/// ```text
/// DistributionPointName ::= CHOICE {
///     fullName                [0] GeneralNames,
///     nameRelativeToCRLIssuer [1] RelativeDistinguishedName }
/// ```
#[derive(Clone, Debug)]
pub(crate) enum DistributionPointName {
    FullName(Vec<GeneralName>),
    /// The content of the SET in which a `RelativeDistinguishedName` is encoded.
    RelativeToCrlIssuer(Vec<u8>),
}

/// A name of any kind (section 4.2.1.6). Directory names are compared as names, all others as they are encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GeneralName {
    DirectoryName(Name),
    Other(Vec<u8>),
}

/// The reasons for revocation that revocation lists cover.
///
/// ```text
/// ReasonFlags ::= BIT STRING {
///     unused (0), keyCompromise (1), cACompromise (2), affiliationChanged (3), superseded (4),
///     cessationOfOperation (5), certificateHold (6), privilegeWithdrawn (7), aACompromise (8) }
/// ```
/// Bit 0 is the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ReasonFlags(u16);

impl ReasonFlags {
    pub(crate) const NONE: Self = Self(0);
    /// All reasons that are defined (section 6.3.2).
    pub(crate) const ALL: Self = Self(0x7f80);

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn is_all(self) -> bool {
        self.and(Self::ALL) == Self::ALL
    }

    /// Reads the content of a BIT STRING, whatever its tag.
    pub(crate) fn read(content: &[u8]) -> Result<Self, Unreadable> {
        let (unused, octets) = match content {
            [unused @ 0..8, octets @ ..] => (*unused, octets),
            _ => return Err(Tag::BitString.value_error().into()),
        };
        let bits = match octets {
            [] => 0,
            [first] => u16::from_be_bytes([*first >> unused << unused, 0]),
            [first, second] => u16::from_be_bytes([*first, *second >> unused << unused]),
            _ => return Err(Tag::BitString.value_error().into()),
        };
        Ok(Self(bits).and(Self::ALL))
    }
}

impl DistributionPointName {
    pub(crate) fn read(reader: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        let choice = AnyRef::decode(reader)?;
        match choice.value() {
            [] => Err(choice.tag().value_error().into()),
            names if choice.tag() == asn1::context(0, true) => read_names(names).map(Self::FullName),
            attributes if choice.tag() == asn1::context(1, true) => Ok(Self::RelativeToCrlIssuer(attributes.to_vec())),
            _ => Err(choice.tag().unexpected_error(None).into()),
        }
    }

    /// Returns the full names. Names relative to `issuer` are completed.
    pub(crate) fn in_full(&self, issuer: &Name) -> Vec<GeneralName> {
        match self {
            Self::FullName(names) => names.clone(),
            Self::RelativeToCrlIssuer(attributes) => issuer
                .with_relative(attributes)
                .map_or_else(|_| Vec::new(), |name| vec![GeneralName::DirectoryName(name)]),
        }
    }
}

/// Reads the extension's value: `CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF DistributionPoint`.
pub(crate) fn read_all(value: &[u8]) -> Result<Vec<DistributionPoint>, Unreadable> {
    few(asn1::sequence_of(value)?)?
        .into_iter()
        .map(|element| asn1::whole(element, |reader| reader.sequence(read_point)))
        .collect()
}

fn read_point(fields: &mut SliceReader<'_>) -> Result<DistributionPoint, Unreadable> {
    let name = asn1::explicit(fields, 0, DistributionPointName::read)?;
    let reasons = asn1::optional(fields, asn1::context(1, false))?;
    let crl_issuer = asn1::optional(fields, asn1::context(2, true))?;
    Ok(DistributionPoint {
        name,
        reasons: reasons.map(|reasons| ReasonFlags::read(reasons.value())).transpose()?,
        crl_issuer: crl_issuer.map(|names| read_names(names.value())).transpose()?,
    })
}

/// Reads the content of `GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName`.
pub(crate) fn read_names(content: &[u8]) -> Result<Vec<GeneralName>, Unreadable> {
    few(asn1::elements(content)?)?
        .into_iter()
        .map(|element| {
            let name = asn1::whole(element, AnyRef::decode)?;
            // A Name is tagged explicitly, because it is a CHOICE.
            if name.tag() == asn1::context(4, true) {
                return asn1::whole(name.value(), Name::read).map(GeneralName::DirectoryName);
            }
            Ok(GeneralName::Other(element.to_vec()))
        })
        .collect()
}

/// Returns whether two sets of names have a name in common.
pub(crate) fn have_common(some: &[GeneralName], others: &[GeneralName]) -> bool {
    some.iter().any(|name| others.contains(name))
}

/// Returns whether a directory name is among the names.
pub(crate) fn have_name(names: &[GeneralName], name: &Name) -> bool {
    names.iter().any(|other| matches!(other, GeneralName::DirectoryName(other) if other == name))
}

fn few(elements: Vec<&[u8]>) -> Result<Vec<&[u8]>, Unreadable> {
    if (1..=limits::DISTRIBUTION_POINTS.count()).contains(&elements.len()) {
        Ok(elements)
    } else {
        Err(Tag::Sequence.value_error().into())
    }
}
