//! Decides whether a certificate is revoked, by the available revocation lists and OCSP responses (RFC 5280 section
//! 6.3, RFC 6960).
//!
//! Both are given to core, never fetched. They are as untrusted as certificates that come with a package: a list counts
//! if its issuer's path ends at the anchor of the certificate in question. Section 6.3.3 ends at the first list that
//! decides. Here every list is looked at, and the outcome does not depend on their order:
//!
//! - A certificate is revoked if any verified list about it names it. This holds even if that list has expired, or
//!   another list does not name the certificate, because a revocation is not taken back.
//! - Only a hold is taken back (section 5.3.1), by a newer list of the same scope, or by `removeFromCRL` in a delta
//!   CRL.
//! - A certificate is good if no list names it, and lists that are current, understood and complete, or brought up to
//!   date by a delta CRL, cover all reasons.
//! - An OCSP response counts like a list: `revoked` always, `good` while it is current. It has to be signed by the
//!   issuer of the certificate itself, or by somebody whom the issuer's key has made its responder.
//! - If a list and a response contradict each other, a certificate that one of them revokes is revoked. A hold is taken
//!   back only by a newer answer of the same kind: a response may put on hold a certificate that was never issued (RFC
//!   6960 section 2.2), which no list names.
//! - In all other cases nothing is known.

mod evidence;
mod issuer;
mod responder;
mod scope;
#[cfg(test)]
pub(crate) mod tests;

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};
use core::cell::Cell;

pub(crate) use self::issuer::VerifiedInfo;
use self::responder::Answer;
pub(crate) use self::responder::Responders;
use super::{
    Certificate, CertificateList,
    crl::Entry,
    distribution_point::ReasonFlags,
    ocsp::{CertStatus, SingleResponses},
    path::Chain,
};
use crate::{
    limits,
    report::{RevocationEvidence, RevocationSource},
    rule::ReachedLimit,
    time::Time,
};

/// The revocation state of one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Good(RevocationSource),
    /// The certificate is revoked, for the reason and since the date in the list or response.
    Revoked(Entry, RevocationSource),
    Unknown(Unknown),
}

/// The reason why nothing is known of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// There is no list of its issuer, and no OCSP response about it.
    NotAvailable,
    /// There is a list or response, but it does not show the state. The text says why.
    Because(String),
    /// There is a list or response that may name the certificate, but a limit kept it from being evaluated.
    Limit(String, ReachedLimit),
}

impl Unknown {
    /// Returns the limit, if a limit is the reason.
    fn into_limit(self) -> Option<ReachedLimit> {
        match self {
            Self::Limit(_, limit) => Some(limit),
            Self::NotAvailable | Self::Because(_) => None,
        }
    }
}

/// The reason why a list or a response does not count.
#[derive(Clone)]
pub(super) struct Doubt {
    why: String,
    /// The limit, if it is the only reason.
    limit: Option<ReachedLimit>,
}

impl<T: Into<String>> From<T> for Doubt {
    fn from(why: T) -> Self {
        Self { why: why.into(), limit: None }
    }
}

impl Doubt {
    fn of_limit(why: &str, limit: ReachedLimit) -> Self {
        Self { why: why.into(), limit: Some(limit) }
    }
}

/// The inputs for looking up the states of a chain's certificates.
pub(crate) struct Lookup<'a> {
    /// The available lists, untrusted.
    pub(crate) lists: &'a [&'a CertificateList],
    /// The single responses of the available OCSP responses, untrusted.
    pub(crate) responses: &'a [&'a SingleResponses<'a>],
    /// The fingerprints of lists and responses that are ignored once they have expired, unless they name the
    /// certificate in question.
    pub(crate) dispensable: &'a BTreeSet<&'a str>,
    /// Certificates of possible signers of lists and responses, untrusted.
    pub(crate) candidates: &'a [&'a Certificate],
    /// The candidates, by the name or key hash that OCSP responses use.
    pub(crate) responders: Responders<'a>,
    /// The anchor of the chain in question. It is trusted as it is, so no list is asked about it.
    pub(crate) anchor: &'a Certificate,
    /// Finds a chain from a certificate to the same anchor.
    pub(crate) find_chain: &'a dyn Fn(&Certificate) -> Option<Chain>,
    pub(crate) at: Time,
    /// Whether signers of lists and responses have to be known to be good. Otherwise they must only not be known to be
    /// revoked.
    pub(crate) is_required: bool,
    pub(crate) verifications_left: &'a Cell<usize>,
    pub(crate) verified: &'a VerifiedInfo,
}

/// The certificates whose states wait for this one. A list's issuer must not vouch for itself through other lists.
struct Pending<'a> {
    certificate: &'a Certificate,
    on_behalf_of: Option<&'a Pending<'a>>,
}

