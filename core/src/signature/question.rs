//! Whether a signature value verifies, as a question that stands alone. Another instance of this engine may answer it
//! ahead, on another core. Most of the time of a package with thousands of signatures goes into these questions.
//!
//! An answer has the digest of its whole question, and counts for no other one.

use alloc::{collections::BTreeMap, vec::Vec};
use core::cell::RefCell;

use super::{Message, PrefixedDigests, PublicKey, Refused, Scheme};
use crate::{digest::DigestAlgorithm, limits};

/// The length of the digest of a question, SHA-256.
const ID_LENGTH: usize = 32;

/// All on which it depends whether a signature value verifies.
///
/// Its octets are those of the key (a `SubjectPublicKeyInfo`), the scheme, the digest of the message and the value, each
/// behind its length in four octets. So two different questions never have the same octets.
pub(crate) struct Question(Vec<u8>);

impl Question {
    /// Returns the question, if the scheme is one that needs only the digest of the message and has no parameters, and key and
    /// value are no larger than honest ones.
    pub(crate) fn new(key: &[u8], scheme: &Scheme, digest: &[u8], value: &[u8]) -> Option<Self> {
        if key.len().max(value.len()) > limits::ASKED_PART_OCTETS.count() {
            return None;
        }
        let (kind, algorithm) = match scheme {
            Scheme::Ecdsa(algorithm) => (b'E', algorithm),
            Scheme::RsaPkcs1(algorithm) => (b'R', algorithm),
            Scheme::RsaPss(_) | Scheme::Ed25519 => return None,
        };
        let scheme = [&[kind], algorithm.name().as_bytes()].concat();
        let mut octets = Vec::new();
        [key, &scheme, digest, value].into_iter().try_for_each(|part| push_part(&mut octets, part))?;
        Some(Self(octets))
    }

    /// Adds the question to a list of questions.
    pub(crate) fn add_to(&self, list: &mut Vec<u8>) -> Option<()> {
        push_part(list, &self.0)
    }
}

/// Answers each question of a list: its digest, and an octet that is 1 if the signature value verifies and 0 if it does
/// not. What is no such question gets no answer.
pub(crate) fn answer_all(questions: &[u8]) -> Vec<u8> {
    let mut answers = Vec::new();
    for question in parts(questions) {
        if let Some(holds) = answer(question) {
            answers.extend(id(question));
            answers.push(holds.into());
        }
    }
    answers
}

fn answer(question: &[u8]) -> Option<bool> {
    let mut parts = parts(question);
    let (key, scheme, digest, value) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let (kind, name) = scheme.split_first()?;
    let algorithm = DigestAlgorithm::from_name(core::str::from_utf8(name).ok()?)?;
    let scheme = match kind {
        b'E' => Scheme::Ecdsa(algorithm),
        b'R' => Scheme::RsaPkcs1(algorithm),
        _ => return None,
    };
    let message = Message::Digests { plain: digest, prefixed: &PrefixedDigests::new() };
    match PublicKey::read(key).ok()?.verify(&scheme, message, value) {
        Ok(()) => Some(true),
        Err(Refused::Invalid) => Some(false),
        Err(Refused::Algorithm(_)) => None,
    }
}

fn id(question: &[u8]) -> Vec<u8> {
    DigestAlgorithm::Sha256.digest(question)
}

/// The answers that are known, by the digests of their questions.
#[derive(Default)]
pub(crate) struct Answers(RefCell<BTreeMap<Vec<u8>, bool>>);

impl Answers {
    /// Takes answers as [`answer_all`] gives them. Returns whether they have that form.
    pub(crate) fn take(&self, answers: &[u8]) -> bool {
        let (each, []) = answers.as_chunks::<{ ID_LENGTH + 1 }>() else { return false };
        let mut known = self.0.borrow_mut();
        for [id @ .., holds] in each {
            known.insert(id.to_vec(), *holds == 1);
        }
        true
    }

    /// Returns the answer to a question.
    pub(crate) fn to(&self, question: impl FnOnce() -> Option<Question>) -> Option<bool> {
        let known = self.0.borrow();
        // Where nobody answers ahead, no question is put together.
        if known.is_empty() {
            return None;
        }
        known.get(&id(&question()?.0)).copied()
    }
}

/// Adds a part behind its length. Returns `None` if that does not fit into four octets.
fn push_part(list: &mut Vec<u8>, part: &[u8]) -> Option<()> {
    list.extend(u32::try_from(part.len()).ok()?.to_be_bytes());
    list.extend_from_slice(part);
    Some(())
}

/// Returns the parts of a list. One that is cut off is left out.
fn parts(mut list: &[u8]) -> impl Iterator<Item = &[u8]> {
    core::iter::from_fn(move || {
        let (length, rest) = list.split_first_chunk()?;
        let (part, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        list = rest;
        Some(part)
    })
}
