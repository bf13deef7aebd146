//! Decides whether a chain is revoked, as the policy requires: the only place that turns a state into a result.
//!
//! Lists and OCSP responses count alike.
//!
//! | policy | revoked | a list or response is available, and does not show it | none is available |
//! |---|---|---|---|
//! | `off` | not looked at | not looked at | not looked at |
//! | `ifAvailable` | fails | indeterminate | not checked |
//! | `required` | fails | fails | fails |
//!
//! An expired list or response that came with the signature counts as not available, except for certificates that it
//! revokes: whoever sent it could also have left it out.

use alloc::{
    borrow::ToOwned,
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};
use core::cell::{Cell, RefCell};

use super::same_key;
use crate::{
    cms::SignedData,
    digest::{DigestAlgorithm, Hasher},
    ordered::Ordered as _,
    policy::RevocationPolicy,
    report::{Revocation, RevocationEvidence, RevocationSource},
    rule::{self, Severity, Violation},
    time::Time,
    trust::TrustBundle,
    x509::{
        Certificate, CertificateList, OcspResponse, PolicyInputs,
        crl::Entry,
        ocsp::SingleResponses,
        path::{self, Chain, quote},
        revocation::{Lookup, Responders, State, Unknown, VerifiedInfo},
    },
};

/// The result of looking up a chain in revocation lists and OCSP responses.
#[derive(Clone, Debug, Default)]
pub(in crate::verify) struct Judgement {
    /// The state of each certificate except the anchor. It is empty if the policy does not require a check.
    pub(in crate::verify) states: Vec<Revocation>,
    /// The source that shows each of these states, if it is known.
    pub(in crate::verify) sources: Vec<Option<RevocationSource>>,
    /// The lists and responses from which each of these states follows.
    pub(in crate::verify) evidence: Vec<Vec<RevocationEvidence>>,
    /// The violations by certificates of the chain.
    pub(in crate::verify) objections: Vec<Violation>,
}

impl Judgement {
    /// Returns the state of the chain: the worst state of its certificates.
    pub(in crate::verify) fn of_chain(&self) -> Revocation {
        self.states.iter().copied().max().unwrap_or(Revocation::NotChecked)
    }

    /// Returns whether the chain proves nothing, whatever else is right with it.
    pub(in crate::verify) fn is_refused(&self) -> bool {
        self.objections.iter().any(|objection| objection.rule.severity == Severity::Fail)
    }

    /// Returns the judgement with only those objections that make the chain worthless.
    pub(in crate::verify) fn only_refusals(mut self) -> Self {
        self.objections
            .retain(|Violation { rule, .. }| rule.severity == Severity::Fail && *rule != rule::REVOCATION_REQUIRED);
        self
    }

    /// Returns whether nothing speaks against the chain and nothing is open. A warning does neither.
    pub(in crate::verify) fn is_clear(&self) -> bool {
        self.objections.iter().all(|objection| matches!(objection.rule.severity, Severity::Warn | Severity::Note))
    }

    /// Returns the index of the revoked certificate that is nearest to the anchor.
    pub(in crate::verify) fn revoked(&self) -> Option<usize> {
        self.states.iter().rposition(|state| *state == Revocation::Revoked)
    }
}

/// Judges the revocation of the chains of one package.
pub(in crate::verify) struct Judge<'a> {
    policy: RevocationPolicy,
    /// The trust bundle, for the lists and responses that are always available.
    trust: &'a TrustBundle,
    /// The single responses in the OCSP responses of the trust bundle.
    responses: SingleResponses<'a>,
    known_certificates: same_key::Known<'a>,
    at: Time,
    /// The policy inputs for a list issuer's chain. Policies that a signer needs are not required of it.
    path_policy: PolicyInputs,
    verified: VerifiedInfo,
    /// Judgements by the digest of everything that they depend on. A package may have thousands of signatures with the
    /// same.
    known: RefCell<BTreeMap<Vec<u8>, Judgement>>,
    /// The chains of possible issuers of lists, because one may have issued many.
    chains: RefCell<BTreeMap<ChainKey, Option<Chain>>>,
}