impl Pending<'_> {
    fn depth(&self) -> usize {
        self.on_behalf_of.map_or(0, Pending::depth).saturating_add(1)
    }

    fn includes(&self, certificate: &Certificate) -> bool {
        self.certificate.der == certificate.der || self.on_behalf_of.is_some_and(|other| other.includes(certificate))
    }
}

/// The statement of one list, together with its delta CRL, about the certificate.
struct Reading<'a> {
    list: &'a CertificateList,
    /// The delta CRL with which the list was read.
    delta: Option<&'a CertificateList>,
    /// The reasons whose absence the list can show. None, unless it is current, complete and understood.
    reasons: ReasonFlags,
    entry: Option<Entry>,
    as_of: Time,
}

/// The state of a certificate, and what was read to find it.
struct Found<'a> {
    state: State,
    readings: Vec<Reading<'a>>,
    answers: Vec<Answer<'a>>,
}

impl Found<'_> {
    /// Returns a state for which nothing was read.
    fn of(state: State) -> Self {
        Self { state, readings: Vec::new(), answers: Vec::new() }
    }
}

impl<'a> Lookup<'a> {
    /// Returns the states of the certificates of a validated chain, without the anchor, and from which lists and
    /// responses they follow.
    pub(crate) fn states(&self, chain: &[Certificate]) -> Vec<(State, Vec<RevocationEvidence>)> {
        let pairs = chain.iter().zip(chain.iter().skip(1));
        let look_up = |(certificate, issuer)| {
            let found = self.look_up(certificate, issuer, None);
            let evidence = evidence::of_state(&found.state, &found.readings, &found.answers);
            (found.state, evidence)
        };
        pairs.map(look_up).collect()
    }

    /// Returns whether there is any list or response.
    pub(crate) fn has_information(&self) -> bool {
        !self.lists.is_empty() || self.responses.iter().any(|responses| !responses.is_empty())
    }

    /// Returns the state of one certificate that was signed with the key of `issuer`.
    pub(crate) fn state_of(&self, certificate: &Certificate, issuer: &Certificate) -> State {
        self.state(certificate, issuer, None)
    }

