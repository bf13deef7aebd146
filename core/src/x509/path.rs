//! Certification paths: what is asked, and what comes out (RFC 5280 section 6).
//!
//! Trust anchors, untrusted certificates, policy and time are arguments. [`build`] searches for a path that leads to an
//! anchor; a [`Chain`] comes only out of a path's validation.

use alloc::{boxed::Box, format, string::String, vec::Vec};
use core::cell::Cell;

use der::oid::ObjectIdentifier;

pub(crate) use super::validate::Chain;
use super::{Certificate, budget::Budget, requirements, search::Search};
use crate::{
    limits,
    policy::Policy,
    rule::{self, Rule},
    time::Time,
    work,
};

/// What a path is to be built from, and under what it has to be valid.
pub(crate) struct Request<'a> {
    /// The authorities that are trusted. A path ends at one of them, and what its certificate says counts (RFC 5937).
    pub(crate) anchors: &'a [&'a Certificate],
    /// Certificates a path may lead over, in any order; they are trusted for nothing.
    pub(crate) intermediates: &'a [&'a Certificate],
    /// Where the inputs about certificate policies are (section 6.1.1 (c) and (e) to (g)).
    pub(crate) policy: &'a Policy,
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
    if let Err(rejection) = requirements::check_target(certificate, request) {
        rejections.add(rejection);
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

/// Why a path was not accepted: which certificate breaks which rule.
#[derive(Clone, Debug)]
pub(crate) struct Rejection {
    pub(crate) rule: &'static Rule,
    pub(crate) what: String,
    /// The certificate's.
    pub(crate) fingerprint: String,
    reach: Reach,
}

impl Rejection {
    /// `what` goes on where "The certificate of 'subject'" ends.
    pub(super) fn new(rule: &'static Rule, certificate: &Certificate, reach: Reach, what: &str) -> Self {
        work::over(what.len());
        let what = format!("The certificate of {} {what}.", quote(certificate));
        Self { rule, what, fingerprint: certificate.fingerprint.clone(), reach }
    }

    /// The same, of a path that came farther.
    pub(super) fn reaching(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }
}

/// Why no path was accepted: one reason at least.
#[derive(Clone, Debug)]
pub(crate) struct Rejections {
    most_telling: Box<Rejection>,
    others: Vec<Rejection>,
}

impl Rejections {
    fn new(certificate: &Certificate) -> Self {
        let what = "leads to no authority of the trust bundle";
        let nothing = Rejection::new(rule::CHAIN_NOT_TRUSTED, certificate, Reach::Nothing, what);
        Self { most_telling: Box::new(nothing), others: Vec::new() }
    }

    pub(super) fn add(&mut self, rejection: Rejection) {
        let known = |other: &Rejection| other.rule == rejection.rule && other.what == rejection.what;
        if known(&self.most_telling) || self.others.iter().any(known) {
            return;
        }
        let less = if rejection.reach > self.most_telling.reach {
            core::mem::replace(&mut *self.most_telling, rejection)
        } else {
            rejection
        };
        if less.reach > Reach::Nothing && self.others.len() < limits::REJECTIONS.count() {
            self.others.push(less);
        }
    }

    /// The one of the path that came farthest.
    pub(crate) fn most_telling(&self) -> &Rejection {
        &self.most_telling
    }

    /// The others, as they were found.
    pub(crate) fn others(&self) -> &[Rejection] {
        &self.others
    }
}

/// A certificate's subject, for messages.
pub(crate) fn quote(certificate: &Certificate) -> String {
    certificate.subject.quoted()
}
