//! Certification paths: building with backtracking and validation (RFC 5280 section 6).
//!
//! Trust anchors, untrusted certificates and the time are arguments. A [`Chain`] can only come out of [`build`].

use alloc::{format, string::String, vec, vec::Vec};
use core::cell::Cell;

use super::{Certificate, extensions::KeyUsage};
use crate::{
    report::Place,
    rule::{self, Rule},
    signature::Refused,
    time::Time,
};

/// The signatures verified for one chain; the number is that of rustls-webpki's budget, which no honest path needs.
const SIGNATURES_MAX: usize = 100;
/// The certificates of one chain, the signing certificate and the anchor among them. Chains in the field have up to
/// five; OpenSSL stops at a hundred.
const CHAIN_MAX: usize = 12;

/// A chain proven to lead from a certificate to a trust anchor: each is signed by the next and may be.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    certificates: Vec<Certificate>,
}

impl Chain {
    /// The chain of an installed self-signed certificate, which is its own anchor. Only for a policy that accepts it.
    pub(crate) fn of_installed(certificate: &Certificate, at: Time) -> Result<Self, Rejection> {
        check_validity(certificate, at)?;
        check_extensions(certificate)?;
        Ok(Self { certificates: vec![certificate.clone()] })
    }

    /// The end-entity certificate first, the anchor last.
    pub(crate) fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }
}

/// Why a path was not accepted.
#[derive(Clone, Debug)]
pub(crate) struct Rejection {
    pub(crate) rule: &'static Rule,
    pub(crate) what: String,
    pub(crate) place: Place,
    /// How far the path came: of many rejections the one that came farthest is the most telling.
    rank: u8,
}

impl Rejection {
    fn new(rule: &'static Rule, certificate: &Certificate, rank: u8, what: String) -> Self {
        let place = Place { fingerprint: Some(certificate.fingerprint.clone()), ..Place::default() };
        Self { rule, what, place, rank }
    }
}

/// Finds a chain from `certificate` to one of `anchors`, over `intermediates` where needed. Every signature that is
/// verified is taken from `verifications_left` too.
pub(crate) fn build(
    certificate: &Certificate,
    anchors: &[&Certificate],
    intermediates: &[&Certificate],
    at: Time,
    verifications_left: &Cell<usize>,
) -> Result<Chain, Rejection> {
    check_validity(certificate, at)?;
    check_extensions(certificate)?;
    let not_found = format!("No authority of the trust bundle has issued the certificate of {}.", quote(certificate));
    let mut search = Search {
        anchors,
        intermediates,
        at,
        signatures_left: SIGNATURES_MAX,
        verifications_left,
        best: Rejection::new(rule::CHAIN_NOT_TRUSTED, certificate, 0, not_found),
    };
    let mut path = vec![certificate];
    if search.extend(&mut path) {
        return Ok(Chain { certificates: path.into_iter().cloned().collect() });
    }
    Err(search.best)
}

struct Search<'a> {
    anchors: &'a [&'a Certificate],
    intermediates: &'a [&'a Certificate],
    at: Time,
    signatures_left: usize,
    verifications_left: &'a Cell<usize>,
    best: Rejection,
}

impl<'a> Search<'a> {
    /// Extends the path, anchors first, until it ends at one; whether it does. Takes back what leads nowhere.
    fn extend(&mut self, path: &mut Vec<&'a Certificate>) -> bool {
        let Some(&last) = path.last() else { return false };
        if path.len() >= CHAIN_MAX {
            self.reject(Rejection::new(rule::CHAIN_LIMIT, last, 3, "The certification path is too long.".into()));
            return false;
        }
        for anchor in self.anchors {
            if self.can_issue(anchor, last, path, true) {
                path.push(anchor);
                return true;
            }
        }
        for intermediate in self.intermediates {
            let is_new = path.iter().all(|seen| seen.der != intermediate.der);
            if is_new && self.can_issue(intermediate, last, path, false) {
                path.push(intermediate);
                if self.extend(path) {
                    return true;
                }
                path.pop();
            }
        }
        false
    }

    /// Whether `issuer` has issued `subject` and was allowed to, at this place of the path.
    fn can_issue(&mut self, issuer: &Certificate, subject: &Certificate, path: &[&Certificate], anchor: bool) -> bool {
        if issuer.subject != subject.issuer {
            return false;
        }
        let checked = self.check_signature(issuer, subject).and_then(|()| {
            check_validity(issuer, self.at)?;
            check_extensions(issuer)?;
            check_may_issue(issuer, path, anchor)
        });
        match checked {
            Ok(()) => true,
            Err(rejection) => {
                self.reject(rejection);
                false
            }
        }
    }

