//! Time stamps of signatures (RFC 3161, RFC 5126 section 6.1.1): the proof that a signature existed at a time.
//!
//! A token is an unsigned attribute, so whoever sends a package can leave it out or replace it. If a token does not
//! hold, it is only not counted. If it holds, it can make an earlier time count, and that needs proof.
//!
//! A token proves that the signature existed by a time, never since when. So if the time has an accuracy, the latest
//! time counts: the signer's certificate still has to be valid then. With the earliest time, a signature would count
//! that was made after the certificate had expired.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{
    role::{Authenticator, Material},
    unique,
};
use crate::{
    cms::{
        Attributes, SignedData, SignerInfo, TimeStamp,
        verify::{Content, Prepared, VerifiedSignature},
    },
    limits, oid,
    report::{TimeStampReport, Verdict},
    rule::{self, Place, Violation},
    signature::Answers,
    time::Time,
    x509::{
        Certificate,
        extensions::KeyUsage,
        path::{Chain, quote},
    },
};

/// A time that is proven by an authority of the trust bundle.
pub(in crate::verify) struct ProvenTime {
    /// The time by which the signature existed.
    pub(in crate::verify) time: Time,
    /// The chain of the authority.
    chain: Chain,
    _proof: VerifiedSignature,
}

/// The result of assessing the time stamps of a signature.
#[derive(Default)]
pub(in crate::verify) struct TimeStamps {
    pub(in crate::verify) reports: Vec<TimeStampReport>,
    /// The earliest proven time.
    pub(in crate::verify) proven: Option<ProvenTime>,
    pub(in crate::verify) carried: Carried,
}

/// The contents of tokens, for files that may hold nothing unaccounted for.
#[derive(Default)]
pub(in crate::verify) struct Carried {
    /// The certificates of the tokens.
    pub(in crate::verify) certificates: Vec<Certificate>,
    /// The chains of authorities whose time is proven.
    pub(in crate::verify) authorities: Vec<Chain>,
    /// Whether the time of a token is not proven, or a certificate of a token cannot be read.
    pub(in crate::verify) is_open: bool,
}

impl TimeStamps {
    /// Assesses the tokens of one signature, whose value has already been verified.
    pub(in crate::verify) fn assess(
        authenticator: &Authenticator<'_>,
        signer: &SignerInfo,
        material: &Material<'_>,
        violations: &mut Vec<Violation>,
    ) -> Self {
        let mut all = Self::default();
        let Some(Ok(attributes)) = signer.unsigned_attributes.as_deref().map(Attributes::read) else { return all };
        let mut tokens = attributes.values(oid::SIGNATURE_TIME_STAMP);
        for token in tokens.by_ref().take(limits::SIGNER_TIME_STAMPS.count()) {
            match Token::read(token, &signer.signature) {
                Ok(token) => all.take(authenticator, token, material, violations),
                Err(reason) => {
                    all.carried.is_open = true;
                    let what = format!("A time stamp of the signature is not counted. {reason}");
                    violations.push(rule::SIGNATURE_TIME_STAMP.broken(what));
                }
            }
        }
        if tokens.next().is_some() {
            all.carried.is_open = true;
            let most = limits::SIGNER_TIME_STAMPS.count();
            let what = format!("The signature has more than {most} time stamps; the others are not looked at.");
            violations.push(rule::SIGNATURE_TIME_STAMP.broken(what));
        }
        all
    }

    fn take(
        &mut self,
        authenticator: &Authenticator<'_>,
        token: Token,
        material: &Material<'_>,
        violations: &mut Vec<Violation>,
    ) {
        let TimeStamp { time, latest, .. } = token.time_stamp;
        let mut report = TimeStampReport {
            time: time.to_string(),
            latest: (latest != time).then(|| latest.to_string()),
            verdict: Verdict::Indeterminate,
            authority: Vec::new(),
        };
        let proven = token.prove(authenticator, material);
        self.carried.is_open |= proven.is_err() || token.has_unreadable;
        match proven {
            Ok(proven) => {
                report.verdict = Verdict::Passed;
                report.authority = proven.chain.certificates().iter().map(Certificate::to_report).collect();
                self.carried.authorities.push(proven.chain.clone());
                if self.proven.as_ref().is_none_or(|earliest| proven.time < earliest.time) {
                    self.proven = Some(proven);
                }
            }
            Err(violation) => {
                if violation.rule == rule::SIGNATURE_TIME_STAMP {
                    report.verdict = Verdict::Failed;
                }
                let reword = |sentence| format!("A time stamp of {time} is not counted. {sentence}");
                violations.push(Violation { place: Place::default(), ..violation.reworded(reword) });
            }
        }
        self.carried.certificates.extend(token.certificates);
        self.reports.push(report);
    }
}

/// A token that states that it stamps the signature.
struct Token {
    signed_data: SignedData,
    content: Content,
    time_stamp: TimeStamp,
    certificates: Vec<Certificate>,
    /// Whether the token holds another certificate that cannot be read.
    has_unreadable: bool,
}

