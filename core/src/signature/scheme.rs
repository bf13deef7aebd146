//! Signature algorithms and their parameters.

use alloc::format;

use der::{Decode, Reader, oid::ObjectIdentifier};

use super::{
    Refused, key,
    names::{self, Family},
    not_accepted, refuse,
};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    digest::DigestAlgorithm,
    oid,
};

/// A signature algorithm with all its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).
    RsaPkcs1(DigestAlgorithm),
    /// RSASSA-PSS (RFC 8017 section 8.1), with MGF1 of the same digest.
    RsaPss(PssParameters),
    /// ECDSA (FIPS 186-5).
    Ecdsa(DigestAlgorithm),
    /// Ed25519 without pre-hashing (RFC 8032).
    Ed25519,
}

/// The parameters of RSASSA-PSS.
///
/// ```text
/// RSASSA-PSS-params ::= SEQUENCE {
///     hashAlgorithm    [0] HashAlgorithm    DEFAULT sha1,
///     maskGenAlgorithm [1] MaskGenAlgorithm DEFAULT mgf1SHA1,
///     saltLength       [2] INTEGER          DEFAULT 20,
///     trailerField     [3] TrailerField     DEFAULT trailerFieldBC }
/// ```
/// (RFC 4055 section 3.1). SHA-1 is not accepted, so the first two must be present.
///
/// In a key they limit its signatures: these have the same digest and mask, and a salt at least as long (section 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PssParameters {
    pub(super) digest: DigestAlgorithm,
    pub(super) salt_length: usize,
}

impl Scheme {
    /// Returns the scheme of a certificate's or revocation list's `signatureAlgorithm` (RFC 5280 section 4.1.1.2).
    pub(crate) fn of_certificate(algorithm: &AlgorithmIdentifier) -> Result<Self, Refused> {
        if let Some(digest) = rsa_digest(algorithm.oid) {
            // RFC 4055 section 5: the parameters shall be NULL, but readers also accept absent ones.
            return require(algorithm.has_no_parameters(), Self::RsaPkcs1(digest));
        }
        if let Some(digest) = ecdsa_digest(algorithm.oid) {
            // RFC 5758 section 3.2: the parameters are absent.
            return require(algorithm.parameters.is_none(), Self::Ecdsa(digest));
        }
        match algorithm.oid {
            oid::RSASSA_PSS => match algorithm.parameters.as_deref() {
                Some(parameters) => PssParameters::read(parameters).map(Self::RsaPss),
                None => refuse("the PSS parameters are missing"),
            },
            oid::ED25519 => require(algorithm.parameters.is_none(), Self::Ed25519),
            other => Err(not_accepted("the signature algorithm", other)),
        }
    }

    /// Returns the scheme of a SignerInfo: its `signatureAlgorithm` with its `digestAlgorithm` (RFC 5652 section 5.3,
    /// RFC 5754 section 3). Both have to name the same digest.
    pub(crate) fn of_signer(algorithm: &AlgorithmIdentifier, digest: DigestAlgorithm) -> Result<Self, Refused> {
        if algorithm.oid == oid::RSA_ENCRYPTION {
            return require(algorithm.has_no_parameters(), Self::RsaPkcs1(digest));
        }
        let scheme = Self::of_certificate(algorithm)?;
        // RFC 8419 section 3.1: Ed25519 is used with SHA-512.
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

    /// Returns the digest algorithm of the scheme, or `None` for Ed25519, which digests the message itself.
    pub(crate) const fn digest(&self) -> Option<DigestAlgorithm> {
        match self {
            Self::RsaPkcs1(digest) | Self::RsaPss(PssParameters { digest, .. }) | Self::Ecdsa(digest) => Some(*digest),
            Self::Ed25519 => None,
        }
    }

    /// Returns whether a key of this kind makes such signatures, as far as the key's algorithm shows it.
    pub(crate) fn is_for(&self, info: &[u8]) -> bool {
        let Ok((algorithm, _)) = key::read_info(info) else { return false };
        match self {
            Self::RsaPkcs1(_) => algorithm.oid == oid::RSA_ENCRYPTION,
            Self::RsaPss(_) => matches!(algorithm.oid, oid::RSA_ENCRYPTION | oid::RSASSA_PSS),
            Self::Ecdsa(_) => algorithm.oid == oid::EC_PUBLIC_KEY,
            Self::Ed25519 => algorithm.oid == oid::ED25519,
        }
    }

    /// Returns whether a signature algorithm that is not implemented is at least one for this kind of key. It is
    /// assumed for unknown algorithms.
    pub(crate) fn could_be_for(algorithm: &AlgorithmIdentifier, info: &[u8]) -> bool {
        let Ok((key, _)) = key::read_info(info) else { return false };
        if key.oid == oid::ED25519 {
            return false;
        }
        match (names::family(algorithm.oid), names::family(key.oid)) {
            (Some(of_signature), Some(of_key)) => of_signature == of_key,
            (Some(of_signature), None) => of_signature == Family::Other,
            (None, _) => true,
        }
    }

    /// Returns the name of the scheme.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::RsaPkcs1(_) => "RSA PKCS #1 v1.5",
            Self::RsaPss(_) => "RSA PSS",
            Self::Ecdsa(_) => "ECDSA",
            Self::Ed25519 => "Ed25519",
        }
    }
}

impl PssParameters {
    pub(super) fn read(parameters: &[u8]) -> Result<Self, Refused> {
        let (hash, mask, salt_length, trailer) = asn1::whole(parameters, |reader| {
            reader.sequence(|fields| {
                let hash = asn1::explicit(fields, 0, AlgorithmIdentifier::read)?;
                let mask = asn1::explicit(fields, 1, AlgorithmIdentifier::read)?;
                let salt_length = asn1::explicit(fields, 2, u16::decode)?;
                let trailer = asn1::explicit(fields, 3, u8::decode)?;
                Ok::<_, Unreadable>((hash, mask, salt_length, trailer))
            })
        })?;
        let digest = hash.as_ref().and_then(AlgorithmIdentifier::as_digest);
        let Some(digest) = digest else {
            return match hash {
                Some(hash) if DigestAlgorithm::from_oid(hash.oid).is_none() => {
                    Err(not_accepted("the PSS digest", hash.oid))
                }
                Some(_) => refuse("the PSS digest has parameters it must not have"),
                None => refuse("the PSS digest is SHA-1, which is meant where none is named"),
            };
        };
        let mask_digest = match &mask {
            Some(mask) if mask.oid == oid::MGF_1 => {
                let inner = mask.parameters.as_deref().map(|der| asn1::whole(der, AlgorithmIdentifier::read));
                inner.and_then(Result::ok).as_ref().and_then(AlgorithmIdentifier::as_digest)
            }
            _ => None,
        };
        if mask_digest != Some(digest) {
            return refuse("the PSS mask generation does not use the digest of the signature");
        }
        if trailer.is_some_and(|trailer| trailer != 1) {
            return refuse("the PSS trailer field is not known");
        }
        Ok(Self { digest, salt_length: usize::from(salt_length.unwrap_or(20)) })
    }

    /// Returns whether a key that is limited to `allowed` makes signatures with these parameters.
    pub(super) fn are_within(self, allowed: Self) -> bool {
        self.digest == allowed.digest && self.salt_length >= allowed.salt_length
    }
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
