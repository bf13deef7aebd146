//! Public keys, signature algorithms, and the one place that verifies a signature value.
//!
//! Key, algorithm identifier and parameters have to agree; where they do not, the signature is refused before any
//! arithmetic. RSA from 2048 bits (PKCS #1 v1.5 and PSS), ECDSA on P-256, P-384 and P-521, Ed25519; SHA-224 and
//! stronger. MD5 and SHA-1 never.

use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use der::{AnyRef, Decode, Reader, SliceReader, Tag, oid::ObjectIdentifier};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{BoxedUint, Pkcs1v15Sign, Pss, RsaPublicKey};
use sha2::{Sha224, Sha256, Sha384, Sha512};

use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    digest::DigestAlgorithm,
    oid,
};

/// Why a signature is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The algorithm, key or parameters are not accepted; the text says which and why.
    Algorithm(Cow<'static, str>),
    /// The value does not verify.
    Invalid,
}

impl From<Unreadable> for Refused {
    fn from(_: Unreadable) -> Self {
        Self::Algorithm("the key or its algorithm cannot be read".into())
    }
}

/// What a signature is over.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Message<'a> {
    /// The bytes themselves.
    Bytes(&'a [u8]),
    /// Their digest, where the bytes are not at hand.
    Digest(&'a [u8]),
}

/// The smallest RSA modulus in bits (NIST SP 800-131A).
const RSA_BITS_MIN: u32 = 2048;
/// The largest: 8192 bits take some ten milliseconds, and no CA uses more.
const RSA_BITS_MAX: u32 = 8192;

/// A public key of a kind that is accepted.
#[derive(Clone, Debug)]
pub(crate) enum PublicKey {
    Rsa(RsaPublicKey),
    /// An RSA key for PSS only (RFC 4055 section 1.2), and what it says of the signatures it makes.
    RsaPss(RsaPublicKey, Option<PssKeyParameters>),
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    P521(p521::ecdsa::VerifyingKey),
    Ed25519(ed25519_dalek::VerifyingKey),
}

/// What an RSA key for PSS only is restricted to (RFC 4055 section 3.3): the digest, and the shortest salt in octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PssKeyParameters {
    digest: DigestAlgorithm,
    salt_length_min: usize,
}

/// A signature algorithm with all its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).
    RsaPkcs1(DigestAlgorithm),
    /// RSASSA-PSS (RFC 8017 section 8.1), MGF1 with the same digest.
    RsaPss { digest: DigestAlgorithm, salt_length: usize },
    /// ECDSA (FIPS 186-5).
    Ecdsa(DigestAlgorithm),
    /// Ed25519, pure (RFC 8032).
    Ed25519,
}

