//! What was found in a package, before anything is judged: the input of the pure part of a verification.

use alloc::{collections::BTreeMap, rc::Rc, string::String, vec::Vec};

use crate::{
    cms::{SignedData, verify::Content},
    package::{manifest::Manifest, tosca_meta::Named},
    report::{Layout, SignatureLocation},
    rule::Findings,
    whitelist::tosca_meta::OddLine,
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
    /// The definitions by which a reader that knows no TOSCA-Metadata would read the CSAR (SOL 004 clause 4.1.3), if that is
    /// another reading than that by TOSCA.meta.
    pub(crate) other_definitions: Option<String>,
    pub(crate) signatures: Vec<FoundSignature>,
    /// Whether anything is meant for a signature, readable or not.
    pub(crate) has_signature: bool,
    pub(crate) findings: Findings,
}

/// The CSAR and its parts.
#[derive(Clone, Debug)]
pub(crate) struct Csar {
    pub(crate) layout: Layout,
    /// The files by path, and what was supplied for external artifacts by URI. No path is a URI: a URI has an empty part.
    pub(crate) files: BTreeMap<String, FoundFile>,
    pub(crate) manifest: Option<Manifest>,
    /// The package-wide certificate file.
    pub(crate) certificate_path: Option<String>,
    /// The files TOSCA.meta names for use: definitions, change log and events, each with its line.
    pub(crate) entries: Vec<Named>,
    /// The first line of TOSCA.meta that some readers could take in another way.
    pub(crate) odd_line: Option<OddLine>,
    /// The names in the archive that are UTF-8 and not marked so.
    pub(crate) unmarked_names: Vec<String>,
}

/// A file of the CSAR, or an external artifact that was supplied.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoundFile {
    /// Uncompressed, in bytes.
    pub(crate) size: u64,
    /// What its content came to; `None` when no digest of it was needed or it is damaged.
    pub(crate) content: Option<Content>,
    /// The line ends, `LF` or `CRLF`, with which its content would be what the manifest lists, where it is not.
    pub(crate) fits_with: Option<&'static str>,
    /// Whether it is a CMS encrypted structure, where its first bytes were looked at.
    pub(crate) is_encrypted: Option<bool>,
    /// Whether it was read as a certificate or signature file; one that was not may hold anything.
    pub(crate) was_read: bool,
    /// Whether it was so, and holds more than that.
    pub(crate) holds_more: bool,
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
    /// Whether that file serves the whole package, as the signature has none of its own.
    pub(crate) has_shared_certificate_file: bool,
    pub(crate) certificates: Rc<[Certificate]>,
}
