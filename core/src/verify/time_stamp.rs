//! Time stamps of signatures (RFC 3161, RFC 5126 section 6.1.1): proof that a signature was there at a time.
//!
//! A token travels as an unsigned attribute: whoever sends a package can leave it out or put another one there. So one
//! that does not hold only goes uncounted; one that holds can make an earlier time count, and that needs proof.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{
    authenticator::{Authenticator, Material},
    remark::Remark,
    signer::unique,
};
use crate::{
    cms::{
        Attributes, SignedData, SignerInfo, TimeStamp,
        verify::{Content, Prepared, VerifiedSignature},
    },
    limits, oid,
    report::{TimeStampReport, Verdict},
    rule,
    time::Time,
    x509::{Certificate, extensions::KeyUsage, path::Chain},
};

/// A time proven by an authority of the trust bundle.
pub(super) struct ProvenTime {
    pub(super) time: Time,
    /// The authority's.
    chain: Chain,
    _proof: VerifiedSignature,
}

/// What the time stamps of a signature come to.
#[derive(Default)]
pub(super) struct TimeStamps {
    pub(super) reports: Vec<TimeStampReport>,
    /// The earliest time that is proven.
    pub(super) proven: Option<ProvenTime>,
}

impl TimeStamps {
    /// Assesses the tokens of one signature, whose value has to be verified already.
    pub(super) fn assess(
        authenticator: &Authenticator<'_>,
        signer: &SignerInfo,
        material: &Material<'_>,
        remarks: &mut Vec<Remark>,
    ) -> Self {
        let mut all = Self::default();
        let Some(Ok(attributes)) = signer.unsigned_attributes.as_deref().map(Attributes::read) else { return all };
        let most = limits::SIGNER_TIME_STAMPS.count();
        if attributes.values(oid::SIGNATURE_TIME_STAMP).nth(most).is_some() {
            let what = format!("The signature has more than {most} time stamps; the others are not counted.");
            remarks.push(Remark::general(rule::SIGNATURE_TIME_STAMP, what));
        }
        for token in attributes.values(oid::SIGNATURE_TIME_STAMP).take(most) {
            match Token::read(token, &signer.signature) {
                Ok(token) => all.take(authenticator, &token, material, remarks),
                Err(reason) => {
                    let what = format!("A time stamp of the signature is not counted: {reason}.");
                    remarks.push(Remark::general(rule::SIGNATURE_TIME_STAMP, what));
                }
            }
        }
        all
    }

    fn take(
        &mut self,
        authenticator: &Authenticator<'_>,
        token: &Token,
        material: &Material<'_>,
        remarks: &mut Vec<Remark>,
    ) {
        let time = token.time_stamp.time;
        let mut report =
            TimeStampReport { time: time.to_string(), verdict: Verdict::Indeterminate, authority: Vec::new() };
        match token.prove(authenticator, material) {
            Ok(proven) => {
                report.verdict = Verdict::Passed;
                report.authority = proven.chain.certificates().iter().map(Certificate::to_report).collect();
                if self.proven.as_ref().is_none_or(|earliest| proven.time < earliest.time) {
                    self.proven = Some(proven);
                }
            }
            Err(Doubt::NotTrusted(why)) => {
                let what = format!("A time stamp of {time} is not counted: {why}.");
                remarks.push(Remark::general(rule::SIGNATURE_TIME_STAMP_NOT_TRUSTED, what));
            }
            Err(Doubt::Wrong(why)) => {
                report.verdict = Verdict::Failed;
                let what = format!("A time stamp of {time} is not counted: {why}");
                remarks.push(Remark::general(rule::SIGNATURE_TIME_STAMP, what));
            }
        }
        self.reports.push(report);
    }
}

/// A token that stamps the signature, by what it says.
struct Token {
    signed_data: SignedData,
    content: Content,
    time_stamp: TimeStamp,
    certificates: Vec<Certificate>,
}

/// Why a time is not proven.
enum Doubt {
    /// The token is wrong: a sentence.
    Wrong(String),
    /// Its authority is not trusted, or not for this: half a sentence.
    NotTrusted(&'static str),
}

impl Token {
    fn read(token: &[u8], signature: &[u8]) -> Result<Self, String> {
        let signed_data = SignedData::with_signers(token).map_err(|(_, reason)| reason)?;
        let time_stamp = TimeStamp::read(&signed_data)?;
        if !time_stamp.covers(signature) {
            return Err(
                "it stamps something else than the signature's value, or by a digest that is not accepted".into()
            );
        }
        let bytes = signed_data.content.as_deref().unwrap_or_default();
        let content = Content::of(bytes, &signed_data.digest_algorithms());
        let certificates = signed_data.certificates.iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
        Ok(Self { signed_data, content, time_stamp, certificates })
    }

    /// Verifies the token's signature and the chain of its authority, now: a key that could have been stolen since its
    /// certificate expired proves nothing.
    fn prove(&self, authenticator: &Authenticator<'_>, material: &Material<'_>) -> Result<ProvenTime, Doubt> {
        if self.time_stamp.time > authenticator.at {
            return Err(Doubt::Wrong("It is of a time to come.".into()));
        }
        let crls = authenticator.revocation.read_lists(&self.signed_data.crls);
        let certificates = self.certificates.iter().chain(material.certificates.iter().copied()).collect();
        let material = Material { certificates, crls: &crls };
        let mut doubt = Doubt::NotTrusted("the certificate of its authority is not there");
        for signer in &self.signed_data.signer_infos {
            let prepared = Prepared::new(signer, &self.signed_data, &self.content);
            let prepared = prepared.map_err(|(_, what)| Doubt::Wrong(what))?;
            let named = material.certificates.iter().copied().filter(|each| signer.identifier.names(each));
            for certificate in prepared.choose(unique(named)) {
                if !authenticator.spend(1, certificate) {
                    return Err(Doubt::NotTrusted("the package has too many signatures to verify"));
                }
                match prepared.verify(certificate) {
                    Err((_, what)) => doubt = Doubt::Wrong(what),
                    Ok(_) if !is_for_time_stamping(certificate) => {
                        doubt = Doubt::NotTrusted("the certificate of its authority is not for time stamping alone");
                    }
                    Ok(proof) => match authenticator.find_time_stamp_authority(certificate, &material) {
                        Some(chain) => {
                            return Ok(ProvenTime { time: self.time_stamp.time, chain, _proof: proof });
                        }
                        None => doubt = Doubt::NotTrusted("its authority is none of the trust bundle"),
                    },
                }
            }
        }
        Err(doubt)
    }
}

/// "The corresponding certificate MUST contain only one instance of the extended key usage field extension [...] with
/// `KeyPurposeID` having value id-kp-timeStamping. This extension MUST be critical." (RFC 3161 section 2.3)
fn is_for_time_stamping(certificate: &Certificate) -> bool {
    let extensions = &certificate.extensions;
    let is_sole = matches!(extensions.extended_key_usage.as_deref(), Some([only]) if *only == oid::TIME_STAMPING);
    is_sole
        && extensions.is_extended_key_usage_critical
        && !certificate.is_ca()
        && certificate.allows_usage(&[KeyUsage::DIGITAL_SIGNATURE, KeyUsage::NON_REPUDIATION])
}