impl PublicKey {
    /// `SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }`
    /// (RFC 5280 section 4.1.2.7).
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
            other => refuse(format!("the key algorithm {other} is not accepted")),
        }
    }

    /// Whether the key is one that may stand in a certificate: of a kind that is accepted, or for another use than
    /// signatures.
    pub(crate) fn check(info: &[u8]) -> Result<(), Refused> {
        match read_info(info)?.0.oid {
            oid::X25519 | oid::X448 => Ok(()),
            _ => Self::read(info).map(|_| ()),
        }
    }

    /// The key for people: `RSA 3072`, `EC P-256`, or the algorithm's object identifier.
    pub(crate) fn describe(info: &[u8]) -> String {
        match Self::read(info) {
            Ok(Self::Rsa(key) | Self::RsaPss(key, _)) => format!("RSA {}", rsa_bits(&key)),
            Ok(Self::P256(_)) => "EC P-256".into(),
            Ok(Self::P384(_)) => "EC P-384".into(),
            Ok(Self::P521(_)) => "EC P-521".into(),
            Ok(Self::Ed25519(_)) => "Ed25519".into(),
            Err(_) => read_info(info).map_or_else(|_| "unreadable".into(), |(algorithm, _)| describe(&algorithm)),
        }
    }

    /// Verifies a signature value.
    pub(crate) fn verify(&self, scheme: &Scheme, message: Message<'_>, signature: &[u8]) -> Result<(), Refused> {
        let digest = |algorithm: DigestAlgorithm| match message {
            Message::Bytes(bytes) => Cow::Owned(algorithm.digest(bytes)),
            Message::Digest(digest) => Cow::Borrowed(digest),
        };
        let holds = match (self, scheme) {
            (Self::Rsa(key), Scheme::RsaPkcs1(algorithm)) => {
                verify_pkcs1(key, *algorithm, &digest(*algorithm), signature)
            }
            (Self::RsaPss(_, Some(allowed)), Scheme::RsaPss { digest: algorithm, salt_length })
                if *algorithm != allowed.digest || *salt_length < allowed.salt_length_min =>
            {
                return refuse("the signature's PSS parameters are not those the signer's key is for");
            }
            (Self::Rsa(key) | Self::RsaPss(key, _), Scheme::RsaPss { digest: algorithm, salt_length }) => {
                verify_pss(key, *algorithm, *salt_length, &digest(*algorithm), signature)
            }
            (Self::P256(key), Scheme::Ecdsa(algorithm)) => p256::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&widen(&digest(*algorithm), 32), &signature).is_ok()),
            (Self::P384(key), Scheme::Ecdsa(algorithm)) => p384::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&widen(&digest(*algorithm), 48), &signature).is_ok()),
            (Self::P521(key), Scheme::Ecdsa(algorithm)) => p521::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&widen(&digest(*algorithm), 66), &signature).is_ok()),
            (Self::Ed25519(key), Scheme::Ed25519) => {
                let Message::Bytes(bytes) = message else {
                    return refuse("Ed25519 without signed attributes needs the whole content at once");
                };
                ed25519_dalek::Signature::from_slice(signature)
                    .is_ok_and(|signature| key.verify_strict(bytes, &signature).is_ok())
            }
            _ => return refuse("the signature algorithm does not fit the signer's key"),
        };
        if holds { Ok(()) } else { Err(Refused::Invalid) }
    }

    /// The key's part of an algorithm's name.
    pub(crate) fn curve(&self) -> &'static str {
        match self {
            Self::Rsa(_) | Self::RsaPss(..) | Self::Ed25519(_) => "",
            Self::P256(_) => " P-256",
            Self::P384(_) => " P-384",
            Self::P521(_) => " P-521",
        }
    }
}

impl Scheme {
    /// The scheme of a certificate's or revocation list's `signatureAlgorithm` (RFC 5280 section 4.1.1.2).
    pub(crate) fn of_certificate(algorithm: &AlgorithmIdentifier) -> Result<Self, Refused> {
        if let Some(digest) = rsa_digest(algorithm.oid) {
            // RFC 4055 section 5: the parameters shall be NULL; without them readers accept them too.
            return require(algorithm.has_no_parameters(), Self::RsaPkcs1(digest));
        }
        if let Some(digest) = ecdsa_digest(algorithm.oid) {
            // RFC 5758 section 3.2: the parameters are absent.
            return require(algorithm.parameters.is_none(), Self::Ecdsa(digest));
        }
        match algorithm.oid {
            oid::RSASSA_PSS => read_pss(algorithm.parameters.as_deref()),
            oid::ED25519 => require(algorithm.parameters.is_none(), Self::Ed25519),
            other => refuse(format!("the signature algorithm {} is not accepted", name_of(other))),
        }
    }

    /// The scheme of a SignerInfo: its `signatureAlgorithm` with its `digestAlgorithm` (RFC 5652 section 5.3,
    /// RFC 5754 section 3). Both have to name the same digest.
    pub(crate) fn of_signer(algorithm: &AlgorithmIdentifier, digest: DigestAlgorithm) -> Result<Self, Refused> {
        if algorithm.oid == oid::RSA_ENCRYPTION {
            return require(algorithm.has_no_parameters(), Self::RsaPkcs1(digest));
        }
        let scheme = Self::of_certificate(algorithm)?;
        // RFC 8419 section 3.1: Ed25519 goes with SHA-512.
        let named = scheme.digest().unwrap_or(DigestAlgorithm::Sha512);
        if named != digest {
            return refuse(format!(
                "the signature algorithm uses {}, the digest algorithm beside it is {}",
                named.name(),
                digest.name()
            ));
        }
        Ok(scheme)
    }

    /// The digest the scheme is made with; none for Ed25519, which has its own inside.
    pub(crate) const fn digest(&self) -> Option<DigestAlgorithm> {
        match self {
            Self::RsaPkcs1(digest) | Self::RsaPss { digest, .. } | Self::Ecdsa(digest) => Some(*digest),
            Self::Ed25519 => None,
        }
    }

