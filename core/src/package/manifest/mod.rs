//! The manifest: the list of files with their digests, and the signature over all of it (SOL 004 clauses 4.3.2 and
//! 5.3). The grammar is defined only here.

mod reader;
mod signature_block;
mod source;
#[cfg(feature = "sign")]
mod writer;

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    rc::Rc,
    string::String,
    vec::Vec,
};

use self::{reader::Reader, signature_block::split_signature};
pub(crate) use self::{signature_block::SignatureBlock, source::Source};
use crate::{
    cms,
    digest::{DigestAlgorithm, to_hex},
    encoding,
    findings::Findings,
    policy::Limits,
    report::{MetadataEntry, PackageKind},
    rule::{self, Place},
};

/// A manifest that was read.
///
/// ```text
/// manifest     = metadata *( eol / comment / file / non-mano ) [ signature ] *( WS / eol )
/// metadata     = "metadata:" eol 1*( key ":" value eol )
/// file         = "Source:" ( path / uri ) eol
///                *( "Algorithm:" name eol / "Hash:" hex eol / "Signature:" path eol / "Certificate:" path eol )
/// non-mano     = "non_mano_artifact_sets:" eol 1*( set-id ":" eol 1*( "Source:" path eol ) )
/// signature    = "-----BEGIN CMS-----" eol 1*( base64 eol ) "-----END CMS-----"
/// comment      = "#" text eol
/// ```
/// White space around keys and values is not part of them. Keys are compared in any case. Unknown keys are skipped.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manifest {
    pub(crate) path: String,
    /// SHA-256 of the whole file, in lower-case hex.
    pub(crate) fingerprint: String,
    pub(crate) metadata: Vec<MetadataEntry>,
    /// The sources by path, in path order.
    pub(crate) sources: BTreeMap<String, Source>,
    /// The paths of sources that are written with backslashes, with slashes instead. A finding reports each; they are
    /// no sources.
    pub(crate) windows_paths: BTreeSet<String>,
    /// The signed bytes: everything before the line that begins the signature block.
    pub(crate) signed: Rc<[u8]>,
    pub(crate) signature: SignatureBlock,
    /// Whether the file is no text that could be a manifest. A finding says what it is, and it is not known which files
    /// it lists.
    pub(crate) is_unread: bool,
    /// Whether the first line is `metadata:`.
    pub(crate) begins_with_metadata: bool,
    /// The lines that list files.
    #[cfg(feature = "sign")]
    listing: writer::Listing,
}

impl Manifest {
    /// Reads a manifest and reports what is wrong with it.
    pub(crate) fn read(path: &str, bytes: &[u8], limits: &Limits, findings: &mut Findings) -> Self {
        let fingerprint = to_hex(&DigestAlgorithm::Sha256.digest(bytes));
        if let Some(what) = other_format(bytes) {
            findings.report(rule::MANIFEST_SYNTAX.broken_at(Place::path(path), what));
            return Self {
                path: path.into(),
                fingerprint,
                is_unread: true,
                signature: if is_signed(bytes) { SignatureBlock::Unreadable } else { SignatureBlock::Absent },
                ..Self::default()
            };
        }
        let sources_max = usize::try_from(limits.entries).unwrap_or(usize::MAX);
        let mut reader = Reader::new(path, findings, sources_max);
        let (signed, block) = split_signature(bytes, &mut reader);
        reader.manifest.path = path.into();
        reader.manifest.fingerprint = fingerprint;
        reader.manifest.signed = signed.into();
        reader.manifest.signature = block;
        reader.read_signed(signed);
        reader.manifest
    }

    /// Returns the kind of package that the metadata keys describe (SOL 004 table 4.3.2-1, SOL 007; O-RAN and ONAP for
    /// an ASD).
    pub(crate) fn kind(&self) -> PackageKind {
        let has = |prefix: &str| self.metadata.iter().any(|entry| entry.key.to_ascii_lowercase().starts_with(prefix));
        let is_asd = self.metadata.iter().any(|entry| {
            entry.key.eq_ignore_ascii_case("entry_definition_type") && entry.value.eq_ignore_ascii_case("asd")
        });
        match (has("vnf_") || has("vnfd_") || has("vnfm_"), has("pnfd_"), has("nsd_"), is_asd) {
            (true, false, false, false) => PackageKind::VnfPackage,
            (false, true, false, false) => PackageKind::PnfdArchive,
            (false, false, true, false) => PackageKind::NsdArchive,
            (false, false, false, true) => PackageKind::AsdPackage,
            _ => PackageKind::Unknown,
        }
    }
}

/// Returns whether a file that is not a manifest has a signature, as far as a reader could find one.
fn is_signed(bytes: &[u8]) -> bool {
    // In wide text every other octet of ASCII is zero.
    let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    cms::is_signed_der(bytes)
        || signature_block::looks_like_marker(&narrow)
        || (cms::is_mail(bytes) && has_pkcs7(&narrow))
}

/// Returns whether a mail states that it is signed, by the type `application/pkcs7-mime` or `-signature` (RFC 8551
/// section 3.2).
fn has_pkcs7(mail: &[u8]) -> bool {
    let type_of_part = b"pkcs7-";
    mail.windows(type_of_part.len()).any(|window| window.eq_ignore_ascii_case(type_of_part))
}

/// Describes a file that is not a manifest: the output of a signing program, or text that is not UTF-8. It is reported
/// once instead of once for each line.
fn other_format(bytes: &[u8]) -> Option<String> {
    const BLOCK: &str = "SOL 004 has the manifest as text, and behind it the signature as a block '-----BEGIN CMS-----': \
                         sign with 'openssl cms -sign -binary -outform PEM' and append what it writes to the manifest.";
    if let Some(encoding) = encoding::wide(bytes) {
        return Some(format!("The manifest is {encoding} text. It has to be UTF-8."));
    }
    if cms::is_mail(bytes) {
        return Some(format!(
            "The manifest is S/MIME text, a mail, as 'openssl cms -sign' writes it by itself. {BLOCK}"
        ));
    }
    if cms::is_signed_der(bytes) {
        return Some(format!("The manifest is a CMS structure in DER. {BLOCK}"));
    }
    None
}
