//! What is read of a message: what comes before its ciphertext, and what comes after it.

use alloc::{format, vec::Vec};

use der::{Decode, oid::ObjectIdentifier};

use super::RecipientInfo;
use crate::{
    asn1,
    cipher::{
        ContentCipher, DAMAGED, NOT_AUTHENTICATED, NOT_CMS, OTHER_CONTENT_TYPE, OTHER_INNER_TYPE, Refusal, TAG_CUT,
        TAG_OCTETS,
    },
    oid,
};

/// What comes before the ciphertext.
#[derive(Clone, Debug)]
pub struct Head {
    pub(crate) recipients: Vec<RecipientInfo>,
    /// The encryption of the content.
    pub cipher: ContentCipher,
}

/// What comes after the ciphertext.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tail {
    /// The additional data of the encryption: the authenticated attributes with the tag of a SET OF (RFC 5083 section
    /// 2.2). Empty if there are none. AES-GCM needs it before the ciphertext. A host that cannot read twice has to
    /// refuse the message if it is not empty.
    pub additional_data: Vec<u8>,
    /// The tag. No plaintext may be released before the tag has proved right.
    pub tag: [u8; TAG_OCTETS],
}

/// Checks the content type of the message itself.
pub(super) fn check_content_type(value: &[u8]) -> Result<(), Refusal> {
    match ObjectIdentifier::from_der(value).map_err(|_| NOT_CMS.refusal())? {
        oid::AUTH_ENVELOPED_DATA => Ok(()),
        oid::ENVELOPED_DATA => Err(NOT_AUTHENTICATED.refusal()),
        other => Err(OTHER_CONTENT_TYPE.because(format!("The message is CMS of the content type {other}."))),
    }
}

/// Checks the content type of what is encrypted.
pub(super) fn check_inner_content_type(value: &[u8]) -> Result<(), Refusal> {
    match ObjectIdentifier::from_der(value).map_err(|_| DAMAGED.refusal())? {
        oid::DATA => Ok(()),
        other => Err(OTHER_INNER_TYPE.because(format!("The message encrypts something of the content type {other}."))),
    }
}

/// Reads the tag, which has to be whole.
pub(super) fn read_tag(value: &[u8]) -> Result<[u8; TAG_OCTETS], Refusal> {
    let (_, octets, _) = asn1::split_value(value).map_err(|_| DAMAGED.refusal())?;
    let cut =
        |_| TAG_CUT.because(format!("The message states a tag of {TAG_OCTETS} octets, but has {}.", octets.len()));
    octets.try_into().map_err(cut)
}
