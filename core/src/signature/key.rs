//! Public keys: which are accepted, and how much work they cause.

use alloc::{format, string::String};

use der::{Decode, Reader, SliceReader, Tag, oid::ObjectIdentifier};
use rsa::{BoxedUint, PublicKey as RsaPublicKey};

use super::{Refused, algorithm_error, name_of, not_accepted, refuse, scheme::PssParameters};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    limits, oid,
};

/// The smallest size of an RSA modulus, in bits (NIST SP 800-131A).
const RSA_BITS_MIN: u32 = 2048;
/// A public key of an accepted kind.
#[derive(Clone, Debug)]
pub(crate) enum PublicKey {
    Rsa(RsaPublicKey),
    /// An RSA key for PSS only (RFC 4055 section 1.2), with its limits on the parameters of signatures.
    RsaPss(RsaPublicKey, Option<PssParameters>),
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    P521(p521::ecdsa::VerifyingKey),
    Ed25519(ed25519_dalek::VerifyingKey),
}

impl PublicKey {
    /// Reads `SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }` (RFC
    /// 5280 section 4.1.2.7).
    pub(crate) fn read(info: &[u8]) -> Result<Self, Refused> {
        let (algorithm, key) = read_info(info)?;
        match algorithm.oid {
            oid::RSA_ENCRYPTION if algorithm.parameters.as_deref() == Some(&[0x05, 0x00]) => {
                read_rsa(key).map(Self::Rsa)
            }
            oid::RSA_ENCRYPTION => refuse("the RSA key's parameters are not NULL"),
            oid::RSASSA_PSS => read_rsa_pss(&algorithm, key),
            oid::EC_PUBLIC_KEY => read_ec(&algorithm, key),
            oid::ED25519 if algorithm.parameters.is_none() => {
                let octets = key.try_into().map_err(|_| algorithm_error("the Ed25519 key is not 32 octets long"))?;
                let key = ed25519_dalek::VerifyingKey::from_bytes(octets);
                key.map(Self::Ed25519).map_err(|_| algorithm_error("the Ed25519 key is no point of the curve"))
            }
            other => Err(not_accepted("the key algorithm", other)),
        }
    }

    /// Checks that the key may be in a certificate: it is of an accepted kind, or for another use than signatures.
    pub(crate) fn check(info: &[u8]) -> Result<(), Refused> {
        match read_info(info)?.0.oid {
            oid::X25519 | oid::X448 => Ok(()),
            _ => Self::read(info).map(|_| ()),
        }
    }

    /// Describes the key for people: `RSA 3072`, `EC P-256`, or the name of an algorithm that is not accepted.
    pub(crate) fn describe(info: &[u8]) -> String {
        match Self::read(info) {
            Ok(Self::Rsa(key) | Self::RsaPss(key, _)) => format!("RSA {}", rsa_bits(&key)),
            Ok(Self::P256(_)) => "EC P-256".into(),
            Ok(Self::P384(_)) => "EC P-384".into(),
            Ok(Self::P521(_)) => "EC P-521".into(),
            Ok(Self::Ed25519(_)) => "Ed25519".into(),
            Err(_) => read_info(info).map_or_else(|_| "unreadable".into(), |(algorithm, _)| name_of_key(&algorithm)),
        }
    }

    /// Returns the cost of a verification with the key, in verifications with RSA of 2048 bits.
    pub(super) fn price(&self) -> usize {
        match self {
            Self::Rsa(key) | Self::RsaPss(key, _) => {
                let length = usize::try_from(rsa_bits(key).div_ceil(2048)).unwrap_or(usize::MAX);
                length.saturating_mul(length)
            }
            Self::P256(_) => limits::PRICE_P256.count(),
            Self::P384(_) => limits::PRICE_P384.count(),
            Self::P521(_) => limits::PRICE_P521.count(),
            Self::Ed25519(_) => limits::PRICE_ED25519.count(),
        }
    }

    /// Returns the part of an algorithm's name that depends on the key.
    pub(crate) fn curve(&self) -> &'static str {
        match self {
            Self::Rsa(_) | Self::RsaPss(..) | Self::Ed25519(_) => "",
            Self::P256(_) => " P-256",
            Self::P384(_) => " P-384",
            Self::P521(_) => " P-521",
        }
    }
}

