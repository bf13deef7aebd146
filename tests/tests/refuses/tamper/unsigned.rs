//! The bytes of a package that nobody signs, by the structure to which they belong.

use std::{collections::BTreeSet, iter, ops::Range};

use cms::{
    content_info::ContentInfo,
    signed_data::{SignedData, SignerIdentifier},
};
use der::{Decode, Document, Encode};
use vnfseal_tests::zip_regions;

use super::changed;

/// Fields of an archive that do not affect names or content (APPNOTE 4.4). An entry's time, its permissions or the
/// version that wrote it change none of its bytes for a reader.
const ARCHIVE_FIELDS: [&str; 9] = [
    "central.date",
    "central.external-attributes",
    "central.internal-attributes",
    "central.time",
    "central.version-made-by",
    "central.version-needed",
    "local.date",
    "local.time",
    "local.version-needed",
];

/// Asserts that all offsets belong to such fields.
#[track_caller]
pub(crate) fn assert_fields_of_archive(archive: &[u8], offsets: &[usize]) {
    let regions = zip_regions(archive);
    let field_of = |offset| regions.iter().find(|region| region.range.contains(offset)).expect("in a field").name;
    let fields: BTreeSet<_> = offsets.iter().map(field_of).collect();
    let unexpected: Vec<_> = fields.into_iter().filter(|field| !ARCHIVE_FIELDS.contains(field)).collect();
    assert!(unexpected.is_empty(), "a change of {unexpected:?} goes unnoticed");
}

/// Asserts that all offsets belong to the fields of a CMS structure that [`fields_of_signed_data`] finds.
#[track_caller]
pub(crate) fn assert_fields_of_signature(der: &[u8], offsets: &[usize]) {
    let fields = fields_of_signed_data(der);
    let unexpected: Vec<_> =
        offsets.iter().filter(|offset| fields.iter().all(|field| !field.contains(offset))).collect();
    assert!(unexpected.is_empty(), "changes of the signature at {unexpected:?} go unnoticed");
}

/// Asserts that all offsets lie in the signature block, and change such fields of its CMS structure, or none of its
/// bytes.
#[track_caller]
pub(crate) fn assert_fields_of_manifest(manifest: &[u8], offsets: &[usize]) {
    let marker = b"-----BEGIN CMS-----";
    let block = manifest.windows(marker.len()).position(|window| window == marker).expect("a signed manifest");
    let decode = |manifest: &[u8]| {
        // White space may follow the block.
        let text = String::from_utf8_lossy(&manifest[block..]).trim_end().to_owned();
        Document::from_pem(&text).expect("PEM still").1.into_vec()
    };
    let signature = decode(manifest);
    for offset in offsets {
        assert!(*offset >= block, "the change of signed byte {offset} goes unnoticed");
        let changed = decode(&changed(manifest, *offset));
        assert_eq!(changed.len(), signature.len());
        let differing: Vec<_> = (0..changed.len()).filter(|at| changed[*at] != signature[*at]).collect();
        assert_fields_of_signature(&signature, &differing);
    }
}

/// Returns the fields of a SignedData that may change: the version numbers and the set of digest algorithms, hints to a
/// reader that no signature covers (RFC 5652 sections 5.1 and 5.3), and the issuer's name in a SignerInfo. That name is
/// the same in another case or string type (RFC 5280 section 7.1), and then finds the same certificate.
fn fields_of_signed_data(der: &[u8]) -> Vec<Range<usize>> {
    let signed_data: SignedData = ContentInfo::from_der(der).expect("CMS").content.decode_as().expect("SignedData");
    let place = |part: Vec<u8>| {
        let start = der.windows(part.len()).position(|window| window == part).expect("a part of the whole");
        start..start + part.len()
    };
    // A version takes three bytes, and stands before the field that is sought.
    let algorithms = place(signed_data.digest_algorithms.to_der().expect("encodes"));
    let signers = signed_data.signer_infos.0.iter().map(|signer| {
        let identifier = place(signer.sid.to_der().expect("encodes"));
        let SignerIdentifier::IssuerAndSerialNumber(named) = &signer.sid else {
            return identifier.start - 3..identifier.start;
        };
        let serial_number = named.serial_number.to_der().expect("encodes");
        identifier.start - 3..identifier.end - serial_number.len()
    });
    signers.chain(iter::once(algorithms.start - 3..algorithms.end)).collect()
}
