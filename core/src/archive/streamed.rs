//! Stored files whose size stands behind them.
//!
//! A reader that goes from local header to local header does not know where such a file ends. It looks for the data
//! descriptor (APPNOTE 4.3.9), or for the next header. So the content may not hold anything that looks like either.

use alloc::{format, vec::Vec};

use super::{Archive, Entry, seams::Window};
use crate::{
    evidence::Mark,
    host::{exchange::Exchange, task::Method},
    rule::{self, Place},
    whitelist::zip::has_signature,
};

/// The number of bytes that are read at once.
const PIECE: u64 = 1 << 20;
/// The bytes of a piece that are looked at again with the next: a signature has four bytes, and three may end a piece.
const OVERLAP: u64 = 3;

impl Archive {
    /// Finds stored files with a data descriptor in whose content some reader finds a false end. Files whose content a
    /// signature covers as a whole are not read: `is_signed` says which these are.
    pub(crate) async fn find_false_ends(&self, exchange: &Exchange, is_signed: impl Fn(&Entry) -> bool) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut window = Window::new(exchange, self.region);
        let is_streamed = |entry: &&Entry| entry.has_descriptor && entry.method == Method::Stored;
        for entry in self.entries.iter().filter(is_streamed).filter(|entry| !is_signed(entry)) {
            if holds_false_end(&mut window, entry).await {
                let what = format!(
                    "'{}' is stored, its size stands behind it only, and it holds what could be taken for its end.",
                    entry.path
                );
                let violation = rule::ARCHIVE_STREAMED.broken_at(Place::path(&entry.path), what);
                marks.push(Mark { violation, rule_if_signed: rule::ARCHIVE_PORTABILITY });
            }
        }
        marks
    }
}

async fn holds_false_end(window: &mut Window<'_>, entry: &Entry) -> bool {
    let mut offset = 0;
    while offset < entry.size {
        let length = entry.size.saturating_sub(offset).min(PIECE + OVERLAP);
        let start = entry.data_start.saturating_add(offset);
        let piece = window.get(start, usize::try_from(length).unwrap_or(usize::MAX)).await;
        if piece.is_none_or(has_signature) {
            return true;
        }
        offset = offset.saturating_add(PIECE);
    }
    false
}

/// Returns whether any of the bytes could be taken for a record of a ZIP archive (APPNOTE 4.3). All records begin with
/// `PK` and two small numbers.
pub(crate) fn holds_zip_record(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|window| matches!(window, [b'P', b'K', 1..=8, 1..=8]))
}
