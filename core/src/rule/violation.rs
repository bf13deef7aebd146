//! A broken rule: the only form in which core reports a fault.

use alloc::{
    borrow::Cow,
    boxed::Box,
    string::{String, ToString},
};

use super::{Details, Place, ReachedLimit, Rule};
use crate::{digest::Checksum, time::Time};

/// A rule that is broken at a place, with a sentence that says how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) rule: &'static Rule,
    /// The place, as far as the reporter knows it.
    pub(crate) place: Place,
    /// The fault, with the values of this package: one or more whole sentences with their full stops.
    pub(crate) sentence: String,
    /// The values of the sentence, for programs. Most sentences have none.
    pub(crate) details: Option<Box<Details>>,
}

impl Rule {
    /// Returns a violation of this rule. The sentence says how it is broken. The place is not known yet, or is not
    /// needed.
    pub(crate) fn broken(&'static self, sentence: impl Into<String>) -> Violation {
        self.broken_at(Place::default(), sentence)
    }

    /// Returns a violation of this rule at a place. The sentence says how it is broken.
    pub(crate) fn broken_at(&'static self, place: Place, sentence: impl Into<String>) -> Violation {
        Violation { rule: self, place, sentence: sentence.into(), details: None }
    }
}

impl Violation {
    /// Returns the violation with another place. Of its own place, only the certificate is kept.
    pub(crate) fn within(self, place: Place) -> Self {
        let fingerprint = self.place.fingerprint;
        Self { place: Place { fingerprint, ..place }, ..self }
    }

    /// Returns the same violation with another sentence, made from its own.
    pub(crate) fn reworded(self, reword: impl FnOnce(String) -> String) -> Self {
        Self { sentence: reword(self.sentence), ..self }
    }

    /// Returns the same violation with the digests that differ.
    pub(crate) fn with_digest(mut self, digest: Checksum) -> Self {
        self.details.get_or_insert_default().digest = Some(digest);
        self
    }

    /// Returns the same violation with what its sentence names beside the place.
    pub(crate) fn naming<Name: Into<String>>(mut self, names: impl IntoIterator<Item = Name>) -> Self {
        self.details.get_or_insert_default().names.extend(names.into_iter().map(Into::into));
        self
    }

    /// Returns the same violation with the subject of the certificate that it is about.
    pub(crate) fn with_subject(mut self, subject: String) -> Self {
        self.details.get_or_insert_default().subject = Some(subject);
        self
    }

    /// Returns the same violation with the time that decides.
    pub(crate) fn with_time(mut self, time: Time) -> Self {
        self.details.get_or_insert_default().time = Some(time.to_string());
        self
    }

    /// Returns the same violation with the reason of a revocation.
    pub(crate) fn with_reason(mut self, reason: &'static str) -> Self {
        self.details.get_or_insert_default().reason = Some(Cow::Borrowed(reason));
        self
    }

    /// Returns the same violation with the limit that was reached.
    pub(crate) fn with_limit(mut self, limit: ReachedLimit) -> Self {
        self.details.get_or_insert_default().limit = Some(limit);
        self
    }
}
