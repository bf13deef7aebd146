//! The names of algorithms that are not accepted, why they are not, and what a signer who uses one can be advised.
//!
//! An algorithm that is not in the table is unknown, and so not implemented.

use alloc::{
    format,
    string::{String, ToString},
};

use der::oid::ObjectIdentifier;

/// The reason why an algorithm is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The algorithm has or uses a digest with known collisions, so signatures with it can be forged.
    Forgeable,
    /// The algorithm is broken, weaker than 112 bits (NIST SP 800-131A), or makes no signatures.
    Refused,
    /// Nothing speaks against the algorithm, but core has no code for it.
    NotImplemented,
}

/// The kind of key that a signature algorithm needs, or the kind of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Rsa,
    EllipticCurve,
    /// Another kind: key and signature have the same object identifier, or one of the key is the parent of the other.
    Other,
    /// Not a signature and not a key, but a digest or a curve.
    None,
}

/// The names of consecutive object identifiers.
struct Run {
    parent: &'static str,
    /// The last arc of the first object identifier.
    first: u32,
    standing: Standing,
    family: Family,
    /// A text before each name, and one after it.
    around: (&'static str, &'static str),
    names: &'static [&'static str],
}

const fn run(
    (parent, first): (&'static str, u32),
    standing: Standing,
    family: Family,
    around: (&'static str, &'static str),
    names: &'static [&'static str],
) -> Run {
    Run { parent, first, standing, family, around, names }
}

const AS_IT_IS: (&str, &str) = ("", "");
const NIST_DIGESTS: &str = "2.16.840.1.101.3.4.2";
const NIST_SIGNATURES: &str = "2.16.840.1.101.3.4.3";
const PKIX_ALGORITHMS: &str = "1.3.6.1.5.5.7.6";
const SECG_CURVES: &str = "1.3.132.0";

const SLH_DSA: &[&str] = &[
    "SHA2-128s",
    "SHA2-128f",
    "SHA2-192s",
    "SHA2-192f",
    "SHA2-256s",
    "SHA2-256f",
    "SHAKE-128s",
    "SHAKE-128f",
    "SHAKE-192s",
    "SHAKE-192f",
    "SHAKE-256s",
    "SHAKE-256f",
];
/// The names of "Composite ML-DSA" of the LAMPS working group, in the order of both arcs that it has had.
const COMPOSITE: &[&str] = &[
    "MLDSA44-RSA2048-PSS",
    "MLDSA44-RSA2048-PKCS15",
    "MLDSA44-Ed25519",
    "MLDSA44-ECDSA-P256",
    "MLDSA65-RSA3072-PSS",
    "MLDSA65-RSA3072-PKCS15",
    "MLDSA65-RSA4096-PSS",
    "MLDSA65-RSA4096-PKCS15",
    "MLDSA65-ECDSA-P256",
    "MLDSA65-ECDSA-P384",
    "MLDSA65-ECDSA-brainpoolP256r1",
    "MLDSA65-Ed25519",
    "MLDSA87-ECDSA-P384",
    "MLDSA87-ECDSA-brainpoolP384r1",
    "MLDSA87-Ed448",
    "MLDSA87-RSA3072-PSS",
    "MLDSA87-RSA4096-PSS",
    "MLDSA87-ECDSA-P521",
];
const SHA_3: &[&str] = &["SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512"];