    /// Returns the states of the certificates of a list issuer's chain.
    fn states_below<'b>(&'b self, chain: &'b [Certificate], pending: &'b Pending<'_>) -> impl Iterator<Item = State> {
        let pairs = chain.iter().zip(chain.iter().skip(1));
        pairs.map(|(certificate, issuer)| self.state(certificate, issuer, Some(pending)))
    }

    fn state(&self, certificate: &Certificate, issuer: &Certificate, on_behalf_of: Option<&Pending<'_>>) -> State {
        self.look_up(certificate, issuer, on_behalf_of).state
    }

    fn look_up<'b>(
        &'b self,
        certificate: &'b Certificate,
        issuer: &'b Certificate,
        on_behalf_of: Option<&Pending<'_>>,
    ) -> Found<'b> {
        if on_behalf_of
            .is_some_and(|pending| pending.includes(certificate) || pending.depth() >= limits::CRL_DEPTH.count())
        {
            let why = "The issuers of revocation lists or OCSP responses depend on each other.";
            return Found::of(State::Unknown(Unknown::Because(why.into())));
        }
        let pending = Pending { certificate, on_behalf_of };
        let (mut why, mut reached) = (None, None);
        let mut verified = Vec::new();
        for list in self.lists.iter().copied().filter(|list| scope::is_of_its_issuer(list, certificate)) {
            match self.verify(list, certificate, issuer, &pending) {
                Ok(found) => verified.push(found),
                Err(doubt) if doubt.limit.is_some() => {
                    reached = doubt.limit;
                    why = Some(format!("The revocation list of {}: {}.", list.issuer.quoted(), doubt.why));
                }
                Err(_) if self.is_dispensable(list) || self.is_by_its_own_key(list, &pending) => {}
                Err(doubt) => {
                    why.get_or_insert(format!("The revocation list of {}: {}.", list.issuer.quoted(), doubt.why));
                }
            }
        }
        let readings = self.read(certificate, &verified, &mut why);
        let answers = self.answers(certificate, issuer, &pending, &mut why, &mut reached);
        let state = match (conclude(&readings, &answers, why.clone()), why, reached) {
            (revoked @ State::Revoked(..), ..) => revoked,
            (_, Some(why), Some(limit)) => State::Unknown(Unknown::Limit(why, limit)),
            (state, ..) => state,
        };
        Found { state, readings, answers }
    }

    /// Returns whether the absence of a certificate from the list shows nothing, and was not expected to.
    fn is_dispensable(&self, list: &CertificateList) -> bool {
        let has_expired = list.next_update.is_some_and(|next| next < self.at);
        has_expired && self.dispensable.contains(list.fingerprint.as_str())
    }

    /// Returns whether the list is signed with the key that a self-issued certificate certifies, not with the key that
    /// signed that certificate. When an authority changes its key, lists of the new key are about certificates of the
    /// new key. If the self-issued certificate is to count for another certificate, it must not be its own only
    /// witness.
    fn is_by_its_own_key(&self, list: &CertificateList, pending: &Pending<'_>) -> bool {
        let certificate = pending.certificate;
        pending.on_behalf_of.is_none()
            && certificate.is_self_issued()
            && list.issuer == certificate.subject
            && self.verify_signature(list, certificate).is_ok()
    }

    /// Verifies that the list is about the certificate and that its signer may issue it. Returns the list with the
    /// reasons it covers and the certificate of its signer.
    fn verify<'b>(
        &self,
        list: &'b CertificateList,
        certificate: &Certificate,
        issuer: &'b Certificate,
        pending: &Pending<'_>,
    ) -> Result<Verified<'b>, Doubt>
    where
        'a: 'b,
    {
        let reasons = scope::reasons_covered(list, certificate)
            .ok_or("its scope or distribution point is not that of the certificate")?;
        // Section 5.2: an unknown critical extension may change what the whole list is about.
        if list.extensions.has_unknown_critical {
            return Err("it has a critical extension that is not known".into());
        }
        let names_it = list.entries_for(certificate).any(|entry| !entry.is_removal());
        let signer = self.find_list_issuer(list, issuer, pending, names_it)?;
        Ok(Verified { list, reasons, signer })
    }

    /// Reads all verified lists. Complete lists are read together with their delta CRLs (section 5.2.4).
    fn read<'b>(
        &self,
        certificate: &Certificate,
        verified: &[Verified<'b>],
        why: &mut Option<String>,
    ) -> Vec<Reading<'b>> {
        let entry = |list: &CertificateList| gravest(list.entries_for(certificate));
        let (deltas, complete): (Vec<_>, Vec<_>) = verified.iter().partition(|each| each.list.is_delta());
        let mut readings = Vec::new();
        for base in complete {
            let current = deltas.iter().filter(|delta| self.check_time(delta.list).is_ok() && delta.updates(base));
            let delta =
                current.max_by(|one, other| one.list.extensions.crl_number.cmp(&other.list.extensions.crl_number));
            let (on_base, on_delta) = (entry(base.list), delta.and_then(|delta| entry(delta.list)));
            let on_both = match on_delta {
                Some(removal) if removal.is_removal() => on_base.filter(|entry| !entry.is_hold()),
                _ => gravest(on_base.into_iter().chain(on_delta)),
            };
            let usable = self.check_usable(certificate, base.list, delta.map(|delta| delta.list));
            if usable.is_err() && on_both.is_none() && self.is_dispensable(base.list) {
                continue;
            }
            readings.push(Reading {
                list: base.list,
                delta: delta.map(|delta| delta.list),
                reasons: if usable.is_ok() { base.reasons } else { ReasonFlags::NONE },
                entry: on_both,
                as_of: delta.map_or(base.list.this_update, |delta| delta.list.this_update),
            });
            if let Err(reason) = usable {
                why.get_or_insert(format!("The revocation list of {} {reason}.", base.list.issuer.quoted()));
            }
        }
        // A delta CRL alone shows no absence, but the certificates on it are revoked.
        for delta in deltas {
            let entry = entry(delta.list).filter(|entry| !entry.is_removal());
            let as_of = delta.list.this_update;
            if entry.is_none() && self.is_dispensable(delta.list) {
                continue;
            }
            readings.push(Reading { list: delta.list, delta: None, reasons: ReasonFlags::NONE, entry, as_of });
        }
        // A list from after the time of validation only counts for revocations that existed at that time.
        for reading in readings.iter_mut().filter(|reading| reading.as_of > self.at) {
            reading.entry = reading.entry.filter(|entry| entry.date <= self.at && !entry.is_hold());
        }
        readings
    }

    /// Checks whether a certificate's absence from the list, with its delta CRL, shows that it is not revoked.
    fn check_usable(
        &self,
        certificate: &Certificate,
        base: &CertificateList,
        delta: Option<&CertificateList>,
    ) -> Result<(), String> {
        if !base.are_entries_understood() || delta.is_some_and(|delta| !delta.are_entries_understood()) {
            return Err("has an entry with a critical extension that is not known".into());
        }
        // Section 3.3: newer lists need not name an expired certificate, and older lists do not know what came after
        // them.
        if certificate.not_after < self.at {
            return Err(format!("need not name the certificate any more, which expired on {}", certificate.not_after));
        }
        // A current delta CRL brings an outdated list up to date (section 6.3.3 a 1).
        match delta {
            Some(_) => Ok(()),
            None => self.check_time(base),
        }
    }

    fn check_time(&self, list: &CertificateList) -> Result<(), String> {
        self.check_window(list.this_update, list.next_update)
    }

    /// Checks whether a list or response with these times is current.
    fn check_window(&self, this_update: Time, next_update: Option<Time>) -> Result<(), String> {
        if self.at < this_update {
            return Err(format!("is of {this_update}; validated at {}", self.at));
        }
        match next_update {
            None => Err("does not say when the next one comes, so it may be old".into()),
            Some(next) if next < self.at => Err(format!("was good until {next}; validated at {}", self.at)),
            Some(_) => Ok(()),
        }
    }
}

