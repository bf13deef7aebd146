//! Extra fields (APPNOTE 4.5): those that say something a reader may go by.
//!
//! Readers differ in which of two fields they take and in what they do with a value that nothing asks for, so there may
//! be no such choice.

use super::directory::Fields;

/// `ZIP64 extended information` (4.5.3).
const ZIP64: u16 = 0x0001;
/// `Info-ZIP Unicode Path` (4.6.9): another name, in UTF-8, after a version and the CRC-32 of the name it replaces.
const UNICODE_PATH: u16 = 0x7075;
/// `ASi Unix`: another kind of file than the attributes have, a link say.
const ASI_UNIX: u16 = 0x756E;

/// What the extra fields of one header say, where they may.
pub(super) struct Extra<'a> {
    zip64: Option<&'a [u8]>,
    pub(super) has_unix_kind: bool,
}

/// The 64-bit sizes and the offset of an entry.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub(super) size: u64,
    pub(super) compressed_size: u64,
    pub(super) header_start: u64,
}

impl<'a> Extra<'a> {
    /// Reads the fields of a header with this name. `None` when they are damaged, when the one for ZIP64 is there
    /// twice, or when another name stands among them.
    pub(super) fn read(mut extra: &'a [u8], name: &[u8]) -> Option<Self> {
        let mut read = Self { zip64: None, has_unix_kind: false };
        while extra.len() >= 4 {
            let fields = Fields(extra);
            let (id, length) = (fields.u16(0)?, fields.u16(2)?);
            let (value, rest) = extra.get(4..)?.split_at_checked(length.into())?;
            match id {
                ZIP64 if read.zip64.is_some() => return None,
                ZIP64 => read.zip64 = Some(value),
                UNICODE_PATH if value.get(5..) != Some(name) => return None,
                ASI_UNIX => read.has_unix_kind = true,
                _ => {}
            }
            extra = rest;
        }
        // Zeros that align the data are no field.
        extra.iter().all(|byte| *byte == 0).then_some(read)
    }

    /// Widens what a record of the central directory states in 32 bits. The ZIP64 field holds a value for each that is
    /// all ones, in this order; what follows may only repeat the other fields.
    pub(super) fn of_record(&self, stated: Extent) -> Option<Extent> {
        let mut values = self.values()?;
        let mut fields = [stated.size, stated.compressed_size, stated.header_start];
        let is_open = |field: &u64| *field == ALL_ONES;
        let repeated_from = fields.iter().rposition(is_open).map_or(0, |last| last.saturating_add(1));
        for field in fields.iter_mut().filter(|field| is_open(field)) {
            *field = values.next()?;
        }
        let mut repeated = fields.iter().skip(repeated_from);
        let [size, compressed_size, header_start] = fields;
        values.all(|value| repeated.next() == Some(&value)).then_some(Extent { size, compressed_size, header_start })
    }

    /// Widens the size and the compressed size of a local header. Both are left to the ZIP64 field or neither is (4.5.3);
    /// where neither is, it may only repeat them.
    pub(super) fn of_header(&self, size: u32, compressed_size: u32) -> Option<(u64, u64)> {
        let stated = (u64::from(size), u64::from(compressed_size));
        let mut values = self.values()?;
        let widened = match values.next().zip(values.next()) {
            None if self.zip64.is_some() => return None,
            None => return (stated.0 != ALL_ONES && stated.1 != ALL_ONES).then_some(stated),
            Some(widened) => widened,
        };
        let fits = stated == (ALL_ONES, ALL_ONES) || stated == widened;
        (fits && values.next().is_none()).then_some(widened)
    }

    /// The values of the ZIP64 field, in whole numbers of 64 bits.
    fn values(&self) -> Option<impl Iterator<Item = u64> + 'a> {
        let (values, rest) = self.zip64.unwrap_or_default().as_chunks::<8>();
        rest.is_empty().then(|| values.iter().copied().map(u64::from_le_bytes))
    }
}

/// A 32-bit field that leaves its value to the ZIP64 field.
const ALL_ONES: u64 = 0xFFFF_FFFF;

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::{Extent, Extra};

    fn field(id: u16, values: &[u64]) -> Vec<u8> {
        let values: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let length = u16::try_from(values.len()).unwrap();
        [&id.to_le_bytes()[..], &length.to_le_bytes(), &values].concat()
    }

    fn record(size: u64, compressed_size: u64, header_start: u64, extra: &[u8]) -> Option<[u64; 3]> {
        let extent = Extra::read(extra, b"a")?.of_record(Extent { size, compressed_size, header_start })?;
        Some([extent.size, extent.compressed_size, extent.header_start])
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
    fn a_header_leaves_both_sizes_open_or_neither() {
        let header = |size, compressed_size, extra: &[u8]| Extra::read(extra, b"a")?.of_header(size, compressed_size);
        assert_eq!(header(u32::MAX, u32::MAX, &field(1, &[3, 5])), Some((3, 5)));
        assert_eq!(header(3, 5, &field(1, &[3, 5])), Some((3, 5)));
        assert_eq!(header(3, u32::MAX, &field(1, &[9, 5])), None);
        assert_eq!(header(3, u32::MAX, &field(1, &[3, 5])), None);
        assert_eq!(header(3, 5, &field(1, &[9, 5])), None);
        assert_eq!(header(3, u32::MAX, b""), None);
        assert_eq!(header(3, 5, &field(1, &[3])), None);
    }

    #[test]
    fn another_name_is_refused_and_another_kind_told() {
        let name = |value: &[u8]| [&0x7075_u16.to_le_bytes()[..], &[6, 0, 1, 0, 0, 0, 0], value].concat();
        assert!(Extra::read(&name(b"a"), b"a").is_some());
        assert!(Extra::read(&name(b"b"), b"a").is_none());
        assert!(Extra::read(&field(0x756E, &[0]), b"a").unwrap().has_unix_kind);
        assert!(Extra::read(&[0, 0, 0], b"a").is_some() && Extra::read(&[0, 1, 0], b"a").is_none());
    }
}
