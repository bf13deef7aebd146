//! A private key: which kinds are accepted, and the one form in which hosts get it.

use alloc::{format, vec, vec::Vec};

use der::{Decode, Reader, SliceReader, Tag, oid::ObjectIdentifier};
use zeroize::Zeroizing;

use super::{
    derivation::Secret,
    refusal::{DAMAGED, KEY_NOT_ACCEPTED},
};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    der_writer::{self, BIT_STRING, INTEGER, NULL, OCTET_STRING, SEQUENCE, algorithm, constructed, object_identifier},
    oid,
    reason::Refusal,
    signature,
};

/// The kind of a private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// An RSA key.
    Rsa,
    /// An RSA key that its owner has restricted to PSS (RFC 4055 section 1.2).
    RsaPss,
    /// An EC key on P-256.
    P256,
    /// An EC key on P-384.
    P384,
    /// An EC key on P-521.
    P521,
    /// An Ed25519 key.
    Ed25519,
}

impl KeyKind {
    /// Returns the name: `RSA`, `RSA-PSS`, `EC` or `Ed25519`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rsa => "RSA",
            Self::RsaPss => "RSA-PSS",
            Self::P256 | Self::P384 | Self::P521 => "EC",
            Self::Ed25519 => "Ed25519",
        }
    }

    /// Returns the name of the curve of an EC key, as Web Crypto has it.
    #[must_use]
    pub const fn curve(self) -> Option<&'static str> {
        match self {
            Self::P256 => Some("P-256"),
            Self::P384 => Some("P-384"),
            Self::P521 => Some("P-521"),
            Self::Rsa | Self::RsaPss | Self::Ed25519 => None,
        }
    }

    /// Finds the kind of a key by its algorithm, in a private key or in a certificate.
    pub(super) fn of(algorithm: &AlgorithmIdentifier) -> Result<Self, Refusal> {
        let id = algorithm.oid;
        match id {
            oid::RSA_ENCRYPTION => Ok(Self::Rsa),
            oid::RSASSA_PSS => Ok(Self::RsaPss),
            oid::ED25519 => Ok(Self::Ed25519),
            oid::EC_PUBLIC_KEY => {
                let curve = algorithm.parameters.as_deref().map(ObjectIdentifier::from_der);
                let unnamed = || KEY_NOT_ACCEPTED.because("The EC key does not name its curve.");
                Self::on_curve(curve.and_then(Result::ok).ok_or_else(unnamed)?)
            }
            _ => Err(not_accepted(id)),
        }
    }

    fn on_curve(id: ObjectIdentifier) -> Result<Self, Refusal> {
        match id {
            oid::P_256 => Ok(Self::P256),
            oid::P_384 => Ok(Self::P384),
            oid::P_521 => Ok(Self::P521),
            _ => Err(not_accepted(id)),
        }
    }

    pub(super) const fn is_rsa(self) -> bool {
        matches!(self, Self::Rsa | Self::RsaPss)
    }

    /// Returns the algorithm identifier in PKCS #8. Web Crypto takes RSA keys by this one only, also those for PSS.
    fn algorithm(self) -> Vec<u8> {
        match self {
            Self::Rsa | Self::RsaPss => algorithm(oid::RSA_ENCRYPTION, NULL),
            Self::P256 => algorithm(oid::EC_PUBLIC_KEY, &object_identifier(oid::P_256)),
            Self::P384 => algorithm(oid::EC_PUBLIC_KEY, &object_identifier(oid::P_384)),
            Self::P521 => algorithm(oid::EC_PUBLIC_KEY, &object_identifier(oid::P_521)),
            Self::Ed25519 => algorithm(oid::ED25519, &[]),
        }
    }

    /// Returns the length of a coordinate and of a private key, for keys of a fixed length.
    const fn octets(self) -> usize {
        match self {
            Self::Rsa | Self::RsaPss => 0,
            Self::P256 | Self::Ed25519 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}

fn not_accepted(id: ObjectIdentifier) -> Refusal {
    let name = signature::name_of(id);
    KEY_NOT_ACCEPTED.because(format!("The key is for {name}, which is not accepted."))
}

/// A private key that was read.
pub(super) struct PrivateKey {
    pub(super) kind: KeyKind,
    /// `PrivateKeyInfo`, version 0, without attributes.
    pub(super) pkcs8: Secret,
    /// The public key, as the BIT STRING of a certificate has it. EC and Ed25519 keys may come without it.
    pub(super) public_key: Option<Vec<u8>>,
}

impl PrivateKey {
    /// Reads PKCS #8 in DER.
    pub(super) fn from_pkcs8(der: &[u8]) -> Result<Self, Refusal> {
        let info = read_info(der).map_err(damaged)?;
        let kind = KeyKind::of(&info.algorithm)?;
        match kind {
            KeyKind::Rsa if !info.algorithm.has_no_parameters() => Err(DAMAGED.refusal()),
            KeyKind::Rsa | KeyKind::RsaPss => Self::of_rsa(kind, info.key),
            KeyKind::P256 | KeyKind::P384 | KeyKind::P521 => Self::of_ec(Some(kind), info.key, info.public_key),
            KeyKind::Ed25519 => Self::of_ed25519(&info),
        }
    }

    /// Reads an RSA key in the form of PKCS #1.
    pub(super) fn from_rsa(key: &[u8]) -> Result<Self, Refusal> {
        Self::of_rsa(KeyKind::Rsa, key)
    }

    /// Reads an EC key in the form of RFC 5915. The curve is given if another structure names it.
    pub(super) fn from_ec(key: &[u8], curve: Option<ObjectIdentifier>) -> Result<Self, Refusal> {
        Self::of_ec(curve.map(KeyKind::on_curve).transpose()?, key, None)
    }

    fn new(kind: KeyKind, key: &[u8], public_key: Option<Vec<u8>>) -> Self {
        let key = Zeroizing::new(der_writer::value(OCTET_STRING, &[key]));
        let pkcs8 = Zeroizing::new(der_writer::value(SEQUENCE, &[&[INTEGER, 1, 0], &kind.algorithm(), &key]));
        Self { kind, pkcs8, public_key }
    }

    fn of_rsa(kind: KeyKind, key: &[u8]) -> Result<Self, Refusal> {
        let (modulus, exponent) = read_rsa(key).map_err(damaged)?;
        let number = |content| der_writer::value(INTEGER, &[content]);
        let public_key = der_writer::value(SEQUENCE, &[&number(modulus), &number(exponent)]);
        Ok(Self::new(kind, key, Some(public_key)))
    }

    fn of_ec(kind: Option<KeyKind>, key: &[u8], outer_public_key: Option<&[u8]>) -> Result<Self, Refusal> {
        let parts = read_ec(key).map_err(damaged)?;
        let inner = parts.curve.map(KeyKind::on_curve).transpose()?;
        let unnamed = || KEY_NOT_ACCEPTED.because("The EC key does not name its curve.");
        let kind = kind.or(inner).ok_or_else(unnamed)?;
        let public_key = parts.public_key.or(outer_public_key);
        let padding = kind.octets().checked_sub(parts.key.len()).filter(|_| !parts.key.is_empty());
        let padding = vec![0; padding.ok_or_else(|| DAMAGED.refusal())?];
        if inner.is_some_and(|inner| inner != kind) || !public_key.is_none_or(|point| is_point(point, kind.octets())) {
            return Err(DAMAGED.refusal());
        }
        // Without the curve, which stands in the algorithm; the number has all its octets (RFC 5915 section 3).
        let number = Zeroizing::new(der_writer::value(OCTET_STRING, &[&padding, parts.key]));
        let point = public_key.map(|point| {
            let point = der_writer::value(BIT_STRING, &[&[0], point]);
            der_writer::value(constructed(1), &[&point])
        });
        let point = point.unwrap_or_default();
        let key = Zeroizing::new(der_writer::value(SEQUENCE, &[&[INTEGER, 1, 1], &number, &point]));
        Ok(Self::new(kind, &key, public_key.map(<[u8]>::to_vec)))
    }

    /// Reads `CurvePrivateKey ::= OCTET STRING` (RFC 8410 section 7).
    fn of_ed25519(info: &PrivateKeyInfo<'_>) -> Result<Self, Refusal> {
        let kind = KeyKind::Ed25519;
        let key = asn1::whole(info.key, |reader| Ok(asn1::expect(reader, Tag::OctetString)?.value()));
        let is_whole = |octets: &[u8]| octets.len() == kind.octets();
        let is_right = info.algorithm.parameters.is_none() && info.public_key.is_none_or(is_whole);
        if !is_right || !is_whole(key.map_err(damaged)?) {
            return Err(DAMAGED.refusal());
        }
        Ok(Self::new(kind, info.key, info.public_key.map(<[u8]>::to_vec)))
    }
}

fn damaged(_: Unreadable) -> Refusal {
    DAMAGED.refusal()
}

/// Returns whether the octets have the form of a point (SEC 1 section 2.3.3), compressed or not.
fn is_point(octets: &[u8], field: usize) -> bool {
    match octets {
        [0x04, both @ ..] => both.len() == field.saturating_mul(2),
        [0x02 | 0x03, one @ ..] => one.len() == field,
        _ => false,
    }
}

struct PrivateKeyInfo<'a> {
    algorithm: AlgorithmIdentifier,
    key: &'a [u8],
    public_key: Option<&'a [u8]>,
}

