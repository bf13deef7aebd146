//! The extra fields of a header (APPNOTE 4.5), as far as a reader may act on them.
//!
//! Readers differ in which of two equal fields they take, and in what they do with a value that nothing asks for. So an
//! archive that leaves readers such a choice is refused.

use alloc::collections::BTreeSet;

use crate::{
    whitelist::zip::{ExtraField, Header, extra_field},
    zip_record::Fields,
};

/// `ZIP64 extended information` (4.5.3).
pub(super) const ZIP64: u16 = 0x0001;

/// The values of the extra fields of one header.
pub(super) struct Extra<'a> {
    zip64: Option<&'a [u8]>,
    /// The id of the first field that is not on the whitelist, although no reader is known to act on it.
    pub(super) unknown: Option<u16>,
}

/// The reason why the extra fields of a header are refused.
#[derive(Debug, PartialEq)]
pub(super) enum Fault {
    /// The fields cannot be read, or the header has the same field twice.
    Damaged,
    /// Some reader takes a name, a kind or content from this field, or the field has a form that is not its own.
    Harmful(u16),
}

/// The 64-bit sizes and the offset of an entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    pub(super) size: u64,
    pub(super) compressed_size: u64,
    pub(super) header_start: u64,
}

impl<'a> Extra<'a> {
    /// Reads the extra fields in a header of the entry `name`.
    pub(super) fn read(mut extra: &'a [u8], name: &[u8], header: Header) -> Result<Self, Fault> {
        let mut read = Self { zip64: None, unknown: None };
        let mut seen = BTreeSet::new();
        while extra.len() >= 4 {
            let (id, value, rest) = split_field(extra).ok_or(Fault::Damaged)?;
            if !seen.insert(id) {
                return Err(Fault::Damaged);
            }
            if id == ZIP64 {
                read.zip64 = Some(value);
            } else {
                match extra_field(id, value, name, header) {
                    ExtraField::Harmless => {}
                    ExtraField::Unknown => read.unknown = read.unknown.or(Some(id)),
                    ExtraField::Harmful => return Err(Fault::Harmful(id)),
                }
            }
            extra = rest;
        }
        // Zeros that align the data are not a field.
        if extra.iter().any(|byte| *byte != 0) {
            return Err(Fault::Damaged);
        }
        Ok(read)
    }

    /// Widens the values that a record of the central directory states in 32 bits. The ZIP64 field holds one value for
    /// each of them that is all ones, in this order. Values after those may only repeat the other fields. The number of
    /// the disk may stand at the end, in 32 bits. There is only one disk, number 0. The number has to stand there if
    /// the record leaves it open.
    ///
    /// Readers look for the ZIP64 field if there is a ZIP64 end record. If there is none, only a value that does not
    /// fit into 32 bits may be left to the field.
    pub(super) fn of_record(&self, stated: Extent, disk: u16, has_zip64_end: bool) -> Option<Extent> {
        let (values, rest) = self.zip64.unwrap_or_default().as_chunks::<8>();
        let is_first_disk = match (disk, rest) {
            (0, []) => true,
            (0 | 0xFFFF, rest) => rest == [0; 4],
            _ => false,
        };
        let mut values = values.iter().copied().map(u64::from_le_bytes);
        let mut fields = [stated.size, stated.compressed_size, stated.header_start];
        let is_open = |field: &u64| *field == ALL_ONES;
        let repeated_from = fields.iter().rposition(is_open).map_or(0, |last| last.saturating_add(1));
        let mut is_looked_for = true;
        for field in fields.iter_mut().filter(|field| is_open(field)) {
            *field = values.next()?;
            is_looked_for &= has_zip64_end || *field >= ALL_ONES;
        }
        let mut repeated = fields.iter().skip(repeated_from);
        let [size, compressed_size, header_start] = fields;
        let is_right = is_first_disk && is_looked_for && values.all(|value| repeated.next() == Some(&value));
        is_right.then_some(Extent { size, compressed_size, header_start })
    }

