//! Finds out, if possible, why a signature does not verify with the key of its signer. An honest signer whose program
//! has a mistake needs other words than a package that was changed. Nothing that is found here is ever accepted.

use alloc::format;

use super::verify::{Prepared, rewritten_copy};
use crate::{
    rule::{self, Violation},
    signature::{Message, PrefixedDigests, PublicKey},
};

/// The identifier octet of `signedAttrs` in a SignerInfo, which is `[0] IMPLICIT`.
const SIGNED_ATTRIBUTES: u8 = 0xA0;

pub(super) fn explain(prepared: &Prepared<'_>, key: &PublicKey) -> Option<Violation> {
    let signature = &prepared.signer.signature;
    if let Some(form) = prepared.digests().find_map(|digest| key.explain(&prepared.scheme, digest, signature)) {
        return Some(construction(form));
    }
    if let Some(message) = other_message(prepared, key) {
        return Some(construction(message));
    }
    if prepared.signer.signed_attributes.is_some() {
        return None;
    }
    // With signed attributes, the digest in them shows this already.
    let fits = |copy: &[u8]| key.verify(&prepared.scheme, Message::Bytes(copy), signature).is_ok();
    let rewritten = rewritten_copy(prepared.content, fits)?;
    Some(rule::SIGNATURE_TEXT_MODE.broken(format!("The signature is over the file {rewritten}.")))
}

fn construction(what: &str) -> Violation {
    rule::SIGNATURE_CONSTRUCTION.broken(format!("The signer's key made the signature, but not as CMS has it: {what}."))
}

/// Describes what was signed in place of the right message, if that can be found out.
fn other_message(prepared: &Prepared<'_>, key: &PublicKey) -> Option<&'static str> {
    let signature = &prepared.signer.signature;
    let is_over = |message: Message<'_>| key.verify(&prepared.scheme, message, signature).is_ok();
    let is_over_bytes = |bytes: &[u8]| is_over(Message::Bytes(bytes));
    let none = PrefixedDigests::new();
    if let Some(attributes) = &prepared.signer.signed_attributes {
        let mut tagged = attributes.clone();
        if let Some(tag) = tagged.first_mut() {
            *tag = SIGNED_ATTRIBUTES;
        }
        if is_over_bytes(&tagged) {
            return Some(
                "it is over the signed attributes with the tag [0] that they have in the message, and not as the SET OF \
                 that they are (RFC 5652 section 5.4)",
            );
        }
        if is_over(Message::Digests { plain: prepared.digest, prefixed: &none }) {
            return Some("it is over the content, although there are signed attributes (RFC 5652 section 5.4)");
        }
    }
    prepared
        .digests()
        .any(is_over_bytes)
        .then_some("it is over the digest of what should be signed, digested once more")
}