/// The algorithms with names. They are from NIST's Computer Security Objects Register, RFC 3279, 5639, 5758, 8410,
/// 8692, 8708, 9802, 9881, 9909 and 9936, SEC 2, BSI TR-03111, GM/T 0006 and RFC 9215.
const TABLE: &[Run] = {
    use Family::{EllipticCurve, None, Other, Rsa};
    use Standing::{Forgeable, NotImplemented, Refused};
    &[
        // Digests.
        run(("1.2.840.113549.2", 2), Forgeable, None, AS_IT_IS, &["MD2"]),
        run(("1.2.840.113549.2", 4), Forgeable, None, AS_IT_IS, &["MD4", "MD5"]),
        run(("1.3.14.3.2", 26), Forgeable, None, AS_IT_IS, &["SHA-1"]),
        run(("1.3.36.3.2", 1), Refused, None, ("RIPEMD-", ""), &["160", "128", "256"]),
        run(("1.0.10118.3.0", 49), Refused, None, ("RIPEMD-", ""), &["160", "128"]),
        run(("1.0.10118.3.0", 55), NotImplemented, None, AS_IT_IS, &["Whirlpool"]),
        run((NIST_DIGESTS, 5), NotImplemented, None, ("SHA-512/", ""), &["224", "256"]),
        run((NIST_DIGESTS, 7), NotImplemented, None, AS_IT_IS, SHA_3),
        run((NIST_DIGESTS, 11), NotImplemented, None, ("SHAKE", ""), &["128", "256"]),
        run((NIST_DIGESTS, 17), NotImplemented, None, ("SHAKE", " with a length"), &["128", "256"]),
        run(("1.2.156.10197.1", 401), NotImplemented, None, AS_IT_IS, &["SM3"]),
        run(("1.2.643.2.2", 9), Refused, None, AS_IT_IS, &["GOST R 34.11-94"]),
        run(("1.2.643.7.1.1.2", 2), NotImplemented, None, ("Streebog-", ""), &["256", "512"]),
        run(("1.3.6.1.4.1.1722.12.2.1", 16), NotImplemented, None, AS_IT_IS, &["BLAKE2b-512"]),
        // RSA.
        run(("1.2.840.113549.1.1", 1), Refused, Rsa, AS_IT_IS, &["RSA"]),
        run(("1.2.840.113549.1.1", 2), Forgeable, Rsa, ("", " with RSA"), &["MD2", "MD4", "MD5", "SHA-1"]),
        run(("1.2.840.113549.1.1", 7), Refused, Other, AS_IT_IS, &["RSAES-OAEP"]),
        run(("1.2.840.113549.1.1", 10), Refused, Rsa, AS_IT_IS, &["RSA PSS"]),
        run(("1.2.840.113549.1.1", 15), NotImplemented, Rsa, ("SHA-512/", " with RSA"), &["224", "256"]),
        run(("1.3.14.3.2", 2), Forgeable, Rsa, ("", " with RSA"), &["MD4", "MD5", "MD4"]),
        run(("1.3.14.3.2", 15), Refused, Rsa, AS_IT_IS, &["SHA-0 with RSA"]),
        run(("1.3.14.3.2", 29), Forgeable, Rsa, AS_IT_IS, &["SHA-1 with RSA"]),
        run(("1.3.36.3.3.1", 2), Refused, Rsa, ("RIPEMD-", " with RSA"), &["160", "128", "256"]),
        run((NIST_SIGNATURES, 13), NotImplemented, Rsa, ("", " with RSA"), SHA_3),
        run((PKIX_ALGORITHMS, 30), NotImplemented, Rsa, ("RSA PSS with SHAKE", ""), &["128", "256"]),
        // Elliptic curves.
        run(("1.2.840.10045.2", 1), Refused, EllipticCurve, AS_IT_IS, &["ECDSA"]),
        run(("1.2.840.10045.4", 1), Forgeable, EllipticCurve, AS_IT_IS, &["SHA-1 with ECDSA"]),
        run((NIST_SIGNATURES, 9), NotImplemented, EllipticCurve, ("", " with ECDSA"), SHA_3),
        run((PKIX_ALGORITHMS, 32), NotImplemented, EllipticCurve, ("SHAKE", " with ECDSA"), &["128", "256"]),
        run(("0.4.0.127.0.7.1.1.4.1", 1), Forgeable, EllipticCurve, AS_IT_IS, &["SHA-1 with plain ECDSA"]),
        run(
            ("0.4.0.127.0.7.1.1.4.1", 2),
            NotImplemented,
            EllipticCurve,
            ("SHA-", " with plain ECDSA"),
            &["224", "256", "384", "512"],
        ),
        run(("0.4.0.127.0.7.1.1.4.1", 6), Refused, EllipticCurve, AS_IT_IS, &["RIPEMD-160 with plain ECDSA"]),
        run(("0.4.0.127.0.7.1.1.4.1", 8), NotImplemented, EllipticCurve, ("", " with plain ECDSA"), SHA_3),
        run(("1.2.156.10197.1", 501), NotImplemented, EllipticCurve, AS_IT_IS, &["SM2 with SM3"]),
        run(("1.2.840.10045.3.1", 1), Refused, None, AS_IT_IS, &["P-192", "prime192v2", "prime192v3"]),
        run(("1.2.840.10045.3.1", 4), NotImplemented, None, ("prime239v", ""), &["1", "2", "3"]),
        run((SECG_CURVES, 1), Refused, None, AS_IT_IS, &["sect163k1", "sect163r1"]),
        run((SECG_CURVES, 6), Refused, None, AS_IT_IS, &["secp112r1", "secp112r2", "secp160r1", "secp160k1"]),
        run((SECG_CURVES, 10), NotImplemented, None, AS_IT_IS, &["secp256k1"]),
        run((SECG_CURVES, 15), Refused, None, AS_IT_IS, &["sect163r2"]),
        run((SECG_CURVES, 16), NotImplemented, None, ("sect283", ""), &["k1", "r1"]),
        run((SECG_CURVES, 26), NotImplemented, None, ("sect233", ""), &["k1", "r1"]),
        run((SECG_CURVES, 28), Refused, None, AS_IT_IS, &["secp128r1", "secp128r2", "secp160r2", "secp192k1"]),
        run((SECG_CURVES, 32), NotImplemented, None, AS_IT_IS, &["secp224k1", "P-224"]),
        run((SECG_CURVES, 36), NotImplemented, None, AS_IT_IS, &["sect409k1", "sect409r1", "sect571k1", "sect571r1"]),
        run(("1.3.36.3.3.2.8.1.1", 1), Refused, None, ("brainpoolP", "1"), &["160r", "160t", "192r", "192t"]),
        run(
            ("1.3.36.3.3.2.8.1.1", 5),
            NotImplemented,
            None,
            ("brainpoolP", "1"),
            &["224r", "224t", "256r", "256t", "320r", "320t", "384r", "384t", "512r", "512t"],
        ),
        run(("1.2.156.10197.1", 301), NotImplemented, None, AS_IT_IS, &["SM2"]),
        run(("1.2.250.1.223.101.256", 1), NotImplemented, None, AS_IT_IS, &["FRP256v1"]),
        // Others.
        run(("1.2.840.10040.4", 1), NotImplemented, Other, AS_IT_IS, &["DSA"]),
        run(("1.2.840.10040.4", 3), Forgeable, Other, AS_IT_IS, &["SHA-1 with DSA"]),
        run(("1.3.14.3.2", 12), Refused, Other, AS_IT_IS, &["DSA", "SHA-0 with DSA"]),
        run(("1.3.14.3.2", 27), Forgeable, Other, AS_IT_IS, &["SHA-1 with DSA"]),
        run((NIST_SIGNATURES, 1), NotImplemented, Other, ("SHA-", " with DSA"), &["224", "256", "384", "512"]),
        run((NIST_SIGNATURES, 5), NotImplemented, Other, ("", " with DSA"), SHA_3),
        run(("1.3.101", 110), Refused, Other, AS_IT_IS, &["X25519", "X448"]),
        run(("1.3.101", 113), NotImplemented, Other, AS_IT_IS, &["Ed448"]),
        run(("1.2.643.2.2", 3), Refused, Other, AS_IT_IS, &["GOST R 34.10-2001 with GOST R 34.11-94"]),
        run(("1.2.643.2.2", 19), NotImplemented, Other, AS_IT_IS, &["GOST R 34.10-2001"]),
        run(("1.2.643.7.1.1.1", 1), NotImplemented, Other, ("GOST R 34.10-2012 with ", " bits"), &["256", "512"]),
        run(("1.2.643.7.1.1.3", 2), NotImplemented, Other, ("GOST R 34.10-2012 with Streebog-", ""), &["256", "512"]),
        // Algorithms that quantum computers do not break.
        run((NIST_SIGNATURES, 17), NotImplemented, Other, ("ML-DSA-", ""), &["44", "65", "87"]),
        run((NIST_SIGNATURES, 20), NotImplemented, Other, ("SLH-DSA-", ""), SLH_DSA),
        run((NIST_SIGNATURES, 32), NotImplemented, Other, ("HashML-DSA-", " with SHA-512"), &["44", "65", "87"]),
        run((NIST_SIGNATURES, 35), NotImplemented, Other, ("HashSLH-DSA-", ""), SLH_DSA),
        run(("1.2.840.113549.1.9.16.3", 17), NotImplemented, Other, AS_IT_IS, &["HSS/LMS"]),
        run((PKIX_ALGORITHMS, 34), NotImplemented, Other, AS_IT_IS, &["XMSS", "XMSS^MT"]),
        run((PKIX_ALGORITHMS, 37), NotImplemented, Other, ("composite ", ""), COMPOSITE),
        run(("2.16.840.1.114027.80.9.1", 0), NotImplemented, Other, ("composite ", " (draft)"), COMPOSITE),
        run(("1.3.6.1.4.1.2.267.12.4", 4), NotImplemented, Other, AS_IT_IS, &["Dilithium2 (draft of ML-DSA-44)"]),
        run(("1.3.6.1.4.1.2.267.12.6", 5), NotImplemented, Other, AS_IT_IS, &["Dilithium3 (draft of ML-DSA-65)"]),
        run(("1.3.6.1.4.1.2.267.12.8", 7), NotImplemented, Other, AS_IT_IS, &["Dilithium5 (draft of ML-DSA-87)"]),
        run(("2.16.840.1.101.3.4.4", 1), Refused, Other, ("ML-KEM-", ""), &["512", "768", "1024"]),
    ]
};

