//! The ZIP archive, read so that it means one thing to every reader.
//!
//! The `zip` crate reads the central directory, as it does in many other programs. Then [`seams`] proves on the raw
//! bytes that nothing else could be read. There is one end record. Records and entries fill the file without a gap or
//! an overlap. Local headers agree with the directory. An archive that fails any of this is not opened. An archive with
//! a mark that some reader acts on and that is not on the [whitelist](crate::whitelist) is not opened either. Other odd
//! marks are kept with the archive, because it is known only later whether a signature covers them.

#[cfg(feature = "sign")]
pub(crate) mod builder;
mod directory;
mod extra;
mod kind;
mod local_header;
mod marks;
mod name;
#[cfg(feature = "sign")]
mod new_records;
mod other_format;
#[cfg(any(feature = "sign", feature = "encrypt"))]
mod record_writer;
#[cfg(any(feature = "sign", feature = "encrypt"))]
pub(crate) mod reread;
mod seams;
#[cfg(any(feature = "sign", feature = "encrypt"))]
pub(crate) mod segment;
mod streamed;
#[cfg(any(feature = "sign", feature = "encrypt"))]
pub(crate) mod writer;

use alloc::{borrow::ToOwned, collections::BTreeSet, format, string::String, vec::Vec};

pub(crate) use self::streamed::holds_zip_record;
use self::{directory::Comment, seams::Seams};
use crate::{
    evidence::{Location, Mark},
    findings::Findings,
    host::digester::Digester,
    host::exchange::Exchange,
    host::task::{DigestTask, Method, Range},
    limits::FileLimit,
    ordered::Ordered as _,
    policy::Limits,
    rule::{self, Place, Violation},
};

/// The place of an archive: a whole source, or a part of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Region {
    pub(crate) source: usize,
    pub(crate) offset: u64,
    pub(crate) length: u64,
}

impl Region {
    /// Returns a range within the region, or `None` if it does not lie within.
    pub(crate) fn range(&self, offset: u64, length: u64) -> Option<Range> {
        let end = offset.checked_add(length)?;
        let offset = self.offset.checked_add(offset)?;
        (end <= self.length).then_some(Range { source: self.source, offset, length })
    }
}

/// An archive that means the same to every reader.
#[derive(Clone, Debug)]
pub(crate) struct Archive {
    pub(crate) region: Region,
    /// The files, in the order of the directory. Directories are left out, because they hold no content.
    pub(crate) entries: Vec<Entry>,
    /// The positions of the files among the entries, in the order of their paths.
    by_path: Vec<usize>,
    /// The paths of folders that have an entry of their own, without the slash at the end.
    pub(crate) folders: BTreeSet<String>,
    /// Odd marks of the archive. They count unless a signature covers the archive as a whole.
    pub(crate) marks: Vec<Mark>,
    /// Pairs of entries whose names are the same name to some systems.
    pub(crate) similar_names: Vec<(String, String)>,
}

/// A file in an archive.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) path: String,
    /// The offset of the file's bytes in the archive.
    pub(crate) data_start: u64,
    pub(crate) compressed_size: u64,
    pub(crate) size: u64,
    pub(crate) crc32: u32,
    pub(crate) method: Method,
    /// Whether CRC-32 and sizes stand only behind the data. If the file is stored, a reader that does not use the
    /// central directory has to guess where it ends.
    pub(crate) has_descriptor: bool,
}

impl Archive {
    /// Opens the archive in `region`. Returns `None` if it cannot be opened; `findings` then has the reason.
    pub(crate) async fn open(
        exchange: &Exchange,
        region: Region,
        name: &str,
        limits: &Limits,
        findings: &mut Findings,
    ) -> Option<Self> {
        match Self::try_open(exchange, region, name, limits, findings).await {
            Ok(archive) => Some(archive),
            Err(violation) => {
                let place = if violation.place.is_nowhere() { Place::path(name) } else { violation.place };
                findings.report(Violation { place, ..violation });
                None
            }
        }
    }

