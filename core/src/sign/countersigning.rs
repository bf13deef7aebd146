//! The service provider's signature for a package (SEC 021 clause 6.2), driven by its host like a verification.

use alloc::{boxed::Box, rc::Rc, string::String, vec::Vec};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use super::{
    SigningRequest,
    permission::{check_package, check_signer},
    preparation::{Preparation, Prepared},
    refusal::{Refusal, RefusalReason},
    signer::Signer,
    target::{Extent, targets},
};
use crate::{
    Verification,
    archive::segment::{Changes, Segment},
    host::{
        exchange::Exchange,
        task::{DigestOutcome, DigestTask, Range, Step},
    },
    policy::Policy,
    time::Time,
    trust::TrustBundle,
};

/// What a [`Countersigning`] needs next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SigningStep {
    /// It needs bytes of the package. Answer with [`Countersigning::supply`].
    Read(Range),
    /// It needs digests. Answer each task with [`Countersigning::complete`].
    Digest(Vec<DigestTask>),
    /// It needs these signatures. Answer with [`Countersigning::sign`].
    Sign(Vec<SigningRequest>),
    /// It needs nothing: [`Countersigning::segments`] has the result.
    Ready,
}

/// Adds the service provider's signature to a package that verifies as the VNF provider's. What is there stays octet for
/// octet, and the new signer comes last.
///
/// The host writes the new package from [`Segment`]s: ranges of the old one and new bytes. It should verify the new
/// package before it uses it.
pub struct Countersigning {
    exchange: Exchange,
    preparation: Preparation,
    state: State,
}

type Work<T> = Pin<Box<dyn Future<Output = Result<T, Refusal>>>>;

enum State {
    Preparing(Work<Vec<Prepared>>),
    Asking(Vec<Prepared>),
    Writing(Work<Vec<Segment>>),
    Done(Result<Vec<Segment>, Refusal>),
}

impl Countersigning {
    /// Begins with a package that was read to its end. Trust and policy are those by which it is judged; they also have to
    /// name the signer as the service provider. `now` is the host's clock, and the signing time.
    ///
    /// # Errors
    /// If package or signer do not verify, or a signature that has to change may not.
    pub fn new(
        verification: &Verification,
        trust: &TrustBundle,
        policy: &Policy,
        signer: &Signer,
        extent: Extent,
        now: Time,
    ) -> Result<Self, Refusal> {
        check_signer(signer, trust, policy, now)?;
        check_package(verification, trust, policy, now)?;
        let evidence = verification.evidence().map_err(|what| Refusal::new(RefusalReason::NotVerified, what))?;
        targets(evidence, extent)?;
        let exchange = Exchange::default();
        let preparation = Preparation {
            exchange: exchange.clone(),
            evidence: Rc::clone(evidence),
            limits: policy.limits.clone(),
            signer: signer.clone(),
            extent,
            now,
        };
        let state = State::Preparing(Box::pin(preparation.clone().run()));
        Ok(Self { exchange, preparation, state })
    }

    /// Returns what is needed next. If it is called again without an answer in between, it returns the same again.
    pub fn step(&mut self) -> SigningStep {
        let mut context = Context::from_waker(Waker::noop());
        loop {
            match self.exchange.step() {
                Some(Step::Read(range)) => return SigningStep::Read(range),
                Some(Step::Digest(open)) if !open.is_empty() => return SigningStep::Digest(open),
                _ => {}
            }
            // No waker is needed, because the exchange is looked at after every poll.
            self.state = match &mut self.state {
                State::Preparing(work) => match work.as_mut().poll(&mut context) {
                    Poll::Pending => continue,
                    Poll::Ready(Ok(prepared)) => State::Asking(prepared),
                    Poll::Ready(Err(refusal)) => State::Done(Err(refusal)),
                },
                State::Asking(prepared) => return SigningStep::Sign(prepared.iter().map(Prepared::request).collect()),
                State::Writing(work) => match work.as_mut().poll(&mut context) {
                    Poll::Pending => continue,
                    Poll::Ready(written) => State::Done(written),
                },
                State::Done(_) => return SigningStep::Ready,
            };
        }
    }

    /// Answers [`SigningStep::Read`] with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        if self.exchange.supply(source, offset, bytes) { Ok(()) } else { Err("These bytes were not asked for.".into()) }
    }

    /// Answers one task of [`SigningStep::Digest`], in any order.
    ///
    /// # Errors
    /// If this task was not asked for.
    pub fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
        if self.exchange.complete(outcome) { Ok(()) } else { Err("This outcome was not asked for.".into()) }
    }

    /// Answers [`SigningStep::Sign`] with a signature value for each request, in their order. Each is verified with the
    /// signer's certificate.
    ///
    /// # Errors
    /// If a signature does not verify or was not asked for. The requests stay open.
    pub fn sign(&mut self, signatures: &[Vec<u8>]) -> Result<(), Refusal> {
        let State::Asking(prepared) = &self.state else {
            return Err(Refusal::new(RefusalReason::KeyMismatch, "No signature was asked for."));
        };
        if prepared.len() != signatures.len() {
            let what = "There has to be a signature for each request.";
            return Err(Refusal::new(RefusalReason::KeyMismatch, what));
        }
        let changes = prepared.iter().zip(signatures).map(|(prepared, signature)| prepared.finish(signature));
        let changes = changes.collect::<Result<Changes, _>>()?;
        self.state = State::Writing(Box::pin(self.preparation.clone().write(changes)));
        Ok(())
    }

    /// Returns the new package as segments, once [`Countersigning::step`] has returned [`SigningStep::Ready`].
    ///
    /// # Errors
    /// If it is refused, or not ready yet.
    pub fn segments(&self) -> Result<&[Segment], Refusal> {
        match &self.state {
            State::Done(Ok(segments)) => Ok(segments),
            State::Done(Err(refusal)) => Err(refusal.clone()),
            _ => Err(Refusal::new(RefusalReason::NotVerified, "The package is not signed yet.")),
        }
    }
}
