//! The work that one search for a path may take. Honest certificates need a small part of it. Hostile ones soon use it
//! up; then the search is given up and says so.

use alloc::{collections::BTreeMap, format, string::String};
use core::cell::Cell;

use super::Certificate;
use crate::{
    limits,
    rule::ReachedLimit,
    signature::{self, Refused},
};

/// The work that is left.
pub(super) struct Budget<'a> {
    signatures_left: usize,
    paths_left: usize,
    candidates_left: usize,
    comparisons_left: usize,
    /// The work that is left for all searches together.
    left_for_all: &'a Cell<usize>,
    /// The signatures verified so far, by the fingerprint of the certificate and its issuer's key.
    verified: BTreeMap<(&'a str, &'a [u8]), bool>,
    /// The limit that was reached, if one was.
    exhausted: Option<Exhausted>,
}

/// A limit that was reached, and the sentence about it.
type Exhausted = (ReachedLimit, String);

/// The outcome of verifying a signature.
pub(super) enum Verified {
    Holds,
    /// The signature does not verify. This outcome comes once; after it comes `RefusedBefore`.
    Refused(Refused),
    RefusedBefore,
    /// There was no work left for this signature.
    NotTried,
}

impl<'a> Budget<'a> {
    pub(super) fn new(left_for_all: &'a Cell<usize>) -> Self {
        Self {
            signatures_left: limits::PATH_SIGNATURES.count(),
            paths_left: limits::PATHS.count(),
            candidates_left: limits::PATH_CANDIDATES.count(),
            comparisons_left: limits::PATH_COMPARISONS.count(),
            left_for_all,
            verified: BTreeMap::new(),
            exhausted: None,
        }
    }

    /// Returns the limit that was reached, if one was.
    pub(super) fn exhausted(&self) -> Option<&Exhausted> {
        self.exhausted.as_ref()
    }

    /// Verifies the signature of a certificate with its issuer's key. The same key and certificate are verified only
    /// once.
    pub(super) fn verify(&mut self, subject: &'a Certificate, issuer: &'a Certificate) -> Verified {
        let edge = (subject.fingerprint.as_str(), issuer.public_key_info.as_slice());
        match self.verified.get(&edge) {
            Some(true) => return Verified::Holds,
            Some(false) => return Verified::RefusedBefore,
            None => {}
        }
        let most = limits::PATH_SIGNATURES.count();
        let what = || {
            (
                limits::PATH_SIGNATURES.reached(None),
                format!("More than {most} signatures would have to be verified to find a path"),
            )
        };
        let cost = signature::cost(&issuer.public_key_info);
        if !self.spend_for_all(cost) || !take(&mut self.signatures_left, 1, &mut self.exhausted, what) {
            return Verified::NotTried;
        }
        let verified = subject.verify_signature_by(issuer);
        self.verified.insert(edge, verified.is_ok());
        verified.map_or_else(Verified::Refused, |()| Verified::Holds)
    }

    /// Spends one path. Returns whether one was left.
    pub(super) fn spend_path(&mut self) -> bool {
        let most = limits::PATHS.count();
        let what = || {
            (
                limits::PATHS.reached(None),
                format!("More than {most} paths lead to an authority, and none of those tried is valid"),
            )
        };
        self.spend_for_all(1) && take(&mut self.paths_left, 1, &mut self.exhausted, what)
    }

    /// Spends `count` issuers to look at. Returns whether as many were left.
    pub(super) fn spend_candidates(&mut self, count: usize) -> bool {
        let most = limits::PATH_CANDIDATES.count();
        let what = || {
            (
                limits::PATH_CANDIDATES.reached(None),
                format!("More than {most} issuers would have to be looked at to find a path"),
            )
        };
        self.spend_for_all(limits::STEPS_PER_VERIFICATION.times_in(count))
            && take(&mut self.candidates_left, count, &mut self.exhausted, what)
    }

    /// Spends `count` comparisons. Returns whether as many were left.
    pub(super) fn spend_comparisons(&mut self, count: usize) -> bool {
        let most = limits::PATH_COMPARISONS.count();
        let what = || {
            (
                limits::PATH_COMPARISONS.reached(None),
                format!("More than {most} names would have to be compared with constraints, or policies"),
            )
        };
        self.spend_for_all(limits::STEPS_PER_VERIFICATION.times_in(count))
            && take(&mut self.comparisons_left, count, &mut self.exhausted, what)
    }

    fn spend_for_all(&mut self, count: usize) -> bool {
        let mut left = self.left_for_all.get();
        let what = || {
            (
                limits::PACKAGE_VERIFICATIONS.reached_in_package(),
                "All signatures together take more work than any honest package needs".into(),
            )
        };
        let has_left = take(&mut left, count, &mut self.exhausted, what);
        self.left_for_all.set(left);
        has_left
    }
}

fn take(left: &mut usize, count: usize, exhausted: &mut Option<Exhausted>, what: impl FnOnce() -> Exhausted) -> bool {
    match left.checked_sub(count) {
        Some(rest) => *left = rest,
        None => *exhausted = Some(what()),
    }
    exhausted.is_none()
}