    async fn try_open(
        exchange: &Exchange,
        region: Region,
        name: &str,
        limits: &Limits,
        findings: &mut Findings,
    ) -> Result<Self, Violation> {
        let end = directory::find_end(exchange, region, limits).await?;
        if end.comment != Comment::None {
            findings.report(
                rule::ARCHIVE_COMMENT.broken_at(Place::path(name), format!("The archive '{name}' carries a comment.")),
            );
        }
        let directory = directory::read(exchange, region, &end).await?;
        kind::check_all(&directory)?;
        let Seams { entries, unknown_extras } = seams::check(exchange, region, &end, &directory).await?;
        let marks = marks::collect(name, &end, &directory, &unknown_extras);
        let similar_names = name::similar(&directory);
        let mut by_path: Vec<usize> = (0..entries.len()).collect();
        by_path.sort_unstable_by_key(|position| path_of(&entries, *position));
        let folders = directory.iter().filter_map(|record| record.name.strip_suffix('/')).map(ToOwned::to_owned);
        Ok(Self { region, entries, by_path, folders: folders.into_set(), marks, similar_names })
    }

    /// Returns whether there is a folder with this path, empty or not. A file also counts, because packages in the
    /// field name one in place of a folder.
    pub(crate) fn has_folder(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let inside = format!("{path}/");
        self.position(path).is_some()
            || self.folders.contains(path)
            || self.first_from(&inside).is_some_and(|first| first.starts_with(&inside))
    }

    /// Returns the first path, in their order, that is not before `path`.
    fn first_from(&self, path: &str) -> Option<&str> {
        let found = self.by_path.partition_point(|position| path_of(&self.entries, *position) < path);
        self.by_path.get(found).map(|position| path_of(&self.entries, *position))
    }

    /// Returns the position of a path among the entries.
    pub(crate) fn position(&self, path: &str) -> Option<usize> {
        let found = self.by_path.binary_search_by(|position| path_of(&self.entries, *position).cmp(path));
        self.by_path.get(found.ok()?).copied()
    }

    /// Returns the file at a path.
    pub(crate) fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.get(self.position(path)?)
    }

    /// Returns the files with their positions, in the order of their paths.
    pub(crate) fn in_path_order(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.by_path.iter().filter_map(|position| Some((*position, self.entries.get(*position)?)))
    }

    /// Returns the task that digests a file.
    pub(crate) fn task(&self, entry: &Entry) -> DigestTask {
        self.location(entry).task(self.region.source, entry.path.clone())
    }

    /// Returns where the source of the archive holds a file.
    pub(crate) fn location(&self, entry: &Entry) -> Location {
        Location {
            // The sum lies within the source, because the seams were checked.
            offset: self.region.offset.saturating_add(entry.data_start),
            compressed_size: entry.compressed_size,
            size: entry.size,
            crc32: entry.crc32,
            method: entry.method,
        }
    }

    /// Reads a small file whole. Returns `None` if it cannot be read; `findings` then has the reason.
    pub(crate) async fn read(
        &self,
        exchange: &Exchange,
        entry: &Entry,
        limit: FileLimit,
        findings: &mut Findings,
    ) -> Option<Vec<u8>> {
        let place = Place::path(&entry.path);
        let size = entry.size.max(entry.compressed_size);
        if size > u64::from(limit.octets) {
            let what = format!("'{}' is larger than {} bytes, the limit for such a file.", entry.path, limit.octets);
            findings.report(rule::ARCHIVE_LIMIT.broken_at(place, what).with_limit(limit.reached(size)));
            return None;
        }
        let range = self.region.range(entry.data_start, entry.compressed_size)?;
        let bytes = exchange.read(range).await;
        // It grows with what is there: the size is only claimed.
        let mut content = Vec::new();
        let mut digester = Digester::new(self.task(entry));
        digester.update(&bytes, |piece| content.extend_from_slice(piece));
        if !digester.finish().intact {
            report_content(entry, findings);
            return None;
        }
        Some(content)
    }
}

fn path_of(entries: &[Entry], position: usize) -> &str {
    entries.get(position).map_or("", |entry| &entry.path)
}

/// Reports that an entry does not decompress to what the archive states.
pub(crate) fn report_content(entry: &Entry, findings: &mut Findings) {
    let what = format!("'{}' does not decompress to the {} bytes the archive states.", entry.path, entry.size);
    findings.report(rule::ARCHIVE_CONTENT.broken_at(Place::path(&entry.path), what));
}
