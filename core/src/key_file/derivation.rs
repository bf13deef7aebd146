//! Derives keys from passwords, and bounds the work of that before it begins.

use alloc::{format, vec, vec::Vec};

use der::{Reader, SliceReader, Tag, oid::ObjectIdentifier};
use hmac::{Hmac, KeyInit, Mac};
use sha2::digest::{Output, OutputSizeUser, block_api::BlockSizeUser};
use zeroize::{Zeroize, Zeroizing};

use super::refusal::{DAMAGED, ENCRYPTION_NOT_ACCEPTED, LIMIT};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    limits, oid,
    reason::Refusal,
    work,
};

/// A derived key, or an initialization vector.
pub(super) type Secret = Zeroizing<Vec<u8>>;

/// The work that is left for one file.
pub(super) struct Budget {
    iterations: u64,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { iterations: limits::KEY_FILE_ITERATIONS.octets() }
    }

    /// Takes the work of a derivation that gives this many octets, in pieces as long as the digest.
    fn take(&mut self, iterations: u64, octets: usize, digest: Digest) -> Result<(), Refusal> {
        let pieces = u64::try_from(octets.div_ceil(digest.octets())).unwrap_or(u64::MAX);
        self.take_steps(iterations.saturating_mul(pieces))
    }

    fn take_steps(&mut self, steps: u64) -> Result<(), Refusal> {
        self.iterations = self.iterations.checked_sub(steps).ok_or_else(|| LIMIT.refusal())?;
        work::done(usize::try_from(steps).unwrap_or(usize::MAX));
        Ok(())
    }
}

/// A digest algorithm of key derivation and of HMAC. SHA-1 is no weakness here: neither depends on collisions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Digest {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

/// Runs code with the type of a digest algorithm.
macro_rules! with_type {
    ($digest:expr, $type:ident => $code:expr) => {
        match $digest {
            Digest::Sha1 => with_type!(@ sha1::Sha1, $type => $code),
            Digest::Sha224 => with_type!(@ sha2::Sha224, $type => $code),
            Digest::Sha256 => with_type!(@ sha2::Sha256, $type => $code),
            Digest::Sha384 => with_type!(@ sha2::Sha384, $type => $code),
            Digest::Sha512 => with_type!(@ sha2::Sha512, $type => $code),
        }
    };
    (@ $digest:ty, $type:ident => $code:expr) => {{
        type $type = $digest;
        $code
    }};
}

impl Digest {
    /// Finds the digest of an algorithm identifier: that of a digest, or that of its HMAC (RFC 8018 appendix B.1.2).
    pub(super) fn read(algorithm: &AlgorithmIdentifier) -> Result<Self, Refusal> {
        if !algorithm.has_no_parameters() {
            return Err(DAMAGED.refusal());
        }
        match algorithm.oid {
            oid::SHA_1 | oid::HMAC_SHA_1 => Ok(Self::Sha1),
            oid::SHA_224 | oid::HMAC_SHA_224 => Ok(Self::Sha224),
            oid::SHA_256 | oid::HMAC_SHA_256 => Ok(Self::Sha256),
            oid::SHA_384 | oid::HMAC_SHA_384 => Ok(Self::Sha384),
            oid::SHA_512 | oid::HMAC_SHA_512 => Ok(Self::Sha512),
            other => Err(not_accepted(other)),
        }
    }

    /// Returns the length of a digest.
    pub(super) fn octets(self) -> usize {
        with_type!(self, D => <D as OutputSizeUser>::output_size())
    }

    /// Returns whether this is the HMAC of a message. It takes as long for each answer.
    pub(super) fn is_hmac(self, key: &[u8], message: &[u8], mac: &[u8]) -> bool {
        with_type!(self, D => {
            let Ok(hmac) = Hmac::<D>::new_from_slice(key) else { return false };
            hmac.chain_update(message).verify_slice(mac).is_ok()
        })
    }
}

/// A password-based key derivation of PKCS #5, with its parameters.
pub(super) enum Derivation {
    /// PBKDF2 (RFC 8018 section 5.2).
    Pbkdf2 { salt: Vec<u8>, iterations: u64, digest: Digest, key_octets: Option<u64> },
    /// scrypt (RFC 7914).
    Scrypt { salt: Vec<u8>, cost: u64, block_size: u64, parallelization: u64, key_octets: Option<u64> },
}

impl Derivation {
    pub(super) fn read(algorithm: &AlgorithmIdentifier) -> Result<Self, Refusal> {
        let parameters = algorithm.parameters.as_deref().ok_or_else(|| DAMAGED.refusal())?;
        match algorithm.oid {
            oid::PBKDF_2 => read_pbkdf2(parameters),
            oid::SCRYPT => read_scrypt(parameters).map_err(|_| DAMAGED.refusal()),
            other => Err(not_accepted(other)),
        }
    }

