//! The entries of a revocation list (RFC 5280 sections 5.1.2.6 and 5.3).

use alloc::{collections::BTreeMap, vec, vec::Vec};
use core::cmp::Ordering;

use der::{AnyRef, Decode, Length, Reader, SliceReader, Tag};

use crate::{
    asn1::{self, Unreadable},
    oid,
    time::Time,
    x509::{
        distribution_point::{GeneralName, read_names},
        extensions::read_each,
        name::Name,
    },
};

/// The positions of the entries in the list's bytes, by serial number.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    places: Vec<Place>,
    /// The positions of the extensions that name an issuer. The names themselves could take twenty times as much space
    /// as the list. `Place::issuer` counts from 1.
    issuers: Vec<(u32, u32)>,
    pub(super) have_extensions: bool,
    /// Whether an entry has an unknown critical extension, or names its issuer in a way that is not understood.
    is_one_unknown: bool,
}

/// The position of one entry. It takes 16 octets for at least 20 of the list.
#[derive(Clone, Copy, Debug)]
struct Place {
    serial_start: u32,
    serial_end: u32,
    end: u32,
    /// 0 for the issuer of the list; otherwise one more than the index of the issuer that is named.
    issuer: u32,
}

/// An entry of a revocation list: what the list states about a certificate.
///
/// ```text
/// SEQUENCE {
///     userCertificate    CertificateSerialNumber,
///     revocationDate     Time,
///     crlEntryExtensions Extensions OPTIONAL -- if present, version MUST be v2 }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) date: Time,
    pub(crate) reason: Reason,
    /// The date from which the key may have been compromised (section 5.3.2).
    pub(crate) invalidity_date: Option<Time>,
}

/// The reason for a revocation.
///
/// ```text
/// CRLReason ::= ENUMERATED {
///     unspecified (0), keyCompromise (1), cACompromise (2), affiliationChanged (3), superseded (4),
///     cessationOfOperation (5), certificateHold (6), removeFromCRL (8), privilegeWithdrawn (9), aACompromise (10) }
/// ```
/// (RFC 5280 section 5.3.1). The reason is kept as its number. An unknown reason revokes like any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reason(u8);

impl Reason {
    pub(crate) const CERTIFICATE_HOLD: Self = Self(6);
    pub(crate) const REMOVE_FROM_CRL: Self = Self(8);

    /// Returns whether the private key is "known or suspected" to be compromised. `None` if the reason does not say so,
    /// or is not final.
    pub(crate) const fn is_key_compromised(self) -> Option<bool> {
        match self.0 {
            1 | 2 | 10 => Some(true),
            3 | 4 | 5 | 8 | 9 => Some(false),
            _ => None,
        }
    }

    pub(crate) fn of(value: AnyRef<'_>) -> Result<Self, Unreadable> {
        match value.value() {
            [number] => Ok(Self(*number)),
            _ => Err(Tag::Enumerated.value_error().into()),
        }
    }

    /// Returns the name that RFC 5280 gives to the reason.
    pub(crate) const fn name(self) -> &'static str {
        match self.0 {
            1 => "keyCompromise",
            2 => "cACompromise",
            3 => "affiliationChanged",
            4 => "superseded",
            5 => "cessationOfOperation",
            6 => "certificateHold",
            8 => "removeFromCRL",
            9 => "privilegeWithdrawn",
            10 => "aACompromise",
            _ => "unspecified",
        }
    }
}

impl Entry {
    /// Returns whether a later list may take the entry back (section 5.3.1).
    pub(crate) fn is_hold(&self) -> bool {
        self.reason == Reason::CERTIFICATE_HOLD
    }

    /// Returns whether the entry takes back an entry of the list that a delta CRL belongs to.
    pub(crate) fn is_removal(&self) -> bool {
        self.reason == Reason::REMOVE_FROM_CRL
    }
}

impl Entries {
    /// Reads all entries once. An entry that cannot be read makes the whole list unreadable.
    pub(super) fn read(list: &mut SliceReader<'_>) -> Result<Self, Unreadable> {
        let mut entries = Self::default();
        let mut issuer = 0;
        while !list.is_finished() {
            let mut extensions = EntryExtensions::default();
            let (serial_start, serial_end) = list.sequence(|fields| {
                let serial_number = asn1::expect(fields, Tag::Integer)?;
                let serial_end = fields.position();
                asn1::time(AnyRef::decode(fields)?)?;
                if let Some(sequence) = asn1::optional(fields, Tag::Sequence)? {
                    extensions = EntryExtensions::read(sequence)?;
                }
                Ok::<_, Unreadable>((
                    serial_end.saturating_sub(Length::try_from(serial_number.value().len())?),
                    serial_end,
                ))
            })?;
            entries.have_extensions |= extensions.are_there;
            entries.is_one_unknown |= extensions.has_unknown_critical;
            // Section 5.3.3: an entry without this extension has the issuer of the one before it.
            let [serial_start, serial_end, end] = [serial_start, serial_end, list.position()].map(u32::from);
            if let Some(names) = extensions.certificate_issuer {
                entries.is_one_unknown |= names.is_empty();
                entries.issuers.push((serial_end, end));
                issuer = u32::try_from(entries.issuers.len()).unwrap_or(u32::MAX);
            }
            entries.places.push(Place { serial_start, serial_end, end, issuer });
        }
        entries.places.shrink_to_fit();
        Ok(entries)
    }

