//! What is to be said of a signature or certificate, before it has its place in the report.

use alloc::string::String;

use crate::{
    findings::Findings,
    rule::{Place, Rule},
    x509::{Certificate, path},
};

/// A finding about one signature or certificate, not yet placed.
#[derive(Clone)]
pub(super) struct Remark {
    pub(super) rule: &'static Rule,
    pub(super) what: String,
    pub(super) fingerprint: Option<String>,
}

impl Remark {
    /// A remark on a certificate.
    pub(super) fn new(rule: &'static Rule, certificate: &Certificate, what: String) -> Self {
        Self { rule, what, fingerprint: Some(certificate.fingerprint.clone()) }
    }

    /// A remark on no certificate in particular.
    pub(super) fn general(rule: &'static Rule, what: impl Into<String>) -> Self {
        Self { rule, what: what.into(), fingerprint: None }
    }

    /// Makes it a finding there.
    pub(super) fn add_to(self, findings: &mut Findings, place: Place) {
        findings.add(self.rule, Place { fingerprint: self.fingerprint, ..place }, self.what);
    }
}

impl From<path::Rejection> for Remark {
    fn from(rejection: path::Rejection) -> Self {
        Self { rule: rejection.rule, what: rejection.what, fingerprint: Some(rejection.fingerprint) }
    }
}
