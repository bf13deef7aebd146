//! The headline of a report.

use serde::{Deserialize, Serialize};

/// The headline of a report: the gravest finding in a word, for programs and for pages in other languages.
/// `Report::summary` is the sentence, and `Report::findings` begins with the finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Headline {
    /// The package passed, and every file of it is covered.
    Passed,
    /// The package passed, but no signature covers something that needs none or that the policy accepts.
    PassedInPart,
    /// The file is not a package.
    NotAPackage,
    /// A certificate of the signer's chain is revoked.
    Revoked,
    /// The content is not what was signed.
    Changed,
    /// The package is not signed.
    NotSigned,
    /// The package is signed with an algorithm or a key that is not accepted.
    Algorithm,
    /// The archive or a file in it is damaged.
    Damaged,
    /// A signature cannot be verified.
    SignatureUnusable,
    /// A certificate of the signer's chain has expired.
    Expired,
    /// A certificate of the signer's chain is not valid yet.
    NotYetValid,
    /// The signer's certificate is not for signing packages.
    NotEntitled,
    /// The signer's certificate is not installed, but has to be.
    NotInstalled,
    /// The signer is not trusted.
    NotTrusted,
    /// The policy requires that revocation is known, but it is not.
    RevocationUnknown,
    /// The policy requires the service provider's signature, but it is missing.
    NotReleased,
    /// No signature of the VNF provider covers a file.
    NotCovered,
    /// The package holds something that its manifest does not list and that nothing vouches for.
    SlippedIn,
    /// A part of the package is missing.
    Missing,
    /// The package goes beyond a limit of the policy.
    Limit,
    /// The package breaks the rules for its format, so it could be read in more than one way.
    NotConforming,
    /// The file is encrypted as a whole, so nothing in it can be verified before it is decrypted.
    Encrypted,
    /// No authority was given, so the signer cannot be checked.
    NoTrust,
    /// It is not known whether the signer's certificate is revoked.
    RevocationOpen,
    /// A signature uses an algorithm that is not implemented.
    AlgorithmUnknown,
    /// An external artifact was not checked.
    NotChecked,
    /// Only its own signature protects a file, and that signature does not state which file it is for.
    NameNotBound,
    /// Information needed for a verdict is missing.
    NotProven,
}