/// A list whose signer may make statements about the certificate.
struct Verified<'a> {
    list: &'a CertificateList,
    reasons: ReasonFlags,
    signer: &'a Certificate,
}

impl Verified<'_> {
    /// Returns whether this delta CRL states the changes since `base` or since a list before it (sections 5.2.4 and
    /// 6.3.3 c, h).
    fn updates(&self, base: &Self) -> bool {
        let (new, old) = (&self.list.extensions, &base.list.extensions);
        let (Some(start), Some(number), Some(end)) = (&new.base_crl_number, &old.crl_number, &new.crl_number) else {
            return false;
        };
        (start..end).contains(&number)
            && self.list.this_update >= base.list.this_update
            && has_same_scope(self.list, base.list)
            && new.authority_key_identifier == old.authority_key_identifier
            && self.signer.public_key_info == base.signer.public_key_info
    }
}

fn has_same_scope(one: &CertificateList, other: &CertificateList) -> bool {
    let [scope, other_scope] =
        [one, other].map(|list| list.extensions.issuing_distribution_point.as_ref().map(|point| point.der.as_slice()));
    one.issuer == other.issuer && scope == other_scope
}

/// Returns the revocation in the responses, unless it is a hold that a newer response has ended.
fn revoked_by(answers: &[Answer<'_>]) -> Option<Entry> {
    let last_good = answers.iter().filter(|answer| answer.status == CertStatus::Good).map(|answer| answer.as_of).max();
    let entries = answers.iter().filter_map(|answer| match answer.status {
        CertStatus::Revoked(entry) if !entry.is_hold() || last_good.is_none_or(|good| good <= answer.as_of) => {
            Some(entry)
        }
        _ => None,
    });
    gravest(entries)
}

fn gravest_of<const N: usize>(entries: [Option<(Entry, RevocationSource)>; N]) -> Option<(Entry, RevocationSource)> {
    entries.into_iter().flatten().min_by_key(|(entry, _)| (entry.is_removal(), entry.is_hold()))
}

/// Returns the entry that cannot be taken back, if there are several.
fn gravest(entries: impl Iterator<Item = Entry>) -> Option<Entry> {
    entries.min_by_key(|entry| (entry.is_removal(), entry.is_hold()))
}

fn conclude(readings: &[Reading<'_>], answers: &[Answer<'_>], why: Option<String>) -> State {
    let counts = |reading: &Reading<'_>, entry: &Entry| {
        let is_superseded = || {
            let newer =
                readings.iter().filter(|other| other.as_of > reading.as_of && other.reasons != ReasonFlags::NONE);
            newer.filter(|other| other.entry.is_none()).any(|other| has_same_scope(other.list, reading.list))
        };
        !entry.is_hold() || !is_superseded()
    };
    let entries = readings.iter().filter_map(|reading| reading.entry.filter(|entry| counts(reading, entry)));
    let on_lists = gravest(entries).map(|entry| (entry, RevocationSource::RevocationList));
    let by_responses = revoked_by(answers).map(|entry| (entry, RevocationSource::OcspResponse));
    if let Some((entry, source)) = gravest_of([on_lists, by_responses]) {
        return State::Revoked(entry, source);
    }
    let covered = readings.iter().fold(ReasonFlags::NONE, |covered, reading| covered.or(reading.reasons));
    if !covered.is_all() && answers.iter().any(|answer| answer.status == CertStatus::Good) {
        return State::Good(RevocationSource::OcspResponse);
    }
    match (covered.is_all(), readings.is_empty(), why) {
        (true, _, _) => State::Good(RevocationSource::RevocationList),
        (false, _, Some(why)) => State::Unknown(Unknown::Because(why)),
        (false, true, None) => State::Unknown(Unknown::NotAvailable),
        (false, false, None) => {
            State::Unknown(Unknown::Because("The revocation lists that are available do not cover all reasons.".into()))
        }
    }
}
