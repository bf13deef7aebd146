//! Key agreement: ephemeral ECDH, the key derivation function of ANSI X9.63, and AES key wrap (RFC 5753 section 3.1).

use alloc::{format, vec::Vec};

use super::{KeyDigest, OTHER_KEY_AGREEMENT, OTHER_KEY_WRAP, Refusal};
use crate::{
    asn1::{self, AlgorithmIdentifier},
    der_writer::{self, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE},
    oid,
    signature::name_of,
};

/// The algorithms of one key agreement.
pub(crate) struct KeyAgreement {
    /// The digest of the key derivation function.
    pub(crate) digest: KeyDigest,
    /// The length of the key that wraps: 16, 24 or 32 octets.
    pub(crate) wrapping_octets: u8,
    /// The AlgorithmIdentifier of the key wrap, as it is in the message. It is a part of what the key is derived from.
    wrap: Vec<u8>,
}

impl KeyAgreement {
    /// Returns the algorithms that are written: with AES-256 key wrap.
    pub(crate) fn with(digest: KeyDigest) -> Self {
        let wrap = der_writer::value(OBJECT_IDENTIFIER, &[oid::AES_256_WRAP.as_bytes()]);
        Self { digest, wrapping_octets: 32, wrap: der_writer::value(SEQUENCE, &[&wrap]) }
    }

    /// Reads the algorithm, whose parameter is the algorithm of the key wrap (RFC 5753 section 7.1.4).
    pub(crate) fn read(algorithm: &AlgorithmIdentifier) -> Result<Self, Refusal> {
        let digest = match algorithm.oid {
            oid::STD_DH_SHA_1_KDF => KeyDigest::Sha1,
            oid::STD_DH_SHA_256_KDF => KeyDigest::Sha256,
            oid::STD_DH_SHA_384_KDF => KeyDigest::Sha384,
            oid::STD_DH_SHA_512_KDF => KeyDigest::Sha512,
            other => {
                let name = name_of(other);
                return Err(OTHER_KEY_AGREEMENT.because(format!("The key agreement {name} is not accepted.")));
            }
        };
        let wrap = algorithm.parameters.clone().unwrap_or_default();
        let read = asn1::whole(&wrap, AlgorithmIdentifier::read).map_err(|_| OTHER_KEY_WRAP.refusal())?;
        let wrapping_octets = match read.oid {
            oid::AES_128_WRAP if read.has_no_parameters() => 16,
            oid::AES_192_WRAP if read.has_no_parameters() => 24,
            oid::AES_256_WRAP if read.has_no_parameters() => 32,
            other => {
                return Err(OTHER_KEY_WRAP.because(format!("The key wrap {} is not accepted.", name_of(other))));
            }
        };
        Ok(Self { digest, wrapping_octets, wrap })
    }

    /// Writes the AlgorithmIdentifier.
    pub(crate) fn to_der(&self) -> Vec<u8> {
        let id = match self.digest {
            KeyDigest::Sha1 => oid::STD_DH_SHA_1_KDF,
            KeyDigest::Sha256 => oid::STD_DH_SHA_256_KDF,
            KeyDigest::Sha384 => oid::STD_DH_SHA_384_KDF,
            KeyDigest::Sha512 => oid::STD_DH_SHA_512_KDF,
        };
        der_writer::value(SEQUENCE, &[&der_writer::value(OBJECT_IDENTIFIER, &[id.as_bytes()]), &self.wrap])
    }

    /// Returns what the key derivation function takes beside the shared secret.
    ///
    /// ```text
    /// ECC-CMS-SharedInfo ::= SEQUENCE {
    ///     keyInfo         AlgorithmIdentifier,
    ///     entityUInfo [0] EXPLICIT OCTET STRING OPTIONAL,
    ///     suppPubInfo [2] EXPLICIT OCTET STRING }
    /// ```
    /// (RFC 5753 section 7.2)
    pub(crate) fn shared_info(&self, user_keying_material: Option<&[u8]>) -> Vec<u8> {
        let material = user_keying_material.map(|material| {
            der_writer::value(der_writer::constructed(0), &[&der_writer::value(OCTET_STRING, &[material])])
        });
        // The length of the derived key in bits, as an integer of 32 bits.
        let bits = u32::from(self.wrapping_octets).saturating_mul(8).to_be_bytes();
        let length = der_writer::value(der_writer::constructed(2), &[&der_writer::value(OCTET_STRING, &[&bits])]);
        der_writer::value(SEQUENCE, &[&self.wrap, &material.unwrap_or_default(), &length])
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyAgreement, KeyDigest};
    use crate::asn1::{self, AlgorithmIdentifier};

    #[test]
    fn what_is_written_can_be_read() {
        for digest in [KeyDigest::Sha1, KeyDigest::Sha256, KeyDigest::Sha384, KeyDigest::Sha512] {
            let written = KeyAgreement::with(digest);
            let algorithm = asn1::whole(&written.to_der(), AlgorithmIdentifier::read).unwrap();
            let read = KeyAgreement::read(&algorithm).unwrap();
            assert_eq!((read.digest, read.wrapping_octets), (digest, 32));
            assert_eq!(read.shared_info(None), written.shared_info(None));
        }
    }

    #[test]
    fn shared_info_holds_the_key_wrap_the_material_and_the_length() {
        let expected = b"\x30\x1d\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x01\x2d\
            \xa0\x06\x04\x04salt\xa2\x06\x04\x04\x00\x00\x01\x00";
        assert_eq!(KeyAgreement::with(KeyDigest::Sha256).shared_info(Some(b"salt")), expected);
    }
}
