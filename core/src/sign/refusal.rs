//! Why something is not signed.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::{findings::Findings, policy::Policy, report::Finding, rule::Violation};

/// A signature that is refused. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The kind of the reason, for programs.
    pub reason: RefusalReason,
    /// The reason in one or more sentences.
    pub what: String,
    /// The findings of the verification that led to it, if one did.
    pub findings: Vec<Finding>,
}

/// Makes the kinds of reasons, with their codes and fixes.
macro_rules! refusal_reasons {
    ($($(#[$doc:meta])* $name:ident $code:literal fix $fix:literal)*) => {
        /// The kind of reason for which a signature is refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum RefusalReason {
            $($(#[$doc])* $name,)*
        }

        impl RefusalReason {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the stable dotted code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// Returns the steps that mend it.
            #[must_use]
            pub const fn fix(self) -> &'static str {
                match self {
                    $(Self::$name => $fix,)*
                }
            }
        }
    };
}

refusal_reasons! {
    /// The certificate or its key cannot be used with this algorithm, or cannot be read.
    CertificateUnusable "signer.certificate-unusable"
        fix "Give the signer's certificate in PEM or DER, and an algorithm that its key is for."
    /// The certificate does not verify as one of the signer's role.
    CertificateNotTrusted "signer.not-trusted"
        fix "Sign with a certificate that the trust bundle has for this role, and that is valid now."
    /// The answer does not verify with the certificate: the key is another one.
    KeyMismatch "signer.key-mismatch"
        fix "Give the private key that belongs to the signer's certificate."
    /// The signer has signed already.
    AlreadySigned "signer.already-signed"
        fix "Use the package as it is: it has this signature."
    /// The existing signature cannot be read, is over other content, or could not be kept as it is.
    SignatureUnusable "signature.unusable"
        fix "Ask the VNF provider for a package with a signature in DER or PEM."
    /// The package does not verify as the VNF provider's.
    NotVerified "package.not-verified"
        fix "Verify the package, and sign it when it passes."
    /// The signature file may not change, because the manifest lists it with a digest.
    SignatureListed "signature.listed"
        fix "Sign the manifest alone: its signature covers every artifact."
    /// The archive cannot be written as it has to be.
    ArchiveUnusable "archive.unusable"
        fix "Ask the VNF provider for a ZIP archive without what the sentence names."
    /// The folder or the CSAR cannot become a package that verifies.
    ContentUnusable "content.unusable"
        fix "Change what the sentence names in the folder or in the CSAR, and try again."
}

impl Refusal {
    pub(super) fn new(reason: RefusalReason, what: impl Into<String>) -> Self {
        Self { reason, what: what.into(), findings: Vec::new() }
    }

    /// Refuses what breaks a rule.
    pub(super) fn of(reason: RefusalReason, violation: Violation) -> Self {
        let (what, mut findings) = (violation.sentence.clone(), Findings::default());
        findings.report(violation);
        Self { findings: findings.into_report(&Policy::default()), ..Self::new(reason, what) }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl core::error::Error for Refusal {}
