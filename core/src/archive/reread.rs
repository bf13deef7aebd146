//! Reads a changed archive again, from its segments, by the rules of every other archive.

use alloc::{boxed::Box, vec::Vec};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use super::{
    Archive, Entry, Region,
    segment::{Changes, Segment, impossible},
};
use crate::{
    findings::Findings,
    host::{
        exchange::Exchange,
        task::{Method, Range, Step},
    },
    policy::Limits,
    rule::Violation,
    zip_record::crc32,
};

/// Checks that the segments are an archive with the same files as the old one, and other content in the changed ones.
pub(super) async fn check(
    exchange: &Exchange,
    region: Region,
    segments: &[Segment],
    changes: &Changes,
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

fn is_content(entry: &Entry, content: &[u8]) -> bool {
    let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
    [entry.size, entry.compressed_size] == [length; 2]
        && (entry.crc32, entry.method, entry.has_descriptor) == (crc32(content), Method::Stored, false)
}

fn facts(entry: &Entry) -> (u64, u64, u32, Method, bool) {
    (entry.compressed_size, entry.size, entry.crc32, entry.method, entry.has_descriptor)
}

/// Opens the archive that the segments are. What the reader asks for comes from them.
async fn open(exchange: &Exchange, segments: &[Segment], limits: &Limits) -> Result<Archive, Violation> {
    let length = segments.iter().map(Segment::length).fold(0, u64::saturating_add);
    let whole = Region { source: 0, offset: 0, length };
    let (inner, mut findings) = (Exchange::default(), Findings::default());
    let opening = Archive::try_open(&inner, whole, "", limits, &mut findings);
    let mut opening: Pin<Box<dyn Future<Output = _>>> = Box::pin(opening);
    loop {
        if let Poll::Ready(opened) = opening.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return opened;
        }
        let Some(Step::Read(range)) = inner.step() else { return Err(impossible()) };
        let bytes = read(exchange, segments, range.offset, range.length).await.ok_or_else(impossible)?;
        if !inner.supply(range.source, range.offset, &bytes) {
            return Err(impossible());
        }
    }
}

/// Reads a range of the new archive.
async fn read(exchange: &Exchange, segments: &[Segment], offset: u64, length: u64) -> Option<Vec<u8>> {
    let (mut bytes, mut start, end) = (Vec::new(), 0_u64, offset.checked_add(length)?);
    for segment in segments {
        let next = start.checked_add(segment.length())?;
        // The part of the segment that lies in the range.
        let (from, to) = (offset.clamp(start, next).checked_sub(start)?, end.clamp(start, next).checked_sub(start)?);
        match segment {
            Segment::Range(whole) => {
                let (offset, length) = (whole.offset.checked_add(from)?, to.checked_sub(from)?);
                bytes.extend(exchange.read(Range { offset, length, ..*whole }).await);
            }
            Segment::New(new) => {
                bytes.extend_from_slice(new.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)?);
            }
        }
        start = next;
    }
    Some(bytes)
}
