//! The encryption of content: AES-GCM with a nonce of 12 octets and a tag of 16. Nothing else is accepted.

use alloc::{format, vec::Vec};

use der::{AnyRef, Reader as _, Tag};

use super::{DAMAGED, NONCE_LENGTH, OTHER_CIPHER, Refusal, TAG_LENGTH, TAG_LENGTH_MISSING};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    der_writer::{self, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE},
    oid,
    signature::name_of,
};

/// The length of the nonce (RFC 5084 section 3.2 recommends it; other lengths make collisions of nonces likelier).
pub const NONCE_OCTETS: usize = 12;

/// The length of the tag. Each octet less makes it 256 times as likely that a forgery is accepted.
pub const TAG_OCTETS: usize = 16;

/// The length of the tag, as messages state it.
const STATED_TAG_OCTETS: u8 = 16;

/// The most octets of content for one key and nonce: the counter has 32 bits (NIST SP 800-38D section 5.2.1.1).
pub const CONTENT_OCTETS_MAX: u64 = 0x000F_FFFF_FFE0;

/// AES-GCM with the parameters that the host needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentCipher {
    /// The length of the key: 16, 24 or 32 octets. A key of another length must not be used.
    pub key_octets: usize,
    /// The nonce.
    pub nonce: [u8; NONCE_OCTETS],
}

impl ContentCipher {
    /// Reads the AlgorithmIdentifier.
    ///
    /// ```text
    /// GCMParameters ::= SEQUENCE { aes-nonce OCTET STRING, aes-ICVlen AES-GCM-ICVlen DEFAULT 12 }
    /// ```
    /// (RFC 5084 section 3.2)
    pub(crate) fn read(algorithm: &[u8]) -> Result<Self, Refusal> {
        let damaged = |_| DAMAGED.refusal();
        let algorithm = asn1::whole(algorithm, AlgorithmIdentifier::read).map_err(damaged)?;
        let key_octets = match algorithm.oid {
            oid::AES_128_GCM => 16,
            oid::AES_192_GCM => 24,
            oid::AES_256_GCM => 32,
            other => {
                let name = name_of(other);
                return Err(OTHER_CIPHER.because(format!("The content is encrypted with {name}, not with AES-GCM.")));
            }
        };
        let parameters = algorithm.parameters.unwrap_or_default();
        let (nonce, tag_octets) = asn1::whole(&parameters, |reader| {
            reader.sequence(|fields| {
                let nonce = asn1::expect(fields, Tag::OctetString)?.value();
                let tag_octets = asn1::optional(fields, Tag::Integer)?.map(AnyRef::decode_as::<u8>);
                Ok::<_, Unreadable>((nonce, tag_octets.transpose()?))
            })
        })
        .map_err(damaged)?;
        let nonce = nonce
            .try_into()
            .map_err(|_| NONCE_LENGTH.because(format!("The nonce has {} octets, not {NONCE_OCTETS}.", nonce.len())))?;
        match tag_octets {
            Some(STATED_TAG_OCTETS) => Ok(Self { key_octets, nonce }),
            Some(other) => Err(TAG_LENGTH.because(format!("The message states a tag of {other} octets, not of 16."))),
            None => Err(TAG_LENGTH_MISSING.refusal()),
        }
    }

    /// Writes the AlgorithmIdentifier of AES-256-GCM.
    pub(crate) fn aes_256(nonce: &[u8; NONCE_OCTETS]) -> Vec<u8> {
        let nonce = der_writer::value(OCTET_STRING, &[nonce]);
        let tag_octets = der_writer::value(INTEGER, &[&[STATED_TAG_OCTETS]]);
        let id = der_writer::value(OBJECT_IDENTIFIER, &[oid::AES_256_GCM.as_bytes()]);
        der_writer::value(SEQUENCE, &[&id, &der_writer::value(SEQUENCE, &[&nonce, &tag_octets])])
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::ContentCipher;

    #[test]
    fn what_is_written_can_be_read() {
        let cipher = ContentCipher::read(&ContentCipher::aes_256(b"twelve bytes")).unwrap();
        assert_eq!(cipher, ContentCipher { key_octets: 32, nonce: *b"twelve bytes" });
    }

    type Octets = Vec<u8>;

    #[test]
    fn any_other_parameter_is_refused() {
        let good = ContentCipher::aes_256(b"twelve bytes");
        let code = |change: &dyn Fn(&mut Octets)| {
            let mut changed = good.clone();
            change(&mut changed);
            ContentCipher::read(&changed).unwrap_err().reason.code
        };
        let shorter = |octets: &mut Octets, by: u8| {
            octets[1] -= by;
            octets[14] -= by;
        };
        assert_eq!(code(&|octets| *octets.last_mut().unwrap() = 12), "cipher.tag-length");
        assert_eq!(code(&|octets| *octets.last_mut().unwrap() = 0xF0), "message.damaged");
        assert_eq!(code(&|octets| octets[12] = 42), "cipher.not-accepted");
        let without_length = |octets: &mut Octets| {
            octets.truncate(octets.len() - 3);
            shorter(octets, 3);
        };
        assert_eq!(code(&without_length), "cipher.tag-length-missing");
        let shorter_nonce = |octets: &mut Octets| {
            octets.remove(20);
            octets[16] -= 1;
            shorter(octets, 1);
        };
        assert_eq!(code(&shorter_nonce), "cipher.nonce-length");
    }
}
