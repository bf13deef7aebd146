//! Decides with which finding a report begins: the gravest, described in a few words.
//!
//! Severity alone does not order findings. A package that is not signed breaks several rules, but to a reader it
//! matters most that it is not signed.

use crate::{
    report::Headline,
    rule::{self, Aspect, Rule, Severity},
};

/// The reasons that keep a package from `passed`, the gravest first, each with its rules. A rule in no line belongs to
/// the line of its aspect ([`of_aspect`]).
const ORDER: &[(Headline, &[&Rule])] = &[
    (Headline::NotAPackage, &[rule::ARCHIVE_NOT_ZIP, rule::PACKAGE_NO_CSAR]),
    (Headline::Revoked, &[rule::CERTIFICATE_REVOKED]),
    (Headline::NotSigned, &[rule::SIGNATURE_MISSING]),
    (
        Headline::Changed,
        &[
            rule::SIGNATURE_CONTENT_MISMATCH,
            rule::SIGNATURE_INVALID,
            rule::ARTIFACT_DIGEST_MISMATCH,
            rule::SIGNATURE_ATTACHED_CONTENT,
        ],
    ),
    (Headline::Algorithm, &[rule::SIGNATURE_ALGORITHM, rule::CERTIFICATE_ALGORITHM, rule::MANIFEST_ALGORITHM]),
    (Headline::Damaged, &[rule::ARCHIVE_CONTENT, rule::ARCHIVE_DIRECTORY]),
    // The other rules of integrity belong here.
    (Headline::SignatureUnusable, &[rule::SIGNATURE_NO_CERTIFICATE, rule::CHAIN_LIMIT]),
    (Headline::Expired, &[rule::CERTIFICATE_EXPIRED]),
    (Headline::NotYetValid, &[rule::CERTIFICATE_NOT_YET_VALID]),
    (Headline::NotEntitled, &[rule::CERTIFICATE_USAGE, rule::CERTIFICATE_SELF_SIGNED]),
    (Headline::NotInstalled, &[rule::CERTIFICATE_NOT_INSTALLED]),
    // The other rules of authenticity belong here.
    (Headline::NotTrusted, &[rule::CHAIN_NOT_TRUSTED]),
    (Headline::RevocationUnknown, &[rule::REVOCATION_REQUIRED]),
    (Headline::NotReleased, &[rule::ARTIFACT_NOT_SIGNED_BY_SERVICE_PROVIDER]),
    (Headline::NotCovered, &[rule::ARTIFACT_NOT_SIGNED_BY_PROVIDER, rule::ARTIFACT_NO_DIGEST, rule::MANIFEST_HASH]),
    (Headline::SlippedIn, &[rule::ARTIFACT_UNLISTED, rule::ARTIFACT_FOREIGN_CERTIFICATE, rule::ARTIFACT_LOOSE_TEXT]),
    (Headline::Missing, &[rule::MANIFEST_MISSING, rule::MANIFEST_SOURCE_MISSING, rule::TOSCA_META_DANGLING]),
    (Headline::Limit, &[rule::ARCHIVE_LIMIT, rule::SIGNATURE_LIMIT]),
    // The other rules of completeness belong here.
    (
        Headline::NotConforming,
        &[
            rule::ARCHIVE_DUPLICATE_NAME,
            rule::ARCHIVE_END_RECORD,
            rule::ARCHIVE_GAP,
            rule::ARCHIVE_LOCAL_HEADER,
            rule::PACKAGE_AMBIGUOUS,
            rule::TOSCA_META_TWO_READINGS,
        ],
    ),
    // The rules from here on leave a question open.
    (Headline::Encrypted, &[rule::PACKAGE_ENCRYPTED]),
    (Headline::NoTrust, &[rule::TRUST_NO_ANCHORS]),
    (Headline::RevocationOpen, &[rule::REVOCATION_UNKNOWN]),
    (Headline::AlgorithmUnknown, &[rule::SIGNATURE_ALGORITHM_UNKNOWN]),
    (Headline::NotChecked, &[rule::ARTIFACT_EXTERNAL, rule::ARTIFACT_EXTERNAL_NOT_LISTED]),
    (Headline::NameNotBound, &[rule::SIGNATURE_NAME_NOT_BOUND]),
    (Headline::NotProven, &[]),
];

/// Returns the headline of a report in which no graver rule than this one is broken.
pub(crate) fn headline(rule: &Rule) -> Headline {
    let named = ORDER.iter().find(|(_, rules)| rules.contains(&rule));
    named.map_or_else(|| of_aspect(rule), |(headline, _)| *headline)
}

/// Returns the position of the rule among those of its severity, the gravest first. Warnings and notes have no order.
pub(super) fn rank(rule: &Rule) -> usize {
    if rule.severity > Severity::Unknown {
        return 0;
    }
    let headline = headline(rule);
    ORDER.iter().position(|(other, _)| *other == headline).unwrap_or(usize::MAX)
}

fn of_aspect(rule: &Rule) -> Headline {
    match (rule.severity, rule.aspect) {
        (Severity::Fail, Aspect::Integrity) => Headline::SignatureUnusable,
        (Severity::Fail, Aspect::Authenticity) => Headline::NotTrusted,
        (Severity::Fail, Aspect::Completeness) => Headline::NotConforming,
        _ => Headline::NotProven,
    }
}
