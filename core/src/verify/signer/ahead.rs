//! Signature values that other instances of the engine verify ahead. Signatures are assessed from the first to the last;
//! asked about are those from the last to the first, as the host wants them. What nobody has answered by then is verified
//! where it is needed, so that nothing waits for an answer.

use alloc::vec::Vec;
use core::{cell::RefCell, mem};

use super::{assessor::Assessor, distinct_signers, source::Source};
use crate::{
    cms::{SignedData, verify::Prepared},
    evidence::FoundSignature,
    limits,
    signature::{self, Answers},
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

    /// Asks about the last of these signatures, as many as are wanted and as a portion of work has room for. Returns the number of
    /// those that are left.
    pub(super) fn ask<'a>(&self, mut left: &'a [FoundSignature], assessor: &Assessor<'a>) -> usize {
        let mut asked = self.asked.borrow_mut();
        let mut room = limits::ASKED_OCTETS.count();
        while asked.wanted > 0 && room > 0 {
            let Some((last, before)) = left.split_last() else { break };
            asked.wanted = asked.wanted.saturating_sub(1);
            left = before;
            let octets = octets_to_read(last);
            // Any other is left to its turn.
            if octets <= limits::ASKED_SIGNATURE_OCTETS.count() {
                room = room.saturating_sub(octets);
                if let Some(question) = assessor.question(last) {
                    // One that is too long is not asked.
                    let _ = question.add_to(&mut asked.questions);
                }
            }
        }
        left.len()
    }
}

/// Returns how much is read of a signature for its question: to read it takes as long as that.
fn octets_to_read(found: &FoundSignature) -> usize {
    let SignedData { certificates, signer_infos, .. } = &found.signed_data;
    let embedded = certificates.iter().map(Vec::len);
    let beside = found.certificates.iter().map(|certificate| certificate.der.len());
    let attributes = signer_infos.iter().flat_map(|signer| &signer.signed_attributes).map(Vec::len);
    embedded.chain(beside).chain(attributes).fold(0, usize::saturating_add)
}

impl<'a> Assessor<'a> {
    /// Returns the question that the assessment of a signature will most likely come to: about its first signer, and the
    /// first certificate that is tried.
    fn question(&self, found: &'a FoundSignature) -> Option<signature::Question> {
        // A content inside would be digested for it.
        if found.signed_data.content.is_some() {
            return None;
        }
        let source = Source::of(found, &self.certificates);
        let signer = distinct_signers(found).next()?;
        let named = self.find_named(signer, &source.certificates());
        let prepared = Prepared::new(signer, &found.signed_data, &found.content).ok()?;
        prepared.question(prepared.choose(named).first()?)
    }
}
