//! Rules about the manifest.

super::rules! {
    MANIFEST_MISSING "manifest.missing" Fail Completeness ["SOL 004 clause 4.3.2"]
        "The package has no manifest."
        why "Without a manifest nothing says which files belong to the package."
        fix "Do not use the package. Ask the vendor for one with a manifest."
        @vendor "Add the manifest, and name it in TOSCA.meta (ETSI-Entry-Manifest)."
        ~ "0x0007"
    MANIFEST_SYNTAX "manifest.syntax" Fail Completeness ["SOL 004 clause 4.3.2"]
        "The manifest, or a line of it, cannot be read."
        why "A line that readers understand differently can hide a file."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Write the manifest as UTF-8 text of lines 'key: value', and sign again."
    MANIFEST_METADATA "manifest.metadata" Warn Completeness ["SOL 004 clause 4.3.2"]
        "The manifest's metadata is not as it should be."
        why "An NFVO may refuse the package."
        fix "Nothing needs to be done unless an NFVO refuses the package. Then ask the vendor for a corrected one."
        @vendor "Begin the manifest with 'metadata:' and one line for each key."
        ~ "0x1002"
    MANIFEST_EMPTY_SET "manifest.empty-set" Warn Completeness ["SOL 004 clause 4.3.7"]
        "The manifest names a non-MANO artifact set and lists no file in it."
        why "Who looks for the files of that set finds none."
        fix "Ask the vendor whether files of that set are missing."
        @vendor "List the files of the set with Source lines under its name, or leave the set out."
        ~ "0x1002"
    MANIFEST_CERTIFICATE_ALONE "manifest.certificate-alone" Fail Completeness ["SOL 004 clause 5.3"]
        "The manifest gives a Source a Certificate, but no Signature."
        why "There is nothing that the certificate could verify, and the file that is said to hold it is never looked at."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Add the Signature line, or remove the Certificate line, and sign again."
        ~ "0x4017"
    MANIFEST_DUPLICATE_SOURCE "manifest.duplicate-source" Fail Completeness ["SOL 004 clause 4.3.2"]
        "The manifest lists the same file twice with different digests or signatures."
        why "Readers would check different values."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Keep one entry for each file, and sign again."
    MANIFEST_UNSAFE_SOURCE "manifest.unsafe-source" Fail Completeness ["SOL 004 clause 4.3.2"]
        "The manifest names a source that is not a plain path inside the package."
        why "Such a path may mean a file outside the package."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Name sources by their path from the root of the archive, and sign again."
    MANIFEST_SOURCE_MISSING "manifest.source-missing" Fail Completeness ["SOL 004 clause 4.3.2"]
        "The manifest lists a file that is not in the package."
        why "Part of the package is missing."
        fix "Do not use the package. Get the complete one from its source; if it happens again, ask the vendor."
        @vendor "Add the file or remove the entry, and sign again."
        ~ "0x4006" "0x4018"
    MANIFEST_OTHER_NAME "manifest.other-name" Fail Completeness ["SOL 004 clause 4.3.2; Unicode Standard Annex 15"]
        "The manifest lists a file under another form of its name than the archive has."
        why "The two names look alike, but most programs compare names exactly. They do not find the file that is listed, and the file that is there is not listed."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Write the manifest and make the archive on the same system, so that both have the same characters, and sign again. On macOS, which takes letters with accents apart (NFD), use ASCII names. Or rename the files with 'convmv -f utf8 -t utf8 --nfc'."
    MANIFEST_ALGORITHM "manifest.algorithm" Fail Integrity ["SOL 004 clause 4.3.2"]
        "The manifest uses a digest algorithm that does not protect."
        why "A digest made with it can be forged, or is not known to readers."
        fix "Do not use the package. Ask the vendor for one with digests of SHA-256 or stronger."
        @vendor "Use SHA-256, SHA-384 or SHA-512 for the digests, and sign again."
    MANIFEST_ALGORITHM_WEAK "manifest.algorithm-weak" Warn Integrity ["SOL 004 clause 4.3.2"]
        "The manifest uses SHA-224."
        why "It is weaker than the rest of the signature."
        fix "Nothing needs to be done. Ask the vendor to use SHA-256 or stronger in future."
        @vendor "Use SHA-256, SHA-384 or SHA-512."
    MANIFEST_HASH "manifest.hash" Fail Integrity ["SOL 004 clause 4.3.2"]
        "A digest in the manifest is not well formed."
        why "The file it belongs to cannot be checked."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Write the digest in hexadecimal, in the length of its algorithm, with an Algorithm line beside it, and sign again."
        ~ "0x4005"
    MANIFEST_SIGNATURE_BLOCK "manifest.signature-block" Fail Integrity ["SOL 004 clause 4.3.2; RFC 7468 section 9"]
        "The manifest has more than one signature block."
        why "Readers take the first or the last of them."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "End the manifest with one block from '-----BEGIN CMS-----' to '-----END CMS-----', and nothing after it."
    MANIFEST_SIGNATURE_MARKER "manifest.signature-marker" Fail Integrity ["SOL 004 clause 4.3.2; RFC 7468 section 3"]
        "A line of the manifest looks like the boundary of a signature block, but is not one."
        why "Some readers take it for the signature, others for text: they would see different manifests."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Write the boundaries exactly as '-----BEGIN CMS-----' and '-----END CMS-----', at the start of the line."
    MANIFEST_TEXT_AFTER_SIGNATURE "manifest.text-after-signature" Fail Integrity ["SOL 004 clause 4.3.2"]
        "Text stands after the manifest's signature block."
        why "Nothing signs it, and some readers would read it as part of the manifest."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "End the file with the line '-----END CMS-----'."
}
