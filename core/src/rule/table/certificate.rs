//! Rules about certificates.

super::rules! {
    CERTIFICATE_NOT_INSTALLED "certificate.not-installed" Fail Authenticity ["SEC 021 clause 6.6 (6.2 step 5 for the service provider)"]
        "The signer's chain is right, but the signing certificate itself has to be installed and is not."
        why "An authority certifies others as well, and a public one certifies anybody: its name alone does not show that the signer is the one you know."
        fix "Compare the certificate's fingerprint with its owner, then add it to signingCertificates in the trust bundle."
    CERTIFICATE_SELF_SIGNED "certificate.self-signed" Fail Authenticity ["SEC 021 clause 6.6"]
        "The signing certificate is self-signed."
        why "The certificate of a signing key has to be signed by a higher authority."
        fix "Ask the vendor for a package that is signed with a certificate of a CA. If you know this signer and have compared the fingerprint, install the certificate and accept this finding in the policy."
        @vendor "Sign with a certificate that a CA has issued."
        +acceptable
    CERTIFICATE_MALFORMED "certificate.malformed" Fail Authenticity ["RFC 5280 section 4.1"]
        "A certificate cannot be read."
        why "What cannot be read cannot be verified."
        fix "Do not use the package. Ask the vendor for one with a certificate that can be read. If the certificate is one that you gave, give it in PEM or DER."
        @vendor "Put the certificate in as PEM or DER, as its CA issued it, and sign again if the CMS holds it."
    CERTIFICATE_EXPIRED "certificate.expired" Fail Authenticity ["RFC 5280 section 4.1.2.5"]
        "A certificate has expired."
        why "Its authority no longer vouches for the key."
        fix "Ask the vendor for a package signed with a valid certificate, or validate at another time with policy 'at'."
        @vendor "Renew the certificate, and sign again. A time stamp (RFC 3161) keeps a signature valid after its certificate has expired."
    CERTIFICATE_NOT_YET_VALID "certificate.not-yet-valid" Fail Authenticity ["RFC 5280 section 4.1.2.5"]
        "A certificate is not valid yet."
        why "Its authority does not vouch for the key at the time of validation."
        fix "Check the clock and policy 'at'. If both are right, ask the vendor."
        @vendor "Compare the certificate's notBefore with the clock of your CA, and have a certificate issued that is valid now."
    CERTIFICATE_USAGE "certificate.usage" Fail Authenticity ["RFC 5280 sections 4.2.1.3, 4.2.1.9 and 4.2.1.12"]
        "The signing certificate is not meant for signing packages."
        why "Its issuer did not issue it for signing packages. A CA certificate must not sign packages at all."
        fix "Do not use the package. Ask the vendor for one that is signed with a certificate for signing."
        @vendor "Sign with a certificate whose key usage has digitalSignature and whose extended key usage, if any, has codeSigning. It must not be a CA certificate."
    CERTIFICATE_ALGORITHM "certificate.algorithm" Fail Authenticity ["RFC 5280 section 4.1.1.2"]
        "A certificate is signed with an algorithm or key that is not accepted."
        why "It is broken, too weak, contradicts itself, or is not known here."
        fix "Do not use the package. Ask the vendor for one under certificates with algorithms and keys that can be relied on."
        @vendor "Use certificates with RSA of at least 2048 bits, ECDSA or Ed25519, and SHA-256 or stronger."
    CERTIFICATE_CONSTRAINT "certificate.constraint" Fail Authenticity ["RFC 5280 sections 4.2.1.3, 4.2.1.9 and 6.1.4 (k), (n)"]
        "A certificate of the chain may not issue the one below it."
        why "Its owner is not an authority, or its key is for something else: anybody could have made the certificate below."
        fix "Do not use the package. Ask the vendor which chain is right."
        @vendor "Have the signing certificate issued by a CA whose certificate has basicConstraints CA and key usage keyCertSign, and send that chain."
    CERTIFICATE_PATH_LENGTH "certificate.path-length" Fail Authenticity ["RFC 5280 sections 4.2.1.9 and 6.1.4 (l), (m)"]
        "The chain has more authorities than one of them allows below it."
        why "The authority did not allow this one to have authorities of its own."
        fix "Do not use the package. Ask the vendor which chain is right."
        @vendor "Have the signing certificate issued by a CA that the path length of those above it allows, and send that chain."
    CERTIFICATE_NAME_CONSTRAINT "certificate.name-constraint" Fail Authenticity ["RFC 5280 sections 4.2.1.10 and 6.1.3 (b), (c)"]
        "A certificate of the chain has a name that an authority above it may not certify, or that cannot be compared with what it may."
        why "The authority is trusted for some names only, and this is not one of them."
        fix "Do not use the package. Ask the vendor which chain is right."
        @vendor "Have the signing certificate issued for a name that the CAs above it may certify."
    CERTIFICATE_POLICY "certificate.policy" Fail Authenticity ["RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14, 6.1.3 (f) and 6.1.5 (g); RFC 9618"]
        "The chain is not valid under a certificate policy that is asked for."
        why "An authority of the chain, or your policy, asks for a policy that all certificates of the chain were issued under. There is no such policy."
        fix "Check userInitialPolicySet and initialExplicitPolicy in the policy. If they are right, ask the vendor which chain is right."
        @vendor "Ask your CA for a chain that is issued under one certificate policy throughout, and tell your customer its identifier."
    CERTIFICATE_UNKNOWN_EXTENSION "certificate.unknown-extension" Fail Authenticity ["RFC 5280 sections 4.2, 6.1.4 (o) and 6.1.5 (f)"]
        "A certificate of the chain has a critical extension that is not known here."
        why "Its authority says that who does not understand the extension must not accept the certificate."
        fix "Do not use the package. Ask the vendor for one under certificates without the extension."
        @vendor "Have the certificate issued without the extension, or with it marked as not critical."
    CERTIFICATE_ISSUER_PURPOSE "certificate.issuer-purpose" Fail Authenticity ["RFC 5280 section 4.2.1.12; X.509 clause 9.2.2.4; CA/Browser Forum Baseline Requirements section 7.1.2.10.6"]
        "An authority of the chain is for certificates of other purposes."
        why "Its extended key usage limits what its certificates are good for; an authority for web servers does not vouch for makers of packages."
        fix "Ask the vendor for a package under a CA for code signing."
        @vendor "Have the signing certificate issued by a CA whose extended key usage, if any, has codeSigning."
    CERTIFICATE_PROFILE "certificate.profile" Fail Authenticity ["RFC 5280 sections 4.1.2.4, 4.2.1.3 and 4.2.1.10"]
        "A certificate of the chain breaks a rule that the validation of chains stands on."
        why "An issuer without a name cannot be told from others. Name constraints, and the right to sign certificates, mean nothing in a certificate that is not an authority's."
        fix "Ask the vendor for a package under certificates as RFC 5280 has them."
        @vendor "Have the certificates issued as RFC 5280 has them: each issuer with a name, and the rights of a CA in certificates of CAs only."
    CERTIFICATE_VERSION_1 "certificate.version-1" Warn Authenticity ["RFC 5280 section 4.1.2.1"]
        "The signing certificate is an X.509 version 1 certificate."
        why "It cannot say what its key may be used for."
        fix "Nothing needs to be done. Ask the vendor to use X.509 version 3 certificates."
        @vendor "Sign with an X.509 version 3 certificate."
    CERTIFICATE_EMBEDDED_AND_SEPARATE "certificate.embedded-and-separate" Note Authenticity ["SOL 004 clause 5.2"]
        "The signing certificate is in the CMS and in a file of its own, and both are the same."
        why "SOL 004 offers one place or the other; some readers refuse both."
        fix "Nothing needs to be done here. If an NFVO refuses the package for this, ask the vendor to leave one of them out."
        @vendor "Leave one of them out."
        ~ "0x4011" "0x4012" "0x4013"
    CERTIFICATE_EMBEDDED_AND_SEPARATE_DIFFER "certificate.embedded-and-separate-differ" Fail Authenticity ["SOL 004 clause 5.2"]
        "The certificate file holds another signing certificate than the CMS."
        why "Readers would take different signers for the maker of the package."
        fix "Do not use the package. Ask the vendor which certificate is right."
        @vendor "Leave one of the two certificates out: the one that the key does not belong to."
        ~ "0x4011" "0x4012" "0x4013"
    CERTIFICATE_REVOKED "certificate.revoked" Fail Authenticity ["RFC 5280 sections 5.3 and 6.3"]
        "A certificate of the signer's chain is revoked or on hold."
        why "Its authority has taken it back: the key may be in other hands, or its owner may no longer sign with it."
        fix "Do not use the package. Ask the vendor why the certificate is revoked, and for a package signed with another."
        @vendor "Sign with a certificate that is not revoked. If the key is compromised, sign with a new key."
    CERTIFICATE_KEY_COMPROMISED "certificate.key-compromised" Fail Authenticity ["RFC 5280 section 5.3.1"]
        "The key of a certificate of the signer's chain is compromised: another certificate of the same key was revoked for that."
        why "Somebody else may have the private key, and then signs with every certificate of it."
        fix "Do not use the package. Ask the vendor for one that is signed with a new key."
        @vendor "Sign with a new key and a certificate for it."
    CERTIFICATE_KEY_DOUBTFUL "certificate.key-doubtful" Unknown Authenticity ["RFC 5280 section 5.3.1"]
        "Another certificate of the signer's key is revoked or on hold, and its authority does not say why."
        why "The key itself may be the reason: then somebody else signs with it."
        fix "Ask the vendor why the other certificate is revoked. If the key is not the reason, accept this finding in the policy."
        @vendor "Tell your customer why the other certificate of this key is revoked, or sign with a new key."
        +acceptable
    CERTIFICATE_KEY_REVOKED_ELSEWHERE "certificate.key-revoked-elsewhere" Warn Authenticity ["RFC 5280 section 5.3.1"]
        "Another certificate of a key of the signer's chain is revoked, for a reason that is not said to be the key."
        why "A certificate is often renewed with the key it has. If the old one was revoked for more than that, the key should be new."
        fix "Nothing needs to be done if the certificate was renewed. Otherwise ask the vendor why the other certificate is revoked."
        @vendor "Use a new key for a new certificate."
}
