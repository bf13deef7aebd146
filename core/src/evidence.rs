//! The facts found in a package before anything is judged: the input of the pure part of a verification.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    string::String,
    vec::Vec,
};

use litemap::LiteMap;

use crate::{
    cms::{SignedData, verify::Content},
    findings::Findings,
    host::task::{DigestTask, Method},
    package::{manifest::Manifest, tosca_meta::Named},
    report::{Layout, SignatureLocation},
    rule::{Rule, Violation},
    whitelist::tosca_meta::OddLine,
    x509::Certificate,
};

/// Everything that was found in a package.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    pub(crate) file_name: String,
    pub(crate) file_size: u64,
    /// SHA-256 of the whole file, in lower-case hex, if it was asked for.
    pub(crate) file_digest: Option<String>,
    /// The path of the CSAR in an Option 2 delivery.
    pub(crate) csar_path: Option<String>,
    /// The CSAR, if one could be opened.
    pub(crate) csar: Option<Csar>,
    /// The definitions that a reader without knowledge of TOSCA-Metadata would use (SOL 004 clause 4.1.3), if that
    /// reading differs from the one by TOSCA.meta.
    pub(crate) other_definitions: Option<String>,
    pub(crate) signatures: Vec<FoundSignature>,
    /// Whether anything is meant to be a signature, readable or not.
    pub(crate) has_signature: bool,
    /// Whether a delivery has a signature beside its CSAR, readable or not.
    pub(crate) has_package_signature: bool,
    /// The files that hold an unverified signature or have the name of one, with the rule that says why.
    pub(crate) unverified: BTreeMap<String, &'static Rule>,
    pub(crate) findings: Findings,
    /// The CSAR of a delivery, if it had to be decompressed. The files of the CSAR are then in that source.
    pub(crate) expanded_csar: Option<Location>,
    /// The files beside the CSAR of a delivery, by path.
    pub(crate) beside_csar: BTreeMap<String, Location>,
    /// The files that may be packages of their own, by path, if the file is none.
    pub(crate) packages_inside: BTreeMap<String, Location>,
}

/// Where a source holds the content of a file, so that it can be read again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Location {
    /// The offset in the source.
    pub(crate) offset: u64,
    pub(crate) compressed_size: u64,
    pub(crate) size: u64,
    pub(crate) crc32: u32,
    pub(crate) method: Method,
}

impl Location {
    /// Returns the task that digests the content.
    pub(crate) fn task(&self, source: usize, path: String) -> DigestTask {
        DigestTask {
            offset: self.offset,
            compressed_size: self.compressed_size,
            method: self.method,
            crc32: Some(self.crc32),
            ..DigestTask::of_source(source, path, self.size)
        }
    }
}

/// The CSAR and its parts.
#[derive(Clone, Debug)]
pub(crate) struct Csar {
    pub(crate) layout: Layout,
    /// The files by path, and the supplied external artifacts by URI. No path is a URI, because a URI has an empty
    /// part.
    pub(crate) files: LiteMap<String, FoundFile>,
    pub(crate) manifest: Option<Manifest>,
    /// The path of the package-wide certificate file.
    pub(crate) certificate_path: Option<String>,
    /// The files that TOSCA.meta names for use, each with its line: definitions, change log and events.
    pub(crate) entries: Vec<Named>,
    /// The first line of TOSCA.meta that some readers could understand in another way.
    pub(crate) odd_line: Option<OddLine>,
    /// The paths of folders that have an entry of their own, without the slash at the end.
    pub(crate) folders: BTreeSet<String>,
    /// The odd marks of the archive.
    pub(crate) marks: Vec<Mark>,
    /// Pairs of entries whose names are the same name to some systems. The name of a folder ends with a slash.
    pub(crate) similar_names: Vec<(String, String)>,
}

/// A property of an archive that anybody could have changed, unless the VNF provider has signed the archive as a whole.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) violation: Violation,
    /// The rule that the mark breaks if it is the VNF provider's own.
    pub(crate) rule_if_signed: &'static Rule,
}

/// A file of the CSAR, or an external artifact that was supplied.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoundFile {
    /// The size without compression, in bytes.
    pub(crate) size: u64,
    /// Where it is, if it is in the archive.
    pub(crate) location: Option<Location>,
    /// The facts about its content, or `None` if it is damaged.
    pub(crate) content: Option<Content>,
    /// Whether its content differs from what the archive states.
    pub(crate) is_damaged: bool,
    /// The line ends, `LF` or `CRLF`, with which the content would fit the manifest, if it does not fit.
    pub(crate) fits_with: Option<&'static str>,
    /// Whether it is a CMS encrypted structure, if its first bytes were looked at.
    pub(crate) is_encrypted: Option<bool>,
    /// Whether its first bytes begin AuthEnvelopedData, the form in which a service provider encrypts.
    pub(crate) is_auth_enveloped: bool,
    /// Whether its first bytes begin a signature.
    pub(crate) begins_signed: bool,
    /// The kind of its content, if it was read as a certificate or signature file.
    pub(crate) carrier: Carrier,
}

/// The content of a possible certificate or signature file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// The file was not read as one, and may hold anything.
    #[default]
    Unread,
    /// The file holds only certificates, or only one signature.
    Pure,
    /// The file holds certificates or one signature, and more than that.
    HoldingMore,
}

/// A CMS SignedData, and the file that it should sign.
#[derive(Clone, Debug)]
pub(crate) struct FoundSignature {
    pub(crate) location: SignatureLocation,
    /// The path of the file that holds it.
    pub(crate) path: String,
    /// The path of the file that it signs.
    pub(crate) signed_path: String,
    pub(crate) signed_data: SignedData,
    pub(crate) content: Content,
    /// The path of the certificate file that belongs to it.
    pub(crate) certificate_path: Option<String>,
    /// Whether that file serves the whole package, because the signature has none of its own.
    pub(crate) has_shared_certificate_file: bool,
    pub(crate) certificates: Rc<[Certificate]>,
}
