//! Certification paths: what is asked, and what comes out (RFC 5280 section 6).
//!
//! Trust anchors, untrusted certificates, policy and time are arguments. [`build`] searches for a path that leads to an
//! anchor; a [`Chain`] comes only out of a path's validation.

use alloc::{boxed::Box, format, string::String, vec::Vec};
use core::cell::Cell;

use der::oid::ObjectIdentifier;

pub(crate) use super::validate::Chain;
use super::{Certificate, PolicyInputs, budget::Budget, requirements, search::Search};
use crate::{
    limits,
    rule::{self, Rule, Violation},
    time::Time,
    work,
};

/// What a path is to be built from, and under what it has to be valid.
pub(crate) struct Request<'a> {
    /// The authorities that are trusted. A path ends at one of them, and what its certificate says counts (RFC 5937).
    pub(crate) anchors: &'a [&'a Certificate],
    /// Certificates a path may lead over, in any order; they are trusted for nothing.
    pub(crate) intermediates: &'a [&'a Certificate],
    /// What is asked of certificate policies (section 6.1.1 (c) and (e) to (g)).
    pub(crate) policy: &'a PolicyInputs,
    /// The purposes of which all extended key usages of the path have to allow one; empty where the purpose is open.
    pub(crate) purposes: &'a [ObjectIdentifier],
    /// The time to validate at (section 6.1.1 (b)).
    pub(crate) at: Time,
    /// The work left for all that is being verified together: each signature and each path takes one.
    pub(crate) verifications_left: &'a Cell<usize>,
}

/// Finds a valid path from `certificate` to one of the anchors, over intermediates where needed.
pub(crate) fn build<'a>(certificate: &'a Certificate, request: &Request<'a>) -> Result<Chain, Rejections> {
    let mut rejections = Rejections::new(certificate);
    if let Err(violation) = requirements::check_target(certificate, request) {
        rejections.add(Reach::Issuer, violation);
        return Err(rejections);
    }
    let budget = Budget::new(request.verifications_left);
    Search::new(request, budget, rejections).run(certificate)
}

/// How far a path came before it was refused: of many rejections the one that came farthest tells most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Nothing was found.
    Nothing,
    /// A certificate whose issuer is not at hand.
    IssuerMissing,
    /// An issuer of the right name with another key.
    OtherKey,
    /// A signature that cannot be verified.
    Algorithm,
    /// An issuer whose key fits, but who may not issue.
    Issuer,
    /// A whole path to an anchor that is not valid.
    Path,
    /// The search was given up, so that nothing can be said.
    Limit,
}

/// Why no path was accepted: one reason at least.
#[derive(Clone, Debug)]
pub(crate) struct Rejections {
    most_telling: Box<Violation>,
    reach: Reach,
    others: Vec<Violation>,
}

impl Rejections {
    fn new(certificate: &Certificate) -> Self {
        let what = "leads to no authority of the trust bundle";
        let most_telling = Box::new(reject(rule::CHAIN_NOT_TRUSTED, certificate, what));
        Self { most_telling, reach: Reach::Nothing, others: Vec::new() }
    }

    /// Adds why a path was not accepted that came so far.
    pub(super) fn add(&mut self, reach: Reach, violation: Violation) {
        let known = |other: &Violation| other.rule == violation.rule && other.sentence == violation.sentence;
        if known(&self.most_telling) || self.others.iter().any(known) {
            return;
        }
        let (less, reach_of_less) = if reach > self.reach {
            let reach_before = core::mem::replace(&mut self.reach, reach);
            (core::mem::replace(&mut *self.most_telling, violation), reach_before)
        } else {
            (violation, reach)
        };
        if reach_of_less > Reach::Nothing && self.others.len() < limits::REJECTIONS.count() {
            self.others.push(less);
        }
    }

    /// The one of the path that came farthest.
    pub(crate) fn most_telling(&self) -> &Violation {
        &self.most_telling
    }

    /// The others, as they were found.
    pub(crate) fn others(&self) -> &[Violation] {
        &self.others
    }
}

/// A certificate breaks a rule. `what` goes on where "The certificate of 'subject'" ends.
pub(super) fn reject(rule: &'static Rule, certificate: &Certificate, what: &str) -> Violation {
    work::over(what.len());
    certificate.breaks(rule, format!("The certificate of {} {what}.", quote(certificate)))
}

/// A certificate's subject, for messages.
pub(crate) fn quote(certificate: &Certificate) -> String {
    certificate.subject.quoted()
}