    /// Returns the length of the key, if the parameters state it.
    pub(super) const fn key_octets(&self) -> Option<u64> {
        match self {
            Self::Pbkdf2 { key_octets, .. } | Self::Scrypt { key_octets, .. } => *key_octets,
        }
    }

    /// Derives a key of this many octets.
    pub(super) fn derive(&self, password: &[u8], octets: usize, budget: &mut Budget) -> Result<Secret, Refusal> {
        let mut key = Zeroizing::new(vec![0; octets]);
        match self {
            Self::Pbkdf2 { salt, iterations, digest, .. } => {
                let rounds = rounds(*iterations)?;
                budget.take(*iterations, octets, *digest)?;
                with_type!(digest, D => pbkdf2::pbkdf2_hmac::<D>(password, salt, rounds, &mut key));
            }
            Self::Scrypt { salt, cost, block_size, parallelization, .. } => {
                let parameters = scrypt_parameters(*cost, *block_size, *parallelization, budget)?;
                scrypt::scrypt(password, salt, &parameters, &mut key).map_err(|_| DAMAGED.refusal())?;
            }
        }
        Ok(key)
    }
}

/// Reads the parameters of PBKDF2 (RFC 8018 appendix A.2).
///
/// ```text
/// PBKDF2-params ::= SEQUENCE {
///     salt           CHOICE { specified OCTET STRING, otherSource AlgorithmIdentifier },
///     iterationCount INTEGER (1..MAX),
///     keyLength      INTEGER (1..MAX) OPTIONAL,
///     prf            AlgorithmIdentifier DEFAULT algid-hmacWithSHA1 }
/// ```
fn read_pbkdf2(parameters: &[u8]) -> Result<Derivation, Refusal> {
    let fields = asn1::whole(parameters, |reader| {
        reader.sequence(|fields| {
            let salt = asn1::expect(fields, Tag::OctetString)?.value().to_vec();
            let (iterations, key_octets) = (number(fields)?, optional_number(fields)?);
            let prf = if fields.is_finished() { None } else { Some(AlgorithmIdentifier::read(fields)?) };
            Ok::<_, Unreadable>((salt, iterations, key_octets, prf))
        })
    });
    let (salt, iterations, key_octets, prf) = fields.map_err(|_| DAMAGED.refusal())?;
    let digest = prf.as_ref().map_or(Ok(Digest::Sha1), Digest::read)?;
    Ok(Derivation::Pbkdf2 { salt, iterations, digest, key_octets })
}

/// Reads the parameters of scrypt (RFC 7914 section 7.1).
///
/// ```text
/// scrypt-params ::= SEQUENCE {
///     salt                     OCTET STRING,
///     costParameter            INTEGER (1..MAX),
///     blockSize                INTEGER (1..MAX),
///     parallelizationParameter INTEGER (1..MAX),
///     keyLength                INTEGER (1..MAX) OPTIONAL }
/// ```
fn read_scrypt(parameters: &[u8]) -> Result<Derivation, Unreadable> {
    asn1::whole(parameters, |reader| {
        reader.sequence(|fields| {
            let salt = asn1::expect(fields, Tag::OctetString)?.value().to_vec();
            let (cost, block_size, parallelization) = (number(fields)?, number(fields)?, number(fields)?);
            Ok(Derivation::Scrypt { salt, cost, block_size, parallelization, key_octets: optional_number(fields)? })
        })
    })
}

/// Checks the parameters of scrypt against the limits. It needs 128 octets for each block of its cost and of its
/// parallelization, and takes about as long for a block as an iteration of PBKDF2 does.
fn scrypt_parameters(
    cost: u64,
    block_size: u64,
    parallelization: u64,
    budget: &mut Budget,
) -> Result<scrypt::Params, Refusal> {
    if !cost.is_power_of_two() {
        return Err(DAMAGED.refusal());
    }
    let octets = cost.saturating_add(parallelization).saturating_mul(block_size).saturating_mul(128);
    if octets > limits::KEY_FILE_SCRYPT_BYTES.octets() {
        return Err(LIMIT.because("Reading the file would take too much memory."));
    }
    budget.take_steps(cost.saturating_mul(block_size).saturating_mul(parallelization))?;
    let log_cost = u8::try_from(cost.trailing_zeros()).ok();
    let (block_size, parallelization) = (u32::try_from(block_size).ok(), u32::try_from(parallelization).ok());
    let parameters = log_cost.zip(block_size).zip(parallelization);
    let parameters = parameters.and_then(|((log_cost, r), p)| scrypt::Params::new(log_cost, r, p).ok());
    parameters.ok_or_else(|| DAMAGED.refusal())
}

