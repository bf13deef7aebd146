//! The table of rules: each with its code, weight, clause and words, and ONAP's codes for the same thing.
//!
//! A code is stable: it is never renamed and never reused. Nothing else in core holds these words.

use super::{
    Aspect::{Authenticity, Completeness, Integrity},
    Rule,
    Severity::{Fail, Note, Unknown, Warn},
};

/// Writes the table: one constant a rule, and all of them in [`RULES`].
macro_rules! rules {
    ($($name:ident $code:literal $severity:ident $aspect:ident [$clause:literal]
        $title:literal
        why $why:literal
        fix $fix:literal
        $(+ $acceptable:ident)?
        $(~ $($onap:literal)+)?)*) => {
        $(pub(crate) const $name: &Rule = &Rule {
            code: $code,
            severity: $severity,
            aspect: $aspect,
            acceptable: !stringify!($($acceptable)?).is_empty(),
            clause: $clause,
            title: $title,
            why: $why,
            fix: $fix,
            onap: &[$($($onap),+)?],
        };)*

        /// All rules, in the order of the documentation.
        pub const RULES: &[&Rule] = &[$($name),*];
    };
}

rules! {
    // The archive: it has to mean one thing to every reader.
    ARCHIVE_NOT_ZIP "archive.not-zip" Fail Completeness ["SOL 004 clause 4.1; ISO/IEC 21320-1"]
        "The file is not a ZIP archive."
        why "A VNF package is a ZIP archive; nothing inside this file can be found or checked."
        fix "Check that this is the file the vendor sent and that the download is complete. Then ask the vendor for the .csar or .zip."
    ARCHIVE_END "archive.end-record" Fail Completeness ["APPNOTE 4.3.16; ISO/IEC 21320-1"]
        "The archive does not end with one consistent end record."
        why "Readers look for the end record in different ways; bytes after it or a second one make them see different files."
        fix "Make the archive again with a common ZIP program, into a file and not through a pipe ('bsdtar' pads a pipe with zeros), with nothing put after it, and sign it again."
    ARCHIVE_DIRECTORY "archive.directory" Fail Completeness ["APPNOTE 4.3.12"]
        "The archive's central directory is damaged or contradicts itself."
        why "What cannot be read in one way cannot be verified."
        fix "Make the archive again with a common ZIP program and sign it again."
    ARCHIVE_LOCAL_HEADER "archive.local-header" Fail Completeness ["APPNOTE 4.3.7"]
        "An entry's local header disagrees with the central directory."
        why "Some readers follow one, some the other: they would take different content out of the same package."
        fix "Make the archive again with a common ZIP program and sign it again."
    ARCHIVE_GAP "archive.gap" Fail Completeness ["APPNOTE 4.3.6"]
        "The archive's entries overlap or leave bytes between them."
        why "Bytes that belong to no entry, or to two, let another reader find another package in the same file."
        fix "Make the archive again with a common ZIP program, with nothing put before or after it, and sign it again."
    ARCHIVE_DUPLICATE "archive.duplicate-name" Fail Completeness ["SOL 004 clause 4.1; ISO/IEC 21320-1"]
        "Two entries of the archive have the same name, or names that some systems hold to be the same and that the VNF provider has not both signed."
        why "Which of the two a reader takes is its own choice: one could be verified and the other be used."
        fix "Rename or remove one of them, and sign the package again."
    ARCHIVE_SIMILAR_NAMES "archive.similar-names" Warn Completeness ["SOL 004 clause 4.1; ISO/IEC 21320-1"]
        "Two names that the VNF provider has signed are the same on some systems."
        why "Systems that ignore case, or the way characters are composed, keep only one of the two files."
        fix "Unpack the package on a system that tells the two names apart, such as Linux, or rename one of them and sign again."
    ARCHIVE_PORTABILITY "archive.portability" Warn Completeness ["APPNOTE 4.4; ISO/IEC 21320-1"]
        "The VNF provider has signed a name or a mark that not every system takes as it is."
        why "Some programs unpack the entry under another name, with other permissions, or not at all."
        fix "Nothing needs to be done where the package unpacks well. Else use plain names, and make the archive with a common ZIP program."
    ARCHIVE_UNSAFE_NAME "archive.unsafe-name" Fail Completeness ["ISO/IEC 21320-1; APPNOTE 4.4.17"]
        "An entry's name is not a plain relative path, or holds odd characters and no digest covers it."
        why "Such a name can write outside the folder the package is unpacked to, mean different files on different systems, or be taken for an option by a program."
        fix "Use relative paths with forward slashes, without empty, '.' or '..' parts (pack the files by name, not '.'; .NET writes forward slashes since 4.6.1). Name folders, certificate and signature files with letters, digits and . _ - only. Then sign the package again."
    ARCHIVE_NAME_ENCODING "archive.name-encoding" Fail Completeness ["APPNOTE 4.4.4 bit 11, appendix D; ISO/IEC 21320-1"]
        "An entry's name can be read in more than one way."
        why "Readers decode it differently, so the name the manifest lists need not be the file that is used."
        fix "Use ASCII names, or make the archive with a program that marks UTF-8 names: '7zz a -tzip', Python, 'jar', or 'zip' where the locale en_US.UTF-8 is installed. Then sign it again."
    ARCHIVE_NAME_FLAG "archive.name-flag" Warn Completeness ["APPNOTE 4.4.4 bit 11"]
        "An entry's name is UTF-8, and some programs do not read it so."
        why "They write the file under another name: old readers where the mark is missing, 'unzip' where the entry is made on DOS."
        fix "Use ASCII names only, or make the archive on Linux or macOS with a program that marks UTF-8 names, such as '7zz' or Python."
    ARCHIVE_STREAMED "archive.streamed" Fail Completeness ["APPNOTE 4.3.9 and 4.4.4 bit 3"]
        "A file is stored, its size stands behind it only, and it holds what could be taken for its end."
        why "A reader that does not begin with the directory has to guess where the file ends, and could find other files inside."
        fix "Make the archive again into a file, not through a pipe; or have the file deflated."
    ARCHIVE_HEADER_FIELD "archive.header-field" Fail Completeness ["APPNOTE 4.4.2 to 4.4.4, 4.4.14 and 4.4.15"]
        "An entry has flags, versions or attributes that are not those of a plain file or folder."
        why "No digest covers these marks, and programs act on them: they leave the file out, run it as another user, or refuse the archive."
        fix "Take set-user-ID, set-group-ID and sticky bits away ('chmod -R u-s,g-s,-t FOLDER'), make the archive again with a common ZIP program ('zip -X -r'), and sign it again."
    ARCHIVE_EXTRA_FIELD "archive.extra-field" Fail Completeness ["APPNOTE 4.5 and 4.6"]
        "An entry has an extra field that is not one of those that writers in use add, or not in its form."
        why "No digest covers extra fields. Some programs make a link of the file, give it another name, or find another archive in them."
        fix "Make the archive again without extra fields ('zip -X -r', '7zz a -tzip'), and sign it again."
    ARCHIVE_COMMENT_TEXT "archive.comment-text" Fail Completeness ["APPNOTE 4.3.12, 4.3.16 and 4.4.26"]
        "A comment is not short plain text."
        why "No digest covers comments. Programs that search for entries find some in them, and others stop at a comment that they cannot decode."
        fix "Leave the comment out, or keep it to 1024 bytes of ASCII, and sign the package again."
    ARCHIVE_SYMLINK "archive.special-file" Fail Completeness ["ISO/IEC 21320-1"]
        "An entry is a symbolic link or another special file."
        why "A link points to a file that the signature does not cover."
        fix "Put the file itself into the package, and sign it again."
    ARCHIVE_ENCRYPTED "archive.encrypted" Fail Completeness ["ISO/IEC 21320-1"]
        "An entry is encrypted with ZIP encryption."
        why "Its content cannot be verified, and ZIP encryption is not allowed in a package."
        fix "Use CMS encryption (SOL 004 clause 5.4) for artifacts that need it."
    ARCHIVE_METHOD "archive.method" Fail Completeness ["ISO/IEC 21320-1"]
        "Entries are compressed in a way that is neither stored nor deflated."
        why "Packages may only be stored or deflated; other readers may not be able to read them."
        fix "Make the archive again with the deflate method ('zip -r', '7zz a -tzip -mm=Deflate'), and sign it again. The Explorer of Windows uses Deflate64 for files above 2 GB."
    ARCHIVE_LIMIT "archive.limit" Fail Completeness ["policy limits"]
        "The package is larger than the policy's limits allow."
        why "Limits keep a hostile package from using up the machine."
        fix "If the package is genuine, raise the limit in the policy."
    ARCHIVE_CONTENT "archive.content" Fail Integrity ["APPNOTE 4.4.7"]
        "An entry's content does not decompress to the size and CRC-32 the archive states."
        why "The file is damaged or was changed."
        fix "Get the package again from its source; if it happens again, ask the vendor."
    ARCHIVE_COMMENT "archive.comment" Note Completeness ["APPNOTE 4.3.16"]
        "The archive carries a comment."
        why "No signature of an Option 1 package covers it."
        fix "Nothing needs to be done; do not rely on its text."

    // The layout.
    PACKAGE_NO_CSAR "package.no-csar" Fail Completeness ["SOL 004 clauses 4.1 and 5.1"]
        "The archive is neither a CSAR nor a delivery with a CSAR inside."
        why "There is no package to verify."
        fix "Verify the package itself: a .csar or .zip that is inside this file has to be taken out first, and a folder has to be zipped without itself."
    PACKAGE_SEVERAL_CSARS "package.several-csars" Fail Completeness ["SOL 004 clause 5.1"]
        "The delivery holds more than one CSAR."
        why "It is not clear which one the signature is for and which one would be used."
        fix "Deliver each CSAR in an archive of its own."
    PACKAGE_AMBIGUOUS "package.ambiguous" Fail Completeness ["SOL 004 clauses 4.1 and 5.1"]
        "The file can be read as one package or as another."
        why "Some readers would take the signed CSAR, others the files beside it, which nothing protects."
        fix "Deliver nothing but the CSAR, its signature and its certificate; or deliver the CSAR itself."
    PACKAGE_SEVERAL_SIGNATURES "package.several-signatures" Fail Completeness ["SOL 004 clause 5.1"]
        "The delivery holds more than one signature file or certificate file."
        why "It is not clear which one counts."
        fix "Put all signers into one CMS file, and all certificates into one certificate file."
    PACKAGE_EXTRA_FILE "package.extra-file" Warn Completeness ["SOL 004 clause 5.1"]
        "The delivery holds a document that is neither CSAR nor signature nor certificate."
        why "Nothing protects that file, and some NFVOs refuse such a delivery."
        fix "Leave it out, or put it into the CSAR."
    PACKAGE_UNEXPECTED_FILE "package.unexpected-file" Fail Completeness ["SOL 004 clause 5.1"]
        "The delivery holds a file that is neither CSAR nor signature nor certificate, and by its name is no document."
        why "Nothing protects that file: anybody could have put it there, and somebody could use it as a part of the package."
        fix "Put it into the CSAR and sign again, or leave it out. A document may stay under a plain name like 'README.txt' or 'docs/guide.pdf' (letters, digits, _ and -; .txt, .md, .pdf, .html or .asc)."
        +acceptable
    PACKAGE_FILE_ENDING "package.file-ending" Fail Completeness ["SOL 004 clauses 5.1 and 5.2"]
        "The signature or the certificate of the delivery is in a file whose ending SOL 004 does not know."
        why "An NFVO finds the signature by the ending .cms and the certificate by the ending .cert: it would find none."
        fix "Rename the file: the signature ends in .cms, the certificate in .cert. Nothing needs to be signed again."
        +acceptable
    TOSCA_META_SYNTAX "tosca-meta.syntax" Fail Completeness ["SOL 004 clause 4.1.2; TOSCA 1.3 section 6.2"]
        "TOSCA.meta cannot be read."
        why "TOSCA.meta says where the manifest and the definitions are."
        fix "Write it as UTF-8 lines of the form 'name: value'."
    TOSCA_META_CONFLICT "tosca-meta.conflict" Fail Completeness ["SOL 004 clause 4.1.2.3"]
        "TOSCA.meta names the same thing twice, in different ways."
        why "Readers would use different files."
        fix "Keep one entry, or give both the same value."
        ~ "0x1003"
    TOSCA_META_TWO_READINGS "tosca-meta.two-readings" Fail Completeness ["SOL 004 clause 4.1.2; TOSCA 1.3 section 6.2"]
        "TOSCA.meta, which no signature covers, can be read in more than one way."
        why "Some programs read it as lines, others as YAML: they would take different files for the definitions or the manifest, and anybody could have written the line."
        fix "List TOSCA-Metadata/TOSCA.meta with its digest in the manifest and sign again. Or keep to lines 'Key: value' in plain ASCII, each key once and exactly as SOL 004 has it, without quotes."
    TOSCA_META_MISSING_KEY "tosca-meta.missing-key" Fail Completeness ["SOL 004 clause 4.1.2"]
        "TOSCA.meta lacks an entry that it must have."
        why "Without it a reader has to guess which file is meant."
        fix "Add the entry to TOSCA-Metadata/TOSCA.meta."
        ~ "0x1002"
    TOSCA_META_DANGLING "tosca-meta.dangling" Fail Completeness ["SOL 004 clause 4.1.2"]
        "TOSCA.meta names a file that is not in the package."
        why "Part of the package is missing, or another file would be taken for it."
        fix "Correct the path, or add the file."
        ~ "0x0006" "0x0007" "0x0008" "0x000b" "0x4009"
    TOSCA_META_NOT_ARTIFACT "tosca-meta.not-an-artifact" Fail Completeness ["SOL 004 clause 4.1.2"]
        "TOSCA.meta names for use a file that is no artifact."
        why "Manifest, certificate and signature files are not protected as artifacts are: anything could stand in them."
        fix "Name the definitions and the change log themselves."
    TOSCA_META_INCOMPLETE "tosca-meta.incomplete" Warn Completeness ["SOL 004 clause 4.1.2; TOSCA 1.3 section 6.2"]
        "TOSCA.meta lacks an entry that nothing here depends on, but that SOL 004 asks for."
        why "An NFVO may refuse the package."
        fix "Add TOSCA-Meta-File-Version, CSAR-Version, Created-By and ETSI-Entry-Change-Log to TOSCA-Metadata/TOSCA.meta, and sign again."
        ~ "0x000c" "0x1002"
    TOSCA_META_NO_FOLDER "tosca-meta.no-folder" Warn Completeness ["SOL 004 clause 4.1.2.3"]
        "TOSCA.meta names a folder for tests or licences that is not in the package."
        why "Part of the package may be missing. Nothing is used from there to make a VNF."
        fix "Correct the path, or leave the entry out if the package has no such folder."
        ~ "0x0009" "0x000a"
    PACKAGE_DEFINITIONS "package.definitions" Fail Completeness ["SOL 004 clause 4.1.3; TOSCA 1.3 section 6.3"]
        "A CSAR without TOSCA-Metadata must hold exactly one YAML file at its root."
        why "That file is the entry point, and the manifest is found by its name."
        fix "Keep one .yaml file at the root, or add TOSCA-Metadata/TOSCA.meta."
        ~ "0x1002"

    // The manifest.
    MANIFEST_MISSING "manifest.missing" Fail Completeness ["SOL 004 clause 4.3.2"]
        "The package has no manifest."
        why "Without a manifest nothing says which files belong to the package."
        fix "Add the manifest, and name it in TOSCA.meta (ETSI-Entry-Manifest)."
        ~ "0x0007"
    MANIFEST_SYNTAX "manifest.syntax" Fail Completeness ["SOL 004 clause 4.3.2"]
        "The manifest, or a line of it, cannot be read."
        why "A line that readers understand differently can hide a file."
        fix "Write the manifest as UTF-8 text of lines 'key: value', and sign again."
    MANIFEST_METADATA "manifest.metadata" Warn Completeness ["SOL 004 clause 4.3.2"]
        "The manifest's metadata is not as it should be."
        why "An NFVO may refuse the package."
        fix "Begin the manifest with 'metadata:' and one line for each key."
        ~ "0x1002"
    MANIFEST_EMPTY_SET "manifest.empty-set" Warn Completeness ["SOL 004 clause 4.3.7"]
        "The manifest names a non-MANO artifact set and lists no file in it."
        why "Who looks for the files of that set finds none."
        fix "List the files of the set with Source lines under its name, or leave the set out."
        ~ "0x1002"
    MANIFEST_CERTIFICATE_ALONE "manifest.certificate-alone" Fail Completeness ["SOL 004 clause 5.3"]
        "The manifest gives a Source a Certificate, but no Signature."
        why "There is nothing that the certificate could verify, and the file that is said to hold it is never looked at."
        fix "Add the Signature line, or remove the Certificate line, and sign again."
        ~ "0x4017"
    MANIFEST_DUPLICATE_SOURCE "manifest.duplicate-source" Fail Completeness ["SOL 004 clause 4.3.2"]
        "The manifest lists the same file twice with different digests or signatures."
        why "Readers would check different values."
        fix "Keep one entry for each file."
    MANIFEST_UNSAFE_SOURCE "manifest.unsafe-source" Fail Completeness ["SOL 004 clause 4.3.2"]
        "The manifest names a source that is not a plain path inside the package."
        why "Such a path may mean a file outside the package."
        fix "Name sources by their path from the root of the archive."
    MANIFEST_SOURCE_MISSING "manifest.source-missing" Fail Completeness ["SOL 004 clause 4.3.2"]
        "The manifest lists a file that is not in the package."
        why "Part of the package is missing."
        fix "Get the complete package. For the package vendor: add the file or remove the entry, and sign again."
        ~ "0x4006" "0x4018"
    MANIFEST_OTHER_NAME "manifest.other-name" Fail Completeness ["SOL 004 clause 4.3.2; Unicode Standard Annex 15"]
        "The manifest lists a file under another form of its name than the archive has."
        why "The two names look alike, but most programs compare names exactly: they do not find the file that is listed, and the file that is there is not listed."
        fix "Write the manifest and make the archive on the same system, so that both have the same characters, and sign again. macOS takes letters with accents apart (NFD): use ASCII names, or rename the files with 'convmv -f utf8 -t utf8 --nfc'."
    MANIFEST_ALGORITHM "manifest.algorithm" Fail Integrity ["SOL 004 clause 4.3.2"]
        "The manifest uses a digest algorithm that does not protect."
        why "A digest made with it can be forged, or is not known to readers."
        fix "Use SHA-256, SHA-384 or SHA-512, and sign again."
    MANIFEST_ALGORITHM_WEAK "manifest.algorithm-weak" Warn Integrity ["SOL 004 clause 4.3.2"]
        "The manifest uses SHA-224."
        why "It is weaker than the rest of the signature."
        fix "Use SHA-256, SHA-384 or SHA-512."
    MANIFEST_HASH "manifest.hash" Fail Integrity ["SOL 004 clause 4.3.2"]
        "A digest in the manifest is not well formed."
        why "The file it belongs to cannot be checked."
        fix "Write the digest in hexadecimal, in the length of its algorithm, with an Algorithm line beside it."
        ~ "0x4005"
    MANIFEST_SIGNATURE_BLOCK "manifest.signature-block" Fail Integrity ["SOL 004 clause 4.3.2; RFC 7468 section 9"]
        "The manifest has more than one signature block."
        why "Readers take the first or the last of them."
        fix "End the manifest with one block from '-----BEGIN CMS-----' to '-----END CMS-----', and nothing after it."

    MANIFEST_MARKER "manifest.signature-marker" Fail Integrity ["SOL 004 clause 4.3.2; RFC 7468 section 3"]
        "A line of the manifest looks like the boundary of a signature block, but is none."
        why "Some readers take it for the signature, others for text: they would see different manifests."
        fix "Write the boundaries exactly as '-----BEGIN CMS-----' and '-----END CMS-----', at the start of the line."
    MANIFEST_AFTER_SIGNATURE "manifest.text-after-signature" Fail Integrity ["SOL 004 clause 4.3.2"]
        "Text stands after the manifest's signature block."
        why "Nothing signs it, and some readers would read it as part of the manifest."
        fix "End the file with the line '-----END CMS-----'."

    // The artifacts.
    ARTIFACT_DIGEST "artifact.digest-mismatch" Fail Integrity ["SEC 021 clause 5.2; SOL 004 clause 5.1"]
        "A file's content is not what the manifest says."
        why "The file was changed after the manifest was signed, or was damaged on the way."
        fix "Do not use the package. Get it again from its source; if it happens again, ask the vendor which is right."
        ~ "0x4004"
    ARTIFACT_NO_DIGEST "artifact.no-digest" Fail Integrity ["SOL 004 clause 5.1"]
        "A file of an Option 1 package is listed without a digest."
        why "The manifest's signature does not protect it: anybody could have changed it."
        fix "Add 'Algorithm: SHA-256' and 'Hash: …' under its Source in the manifest ('openssl dgst -sha256 FILE' prints the value), and sign again."
    ARTIFACT_UNLISTED "artifact.unlisted" Fail Completeness ["SOL 004 clause 4.3.2"]
        "A file in the package is not listed in the manifest."
        why "Nothing says that the file belongs to the package, and in an Option 1 package no signature protects it: it may have been slipped in."
        fix "Do not use the package. For the package vendor: list the file in the manifest (Source, Algorithm: SHA-256, Hash: what 'openssl dgst -sha256 FILE' prints) and sign again, or leave it out; 'zip -X' and 'ditto --norsrc' leave out what macOS adds."
        ~ "0x1010"
    ARTIFACT_UNLISTED_REPORTED "artifact.unlisted-reported" Warn Completeness ["SOL 004 clause 4.3.2"]
        "A file in the package is not listed in the manifest; the policy only reports this."
        why "Nothing says that the file belongs to the package."
        fix "Set unlistedFiles to \"reject\" in the policy, or do without the file."
    ARTIFACT_FOREIGN_CERTIFICATE "artifact.foreign-certificate" Fail Completeness ["SOL 004 clauses 4.3.2 and 4.3.6"]
        "A certificate or signature file that is not listed with a digest holds a certificate of no signer's chain."
        why "Such a file need not be listed, and a certificate can hold anything: something could be slipped in with it."
        fix "Leave only the certificates of the signers' chains in the file, or list it with its digest in the manifest and sign again."
    ARTIFACT_LOOSE_TEXT "artifact.loose-text" Fail Completeness ["SOL 004 clauses 4.3.2 and 4.3.6"]
        "A certificate or signature file that is not listed with a digest holds more than that."
        why "Such a file need not be listed, so anything could be slipped in with it."
        fix "Leave nothing but the blocks from BEGIN to END in the file: sed -n '/-----BEGIN/,/-----END/p' FILE keeps the whole chain. A file inside the CSAR may also be listed with its digest in the manifest, which is then signed again."
    TOSCA_META_UNPROTECTED "artifact.tosca-meta-unprotected" Warn Completeness ["SOL 004 clauses 4.3.2 and 5.1"]
        "TOSCA.meta has no digest in the manifest."
        why "The signature does not protect it. An attacker could redirect it to another signed file in the package."
        fix "List TOSCA-Metadata/TOSCA.meta in the manifest with Algorithm: SHA-256 and Hash: what 'openssl dgst -sha256 TOSCA.meta' prints, and sign again."
    ARTIFACT_EXTERNAL "artifact.external" Unknown Integrity ["SOL 004 clauses 4.3.2 and 5.1"]
        "An external artifact was not checked."
        why "Its digest is signed, but its content is elsewhere and is never fetched."
        fix "Fetch the file yourself and verify again with it: choose it in the artifact's details on the page, 'vnfseal verify PACKAGE --external URI=FILE', or externalArtifacts of verifyPackage."
        +acceptable
    ARTIFACT_EXTERNAL_UNLISTED "artifact.external-not-listed" Unknown Completeness ["SOL 004 clause 4.3.2"]
        "Content was supplied for an external artifact that the manifest does not list."
        why "Nothing in the package says anything of that content, so it was not checked and nothing is known of it."
        fix "Name the artifact by its URI exactly as it stands in the manifest, or do not supply the file with this package."
        +acceptable
    ARTIFACT_NOT_USABLE "artifact.not-signed-by-provider" Fail Authenticity ["SEC 021 clause 5.2"]
        "A file is covered by no VNF provider's signature that holds."
        why "Such an artifact must not be used to make a VNF."
        fix "Ask the vendor for a package signed by an authority you trust."
    ARTIFACT_NO_SERVICE_PROVIDER "artifact.not-signed-by-service-provider" Fail Authenticity ["SEC 021 clause 5.2"]
        "The policy asks for the service provider's signature, and a file has none that holds."
        why "Your own organisation has not released this artifact."
        fix "Sign the package with your own organisation's key (a further SignerInfo), or do not require serviceProviderSignature in the policy."

    // Signatures.
    SIGNATURE_MISSING "signature.missing" Fail Authenticity ["SEC 021 clauses 5.1 and 5.2; SOL 004 clause 5.1"]
        "The package is not signed."
        why "Nothing shows who made it or that it is unchanged."
        fix "Ask the vendor for a signed package (SOL 004 Option 1 or Option 2). For the package vendor: 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE', over the manifest (Option 1) or the CSAR (Option 2). If the CSAR came in a ZIP together with a .cms file, verify that ZIP."
        ~ "0x1006"
    SIGNATURE_MALFORMED "signature.malformed" Fail Integrity ["RFC 5652 section 5; RFC 7468 section 9"]
        "A signature is not a CMS SignedData structure."
        why "It cannot be verified."
        fix "Sign with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE -out FILE.cms'."
        ~ "0x4002" "0x4019"
    SIGNATURE_RAW "signature.raw-value" Fail Integrity ["SOL 004 clause 5.1; RFC 5652 section 5"]
        "A signature is a bare signature value, not a CMS structure."
        why "It names neither its algorithm nor its signer, and SOL 004 asks for CMS."
        fix "Sign with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE -out FILE.cms' instead of 'openssl dgst -sign'."
    SIGNATURE_COMPRESSED "signature.compressed-data" Fail Integrity ["SOL 004 clause 5.1; RFC 3274"]
        "A signature file holds CMS CompressedData, which signs nothing."
        why "It is the example text of RFC 7468, or something else was put in the signature's place."
        fix "Sign with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE', and put its output there."
    SIGNATURE_NO_SIGNER "signature.no-signer" Fail Integrity ["RFC 5652 section 5.1"]
        "A CMS structure holds no signature."
        why "It carries certificates only and proves nothing."
        fix "Sign again."
    SIGNATURE_CONTENT "signature.content-mismatch" Fail Integrity ["SEC 021 clause 5.2; RFC 5652 section 5.4"]
        "A signature is not over this content."
        why "The content was changed after it was signed, or the signature belongs to something else."
        fix "Do not use the package. Get it again from its source; if it happens again, ask the vendor. For the package vendor: sign after the last change, with 'openssl cms -sign -binary'."
        ~ "0x4007" "0x4020" "0x3001"
    SIGNATURE_ATTACHED "signature.attached-content" Fail Integrity ["RFC 5652 section 5.2; SOL 004 clause 5.1"]
        "A signature carries content of its own that is not the file it stands beside."
        why "It signs something else."
        fix "Make a detached signature over the file: 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE -out FILE.cms' (without -nodetach)."
    SIGNATURE_TEXT_MODE "signature.text-mode" Fail Integrity ["RFC 5652 section 5.2; SOL 004 clause 5.3"]
        "A signature was made over a rewritten copy of the file, with other line ends or only its first line."
        why "It protects other bytes than those in the package. OpenSSL signs such a copy without '-binary'; or a program changed the line ends after signing."
        fix "Put the file into the package as it was signed, without conversion by an editor, git or FTP. Or sign it again with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE -out FILE.cms'."
    SIGNATURE_MARKER "signature.marker" Fail Integrity ["RFC 7468 section 3; SOL 004 clause 5.3"]
        "A signature file's boundary lines are not written as PEM has them."
        why "Some readers take them for boundaries, others do not: the signature is there for some and not for others."
        fix "Write the boundaries exactly as '-----BEGIN CMS-----' and '-----END CMS-----', without blanks beside the hyphens, or sign again with 'openssl cms -sign -binary -outform PEM'."
    SIGNATURE_ATTRIBUTES "signature.attributes" Fail Integrity ["RFC 5652 sections 5.3, 5.4 and 11"]
        "A signature's signed attributes are not as they must be."
        why "They bind the signature to the content; without them right it could be taken from elsewhere."
        fix "Sign again with a common CMS program."
    SIGNATURE_CERTIFICATE_NAMED "signature.signing-certificate" Fail Integrity ["RFC 5035 section 3; RFC 2634 section 5.4"]
        "A signature names, in its signed attributes, another signing certificate."
        why "The certificate was put in the place of the one that was signed with."
        fix "Ask the vendor for the certificate the package was signed with."
    SIGNATURE_CONTENT_TYPE "signature.content-type" Warn Integrity ["RFC 5652 sections 4 and 5.2; SOL 004 clause 5.1"]
        "A signature says that its content is something else than data."
        why "It was perhaps made for another purpose; the content is the one that is signed all the same."
        fix "Sign with content type id-data, as 'openssl cms -sign -binary' does."
    SIGNATURE_TIME_STAMP "signature.time-stamp" Warn Authenticity ["RFC 3161 section 2.4.2"]
        "A time stamp of a signature does not hold."
        why "It shows nothing; the chain is validated at the time of the policy or now, as if the stamp were not there."
        fix "Ask the vendor to have the signature stamped again."
    SIGNATURE_TIME_STAMP_NOT_TRUSTED "signature.time-stamp-not-trusted" Note Authenticity ["RFC 3161 sections 2.2 and 2.3"]
        "A time stamp of a signature is of an authority that is not trusted for it."
        why "Its time is shown and does not count; the chain is validated at the time of the policy or now."
        fix "If you trust the authority, put its root into timestampAuthorities of the trust bundle."
    SIGNATURE_TIME_STAMP_AUTHORITY_EXPIRED "signature.time-stamp-authority-expired" Note Authenticity ["RFC 3161 section 4; RFC 5280 section 6.1.3"]
        "A time stamp of a signature is of an authority that you trust for it, but its certificate has expired."
        why "A key may be stolen after its certificate has expired, and nobody would revoke it: its time stamps no longer prove a time. The chain is validated at the time of the policy or now."
        fix "Ask the vendor for a package with a new time stamp. If you know that you had this package before the authority expired, validate at that time with policy 'at'."
    SIGNATURE_COUNTER_SIGNATURE "signature.counter-signature" Note Authenticity ["RFC 5652 section 11.4"]
        "A signature is countersigned."
        why "Who countersigns vouches for the signature, not for the package: it is not evaluated."
        fix "Nothing needs to be done; a service provider signs with a SignerInfo of its own."
    SIGNATURE_ATTRIBUTE_ORDER "signature.attribute-order" Warn Integrity ["RFC 5652 section 5.4; X.690 section 11.6"]
        "A signature's signed attributes are not in DER order."
        why "Some readers sort them before they verify, and refuse the signature."
        fix "Sign again with a program that writes DER."
    SIGNATURE_CONFUSION "signature.content-confusion" Fail Integrity ["RFC 5652 section 5.4"]
        "A signature without signed attributes is over content that looks like signed attributes."
        why "Such a signature can be taken from another message and made to fit."
        fix "Sign again with signed attributes."
    SIGNATURE_INVALID "signature.invalid" Fail Integrity ["SEC 021 clause 5.2; RFC 5652 section 5.6"]
        "A signature does not verify with the signer's key."
        why "It was not made with the key of the certificate it names, or it was changed."
        fix "Do not use the package. Get it again from its source; if it stays, ask the vendor."
        ~ "0x4007" "0x4020" "0x3001"
    SIGNATURE_ALGORITHM "signature.algorithm" Fail Integrity ["RFC 5652 section 10.1; RFC 8933"]
        "A signature uses an algorithm, key or parameter that is not accepted."
        why "It is broken, too weak, contradicts itself, or is not known here."
        fix "Sign with RSA of at least 2048 bits, ECDSA on P-256, P-384 or P-521, or Ed25519, and SHA-256, SHA-384 or SHA-512."
    SIGNATURE_ALGORITHM_UNKNOWN "signature.algorithm-unknown" Unknown Integrity ["RFC 5652 section 5.1; SEC 021 clause 5.2"]
        "A further signer uses an algorithm that is not implemented here."
        why "The signature of another signer holds, but whether this one does cannot be told here."
        fix "Verify this signature with a program that knows the algorithm. If it is not needed, let the policy only report further signers ('otherSigners': 'report')."
    SIGNATURE_CONSTRUCTION "signature.construction" Fail Integrity ["RFC 5652 sections 5.4 and 5.5; RFC 3279 section 2.2.3"]
        "A signature was made with the signer's key, but not in the way that CMS defines."
        why "Other readers refuse it as well: a signature that is not as the standard has it proves nothing to them."
        fix "Correct the program that signs, or sign again with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE -out FILE.cms'."
    SIGNATURE_LIMIT "signature.limit" Fail Integrity ["RFC 5652 section 5.1; SEC 021 clause 5.2; policy limits"]
        "A signature or certificate file was not looked at, because a limit was reached."
        why "Limits keep a hostile package from using up the machine. What is beyond them could be over other content, or of another signer."
        fix "Put in only the certificates from the signer's up to the root, and sign again: 'openssl cms -sign' adds those of '-certfile'. If the package is genuine and large, raise limits.signatures or limits.metadataBytes in the policy."
    SIGNATURE_WEAK_DIGEST "signature.digest-weak" Warn Integrity ["RFC 5754"]
        "A signature uses SHA-224."
        why "It is weaker than today's practice."
        fix "Sign with SHA-256, SHA-384 or SHA-512."
    SIGNATURE_NO_CERTIFICATE "signature.no-certificate" Fail Authenticity ["SOL 004 clauses 4.3.6 and 5.1"]
        "The certificate of a signer is not there."
        why "Without it the signature cannot be verified."
        fix "Put the certificate into the CMS, or into the file that ETSI-Entry-Certificate names."
        ~ "0x4001" "0x4014" "0x4015"
    SIGNATURE_UNREFERENCED "signature.unreferenced" Warn Completeness ["SOL 004 clause 5.3"]
        "A signature file is named by no Source of the manifest."
        why "Which file it signs is only guessed from its name."
        fix "Name it in a Signature line under its Source."
    SIGNATURE_NOT_VERIFIED "signature.not-verified" Warn Integrity ["SEC 021 clause 5.2; SOL 004 clause 5.3"]
        "A file looks like a signature, and was not verified."
        why "SEC 021 asks for every signature of an artifact to be verified. What this one says of the artifact is not known."
        fix "Name a detached CMS signature in a Signature line under the Source of the file that it signs, or leave the file out."
    SIGNATURE_NAME_NOT_BOUND "signature.name-not-bound" Unknown Integrity ["SOL 004 clauses 4.3.2 and 5.3"]
        "A file is protected by a signature of its own only, which does not say what file it is."
        why "Two files with their signatures could be swapped, or an old one put in the place of a new one, and nothing would show it."
        fix "Give the file a digest in the manifest, and sign the manifest."
        +acceptable
    SIGNATURE_OTHER_SIGNER_REPORTED "signature.other-signer-reported" Warn Authenticity ["SEC 021 clause 5.2"]
        "A further signer is not trusted or not installed; the policy only reports this."
        why "Nothing is known of this signer, and the signature proves nothing."
        fix "Install the signer's authority in the trust bundle."

    // Certificates and trust.
    POLICY_UNMATCHED_GLOB "policy.unmatched-glob" Warn Authenticity ["SEC 021 clause 5.2"]
        "The policy asks for the service provider's signature on files that the package does not have."
        why "If the pattern is misspelled, nothing asks for that signature."
        fix "Compare the pattern in serviceProviderSigned with the paths of the package: 'Files/**' means all below Files."
    TRUST_NO_ANCHORS "trust.no-anchors" Unknown Authenticity ["SEC 021 clause 6.6"]
        "No CA certificate was added."
        why "Anybody can sign as anybody. Only the CA certificate of the VNF provider shows who the signer is."
        fix "Get the VNF provider's CA certificate over a way you trust, compare its fingerprint, and add it as a trust file."
    CHAIN_NOT_TRUSTED "chain.not-trusted" Fail Authenticity ["SEC 021 clause 6.6; RFC 5280 section 6"]
        "The signer's certificate leads to no authority of the trust bundle."
        why "Anybody can make such a certificate: the signature does not show who made the package."
        fix "Check the signer's fingerprint with the vendor. If it is genuine, add its CA (and missing intermediates) to the trust bundle."
    CHAIN_LIMIT "chain.limit" Fail Authenticity ["RFC 5280 section 6; work budget"]
        "The search for a certification path was given up."
        why "The certificates form more paths than any honest package needs."
        fix "Ask the vendor for a package with only the certificates of its chain."
    CERTIFICATE_NOT_INSTALLED "certificate.not-installed" Fail Authenticity ["SEC 021 clause 6.6 (6.2 step 5 for the service provider)"]
        "The signer's chain is right, but the signing certificate itself has to be installed and is not."
        why "A public authority certifies anybody: its name alone does not show that the signer is the one you know."
        fix "Compare the certificate's fingerprint with its owner, then add it to signingCertificates in the trust bundle."
    CERTIFICATE_SELF_SIGNED "certificate.self-signed" Fail Authenticity ["SEC 021 clause 6.6"]
        "The signing certificate is self-signed."
        why "The certificate of a signing key has to be signed by a higher authority."
        fix "Sign with a certificate that a CA has issued. If you know this signer and have compared the fingerprint, install the certificate and accept this finding in the policy."
        +acceptable
    CERTIFICATE_MALFORMED "certificate.malformed" Fail Authenticity ["RFC 5280 section 4.1"]
        "A certificate cannot be read."
        why "What cannot be read cannot be verified."
        fix "Give the certificate in PEM or DER."
    CERTIFICATE_EXPIRED "certificate.expired" Fail Authenticity ["RFC 5280 section 4.1.2.5"]
        "A certificate has expired."
        why "Its authority no longer vouches for the key."
        fix "Ask the vendor for a package signed with a valid certificate, or validate at another time with policy 'at'."
    CERTIFICATE_NOT_YET_VALID "certificate.not-yet-valid" Fail Authenticity ["RFC 5280 section 4.1.2.5"]
        "A certificate is not valid yet."
        why "Its authority does not vouch for the key at the time of validation."
        fix "Check the clock and policy 'at'; else ask the vendor."
    CERTIFICATE_USAGE "certificate.usage" Fail Authenticity ["RFC 5280 sections 4.2.1.3, 4.2.1.9 and 4.2.1.12"]
        "The signing certificate is not meant for signing packages."
        why "Its issuer did not issue it for signing packages. A CA certificate must not sign packages at all."
        fix "Sign with a certificate whose key usage has digitalSignature and whose extended key usage, if any, has codeSigning."
    CERTIFICATE_ALGORITHM "certificate.algorithm" Fail Authenticity ["RFC 5280 section 4.1.1.2"]
        "A certificate is signed with an algorithm or key that is not accepted."
        why "It is broken, too weak, contradicts itself, or is not known here."
        fix "Use certificates with RSA of at least 2048 bits, ECDSA or Ed25519, and SHA-256 or stronger."
    CERTIFICATE_CONSTRAINT "certificate.constraint" Fail Authenticity ["RFC 5280 sections 4.2.1.3, 4.2.1.9 and 6.1.4 (k), (n)"]
        "A certificate of the chain may not issue the one below it."
        why "Its owner is no authority, or its key is for something else: anybody could have made the certificate below."
        fix "Ask the vendor which chain is right."
    CERTIFICATE_PATH_LENGTH "certificate.path-length" Fail Authenticity ["RFC 5280 sections 4.2.1.9 and 6.1.4 (l), (m)"]
        "The chain has more authorities than one of them allows below it."
        why "The authority did not allow this one to have authorities of its own."
        fix "Ask the vendor which chain is right."
    CERTIFICATE_NAME_CONSTRAINT "certificate.name-constraint" Fail Authenticity ["RFC 5280 sections 4.2.1.10 and 6.1.3 (b), (c)"]
        "A certificate of the chain has a name that an authority above it may not certify, or that cannot be compared with what it may."
        why "The authority is trusted for some names only, and this is none of them."
        fix "Ask the vendor which chain is right."
    CERTIFICATE_POLICY "certificate.policy" Fail Authenticity ["RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14, 6.1.3 (f) and 6.1.5 (g); RFC 9618"]
        "The chain is not valid under a certificate policy that is asked for."
        why "An authority of the chain, or your policy, asks for a policy that all certificates of the chain were issued under, and there is none."
        fix "Check userInitialPolicySet and initialExplicitPolicy in the policy; else ask the vendor which chain is right."
    CERTIFICATE_UNKNOWN_EXTENSION "certificate.unknown-extension" Fail Authenticity ["RFC 5280 sections 4.2, 6.1.4 (o) and 6.1.5 (f)"]
        "A certificate of the chain has a critical extension that is not known here."
        why "Its authority says that who does not understand the extension must not accept the certificate."
        fix "Ask the vendor for a certificate without it."
    CERTIFICATE_ISSUER_PURPOSE "certificate.issuer-purpose" Fail Authenticity ["RFC 5280 section 4.2.1.12; X.509 clause 9.2.2.4; CA/Browser Forum Baseline Requirements section 7.1.2.10.6"]
        "An authority of the chain is for certificates of other purposes."
        why "Its extended key usage limits what its certificates are good for; an authority for web servers does not vouch for makers of packages."
        fix "Ask the vendor for a certificate from an authority for code signing."
    CERTIFICATE_PROFILE "certificate.profile" Fail Authenticity ["RFC 5280 sections 4.1.2.4, 4.2.1.3 and 4.2.1.10"]
        "A certificate of the chain breaks a rule that the validation of chains stands on."
        why "An issuer without a name cannot be told from others; name constraints and the right to sign certificates mean nothing in a certificate that is not an authority's."
        fix "Ask the vendor for certificates as RFC 5280 has them."
    CERTIFICATE_VERSION_1 "certificate.version-1" Warn Authenticity ["RFC 5280 section 4.1.2.1"]
        "The signing certificate is an X.509 version 1 certificate."
        why "It cannot say what its key may be used for."
        fix "Ask the vendor to use X.509 version 3 certificates."
    CERTIFICATE_TWICE "certificate.embedded-and-separate" Note Authenticity ["SOL 004 clause 5.2"]
        "The signing certificate is in the CMS and in a file of its own, and both are the same."
        why "SOL 004 offers one place or the other; some readers refuse both."
        fix "Leave one of them out."
        ~ "0x4011" "0x4012" "0x4013"
    CERTIFICATE_DIFFERS "certificate.embedded-and-separate-differ" Fail Authenticity ["SOL 004 clause 5.2"]
        "The certificate file holds another signing certificate than the CMS."
        why "Readers would take different signers for the maker of the package."
        fix "Leave one of them out."
        ~ "0x4011" "0x4012" "0x4013"
    CERTIFICATE_REVOKED "certificate.revoked" Fail Authenticity ["RFC 5280 sections 5.3 and 6.3"]
        "A certificate of the signer's chain is revoked or on hold."
        why "Its authority has taken it back: the key may be in other hands, or its owner may no longer sign with it."
        fix "Do not use the package. Ask the vendor why the certificate is revoked, and for a package signed with another."
    CERTIFICATE_KEY_COMPROMISED "certificate.key-compromised" Fail Authenticity ["RFC 5280 section 5.3.1"]
        "The key of a certificate of the signer's chain is compromised: another certificate of the same key was revoked for that."
        why "Somebody else may have the private key, and then signs with every certificate of it."
        fix "Do not use the package. Ask the vendor for one that is signed with a new key."
    CERTIFICATE_KEY_DOUBTFUL "certificate.key-doubtful" Unknown Authenticity ["RFC 5280 section 5.3.1"]
        "Another certificate of the signer's key is revoked or on hold, and its authority does not say why."
        why "The key itself may be the reason: then somebody else signs with it."
        fix "Ask the vendor why the other certificate is revoked. If the key is not the reason, accept this finding in the policy."
        +acceptable
    CERTIFICATE_KEY_REVOKED_ELSEWHERE "certificate.key-revoked-elsewhere" Warn Authenticity ["RFC 5280 section 5.3.1"]
        "Another certificate of a key of the signer's chain is revoked, for a reason that is not said to be the key."
        why "A certificate is often renewed with the key it has; but if the old one was revoked for more than that, the key should be new."
        fix "Nothing needs to be done if the certificate was renewed. Otherwise ask the vendor why the other certificate is revoked."
    REVOCATION_UNKNOWN "revocation.unknown" Unknown Authenticity ["RFC 5280 section 6.3"]
        "The available revocation lists and OCSP responses do not show whether a certificate is revoked."
        why "They are too old, do not verify, or do not cover it; a revoked certificate would go unnoticed."
        fix "Get the current revocation list or OCSP response of the certificate's authority, and add it to the trust bundle as crls or ocspResponses."
    REVOCATION_REQUIRED "revocation.required" Fail Authenticity ["RFC 5280 section 6.3"]
        "The policy requires revocation to be known, and of a certificate it is not."
        why "A revoked certificate would go unnoticed."
        fix "Add current revocation lists of every authority of the chain to the trust bundle as crls, or OCSP responses as ocspResponses."
}
