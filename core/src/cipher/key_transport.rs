//! Key transport: RSA-OAEP (RFC 4055 section 4.1). PKCS #1 v1.5 is refused, because its errors give the key away.

use alloc::{format, string::String};

use der::{Reader as _, SliceReader};

use super::{KeyDigest, OAEP_PARAMETERS, OTHER_KEY_TRANSPORT, RSA_PKCS_1, Refusal};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    oid,
    signature::name_of,
};

/// The AlgorithmIdentifier of RSA-OAEP with SHA-256, MGF1 with SHA-256 and no label.
pub(crate) const OAEP_SHA_256: &[u8] = b"\x30\x38\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x07\x30\x2b\
      \xa0\x0d\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\
      \xa1\x1a\x30\x18\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01";

/// Reads the algorithm with which a key is transported. Returns the digest of OAEP, which is also that of its mask.
///
/// ```text
/// RSAES-OAEP-params ::= SEQUENCE {
///     hashFunc    [0] AlgorithmIdentifier DEFAULT sha1Identifier,
///     maskGenFunc [1] AlgorithmIdentifier DEFAULT mgf1SHA1Identifier,
///     pSourceFunc [2] AlgorithmIdentifier DEFAULT pSpecifiedEmptyIdentifier }
/// ```
/// (RFC 4055 section 4.1)
pub(crate) fn read_key_transport(algorithm: &AlgorithmIdentifier) -> Result<KeyDigest, Refusal> {
    match algorithm.oid {
        oid::RSAES_OAEP => {}
        oid::RSA_ENCRYPTION => return Err(RSA_PKCS_1.refusal()),
        other => {
            let name = name_of(other);
            return Err(OTHER_KEY_TRANSPORT.because(format!("The key is encrypted with {name}, not with RSA-OAEP.")));
        }
    }
    let parameters = algorithm.parameters.as_deref().unwrap_or_default();
    let parts = asn1::whole(parameters, |reader| {
        reader.sequence(|fields| {
            let mut part = |number| asn1::explicit(fields, number, AlgorithmIdentifier::read);
            Ok::<_, Unreadable>((part(0)?, part(1)?, part(2)?))
        })
    });
    let (digest, mask, label) = parts.map_err(|_| refuse("The parameters of RSA-OAEP cannot be read."))?;
    let digest = read_digest(digest.as_ref())?;
    if read_mask(mask.as_ref())? != digest {
        return Err(refuse("RSA-OAEP has one digest, and its mask another."));
    }
    let is_empty = |label: &AlgorithmIdentifier| {
        label.oid == oid::P_SPECIFIED && label.parameters.as_deref() == Some(&[0x04, 0x00])
    };
    if label.as_ref().is_some_and(|label| !is_empty(label)) {
        return Err(refuse("RSA-OAEP has a label."));
    }
    Ok(digest)
}

fn read_digest(algorithm: Option<&AlgorithmIdentifier>) -> Result<KeyDigest, Refusal> {
    let Some(algorithm) = algorithm else { return Ok(KeyDigest::Sha1) };
    let digest = KeyDigest::from_oid(algorithm.oid).filter(|_| algorithm.has_no_parameters());
    digest.ok_or_else(|| refuse(format!("RSA-OAEP with {} is not accepted.", name_of(algorithm.oid))))
}

/// Reads the mask generation function, which has to be MGF1. Its parameter is the digest.
fn read_mask(algorithm: Option<&AlgorithmIdentifier>) -> Result<KeyDigest, Refusal> {
    let Some(algorithm) = algorithm else { return Ok(KeyDigest::Sha1) };
    let parameters = algorithm.parameters.as_deref().unwrap_or_default();
    let read = |reader: &mut SliceReader<'_>| AlgorithmIdentifier::read(reader);
    match asn1::whole(parameters, read) {
        Ok(digest) if algorithm.oid == oid::MGF_1 => read_digest(Some(&digest)),
        _ => Err(refuse("The mask of RSA-OAEP is not made with MGF1.")),
    }
}

fn refuse(sentence: impl Into<String>) -> Refusal {
    OAEP_PARAMETERS.because(sentence)
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::{KeyDigest, OAEP_SHA_256, read_key_transport};
    use crate::{
        asn1::{self, AlgorithmIdentifier},
        der_writer::{OCTET_STRING, SEQUENCE, constructed, value},
    };

    const SHA_256: &[u8] = &[0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
    const SHA_512: &[u8] = &[0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3];
    const MGF_1: &[u8] = &[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 1, 8];
    const P_SPECIFIED: &[u8] = &[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 1, 9];

    fn oaep(parts: &[(u8, Vec<u8>)]) -> Result<KeyDigest, &'static str> {
        let parts: Vec<_> = parts.iter().map(|(number, part)| value(constructed(*number), &[part])).collect();
        let parameters = value(SEQUENCE, &parts.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let oid = crate::oid::RSAES_OAEP;
        read_key_transport(&AlgorithmIdentifier { oid, parameters: Some(parameters) })
            .map_err(|refusal| refusal.reason.code)
    }

    #[test]
    fn what_is_written_can_be_read() {
        let algorithm = asn1::whole(OAEP_SHA_256, AlgorithmIdentifier::read).unwrap();
        assert_eq!(read_key_transport(&algorithm), Ok(KeyDigest::Sha256));
    }

    #[test]
    fn digest_and_mask_have_to_agree_and_a_label_has_to_be_empty() {
        let mask = |digest| value(SEQUENCE, &[MGF_1, digest]);
        let label = |octets| value(SEQUENCE, &[P_SPECIFIED, &value(OCTET_STRING, &[octets])]);
        let refused = Err("recipient.oaep-parameters");
        assert_eq!(oaep(&[]), Ok(KeyDigest::Sha1));
        assert_eq!(oaep(&[(0, SHA_512.into()), (1, mask(SHA_512)), (2, label(b""))]), Ok(KeyDigest::Sha512));
        assert_eq!(oaep(&[(0, SHA_256.into()), (1, mask(SHA_512))]), refused);
        assert_eq!(oaep(&[(0, SHA_256.into())]), refused);
        assert_eq!(oaep(&[(1, mask(SHA_256))]), refused);
        assert_eq!(oaep(&[(0, SHA_256.into()), (1, SHA_256.into())]), refused);
        assert_eq!(oaep(&[(2, label(b"label"))]), refused);
    }
}
