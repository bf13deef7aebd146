//! The search for a path from the certificate up, issuer by issuer. Every step can be taken back (RFC 4158).

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format, vec,
    vec::Vec,
};
use core::cmp::Reverse;

use super::{
    Certificate,
    budget::{Budget, Verified},
    name::Name,
    path::{Chain, Reach, Rejections, Request, quote, reject},
    requirements, validate,
};
use crate::{limits, rule, signature::Refused, work};

/// Certificates by their subjects.
type Index<'a> = BTreeMap<&'a Name, Vec<&'a Certificate>>;

pub(super) struct Search<'a, 'r> {
    request: &'r Request<'a>,
    anchors: Index<'a>,
    intermediates: Index<'a>,
    /// The intermediates that may not issue at all, whatever the path. Each is reported once.
    unfit: BTreeSet<&'a str>,
    /// The certificates whose issuer is not available, and those whose chain would be too long. Each is reported once.
    dead_ends: BTreeSet<&'a str>,
    too_deep: BTreeSet<&'a str>,
    budget: Budget<'a>,
    rejections: Rejections,
}

impl<'a, 'r> Search<'a, 'r> {
    pub(super) fn new(request: &'r Request<'a>, budget: Budget<'a>, rejections: Rejections) -> Self {
        let (anchors, intermediates) = (index(request.anchors), index(request.intermediates));
        let (unfit, dead_ends, too_deep) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { request, anchors, intermediates, unfit, dead_ends, too_deep, budget, rejections }
    }

    /// Finds the first path that is valid. If a path is not valid, the search goes on.
    pub(super) fn run(mut self, certificate: &'a Certificate) -> Result<Chain, Rejections> {
        if let Some(chain) = self.extend(&mut vec![certificate]) {
            return Ok(chain);
        }
        // A path that was not tried could have been valid, or have failed for a better reason.
        if let Some((limit, what)) = self.budget.exhausted() {
            let (limit, what) = (limit.clone(), format!("has more possible paths than are tried. {what}"));
            self.rejections.add(Reach::Limit, reject(rule::CHAIN_LIMIT, certificate, &what).with_limit(limit));
        }
        Err(self.rejections)
    }

    /// Extends the path, with anchors first, until it ends at one and is valid. Steps that lead nowhere are taken back.
    fn extend(&mut self, path: &mut Vec<&'a Certificate>) -> Option<Chain> {
        let last = *path.last()?;
        let anchors = candidates(&self.anchors, last, self.request);
        let mut intermediates = candidates(&self.intermediates, last, self.request);
        intermediates.retain(|intermediate| !has_met(path, intermediate));
        if !self.budget.spend_candidates(anchors.len().saturating_add(intermediates.len())) {
            return None;
        }
        // A maze of certificates has thousands of ways to one dead end, so it is reported once.
        if anchors.is_empty() && intermediates.is_empty() && self.dead_ends.insert(&last.fingerprint) {
            let what = format!("was issued by {}, which is not in your trust", last.issuer.quoted());
            let violation = reject(rule::CHAIN_NOT_TRUSTED, last, &what).naming([last.issuer.to_text()]);
            self.rejections.add(Reach::IssuerMissing, violation);
        }
        for anchor in anchors {
            if self.has_issued(anchor, last) {
                let valid = self.validate(path, anchor);
                if valid.is_some() {
                    return valid;
                }
            }
        }
        // The path needs room for this certificate and the anchor.
        if path.len().saturating_add(2) > limits::CHAIN_CERTIFICATES.count() && !intermediates.is_empty() {
            if !self.too_deep.insert(&last.fingerprint) {
                return None;
            }
            let what = format!("would be in a chain of more than {} certificates", limits::CHAIN_CERTIFICATES.count());
            let reached = limits::CHAIN_CERTIFICATES.reached(None);
            self.rejections.add(Reach::Issuer, reject(rule::CHAIN_LIMIT, last, &what).with_limit(reached));
            return None;
        }
        for intermediate in intermediates {
            if self.has_issued(intermediate, last) && self.is_fit(intermediate, path) {
                path.push(intermediate);
                let valid = self.extend(path);
                path.pop();
                if valid.is_some() {
                    return valid;
                }
            }
        }
        None
    }

