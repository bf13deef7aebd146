//! The object identifiers that core knows, each group with its source.

use der::oid::ObjectIdentifier;

const fn oid(text: &'static str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

// Digests: RFC 5754 section 2, RFC 3370.
pub(crate) const SHA_1: ObjectIdentifier = oid("1.3.14.3.2.26");
pub(crate) const SHA_224: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.4");
pub(crate) const SHA_256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
pub(crate) const SHA_384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
pub(crate) const SHA_512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");

// RSA: RFC 8017 appendix C, RFC 4055.
pub(crate) const RSA_ENCRYPTION: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
pub(crate) const MGF_1: ObjectIdentifier = oid("1.2.840.113549.1.1.8");
pub(crate) const RSASSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
pub(crate) const SHA_224_WITH_RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.14");
pub(crate) const SHA_256_WITH_RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
pub(crate) const SHA_384_WITH_RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
pub(crate) const SHA_512_WITH_RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.13");

// Elliptic curves: RFC 5480, RFC 5758, RFC 8410.
pub(crate) const EC_PUBLIC_KEY: ObjectIdentifier = oid("1.2.840.10045.2.1");
pub(crate) const P_256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
pub(crate) const P_384: ObjectIdentifier = oid("1.3.132.0.34");
pub(crate) const P_521: ObjectIdentifier = oid("1.3.132.0.35");
pub(crate) const ECDSA_SHA_224: ObjectIdentifier = oid("1.2.840.10045.4.3.1");
pub(crate) const ECDSA_SHA_256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
pub(crate) const ECDSA_SHA_384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
pub(crate) const ECDSA_SHA_512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");
pub(crate) const ED25519: ObjectIdentifier = oid("1.3.101.112");
pub(crate) const X25519: ObjectIdentifier = oid("1.3.101.110");
pub(crate) const X448: ObjectIdentifier = oid("1.3.101.111");

// CMS: RFC 5652 sections 4, 5.1, 6.1, 8, 11; RFC 5083; RFC 3274.
pub(crate) const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
pub(crate) const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
pub(crate) const ENVELOPED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.3");
pub(crate) const ENCRYPTED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.6");
pub(crate) const AUTH_ENVELOPED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.23");
pub(crate) const COMPRESSED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.9");
pub(crate) const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
pub(crate) const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
pub(crate) const SIGNING_TIME: ObjectIdentifier = oid("1.2.840.113549.1.9.5");
// RFC 6211 section 2.
pub(crate) const CMS_ALGORITHM_PROTECTION: ObjectIdentifier = oid("1.2.840.113549.1.9.52");
pub(crate) const COUNTER_SIGNATURE: ObjectIdentifier = oid("1.2.840.113549.1.9.6");

// Encryption of content and of its key: RFC 5084 section 3.2, RFC 4055 section 4, RFC 5753 section 7.1, RFC 3565.
#[cfg(feature = "encrypt")]
mod encryption {
    use super::{ObjectIdentifier, oid};

    pub(crate) const AES_128_GCM: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.6");
    pub(crate) const AES_192_GCM: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.26");
    pub(crate) const AES_256_GCM: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.46");
    pub(crate) const RSAES_OAEP: ObjectIdentifier = oid("1.2.840.113549.1.1.7");
    pub(crate) const P_SPECIFIED: ObjectIdentifier = oid("1.2.840.113549.1.1.9");
    pub(crate) const STD_DH_SHA_1_KDF: ObjectIdentifier = oid("1.3.133.16.840.63.0.2");
    pub(crate) const STD_DH_SHA_256_KDF: ObjectIdentifier = oid("1.3.132.1.11.1");
    pub(crate) const STD_DH_SHA_384_KDF: ObjectIdentifier = oid("1.3.132.1.11.2");
    pub(crate) const STD_DH_SHA_512_KDF: ObjectIdentifier = oid("1.3.132.1.11.3");
    pub(crate) const AES_128_WRAP: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.5");
    pub(crate) const AES_192_WRAP: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.25");
    pub(crate) const AES_256_WRAP: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.45");
}
#[cfg(feature = "encrypt")]
pub(crate) use encryption::*;

// Files of private keys: RFC 8018 appendix B and C, RFC 7914 section 7, RFC 9579, RFC 7292 sections 4.2 and C, RFC 2985.
#[cfg(feature = "key-file")]
mod key_file {
    use super::{ObjectIdentifier, oid};

    pub(crate) const PBKDF_2: ObjectIdentifier = oid("1.2.840.113549.1.5.12");
    pub(crate) const PBES_2: ObjectIdentifier = oid("1.2.840.113549.1.5.13");
    pub(crate) const PBMAC_1: ObjectIdentifier = oid("1.2.840.113549.1.5.14");
    pub(crate) const SCRYPT: ObjectIdentifier = oid("1.3.6.1.4.1.11591.4.11");
    pub(crate) const HMAC_SHA_1: ObjectIdentifier = oid("1.2.840.113549.2.7");
    pub(crate) const HMAC_SHA_224: ObjectIdentifier = oid("1.2.840.113549.2.8");
    pub(crate) const HMAC_SHA_256: ObjectIdentifier = oid("1.2.840.113549.2.9");
    pub(crate) const HMAC_SHA_384: ObjectIdentifier = oid("1.2.840.113549.2.10");
    pub(crate) const HMAC_SHA_512: ObjectIdentifier = oid("1.2.840.113549.2.11");
    pub(crate) const DES_EDE_3_CBC: ObjectIdentifier = oid("1.2.840.113549.3.7");
    pub(crate) const AES_128_CBC: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.2");
    pub(crate) const AES_192_CBC: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.22");
    pub(crate) const AES_256_CBC: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.42");
    pub(crate) const PBE_SHA_1_3DES: ObjectIdentifier = oid("1.2.840.113549.1.12.1.3");
    pub(crate) const PBE_SHA_1_2DES: ObjectIdentifier = oid("1.2.840.113549.1.12.1.4");
    pub(crate) const PBE_SHA_1_RC2_128: ObjectIdentifier = oid("1.2.840.113549.1.12.1.5");
    pub(crate) const PBE_SHA_1_RC2_40: ObjectIdentifier = oid("1.2.840.113549.1.12.1.6");
    pub(crate) const KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.1");
    pub(crate) const SHROUDED_KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.2");
    pub(crate) const CERTIFICATE_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.3");
    pub(crate) const CRL_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.4");
    pub(crate) const SECRET_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.5");
    pub(crate) const LOCAL_KEY_ID: ObjectIdentifier = oid("1.2.840.113549.1.9.21");
    pub(crate) const X509_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.22.1");
}
#[cfg(feature = "key-file")]
pub(crate) use key_file::*;

// The signing certificate: RFC 2634 section 5.4, RFC 5035 section 3.
pub(crate) const SIGNING_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.12");
pub(crate) const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");

// Time stamps: RFC 3161 sections 2.3 and 2.4.2, appendix A.
pub(crate) const TST_INFO: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.4");
pub(crate) const SIGNATURE_TIME_STAMP: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.14");
pub(crate) const TIME_STAMPING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.8");

// Certificate extensions: RFC 5280 section 4.2.
pub(crate) const SUBJECT_KEY_IDENTIFIER: ObjectIdentifier = oid("2.5.29.14");
pub(crate) const KEY_USAGE: ObjectIdentifier = oid("2.5.29.15");
pub(crate) const SUBJECT_ALT_NAME: ObjectIdentifier = oid("2.5.29.17");
pub(crate) const ISSUER_ALT_NAME: ObjectIdentifier = oid("2.5.29.18");
pub(crate) const BASIC_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.19");
pub(crate) const NAME_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.30");
pub(crate) const CRL_DISTRIBUTION_POINTS: ObjectIdentifier = oid("2.5.29.31");
pub(crate) const CERTIFICATE_POLICIES: ObjectIdentifier = oid("2.5.29.32");
pub(crate) const POLICY_MAPPINGS: ObjectIdentifier = oid("2.5.29.33");
pub(crate) const AUTHORITY_KEY_IDENTIFIER: ObjectIdentifier = oid("2.5.29.35");
pub(crate) const POLICY_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.36");
pub(crate) const EXTENDED_KEY_USAGE: ObjectIdentifier = oid("2.5.29.37");
pub(crate) const FRESHEST_CRL: ObjectIdentifier = oid("2.5.29.46");
pub(crate) const INHIBIT_ANY_POLICY: ObjectIdentifier = oid("2.5.29.54");

// Extensions of revocation lists and of their entries: RFC 5280 sections 5.2 and 5.3.
pub(crate) const CRL_NUMBER: ObjectIdentifier = oid("2.5.29.20");
pub(crate) const CRL_REASON: ObjectIdentifier = oid("2.5.29.21");
pub(crate) const INVALIDITY_DATE: ObjectIdentifier = oid("2.5.29.24");
pub(crate) const DELTA_CRL_INDICATOR: ObjectIdentifier = oid("2.5.29.27");
pub(crate) const ISSUING_DISTRIBUTION_POINT: ObjectIdentifier = oid("2.5.29.28");
pub(crate) const CERTIFICATE_ISSUER: ObjectIdentifier = oid("2.5.29.29");

// OCSP: RFC 6960 sections 4.2.1, 4.2.2.2 and 4.4; in CMS: RFC 5940 section 2.
pub(crate) const OCSP_SIGNING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.9");
pub(crate) const OCSP_BASIC: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.1");
pub(crate) const OCSP_NONCE: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.2");
pub(crate) const OCSP_CRL_REFERENCES: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.3");
pub(crate) const OCSP_NO_CHECK: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.5");
pub(crate) const OCSP_ARCHIVE_CUTOFF: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.6");
pub(crate) const OCSP_EXTENDED_REVOKE: ObjectIdentifier = oid("1.3.6.1.5.5.7.48.1.9");
pub(crate) const OCSP_RESPONSE_INFO: ObjectIdentifier = oid("1.3.6.1.5.5.7.16.2");

// Policies and their qualifiers: RFC 5280 section 4.2.1.4.
pub(crate) const ANY_POLICY: ObjectIdentifier = oid("2.5.29.32.0");
pub(crate) const CPS_QUALIFIER: ObjectIdentifier = oid("1.3.6.1.5.5.7.2.1");
pub(crate) const USER_NOTICE_QUALIFIER: ObjectIdentifier = oid("1.3.6.1.5.5.7.2.2");

// Names: RFC 5280 section 4.1.2.6, RFC 9598 section 3.
pub(crate) const EMAIL_ADDRESS: ObjectIdentifier = oid("1.2.840.113549.1.9.1");
pub(crate) const SMTP_UTF8_MAILBOX: ObjectIdentifier = oid("1.3.6.1.5.5.7.8.9");

// Extended key usages: RFC 5280 section 4.2.1.12, RFC 9336.
pub(crate) const ANY_EXTENDED_KEY_USAGE: ObjectIdentifier = oid("2.5.29.37.0");
pub(crate) const CODE_SIGNING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.3");
pub(crate) const EMAIL_PROTECTION: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.4");
pub(crate) const DOCUMENT_SIGNING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.36");
