//! Rules about the operator's policy, trust bundle and chains.

super::rules! {
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
        @vendor "Send your customer the CA certificate over a way that shows it is yours, and put the intermediate certificates into the CMS."
    CHAIN_LIMIT "chain.limit" Fail Authenticity ["RFC 5280 section 6; work budget"]
        "The search for a certification path was given up."
        why "The certificates form more paths than any honest package needs."
        fix "Ask the vendor for a package with only the certificates of its chain."
        @vendor "Put in only the certificates from the signer's up to the root, and sign again."
}
