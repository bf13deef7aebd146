//! Whether a chain is revoked, as the policy asks: the one place that says what a state comes to.
//!
//! | policy | revoked | list at hand, and it does not tell | no list at hand |
//! |---|---|---|---|
//! | `off` | not looked at | not looked at | not looked at |
//! | `ifAvailable` | fails | indeterminate | not checked |
//! | `required` | fails | fails | fails |

use alloc::{borrow::ToOwned, collections::BTreeMap, format, string::String, vec::Vec};
use core::cell::{Cell, RefCell};

use crate::{
    policy::{Policy, RevocationPolicy},
    report::Revocation,
    rule::{self, Rule},
    time::Time,
    x509::{
        Certificate, CertificateList,
        path::{self, Chain, quote},
        revocation::{Lookup, Revoked, State, Unknown, VerifiedLists},
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
    lists: &'a [CertificateList],
    at: Time,
    /// What a list's issuer is validated under: the policies that are asked of a signer are not asked of it.
    path_policy: Policy,
    verified: VerifiedLists,
    /// Judgements by the fingerprints of the chain and of the lists that came with the signature: a package may have
    /// thousands of signatures with the same of both.
    known: RefCell<BTreeMap<Vec<String>, Judgement>>,
}

/// A chain that has expired counts only because of a time stamp. Lists made since need not name its certificates (RFC 5280
/// section 3.3), and lists from before tell nothing of what came after them: that they are not named shows nothing.
fn doubt(state: &mut State) {
    if !matches!(state, State::Revoked(_)) {
        let why = "It has expired, so that lists need not name it any more.";
        *state = State::Unknown(Unknown::Because(why.to_owned()));
    }
}

impl<'a> Judge<'a> {
    pub(super) fn new(policy: RevocationPolicy, lists: &'a [CertificateList], at: Time) -> Self {
        Self {
            policy,
            lists,
            at,
            path_policy: Policy::default(),
            verified: VerifiedLists::default(),
            known: RefCell::default(),
        }
    }

    /// Reads the lists that came with a signature; what cannot be read is as good as not there.
    pub(super) fn read_lists(&self, ders: &[Vec<u8>]) -> Vec<CertificateList> {
        if self.policy == RevocationPolicy::Off {
            return Vec::new();
        }
        ders.iter().filter_map(|der| CertificateList::from_der(der).ok()).collect()
    }

    /// Judges a chain by the lists at hand, those of `candidates` who issue them among them.
    pub(super) fn judge(
        &self,
        chain: &Chain,
        lists: &[CertificateList],
        candidates: &[&Certificate],
        verifications_left: &Cell<usize>,
    ) -> Judgement {
        let [.., anchor] = chain.certificates() else { return Judgement::default() };
        if self.policy == RevocationPolicy::Off {
            return Judgement::default();
        }
        let key = chain.certificates().iter().map(|certificate| &certificate.fingerprint);
        let key: Vec<String> = key.chain(lists.iter().map(|list| &list.fingerprint)).cloned().collect();
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let find_chain = |issuer: &Certificate| {
            let request = path::Request {
                anchors: &[anchor],
                intermediates: candidates,
                policy: &self.path_policy,
                purposes: &[],
                at: self.at,
                verifications_left,
            };
            path::build(issuer, &request).ok()
        };
        let lookup = Lookup {
            lists: &self.lists.iter().chain(lists).collect::<Vec<_>>(),
            candidates,
            anchor,
            find_chain: &find_chain,
            at: self.at,
            is_required: self.policy == RevocationPolicy::Required,
            verifications_left,
            verified: &self.verified,
        };
        let mut states = lookup.states(chain.certificates());
        let has_lists = !self.lists.is_empty() || !lists.is_empty();
        if has_lists && chain.certificates().iter().any(|certificate| certificate.not_after < self.at) {
            states.iter_mut().for_each(doubt);
        }
        let judgement = self.conclude(chain, &states);
        // Another signature may bring the certificates that were missing here.
        if !states.iter().any(|state| matches!(state, State::Unknown(Unknown::Because(_)))) {
            self.known.borrow_mut().insert(key, judgement.clone());
        }
        judgement
    }

    fn conclude(&self, chain: &Chain, states: &[State]) -> Judgement {
        let mut judgement = Judgement::default();
        for (index, (state, certificate)) in states.iter().zip(chain.certificates()).enumerate() {
            let (state, objection) = self.object(state, certificate);
            judgement.states.push(state);
            judgement.objections.extend(objection.map(|(rule, what)| (index, rule, what)));
        }
        judgement
    }

    fn object(&self, state: &State, certificate: &Certificate) -> (Revocation, Option<(&'static Rule, String)>) {
        let is_required = self.policy == RevocationPolicy::Required;
        match state {
            State::Good => (Revocation::Good, None),
            State::Revoked(revoked) => {
                (Revocation::Revoked, Some((rule::CERTIFICATE_REVOKED, self.describe(certificate, revoked))))
            }
            State::Unknown(Unknown::NoList) if !is_required => (Revocation::NotChecked, None),
            State::Unknown(unknown) => {
                let why = match unknown {
                    Unknown::NoList => "No revocation list of its issuer is at hand.".to_owned(),
                    Unknown::Because(why) => why.clone(),
                };
                let what = format!("Whether the certificate of {} is revoked is not known. {why}", quote(certificate));
                let rule = if is_required { rule::REVOCATION_REQUIRED } else { rule::REVOCATION_UNKNOWN };
                (Revocation::Unknown, Some((rule, what)))
            }
        }
    }

    fn describe(&self, certificate: &Certificate, revoked: &Revoked) -> String {
        let Revoked { reason, date, invalidity_date } = revoked;
        let since = invalidity_date.map_or_else(String::new, |date| format!(", doubtful since {date}"));
        format!(
            "The certificate of {} was revoked on {date} ({}{since}); validated at {}.",
            quote(certificate),
            reason.name(),
            self.at
        )
    }
}
