//! Decrypts what a password protects (RFC 8018 section 6.2, RFC 7292 appendix C).

use alloc::vec::Vec;

use cbc::{
    Decryptor,
    cipher::{BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, KeyInit, KeyIvInit, block_padding::Pkcs7},
};
use der::{Reader, Tag, oid::ObjectIdentifier};
use rc2::Rc2;
use zeroize::Zeroizing;

use super::{
    derivation::{Budget, Derivation, Digest, Pkcs12, Purpose, Secret, not_accepted, number},
    password::Password,
    refusal::{DAMAGED, WRONG_PASSWORD},
};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    oid,
    reason::Refusal,
};

/// Decrypts with a password. What comes out of CBC with the wrong key may look right, so its reader judges as well.
pub(super) fn decrypt(
    algorithm: &AlgorithmIdentifier,
    ciphertext: &[u8],
    password: &Password<'_>,
    budget: &mut Budget,
) -> Result<Secret, Refusal> {
    let scheme = Scheme::read(algorithm)?;
    let cipher = scheme.cipher();
    if ciphertext.is_empty() || ciphertext.len().checked_rem(cipher.block_octets()) != Some(0) {
        return Err(DAMAGED.refusal());
    }
    let (key, iv) = scheme.derive(password, budget)?;
    let mut content = Zeroizing::new(ciphertext.to_vec());
    let length = cipher.decrypt(&key, &iv, &mut content).ok_or_else(|| WRONG_PASSWORD.refusal())?;
    content.truncate(length);
    Ok(content)
}

/// A password-based encryption scheme, with its parameters.
enum Scheme {
    /// PBES2 of PKCS #5.
    Pbes2 { derivation: Derivation, cipher: Cipher, iv: Vec<u8> },
    /// One of the schemes of PKCS #12, with SHA-1.
    Pkcs12 { salt: Vec<u8>, iterations: u64, cipher: Cipher },
}

impl Scheme {
    fn read(algorithm: &AlgorithmIdentifier) -> Result<Self, Refusal> {
        let damaged = |_| DAMAGED.refusal();
        let pkcs12 = Cipher::of_pkcs12(algorithm.oid);
        if pkcs12.is_none() && algorithm.oid != oid::PBES_2 {
            return Err(not_accepted(algorithm.oid));
        }
        let parameters = algorithm.parameters.as_deref().ok_or_else(|| DAMAGED.refusal())?;
        if let Some(cipher) = pkcs12 {
            let (salt, iterations) = read_pkcs12(parameters).map_err(damaged)?;
            return Ok(Self::Pkcs12 { salt, iterations, cipher });
        }
        let (derivation, encryption) = read_pbes2(parameters).map_err(damaged)?;
        let cipher = Cipher::of_pbes2(encryption.oid).ok_or_else(|| not_accepted(encryption.oid))?;
        let iv = encryption.parameters.as_deref().ok_or_else(|| DAMAGED.refusal())?;
        let iv = asn1::whole(iv, |reader| Ok(asn1::expect(reader, Tag::OctetString)?.value())).map_err(damaged)?;
        let derivation = Derivation::read(&derivation)?;
        let fits = |octets| u64::try_from(cipher.key_octets()) == Ok(octets);
        if iv.len() != cipher.block_octets() || !derivation.key_octets().is_none_or(fits) {
            return Err(DAMAGED.refusal());
        }
        Ok(Self::Pbes2 { derivation, cipher, iv: iv.to_vec() })
    }

    const fn cipher(&self) -> Cipher {
        match self {
            Self::Pbes2 { cipher, .. } | Self::Pkcs12 { cipher, .. } => *cipher,
        }
    }

    /// Derives the key and the initialization vector.
    fn derive(&self, password: &Password<'_>, budget: &mut Budget) -> Result<(Secret, Secret), Refusal> {
        match self {
            Self::Pbes2 { derivation, cipher, iv } => {
                let key = derivation.derive(password.utf8, cipher.key_octets(), budget)?;
                Ok((key, Zeroizing::new(iv.clone())))
            }
            Self::Pkcs12 { salt, iterations, cipher } => {
                let derivation = Pkcs12 { digest: Digest::Sha1, salt, iterations: *iterations };
                let mut derive = |purpose, octets| derivation.derive(&password.bmp, purpose, octets, budget);
                let key = derive(Purpose::Encryption, cipher.key_octets())?;
                Ok((key, derive(Purpose::InitializationVector, cipher.block_octets())?))
            }
        }
    }
}

