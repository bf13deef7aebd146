//! Rules about revocation.

super::rules! {
    REVOCATION_UNKNOWN "revocation.unknown" Unknown Authenticity ["RFC 5280 section 6.3"]
        "The available revocation lists and OCSP responses do not show whether a certificate is revoked."
        why "They are too old, do not verify, or do not cover it; a revoked certificate would go unnoticed."
        fix "Get the current revocation list or OCSP response of the certificate's authority, and add it to the trust bundle as crls or ocspResponses."
    REVOCATION_REQUIRED "revocation.required" Fail Authenticity ["RFC 5280 section 6.3"]
        "The policy requires revocation to be known, and of a certificate it is not."
        why "A revoked certificate would go unnoticed."
        fix "Add current revocation lists of every authority of the chain to the trust bundle as crls, or OCSP responses as ocspResponses."
}
