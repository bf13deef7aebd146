//! A broken rule: the one shape for what is wrong, wherever in core it is seen.

use alloc::string::String;

use super::{Place, Rule};

/// A rule is broken there, and the sentence says how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) rule: &'static Rule,
    /// Where, as far as that is known to who has seen it.
    pub(crate) place: Place,
    /// What is wrong, with the values of this package: a whole sentence with its full stop, or several.
    pub(crate) sentence: String,
}

impl Rule {
    /// The rule is broken, and the sentence says how. Where is not known yet, or needs no saying.
    pub(crate) fn broken(&'static self, sentence: impl Into<String>) -> Violation {
        self.broken_at(Place::default(), sentence)
    }

    /// The rule is broken there, and the sentence says how.
    pub(crate) fn broken_at(&'static self, place: Place, sentence: impl Into<String>) -> Violation {
        Violation { rule: self, place, sentence: sentence.into() }
    }
}

impl Violation {
    /// The same at a place, of which the violation itself knows the certificate at most.
    pub(crate) fn within(self, place: Place) -> Self {
        let fingerprint = self.place.fingerprint;
        Self { place: Place { fingerprint, ..place }, ..self }
    }
}
