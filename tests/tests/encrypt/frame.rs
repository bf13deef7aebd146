//! Messages put together by hand, so that each part can be another. The encoder is this test's own.

use crate::host::{Holder, encrypt};
use vnfseal_tests::{inside, values};

pub(crate) const AUTH_ENVELOPED_DATA: &[u8] = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17";
pub(crate) const ENVELOPED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03";
pub(crate) const SIGNED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
pub(crate) const DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";

/// The parts of a message, each in DER.
#[derive(Clone)]
pub(crate) struct Frame {
    pub(crate) content_type: Vec<u8>,
    pub(crate) version: Vec<u8>,
    /// What comes between the version and the recipients: nothing, or an OriginatorInfo.
    pub(crate) originator_info: Vec<u8>,
    pub(crate) recipients: Vec<Vec<u8>>,
    pub(crate) inner_content_type: Vec<u8>,
    pub(crate) algorithm: Vec<u8>,
    /// The octets of the ciphertext, if it is in the message.
    pub(crate) ciphertext: Option<Vec<u8>>,
    /// What comes between the ciphertext and the tag: nothing, or authenticated attributes.
    pub(crate) attributes: Vec<u8>,
    /// The octets of the tag.
    pub(crate) tag: Vec<u8>,
    /// What comes after the tag: nothing, or attributes that nothing authenticates.
    pub(crate) unauthenticated: Vec<u8>,
}

impl Frame {
    /// Encrypts content for all holders, and takes the message apart.
    pub(crate) fn encrypted(holders: &[&Holder], content: &[u8]) -> Self {
        Self::of(&encrypt(holders, content))
    }

    /// Takes apart a message that is in DER and has no attributes.
    pub(crate) fn of(message: &[u8]) -> Self {
        let [content_type, explicit] = &values(inside(message))[..] else { panic!("a ContentInfo") };
        let data = &values(inside(explicit))[0];
        let [version, recipients, content, tag] = &values(inside(data))[..] else { panic!("an AuthEnvelopedData") };
        let [inner, algorithm, ciphertext] = &values(inside(content))[..] else { panic!("an EncryptedContentInfo") };
        Self {
            content_type: content_type.clone(),
            version: version.clone(),
            originator_info: Vec::new(),
            recipients: values(inside(recipients)),
            inner_content_type: inner.clone(),
            algorithm: algorithm.clone(),
            ciphertext: Some(inside(ciphertext).to_vec()),
            attributes: Vec::new(),
            tag: inside(tag).to_vec(),
            unauthenticated: Vec::new(),
        }
    }

    /// Writes the message in DER.
    pub(crate) fn to_der(&self) -> Vec<u8> {
        self.write(
            &|identifier, content| tlv(identifier, &[content]),
            self.ciphertext.as_ref().map(|octets| tlv(0x80, &[octets])),
        )
    }

    /// Writes the message in BER: with indefinite lengths, and the ciphertext in pieces of this size, which are partly
    /// in strings of their own.
    pub(crate) fn to_ber(&self, size: usize) -> Vec<u8> {
        let ciphertext = self.ciphertext.as_deref().unwrap_or_default();
        let pieces: Vec<_> = ciphertext.chunks(size).map(|piece| tlv(4, &[piece])).collect();
        let nested = pieces.chunks(3).enumerate().map(|(index, pieces)| match index % 3 {
            0 => pieces.concat(),
            1 => tlv(0x24, &[&pieces.concat()]),
            _ => indefinite(0x24, &indefinite(0x24, &pieces.concat())),
        });
        let content = indefinite(0xA0, &nested.collect::<Vec<_>>().concat());
        self.write(&indefinite, self.ciphertext.as_ref().map(|_| content))
    }

    fn write(&self, value: &dyn Fn(u8, &[u8]) -> Vec<u8>, ciphertext: Option<Vec<u8>>) -> Vec<u8> {
        let content = [&self.inner_content_type[..], &self.algorithm, &ciphertext.unwrap_or_default()].concat();
        let data = [
            &self.version[..],
            &self.originator_info,
            &value(0x31, &self.recipients.concat()),
            &value(0x30, &content),
            &self.attributes,
            &tlv(4, &[&self.tag]),
            &self.unauthenticated,
        ];
        let explicit = value(0xA0, &value(0x30, &data.concat()));
        value(0x30, &[&self.content_type[..], &explicit].concat())
    }
}

/// Writes a value of definite length, in DER.
pub(crate) fn tlv(identifier: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len().to_be_bytes();
    let significant: Vec<u8> = length.into_iter().skip_while(|octet| *octet == 0).collect();
    let length = match (content.len(), u8::try_from(significant.len())) {
        (short @ 0..0x80, _) => vec![u8::try_from(short).expect("a short length")],
        (_, count) => [&[0x80 | count.expect("eight octets")][..], &significant].concat(),
    };
    [&[identifier][..], &length, &content].concat()
}

/// Writes a value of indefinite length.
pub(crate) fn indefinite(identifier: u8, content: &[u8]) -> Vec<u8> {
    [&[identifier, 0x80], content, &[0, 0]].concat()
}