    /// Sorts the entries by serial number, so that one is quickly found among many.
    pub(super) fn sort(&mut self, der: &[u8]) {
        self.places.sort_unstable_by(|one, other| compare(one.serial_number(der), other.serial_number(der)));
    }

    /// Returns the entries with this serial number that are for certificates of `issuer`.
    pub(super) fn find(
        &self,
        der: &[u8],
        list_issuer: &Name,
        issuer: &Name,
        serial_number: &[u8],
    ) -> impl Iterator<Item = Entry> {
        let order = |place: &Place| compare(place.serial_number(der), serial_number);
        let start = self.places.partition_point(|place| order(place) == Ordering::Less);
        let from_start = self.places.get(start..).unwrap_or_default();
        let mut is_of_issuer = BTreeMap::new();
        from_start
            .iter()
            .take_while(move |place| order(place) == Ordering::Equal)
            .filter(move |place| {
                // Many entries may share the issuer names of one extension.
                *is_of_issuer.entry(place.issuer).or_insert_with(|| match self.issuers_of(place, der) {
                    None => issuer == list_issuer,
                    Some(names) => names.contains(issuer),
                })
            })
            .map(move |place| place.read(der))
    }

    /// Returns the issuers that the entry names, or the last entry before it that names any. They were checked when the
    /// list was read.
    fn issuers_of(&self, place: &Place, der: &[u8]) -> Option<Vec<Name>> {
        let index = usize::try_from(place.issuer).ok()?.checked_sub(1)?;
        let names = self.issuers.get(index).and_then(|(start, end)| read_rest(slice(der, *start, *end)).ok());
        Some(names.and_then(|(_, extensions)| extensions.certificate_issuer).unwrap_or_default())
    }

    /// Returns whether entries may mean something different from what they seem to. Only in an indirect list may
    /// entries name an issuer.
    pub(super) fn are_not_understood(&self, is_indirect: bool) -> bool {
        self.is_one_unknown || (!is_indirect && !self.issuers.is_empty())
    }
}

impl Place {
    fn serial_number<'a>(&self, der: &'a [u8]) -> &'a [u8] {
        slice(der, self.serial_start, self.serial_end)
    }

    /// Reads the entry. It was checked when the list was read, so only its values can be odd.
    fn read(&self, der: &[u8]) -> Entry {
        let (date, extensions) = read_rest(slice(der, self.serial_end, self.end))
            .unwrap_or_else(|_| (Time::from_unix(0), EntryExtensions::default()));
        Entry { date, reason: extensions.reason, invalidity_date: extensions.invalidity_date }
    }
}

/// Reads the fields after the serial number of an entry.
fn read_rest(rest: &[u8]) -> Result<(Time, EntryExtensions), Unreadable> {
    asn1::whole(rest, |fields| {
        let date = asn1::time(AnyRef::decode(fields)?)?;
        let extensions = match asn1::optional(fields, Tag::Sequence)? {
            Some(sequence) => EntryExtensions::read(sequence)?,
            None => EntryExtensions::default(),
        };
        Ok((date, extensions))
    })
}

/// The extensions of an entry (RFC 5280 section 5.3).
#[derive(Default)]
struct EntryExtensions {
    are_there: bool,
    reason: Reason,
    invalidity_date: Option<Time>,
    /// The directory names among the names of the certificate issuer.
    certificate_issuer: Option<Vec<Name>>,
    has_unknown_critical: bool,
}

impl EntryExtensions {
    fn read(sequence: AnyRef<'_>) -> Result<Self, Unreadable> {
        let mut extensions = Self { are_there: true, ..Self::default() };
        read_each(sequence, |id, critical, value| {
            match id.known() {
                Some(oid::CRL_REASON) => {
                    extensions.reason =
                        asn1::whole(value, |reader| Reason::of(asn1::expect(reader, Tag::Enumerated)?))?;
                }
                Some(oid::INVALIDITY_DATE) => {
                    let date = asn1::whole(value, |reader| asn1::expect(reader, Tag::GeneralizedTime))?;
                    extensions.invalidity_date = Some(asn1::time(date)?);
                }
                Some(oid::CERTIFICATE_ISSUER) => {
                    let names = asn1::whole(value, |reader| asn1::expect(reader, Tag::Sequence))?;
                    extensions.certificate_issuer = Some(directory_names(read_names(names.value())?));
                }
                _ => extensions.has_unknown_critical |= critical,
            }
            Ok(())
        })?;
        Ok(extensions)
    }
}

fn directory_names(names: Vec<GeneralName>) -> Vec<Name> {
    let mut directory_names = vec![];
    for name in names {
        if let GeneralName::DirectoryName(name) = name {
            directory_names.push(name);
        }
    }
    directory_names
}

/// Compares serial numbers as numbers in two's complement, however many octets they have. Equal numbers are equal; all
/// others have some fixed order.
fn compare(one: &[u8], other: &[u8]) -> Ordering {
    let (one, other) = (shortest(one), shortest(other));
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

/// Returns the octets of an INTEGER in its shortest form.
pub(crate) fn shortest(mut octets: &[u8]) -> &[u8] {
    while let [0x00, 0x00..0x80, ..] | [0xff, 0x80..=0xff, ..] = octets {
        octets = octets.get(1..).unwrap_or_default();
    }
    octets
}

fn slice(der: &[u8], start: u32, end: u32) -> &[u8] {
    let place = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    place.and_then(|(start, end)| der.get(start..end)).unwrap_or_default()
}
