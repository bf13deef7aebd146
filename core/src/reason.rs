//! What a reason for a refusal is, and what a refusal is. Each room that refuses has a table of reasons of its own, and
//! `refusals` has them all.

use alloc::{string::String, vec::Vec};
use core::fmt;

use serde::Serialize;

use crate::report::Finding;
#[cfg(feature = "sign")]
use crate::{
    findings::Findings,
    policy::Policy,
    rule::{Severity, Violation},
};

/// One row of a table of reasons.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The stable dotted code.
    pub code: &'static str,
    /// The fault, in general: a whole sentence.
    pub title: &'static str,
    /// The reason why it matters.
    pub why: &'static str,
    /// The steps that mend it.
    pub fix: &'static str,
}

/// A reason with a sentence about what is refused. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The row of the table.
    pub reason: &'static Reason,
    /// The fault, with the values of this file: one or more sentences.
    pub sentence: String,
    /// The findings that led to it, if a verification or a rule did.
    pub findings: Vec<Finding>,
}

#[cfg(any(feature = "sign", feature = "encrypt", feature = "key-file"))]
impl Reason {
    /// Returns a refusal whose sentence is the title.
    pub(crate) fn refusal(&'static self) -> Refusal {
        self.because(self.title)
    }

    /// Returns a refusal with its own sentence.
    pub(crate) fn because(&'static self, sentence: impl Into<String>) -> Refusal {
        Refusal { reason: self, sentence: sentence.into(), findings: Vec::new() }
    }

    /// Refuses what breaks a rule.
    #[cfg(feature = "sign")]
    pub(crate) fn broken_by(&'static self, violation: Violation) -> Refusal {
        let (sentence, mut findings) = (violation.sentence.clone(), Findings::default());
        findings.report(violation);
        Refusal { findings: findings.into_report(&Policy::default()), ..self.because(sentence) }
    }

    /// Refuses because of those findings that count against a verdict. The others decided nothing.
    #[cfg(feature = "sign")]
    pub(crate) fn decided_by(&'static self, sentence: impl Into<String>, findings: Vec<Finding>) -> Refusal {
        Refusal { findings: findings.into_iter().filter(counts).collect(), ..self.because(sentence) }
    }
}

/// Returns whether a finding counts against a verdict.
#[cfg(feature = "sign")]
pub(crate) fn counts(finding: &Finding) -> bool {
    !finding.accepted && matches!(finding.severity, Severity::Fail | Severity::Unknown)
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl core::error::Error for Refusal {}

/// Why a host does not get what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It is refused, for a reason of a table.
    Refused(Refusal),
    /// The host asks too early, or answers what was not asked. It is a fault of the host, which a whole sentence names: no
    /// user can mend it.
    Misuse(String),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Misuse(sentence) => f.write_str(sentence),
        }
    }
}

impl core::error::Error for Failure {}

/// Makes a constant of each row, and the table of all rows.
macro_rules! reasons {
    ($($name:ident $code:literal $title:literal why $why:literal fix $fix:literal)*) => {
        $(pub(crate) const $name: &$crate::reason::Reason =
            &$crate::reason::Reason { code: $code, title: $title, why: $why, fix: $fix };)*

        /// All reasons of this room, grouped by subject.
        pub static REASONS: &[&$crate::reason::Reason] = &[$($name),*];
    };
}
pub(crate) use reasons;
