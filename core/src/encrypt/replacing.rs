//! A package in which artifacts are encrypted or decrypted, driven by its host like a verification.

use alloc::{borrow::ToOwned, boxed::Box, format, rc::Rc, string::String, vec::Vec};

use super::artifacts::{check_encryptable, encrypted_paths};
use crate::{
    Verification,
    archive::{
        Archive, Region,
        segment::{Contents, EntryContent, NewContent, Segment},
        writer,
    },
    cipher::{ARCHIVE_UNUSABLE, ARTIFACT_CHANGED, Refusal},
    digest::DigestAlgorithm,
    evidence::Evidence,
    findings::Findings,
    host::{
        exchange::Exchange,
        task::{DigestOutcome, DigestTask, Range},
    },
    making::{Making, Need},
    policy::Limits,
    reason::Failure,
};

/// What a [`Replacing`] needs next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplacingStep {
    /// It needs bytes of a source. Answer with [`Replacing::supply`].
    Read(Range),
    /// It needs the new content of these artifacts. Read each as the task says, and answer with [`Replacing::replace`].
    Replace(Vec<DigestTask>),
    /// It needs nothing: [`Replacing::segments`] has the result.
    Ready,
}

/// Gives artifacts of a package another content, which the host makes: encrypted, or decrypted. Every other file stays octet
/// for octet, so the manifest and its signatures hold again after decryption.
pub struct Replacing {
    making: Making<Vec<DigestTask>>,
    exchange: Exchange,
    evidence: Rc<Evidence>,
    limits: Limits,
}

impl Replacing {
    /// Begins to encrypt these artifacts of a package that was read to its end.
    ///
    /// # Errors
    /// If one of them may not be encrypted, or the package was not read to its end.
    pub fn to_encrypt(verification: &Verification, paths: &[String]) -> Result<Self, Failure> {
        check_encryptable(verification, paths)?;
        Self::begin(verification, paths.to_vec())
    }

    /// Begins to decrypt all artifacts of a package that were encrypted after its manifest was signed. The package was read
    /// to its end.
    ///
    /// # Errors
    /// If no artifact was encrypted, or the package was not read to its end.
    pub fn to_decrypt(verification: &Verification) -> Result<Self, Failure> {
        let paths = encrypted_paths(verification)?.into_iter().map(ToOwned::to_owned).collect();
        Self::begin(verification, paths)
    }

    fn begin(verification: &Verification, paths: Vec<String>) -> Result<Self, Failure> {
        let evidence = verification.evidence().map_err(Failure::Misuse)?;
        let (exchange, evidence) = (Exchange::default(), Rc::clone(evidence));
        let limits = verification.limits().clone();
        let work = tasks(exchange.clone(), Rc::clone(&evidence), limits.clone(), paths);
        Ok(Self { making: Making::new(exchange.clone(), work), exchange, evidence, limits })
    }

    /// Returns what is needed next. If it is called again without an answer in between, it returns the same again.
    pub fn step(&mut self) -> ReplacingStep {
        match self.making.step() {
            Need::Read(range) => ReplacingStep::Read(range),
            Need::Answer(tasks) => ReplacingStep::Replace(tasks.clone()),
            // Nothing is digested here: the host does that while it makes the new content.
            Need::Digest(_) | Need::Nothing => ReplacingStep::Ready,
        }
    }

    /// Answers [`ReplacingStep::Read`] with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        self.making.supply(source, offset, bytes)
    }

    /// Answers [`ReplacingStep::Replace`] with the outcome of each task, in their order, and the new content. Sources from 1
    /// are what the host has made.
    ///
    /// # Errors
    /// If the content that was read is not the one that was verified, or this was not asked for.
    pub fn replace(&mut self, made: &[(DigestOutcome, NewContent)]) -> Result<(), Failure> {
        let tasks = self.making.asked()?;
        if tasks.len() != made.len() {
            return Err(Failure::Misuse("There has to be new content for each artifact.".into()));
        }
        let changes = tasks.iter().zip(made).map(|(task, (outcome, content))| {
            self.check_read(task, outcome)?;
            if content.range.source == 0 {
                return Err(Failure::Misuse("New content does not come from the old package.".into()));
            }
            Ok((task.path.clone(), EntryContent::Supplied(*content)))
        });
        let changes = changes.collect::<Result<Contents, _>>()?;
        let write = write(self.exchange.clone(), self.evidence.file_size, changes, self.limits.clone());
        self.making.write(Box::pin(write));
        Ok(())
    }

    /// Returns the new package as segments, once [`Replacing::step`] has returned [`ReplacingStep::Ready`].
    ///
    /// # Errors
    /// If it is refused, or not ready yet.
    pub fn segments(&self) -> Result<&[Segment], Failure> {
        self.making.segments()
    }

    /// Checks that what the host has read is what was verified.
    fn check_read(&self, task: &DigestTask, outcome: &DigestOutcome) -> Result<(), Failure> {
        if !outcome.fits(task) {
            return Err(Failure::Misuse("The outcome does not fit its task.".into()));
        }
        let known = known_digests(&self.evidence, &task.path);
        if outcome.intact && known.iter().map(|(_, digest)| digest).eq(&outcome.digests) {
            return Ok(());
        }
        Err(ARTIFACT_CHANGED.because(format!("'{}' has changed since the package was read.", task.path)).into())
    }
}

/// Returns the digests of a file that the verification has computed.
fn known_digests(evidence: &Evidence, path: &str) -> Vec<(DigestAlgorithm, Vec<u8>)> {
    let file = evidence.csar.as_ref().and_then(|csar| csar.files.get(path));
    let content = file.and_then(|file| file.content.as_ref());
    content.into_iter().flat_map(|content| content.digests.clone()).collect()
}

/// Returns the task that reads each artifact.
async fn tasks(
    exchange: Exchange,
    evidence: Rc<Evidence>,
    limits: Limits,
    paths: Vec<String>,
) -> Result<Vec<DigestTask>, Refusal> {
    let (mut findings, whole) = (Findings::default(), whole(evidence.file_size));
    let archive = Archive::open(&exchange, whole, &evidence.file_name, &limits, &mut findings).await;
    let archive = archive.ok_or_else(|| ARTIFACT_CHANGED.refusal())?;
    let task = |(index, path): (usize, &String)| {
        let entry = archive.entry(path).ok_or_else(|| ARTIFACT_CHANGED.refusal())?;
        let algorithms = known_digests(&evidence, path).into_iter().map(|(algorithm, _)| algorithm).collect();
        Ok(DigestTask { index, algorithms, ..archive.task(entry) })
    };
    paths.iter().enumerate().map(task).collect()
}

/// Writes the changed artifacts into the archive.
async fn write(exchange: Exchange, size: u64, changes: Contents, limits: Limits) -> Result<Vec<Segment>, Refusal> {
    let written = writer::replace(&exchange, whole(size), &changes, &limits).await;
    written.map_err(|violation| ARCHIVE_UNUSABLE.because(violation.sentence))
}

fn whole(length: u64) -> Region {
    Region { source: 0, offset: 0, length }
}