    /// Widens the size and the compressed size of a local header. Either both are left to the ZIP64 field, or neither
    /// is (4.5.3). If neither is, the field may only repeat them or be empty.
    pub(super) fn of_header(&self, size: u32, compressed_size: u32) -> Option<(u64, u64)> {
        let stated = (u64::from(size), u64::from(compressed_size));
        let (values, rest) = self.zip64.unwrap_or_default().as_chunks::<8>();
        let widened = match values {
            [] => (stated.0 != ALL_ONES && stated.1 != ALL_ONES).then_some(stated)?,
            [size, compressed_size] => (u64::from_le_bytes(*size), u64::from_le_bytes(*compressed_size)),
            _ => return None,
        };
        let fits = stated == (ALL_ONES, ALL_ONES) || stated == widened;
        (fits && rest.is_empty()).then_some(widened)
    }

    /// Returns whether the header has a ZIP64 field, with or without values.
    pub(super) fn has_zip64(&self) -> bool {
        self.zip64.is_some()
    }
}

/// Splits off the first field. Returns its id, its value and the fields after it.
pub(super) fn split_field(extra: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let fields = Fields(extra);
    let (id, length) = (fields.u16(0)?, fields.u16(2)?);
    let (value, rest) = extra.get(4..)?.split_at_checked(length.into())?;
    Some((id, value, rest))
}

