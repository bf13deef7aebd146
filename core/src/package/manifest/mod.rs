//! The manifest: what belongs to the package, with digests, and the signature over all of it (SOL 004 clauses 4.3.2
//! and 5.3). The grammar stands here and nowhere else.

mod reader;
mod signature_block;
mod source;

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};

use self::{reader::Reader, signature_block::split_signature};
pub(crate) use self::{signature_block::SignatureBlock, source::Source};
use crate::{
    cms, encoding,
    findings::Findings,
    policy::Limits,
    report::{MetadataEntry, PackageKind},
    rule::{self, Place},
};

/// A manifest, read.
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
/// White space around keys and values is no part of them; keys are compared in any case; unknown keys are passed over.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manifest {
    pub(crate) path: String,
    pub(crate) metadata: Vec<MetadataEntry>,
    /// One for each path, in path order.
    pub(crate) sources: BTreeMap<String, Source>,
    /// What sources would be called if their backslashes were slashes. A finding says so of each; they are no sources.
    pub(crate) windows_paths: BTreeSet<String>,
    /// The signed bytes: all before the line that begins the signature block.
    pub(crate) signed: Vec<u8>,
    pub(crate) signature: SignatureBlock,
    /// Whether the file is no text that could be a manifest. A finding says what it is; which files it lists is not known.
    pub(crate) is_unread: bool,
}

impl Manifest {
    /// Reads a manifest, reporting what is wrong with it.
    pub(crate) fn read(path: &str, bytes: &[u8], limits: &Limits, findings: &mut Findings) -> Self {
        if let Some(what) = other_format(bytes) {
            findings.report(rule::MANIFEST_SYNTAX.broken_at(Place::path(path), what));
            return Self {
                path: path.into(),
                is_unread: true,
                signature: if is_signed(bytes) { SignatureBlock::Unreadable } else { SignatureBlock::Absent },
                ..Self::default()
            };
        }
        let sources_max = usize::try_from(limits.entries).unwrap_or(usize::MAX);
        let mut reader = Reader::new(path, findings, sources_max);
        let (signed, block) = split_signature(bytes, &mut reader);
        reader.manifest.path = path.into();
        reader.manifest.signed = signed.to_vec();
        reader.manifest.signature = block;
        reader.read_signed(signed);
        reader.manifest
    }

    /// What kind of package the metadata keys describe (SOL 004 table 4.3.2-1, SOL 007; O-RAN and ONAP for an ASD).
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

/// Whether there is a signature in a file that is no manifest, as far as a reader could find one.
fn is_signed(bytes: &[u8]) -> bool {
    // In wide text every other octet of ASCII is zero.
    let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    cms::is_signed_der(bytes)
        || signature_block::looks_like_marker(&narrow)
        || (cms::is_mail(bytes) && has_pkcs7(&narrow))
}

/// Whether a mail says that it is signed: its types are `application/pkcs7-mime` and `-signature` (RFC 8551 section 3.2).
fn has_pkcs7(mail: &[u8]) -> bool {
    let type_of_part = b"pkcs7-";
    mail.windows(type_of_part.len()).any(|window| window.eq_ignore_ascii_case(type_of_part))
}

/// What a file is that is no manifest at all: what signing programs write in its place, and text that is not UTF-8. One
/// sentence for it instead of one for each of its lines.
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
