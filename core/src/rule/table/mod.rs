//! The table of rules: each with its code, severity, clause and sentences, and ONAP's codes for the same fault.
//!
//! A code is stable: it is never renamed and never reused. Only this table in core has these sentences.

mod archive;
mod artifact;
mod certificate;
mod manifest;
mod package;
mod revocation;
mod signature;
mod trust;

pub(crate) use self::{
    archive::*, artifact::*, certificate::*, manifest::*, package::*, revocation::*, signature::*, trust::*,
};
use super::Rule;

/// Writes a part of the table: one constant for each rule, named by its code, and all of them in `PART`.
macro_rules! rules {
    ($($name:ident $code:literal $severity:ident $aspect:ident [$clause:literal]
        $title:literal
        why $why:literal
        fix $fix:literal
        $(@vendor $vendor:literal)?
        $(+ $acceptable:ident)?
        $(~ $($onap:literal)+)?)*) => {
        $(
            pub(crate) const $name: &$crate::rule::Rule = &$crate::rule::Rule {
                code: $code,
                severity: $crate::rule::Severity::$severity,
                aspect: $crate::rule::Aspect::$aspect,
                acceptable: !stringify!($($acceptable)?).is_empty(),
                clause: $clause,
                title: $title,
                why: $why,
                fix: $fix,
                vendor_fix: $crate::rule::table::first(&[$($vendor)?]),
                onap: &[$($($onap),+)?],
            };
            const _: () = assert!($crate::rule::table::is_named_by(stringify!($name), $code), "a rule is named by its code");
        )*

        /// These rules, in the order of the documentation.
        pub(super) const PART: &[&$crate::rule::Rule] = &[$($name),*];
    };
}
use rules;

/// The parts of the table, in the order of the documentation.
const PARTS: [&[&Rule]; 8] = [
    archive::PART,
    package::PART,
    manifest::PART,
    artifact::PART,
    signature::PART,
    trust::PART,
    certificate::PART,
    revocation::PART,
];

/// All rules, in the order of the documentation.
pub const RULES: &[&Rule] = &joined::<{ count(&PARTS) }>(&PARTS);

const fn count(mut parts: &[&[&Rule]]) -> usize {
    let mut count = 0_usize;
    while let [part, others @ ..] = parts {
        count = count.saturating_add(part.len());
        parts = others;
    }
    count
}

const fn joined<const COUNT: usize>(mut parts: &[&[&'static Rule]]) -> [&'static Rule; COUNT] {
    let mut all = [ARCHIVE_NOT_ZIP; COUNT];
    let mut left: &mut [&Rule] = &mut all;
    while let [part, others @ ..] = parts {
        let (place, behind) = left.split_at_mut(part.len());
        place.copy_from_slice(part);
        left = behind;
        parts = others;
    }
    all
}

/// Returns the only text of a list, if there is one.
const fn first(texts: &[&'static str]) -> Option<&'static str> {
    match texts {
        [first, ..] => Some(*first),
        [] => None,
    }
}

/// Returns whether a constant has the name of a code: `ARTIFACT_UNLISTED` is `artifact.unlisted`.
const fn is_named_by(constant: &str, code: &str) -> bool {
    let (mut constant, mut code) = (constant.as_bytes(), code.as_bytes());
    while let ([letter, others @ ..], [of_code, others_of_code @ ..]) = (constant, code) {
        let expected = match *of_code {
            b'.' | b'-' => b'_',
            other => other.to_ascii_uppercase(),
        };
        if *letter != expected {
            return false;
        }
        (constant, code) = (others, others_of_code);
    }
    constant.is_empty() && code.is_empty()
}
