//! Finds other certificates for the keys of a chain, and what their revocation means for these keys.
//!
//! `keyCompromise`, `cACompromise` and `aACompromise` mean that the private key "is known or suspected" to be
//! compromised (RFC 5280 section 5.3.1). That is true for every certificate of the key, whoever issued it. If a
//! certificate was superseded, or its owner has changed name or lost a right, the key is as good as before: renewed
//! certificates often have the old key. If no reason is given, nothing is known of a signer's key. For an authority,
//! which has to state a compromise, this is only a warning.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    vec::Vec,
};
use core::cell::Cell;

use crate::{
    limits,
    ordered::Ordered as _,
    report::Role,
    rule::{self, Place, ReachedLimit, Violation},
    signature,
    trust::TrustBundle,
    x509::{
        Certificate,
        crl::Entry,
        name::Name,
        path::{Chain, quote},
        revocation::{Lookup, State, Unknown},
    },
};

/// The certificates of the trust bundle.
pub(super) struct Known<'a> {
    /// The certificates of signers and authorities, by key.
    by_key: BTreeMap<&'a [u8], Vec<&'a Certificate>>,
    /// The certificates of authorities, by name.
    by_subject: BTreeMap<&'a Name, Vec<&'a Certificate>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(trust: &'a TrustBundle) -> Self {
        let mut known = Self { by_key: BTreeMap::new(), by_subject: BTreeMap::new() };
        let roles = [Role::VnfProvider, Role::ServiceProvider].map(|role| trust.of(role));
        let anchors = roles.iter().flat_map(|role| role.private_cas.iter().chain(&role.public_cas));
        let authorities = anchors.chain(&trust.intermediates).chain(&trust.timestamp_authorities);
        for certificate in authorities.clone() {
            known.by_subject.entry(&certificate.subject).or_default().push(certificate);
        }
        for certificate in authorities.chain(roles.iter().flat_map(|role| &role.signing_certificates)) {
            known.by_key.entry(&certificate.public_key_info).or_default().push(certificate);
        }
        known
    }

    /// Objects to the keys of a chain, except its anchor's. `candidates` are certificates that came with the signature.
    pub(super) fn object_to_keys(
        &self,
        chain: &Chain,
        candidates: &[&Certificate],
        lookup: &Lookup<'_>,
        verifications_left: &Cell<usize>,
    ) -> Vec<Violation> {
        let mut objections = Vec::new();
        if !lookup.has_information() {
            return objections;
        }
        let others = self.others_of(chain, candidates);
        let signer = chain.certificates().first();
        let count = others.len();
        let mut reached = (count > limits::KEY_CERTIFICATES.count())
            .then(|| limits::KEY_CERTIFICATES.reached(u64::try_from(count).ok()));
        for (index, other) in others.iter().take(limits::KEY_CERTIFICATES.count()) {
            match self.revocation_of(other, chain, candidates, lookup, verifications_left) {
                Ok(entry) => objections.extend(entry.map(|entry| object(chain, *index, other, &entry))),
                Err(Unfinished(limit)) => reached = reached.or(Some(limit)),
            }
        }
        if reached.is_none() && !others.is_empty() && verifications_left.get() == 0 {
            reached = Some(limits::PACKAGE_VERIFICATIONS.reached_in_package());
        }
        if let Some(limit) = reached {
            let what = "Other certificates of the same keys as those of the chain are too many, or cost too much, to be looked at.";
            objections.extend(signer.map(|signer| signer.breaks(rule::CHAIN_LIMIT, what).with_limit(limit)));
        }
        objections
    }

    /// Returns other certificates for the keys of the chain, each with the index of the one in the chain.
    fn others_of<'b>(&'b self, chain: &'b Chain, candidates: &[&'b Certificate]) -> Vec<(usize, &'b Certificate)> {
        let [below @ .., _] = chain.certificates() else { return Vec::new() };
        let indices: BTreeMap<&[u8], usize> =
            below.iter().enumerate().map(|(index, each)| (each.public_key_info.as_slice(), index)).into_map();
        let known = indices.iter().flat_map(|(key, index)| {
            self.by_key.get(key).into_iter().flatten().map(|certificate| (*index, *certificate))
        });
        let carried = candidates.iter().filter_map(|certificate| {
            indices.get(certificate.public_key_info.as_slice()).map(|index| (*index, *certificate))
        });
        let mut seen: BTreeSet<&str> = chain.certificates().iter().map(|each| each.fingerprint.as_str()).into_set();
        known.chain(carried).filter(|(_, certificate)| seen.insert(&certificate.fingerprint)).collect()
    }

    /// Returns the revocation of a certificate that its issuer states, whether or not the certificate is still valid.
    fn revocation_of(
        &self,
        certificate: &Certificate,
        chain: &Chain,
        candidates: &[&Certificate],
        lookup: &Lookup<'_>,
        verifications_left: &Cell<usize>,
    ) -> Result<Option<Entry>, Unfinished> {
        let known = self.by_subject.get(&certificate.issuer).into_iter().flatten().copied();
        let all = chain.certificates().iter().chain(known).chain(candidates.iter().copied());
        let mut keys = BTreeSet::new();
        let issuers = all.filter(|issuer| issuer.subject == certificate.issuer);
        let mut issuers = issuers.filter(|issuer| keys.insert(issuer.public_key_info.as_slice()));
        for issuer in issuers.by_ref().take(limits::KEY_ISSUERS.count()) {
            let left = verifications_left.get().checked_sub(signature::cost(&issuer.public_key_info));
            verifications_left.set(left.unwrap_or(0));
            left.ok_or_else(|| Unfinished(limits::PACKAGE_VERIFICATIONS.reached_in_package()))?;
            if certificate.verify_signature_by(issuer).is_ok() {
                match lookup.state_of(certificate, issuer) {
                    State::Revoked(entry, _) => return Ok(Some(entry)),
                    State::Unknown(Unknown::Limit(_, limit)) => return Err(Unfinished(limit)),
                    State::Good(_) | State::Unknown(_) => {}
                }
            }
        }
        if issuers.next().is_some() { Err(Unfinished(limits::KEY_ISSUERS.reached(None))) } else { Ok(None) }
    }
}

/// The limit that was reached before it was known who issued a certificate, or whether it was revoked.
struct Unfinished(ReachedLimit);

/// Objects to the certificate of the chain at `index`.
fn object(chain: &Chain, index: usize, other: &Certificate, entry: &Entry) -> Violation {
    let rule = match entry.reason.is_key_compromised() {
        Some(true) => rule::CERTIFICATE_KEY_COMPROMISED,
        None if index == 0 => rule::CERTIFICATE_KEY_DOUBTFUL,
        _ => rule::CERTIFICATE_KEY_REVOKED_ELSEWHERE,
    };
    let what = format!(
        "Another certificate of the same key, that of {} (SHA-256 {}), was revoked on {} ({}).",
        quote(other),
        other.fingerprint,
        entry.date,
        entry.reason.name()
    );
    let place = chain.certificates().get(index).map(|each| Place::certificate(&each.fingerprint));
    let violation = rule.broken_at(place.unwrap_or_default(), what).with_subject(other.subject.to_text());
    violation.with_time(entry.date).with_reason(entry.reason.name())
}
