//! Reads one file of a package again, after the package was read: a text for people, or a package inside it. Nothing of
//! it is judged, and no verdict depends on it.

mod refusal;

use alloc::{boxed::Box, format, rc::Rc, string::String, vec};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use serde::Serialize;

pub use self::refusal::REASONS;
use crate::{
    cms::verify::Content,
    digest::{DigestAlgorithm, to_hex},
    evidence::{Csar, Evidence, Location},
    host::{
        digester::Digester,
        exchange::Exchange,
        task::{DigestOutcome, DigestTask, Method, Range, Step},
    },
    limits,
    reason::Reason,
    rule,
};

/// The reading of one file, driven by its host like a [`Verification`](crate::Verification). Source 0 is the file that
/// was verified. What a task with [`DigestTask::expand`] produces is source 1.
pub struct FileReading {
    exchange: Exchange,
    state: State,
}

enum State {
    Reading(Pin<Box<dyn Future<Output = FileOutcome>>>),
    Done(FileOutcome),
}

/// The outcome of reading one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum FileOutcome {
    /// The content as text.
    Text(FileText),
    /// The bytes of a source that are the content.
    Range(Range),
    /// The reason why there is none.
    Refused(FileRefusal),
}

/// The content of a file as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileText {
    /// The text. Octets that are no UTF-8 are U+FFFD in it.
    pub text: String,
    /// Whether all of it is UTF-8.
    pub is_utf8: bool,
    /// The size of the content in bytes.
    pub size: u64,
}

/// The reason why a file is not given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileRefusal {
    /// The code of the reason in the table of `refusal`: for example `file.missing`. It is stable.
    pub reason: &'static str,
    /// The reason, with the values of this package.
    pub sentence: String,
}

impl FileReading {
    /// Begins to read the file at a path as text, in the CSAR or beside it in the delivery.
    pub(crate) fn text(evidence: &Rc<Evidence>, path: &str, in_delivery: bool) -> Self {
        let (exchange, evidence, path) = (Exchange::default(), Rc::clone(evidence), String::from(path));
        let asked = exchange.clone();
        let reading =
            async move { read_text(&asked, &evidence, &path, in_delivery).await.unwrap_or_else(FileOutcome::Refused) };
        Self { exchange, state: State::Reading(Box::pin(reading)) }
    }

    /// Begins to read a package that is inside the file.
    pub(crate) fn package(evidence: &Rc<Evidence>, path: &str, expanded_max: u64) -> Self {
        let (exchange, evidence, path) = (Exchange::default(), Rc::clone(evidence), String::from(path));
        let asked = exchange.clone();
        let reading = async move {
            find_package(&asked, &evidence, &path, expanded_max).await.unwrap_or_else(FileOutcome::Refused)
        };
        Self { exchange, state: State::Reading(Box::pin(reading)) }
    }

    /// Returns what is needed next. If it is called again without an answer in between, it returns the same again.
    pub fn step(&mut self) -> Step {
        loop {
            match self.exchange.step() {
                Some(Step::Digest(open)) if open.is_empty() => {}
                Some(step) => return step,
                None => {}
            }
            let State::Reading(reading) = &mut self.state else { return Step::Ready(true) };
            if let Poll::Ready(outcome) = reading.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                self.state = State::Done(outcome);
            }
        }
    }

    /// Answers [`Step::Read`] with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        if self.exchange.supply(source, offset, bytes) { Ok(()) } else { Err("These bytes were not asked for.".into()) }
    }

    /// Answers a task of [`Step::Digest`], which is to decompress the CSAR of a delivery or a package.
    ///
    /// # Errors
    /// If this task was not asked for.
    pub fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
        if self.exchange.complete(outcome) {
            Ok(())
        } else {
            Err("This outcome was not asked for, or does not fit its task.".into())
        }
    }

    /// Returns the outcome.
    ///
    /// # Errors
    /// If [`FileReading::step`] has not returned [`Step::Ready`] yet.
    pub fn outcome(&self) -> Result<&FileOutcome, String> {
        match &self.state {
            State::Done(outcome) => Ok(outcome),
            State::Reading(_) => Err("The file has not been read to its end yet.".into()),
        }
    }
}

/// The source in which the host keeps what it decompresses.
const EXPANDED: usize = 1;

