//! Certification paths: the request for one, and the outcome (RFC 5280 section 6).
//!
//! Trust anchors, untrusted certificates, policy and time are arguments. [`build`] searches for a path that leads to an
//! anchor. A [`Chain`] can only be the result of a path's validation.

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

/// The certificates from which a path is built, and the conditions under which it has to be valid.
pub(crate) struct Request<'a> {
    /// The authorities that are trusted. A path ends at one of them, and the constraints in its certificate apply (RFC
    /// 5937).
    pub(crate) anchors: &'a [&'a Certificate],
    /// Certificates that a path may go through, in any order. They are trusted for nothing.
    pub(crate) intermediates: &'a [&'a Certificate],
    /// The inputs about certificate policies (section 6.1.1 (c) and (e) to (g)).
    pub(crate) policy: &'a PolicyInputs,
    /// The purposes of which every extended key usage of the path has to allow one. Empty if any purpose will do.
    pub(crate) purposes: &'a [ObjectIdentifier],
    /// The time for which the path is validated (section 6.1.1 (b)).
    pub(crate) at: Time,
    /// The work left for everything that is verified together. Each signature and each path takes one.
    pub(crate) verifications_left: &'a Cell<usize>,
}

/// Finds a valid path from `certificate` to one of the anchors, through intermediates if needed.
pub(crate) fn build<'a>(certificate: &'a Certificate, request: &Request<'a>) -> Result<Chain, Rejections> {
    let mut rejections = Rejections::new(certificate);
    if let Err(violation) = requirements::check_target(certificate, request) {
        rejections.add(Reach::Issuer, violation);
        return Err(rejections);
    }
    let budget = Budget::new(request.verifications_left);
    Search::new(request, budget, rejections).run(certificate)
}

/// How far a path came before it was refused. Of many rejections, the one that came farthest explains most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Nothing was found.
    Nothing,
    /// The issuer of a certificate is not available.
    IssuerMissing,
    /// An issuer has the right name, but another key.
    OtherKey,
    /// A signature cannot be verified.
    Algorithm,
    /// The key of an issuer fits, but the issuer may not issue.
    Issuer,
    /// A whole path leads to an anchor, but is not valid.
    Path,
    /// The search was given up, so nothing is known.
    Limit,
}

/// The reasons why no path was accepted, at least one.
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

    /// Adds the reason why a path was not accepted, and how far the path came.
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

    /// Returns the reason of the path that came farthest.
    pub(crate) fn most_telling(&self) -> &Violation {
        &self.most_telling
    }

    /// Returns the other reasons, in the order in which they were found.
    pub(crate) fn others(&self) -> &[Violation] {
        &self.others
    }
}

/// Returns the violation of a rule by a certificate. `what` completes the sentence "The certificate of 'subject' …".
pub(super) fn reject(rule: &'static Rule, certificate: &Certificate, what: &str) -> Violation {
    work::over(what.len());
    certificate.breaks(rule, format!("The certificate of {} {what}.", quote(certificate)))
}

/// Returns a certificate's subject as messages quote it.
pub(crate) fn quote(certificate: &Certificate) -> String {
    certificate.subject.quoted()
}