/// The fingerprints of a certificate and an anchor, and the digest of the certificates that the chain may go through.
type ChainKey = (String, String, Vec<u8>);

/// Revocation information that came with a signature, untrusted.
#[derive(Default)]
pub(in crate::verify) struct RevocationInfo {
    lists: Vec<CertificateList>,
    responses: Vec<OcspResponse>,
}

impl RevocationInfo {
    /// Returns the fingerprints of all lists and responses.
    pub(in crate::verify) fn fingerprints(&self) -> impl Iterator<Item = &String> {
        let lists = self.lists.iter().map(|list| &list.fingerprint);
        lists.chain(self.responses.iter().map(|response| &response.fingerprint))
    }
}

/// Makes the state unknown below an expired authority, which counts only because of a time stamp. Lists and responses
/// do not show what came after the authority's end, so the absence of a certificate shows nothing. Revocations stay,
/// and so do states that rest on no list or response.
fn doubt(state: &mut State) {
    if !matches!(state, State::Revoked(..) | State::Unknown(Unknown::NotAvailable)) {
        let why = "An authority above it has expired, so that lists and responses show nothing any more.";
        *state = State::Unknown(Unknown::Because(why.to_owned()));
    }
}

impl<'a> Judge<'a> {
    pub(in crate::verify) fn new(policy: RevocationPolicy, trust: &'a TrustBundle, at: Time) -> Self {
        Self {
            policy,
            trust,
            responses: SingleResponses::of(&trust.ocsp_responses),
            known_certificates: same_key::Known::of(trust),
            at,
            path_policy: PolicyInputs::default(),
            verified: VerifiedInfo::default(),
            known: RefCell::default(),
            chains: RefCell::default(),
        }
    }

    /// Reads the revocation information that came with a signature. Unreadable parts are ignored.
    pub(in crate::verify) fn read(&self, signed_data: &SignedData) -> RevocationInfo {
        if self.policy == RevocationPolicy::Off {
            return RevocationInfo::default();
        }
        let lists = signed_data.crls.iter().filter_map(|der| CertificateList::from_der(der).ok());
        let responses = signed_data.ocsp_responses.iter().filter_map(|der| OcspResponse::from_der(der).ok());
        RevocationInfo { lists: lists.collect(), responses: responses.collect() }
    }

    /// Judges a chain that was validated for a time, by the lists and responses of the trust bundle and those that came
    /// with the signature. Their signers are among `candidates`.
    pub(in crate::verify) fn judge(
        &self,
        chain: &Chain,
        at: Time,
        info: &RevocationInfo,
        candidates: &[&Certificate],
        verifications_left: &Cell<usize>,
    ) -> Judgement {
        let [.., anchor] = chain.certificates() else { return Judgement::default() };
        if self.policy == RevocationPolicy::Off {
            return Judgement::default();
        }
        let over = digest_of(candidates.iter().map(|candidate| &candidate.fingerprint));
        let of_chain = digest_of(chain.certificates().iter().map(|certificate| &certificate.fingerprint));
        let of_info = digest_of(info.fingerprints());
        let key = [&over, &of_chain, &of_info, at.unix().to_be_bytes().as_slice()].concat();
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let find_chain = |issuer: &Certificate| self.find_chain(issuer, anchor, candidates, &over, verifications_left);
        let is_required = self.policy == RevocationPolicy::Required;
        let lookup = Lookup {
            lists: &self.trust.crls.iter().chain(&info.lists).collect::<Vec<_>>(),
            responses: &[&self.responses, &SingleResponses::of(&info.responses)],
            dispensable: &if is_required { BTreeSet::new() } else { self.brought(info) },
            candidates,
            responders: Responders::of(candidates),
            anchor,
            find_chain: &find_chain,
            at: self.at,
            is_required,
            verifications_left,
            verified: &self.verified,
        };
        let (mut states, evidence): (Vec<State>, Vec<_>) = lookup.states(chain.certificates()).into_iter().unzip();
        let has_expired = |certificate: &Certificate| certificate.not_after < self.at;
        if let Some(highest) = chain.certificates().iter().rposition(has_expired) {
            states.iter_mut().take(highest).for_each(doubt);
        }
        let mut judgement = Judgement { evidence, ..self.conclude(chain, at, &states) };
        judgement.objections.extend(self.known_certificates.object_to_keys(
            chain,
            candidates,
            &lookup,
            verifications_left,
        ));
        self.known.borrow_mut().insert(key, judgement.clone());
        judgement
    }

