//! Signature values that other instances of the engine verify ahead. Signatures are assessed from the first to the last;
//! asked about are those from the last to the first, as the host wants them. What nobody has answered by then is verified
//! where it is needed, so that nothing waits for an answer.

use alloc::{collections::BTreeMap, rc::Rc, vec::Vec};
use core::{cell::RefCell, mem};

use super::{assessor::Assessor, distinct_signers, source::Source};
use crate::{
    asn1::Unreadable,
    cms::{SignedData, verify::Prepared},
    evidence::FoundSignature,
    signature::{self, Answers},
    x509::Certificate,
};

/// What the assessment of signatures and its host say to each other.
#[derive(Default)]
pub(crate) struct Ahead {
    pub(in crate::verify) answers: Answers,
    asked: RefCell<Asked>,
}

#[derive(Default)]
struct Asked {
    /// The number of signatures that the host wants to be asked about.
    wanted: usize,
    questions: Vec<u8>,
}

impl Ahead {
    /// Says that the host wants to be asked about so many signatures.
    pub(crate) fn want(&self, signatures: usize) {
        self.asked.borrow_mut().wanted = signatures;
    }

    /// Returns the questions that have been put together since.
    pub(crate) fn questions(&self) -> Vec<u8> {
        mem::take(&mut self.asked.borrow_mut().questions)
    }

    /// Takes the answers to them. Returns whether they have the form of answers.
    pub(crate) fn take(&self, answers: &[u8]) -> bool {
        self.answers.take(answers)
    }

    /// Asks about the last of these signatures, as many as are wanted. Returns the number of those that are left.
    pub(super) fn ask<'a>(&self, mut left: &'a [FoundSignature], assessor: &Assessor<'a>) -> usize {
        let mut asked = self.asked.borrow_mut();
        while asked.wanted > 0 {
            let Some((last, before)) = left.split_last() else { break };
            asked.wanted = asked.wanted.saturating_sub(1);
            if let Some(question) = assessor.question(last) {
                // One that is too long is not asked.
                let _ = question.add_to(&mut asked.questions);
            }
            left = before;
        }
        left.len()
    }
}

impl<'a> Assessor<'a> {
    /// Returns the question that the assessment of a signature will most likely come to: about its first signer, and the
    /// first certificate that is tried.
    fn question(&self, found: &'a FoundSignature) -> Option<signature::Question> {
        if !is_ordinary(found) {
            return None;
        }
        let source = Source::of(found, &self.certificates);
        let signer = distinct_signers(found).next()?;
        let named = self.find_named(signer, &source.certificates());
        let prepared = Prepared::new(signer, &found.signed_data, &found.content).ok()?;
        prepared.question(prepared.choose(named).first()?)
    }
}

/// The number of certificates that an ordinary signature has.
const ORDINARY_CERTIFICATES_MAX: usize = 8;

/// The octets of an ordinary signature's attributes.
const ORDINARY_ATTRIBUTES_MAX: usize = 16 << 10;

/// Returns whether a signature is put into a question in less time than its value takes. Any other is left to its turn, so that
/// a portion of work stays short.
fn is_ordinary(found: &FoundSignature) -> bool {
    let SignedData { certificates, content, signer_infos, .. } = &found.signed_data;
    let octets = signer_infos.iter().flat_map(|signer| &signer.signed_attributes).map(Vec::len);
    content.is_none()
        && certificates.len().saturating_add(found.certificates.len()) <= ORDINARY_CERTIFICATES_MAX
        && octets.fold(0, usize::saturating_add) <= ORDINARY_ATTRIBUTES_MAX
}

/// The number of certificates that are kept.
const CERTIFICATES_MAX: usize = 64;

/// Certificates that were read, by their octets. Most packages with many signatures have one signer.
#[derive(Default)]
pub(super) struct Certificates<'a>(RefCell<BTreeMap<&'a [u8], Rc<Certificate>>>);

impl<'a> Certificates<'a> {
    pub(super) fn read(&self, der: &'a [u8]) -> Result<Rc<Certificate>, Unreadable> {
        if let Some(certificate) = self.0.borrow().get(der) {
            return Ok(Rc::clone(certificate));
        }
        let certificate = Rc::new(Certificate::from_der(der)?);
        let mut known = self.0.borrow_mut();
        if known.len() < CERTIFICATES_MAX {
            known.insert(der, Rc::clone(&certificate));
        }
        Ok(certificate)
    }
}
