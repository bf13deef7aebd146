//! A signing, driven by its host like a verification: it reads and digests, asks for signatures, writes and reads again.

use alloc::{boxed::Box, string::String, vec::Vec};
use core::future::Future;

use super::{SigningRequest, signed_data::PendingSignedData};
use crate::{
    archive::segment::{Changes, Segment},
    host::{
        exchange::Exchange,
        task::{DigestOutcome, DigestTask, Range},
    },
    making::{Making, Need, Work},
    reason::{Failure, Refusal},
};

/// What a [`Signing`] needs next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SigningStep {
    /// It needs bytes of a source. Answer with [`Signing::supply`].
    Read(Range),
    /// It needs digests. Answer each task with [`Signing::complete`].
    Digest(Vec<DigestTask>),
    /// It needs these signatures. Answer with [`Signing::sign`].
    Sign(Vec<SigningRequest>),
    /// It needs nothing: [`Signing::segments`] has the result.
    Ready,
}

/// A file whose new signature is asked for.
pub(super) struct Prepared {
    pub(super) path: String,
    pub(super) pending: PendingSignedData,
}

/// What is to be signed, and what is to be done with the signed files.
pub(super) struct Asked {
    files: Vec<Prepared>,
    write: Box<dyn Fn(Changes) -> Work<Vec<Segment>>>,
}

/// The signing of a package: a further signature by [`Signing::countersign`], or a new package by [`Signing::pack`] and
/// [`Signing::wrap`].
///
/// The host writes the package from [`Segment`]s: ranges of its sources and new bytes. It should verify the package
/// before it uses it.
pub struct Signing(Making<Asked>);

impl Asked {
    pub(super) fn new<W>(files: Vec<Prepared>, write: impl Fn(Changes) -> W + 'static) -> Self
    where
        W: Future<Output = Result<Vec<Segment>, Refusal>> + 'static,
    {
        Self { files, write: Box::new(move |changes| Box::pin(write(changes))) }
    }
}

impl Prepared {
    fn request(&self) -> SigningRequest {
        SigningRequest { path: self.path.clone(), ..self.pending.request() }
    }

    /// Returns the path and the new content of the file.
    fn finish(&self, signature: &[u8]) -> Result<(String, Vec<u8>), Refusal> {
        Ok((self.path.clone(), self.pending.finish(signature)?))
    }
}

impl Signing {
    /// Begins with work that asks this exchange.
    pub(super) fn new(exchange: Exchange, work: impl Future<Output = Result<Asked, Refusal>> + 'static) -> Self {
        Self(Making::new(exchange, work))
    }

    /// Returns what is needed next. If it is called again without an answer in between, it returns the same again.
    pub fn step(&mut self) -> SigningStep {
        match self.0.step() {
            Need::Read(range) => SigningStep::Read(range),
            Need::Digest(tasks) => SigningStep::Digest(tasks),
            Need::Answer(asked) => SigningStep::Sign(asked.files.iter().map(Prepared::request).collect()),
            Need::Nothing => SigningStep::Ready,
        }
    }

    /// Answers [`SigningStep::Read`] with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        self.0.supply(source, offset, bytes)
    }

    /// Answers one task of [`SigningStep::Digest`], in any order.
    ///
    /// # Errors
    /// If this task was not asked for.
    pub fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
        self.0.complete(outcome)
    }

    /// Answers [`SigningStep::Sign`] with a signature value for each request, in their order. Each is verified with the
    /// signer's certificate.
    ///
    /// # Errors
    /// If a signature does not verify or was not asked for. The requests stay open.
    pub fn sign(&mut self, signatures: &[Vec<u8>]) -> Result<(), Failure> {
        let asked = self.0.asked()?;
        if asked.files.len() != signatures.len() {
            return Err(Failure::Misuse("There has to be a signature for each request.".into()));
        }
        let changes = asked.files.iter().zip(signatures).map(|(prepared, signature)| prepared.finish(signature));
        let changes = changes.collect::<Result<Changes, _>>()?;
        let work = (asked.write)(changes);
        self.0.write(work);
        Ok(())
    }

    /// Returns the new package as segments, once [`Signing::step`] has returned [`SigningStep::Ready`].
    ///
    /// # Errors
    /// If it is refused, or not ready yet.
    pub fn segments(&self) -> Result<&[Segment], Failure> {
        self.0.segments()
    }
}