    /// Returns the fingerprints of lists and responses that came with a signature and are not in the trust bundle.
    fn brought<'l>(&self, info: &'l RevocationInfo) -> BTreeSet<&'l str> {
        let lists = info.lists.iter().filter(|list| !self.trust.crls.has(list));
        let responses = info.responses.iter().filter(|response| !self.trust.ocsp_responses.has(response));
        let lists = lists.map(|list| list.fingerprint.as_str());
        lists.chain(responses.map(|response| response.fingerprint.as_str())).into_set()
    }

    /// Finds the chain from a possible issuer of lists to the anchor, once for all those lists.
    fn find_chain(
        &self,
        issuer: &Certificate,
        anchor: &Certificate,
        candidates: &[&Certificate],
        over: &[u8],
        verifications_left: &Cell<usize>,
    ) -> Option<Chain> {
        let key = (issuer.fingerprint.clone(), anchor.fingerprint.clone(), over.to_vec());
        if let Some(known) = self.chains.borrow().get(&key) {
            return known.clone();
        }
        let request = path::Request {
            anchors: &[anchor],
            intermediates: candidates,
            policy: &self.path_policy,
            purposes: &[],
            at: self.at,
            verifications_left,
        };
        let chain = path::build(issuer, &request).ok();
        self.chains.borrow_mut().insert(key, chain.clone());
        chain
    }

    fn conclude(&self, chain: &Chain, at: Time, states: &[State]) -> Judgement {
        let mut judgement = Judgement::default();
        for (state, certificate) in states.iter().zip(chain.certificates()) {
            judgement.sources.push(match state {
                State::Good(source) | State::Revoked(_, source) => Some(*source),
                State::Unknown(_) => None,
            });
            let (state, objection) = self.object(state, certificate, at);
            judgement.states.push(state);
            judgement.objections.extend(objection);
        }
        judgement
    }

    fn object(&self, state: &State, certificate: &Certificate, at: Time) -> (Revocation, Option<Violation>) {
        let is_required = self.policy == RevocationPolicy::Required;
        match state {
            State::Good(_) => (Revocation::Good, None),
            State::Revoked(entry, source) => {
                let what = self.describe(certificate, entry, *source, at);
                let violation = certificate.breaks(rule::CERTIFICATE_REVOKED, what).with_time(entry.date);
                (Revocation::Revoked, Some(violation.with_reason(entry.reason.name())))
            }
            State::Unknown(Unknown::NotAvailable) if !is_required => (Revocation::NotChecked, None),
            State::Unknown(unknown) => {
                let why = match unknown {
                    Unknown::NotAvailable => self.explain_not_available(),
                    Unknown::Limit(why, _) | Unknown::Because(why) => why.clone(),
                };
                let what = format!("Whether the certificate of {} is revoked is not known. {why}", quote(certificate));
                let issuer = certificate.issuer.to_text();
                let violation = match unknown {
                    // The list may name the certificate.
                    Unknown::Limit(_, limit) => certificate.breaks(rule::CHAIN_LIMIT, what).with_limit(limit.clone()),
                    _ if is_required => certificate.breaks(rule::REVOCATION_REQUIRED, what),
                    _ => certificate.breaks(rule::REVOCATION_UNKNOWN, what),
                };
                (Revocation::Unknown, Some(violation.naming([issuer])))
            }
        }
    }

    /// Returns whether the trust bundle's lists name the certificate, whoever signed them. It only adds reasons to
    /// refuse.
    pub(in crate::verify) fn is_named(&self, certificate: &Certificate) -> bool {
        self.policy != RevocationPolicy::Off
            && self.trust.crls.iter().any(|list| list.entries_for(certificate).any(|entry| !entry.is_removal()))
    }

    /// Explains that no information is available. It names an error response, which is easily mistaken for an answer.
    fn explain_not_available(&self) -> String {
        let why = "No revocation list of its issuer and no OCSP response about it is available.";
        match self.trust.ocsp_responses.iter().find(|response| response.basic.is_none()) {
            Some(error) => {
                format!("{why} An OCSP response of the trust bundle is the error '{}'.", error.status.name())
            }
            None => why.to_owned(),
        }
    }

    fn describe(&self, certificate: &Certificate, entry: &Entry, source: RevocationSource, at: Time) -> String {
        let Entry { reason, date, invalidity_date } = entry;
        let since = invalidity_date.map_or_else(String::new, |date| format!(", doubtful since {date}"));
        let by = match source {
            RevocationSource::RevocationList => "a revocation list",
            RevocationSource::OcspResponse => "an OCSP response",
        };
        let stamped = if at == self.at { "" } else { " A revocation counts although a time stamp is older." };
        format!(
            "The certificate of {} was revoked on {date} ({}{since}), says {by}; validated at {at}.{stamped}",
            quote(certificate),
            reason.name(),
        )
    }
}

