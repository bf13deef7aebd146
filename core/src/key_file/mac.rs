//! The MAC of a PKCS #12 file, which shows whether the password is right and the file is whole.

use alloc::vec::Vec;

use der::{Reader, Tag};

use super::{
    derivation::{Budget, Derivation, Digest, Pkcs12, Purpose, number},
    password::Password,
    refusal::{DAMAGED, LIMIT, WRONG_PASSWORD},
};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    limits, oid,
    reason::Refusal,
};

/// A MAC and how its key is derived.
pub(super) struct Mac {
    value: Vec<u8>,
    /// The digest of the HMAC.
    digest: Digest,
    key: Key,
}

/// How the key is derived.
enum Key {
    /// By PKCS #12, with the digest of the HMAC.
    Pkcs12 { salt: Vec<u8>, iterations: u64 },
    /// By PBMAC1 (RFC 9579), as long as its parameters state.
    Pbmac1 { derivation: Derivation, octets: usize },
}

/// The fields of `MacData` (RFC 7292 section 4).
///
/// ```text
/// MacData ::= SEQUENCE {
///     mac        SEQUENCE { digestAlgorithm AlgorithmIdentifier, digest OCTET STRING },
///     macSalt    OCTET STRING,
///     iterations INTEGER DEFAULT 1 }
/// ```
struct Fields {
    algorithm: AlgorithmIdentifier,
    value: Vec<u8>,
    salt: Vec<u8>,
    iterations: u64,
}

impl Mac {
    pub(super) fn read(der: &[u8]) -> Result<Self, Refusal> {
        let fields = read_fields(der).map_err(damaged)?;
        let value = fields.value;
        if fields.algorithm.oid == oid::PBMAC_1 {
            return read_pbmac1(&fields.algorithm, value);
        }
        let digest = Digest::read(&fields.algorithm)?;
        Ok(Self { value, digest, key: Key::Pkcs12 { salt: fields.salt, iterations: fields.iterations } })
    }

    /// Checks the octets of the `AuthenticatedSafe`.
    pub(super) fn verify(
        &self,
        authenticated: &[u8],
        password: &Password<'_>,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        let key = match &self.key {
            Key::Pkcs12 { salt, iterations } => {
                let derivation = Pkcs12 { digest: self.digest, salt, iterations: *iterations };
                derivation.derive(&password.bmp, Purpose::Integrity, self.digest.octets(), budget)?
            }
            Key::Pbmac1 { derivation, octets } => derivation.derive(password.utf8, *octets, budget)?,
        };
        let is_right = self.digest.is_hmac(&key, authenticated, &self.value);
        if is_right { Ok(()) } else { Err(WRONG_PASSWORD.refusal()) }
    }
}

fn damaged(_: Unreadable) -> Refusal {
    DAMAGED.refusal()
}

fn read_fields(der: &[u8]) -> Result<Fields, Unreadable> {
    asn1::whole(der, |reader| {
        reader.sequence(|fields| {
            let (algorithm, value) = fields.sequence(|mac| {
                let algorithm = AlgorithmIdentifier::read(mac)?;
                Ok::<_, Unreadable>((algorithm, asn1::expect(mac, Tag::OctetString)?.value().to_vec()))
            })?;
            let salt = asn1::expect(fields, Tag::OctetString)?.value().to_vec();
            let iterations = if fields.is_finished() { 1 } else { number(fields)? };
            Ok(Fields { algorithm, value, salt, iterations })
        })
    })
}

/// Reads the parameters of PBMAC1, which must state the length of the key (RFC 9579 section 4).
///
/// ```text
/// PBMAC1-params ::= SEQUENCE {
///     keyDerivationFunc AlgorithmIdentifier,
///     messageAuthScheme AlgorithmIdentifier }
/// ```
fn read_pbmac1(algorithm: &AlgorithmIdentifier, value: Vec<u8>) -> Result<Mac, Refusal> {
    let parameters = algorithm.parameters.as_deref().ok_or_else(|| DAMAGED.refusal())?;
    let read = asn1::whole(parameters, |reader| {
        reader.sequence(|fields| {
            Ok::<_, Unreadable>((AlgorithmIdentifier::read(fields)?, AlgorithmIdentifier::read(fields)?))
        })
    });
    let (derivation, scheme) = read.map_err(damaged)?;
    let derivation = Derivation::read(&derivation)?;
    let octets = derivation.key_octets().filter(|octets| *octets > 0).ok_or_else(|| DAMAGED.refusal())?;
    if octets > limits::KEY_FILE_MAC_KEY_BYTES.octets() {
        return Err(LIMIT.refusal());
    }
    let octets = usize::try_from(octets).map_err(|_| LIMIT.refusal())?;
    Ok(Mac { value, digest: Digest::read(&scheme)?, key: Key::Pbmac1 { derivation, octets } })
}
