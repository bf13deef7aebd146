//! What a reason for a refusal is. Each room that refuses files has a table of its own.

use alloc::string::String;
use core::fmt;

/// One row of a table of reasons.
#[derive(Debug, PartialEq, Eq)]
pub struct Reason {
    /// The stable dotted code.
    pub code: &'static str,
    /// The fault, in general: a whole sentence.
    pub title: &'static str,
    /// The steps that mend it.
    pub fix: &'static str,
}

/// A reason with a sentence about the file that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The row of the table.
    pub reason: &'static Reason,
    /// The fault, with the values of this file.
    pub sentence: String,
}

impl Reason {
    /// Returns a refusal whose sentence is the title.
    pub(crate) fn refusal(&'static self) -> Refusal {
        self.because(self.title)
    }

    /// Returns a refusal with its own sentence.
    pub(crate) fn because(&'static self, sentence: impl Into<String>) -> Refusal {
        Refusal { reason: self, sentence: sentence.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl core::error::Error for Refusal {}

/// Makes a constant of each row, and the table of all rows.
macro_rules! reasons {
    ($($name:ident $code:literal $title:literal fix $fix:literal)*) => {
        $(pub(crate) const $name: &$crate::reason::Reason =
            &$crate::reason::Reason { code: $code, title: $title, fix: $fix };)*

        /// All reasons, grouped by subject.
        pub static REASONS: &[&$crate::reason::Reason] = &[$($name),*];
    };
}
pub(crate) use reasons;