/// Reads PKCS #8 (RFC 5958 section 2). Attributes say nothing about the key.
///
/// ```text
/// OneAsymmetricKey ::= SEQUENCE {
///     version              INTEGER { v1(0), v2(1) },
///     privateKeyAlgorithm  AlgorithmIdentifier,
///     privateKey           OCTET STRING,
///     attributes       [0] Attributes OPTIONAL,
///     publicKey        [1] BIT STRING OPTIONAL }
/// ```
fn read_info(der: &[u8]) -> Result<PrivateKeyInfo<'_>, Unreadable> {
    asn1::whole(der, |reader| {
        reader.sequence(|fields| {
            if !matches!(asn1::integer(fields)?, [0 | 1]) {
                return Err(Tag::Integer.value_error().into());
            }
            let algorithm = AlgorithmIdentifier::read(fields)?;
            let key = asn1::expect(fields, Tag::OctetString)?.value();
            asn1::optional(fields, asn1::context(0, true))?;
            let public_key = asn1::optional(fields, asn1::context(1, false))?;
            let public_key = public_key.map(asn1::octets_of_bit_string).transpose()?;
            Ok(PrivateKeyInfo { algorithm, key, public_key })
        })
    })
}

/// Reads the modulus and the public exponent of an RSA key (RFC 8017 appendix A.1.2). Keys of more than two primes, which
/// have version 1, are not accepted by hosts.
///
/// ```text
/// RSAPrivateKey ::= SEQUENCE {
///     version INTEGER, modulus INTEGER, publicExponent INTEGER, privateExponent INTEGER,
///     prime1 INTEGER, prime2 INTEGER, exponent1 INTEGER, exponent2 INTEGER, coefficient INTEGER }
/// ```
fn read_rsa(key: &[u8]) -> Result<(&[u8], &[u8]), Unreadable> {
    asn1::whole(key, |reader| {
        reader.sequence(|fields| {
            if asn1::integer(fields)? != [0] {
                return Err(Tag::Integer.value_error().into());
            }
            let public = (positive(fields)?, positive(fields)?);
            (0..6).try_for_each(|_| positive(fields).map(|_| ()))?;
            Ok(public)
        })
    })
}

