//! Cases whose outcome differs from what their suite expects. Each has a reason: a standard, not a wish.

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;

use super::suite::{Case, Outcome, Suite, Word};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    expected: Word,
    actual: Word,
    reason: String,
}

/// The contents of `tests/conformance/exceptions.json`, by suite and case.
pub(crate) struct Exceptions(BTreeMap<String, BTreeMap<String, Exception>>);

impl Exceptions {
    pub(crate) fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/exceptions.json");
        let json = fs::read(path).expect("the exceptions");
        let exceptions: BTreeMap<String, BTreeMap<String, Exception>> =
            serde_json::from_slice(&json).expect("exceptions by suite and case");
        for (id, exception) in exceptions.values().flatten() {
            assert!(exception.reason.len() > 20, "the exception for {id} gives no reason");
        }
        Self(exceptions)
    }

    /// Returns whether the case is known to have this outcome.
    pub(crate) fn covers(&self, suite: &Suite, case: &Case) -> bool {
        let actual = match case.outcome {
            Outcome::Accepted => Word::Accept,
            Outcome::Refused(_) => Word::Refuse,
            Outcome::Panicked | Outcome::Hung => return false,
        };
        let exception = self.0.get(suite.name).and_then(|suite| suite.get(&case.id));
        exception.is_some_and(|exception| exception.expected == case.expected && exception.actual == actual)
    }

    /// Returns the exceptions that are not needed any more: their case is right, has another outcome, or is gone.
    pub(crate) fn stale(&self, suites: &[Suite]) -> Vec<String> {
        let ran = self.0.iter().filter_map(|(name, exceptions)| {
            let suite = suites.iter().find(|suite| suite.name == name)?;
            Some((suite, exceptions))
        });
        ran.flat_map(|(suite, exceptions)| {
            exceptions
                .keys()
                .filter(move |id| {
                    let mut cases = suite.cases.iter().filter(|case| case.id == **id);
                    !cases.any(|case| !case.is_right() && self.covers(suite, case))
                })
                .map(|id| format!("{}: {id}", suite.name))
        })
        .collect()
    }
}
