//! A verification, driven by its host.

use alloc::{boxed::Box, rc::Rc, string::String};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use crate::{
    evidence::Csar,
    gather::Scope,
    host::task::{DigestOutcome, Step},
    inspect,
    policy::{Limits, Policy},
    portion,
    reading::Reading,
    report::{PackageInspection, Report},
    time::Time,
    trust::TrustBundle,
    verify,
};

/// The verification of one package. It does no input or output: the host asks for the next [`Step`], carries it out,
/// answers, and asks again, until the package is read.
///
/// Then reports can be asked for, any number of them: with another trust bundle, policy or time nothing is read again.
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
    /// Begins the verification of a file of this name (to show) and size in bytes. The limits bound what is read, and so
    /// they are the one part of a policy that has to be known before.
    #[must_use]
    pub fn new(file_name: &str, file_size: u64, limits: Limits) -> Self {
        Self(Reading::new(file_name, file_size, limits, Scope::Contents))
    }

    /// Supplies the content of an external artifact, of this size in bytes, by the URI exactly as the manifest states it.
    /// Returns the source to read it from when a [`Step`] asks for it. Without this an external artifact is not checked.
    ///
    /// # Errors
    /// When the URI was supplied before, or [`Verification::step`] was called already.
    pub fn add_external_artifact(&mut self, uri: &str, size: u64) -> Result<usize, String> {
        self.0.add_external_artifact(uri, size)
    }

    /// What is needed next. Asked again without an answer in between, it says the same again.
    pub fn step(&mut self) -> Step {
        self.0.step()
    }

    /// Answers [`Step::Read`] with all the bytes of the range.
    ///
    /// # Errors
    /// When this is not what was asked for.
    pub fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        self.0.supply(source, offset, bytes)
    }

    /// Answers one task of [`Step::Digest`], in any order.
    ///
    /// # Errors
    /// When this is not what was asked for.
    pub fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
        self.0.complete(outcome)
    }

    /// Judges what was found by `trust`, the policy and the time: a pure function, the same input gives the same report.
    /// `now` is the host's clock, and counts unless the policy says at what time to validate.
    ///
    /// # Errors
    /// When [`Verification::step`] has not said [`Step::Ready`] yet, or the policy has other limits than
    /// [`Verification::limits`], those that the package was read with.
    pub fn report(&self, trust: &TrustBundle, policy: &Policy, now: Time) -> Result<Report, String> {
        self.check_limits(policy)?;
        Ok(portion::all(verify::verify(self.0.evidence()?, trust, policy, now)))
    }

    /// The same in portions: a package may have ten thousand signatures, and a host may want to give up.
    ///
    /// # Errors
    /// As [`Verification::report`].
    pub fn begin_report(&self, trust: Rc<TrustBundle>, policy: &Policy, now: Time) -> Result<PendingReport, String> {
        self.check_limits(policy)?;
        let (evidence, policy) = (Rc::clone(self.0.evidence()?), policy.clone());
        Ok(PendingReport(Box::pin(async move { verify::verify(&evidence, &trust, &policy, now).await })))
    }

    /// What is in the package, without judging it.
    ///
    /// # Errors
    /// When [`Verification::step`] has not said [`Step::Ready`] yet.
    pub fn inspect(&self) -> Result<PackageInspection, String> {
        Ok(inspect::inspect_package(self.0.evidence()?))
    }

    /// How many files and sources of the manifest the package has: the memory that a reading takes grows with them.
    ///
    /// # Errors
    /// When [`Verification::step`] has not said [`Step::Ready`] yet.
    pub fn entries(&self) -> Result<usize, String> {
        let count =
            |csar: &Csar| csar.files.len().saturating_add(csar.manifest.as_ref().map_or(0, |it| it.sources.len()));
        Ok(self.0.evidence()?.csar.as_ref().map_or(0, count))
    }

    /// The limits that the package is read with.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        self.0.limits()
    }

    /// What was read under other limits may be more than the policy allows, or less than it needs.
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
pub struct PendingReport(Pin<Box<dyn Future<Output = Report>>>);

impl PendingReport {
    /// Does the next portion, of some milliseconds. Returns the report once it is done, and must not be called after that.
    pub fn advance(&mut self) -> Option<Report> {
        match self.0.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(report) => Some(report),
            Poll::Pending => None,
        }
    }
}

/// The inspection of one package: as a [`Verification`], but the contents of artifacts are not read, and nothing is
/// judged.
pub struct Inspection(Reading);

impl Inspection {
    /// Begins the inspection of a file of this name (to show) and size in bytes.
    #[must_use]
    pub fn new(file_name: &str, file_size: u64, limits: Limits) -> Self {
        Self(Reading::new(file_name, file_size, limits, Scope::Structure))
    }

    /// What is needed next. Asked again without an answer in between, it says the same again.
    pub fn step(&mut self) -> Step {
        self.0.step()
    }

    /// Answers [`Step::Read`] with all the bytes of the range.
    ///
    /// # Errors
    /// When this is not what was asked for.
    pub fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        self.0.supply(source, offset, bytes)
    }

    /// Answers one task of [`Step::Digest`]: only a compressed CSAR in a delivery has to be decompressed.
    ///
    /// # Errors
    /// When this is not what was asked for.
    pub fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
        self.0.complete(outcome)
    }

    /// What is in the package.
    ///
    /// # Errors
    /// When [`Inspection::step`] has not said [`Step::Ready`] yet.
    pub fn inspect(&self) -> Result<PackageInspection, String> {
        Ok(inspect::inspect_package(self.0.evidence()?))
    }
}