    /// Whether a key of this kind makes such signatures, as far as its algorithm tells.
    pub(crate) fn is_for(&self, info: &[u8]) -> bool {
        let Ok((algorithm, _)) = read_info(info) else { return false };
        match self {
            Self::RsaPkcs1(_) => algorithm.oid == oid::RSA_ENCRYPTION,
            Self::RsaPss { .. } => matches!(algorithm.oid, oid::RSA_ENCRYPTION | oid::RSASSA_PSS),
            Self::Ecdsa(_) => algorithm.oid == oid::EC_PUBLIC_KEY,
            Self::Ed25519 => algorithm.oid == oid::ED25519,
        }
    }

    /// The scheme for people.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::RsaPkcs1(_) => "RSA PKCS #1 v1.5",
            Self::RsaPss { .. } => "RSA PSS",
            Self::Ecdsa(_) => "ECDSA",
            Self::Ed25519 => "Ed25519",
        }
    }
}

/// An algorithm identifier for people, or its object identifier.
pub(crate) fn describe(algorithm: &AlgorithmIdentifier) -> String {
    match Scheme::of_certificate(algorithm) {
        Ok(scheme) => match scheme.digest() {
            Some(digest) => format!("{} with {}", scheme.name(), digest.name()),
            None => scheme.name().into(),
        },
        Err(_) => name_of(algorithm.oid),
    }
}

/// The name of an algorithm that is not accepted, where it is well known.
pub(crate) fn name_of(id: ObjectIdentifier) -> String {
    match id {
        oid::MD5 => "MD5".into(),
        oid::SHA_1 => "SHA-1".into(),
        oid::RSA_ENCRYPTION => "RSA".into(),
        oid::MD5_WITH_RSA => "MD5 with RSA".into(),
        oid::SHA_1_WITH_RSA => "SHA-1 with RSA".into(),
        oid::DSA_SHA_1 => "SHA-1 with DSA".into(),
        oid::ECDSA_SHA_1 => "SHA-1 with ECDSA".into(),
        other => other.to_string(),
    }
}

fn algorithm_error(text: impl Into<Cow<'static, str>>) -> Refused {
    Refused::Algorithm(text.into())
}

fn refuse<T>(text: impl Into<Cow<'static, str>>) -> Result<T, Refused> {
    Err(algorithm_error(text))
}

fn require(parameters_fit: bool, scheme: Scheme) -> Result<Scheme, Refused> {
    if parameters_fit { Ok(scheme) } else { refuse("the signature algorithm has parameters it must not have") }
}

fn rsa_digest(id: ObjectIdentifier) -> Option<DigestAlgorithm> {
    match id {
        oid::SHA_224_WITH_RSA => Some(DigestAlgorithm::Sha224),
        oid::SHA_256_WITH_RSA => Some(DigestAlgorithm::Sha256),
        oid::SHA_384_WITH_RSA => Some(DigestAlgorithm::Sha384),
        oid::SHA_512_WITH_RSA => Some(DigestAlgorithm::Sha512),
        _ => None,
    }
}

fn ecdsa_digest(id: ObjectIdentifier) -> Option<DigestAlgorithm> {
    match id {
        oid::ECDSA_SHA_224 => Some(DigestAlgorithm::Sha224),
        oid::ECDSA_SHA_256 => Some(DigestAlgorithm::Sha256),
        oid::ECDSA_SHA_384 => Some(DigestAlgorithm::Sha384),
        oid::ECDSA_SHA_512 => Some(DigestAlgorithm::Sha512),
        _ => None,
    }
}

fn read_info(info: &[u8]) -> Result<(AlgorithmIdentifier, &[u8]), Unreadable> {
    asn1::whole(info, |reader| {
        reader.sequence(|fields| {
            let algorithm = AlgorithmIdentifier::read(fields)?;
            let key = asn1::expect(fields, Tag::BitString)?;
            Ok((algorithm, asn1::octets_of_bit_string(key)?))
        })
    })
}

