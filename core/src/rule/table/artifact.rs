//! Rules about the artifacts.

super::rules! {
    ARTIFACT_DIGEST_MISMATCH "artifact.digest-mismatch" Fail Integrity ["SEC 021 clause 5.2; SOL 004 clause 5.1"]
        "A file's content is not what the manifest says."
        why "The file was changed after the manifest was signed, or was damaged on the way."
        fix "Do not use the package. Get it again from its source; if it happens again, ask the vendor which content is right."
        @vendor "Compare the file with your build. If it is right, make the manifest and its digests again after the last change, and sign again."
        ~ "0x4004"
    ARTIFACT_ENCRYPTED_BY_SERVICE_PROVIDER "artifact.encrypted-by-service-provider" Unknown Integrity ["SEC 021 clauses 6.4 and 6.5"]
        "A file is encrypted, and its content is not what the manifest says: it was encrypted after it was signed."
        why "A service provider may store artifacts encrypted. Whether the file is what the VNF provider signed shows only after decryption, and anybody could have put it there."
        fix "Decrypt the artifact with the service provider's key, then verify the package again. If your organisation encrypts nothing, do not use the package."
    ARTIFACT_NO_DIGEST "artifact.no-digest" Fail Integrity ["SOL 004 clause 5.1"]
        "A file of an Option 1 package is listed without a digest."
        why "The manifest's signature does not protect it: anybody could have changed it."
        fix "Do not use the package. Ask the vendor for one whose manifest has a digest for each file."
        @vendor "Add 'Algorithm: SHA-256' and 'Hash: …' under its Source in the manifest ('openssl dgst -sha256 FILE' prints the value), and sign again."
    ARTIFACT_UNLISTED "artifact.unlisted" Fail Completeness ["SOL 004 clause 4.3.2"]
        "A file in the package is not listed in the manifest."
        why "Nothing says that the file belongs to the package, and in an Option 1 package no signature protects it: it may have been slipped in."
        fix "Do not use the package. Ask the vendor whether the file belongs to it."
        @vendor "Leave the file out, or list it in the manifest and sign again. An entry has Source, 'Algorithm: SHA-256' and Hash, which 'openssl dgst -sha256 FILE' prints. 'zip -X' and 'ditto --norsrc' leave out what macOS adds."
        ~ "0x1010"
    ARTIFACT_UNLISTED_REPORTED "artifact.unlisted-reported" Warn Completeness ["SOL 004 clause 4.3.2"]
        "A file in the package is not listed in the manifest; the policy only reports this."
        why "Nothing says that the file belongs to the package."
        fix "Set unlistedFiles to \"reject\" in the policy, or do without the file."
        @vendor "Leave the file out, or list it in the manifest and sign again."
    ARTIFACT_FOREIGN_CERTIFICATE "artifact.foreign-certificate" Fail Completeness ["SOL 004 clauses 4.3.2 and 4.3.6"]
        "A certificate or signature file that is not listed with a digest holds a certificate of no signer's chain."
        why "Such a file need not be listed, and a certificate can hold anything: something could be slipped in with it."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Leave only the certificates of the signers' chains in the file, or list it with its digest in the manifest and sign again."
    ARTIFACT_LOOSE_TEXT "artifact.loose-text" Fail Completeness ["SOL 004 clauses 4.3.2 and 4.3.6"]
        "A certificate or signature file that is not listed with a digest holds more than that."
        why "Such a file need not be listed, so anything could be slipped in with it."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Leave nothing but the blocks from BEGIN to END in the file: sed -n '/-----BEGIN/,/-----END/p' FILE keeps the whole chain. A file inside the CSAR may also be listed with its digest in the manifest, which is then signed again."
    ARTIFACT_TOSCA_META_UNPROTECTED "artifact.tosca-meta-unprotected" Warn Completeness ["SOL 004 clauses 4.3.2 and 5.1"]
        "TOSCA.meta has no digest in the manifest."
        why "The signature does not protect it. An attacker could redirect it to another signed file in the package."
        fix "The files themselves are checked. Use the package only if you know where it came from, and ask the vendor to protect TOSCA.meta."
        @vendor "List TOSCA-Metadata/TOSCA.meta in the manifest with Algorithm: SHA-256 and Hash: what 'openssl dgst -sha256 TOSCA.meta' prints, and sign again."
    ARTIFACT_EXTERNAL "artifact.external" Unknown Integrity ["SOL 004 clauses 4.3.2 and 5.1"]
        "An external artifact was not checked."
        why "Its digest is signed, but its content is elsewhere and is never fetched."
        fix "Fetch the file yourself and verify again with it. On the page, choose it in the artifact's details. Elsewhere use 'vnfseal verify PACKAGE --external URI=FILE', or externalArtifacts of verifyPackage."
        +acceptable
    ARTIFACT_EXTERNAL_NOT_LISTED "artifact.external-not-listed" Unknown Completeness ["SOL 004 clause 4.3.2"]
        "Content was supplied for an external artifact that the manifest does not list."
        why "Nothing in the package says anything of that content, so it was not checked and nothing is known of it."
        fix "Name the artifact by its URI exactly as it stands in the manifest, or do not supply the file with this package."
        +acceptable
    ARTIFACT_NOT_SIGNED_BY_PROVIDER "artifact.not-signed-by-provider" Fail Authenticity ["SEC 021 clause 5.2"]
        "A file is covered by no VNF provider's signature that holds."
        why "Such an artifact must not be used to make a VNF."
        fix "Do not use the package. Ask the vendor for one that is signed under a CA that you trust."
        @vendor "Sign all of the package with a certificate of the CA that your customer has installed."
    ARTIFACT_NOT_SIGNED_BY_SERVICE_PROVIDER "artifact.not-signed-by-service-provider" Fail Authenticity ["SEC 021 clause 5.2"]
        "The policy asks for the service provider's signature, and a file has none that holds."
        why "Your own organisation has not released this artifact."
        fix "Sign the package with your own organisation's key (a further SignerInfo), or do not require serviceProviderSignature in the policy."
}