/// Returns the name of a key that is not accepted. If the key is on a curve, that is the name of the curve.
fn name_of_key(algorithm: &AlgorithmIdentifier) -> String {
    match curve_of(algorithm) {
        Some(Ok(curve)) => format!("EC {}", name_of(curve)),
        _ => name_of(algorithm.oid),
    }
}

/// Returns the name of the key's curve, if it is not an accepted one.
pub(crate) fn other_curve(info: &[u8]) -> Option<String> {
    let curve = curve_of(&read_info(info).ok()?.0)?.ok()?;
    (!matches!(curve, oid::P_256 | oid::P_384 | oid::P_521)).then(|| name_of(curve))
}

/// Returns the octets of a public key in its BIT STRING. Key identifiers are made from them.
pub(crate) fn key_octets(info: &[u8]) -> Option<&[u8]> {
    read_info(info).ok().map(|(_, key)| key)
}

/// Returns the curve that an ECDSA key names.
fn curve_of(algorithm: &AlgorithmIdentifier) -> Option<Result<ObjectIdentifier, Unreadable>> {
    let parameters = algorithm.parameters.as_deref().filter(|_| algorithm.oid == oid::EC_PUBLIC_KEY)?;
    Some(ObjectIdentifier::from_der(parameters))
}

/// Reads a SubjectPublicKeyInfo: the algorithm, and the octets of the key.
pub(crate) fn read_info(info: &[u8]) -> Result<(AlgorithmIdentifier, &[u8]), Unreadable> {
    asn1::whole(info, |reader| {
        reader.sequence(|fields| {
            let algorithm = AlgorithmIdentifier::read(fields)?;
            let key = asn1::expect(fields, Tag::BitString)?;
            Ok((algorithm, asn1::octets_of_bit_string(key)?))
        })
    })
}

/// Returns the measured cost of a verification with a key. The unit is a verification with RSA of 2048 bits and the
/// usual exponent, 65537. RSA squares once for each bit of the exponent after its first, and the time of that grows
/// with the square of the modulus' length. With 8192 bits and an exponent of 64 bits it takes 64 times as long.
pub(crate) fn cost(info: &[u8]) -> usize {
    let Ok((algorithm, key)) = read_info(info) else { return 1 };
    match algorithm.oid {
        oid::RSA_ENCRYPTION | oid::RSASSA_PSS => rsa_numbers(key).map_or(1, rsa_cost),
        oid::EC_PUBLIC_KEY => match algorithm.parameters.as_deref().map(ObjectIdentifier::from_der) {
            Some(Ok(oid::P_256)) => limits::PRICE_P256.count(),
            Some(Ok(oid::P_384)) => limits::PRICE_P384.count(),
            Some(Ok(oid::P_521)) => limits::PRICE_P521.count(),
            _ => 1,
        },
        oid::ED25519 => limits::PRICE_ED25519.count(),
        _ => 1,
    }
}

fn rsa_cost((modulus, exponent): (&[u8], &[u8])) -> usize {
    // These are octets: 256 are 2048 bits, and two after the first have the 16 bits of 65537. Larger keys are refused
    // unused.
    let modulus = modulus.len().min(1024).div_ceil(256);
    let exponent = exponent.len().min(8).saturating_sub(1).div_ceil(2).max(1);
    modulus.saturating_mul(modulus).saturating_mul(exponent)
}

/// Reads `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }` (RFC 8017 appendix A.1.1).
fn rsa_numbers(key: &[u8]) -> Result<(&[u8], &[u8]), Unreadable> {
    asn1::whole(key, |reader| reader.sequence(|fields| Ok::<_, Unreadable>((unsigned(fields)?, unsigned(fields)?))))
}

fn read_rsa(key: &[u8]) -> Result<RsaPublicKey, Refused> {
    let (modulus, exponent) = rsa_numbers(key)?;
    let bits = u32::try_from(modulus.len()).unwrap_or(u32::MAX).saturating_mul(8);
    let most = limits::RSA_BITS.as_u32();
    if bits > most {
        return refuse(format!("the RSA key has more than {most} bits"));
    }
    // No key in use has an exponent above 2^64, and verifying would take long.
    if exponent.len() > 8 {
        return refuse("the RSA key's public exponent is too large");
    }
    let unsigned = |octets: &[u8]| BoxedUint::from_be_slice_vartime(octets);
    let key = RsaPublicKey::new(unsigned(modulus), unsigned(exponent))
        .map_err(|_| algorithm_error("the RSA key is too small or not a possible key"))?;
    if rsa_bits(&key) < RSA_BITS_MIN {
        return refuse(format!("the RSA key has {} bits, less than {RSA_BITS_MIN}", rsa_bits(&key)));
    }
    Ok(key)
}

