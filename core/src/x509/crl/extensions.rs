//! The extensions of a revocation list (RFC 5280 section 5.2).

use alloc::vec::Vec;
use core::fmt;

use der::{AnyRef, Reader, Tag};

use crate::{
    asn1::{self, Unreadable},
    digest::to_hex,
    oid,
    x509::{
        distribution_point::{self, DistributionPointName, ReasonFlags},
        extensions::read_each,
    },
};

/// The extensions of a revocation list that core acts on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extensions {
    pub(crate) crl_number: Option<CrlNumber>,
    /// `BaseCRLNumber ::= CRLNumber` of the delta CRL indicator (section 5.2.4): the number of the list whose changes
    /// this list states.
    pub(crate) base_crl_number: Option<CrlNumber>,
    pub(crate) issuing_distribution_point: Option<IssuingDistributionPoint>,
    /// The extension's value as received. It is only compared between a list and its delta CRL.
    pub(crate) authority_key_identifier: Option<Vec<u8>>,
    /// Whether the list has an unknown critical extension.
    pub(crate) has_unknown_critical: bool,
}

/// `CRLNumber ::= INTEGER (0..MAX)` (section 5.2.3). It has up to 20 octets, so it is compared by length first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CrlNumber {
    length: usize,
    octets: Vec<u8>,
}

/// The scope of a revocation list.
///
/// ```text
/// IssuingDistributionPoint ::= SEQUENCE {
///     distributionPoint          [0] DistributionPointName OPTIONAL,
///     onlyContainsUserCerts      [1] BOOLEAN DEFAULT FALSE,
///     onlyContainsCACerts        [2] BOOLEAN DEFAULT FALSE,
///     onlySomeReasons            [3] ReasonFlags OPTIONAL,
///     indirectCRL                [4] BOOLEAN DEFAULT FALSE,
///     onlyContainsAttributeCerts [5] BOOLEAN DEFAULT FALSE }
/// ```
/// (RFC 5280 section 5.2.5)
#[derive(Clone, Debug)]
pub(crate) struct IssuingDistributionPoint {
    pub(crate) name: Option<DistributionPointName>,
    pub(crate) only_contains: Option<Kind>,
    pub(crate) only_some_reasons: Option<ReasonFlags>,
    pub(crate) is_indirect: bool,
    /// The extension's value as received. Lists of one scope have the same value.
    pub(crate) der: Vec<u8>,
}

/// The kind of certificates to which a list is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    User,
    Ca,
    Attribute,
}

impl Extensions {
    pub(super) fn read(sequence: AnyRef<'_>) -> Result<Self, Unreadable> {
        let mut extensions = Self::default();
        read_each(sequence, |id, critical, value| {
            match id.known() {
                Some(oid::CRL_NUMBER) => extensions.crl_number = Some(CrlNumber::read(value)?),
                Some(oid::DELTA_CRL_INDICATOR) => extensions.base_crl_number = Some(CrlNumber::read(value)?),
                Some(oid::ISSUING_DISTRIBUTION_POINT) => {
                    extensions.issuing_distribution_point = Some(IssuingDistributionPoint::read(value)?);
                }
                Some(oid::AUTHORITY_KEY_IDENTIFIER) => extensions.authority_key_identifier = Some(value.to_vec()),
                // The extension states where delta CRLs can be fetched (section 5.2.6). It has to be readable.
                Some(oid::FRESHEST_CRL) => drop(distribution_point::read_all(value)?),
                // The extension holds another name of the issuer (section 5.2.2), which core does not look for.
                Some(oid::ISSUER_ALT_NAME) => {}
                _ => extensions.has_unknown_critical |= critical,
            }
            Ok(())
        })?;
        Ok(extensions)
    }
}

impl CrlNumber {
    fn read(value: &[u8]) -> Result<Self, Unreadable> {
        let number = asn1::whole(value, |reader| asn1::expect(reader, Tag::Integer))?;
        if !matches!(number.value(), [0x00..0x80, ..]) {
            return Err(Tag::Integer.value_error().into());
        }
        let octets: Vec<u8> = number.value().iter().copied().skip_while(|octet| *octet == 0).collect();
        Ok(Self { length: octets.len(), octets })
    }
}

/// Writes the number as OpenSSL does: in decimal, or in hex if it is long.
impl fmt::Display for CrlNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut wide = [0; size_of::<u128>()];
        match wide.len().checked_sub(self.length).and_then(|start| wide.get_mut(start..)) {
            Some(octets) => {
                octets.copy_from_slice(&self.octets);
                write!(f, "{}", u128::from_be_bytes(wide))
            }
            None => write!(f, "0x{}", to_hex(&self.octets)),
        }
    }
}

impl IssuingDistributionPoint {
    fn read(value: &[u8]) -> Result<Self, Unreadable> {
        asn1::whole(value, |reader| {
            reader.sequence(|fields| {
                // Section 5.2.5: an empty extension states nothing and is not allowed.
                if fields.is_finished() {
                    return Err(Tag::Sequence.value_error().into());
                }
                let name = asn1::explicit(fields, 0, DistributionPointName::read)?;
                let only_user = asn1::default_false(fields, asn1::context(1, false))?.then_some(Kind::User);
                let only_ca = asn1::default_false(fields, asn1::context(2, false))?.then_some(Kind::Ca);
                let reasons = asn1::optional(fields, asn1::context(3, false))?;
                let is_indirect = asn1::default_false(fields, asn1::context(4, false))?;
                let only_attribute = asn1::default_false(fields, asn1::context(5, false))?.then_some(Kind::Attribute);
                let mut only = [only_user, only_ca, only_attribute].into_iter().flatten();
                let only_contains = only.next();
                // At most one of them may be TRUE.
                if only.next().is_some() {
                    return Err(Tag::Sequence.value_error().into());
                }
                Ok(Self {
                    name,
                    only_contains,
                    only_some_reasons: reasons.map(|reasons| ReasonFlags::read(reasons.value())).transpose()?,
                    is_indirect,
                    der: value.to_vec(),
                })
            })
        })
    }
}