    fn validate(&mut self, path: &[&'a Certificate], anchor: &'a Certificate) -> Option<Chain> {
        let (target, intermediates) = path.split_first()?;
        if !self.budget.spend_path() {
            return None;
        }
        let valid = validate::validate(target, intermediates, anchor, self.request, &mut self.budget);
        valid.map_err(|violation| self.rejections.add(Reach::Path, violation)).ok()
    }

    /// Returns whether the issuer's key made the signature of the certificate.
    fn has_issued(&mut self, issuer: &'a Certificate, subject: &'a Certificate) -> bool {
        let (rule, reach, what) = match self.budget.verify(subject, issuer) {
            Verified::Holds => return true,
            Verified::RefusedBefore | Verified::NotTried => return false,
            Verified::Refused(Refused::Algorithm(reason)) => {
                (rule::CERTIFICATE_ALGORITHM, Reach::Algorithm, format!("cannot be verified: {reason}"))
            }
            Verified::Refused(Refused::Invalid) => {
                let what = format!("was not signed by the key of {}", quote(issuer));
                (rule::CHAIN_NOT_TRUSTED, Reach::OtherKey, what)
            }
        };
        self.rejections.add(reach, reject(rule, subject, &what));
        false
    }

    /// Returns whether the intermediate may issue certificates, with this path below it. The validation checks this
    /// again; here it keeps the search from ways to no valid path.
    fn is_fit(&mut self, intermediate: &'a Certificate, path: &[&'a Certificate]) -> bool {
        if self.unfit.contains(intermediate.fingerprint.as_str()) {
            return false;
        }
        if let Err(violation) = requirements::check_issuer(intermediate, self.request, false) {
            self.unfit.insert(&intermediate.fingerprint);
            self.rejections.add(Reach::Issuer, violation);
            return false;
        }
        let below = path.iter().skip(1).filter(|certificate| !certificate.is_self_issued()).count();
        match requirements::check_path_length(intermediate, below) {
            Ok(()) => true,
            Err(violation) => {
                self.rejections.add(Reach::Issuer, violation);
                false
            }
        }
    }
}

/// Indexes the certificates by subject, each once.
fn index<'a>(certificates: &[&'a Certificate]) -> Index<'a> {
    let mut seen = BTreeSet::new();
    let mut index = Index::new();
    for certificate in certificates {
        if seen.insert(certificate.fingerprint.as_str()) {
            index.entry(&certificate.subject).or_default().push(certificate);
        }
    }
    index
}

/// Returns certificates whose subject is the issuer of `subject` (section 6.1.3 (a) (4)), the most likely first: those
/// with the key identifier that it names, then valid ones, then the newest. A different identifier is no reason to
/// leave one out.
fn candidates<'a>(index: &Index<'a>, subject: &Certificate, request: &Request<'_>) -> Vec<&'a Certificate> {
    let mut candidates = index.get(&subject.issuer).cloned().unwrap_or_default();
    work::done(candidates.len().saturating_mul(8));
    let named = subject.extensions.authority_key_identifier.as_ref();
    candidates.sort_by_key(|issuer| {
        let key = issuer.extensions.subject_key_identifier.as_ref();
        let difference = match named.zip(key) {
            Some((named, key)) if named == key => 0,
            None => 1,
            Some(_) => 2,
        };
        let is_valid = issuer.not_before <= request.at && request.at <= issuer.not_after;
        (difference, !is_valid, Reverse(issuer.not_before))
    });
    candidates
}

/// Returns whether the path already has an authority of this name and key. The certificates between would be a detour
/// (RFC 4158 section 5.2).
fn has_met(path: &[&Certificate], next: &Certificate) -> bool {
    path.iter().any(|seen| seen.public_key_info == next.public_key_info && seen.subject == next.subject)
}
