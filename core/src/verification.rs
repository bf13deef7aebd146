//! The verification of a package, driven by its host.

use alloc::{boxed::Box, rc::Rc, string::String, vec::Vec};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

#[cfg(any(feature = "sign", feature = "encrypt"))]
use crate::evidence::Evidence;
use crate::{
    evidence::Csar,
    file_reading::FileReading,
    gather::Scope,
    host::task::{DigestOutcome, Step},
    inspect,
    policy::{Limits, Policy},
    portion,
    reading::Reading,
    report::{PackageInspection, Report},
    signature,
    time::Time,
    trust::TrustBundle,
    verify::{self, Ahead},
};

/// The verification of one package. It does no input or output: the host asks for the next [`Step`], carries it out,
/// answers, and asks again, until the package is read.
///
/// Then the host can ask for any number of reports. With another trust bundle, policy or time, nothing is read again.
///
/// ```
/// use vnfseal::{Verification, digester::Digester, policy::{Limits, Policy}, task::Step, time::Time, trust::TrustBundle};
///
/// let package = b"not a package";
/// let mut verification = Verification::new("x.csar", package.len() as u64, Limits::default());
/// let part = |offset: u64, length: u64| &package[offset as usize..(offset + length) as usize];
/// loop {
///     match verification.step() {
///         Step::Read(range) => {
///             verification.supply(range.source, range.offset, part(range.offset, range.length)).unwrap();
///         }
///         Step::Digest(tasks) => {
///             for task in tasks {
///                 let bytes = part(task.offset, task.compressed_size);
///                 let mut digester = Digester::new(task);
///                 digester.update(bytes, |_| ());
///                 verification.complete(digester.finish()).unwrap();
///             }
///         }
///         Step::Ready(_) => break,
///     }
/// }
/// let now = Time::from_unix(1_795_262_400);
/// let report = verification.report(&TrustBundle::new(), &Policy::default(), now).unwrap();
/// assert_eq!(report.findings[0].code, "archive.not-zip");
/// ```
pub struct Verification(Reading);

impl Verification {
    /// Begins the verification of a file with this name (only shown) and this size in bytes. The limits bound what is
    /// read, so they are the only part of a policy that has to be known before.
    #[must_use]
    pub fn new(file_name: &str, file_size: u64, limits: Limits) -> Self {
        Self(Reading::new(file_name, file_size, limits, Scope::Contents))
    }

    /// Supplies the content of an external artifact, with its size in bytes. The URI has to be exactly the one in the
    /// manifest. Returns the source that a [`Step`] names when it asks for this content. An external artifact that is
    /// not supplied is not checked.
    ///
    /// # Errors
    /// If the URI was supplied before, or [`Verification::step`] was already called.
    pub fn add_external_artifact(&mut self, uri: &str, size: u64) -> Result<usize, String> {
        self.0.add_external_artifact(uri, size)
    }

    /// Asks for the digest of the whole file, which the report then states. It is computed together with the others,
    /// and no verdict depends on it.
    ///
    /// # Errors
    /// If [`Verification::step`] was already called.
    pub fn request_file_digest(&mut self) -> Result<(), String> {
        self.0.request_file_digest()
    }

    /// Returns what is needed next. If it is called again without an answer in between, it returns the same again.
    pub fn step(&mut self) -> Step {
        self.0.step()
    }

