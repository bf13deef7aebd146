//! Rules about signatures.

super::rules! {
    SIGNATURE_MISSING "signature.missing" Fail Authenticity ["SEC 021 clauses 5.1 and 5.2; SOL 004 clause 5.1"]
        "The package is not signed."
        why "Nothing shows who made it or that it is unchanged."
        fix "Do not use the package. Ask the vendor for a signed one (SOL 004 Option 1 or Option 2). If the CSAR came in a ZIP together with a .cms file, verify that ZIP."
        @vendor "Sign with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE', over the manifest (Option 1) or the CSAR (Option 2)."
        ~ "0x1006"
    SIGNATURE_MALFORMED "signature.malformed" Fail Integrity ["RFC 5652 section 5; RFC 7468 section 9"]
        "A signature is not a CMS SignedData structure."
        why "It cannot be verified."
        fix "Do not use the package. Ask the vendor for one with a CMS signature."
        @vendor "Sign with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE -out FILE.cms'."
        ~ "0x4002" "0x4019"
    SIGNATURE_RAW_VALUE "signature.raw-value" Fail Integrity ["SOL 004 clause 5.1; RFC 5652 section 5"]
        "A signature is a bare signature value, not a CMS structure."
        why "It names neither its algorithm nor its signer, and SOL 004 asks for CMS."
        fix "Do not use the package. Ask the vendor for one with a CMS signature."
        @vendor "Sign with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE -out FILE.cms' instead of 'openssl dgst -sign'."
    SIGNATURE_COMPRESSED_DATA "signature.compressed-data" Fail Integrity ["SOL 004 clause 5.1; RFC 3274"]
        "A signature file holds CMS CompressedData, which signs nothing."
        why "It is the example text of RFC 7468, or something else was put in the signature's place."
        fix "Do not use the package. Ask the vendor for one with a CMS signature."
        @vendor "Sign with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE', and put its output there."
    SIGNATURE_NO_SIGNER "signature.no-signer" Fail Integrity ["RFC 5652 section 5.1"]
        "A CMS structure holds no signature."
        why "It carries certificates only and proves nothing."
        fix "Do not use the package. Ask the vendor for a signed one."
        @vendor "Sign again: the CMS structure must hold a SignerInfo."
    SIGNATURE_CONTENT_MISMATCH "signature.content-mismatch" Fail Integrity ["SEC 021 clause 5.2; RFC 5652 section 5.4"]
        "A signature is not over this content."
        why "The content was changed after it was signed, or the signature belongs to something else."
        fix "Do not use the package. Get it again from its source; if it happens again, ask the vendor."
        @vendor "Sign after the last change, with 'openssl cms -sign -binary'."
        ~ "0x4007" "0x4020" "0x3001"
    SIGNATURE_ATTACHED_CONTENT "signature.attached-content" Fail Integrity ["RFC 5652 section 5.2; SOL 004 clause 5.1"]
        "A signature carries content of its own that is not the file it stands beside."
        why "It signs something else."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Make a detached signature over the file: 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE -out FILE.cms' (without -nodetach)."
    SIGNATURE_TEXT_MODE "signature.text-mode" Fail Integrity ["RFC 5652 section 5.2; SOL 004 clause 5.3"]
        "A signature was made over a rewritten copy of the file, with other line ends or only its first line."
        why "It protects other bytes than those in the package. OpenSSL signs such a copy without '-binary'; or a program changed the line ends after signing."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Put the file into the package as it was signed, without conversion by an editor, git or FTP. Or sign it again with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE -out FILE.cms'."
    SIGNATURE_MARKER "signature.marker" Fail Integrity ["RFC 7468 section 3; SOL 004 clause 5.3"]
        "A signature file's boundary lines are not written as PEM has them."
        why "Some readers take them for boundaries, others do not: the signature is there for some and not for others."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Write the boundaries exactly as '-----BEGIN CMS-----' and '-----END CMS-----', without blanks beside the hyphens, or sign again with 'openssl cms -sign -binary -outform PEM'."
    SIGNATURE_ATTRIBUTES "signature.attributes" Fail Integrity ["RFC 5652 sections 5.3, 5.4 and 11"]
        "A signature's signed attributes are not as they must be."
        why "They bind the signature to the content; without them right it could be taken from elsewhere."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Sign again with a common CMS program."
    SIGNATURE_SIGNING_CERTIFICATE "signature.signing-certificate" Fail Integrity ["RFC 5035 section 3; RFC 2634 section 5.4"]
        "A signature names, in its signed attributes, another signing certificate."
        why "The certificate was put in the place of the one that was signed with."
        fix "Do not use the package. Ask the vendor for the certificate the package was signed with."
        @vendor "Put in the certificate that the package was signed with, or sign again."
    SIGNATURE_CONTENT_TYPE "signature.content-type" Warn Integrity ["RFC 5652 sections 4 and 5.2; SOL 004 clause 5.1"]
        "A signature says that its content is something else than data."
        why "It was perhaps made for another purpose; the content is the one that is signed all the same."
        fix "Nothing needs to be done. Ask the vendor to sign the content as data in future."
        @vendor "Sign with content type id-data, as 'openssl cms -sign -binary' does."
    SIGNATURE_TIME_STAMP "signature.time-stamp" Warn Authenticity ["RFC 3161 section 2.4.2"]
        "A time stamp of a signature does not hold."
        why "It shows nothing; the chain is validated at the time of the policy or now, as if the stamp were not there."
        fix "Ask the vendor to have the signature stamped again. Until then the time of the policy, or now, counts."
        @vendor "Have the signature stamped again (RFC 3161)."
    SIGNATURE_TIME_STAMP_NOT_TRUSTED "signature.time-stamp-not-trusted" Note Authenticity ["RFC 3161 sections 2.2 and 2.3"]
        "A time stamp of a signature is of an authority that is not trusted for it."
        why "Its time is shown and does not count; the chain is validated at the time of the policy or now."
        fix "If you trust the authority, put its root into timestampAuthorities of the trust bundle."
    SIGNATURE_TIME_STAMP_AUTHORITY_EXPIRED "signature.time-stamp-authority-expired" Note Authenticity ["RFC 3161 section 4; RFC 5280 section 6.1.3"]
        "A time stamp of a signature is of an authority that you trust for it, but its certificate has expired."
        why "A key may be stolen after its certificate has expired, and nobody would revoke it: its time stamps no longer prove a time. The chain is validated at the time of the policy or now."
        fix "Ask the vendor for a package with a new time stamp. If you know that you had this package before the authority expired, validate at that time with policy 'at'."
        @vendor "Have the signature stamped again (RFC 3161), by an authority whose certificate is valid."
    SIGNATURE_COUNTER_SIGNATURE "signature.counter-signature" Note Authenticity ["RFC 5652 section 11.4"]
        "A signature is countersigned."
        why "Who countersigns vouches for the signature, not for the package: it is not evaluated."
        fix "Nothing needs to be done; a service provider signs with a SignerInfo of its own."
    SIGNATURE_ATTRIBUTE_ORDER "signature.attribute-order" Warn Integrity ["RFC 5652 section 5.4; X.690 section 11.6"]
        "A signature's signed attributes are not in DER order."
        why "Some readers sort them before they verify, and refuse the signature."
        fix "Nothing needs to be done unless an NFVO refuses the package. Then ask the vendor for a corrected one."
        @vendor "Sign again with a program that writes DER."
    SIGNATURE_CONTENT_CONFUSION "signature.content-confusion" Fail Integrity ["RFC 5652 section 5.4"]
        "A signature without signed attributes is over content that looks like signed attributes."
        why "Such a signature can be taken from another message and made to fit."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Sign again with signed attributes."
    SIGNATURE_INVALID "signature.invalid" Fail Integrity ["SEC 021 clause 5.2; RFC 5652 section 5.6"]
        "A signature does not verify with the signer's key."
        why "It was not made with the key of the certificate it names, or it was changed."
        fix "Do not use the package. Get it again from its source; if it happens again, ask the vendor."
        @vendor "Sign again, with the private key that belongs to the signing certificate."
        ~ "0x4007" "0x4020" "0x3001"
    SIGNATURE_ALGORITHM "signature.algorithm" Fail Integrity ["RFC 5652 section 10.1; RFC 8933"]
        "A signature uses an algorithm, key or parameter that is not accepted."
        why "It is broken, too weak, contradicts itself, or is not known here."
        fix "Do not use the package. Ask the vendor for one that is signed with an algorithm and a key that can be relied on."
        @vendor "Sign with RSA of at least 2048 bits, ECDSA on P-256, P-384 or P-521, or Ed25519, and SHA-256, SHA-384 or SHA-512."
    SIGNATURE_ALGORITHM_UNKNOWN "signature.algorithm-unknown" Unknown Integrity ["RFC 5652 section 5.1; SEC 021 clause 5.2"]
        "A further signer uses an algorithm that is not implemented here."
        why "The signature of another signer holds, but whether this one does cannot be told here."
        fix "Verify this signature with a program that knows the algorithm. If it is not needed, let the policy only report further signers ('otherSigners': 'report')."
        @vendor "Sign with RSA, ECDSA on P-256, P-384 or P-521, or Ed25519, which all readers know."
    SIGNATURE_CONSTRUCTION "signature.construction" Fail Integrity ["RFC 5652 sections 5.4 and 5.5; RFC 3279 section 2.2.3"]
        "A signature was made with the signer's key, but not in the way that CMS defines."
        why "Other readers refuse it as well: a signature that is not as the standard has it proves nothing to them."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Correct the program that signs, or sign again with 'openssl cms -sign -binary -outform PEM -signer CERT -inkey KEY -in FILE -out FILE.cms'."
    SIGNATURE_LIMIT "signature.limit" Fail Integrity ["RFC 5652 section 5.1; SEC 021 clause 5.2; policy limits"]
        "A signature or certificate file was not looked at, because a limit was reached."
        why "Limits keep a hostile package from using up the machine. What is beyond them could be over other content, or of another signer."
        fix "Ask the vendor for a package with only the certificates of the signer's chain. If the package is genuine and large, raise limits.signatures or limits.metadataBytes in the policy."
        @vendor "Put in only the certificates from the signer's up to the root, and sign again: 'openssl cms -sign' adds those of '-certfile'."
    SIGNATURE_DIGEST_WEAK "signature.digest-weak" Warn Integrity ["RFC 5754"]
        "A signature uses SHA-224."
        why "It is weaker than today's practice."
        fix "Nothing needs to be done. Ask the vendor to sign with SHA-256 or stronger in future."
        @vendor "Sign with SHA-256, SHA-384 or SHA-512."
    SIGNATURE_NO_CERTIFICATE "signature.no-certificate" Fail Authenticity ["SOL 004 clauses 4.3.6 and 5.1"]
        "The certificate of a signer is not there."
        why "Without it the signature cannot be verified."
        fix "Do not use the package. Ask the vendor for one that has the certificate of its signer."
        @vendor "Put the certificate into the CMS, or into the file that ETSI-Entry-Certificate names."
        ~ "0x4001" "0x4014" "0x4015"
    SIGNATURE_UNREFERENCED "signature.unreferenced" Warn Completeness ["SOL 004 clause 5.3"]
        "A signature file is named by no Source of the manifest."
        why "Which file it signs is only guessed from its name."
        fix "Nothing needs to be done. Ask the vendor to name the file in the manifest."
        @vendor "Name the signature file in a Signature line under the Source that it signs, and sign the manifest again."
    SIGNATURE_NOT_VERIFIED "signature.not-verified" Warn Integrity ["SEC 021 clause 5.2; SOL 004 clause 5.3"]
        "A file looks like a signature, and was not verified."
        why "SEC 021 asks for every signature of an artifact to be verified. What this one says of the artifact is not known."
        fix "Ask the vendor what the file is for, and do not rely on it."
        @vendor "Name a detached CMS signature in a Signature line under the Source of the file that it signs, or leave the file out."
    SIGNATURE_NAME_NOT_BOUND "signature.name-not-bound" Unknown Integrity ["SOL 004 clauses 4.3.2 and 5.3"]
        "A file is protected by a signature of its own only, which does not say what file it is."
        why "Two files with their signatures could be swapped, or an old one put in the place of a new one, and nothing would show it."
        fix "Ask the vendor for a package whose manifest has a digest for the file. If you know the file by other means, accept this finding in the policy."
        @vendor "Give the file a digest in the manifest, and sign the manifest."
        +acceptable
    SIGNATURE_OTHER_SIGNER_REPORTED "signature.other-signer-reported" Warn Authenticity ["SEC 021 clause 5.2"]
        "A further signer is not trusted or not installed; the policy only reports this."
        why "Nothing is known of this signer, and the signature proves nothing."
        fix "If you know the signer, install the signer's authority in the trust bundle."
}