/// Reads `PBES2-params ::= SEQUENCE { keyDerivationFunc AlgorithmIdentifier, encryptionScheme AlgorithmIdentifier }`
/// (RFC 8018 appendix A.4).
fn read_pbes2(parameters: &[u8]) -> Result<(AlgorithmIdentifier, AlgorithmIdentifier), Unreadable> {
    asn1::whole(parameters, |reader| {
        reader.sequence(|fields| Ok((AlgorithmIdentifier::read(fields)?, AlgorithmIdentifier::read(fields)?)))
    })
}

/// Reads `pkcs-12PbeParams ::= SEQUENCE { salt OCTET STRING, iterations INTEGER }` (RFC 7292 appendix C).
fn read_pkcs12(parameters: &[u8]) -> Result<(Vec<u8>, u64), Unreadable> {
    asn1::whole(parameters, |reader| {
        reader.sequence(|fields| Ok((asn1::expect(fields, Tag::OctetString)?.value().to_vec(), number(fields)?)))
    })
}

/// A block cipher in CBC mode, with the padding of RFC 8018.
#[derive(Clone, Copy)]
enum Cipher {
    Aes128,
    Aes192,
    Aes256,
    TripleDes,
    /// Triple DES with two keys.
    DoubleDes,
    Rc2Of128,
    Rc2Of40,
}

impl Cipher {
    /// Finds the cipher of PBES2.
    const fn of_pbes2(id: ObjectIdentifier) -> Option<Self> {
        Some(match id {
            oid::AES_128_CBC => Self::Aes128,
            oid::AES_192_CBC => Self::Aes192,
            oid::AES_256_CBC => Self::Aes256,
            oid::DES_EDE_3_CBC => Self::TripleDes,
            _ => return None,
        })
    }

    /// Finds the cipher of a scheme of PKCS #12.
    const fn of_pkcs12(id: ObjectIdentifier) -> Option<Self> {
        Some(match id {
            oid::PBE_SHA_1_3DES => Self::TripleDes,
            oid::PBE_SHA_1_2DES => Self::DoubleDes,
            oid::PBE_SHA_1_RC2_128 => Self::Rc2Of128,
            oid::PBE_SHA_1_RC2_40 => Self::Rc2Of40,
            _ => return None,
        })
    }

    const fn key_octets(self) -> usize {
        match self {
            Self::Rc2Of40 => 5,
            Self::Aes128 | Self::DoubleDes | Self::Rc2Of128 => 16,
            Self::Aes192 | Self::TripleDes => 24,
            Self::Aes256 => 32,
        }
    }

    const fn block_octets(self) -> usize {
        match self {
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
            Self::TripleDes | Self::DoubleDes | Self::Rc2Of128 | Self::Rc2Of40 => 8,
        }
    }

    /// Decrypts in place. Returns the length without the padding, or `None` if that is wrong.
    fn decrypt(self, key: &[u8], iv: &[u8], content: &mut [u8]) -> Option<usize> {
        match self {
            Self::Aes128 => decrypt_with::<aes::Aes128>(key, iv, content),
            Self::Aes192 => decrypt_with::<aes::Aes192>(key, iv, content),
            Self::Aes256 => decrypt_with::<aes::Aes256>(key, iv, content),
            Self::TripleDes => decrypt_with::<des::TdesEde3>(key, iv, content),
            Self::DoubleDes => decrypt_with::<des::TdesEde2>(key, iv, content),
            Self::Rc2Of128 => decrypt_rc2(key, 128, iv, content),
            Self::Rc2Of40 => decrypt_rc2(key, 40, iv, content),
        }
    }
}

fn decrypt_with<C: BlockCipherDecrypt + KeyInit>(key: &[u8], iv: &[u8], content: &mut [u8]) -> Option<usize> {
    unpadded(Decryptor::<C>::new_from_slices(key, iv).ok()?, content)
}

/// RC2 weakens its key to a number of bits (RFC 2268 section 2).
fn decrypt_rc2(key: &[u8], bits: usize, iv: &[u8], content: &mut [u8]) -> Option<usize> {
    let cipher = Rc2::new_with_eff_key_len(key, bits);
    unpadded(Decryptor::<Rc2>::inner_iv_slice_init(cipher, iv).ok()?, content)
}

fn unpadded(decryptor: impl BlockModeDecrypt, content: &mut [u8]) -> Option<usize> {
    decryptor.decrypt_padded::<Pkcs7>(content).ok().map(<[u8]>::len)
}
