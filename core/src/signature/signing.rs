//! How a key signs: the scheme, its identifier in CMS, and the forms of a signature value.

use alloc::vec::Vec;

use der::oid::ObjectIdentifier;

use super::{PublicKey, Refused, Scheme, refuse, scheme::PssParameters};
use crate::{
    der_writer::{NULL, SEQUENCE, algorithm, of_elements, unsigned, value},
    digest::DigestAlgorithm,
    oid,
};

impl Scheme {
    /// Returns the scheme with which the owner of a key signs. Without a digest algorithm it is the one that is as
    /// strong as the key. `is_pss` chooses PSS for an RSA key that is for both.
    pub(crate) fn of_key(key: &PublicKey, digest: Option<DigestAlgorithm>, is_pss: bool) -> Result<Self, Refused> {
        if digest == Some(DigestAlgorithm::Sha224) {
            return refuse("SHA-224 is too weak for new signatures");
        }
        let or = |default| digest.unwrap_or(default);
        let pss = |digest: DigestAlgorithm| PssParameters { digest, salt_length: digest.length() };
        match key {
            PublicKey::Rsa(_) if is_pss => Ok(Self::RsaPss(pss(or(DigestAlgorithm::Sha256)))),
            PublicKey::RsaPss(_, Some(allowed)) => {
                let parameters = pss(or(allowed.digest));
                let salt_length = parameters.salt_length.max(allowed.salt_length);
                let parameters = PssParameters { salt_length, ..parameters };
                if parameters.are_within(*allowed) {
                    return Ok(Self::RsaPss(parameters));
                }
                refuse("the key is for another digest algorithm")
            }
            PublicKey::RsaPss(_, None) => Ok(Self::RsaPss(pss(or(DigestAlgorithm::Sha256)))),
            _ if is_pss => refuse("PSS is for RSA keys"),
            PublicKey::Rsa(_) => Ok(Self::RsaPkcs1(or(DigestAlgorithm::Sha256))),
            PublicKey::P256(_) => Ok(Self::Ecdsa(or(DigestAlgorithm::Sha256))),
            PublicKey::P384(_) => Ok(Self::Ecdsa(or(DigestAlgorithm::Sha384))),
            PublicKey::P521(_) => Ok(Self::Ecdsa(or(DigestAlgorithm::Sha512))),
            PublicKey::Ed25519(_) if or(DigestAlgorithm::Sha512) != DigestAlgorithm::Sha512 => {
                refuse("Ed25519 is used with SHA-512 (RFC 8419)")
            }
            PublicKey::Ed25519(_) => Ok(Self::Ed25519),
        }
    }

    /// Returns the digest algorithm beside the scheme in a `SignerInfo`. With Ed25519 it is SHA-512 (RFC 8419 section 3.1).
    pub(crate) fn digest_in_cms(&self) -> DigestAlgorithm {
        self.digest().unwrap_or(DigestAlgorithm::Sha512)
    }

    /// Returns the length of the salt, which only PSS has.
    pub(crate) fn salt_length(&self) -> Option<usize> {
        match self {
            Self::RsaPss(parameters) => Some(parameters.salt_length),
            _ => None,
        }
    }

    /// Encodes the `signatureAlgorithm` of a `SignerInfo` (RFC 5754 section 3, RFC 4056 section 3, RFC 8419 section 3.1).
    pub(crate) fn to_der(self) -> Vec<u8> {
        match self {
            Self::RsaPkcs1(_) => algorithm(oid::RSA_ENCRYPTION, NULL),
            Self::RsaPss(parameters) => algorithm(oid::RSASSA_PSS, &parameters.to_der()),
            Self::Ecdsa(digest) => algorithm(ecdsa_with(digest), &[]),
            Self::Ed25519 => algorithm(oid::ED25519, &[]),
        }
    }
}

impl PssParameters {
    /// Encodes the parameters (RFC 4055 section 3.1). The digest algorithms have NULL as parameters (section 2.1).
    fn to_der(self) -> Vec<u8> {
        let digest = algorithm(self.digest.oid(), NULL);
        let mask = algorithm(oid::MGF_1, &digest);
        // No digest is longer than 64 octets, and no key allows a salt of more than 16 bits.
        let salt_length = unsigned(&u16::try_from(self.salt_length).unwrap_or(u16::MAX).to_be_bytes());
        of_elements(SEQUENCE, &[value(0xA0, &[&digest]), value(0xA1, &[&mask]), value(0xA2, &[&salt_length])])
    }
}

/// Returns the forms in which a signature value may have been meant, the received one first. Keys in hardware and
/// Web Crypto give ECDSA values as r and s, one behind the other. CMS has them in DER (RFC 5753 section 2.1.1).
pub(crate) fn forms_of_value(key: &PublicKey, signature: &[u8]) -> Vec<Vec<u8>> {
    let width = match key {
        PublicKey::P256(_) => 32,
        PublicKey::P384(_) => 48,
        PublicKey::P521(_) => 66,
        PublicKey::Rsa(_) | PublicKey::RsaPss(..) | PublicKey::Ed25519(_) => 0,
    };
    let halves = signature.split_at_checked(width).filter(|(r, s)| width > 0 && r.len() == s.len());
    let der = halves.map(|(r, s)| value(SEQUENCE, &[&unsigned(r), &unsigned(s)]));
    [signature.to_vec()].into_iter().chain(der).collect()
}

fn ecdsa_with(digest: DigestAlgorithm) -> ObjectIdentifier {
    match digest {
        DigestAlgorithm::Sha224 => oid::ECDSA_SHA_224,
        DigestAlgorithm::Sha256 => oid::ECDSA_SHA_256,
        DigestAlgorithm::Sha384 => oid::ECDSA_SHA_384,
        DigestAlgorithm::Sha512 => oid::ECDSA_SHA_512,
    }
}