/// What verifying with a key costs, in verifications with RSA of 2048 bits and the usual exponent 65537; those on curves
/// count as one. An RSA verification squares once for each bit of the exponent after its first, and that takes the square
/// of the modulus' length: with 8192 bits and an exponent of 64 bits it is 64 times as much.
pub(crate) fn cost(info: &[u8]) -> usize {
    let numbers = read_info(info).ok().filter(|(algorithm, _)| is_rsa(algorithm)).map(|(_, key)| rsa_numbers(key));
    let Some(Ok((modulus, exponent))) = numbers else { return 1 };
    // In octets: 256 are 2048 bits, and two after the first have the 16 bits of 65537. A key with more is refused unused.
    let modulus = modulus.len().min(1024).div_ceil(256);
    let exponent = exponent.len().min(8).saturating_sub(1).div_ceil(2).max(1);
    modulus.saturating_mul(modulus).saturating_mul(exponent)
}

fn is_rsa(algorithm: &AlgorithmIdentifier) -> bool {
    matches!(algorithm.oid, oid::RSA_ENCRYPTION | oid::RSASSA_PSS)
}

/// `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }` (RFC 8017 appendix A.1.1).
fn rsa_numbers(key: &[u8]) -> Result<(&[u8], &[u8]), Unreadable> {
    asn1::whole(key, |reader| reader.sequence(|fields| Ok::<_, Unreadable>((unsigned(fields)?, unsigned(fields)?))))
}

fn read_rsa(key: &[u8]) -> Result<RsaPublicKey, Refused> {
    let (modulus, exponent) = rsa_numbers(key)?;
    let bits = u32::try_from(modulus.len()).unwrap_or(u32::MAX).saturating_mul(8);
    if bits > RSA_BITS_MAX {
        return refuse(format!("the RSA key has more than {RSA_BITS_MAX} bits"));
    }
    // Above 2^64 no key in use has its exponent, and verifying would take long.
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

/// An RSA key for PSS only: without parameters for any, with them for signatures with the same digest and mask and a
/// salt at least as long (RFC 4055 section 3.3).
fn read_rsa_pss(algorithm: &AlgorithmIdentifier, key: &[u8]) -> Result<PublicKey, Refused> {
    let parameters = algorithm.parameters.as_deref().map(|parameters| read_pss(Some(parameters))).transpose()?;
    let allowed = match parameters {
        Some(Scheme::RsaPss { digest, salt_length }) => Some(PssKeyParameters { digest, salt_length_min: salt_length }),
        _ => None,
    };
    Ok(PublicKey::RsaPss(read_rsa(key)?, allowed))
}

fn rsa_bits(key: &RsaPublicKey) -> u32 {
    use rsa::traits::PublicKeyParts;
    key.n().bits()
}

/// The octets of a positive INTEGER, without a leading zero.
fn unsigned<'a>(reader: &mut SliceReader<'a>) -> Result<&'a [u8], Unreadable> {
    let value = asn1::expect(reader, Tag::Integer)?.value();
    match value {
        [0, rest @ ..] if rest.first().is_some_and(|octet| *octet >= 0x80) => Ok(rest),
        [first, ..] if (1..0x80).contains(first) => Ok(value),
        _ => Err(Tag::Integer.value_error().into()),
    }
}

/// A key on a named curve (RFC 5480 section 2.1.1); explicit parameters are refused.
fn read_ec(algorithm: &AlgorithmIdentifier, key: &[u8]) -> Result<PublicKey, Refused> {
    // Section 2.2: compressed or not. The crates know more forms.
    if !matches!(key.first(), Some(0x02..=0x04)) {
        return refuse("the EC key is in a form that is not accepted");
    }
    let named = algorithm.parameters.as_deref().map(ObjectIdentifier::from_der);
    let no_point = |_| algorithm_error("the EC key is no point of its curve");
    match named {
        Some(Ok(oid::P_256)) => p256::ecdsa::VerifyingKey::from_sec1_bytes(key).map(PublicKey::P256).map_err(no_point),
        Some(Ok(oid::P_384)) => p384::ecdsa::VerifyingKey::from_sec1_bytes(key).map(PublicKey::P384).map_err(no_point),
        Some(Ok(oid::P_521)) => p521::ecdsa::VerifyingKey::from_sec1_bytes(key).map(PublicKey::P521).map_err(no_point),
        Some(Ok(other)) => refuse(format!("the elliptic curve {other} is not accepted")),
        _ => refuse("the EC key does not name its curve"),
    }
}