async fn read_text(
    exchange: &Exchange,
    evidence: &Evidence,
    path: &str,
    in_delivery: bool,
) -> Result<FileOutcome, FileRefusal> {
    let (source, location) = if in_delivery {
        (0, evidence.beside_csar.get(path).copied().ok_or_else(|| missing(path))?)
    } else {
        let csar = evidence.csar.as_ref().ok_or_else(|| missing(path))?;
        (if evidence.expanded_csar.is_some() { EXPANDED } else { 0 }, find_file(csar, path)?)
    };
    let most = limits::FILE_TEXT_BYTES.octets();
    let size = location.size.max(location.compressed_size);
    if size > most {
        return Err(refusal(refusal::TOO_LARGE, format!("'{path}' has {size} bytes. At most {most} are shown.")));
    }
    if let Some(csar) = evidence.expanded_csar.filter(|_| source == EXPANDED) {
        let csar_path = evidence.csar_path.clone().unwrap_or_default();
        expand(exchange, csar.task(0, csar_path)).await.ok_or_else(|| changed(path))?;
    }
    let range = Range { source, offset: location.offset, length: location.compressed_size };
    let bytes = exchange.read(range).await;
    let mut content = vec![];
    let mut digester = Digester::new(location.task(source, path.into()));
    digester.update(&bytes, |piece| content.extend_from_slice(piece));
    if !digester.finish().intact || !is_as_found(evidence, path, in_delivery, &content) {
        return Err(changed(path));
    }
    let text = String::from_utf8_lossy(&content);
    let is_utf8 = core::str::from_utf8(&content).is_ok();
    Ok(FileOutcome::Text(FileText { text: text.into_owned(), is_utf8, size: location.size }))
}

/// Finds a package inside the file. What is stored is a range of the file, and anything else is decompressed.
async fn find_package(
    exchange: &Exchange,
    evidence: &Evidence,
    path: &str,
    expanded_max: u64,
) -> Result<FileOutcome, FileRefusal> {
    let location = evidence.packages_inside.get(path).copied().ok_or_else(|| missing(path))?;
    let Location { offset, compressed_size, size, method, .. } = location;
    if method == Method::Stored && size == compressed_size {
        return Ok(FileOutcome::Range(Range { source: 0, offset, length: size }));
    }
    if size > expanded_max {
        let what = format!("'{path}' decompresses to {size} bytes. The limit is {expanded_max}.");
        return Err(refusal(refusal::TOO_LARGE, what));
    }
    let damaged =
        || refusal(refusal::DAMAGED, format!("'{path}' does not decompress to the {size} bytes the archive states."));
    expand(exchange, location.task(0, path.into())).await.ok_or_else(damaged)?;
    Ok(FileOutcome::Range(Range { source: EXPANDED, offset: 0, length: size }))
}

/// Has the host decompress a content into a source. Returns `None` if it is not intact.
async fn expand(exchange: &Exchange, task: DigestTask) -> Option<()> {
    let outcome = exchange.digest(vec![DigestTask { expand: true, ..task }]).await.pop()?;
    outcome.intact.then_some(())
}

/// Returns where a file of the CSAR is, if its content means one thing and people can read it.
fn find_file(csar: &Csar, path: &str) -> Result<Location, FileRefusal> {
    let file = csar.files.get(path).ok_or_else(|| missing(path))?;
    let location = file.location.ok_or_else(|| missing(path))?;
    if file.is_damaged {
        return Err(refusal(
            refusal::DAMAGED,
            format!("'{path}' is not what the archive states, so it has no content."),
        ));
    }
    let has_false_end = csar.marks.iter().any(|mark| {
        mark.violation.rule == rule::ARCHIVE_STREAMED && mark.violation.place.path.as_deref() == Some(path)
    });
    if has_false_end || csar.similar_names.iter().any(|(one, other)| one == path || other == path) {
        let what = format!("Programs do not agree on what '{path}' is. A finding of the report says why.");
        return Err(refusal(refusal::AMBIGUOUS, what));
    }
    if file.is_encrypted == Some(true) {
        return Err(refusal(refusal::ENCRYPTED, format!("'{path}' is encrypted, so there is no text to show.")));
    }
    Ok(location)
}

/// Returns whether a content is the one that the report is about, as far as its digests were computed.
fn is_as_found(evidence: &Evidence, path: &str, in_delivery: bool, content: &[u8]) -> bool {
    let Some(csar) = evidence.csar.as_ref().filter(|_| !in_delivery) else { return true };
    let is_manifest = csar.manifest.as_ref().filter(|manifest| manifest.path == path);
    let is_same_manifest =
        is_manifest.is_none_or(|manifest| manifest.fingerprint == to_hex(&DigestAlgorithm::Sha256.digest(content)));
    let found = csar.files.get(path).and_then(|file| file.content.as_ref());
    is_same_manifest && found.is_none_or(|found: &Content| has_digests(found, content))
}

fn has_digests(found: &Content, content: &[u8]) -> bool {
    found.digests.iter().all(|(algorithm, digest)| algorithm.digest(content) == *digest)
}

fn refusal(reason: &Reason, sentence: String) -> FileRefusal {
    FileRefusal { reason: reason.code, sentence }
}

fn missing(path: &str) -> FileRefusal {
    refusal(refusal::MISSING, format!("There is no file '{path}' that could be read."))
}

fn changed(path: &str) -> FileRefusal {
    refusal(refusal::CHANGED, format!("'{path}' is not what was verified any more: the package has changed since."))
}
