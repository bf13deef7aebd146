//! Whether a chain is revoked, as the policy asks: the one place that says what a state comes to.
//!
//! | policy | revoked | list at hand, and it does not tell | no list at hand |
//! |---|---|---|---|
//! | `off` | not looked at | not looked at | not looked at |
//! | `ifAvailable` | fails | indeterminate | not checked |
//! | `required` | fails | fails | fails |
//!
//! A list that came with the signature and has expired is no list at hand, but for whom it names: whoever leaves it out
//! does as well.

use alloc::{
    borrow::ToOwned,
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};
use core::cell::{Cell, RefCell};

use crate::{
    digest::{DigestAlgorithm, Hasher},
    policy::{Policy, RevocationPolicy},
    report::Revocation,
    rule::{self, Rule},
    time::Time,
    unique::Unique,
    x509::{
        Certificate, CertificateList,
        crl::Entry,
        path::{self, Chain, quote},
        revocation::{Lookup, State, Unknown, VerifiedLists},
    },
};

/// What the revocation lists say of a chain.
#[derive(Clone, Debug, Default)]
pub(super) struct Judgement {
    /// What is known of each of its certificates but the anchor; empty when the policy does not ask.
    pub(super) states: Vec<Revocation>,
    /// What is wrong, with the index of the certificate in the chain.
    pub(super) objections: Vec<(usize, &'static Rule, String)>,
}

impl Judgement {
    /// What is known of the chain: the worst of what is known of its certificates.
    pub(super) fn of_chain(&self) -> Revocation {
        self.states.iter().copied().max().unwrap_or(Revocation::NotChecked)
    }

    /// Whether the chain shows nothing, whatever else is right with it.
    pub(super) fn is_refused(&self) -> bool {
        self.objections.iter().any(|(_, rule, _)| *rule != rule::REVOCATION_UNKNOWN)
    }

    /// The certificate that is revoked, the one nearest to the anchor.
    pub(super) fn revoked(&self) -> Option<usize> {
        self.states.iter().rposition(|state| *state == Revocation::Revoked)
    }
}

/// Judges the chains of one package.
pub(super) struct Judge<'a> {
    policy: RevocationPolicy,
    /// The lists of the trust bundle.
    lists: &'a Unique<CertificateList>,
    at: Time,
    /// What a list's issuer is validated under: the policies that are asked of a signer are not asked of it.
    path_policy: Policy,
    verified: VerifiedLists,
    /// Judgements by the digest of all they depend on: a package may have thousands of signatures with the same of it.
    known: RefCell<BTreeMap<Vec<u8>, Judgement>>,
    /// The chains of those who may have issued lists: one may have issued many.
    chains: RefCell<BTreeMap<ChainKey, Option<Chain>>>,
}

/// Whose chain it is, by fingerprint; to which anchor; and the digest of the certificates it may lead over.
type ChainKey = (String, String, Vec<u8>);

/// A chain that has expired counts only because of a time stamp. Lists made since need not name its certificates (RFC 5280
/// section 3.3), and lists from before tell nothing of what came after them: that they are not named shows nothing. Of what
/// rests on no list nothing was believed.
fn doubt(state: &mut State) {
    if !matches!(state, State::Revoked(_) | State::Unknown(Unknown::NoList)) {
        let why = "It has expired, so that lists need not name it any more.";
        *state = State::Unknown(Unknown::Because(why.to_owned()));
    }
}

impl<'a> Judge<'a> {
    pub(super) fn new(policy: RevocationPolicy, lists: &'a Unique<CertificateList>, at: Time) -> Self {
        Self {
            policy,
            lists,
            at,
            path_policy: Policy::default(),
            verified: VerifiedLists::default(),
            known: RefCell::default(),
            chains: RefCell::default(),
        }
    }

    /// Reads the lists that came with a signature; what cannot be read is as good as not there.
    pub(super) fn read_lists(&self, ders: &[Vec<u8>]) -> Vec<CertificateList> {
        if self.policy == RevocationPolicy::Off {
            return Vec::new();
        }
        ders.iter().filter_map(|der| CertificateList::from_der(der).ok()).collect()
    }