/// Returns the run to which an object identifier belongs, and its name.
fn find(id: ObjectIdentifier) -> Option<(&'static Run, &'static str)> {
    let text = id.to_string();
    let (parent, last) = text.rsplit_once('.')?;
    let last: u32 = last.parse().ok()?;
    TABLE.iter().filter(|run| run.parent == parent).find_map(|run| {
        let index = usize::try_from(last.checked_sub(run.first)?).ok()?;
        run.names.get(index).map(|name| (run, *name))
    })
}

/// Returns the name of an algorithm or curve that is not accepted, or its object identifier.
pub(crate) fn name_of(id: ObjectIdentifier) -> String {
    find(id).map_or_else(|| id.to_string(), |(run, name)| format!("{}{name}{}", run.around.0, run.around.1))
}

/// Returns the reason why an algorithm is not accepted.
pub(super) fn standing(id: ObjectIdentifier) -> Standing {
    find(id).map_or(Standing::NotImplemented, |(run, _)| run.standing)
}

/// Returns the kind of key of the algorithm, if it is known.
pub(super) fn family(id: ObjectIdentifier) -> Option<Family> {
    find(id).map(|(run, _)| run.family)
}

#[cfg(test)]
mod tests {
    use alloc::{string::ToString, vec::Vec};

    use der::oid::ObjectIdentifier;

