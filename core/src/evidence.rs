//! What was found in a package, before anything is judged: the input of the pure part of a verification.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::{
    cms::{SignedData, verify::Content},
    package::manifest::Manifest,
    report::{Layout, SignatureLocation},
    rule::Findings,
    x509::Certificate,
};

/// All that was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    pub(crate) file_name: String,
    pub(crate) file_size: u64,
    /// The CSAR's path in an Option 2 delivery.
    pub(crate) csar_path: Option<String>,
    /// The CSAR, if one could be opened.
    pub(crate) csar: Option<Csar>,
    pub(crate) signatures: Vec<FoundSignature>,
    pub(crate) findings: Findings,
}

/// The CSAR and its parts.
#[derive(Clone, Debug)]
pub(crate) struct Csar {
    pub(crate) layout: Option<Layout>,
    pub(crate) files: BTreeMap<String, FoundFile>,
    pub(crate) manifest: Option<Manifest>,
    /// The package-wide certificate file.
    pub(crate) certificate_path: Option<String>,
}

/// A file of the CSAR.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoundFile {
    /// Uncompressed, in bytes.
    pub(crate) size: u64,
    /// What its content came to; `None` when no digest of it was needed or it is damaged.
    pub(crate) content: Option<Content>,
    /// Whether it is a CMS encrypted structure, where its first bytes were looked at.
    pub(crate) is_encrypted: Option<bool>,
    /// Whether it is a PEM file with text around its blocks, where it was read as one.
    pub(crate) has_loose_text: bool,
}

/// A CMS SignedData, and what it is said to sign.
#[derive(Clone, Debug)]
pub(crate) struct FoundSignature {
    pub(crate) location: SignatureLocation,
    /// The file that holds it.
    pub(crate) path: String,
    /// The file it signs.
    pub(crate) signed_path: String,
    pub(crate) signed_data: SignedData,
    pub(crate) content: Content,
    /// The certificate file that goes with it, and what it holds.
    pub(crate) certificate_path: Option<String>,
    pub(crate) certificates: Vec<Certificate>,
}