/// Digests fingerprints, which all have the same length.
fn digest_of<'f>(fingerprints: impl Iterator<Item = &'f String>) -> Vec<u8> {
    let mut hasher = Hasher::new(DigestAlgorithm::Sha256);
    fingerprints.for_each(|fingerprint| hasher.update(fingerprint.as_bytes()));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "vectors are read from files")]

    use alloc::{format, vec::Vec};
    use core::cell::Cell;
    use std::fs;

    use super::{Judge, RevocationInfo};
    use crate::{
        policy::RevocationPolicy,
        report::Revocation,
        time::Time,
        trust::TrustBundle,
        x509::{Certificate, CertificateList, PolicyInputs, path, revocation::tests::vectors},
    };

    /// PKITS 4.4.19 has an authority with a key of its own for lists. This uses it with and without the list that
    /// clears that key.
    #[test]
    fn no_question_costs_twice() {
        let Some(folder) = vectors("pkits") else { return };
        let read = |path: &str| fs::read(folder.join(path)).unwrap();
        let certificate = |name: &str| Certificate::from_der(&read(&format!("certs/{name}.crt"))).unwrap();
        let list = |name: &str| CertificateList::from_der(&read(&format!("crls/{name}.crl"))).unwrap();
        let anchor = certificate("TrustAnchorRootCertificate");
        let target = certificate("ValidSeparateCertificateandCRLKeysTest19EE");
        let others = ["CertificateSigningCACert", "CRLSigningCert"];
        let others = others.map(|name| certificate(&format!("SeparateCertificateandCRLKeys{name}")));
        let others: Vec<&Certificate> = others.iter().collect();
        let at = Time::from_rfc3339("2026-11-21T12:00:00Z").unwrap();
        let left = Cell::new(1000);
        let (policy, trust) = (PolicyInputs::default(), TrustBundle::default());
        let request = path::Request {
            anchors: &[&anchor],
            intermediates: &others,
            policy: &policy,
            purposes: &[],
            at,
            verifications_left: &left,
        };
        let chain = path::build(&target, &request).unwrap();
        let judge = Judge::new(RevocationPolicy::Required, &trust, at);
        let info = |lists: &[CertificateList]| RevocationInfo { lists: lists.to_vec(), responses: Vec::new() };
        let lists = [list("SeparateCertificateandCRLKeysCRL"), list("TrustAnchorRootCRL")];
        for (lists, expected, is_free) in [
            (&lists[..1], Revocation::Unknown, false),
            (&lists[..1], Revocation::Unknown, true),
            (&lists[..], Revocation::Good, false),
            (&lists[..], Revocation::Good, true),
        ] {
            let before = left.get();
            assert_eq!(judge.judge(&chain, at, &info(lists), &others, &left).of_chain(), expected);
            assert_eq!(before == left.get(), is_free);
        }
        // For another time, the same lists and issuers are needed, and all of them are known.
        let before = left.get();
        let earlier = Time::from_unix(at.unix().saturating_sub(1));
        judge.judge(&chain, earlier, &info(&lists), &others, &left);
        assert_eq!(before, left.get());
    }
}