    use super::{Standing, TABLE, name_of, standing};

    #[test]
    fn names_are_those_of_the_registers() {
        for (id, name) in [
            ("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
            ("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
            ("2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s"),
            ("2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f"),
            ("2.16.840.1.101.3.4.3.33", "HashML-DSA-65 with SHA-512"),
            ("2.16.840.1.101.3.4.3.46", "HashSLH-DSA-SHAKE-256f"),
            ("1.3.6.1.5.5.7.6.37", "composite MLDSA44-RSA2048-PSS"),
            ("1.3.6.1.5.5.7.6.54", "composite MLDSA87-ECDSA-P521"),
            ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
            ("1.3.36.3.3.2.8.1.1.14", "brainpoolP512t1"),
            ("1.3.132.0.33", "P-224"),
            ("1.3.132.0.10", "secp256k1"),
            ("1.3.101.113", "Ed448"),
            ("1.2.3.4", "1.2.3.4"),
        ] {
            assert_eq!(name_of(ObjectIdentifier::new_unwrap(id)), name);
            assert_eq!(standing(ObjectIdentifier::new_unwrap(id)), Standing::NotImplemented);
        }
    }

    #[test]
    fn what_is_broken_or_weak_is_refused() {
        for (id, name) in [
            ("1.2.840.113549.2.5", "MD5"),
            ("1.3.14.3.2.26", "SHA-1"),
            ("1.2.840.113549.1.1.4", "MD5 with RSA"),
            ("1.2.840.113549.1.1.5", "SHA-1 with RSA"),
            ("1.3.14.3.2.29", "SHA-1 with RSA"),
            ("1.2.840.10045.4.1", "SHA-1 with ECDSA"),
            ("1.2.840.10040.4.3", "SHA-1 with DSA"),
            ("1.2.840.10045.3.1.1", "P-192"),
            ("1.3.36.3.3.2.8.1.1.4", "brainpoolP192t1"),
            ("1.3.36.3.2.1", "RIPEMD-160"),
        ] {
            assert_eq!(name_of(ObjectIdentifier::new_unwrap(id)), name);
            let is_forgeable = name.starts_with("MD5") || name.starts_with("SHA-1");
            let expected = if is_forgeable { Standing::Forgeable } else { Standing::Refused };
            assert_eq!(standing(ObjectIdentifier::new_unwrap(id)), expected, "{name}");
        }
    }

    #[test]
    fn no_object_identifier_has_two_names() {
        let mut all: Vec<_> = TABLE
            .iter()
            .flat_map(|run| (run.first..).zip(run.names).map(|(last, _)| [run.parent, &last.to_string()].join(".")))
            .collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|id| ObjectIdentifier::new(id).is_ok()));
    }
}