/// Returns the reason why the time of a token is not counted: the token is wrong. `sentence` is a whole sentence.
fn wrong(sentence: impl Into<String>) -> Violation {
    rule::SIGNATURE_TIME_STAMP.broken(sentence)
}

/// Returns the reason why the time of a token is not counted: its authority is not trusted, or not for time.
fn not_trusted(sentence: &str) -> Violation {
    rule::SIGNATURE_TIME_STAMP_NOT_TRUSTED.broken(sentence)
}

/// Returns the reason why the time of a token is not counted: its authority was trusted, but has expired.
fn expired(certificate: &Certificate, end: Time, at: Time) -> Violation {
    let what = format!(
        "The certificate of its authority {}, or of one above it, expired on {end}; validated at {at}.",
        quote(certificate)
    );
    let violation = rule::SIGNATURE_TIME_STAMP_AUTHORITY_EXPIRED.broken(what);
    violation.with_subject(certificate.subject.to_text()).with_time(end)
}

impl Token {
    fn read(token: &[u8], signature: &[u8]) -> Result<Self, String> {
        let signed_data = SignedData::with_signers(token).map_err(|violation| violation.sentence)?;
        let time_stamp = TimeStamp::read(&signed_data)?;
        if !time_stamp.covers(signature) {
            return Err(
                "It stamps something else than the signature's value, or by a digest that is not accepted.".into()
            );
        }
        let bytes = signed_data.content.as_deref().unwrap_or_default();
        let content = Content::of(bytes, &signed_data.digest_algorithms());
        let certificates: Vec<_> =
            signed_data.certificates.iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
        let has_unreadable = certificates.len() < signed_data.certificates.len();
        Ok(Self { signed_data, content, time_stamp, certificates, has_unreadable })
    }

    /// Verifies the token's signature and the chain of its authority for now: a key that could have been stolen since
    /// its certificate expired proves nothing.
    fn prove(&self, authenticator: &Authenticator<'_>, material: &Material<'_>) -> Result<ProvenTime, Violation> {
        if self.time_stamp.time > authenticator.at {
            return Err(wrong("It is of a time to come."));
        }
        let info = authenticator.revocation.read(&self.signed_data);
        let certificates = self.certificates.iter().chain(material.certificates.iter().copied()).collect();
        let material = Material { certificates, info: &info };
        let mut doubt =
            not_trusted("The certificate of its authority is neither in the time stamp nor in the trust bundle.");
        for signer in &self.signed_data.signer_infos {
            let prepared = Prepared::new(signer, &self.signed_data, &self.content);
            let prepared = prepared.map_err(|violation| wrong(violation.sentence))?;
            // Some tokens come without certificates (certReq, RFC 3161 section 2.4.1).
            let known = authenticator.known_time_stampers.like(&signer.identifier);
            let all = material.certificates.iter().chain(known).copied();
            for certificate in prepared.choose(unique(all.filter(|each| signer.identifier.names(each)))) {
                if !authenticator.spend(1, certificate) {
                    return Err(not_trusted("The package has too many signatures to verify."));
                }
                match prepared.verify(certificate, &Answers::default()) {
                    Err(violation) => doubt = wrong(violation.sentence),
                    Ok(_) if !is_for_time_stamping(certificate) => {
                        doubt = not_trusted("The certificate of its authority is not for time stamping alone.");
                    }
                    Ok(proof) => match authenticator.find_time_stamp_authority(certificate, &material) {
                        Some(chain) => {
                            // The time of a new stamp may be in a second that has not come yet.
                            let time = self.time_stamp.latest.min(authenticator.at);
                            return Ok(ProvenTime { time, chain, _proof: proof });
                        }
                        None => doubt = Self::explain(authenticator, certificate, &material),
                    },
                }
            }
        }
        Err(doubt)
    }

    /// Explains why there is no chain to an authority of the trust bundle.
    fn explain(authenticator: &Authenticator<'_>, certificate: &Certificate, material: &Material<'_>) -> Violation {
        match authenticator.end_of_time_stamp_authority(certificate, material) {
            Some(end) => expired(certificate, end, authenticator.at),
            None => not_trusted("Its authority is not one of the trust bundle."),
        }
    }
}

/// Returns whether the certificate is for time stamping. "The corresponding certificate MUST contain only one instance
/// of the extended key usage field extension [...] with `KeyPurposeID` having value id-kp-timeStamping. This extension
/// MUST be critical." (RFC 3161 section 2.3)
fn is_for_time_stamping(certificate: &Certificate) -> bool {
    let extensions = &certificate.extensions;
    let is_sole = matches!(extensions.extended_key_usage.as_deref(), Some([only]) if *only == oid::TIME_STAMPING);
    is_sole
        && extensions.is_extended_key_usage_critical
        && !certificate.is_ca()
        && certificate.allows_usage(&[KeyUsage::DIGITAL_SIGNATURE, KeyUsage::NON_REPUDIATION])
}