    /// Judges a chain that was validated at a time by the lists at hand, those of `candidates` who issue them among them.
    pub(super) fn judge(
        &self,
        chain: &Chain,
        at: Time,
        lists: &[CertificateList],
        candidates: &[&Certificate],
        verifications_left: &Cell<usize>,
    ) -> Judgement {
        let [.., anchor] = chain.certificates() else { return Judgement::default() };
        if self.policy == RevocationPolicy::Off {
            return Judgement::default();
        }
        let over = digest_of(candidates.iter().map(|candidate| &candidate.fingerprint));
        let of_chain = digest_of(chain.certificates().iter().map(|certificate| &certificate.fingerprint));
        let of_lists = digest_of(lists.iter().map(|list| &list.fingerprint));
        let key = [&over, &of_chain, &of_lists, at.unix().to_be_bytes().as_slice()].concat();
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let find_chain = |issuer: &Certificate| self.find_chain(issuer, anchor, candidates, &over, verifications_left);
        let is_required = self.policy == RevocationPolicy::Required;
        let lookup = Lookup {
            lists: &self.lists.iter().chain(lists).collect::<Vec<_>>(),
            dispensable: &if is_required { BTreeSet::new() } else { self.brought(lists) },
            candidates,
            anchor,
            find_chain: &find_chain,
            at: self.at,
            is_required,
            verifications_left,
            verified: &self.verified,
        };
        let mut states = lookup.states(chain.certificates());
        if chain.certificates().iter().any(|certificate| certificate.not_after < self.at) {
            states.iter_mut().for_each(doubt);
        }
        let judgement = self.conclude(chain, at, &states);
        self.known.borrow_mut().insert(key, judgement.clone());
        judgement
    }

    /// Of the lists that came with a signature those that are not in the trust bundle as well.
    fn brought<'l>(&self, lists: &'l [CertificateList]) -> BTreeSet<&'l str> {
        let is_installed = |list: &&CertificateList| self.lists.has(list);
        lists.iter().filter(|list| !is_installed(list)).map(|list| list.fingerprint.as_str()).collect()
    }

    /// Finds the chain of somebody who may have issued lists to the anchor, once for all those lists.
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
        for (index, (state, certificate)) in states.iter().zip(chain.certificates()).enumerate() {
            let (state, objection) = self.object(state, certificate, at);
            judgement.states.push(state);
            judgement.objections.extend(objection.map(|(rule, what)| (index, rule, what)));
        }
        judgement
    }

    fn object(
        &self,
        state: &State,
        certificate: &Certificate,
        at: Time,
    ) -> (Revocation, Option<(&'static Rule, String)>) {
        let is_required = self.policy == RevocationPolicy::Required;
        match state {
            State::Good => (Revocation::Good, None),
            State::Revoked(entry) => {
                (Revocation::Revoked, Some((rule::CERTIFICATE_REVOKED, self.describe(certificate, entry, at))))
            }
            State::Unknown(Unknown::NoList) if !is_required => (Revocation::NotChecked, None),
            State::Unknown(unknown) => {
                let why = match unknown {
                    Unknown::Limit(why) => why.clone(),
                    Unknown::NoList => "No revocation list of its issuer is at hand.".to_owned(),
                    Unknown::Because(why) => why.clone(),
                };
                let what = format!("Whether the certificate of {} is revoked is not known. {why}", quote(certificate));
                let rule = match unknown {
                    // The list may name the certificate.
                    Unknown::Limit(_) => rule::CHAIN_LIMIT,
                    _ if is_required => rule::REVOCATION_REQUIRED,
                    _ => rule::REVOCATION_UNKNOWN,
                };
                (Revocation::Unknown, Some((rule, what)))
            }
        }
    }

    fn describe(&self, certificate: &Certificate, entry: &Entry, at: Time) -> String {
        let Entry { reason, date, invalidity_date } = entry;
        let since = invalidity_date.map_or_else(String::new, |date| format!(", doubtful since {date}"));
        let stamped = if at == self.at { "" } else { " A revocation counts although a time stamp is older." };
        format!(
            "The certificate of {} was revoked on {date} ({}{since}); validated at {at}.{stamped}",
            quote(certificate),
            reason.name(),
        )
    }
}

/// A digest of fingerprints, which are all of one length.
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

    use super::Judge;
    use crate::{
        policy::{Policy, RevocationPolicy},
        report::Revocation,
        time::Time,
        unique::Unique,
        x509::{Certificate, CertificateList, path, revocation::tests::vectors},
    };

    /// PKITS 4.4.19, where an authority has a key of its own for lists, with and without the list that clears that key.
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
        let (policy, installed) = (Policy::default(), Unique::default());
        let request = path::Request {
            anchors: &[&anchor],
            intermediates: &others,
            policy: &policy,
            purposes: &[],
            at,
            verifications_left: &left,
        };
        let chain = path::build(&target, &request).unwrap();
        let judge = Judge::new(RevocationPolicy::Required, &installed, at);
        let lists = [list("SeparateCertificateandCRLKeysCRL"), list("TrustAnchorRootCRL")];
        for (lists, expected, is_free) in [
            (&lists[..1], Revocation::Unknown, false),
            (&lists[..1], Revocation::Unknown, true),
            (&lists[..], Revocation::Good, false),
            (&lists[..], Revocation::Good, true),
        ] {
            let before = left.get();
            assert_eq!(judge.judge(&chain, at, lists, &others, &left).of_chain(), expected);
            assert_eq!(before == left.get(), is_free);
        }
        // At another time the same is asked of lists and their issuers: all of it is known.
        let before = left.get();
        let earlier = Time::from_unix(at.unix().saturating_sub(1));
        judge.judge(&chain, earlier, &lists, &others, &left);
        assert_eq!(before, left.get());
    }
}
