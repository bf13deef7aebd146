//! What a report says first.

use serde::{Deserialize, Serialize};

/// What a report says first: the gravest finding in a word, for programs and for pages in other languages.
/// `Report::summary` is the sentence, and `Report::findings` begins with the finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Headline {
    /// Passed, and every file of the package is covered.
    Passed,
    /// Passed; something that needs no signature, or that the policy accepts, is covered by none.
    PassedInPart,
    /// The file is no package at all.
    NotAPackage,
    /// A certificate of the signer's chain is revoked.
    Revoked,
    /// The content is not what was signed.
    Changed,
    /// The package is not signed.
    NotSigned,
    /// It is signed with an algorithm or a key that is not accepted.
    Algorithm,
    /// The archive or a file in it is damaged.
    Damaged,
    /// A signature cannot be verified.
    SignatureUnusable,
    /// A certificate of the signer's chain has expired.
    Expired,
    /// A certificate of the signer's chain is not valid yet.
    NotYetValid,
    /// The signer's certificate is not one to sign packages with.
    NotEntitled,
    /// The signer's certificate has to be installed and is not.
    NotInstalled,
    /// The signer is not trusted.
    NotTrusted,
    /// The policy requires revocation to be known, and it is not.
    RevocationUnknown,
    /// The policy requires the service provider's signature, and it is missing.
    NotReleased,
    /// A file is covered by no signature of the VNF provider.
    NotCovered,
    /// The package holds something that its manifest does not list and nothing vouches for.
    SlippedIn,
    /// A part of the package is missing.
    Missing,
    /// The package goes beyond a limit of the policy.
    Limit,
    /// The package breaks the rules for its form, so that it could be read in more than one way.
    NotConforming,
    /// No authority was given, so the signer cannot be checked.
    NoTrust,
    /// Whether the signer's certificate is revoked is not known.
    RevocationOpen,
    /// A signature uses an algorithm that is not implemented.
    AlgorithmUnknown,
    /// An external artifact was not checked.
    NotChecked,
    /// A file is protected by its own signature only, which does not say which file it is.
    NameNotBound,
    /// Information needed for a verdict is missing.
    NotProven,
}