/// ```text
/// RSASSA-PSS-params ::= SEQUENCE {
///     hashAlgorithm    [0] HashAlgorithm    DEFAULT sha1,
///     maskGenAlgorithm [1] MaskGenAlgorithm DEFAULT mgf1SHA1,
///     saltLength       [2] INTEGER          DEFAULT 20,
///     trailerField     [3] TrailerField     DEFAULT trailerFieldBC }
/// ```
/// (RFC 4055 section 3.1). SHA-1 is not accepted, so the first two must be there.
fn read_pss(parameters: Option<&[u8]>) -> Result<Scheme, Refused> {
    let Some(parameters) = parameters else {
        return refuse("the PSS parameters are missing");
    };
    let (hash, mask, salt_length, trailer) = asn1::whole(parameters, |reader| {
        reader.sequence(|fields| {
            let hash = explicit(fields, 0, AlgorithmIdentifier::read)?;
            let mask = explicit(fields, 1, AlgorithmIdentifier::read)?;
            let salt_length = explicit(fields, 2, u16::decode)?;
            let trailer = explicit(fields, 3, u8::decode)?;
            Ok::<_, Unreadable>((hash, mask, salt_length, trailer))
        })
    })?;
    let digest = hash.as_ref().and_then(accepted_digest);
    let Some(digest) = digest else {
        return refuse("the PSS digest is SHA-1 or not known");
    };
    let mask_digest = match &mask {
        Some(mask) if mask.oid == oid::MGF_1 => {
            let inner = mask.parameters.as_deref().map(|der| asn1::whole(der, AlgorithmIdentifier::read));
            inner.and_then(Result::ok).as_ref().and_then(accepted_digest)
        }
        _ => None,
    };
    if mask_digest != Some(digest) {
        return refuse("the PSS mask generation does not use the digest of the signature");
    }
    if trailer.is_some_and(|trailer| trailer != 1) {
        return refuse("the PSS trailer field is not known");
    }
    Ok(Scheme::RsaPss { digest, salt_length: usize::from(salt_length.unwrap_or(20)) })
}

fn accepted_digest(algorithm: &AlgorithmIdentifier) -> Option<DigestAlgorithm> {
    algorithm.has_no_parameters().then(|| DigestAlgorithm::from_oid(algorithm.oid)).flatten()
}

fn explicit<'a, T>(
    fields: &mut SliceReader<'a>,
    number: u32,
    read: impl FnOnce(&mut SliceReader<'a>) -> Result<T, Unreadable>,
) -> Result<Option<T>, Unreadable> {
    let value: Option<AnyRef<'a>> = asn1::optional(fields, asn1::context(number, true))?;
    value.map(|value| asn1::whole(value.value(), read)).transpose()
}

fn verify_pkcs1(key: &RsaPublicKey, algorithm: DigestAlgorithm, digest: &[u8], signature: &[u8]) -> bool {
    let padding = match algorithm {
        DigestAlgorithm::Sha224 => Pkcs1v15Sign::new::<Sha224>(),
        DigestAlgorithm::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        DigestAlgorithm::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        DigestAlgorithm::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    };
    key.verify(padding, digest, signature).is_ok()
}

fn verify_pss(
    key: &RsaPublicKey,
    algorithm: DigestAlgorithm,
    salt_length: usize,
    digest: &[u8],
    signature: &[u8],
) -> bool {
    let verified = match algorithm {
        DigestAlgorithm::Sha224 => key.verify(Pss::<Sha224>::new_with_salt(salt_length), digest, signature),
        DigestAlgorithm::Sha256 => key.verify(Pss::<Sha256>::new_with_salt(salt_length), digest, signature),
        DigestAlgorithm::Sha384 => key.verify(Pss::<Sha384>::new_with_salt(salt_length), digest, signature),
        DigestAlgorithm::Sha512 => key.verify(Pss::<Sha512>::new_with_salt(salt_length), digest, signature),
    };
    verified.is_ok()
}

/// A digest with zeros before it up to the width of the curve's field, which changes nothing of its value
/// (FIPS 186-5 section 6.4.2): the ECDSA crates refuse digests of less than half that width.
fn widen(digest: &[u8], width: usize) -> Vec<u8> {
    let mut wide = vec![0; width.saturating_sub(digest.len())];
    wide.extend_from_slice(digest);
    wide
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