    /// Answers [`Step::Read`] with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        self.0.supply(source, offset, bytes)
    }

    /// Answers one task of [`Step::Digest`], in any order.
    ///
    /// # Errors
    /// If this task was not asked for.
    pub fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
        self.0.complete(outcome)
    }

    /// Judges the evidence by `trust`, the policy and the time. This is a pure function: the same input gives the same
    /// report. `now` is the host's clock. It counts unless the policy has a time of validation.
    ///
    /// # Errors
    /// If [`Verification::step`] has not returned [`Step::Ready`] yet, or the policy has other limits than
    /// [`Verification::limits`], with which the package was read.
    pub fn report(&self, trust: &TrustBundle, policy: &Policy, now: Time) -> Result<Report, String> {
        self.check_limits(policy)?;
        Ok(portion::all(verify::verify(self.0.evidence()?, trust, policy, now, &Ahead::default())))
    }

    /// Begins a report in portions, because a package may have ten thousand signatures and a host may want to stop.
    ///
    /// # Errors
    /// The same as for [`Verification::report`].
    pub fn begin_report(&self, trust: Rc<TrustBundle>, policy: &Policy, now: Time) -> Result<PendingReport, String> {
        self.check_limits(policy)?;
        let (evidence, policy) = (Rc::clone(self.0.evidence()?), policy.clone());
        let ahead = Rc::new(Ahead::default());
        let shared = Rc::clone(&ahead);
        let work = async move { verify::verify(&evidence, &trust, &policy, now, &shared).await };
        Ok(PendingReport { work: Box::pin(work), ahead })
    }

    /// Begins to read a file of the package again, as text for people. The file is in the CSAR, or beside it in the
    /// delivery.
    ///
    /// # Errors
    /// If [`Verification::step`] has not returned [`Step::Ready`] yet.
    pub fn read_text(&self, path: &str, in_delivery: bool) -> Result<FileReading, String> {
        Ok(FileReading::text(self.0.evidence()?, path, in_delivery))
    }

    /// Begins to read a package that is inside the file, one of [`PackageReport::packages_inside`].
    ///
    /// # Errors
    /// If [`Verification::step`] has not returned [`Step::Ready`] yet.
    ///
    /// [`PackageReport::packages_inside`]: crate::report::PackageReport::packages_inside
    pub fn read_package(&self, path: &str) -> Result<FileReading, String> {
        Ok(FileReading::package(self.0.evidence()?, path, self.0.limits().expanded_bytes))
    }

    /// Describes what is in the package, without judging it.
    ///
    /// # Errors
    /// If [`Verification::step`] has not returned [`Step::Ready`] yet.
    pub fn inspect(&self) -> Result<PackageInspection, String> {
        Ok(inspect::inspect_package(self.0.evidence()?))
    }

    /// Returns the number of files and manifest sources of the package. The memory that a reading takes grows with it.
    ///
    /// # Errors
    /// If [`Verification::step`] has not returned [`Step::Ready`] yet.
    pub fn entries(&self) -> Result<usize, String> {
        let count =
            |csar: &Csar| csar.files.len().saturating_add(csar.manifest.as_ref().map_or(0, |it| it.sources.len()));
        Ok(self.0.evidence()?.csar.as_ref().map_or(0, count))
    }

    /// Returns the limits with which the package is read.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        self.0.limits()
    }

    /// Returns the evidence. It is an error to ask before the last step.
    #[cfg(any(feature = "sign", feature = "encrypt"))]
    pub(crate) fn evidence(&self) -> Result<&Rc<Evidence>, String> {
        self.0.evidence()
    }

    /// Refuses other limits. With those, more may have been read than the policy allows, or less than it needs.
    fn check_limits(&self, policy: &Policy) -> Result<(), String> {
        if policy.limits == *self.0.limits() {
            return Ok(());
        }
        Err("The policy has other limits than those that the package was read with. Limits are given when a package is \
             opened."
            .into())
    }
}

/// A report that is being written.
///
/// A host with other cores can have signature values verified ahead. It says how many signatures it wants to be asked
/// about, has [`answer_questions`] answer in another instance, and gives the answers back. It need not: what is not
/// answered is verified here, and nothing waits.
pub struct PendingReport {
    work: Pin<Box<dyn Future<Output = Report>>>,
    ahead: Rc<Ahead>,
}

/// Answers questions of [`PendingReport::questions`]: whether signature values verify. It depends on nothing else.
#[must_use]
pub fn answer_questions(questions: &[u8]) -> Vec<u8> {
    signature::answer_all(questions)
}

impl PendingReport {
    /// Does the next portion, which takes some milliseconds. Returns the report when it is done. It must not be called
    /// after that.
    pub fn advance(&mut self) -> Option<Report> {
        match self.work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(report) => Some(report),
            Poll::Pending => None,
        }
    }

    /// Says about how many more signatures the host wants to be asked. The next portion puts the questions together.
    pub fn want_questions(&mut self, signatures: usize) {
        self.ahead.want(signatures);
    }

    /// Returns the questions that were put together since the last call, for [`answer_questions`]. There may be none.
    pub fn questions(&mut self) -> Vec<u8> {
        self.ahead.questions()
    }

    /// Takes answers of [`answer_questions`]. Each counts only for the question whose digest it has.
    ///
    /// # Errors
    /// If these are no answers.
    pub fn take_answers(&mut self, answers: &[u8]) -> Result<(), String> {
        if self.ahead.take(answers) { Ok(()) } else { Err("These are no answers to questions.".into()) }
    }
}

/// The inspection of one package. It works like a [`Verification`], but the contents of artifacts are not read, and
/// nothing is judged.
pub struct Inspection(Reading);

impl Inspection {
    /// Begins the inspection of a file with this name (only shown) and this size in bytes.
    #[must_use]
    pub fn new(file_name: &str, file_size: u64, limits: Limits) -> Self {
        Self(Reading::new(file_name, file_size, limits, Scope::Structure))
    }

    /// Returns what is needed next. If it is called again without an answer in between, it returns the same again.
    pub fn step(&mut self) -> Step {
        self.0.step()
    }

    /// Answers [`Step::Read`] with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        self.0.supply(source, offset, bytes)
    }

    /// Answers one task of [`Step::Digest`]. The only task is to decompress a compressed CSAR in a delivery.
    ///
    /// # Errors
    /// If this task was not asked for.
    pub fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
        self.0.complete(outcome)
    }

    /// Describes what is in the package.
    ///
    /// # Errors
    /// If [`Inspection::step`] has not returned [`Step::Ready`] yet.
    pub fn inspect(&self) -> Result<PackageInspection, String> {
        Ok(inspect::inspect_package(self.0.evidence()?))
    }
}
