//! Finds the signer of an OCSP response, and checks whether the signer may answer and what it answers (RFC 6960
//! sections 3.2 and 4.2.2).

use alloc::{borrow::ToOwned, collections::BTreeMap, format, string::String, vec::Vec};

use core::cell::OnceCell;

use super::{Doubt, Lookup, Pending, State, Unknown};
use crate::{
    limits, oid,
    rule::ReachedLimit,
    time::Time,
    x509::{
        Certificate, OcspResponse, PolicyInputs,
        extensions::KeyUsage,
        name::Name,
        ocsp::{BasicOcspResponse, CertStatus, ResponderId, SingleResponse, sha1},
        path::{self, quote},
    },
};

/// A single response whose responder may make statements about the certificate.
#[derive(Clone, Copy)]
pub(super) struct Answer<'a> {
    /// The status is never `unknown`, because that answers nothing.
    pub(super) status: CertStatus,
    pub(super) as_of: Time,
    pub(super) response: &'a OcspResponse,
    pub(super) basic: &'a BasicOcspResponse,
    pub(super) single: &'a SingleResponse,
}

/// Certificates of possible signers of responses, by the identifiers that responses use. A package may have many of
/// both.
#[derive(Default)]
pub(crate) struct Responders<'a> {
    candidates: &'a [&'a Certificate],
    by_name: OnceCell<BTreeMap<&'a Name, Vec<&'a Certificate>>>,
    by_key: OnceCell<BTreeMap<Vec<u8>, Vec<&'a Certificate>>>,
}

impl<'a> Responders<'a> {
    pub(crate) fn of(candidates: &'a [&'a Certificate]) -> Self {
        Self { candidates, ..Self::default() }
    }

    fn named(&self, id: &ResponderId) -> &[&'a Certificate] {
        let named = match id {
            ResponderId::ByName(name) => {
                self.by_name.get_or_init(|| index(self.candidates, |each| Some(&each.subject))).get(name)
            }
            ResponderId::ByKey(hash) => {
                self.by_key.get_or_init(|| index(self.candidates, |each| each.public_key().map(sha1))).get(hash)
            }
        };
        named.map(Vec::as_slice).unwrap_or_default()
    }
}

fn index<'a, K: Ord>(
    certificates: &[&'a Certificate],
    key: impl Fn(&'a Certificate) -> Option<K>,
) -> BTreeMap<K, Vec<&'a Certificate>> {
    let mut index: BTreeMap<K, Vec<_>> = BTreeMap::new();
    for certificate in certificates {
        if let Some(key) = key(certificate) {
            index.entry(key).or_default().push(*certificate);
        }
    }
    index
}

/// The question about a responder: whether it may give this kind of answer at this time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    at: Time,
    /// A revocation counts even if it is not known whether the responder itself is revoked. Otherwise, whoever adds a
    /// list that cannot be evaluated would silence the responder.
    is_for_revocation: bool,
}

