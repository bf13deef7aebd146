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

/// The kind of reason for which a signature is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalReason {
    /// The certificate or its key cannot be used with this algorithm, or cannot be read.
    CertificateUnusable,
    /// The certificate does not verify as one of the signer's role.
    CertificateNotTrusted,
    /// The answer does not verify with the certificate: the key is another one.
    KeyMismatch,
    /// The signer has signed already.
    AlreadySigned,
    /// The existing signature cannot be read, is over other content, or could not be kept as it is.
    SignatureUnusable,
    /// The package does not verify as the VNF provider's.
    NotVerified,
    /// The signature file may not change, because the manifest lists it with a digest.
    SignatureListed,
    /// The archive cannot be written as it has to be.
    ArchiveUnusable,
    /// The folder or the CSAR cannot become a package that verifies.
    ContentUnusable,
}

impl RefusalReason {
    /// Returns the stable dotted code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CertificateUnusable => "signer.certificate-unusable",
            Self::CertificateNotTrusted => "signer.not-trusted",
            Self::KeyMismatch => "signer.key-mismatch",
            Self::AlreadySigned => "signer.already-signed",
            Self::SignatureUnusable => "signature.unusable",
            Self::SignatureListed => "signature.listed",
            Self::NotVerified => "package.not-verified",
            Self::ArchiveUnusable => "archive.unusable",
            Self::ContentUnusable => "content.unusable",
        }
    }

    /// Returns the steps that mend it.
    #[must_use]
    pub const fn fix(self) -> &'static str {
        match self {
            Self::CertificateUnusable => {
                "Give the signer's certificate in PEM or DER, and an algorithm that its key is for."
            }
            Self::CertificateNotTrusted => {
                "Sign with a certificate that the trust bundle has for this role, and that is valid now."
            }
            Self::KeyMismatch => "Give the private key that belongs to the signer's certificate.",
            Self::AlreadySigned => "Use the package as it is: it has this signature.",
            Self::SignatureUnusable => "Ask the VNF provider for a package with a signature in DER or PEM.",
            Self::SignatureListed => "Sign the manifest alone: its signature covers every artifact.",
            Self::NotVerified => "Verify the package, and sign it when it passes.",
            Self::ArchiveUnusable => "Ask the VNF provider for a ZIP archive without what the sentence names.",
            Self::ContentUnusable => "Change what the sentence names in the folder or in the CSAR, and try again.",
        }
    }
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