fn positive<'a>(fields: &mut SliceReader<'a>) -> Result<&'a [u8], Unreadable> {
    match asn1::integer(fields)? {
        [0] | [0x80..=0xFF, ..] => Err(Tag::Integer.value_error().into()),
        content => Ok(content),
    }
}

struct EcPrivateKey<'a> {
    key: &'a [u8],
    curve: Option<ObjectIdentifier>,
    public_key: Option<&'a [u8]>,
}

/// Reads an EC key (RFC 5915 section 3).
///
/// ```text
/// ECPrivateKey ::= SEQUENCE {
///     version        INTEGER { ecPrivkeyVer1(1) },
///     privateKey     OCTET STRING,
///     parameters [0] OBJECT IDENTIFIER OPTIONAL,
///     publicKey  [1] BIT STRING OPTIONAL }
/// ```
fn read_ec(key: &[u8]) -> Result<EcPrivateKey<'_>, Unreadable> {
    asn1::whole(key, |reader| {
        reader.sequence(|fields| {
            if asn1::integer(fields)? != [1] {
                return Err(Tag::Integer.value_error().into());
            }
            let key = asn1::expect(fields, Tag::OctetString)?.value();
            let curve = asn1::explicit(fields, 0, ObjectIdentifier::decode)?;
            let public_key =
                asn1::explicit(fields, 1, |reader| asn1::octets_of_bit_string(asn1::expect(reader, Tag::BitString)?))?;
            Ok(EcPrivateKey { key, curve, public_key })
        })
    })
}