impl Lookup<'_> {
    /// Returns the answers of OCSP responses about the certificate. If a response answers nothing, `why` gets the
    /// reason. `reached` gets the limit, if only a limit kept a response from being evaluated.
    pub(super) fn answers<'b>(
        &'b self,
        certificate: &'b Certificate,
        issuer: &'b Certificate,
        pending: &Pending<'_>,
        why: &mut Option<String>,
        reached: &mut Option<ReachedLimit>,
    ) -> Vec<Answer<'b>> {
        let mut answers = Vec::new();
        // A response may say the same a hundred times, so its signer is checked once.
        let mut responders = BTreeMap::new();
        let about = self.responses.iter().flat_map(|responses| responses.about(certificate, issuer));
        for (response, basic, single) in about {
            let mut check_responder = |asked: Asked| {
                let key = (response.fingerprint.as_str(), asked);
                let check = || self.check_responder(response, basic, issuer, pending, asked);
                responders.entry(key).or_insert_with(check).clone()
            };
            match self.check_answer(basic, single, certificate, issuer, &mut check_responder) {
                Ok(()) => {
                    answers.push(Answer { status: single.status, as_of: single.this_update, response, basic, single });
                }
                Err(doubt) if doubt.limit.is_some() => {
                    *why = Some(format!("The OCSP response of {} {}.", basic.responder_id.quoted(), doubt.why));
                    *reached = doubt.limit;
                }
                Err(_) if self.is_response_dispensable(response, single) => {}
                Err(doubt) => {
                    why.get_or_insert(format!("The OCSP response of {} {}.", basic.responder_id.quoted(), doubt.why));
                }
            }
        }
        answers
    }

    /// Checks whether the response answers something about the certificate.
    fn check_answer(
        &self,
        basic: &BasicOcspResponse,
        single: &SingleResponse,
        certificate: &Certificate,
        issuer: &Certificate,
        check_responder: &mut dyn FnMut(Asked) -> Result<(), Doubt>,
    ) -> Result<(), Doubt> {
        if !single.cert_id.has_known_hash() {
            return Err("names the issuer by a hash that is not implemented".into());
        }
        if basic.has_unknown_critical {
            return Err("has a critical extension that is not known".into());
        }
        let now = Asked { at: self.at, is_for_revocation: false };
        match single.status {
            // A revocation is not taken back, as with lists. So it counts even from an old response whose responder is
            // not valid any more. For an earlier time, only revocations of before that time count.
            CertStatus::Revoked(entry) => {
                let is_of_later = single.this_update > self.at;
                if is_of_later && (entry.date > self.at || entry.is_hold()) {
                    return Err(format!("is of {}; validated at {}", single.this_update, self.at).into());
                }
                check_responder(Asked { at: basic.produced_at.min(issuer.not_after), is_for_revocation: true })
            }
            CertStatus::Unknown => {
                check_responder(now)?;
                Err(format!("says that it does not know the certificate of {}", quote(certificate)).into())
            }
            CertStatus::Good => {
                self.check_single(basic, single, certificate)?;
                check_responder(now)
            }
        }
    }

    /// Checks whether the single response shows anything at the time of validation.
    fn check_single(
        &self,
        basic: &BasicOcspResponse,
        single: &SingleResponse,
        certificate: &Certificate,
    ) -> Result<(), String> {
        if single.has_unknown_critical {
            return Err("has a critical extension that is not known".into());
        }
        self.check_window(single.this_update, single.next_update)?;
        // Nobody knows the future: thisUpdate is when the status "is known by the responder to be correct".
        if basic.produced_at < single.this_update {
            return Err(format!("was signed on {}, before the time it speaks of", basic.produced_at));
        }
        // Section 4.4.4: responders keep information about expired certificates only since the archive cutoff.
        let is_kept = single.archive_cutoff.is_some_and(|cutoff| cutoff <= certificate.not_after);
        if certificate.not_after < self.at && !is_kept {
            return Err(format!(
                "need not know the certificate of {} any more, which expired on {}",
                quote(certificate),
                certificate.not_after
            ));
        }
        Ok(())
    }

    /// Returns whether the response can be ignored: it came with the signature, revokes no certificate, and is not
    /// current.
    fn is_response_dispensable(&self, response: &OcspResponse, single: &SingleResponse) -> bool {
        let is_current = single.next_update.is_some_and(|next| self.at <= next);
        let revokes = matches!(single.status, CertStatus::Revoked(_));
        !is_current && !revokes && self.dispensable.contains(response.fingerprint.as_str())
    }

    /// Checks that the response was signed by the authority that issued the certificate, or by somebody whom that key
    /// has made its responder. "Systems relying on OCSP responses MUST recognize a delegation certificate as being
    /// issued by the CA that issued the certificate in question only if the delegation certificate and the certificate
    /// being checked for revocation were signed by the same key." (section 4.2.2.2)
    fn check_responder(
        &self,
        response: &OcspResponse,
        basic: &BasicOcspResponse,
        issuer: &Certificate,
        pending: &Pending<'_>,
        asked: Asked,
    ) -> Result<(), Doubt> {
        let mut why = None;
        if basic.responder_id.names(issuer) {
            match self.verify_response(response, basic, issuer) {
                Ok(()) => return Ok(()),
                Err(doubt) if doubt.limit.is_some() => return Err(doubt),
                Err(doubt) => why = Some((0, doubt)),
            }
        }
        let embedded = basic.certificates.iter().filter(|each| basic.responder_id.names(each));
        let others = self.responders.named(&basic.responder_id).iter().copied();
        let mut named = embedded.chain(others).filter(|each| each.issuer == issuer.subject);
        for candidate in named.by_ref().take(limits::CRL_ISSUERS.count()) {
            match self.check_delegate(response, basic, candidate, issuer, pending, asked) {
                Ok(()) => return Ok(()),
                Err((_, doubt)) if doubt.limit.is_some() => return Err(doubt),
                Err((grade, doubt)) => {
                    if why.as_ref().is_none_or(|(best, _)| grade > *best) {
                        why = Some((grade, doubt));
                    }
                }
            }
        }
        if named.next().is_some() {
            return Err(Doubt::of_limit(
                "may be of a responder that is not tried: more certificates have its name",
                limits::CRL_ISSUERS.reached(None),
            ));
        }
        Err(why.map_or_else(
            || {
                format!(
                    "is not signed by {}, and no certificate of a responder of this authority is there",
                    quote(issuer)
                )
                .into()
            },
            |(_, doubt)| doubt,
        ))
    }

    /// Checks whether the candidate may sign responses for the issuer. The error has a grade for how far the candidate
    /// came.
    fn check_delegate(
        &self,
        response: &OcspResponse,
        basic: &BasicOcspResponse,
        candidate: &Certificate,
        issuer: &Certificate,
        pending: &Pending<'_>,
        asked: Asked,
    ) -> Result<(), (u8, Doubt)> {
        self.verify_response(response, basic, candidate).map_err(|doubt| (1, doubt))?;
        // The purpose has to be stated: neither the absence of purposes nor "any" makes a responder.
        let is_responder = candidate.extensions.extended_key_usage.iter().flatten().any(|id| *id == oid::OCSP_SIGNING);
        if !is_responder || !candidate.allows_usage(&[KeyUsage::DIGITAL_SIGNATURE, KeyUsage::NON_REPUDIATION]) {
            return Err((
                2,
                format!("is signed by {}, who may not sign OCSP responses (key usage)", quote(candidate)).into(),
            ));
        }
        // With the issuer as the anchor there is only one path: a certificate that the issuer's key has signed.
        let request = path::Request {
            anchors: &[issuer],
            intermediates: &[],
            policy: &PolicyInputs::default(),
            purposes: &[],
            at: asked.at,
            verifications_left: self.verifications_left,
        };
        path::build(candidate, &request).map_err(|rejections| {
            let main = rejections.most_telling();
            let reason = main.sentence.trim_end_matches('.').to_owned();
            let why = format!("is signed by a responder who is not accepted: {reason}");
            (3, Doubt { why, limit: main.details.as_ref().and_then(|details| details.limit.clone()) })
        })?;
        match self.state(candidate, issuer, Some(pending)) {
            State::Revoked(..) => {
                Err((5, format!("is signed by {}, whose certificate is revoked", quote(candidate)).into()))
            }
            // The certificate's issuer asks not to look.
            _ if candidate.extensions.is_ocsp_no_check => Ok(()),
            State::Good(_) => Ok(()),
            State::Unknown(Unknown::NotAvailable) if !self.is_required => Ok(()),
            State::Unknown(_) if asked.is_for_revocation => Ok(()),
            State::Unknown(unknown) => {
                let why = format!("is signed by {}, of whom it is not known whether it is revoked", quote(candidate));
                Err((4, Doubt { why, limit: unknown.into_limit() }))
            }
        }
    }

    fn verify_response(
        &self,
        response: &OcspResponse,
        basic: &BasicOcspResponse,
        responder: &Certificate,
    ) -> Result<(), Doubt> {
        let verify = || basic.verify_signature_by(responder);
        self.verify_once(&response.fingerprint, basic.signed().len(), responder, verify)
            .map_err(|doubt| Doubt { why: format!("does not count: {}", doubt.why), ..doubt })
    }
}
