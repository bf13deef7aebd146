//! Says from which lists and responses the state of a certificate follows. It explains a state and never changes it.

use alloc::{string::ToString, vec::Vec};
use core::cmp::Reverse;

use super::{Reading, State, responder::Answer};
use crate::{
    report::{RevocationEvidence, RevocationSource},
    x509::{CertificateList, distribution_point::ReasonFlags, ocsp::CertStatus},
};

/// Returns the lists or the response that show the state, the latest first.
pub(super) fn of_state(state: &State, readings: &[Reading<'_>], answers: &[Answer<'_>]) -> Vec<RevocationEvidence> {
    let mut readings: Vec<&Reading<'_>> = readings.iter().collect();
    readings.sort_by_key(|reading| Reverse(reading.as_of));
    match state {
        State::Good(RevocationSource::RevocationList) => covering(&readings),
        State::Revoked(entry, RevocationSource::RevocationList) => {
            first(readings.iter().copied().filter(|reading| reading.entry.as_ref() == Some(entry)))
        }
        State::Good(RevocationSource::OcspResponse) => latest(answers, CertStatus::Good),
        State::Revoked(entry, RevocationSource::OcspResponse) => latest(answers, CertStatus::Revoked(*entry)),
        State::Unknown(_) => first(readings.iter().copied()),
    }
}

/// Returns the latest lists that cover all reasons together. There are no more of them than reasons.
fn covering(readings: &[&Reading<'_>]) -> Vec<RevocationEvidence> {
    let mut covered = ReasonFlags::NONE;
    let mut evidence = Vec::new();
    for reading in readings {
        let with_it = covered.or(reading.reasons);
        if with_it != covered {
            covered = with_it;
            evidence.extend(lists(reading));
        }
    }
    evidence
}

fn first<'r>(mut readings: impl Iterator<Item = &'r Reading<'r>>) -> Vec<RevocationEvidence> {
    readings.next().into_iter().flat_map(lists).collect()
}

/// Returns a list with its delta CRL.
fn lists(reading: &Reading<'_>) -> impl Iterator<Item = RevocationEvidence> {
    reading.delta.into_iter().chain([reading.list]).map(of_list)
}

fn of_list(list: &CertificateList) -> RevocationEvidence {
    let report = list.to_report();
    RevocationEvidence {
        kind: RevocationSource::RevocationList,
        issuer: report.issuer,
        number: report.number,
        this_update: report.this_update,
        next_update: report.next_update,
        fingerprint: report.fingerprint,
    }
}

/// Returns the latest response with this answer.
fn latest(answers: &[Answer<'_>], status: CertStatus) -> Vec<RevocationEvidence> {
    let answer = answers.iter().filter(|answer| answer.status == status).max_by_key(|answer| answer.as_of);
    let of_answer = |answer: &Answer<'_>| RevocationEvidence {
        kind: RevocationSource::OcspResponse,
        issuer: answer.basic.responder_id.to_text(),
        number: None,
        this_update: answer.single.this_update.to_string(),
        next_update: answer.single.next_update.map(|time| time.to_string()),
        fingerprint: answer.response.fingerprint.clone(),
    };
    answer.map(of_answer).into_iter().collect()
}