    fn check_signature(&mut self, issuer: &Certificate, subject: &Certificate) -> Result<(), Rejection> {
        let left = self.signatures_left.checked_sub(1).zip(self.verifications_left.get().checked_sub(1));
        let Some((left, left_for_all)) = left else {
            let what = format!("More than {SIGNATURES_MAX} signatures would have to be verified to find a path.");
            return Err(Rejection::new(rule::CHAIN_LIMIT, subject, 4, what));
        };
        self.signatures_left = left;
        self.verifications_left.set(left_for_all);
        subject.verify_signature_by(issuer).map_err(|refused| match refused {
            Refused::Algorithm(reason) => {
                let what = format!("The certificate of {}: {reason}.", quote(subject));
                Rejection::new(rule::CERTIFICATE_ALGORITHM, subject, 2, what)
            }
            Refused::Invalid => {
                let what =
                    format!("The certificate of {} was not signed by the key of {}.", quote(subject), quote(issuer));
                Rejection::new(rule::CHAIN_NOT_TRUSTED, subject, 1, what)
            }
        })
    }

    fn reject(&mut self, rejection: Rejection) {
        if rejection.rank > self.best.rank {
            self.best = rejection;
        }
    }
}

/// Validity, both ends included (RFC 5280 section 4.1.2.5).
fn check_validity(certificate: &Certificate, at: Time) -> Result<(), Rejection> {
    if at > certificate.not_after {
        let what = format!(
            "The certificate of {} expired on {}; validated at {at}.",
            quote(certificate),
            certificate.not_after
        );
        return Err(Rejection::new(rule::CERTIFICATE_EXPIRED, certificate, 3, what));
    }
    if at < certificate.not_before {
        let what = format!(
            "The certificate of {} is valid from {}; validated at {at}.",
            quote(certificate),
            certificate.not_before
        );
        return Err(Rejection::new(rule::CERTIFICATE_NOT_YET_VALID, certificate, 3, what));
    }
    Ok(())
}

/// No extension that restricts and is not evaluated (RFC 5280 sections 4.2 and 6.1.4 o).
fn check_extensions(certificate: &Certificate) -> Result<(), Rejection> {
    match certificate.extensions.not_evaluated.first() {
        None => Ok(()),
        Some(id) => {
            let what = format!(
                "The certificate of {} has the extension {}, which this version does not evaluate.",
                quote(certificate),
                id
            );
            Err(Rejection::new(rule::CERTIFICATE_CONSTRAINT, certificate, 3, what))
        }
    }
}

/// Basic constraints, path length and key usage (RFC 5280 sections 6.1.4 k to n). What an anchor's certificate says
/// counts as well (RFC 5937); only that an anchor of X.509 version 1 or 2 cannot say it is a CA: installing it says so.
fn check_may_issue(issuer: &Certificate, path: &[&Certificate], anchor: bool) -> Result<(), Rejection> {
    let refuse = |reason: &str| {
        let what = format!("The certificate of {} {reason}.", quote(issuer));
        Err(Rejection::new(rule::CERTIFICATE_CONSTRAINT, issuer, 3, what))
    };
    let is_trusted_as_ca = anchor && issuer.version < 3;
    if !issuer.is_ca() && !is_trusted_as_ca {
        return refuse("is not that of a CA (basic constraints), but has issued a certificate of the chain");
    }
    if !issuer.allows_usage(&[KeyUsage::KEY_CERT_SIGN]) {
        return refuse("may not sign certificates (key usage)");
    }
    let below = path.iter().skip(1).filter(|certificate| !certificate.is_self_issued()).count();
    let allowed = issuer.extensions.basic_constraints.and_then(|constraints| constraints.path_length);
    if allowed.is_some_and(|allowed| below > usize::try_from(allowed).unwrap_or(usize::MAX)) {
        return refuse("allows fewer CAs below it than the chain has (path length)");
    }
    Ok(())
}

/// A certificate's subject, for messages.
pub(crate) fn quote(certificate: &Certificate) -> String {
    format!("'{}'", certificate.subject.to_text())
}
