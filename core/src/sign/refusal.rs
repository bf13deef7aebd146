//! Why something is not signed.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::report::Finding;

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
    /// The certificate does not verify as one of the service provider's.
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
    /// The archive cannot be changed as it has to be.
    ArchiveUnusable,
}

impl Refusal {
    pub(super) fn new(reason: RefusalReason, what: impl Into<String>) -> Self {
        Self { reason, what: what.into(), findings: Vec::new() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl core::error::Error for Refusal {}