/// Reads an RSA key for PSS only. Without parameters it is for all PSS signatures, with them for those within its
/// limits.
fn read_rsa_pss(algorithm: &AlgorithmIdentifier, key: &[u8]) -> Result<PublicKey, Refused> {
    let allowed = algorithm.parameters.as_deref().map(PssParameters::read).transpose()?;
    Ok(PublicKey::RsaPss(read_rsa(key)?, allowed))
}

fn rsa_bits(key: &RsaPublicKey) -> u32 {
    use rsa::traits::PublicKeyParts;
    key.n().bit_width()
}

/// Reads the octets of a positive INTEGER, without a leading zero.
fn unsigned<'a>(reader: &mut SliceReader<'a>) -> Result<&'a [u8], Unreadable> {
    let value = asn1::expect(reader, Tag::Integer)?.value();
    match value {
        [0, rest @ ..] if rest.first().is_some_and(|octet| *octet >= 0x80) => Ok(rest),
        [first, ..] if (1..0x80).contains(first) => Ok(value),
        _ => Err(Tag::Integer.value_error().into()),
    }
}

/// Reads a key on a named curve (RFC 5480 section 2.1.1). Explicit parameters are refused.
fn read_ec(algorithm: &AlgorithmIdentifier, key: &[u8]) -> Result<PublicKey, Refused> {
    // Section 2.2: points are compressed or uncompressed. The crates know more forms.
    if !matches!(key.first(), Some(0x02..=0x04)) {
        return refuse("the EC key is in a form that is not accepted");
    }
    let no_point = |_| algorithm_error("the EC key is no point of its curve");
    match curve_of(algorithm) {
        Some(Ok(oid::P_256)) => p256::ecdsa::VerifyingKey::from_sec1_bytes(key).map(PublicKey::P256).map_err(no_point),
        Some(Ok(oid::P_384)) => p384::ecdsa::VerifyingKey::from_sec1_bytes(key).map(PublicKey::P384).map_err(no_point),
        Some(Ok(oid::P_521)) => p521::ecdsa::VerifyingKey::from_sec1_bytes(key).map(PublicKey::P521).map_err(no_point),
        Some(Ok(other)) => Err(not_accepted("the elliptic curve", other)),
        _ => refuse("the EC key does not name its curve"),
    }
}

#[cfg(test)]
mod tests {
    use alloc::{vec, vec::Vec};

    use super::cost;

    fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        match content.len() {
            0..0x80 => [&[tag, length[1]], content].concat(),
            0x80..0x100 => [&[tag, 0x81, length[1]], content].concat(),
            _ => [&[tag, 0x82, length[0], length[1]], content].concat(),
        }
    }

    fn rsa(octets: usize, exponent: &[u8]) -> Vec<u8> {
        let modulus = tlv(2, &[vec![0], vec![0x80; octets]].concat());
        let key = tlv(0x30, &[modulus, tlv(2, exponent)].concat());
        let algorithm = [0x30, 13, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1, 5, 0];
        tlv(0x30, &[algorithm.to_vec(), tlv(3, &[vec![0], key].concat())].concat())
    }

    #[test]
    fn large_keys_cost_more() {
        for (octets, exponent, expected) in [
            (256, &[1, 0, 1][..], 1),
            (256, &[3], 1),
            (512, &[1, 0, 1], 4),
            (1024, &[1, 0, 1], 16),
            (1024, &[1, 0, 0, 0, 1], 32),
            (1024, &[0x7F, 1, 1, 1, 1, 1, 1, 1], 64),
        ] {
            assert_eq!(cost(&rsa(octets, exponent)), expected, "{octets} octets, {exponent:?}");
        }
        assert_eq!(cost(b"no key"), 1);
    }
}
