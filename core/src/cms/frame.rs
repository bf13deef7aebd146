//! `SignedData` taken apart without touching its elements, and put together again.
//!
//! A reader that decodes and encodes a structure anew may change octets that somebody has signed. Here only the frames
//! are written: `ContentInfo`, `SignedData`, `EncapsulatedContentInfo` and the sets. They get definite lengths. What the
//! sets hold stays octet for octet, in DER or BER.

use alloc::vec::Vec;

use super::ber::{self, Element};
use crate::{
    der_writer::{INTEGER, SEQUENCE, SET, object_identifier, of_elements, value},
    oid,
};

/// `[0]` and `[1]` of a constructed value.
const CONTEXT_0: u8 = 0xA0;
const CONTEXT_1: u8 = 0xA1;

/// The elements of `ContentInfo { contentType, [0] SignedData }` (RFC 5652 sections 3 and 5.1), each as received.
pub(super) struct Frame {
    version: Vec<u8>,
    pub(super) digest_algorithms: Vec<Vec<u8>>,
    /// The fields of the `EncapsulatedContentInfo`.
    content: Vec<Vec<u8>>,
    /// The certificates, or `None` if the set is absent.
    pub(super) certificates: Option<Vec<Vec<u8>>>,
    /// The revocation lists, or `None` if the set is absent.
    lists: Option<Vec<Vec<u8>>>,
    pub(super) signer_infos: Vec<Vec<u8>>,
}

impl Frame {
    /// Returns a detached `SignedData` over plain data without signers. Version 1 is right while it has only X.509
    /// certificates and signers who are named by issuer and serial number (section 5.1).
    pub(super) fn empty() -> Self {
        Self {
            version: value(INTEGER, &[&[1]]),
            digest_algorithms: Vec::new(),
            content: alloc::vec![object_identifier(oid::DATA)],
            certificates: None,
            lists: None,
            signer_infos: Vec::new(),
        }
    }

    /// Takes apart a `ContentInfo` with `SignedData`, in DER or BER. Returns `None` if the frames are not as in the
    /// standard. The elements are not looked at.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let [info] = ber::elements(bytes)?.try_into().ok()?;
        let [kind, explicit] = children(&info, SEQUENCE)?.try_into().ok()?;
        let [signed_data] = children(&explicit, CONTEXT_0)?.try_into().ok()?;
        if kind.whole != object_identifier(oid::SIGNED_DATA) {
            return None;
        }
        let mut fields = children(&signed_data, SEQUENCE)?.into_iter().peekable();
        let version = fields.next().filter(|field| field.identifier == INTEGER)?.whole.to_vec();
        let digest_algorithms = copies(&fields.next()?, SET)?;
        let content = copies(&fields.next()?, SEQUENCE)?;
        let mut optional = |identifier| match fields.next_if(|field| field.identifier == identifier) {
            Some(field) => copies(&field, identifier).map(Some),
            None => Some(None),
        };
        let (certificates, lists) = (optional(CONTEXT_0)?, optional(CONTEXT_1)?);
        let signer_infos = copies(&fields.next()?, SET)?;
        let is_whole = fields.next().is_none();
        is_whole.then_some(Self { version, digest_algorithms, content, certificates, lists, signer_infos })
    }

    /// Puts the elements together, in frames of definite length.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let optional = |identifier, elements: Option<&Vec<Vec<u8>>>| {
            elements.map(|elements| of_elements(identifier, elements)).unwrap_or_default()
        };
        let signed_data = value(
            SEQUENCE,
            &[
                &self.version,
                &of_elements(SET, &self.digest_algorithms),
                &of_elements(SEQUENCE, &self.content),
                &optional(CONTEXT_0, self.certificates.as_ref()),
                &optional(CONTEXT_1, self.lists.as_ref()),
                &of_elements(SET, &self.signer_infos),
            ],
        );
        value(SEQUENCE, &[&object_identifier(oid::SIGNED_DATA), &value(CONTEXT_0, &[&signed_data])])
    }
}

fn children<'a>(element: &Element<'a>, identifier: u8) -> Option<Vec<Element<'a>>> {
    if element.identifier == identifier { ber::elements(element.content) } else { None }
}

fn copies(element: &Element<'_>, identifier: u8) -> Option<Vec<Vec<u8>>> {
    let copy = |element: Element<'_>| element.whole.to_vec();
    children(element, identifier).map(|elements| elements.into_iter().map(copy).collect())
}
