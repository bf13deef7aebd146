//! What was found in a package, before anything is judged: the input of the pure part of a verification.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    string::String,
    vec::Vec,
};

use crate::{
    cms::{SignedData, verify::Content},
    findings::Findings,
    package::{manifest::Manifest, tosca_meta::Named},
    report::{Layout, SignatureLocation},
    rule::{Rule, Violation},
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
    /// Whether a delivery has a signature beside its CSAR, readable or not.
    pub(crate) has_package_signature: bool,
    /// The files that hold a signature which was not verified, or are named as such, with the rule that says why.
    pub(crate) unverified: BTreeMap<String, &'static Rule>,
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
    /// The folders that have an entry of their own, without the slash at the end.
    pub(crate) folders: BTreeSet<String>,
    /// What is odd about the archive.
    pub(crate) marks: Vec<Mark>,
    /// Pairs of entries whose names some systems take for the same. The name of a folder ends with a slash.
    pub(crate) similar_names: Vec<(String, String)>,
}

/// Something about an archive that anybody could have changed, unless the VNF provider has signed the archive as a whole.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) violation: Violation,
    /// What it breaks if it is the VNF provider's own.
    pub(crate) rule_if_signed: &'static Rule,
}

/// A file of the CSAR, or an external artifact that was supplied.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoundFile {
    /// Uncompressed, in bytes.
    pub(crate) size: u64,
    /// What its content came to; `None` when it is damaged.
    pub(crate) content: Option<Content>,
    /// Whether its content is not what the archive states.
    pub(crate) is_damaged: bool,
    /// The line ends, `LF` or `CRLF`, with which its content would be what the manifest lists, where it is not.
    pub(crate) fits_with: Option<&'static str>,
    /// Whether it is a CMS encrypted structure, where its first bytes were looked at.
    pub(crate) is_encrypted: Option<bool>,
    /// Whether its first bytes are those of a signature.
    pub(crate) begins_signed: bool,
    /// What it holds as a certificate or signature file.
    pub(crate) carrier: Carrier,
}

/// What a file holds that may be one of certificates or a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// It was not read as one, and may hold anything.
    #[default]
    Unread,
    /// Certificates, or one signature, and nothing else.
    Pure,
    /// The same, and more than that.
    HoldingMore,
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