/// Returns a number of iterations, of which there is at least one, for the derivation itself. Numbers above the limit
/// are refused there.
fn rounds(iterations: u64) -> Result<u32, Refusal> {
    match u32::try_from(iterations) {
        Ok(0) => Err(DAMAGED.refusal()),
        Ok(rounds) => Ok(rounds),
        Err(_) => Err(LIMIT.refusal()),
    }
}

/// Refuses an algorithm by its object identifier.
pub(super) fn not_accepted(id: ObjectIdentifier) -> Refusal {
    ENCRYPTION_NOT_ACCEPTED.because(format!("The file is protected with the algorithm {id}, which is not accepted."))
}

/// Reads an INTEGER that is not negative. One that is too large for any limit is the largest number.
pub(super) fn number(reader: &mut SliceReader<'_>) -> Result<u64, Unreadable> {
    let content = asn1::integer(reader)?;
    if content.first().is_none_or(|first| *first >= 0x80) {
        return Err(Tag::Integer.value_error().into());
    }
    let octets = content.iter().try_fold(0_u64, |number, octet| number.checked_mul(256)?.checked_add((*octet).into()));
    Ok(octets.unwrap_or(u64::MAX))
}

fn optional_number(reader: &mut SliceReader<'_>) -> Result<Option<u64>, Unreadable> {
    let is_next = !reader.is_finished() && Tag::peek(reader)? == Tag::Integer;
    is_next.then(|| number(reader)).transpose()
}

/// What a key derived by PKCS #12 is for (RFC 7292 appendix B.3).
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Encryption,
    InitializationVector,
    Integrity,
}

impl Purpose {
    const fn octet(self) -> u8 {
        match self {
            Self::Encryption => 1,
            Self::InitializationVector => 2,
            Self::Integrity => 3,
        }
    }
}

/// The parameters of a key derivation of PKCS #12.
pub(super) struct Pkcs12<'a> {
    pub(super) digest: Digest,
    pub(super) salt: &'a [u8],
    pub(super) iterations: u64,
}

impl Pkcs12<'_> {
    /// Derives this many octets (RFC 7292 appendix B.2).
    pub(super) fn derive(
        &self,
        password: &[u8],
        purpose: Purpose,
        octets: usize,
        budget: &mut Budget,
    ) -> Result<Secret, Refusal> {
        let rounds = rounds(self.iterations)?;
        budget.take(self.iterations, octets, self.digest)?;
        Ok(with_type!(self.digest, D => derive_pkcs12::<D>(password, self.salt, purpose, rounds, octets)))
    }
}

/// The derivation, with the letters of RFC 7292 appendix B.2.
fn derive_pkcs12<D: sha2::Digest + BlockSizeUser>(
    password: &[u8],
    salt: &[u8],
    purpose: Purpose,
    rounds: u32,
    octets: usize,
) -> Secret {
    let block = D::block_size();
    let d = vec![purpose.octet(); block];
    let lengths = [salt, password].map(|octets| whole_blocks(octets.len(), block));
    let mut i = Zeroizing::new(Vec::with_capacity(lengths.into_iter().fold(0, usize::saturating_add)));
    for (octets, length) in [salt, password].into_iter().zip(lengths) {
        i.extend(octets.iter().cycle().take(length));
    }
    let digest_octets = <D as sha2::Digest>::output_size();
    let mut key = Zeroizing::new(Vec::with_capacity(octets.saturating_add(digest_octets)));
    while key.len() < octets {
        let mut a: Output<D> = D::new().chain_update(&d).chain_update(&*i).finalize();
        for _ in 1..rounds {
            a = D::digest(&a);
        }
        key.extend_from_slice(&a);
        for part in i.chunks_exact_mut(block) {
            add(part, &a);
        }
        a.as_mut_slice().zeroize();
    }
    key.truncate(octets);
    key
}

/// Returns the length of octets that are repeated until they fill whole blocks.
fn whole_blocks(octets: usize, block: usize) -> usize {
    octets.checked_next_multiple_of(block).unwrap_or_default()
}

/// Adds a digest, repeated to the length of the block, and one to a block, as a number of big-endian octets.
fn add(block: &mut [u8], digest: &[u8]) {
    let addend: Secret = Zeroizing::new(digest.iter().copied().cycle().take(block.len()).collect());
    let mut carry = 1_u16;
    for (octet, other) in block.iter_mut().zip(addend.iter()).rev() {
        let sum = u16::from(*octet).saturating_add(u16::from(*other)).saturating_add(carry);
        let [high, low] = sum.to_be_bytes();
        (*octet, carry) = (low, u16::from(high));
    }
}
