//! Reads a new or changed archive again, from its segments, by the rules of every other archive.

use alloc::boxed::Box;
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use super::{
    Archive, Entry, Region,
    segment::{Assembled, Contents, EntryContent, Segment, impossible},
};
use crate::{
    findings::Findings,
    host::{
        exchange::Exchange,
        task::{Method, Step},
    },
    policy::Limits,
    rule::Violation,
};

/// Checks that the segments are an archive with the same files as the old one, and other content in the changed ones.
pub(super) async fn check(
    exchange: &Exchange,
    region: Region,
    segments: &[Segment],
    changes: &Contents,
    limits: &Limits,
) -> Result<(), Violation> {
    let mut findings = Findings::default();
    let old = Archive::try_open(exchange, region, "", limits, &mut findings).await?;
    let new = open(exchange, segments, limits).await?;
    let is_same_file = |(old, new): (&Entry, &Entry)| {
        let is_right = match changes.get(&new.path) {
            Some(content) => is_content(new, content),
            None => facts(old) == facts(new),
        };
        old.path == new.path && is_right
    };
    let is_right = old.entries.len() == new.entries.len()
        && old.entries.iter().zip(&new.entries).all(is_same_file)
        && old.folders == new.folders
        && old.marks.len() == new.marks.len();
    if is_right { Ok(()) } else { Err(impossible()) }
}

fn is_content(entry: &Entry, content: &EntryContent) -> bool {
    [entry.size, entry.compressed_size] == [content.length(); 2]
        && (entry.crc32, entry.method, entry.has_descriptor) == (content.crc32(), Method::Stored, false)
}

fn facts(entry: &Entry) -> (u64, u64, u32, Method, bool) {
    (entry.compressed_size, entry.size, entry.crc32, entry.method, entry.has_descriptor)
}

/// Opens the archive that the segments are.
async fn open(exchange: &Exchange, segments: &[Segment], limits: &Limits) -> Result<Archive, Violation> {
    let archive = Assembled::of(segments).ok_or_else(impossible)?;
    let whole = Region { source: 0, offset: 0, length: archive.length };
    let (inner, mut findings) = (Exchange::default(), Findings::default());
    let opening = Archive::try_open(&inner, whole, "", limits, &mut findings);
    answer(exchange, &archive, &inner, opening).await.ok_or_else(impossible)?
}

/// Does work that asks an exchange of its own for bytes, and answers from the archive that segments make. Returns `None`
/// if it asks for anything else.
pub(crate) async fn answer<T>(
    exchange: &Exchange,
    archive: &Assembled<'_>,
    inner: &Exchange,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut work: Pin<Box<dyn Future<Output = T> + '_>> = Box::pin(work);
    loop {
        if let Poll::Ready(result) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return Some(result);
        }
        let Some(Step::Read(range)) = inner.step() else { return None };
        let bytes = archive.read(exchange, range.offset, range.length).await.filter(|_| range.source == 0)?;
        if !inner.supply(range.source, range.offset, &bytes) {
            return None;
        }
    }
}
