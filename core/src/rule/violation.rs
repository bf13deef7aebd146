//! A broken rule: the only form in which core reports a fault.

use alloc::string::String;

use super::{Place, Rule};

/// A rule that is broken at a place, with a sentence that says how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) rule: &'static Rule,
    /// The place, as far as the reporter knows it.
    pub(crate) place: Place,
    /// The fault, with the values of this package: one or more whole sentences with their full stops.
    pub(crate) sentence: String,
}

impl Rule {
    /// Returns a violation of this rule. The sentence says how it is broken. The place is not known yet, or is not
    /// needed.
    pub(crate) fn broken(&'static self, sentence: impl Into<String>) -> Violation {
        self.broken_at(Place::default(), sentence)
    }

    /// Returns a violation of this rule at a place. The sentence says how it is broken.
    pub(crate) fn broken_at(&'static self, place: Place, sentence: impl Into<String>) -> Violation {
        Violation { rule: self, place, sentence: sentence.into() }
    }
}

impl Violation {
    /// Returns the violation with another place. Of its own place, only the certificate is kept.
    pub(crate) fn within(self, place: Place) -> Self {
        let fingerprint = self.place.fingerprint;
        Self { place: Place { fingerprint, ..place }, ..self }
    }
}