/// The value of a 32-bit field that leaves its value to the ZIP64 field.
pub(super) const ALL_ONES: u64 = 0xFFFF_FFFF;

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::{Extent, Extra, Fault, Header::Central, Header::Local};

    fn field(id: u16, values: &[u64]) -> Vec<u8> {
        let values: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        of_bytes(id, &values)
    }

    fn of_bytes(id: u16, value: &[u8]) -> Vec<u8> {
        let length = u16::try_from(value.len()).unwrap();
        [&id.to_le_bytes()[..], &length.to_le_bytes(), value].concat()
    }

    /// Builds a ZIP64 field of these values and the number of the disk.
    fn with_disk(values: &[u64], disk: u32) -> Vec<u8> {
        let values: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        of_bytes(1, &[&values[..], &disk.to_le_bytes()].concat())
    }

    fn on_disk(stated: [u64; 3], disk: u16, has_zip64_end: bool, extra: &[u8]) -> Option<[u64; 3]> {
        let [size, compressed_size, header_start] = stated;
        let extra = Extra::read(extra, b"a", Central).ok()?;
        let extent = extra.of_record(Extent { size, compressed_size, header_start }, disk, has_zip64_end)?;
        Some([extent.size, extent.compressed_size, extent.header_start])
    }

    fn record(size: u64, compressed_size: u64, header_start: u64, extra: &[u8]) -> Option<[u64; 3]> {
        on_disk([size, compressed_size, header_start], 0, true, extra)
    }

    const OPEN: u64 = 0xFFFF_FFFF;

    #[test]
    fn a_record_is_widened_where_it_is_open() {
        assert_eq!(record(3, 5, 7, b""), Some([3, 5, 7]));
        assert_eq!(record(OPEN, OPEN, OPEN, &field(1, &[3, 5, 7])), Some([3, 5, 7]));
        assert_eq!(record(3, 5, OPEN, &field(1, &[7])), Some([3, 5, 7]));
        assert_eq!(record(OPEN, OPEN, 7, &field(1, &[3, 5])), Some([3, 5, 7]));
        assert_eq!(record(OPEN, OPEN, 7, &field(1, &[3, 5, 7])), Some([3, 5, 7]));
        assert_eq!(record(3, 5, 7, &field(1, &[3, 5])), Some([3, 5, 7]));
    }

    #[test]
    fn a_record_that_readers_widen_differently_is_refused() {
        let twice = [field(1, &[9, 9, 9]), field(1, &[3, 5, 7])].concat();
        assert_eq!(record(OPEN, OPEN, OPEN, &twice), None);
        for values in [&[3][..], &[3, 5], &[3, 5, 9, 9]] {
            assert_eq!(record(OPEN, OPEN, OPEN, &field(1, values)), None, "{values:?}");
        }
        assert_eq!(record(3, 5, OPEN, &field(1, &[3, 5, 7])), None);
        assert_eq!(record(OPEN, OPEN, 7, &field(1, &[3, 5, 9])), None);
        assert_eq!(record(3, 5, 7, &field(1, &[9, 9])), None);
        assert_eq!(record(OPEN, 5, 7, b""), None);
        assert_eq!(record(3, 5, 7, b"\x01\x00\x08\x00"), None);
    }

    #[test]
    fn the_only_disk_is_the_first() {
        for disk in [0, 0xFFFF] {
            let extra = with_disk(&[3, 5, 7], 0);
            assert_eq!(on_disk([OPEN, OPEN, OPEN], disk, true, &extra), Some([3, 5, 7]));
            assert_eq!(on_disk([3, 5, 7], disk, false, &with_disk(&[], 0)), Some([3, 5, 7]));
            assert_eq!(on_disk([3, 5, 7], disk, false, &with_disk(&[], 1)), None);
            assert_eq!(on_disk([3, 5, 7], disk, false, &of_bytes(1, &[0; 2])), None);
        }
        assert_eq!(on_disk([3, 5, 7], 0xFFFF, true, b""), None);
        assert_eq!(on_disk([3, 5, 7], 1, true, &with_disk(&[], 0)), None);
    }

    #[test]
    fn without_a_zip64_end_record_only_what_does_not_fit_is_left_open() {
        let large = 5 << 32;
        assert_eq!(on_disk([OPEN, 5, 7], 0, false, &field(1, &[large])), Some([large, 5, 7]));
        assert_eq!(on_disk([OPEN, 5, 7], 0, false, &field(1, &[3])), None);
        assert_eq!(on_disk([3, 5, OPEN], 0, false, &field(1, &[7])), None);
    }

    #[test]
    fn a_header_leaves_both_sizes_open_or_neither() {
        let header = |size, compressed_size, extra: &[u8]| {
            Extra::read(extra, b"a", Local).ok()?.of_header(size, compressed_size)
        };
        assert_eq!(header(u32::MAX, u32::MAX, &field(1, &[3, 5])), Some((3, 5)));
        assert_eq!(header(3, 5, &field(1, &[3, 5])), Some((3, 5)));
        assert_eq!(header(3, 5, &field(1, &[])), Some((3, 5)));
        assert_eq!(header(u32::MAX, u32::MAX, &field(1, &[])), None);
        assert_eq!(header(3, u32::MAX, &field(1, &[9, 5])), None);
        assert_eq!(header(3, u32::MAX, &field(1, &[3, 5])), None);
        assert_eq!(header(3, 5, &field(1, &[9, 5])), None);
        assert_eq!(header(3, u32::MAX, b""), None);
        assert_eq!(header(3, 5, &field(1, &[3])), None);
        assert_eq!(header(3, 5, &with_disk(&[3, 5], 0)), None);
    }

    #[test]
    fn what_is_not_on_the_whitelist_is_refused_or_reported() {
        let fault = |extra: &[u8]| Extra::read(extra, b"a", Central).err();
        let ntfs = of_bytes(0x000A, &[&[0, 0, 0, 0, 1, 0, 24, 0][..], &[9; 24]].concat());
        assert_eq!(fault(&[ntfs.clone(), of_bytes(0xCAFE, b"")].concat()), None);
        assert_eq!(fault(&[ntfs.clone(), ntfs].concat()), Some(Fault::Damaged));
        assert_eq!(fault(&of_bytes(0x756E, &[0; 14])), Some(Fault::Harmful(0x756E)));
        assert_eq!(fault(&of_bytes(0x000A, b"")), Some(Fault::Harmful(0x000A)));
        assert_eq!(Extra::read(&of_bytes(0x1234, b"x"), b"a", Central).unwrap().unknown, Some(0x1234));
        assert_eq!((fault(&[0, 0, 0]), fault(&[0, 1, 0])), (None, Some(Fault::Damaged)));
    }
}
