//! Makes OCSP responses from a description: `OcspResponse::good(&acme.signer, &acme.issuing).signed_by(&acme.issuing)`.

use std::time::{Duration, SystemTime};

use der::{
    Any, Encode, Tag,
    asn1::{GeneralizedTime, ObjectIdentifier},
    pem::{self, LineEnding},
};
use x509_cert::ext::{Extension, pkix::CrlReason};

use crate::{DAY, Digest, Identity, extension::unknown_critical_extension};

/// `id-kp-OCSPSigning` (RFC 6960 section 4.2.2.2).
pub const OCSP_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9");
/// `id-pkix-ocsp-basic` (RFC 6960 section 4.2.1).
const OCSP_BASIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");

/// The description of a response.
#[derive(Clone)]
pub struct OcspResponse {
    singles: Vec<Single>,
    produced_at: SystemTime,
    extensions: Vec<Extension>,
    certificates: Vec<Vec<u8>>,
}

#[derive(Clone)]
struct Single {
    id: Vec<u8>,
    status: Vec<u8>,
    this_update: SystemTime,
    next_update: Option<SystemTime>,
    extensions: Vec<Extension>,
}

impl OcspResponse {
    /// States that the certificate is not revoked. The response is an hour old, and current for a week.
    #[must_use]
    pub fn good(identity: &Identity, issuer: &Identity) -> Self {
        Self::saying(identity, issuer, value(0x80, &[]))
    }

    /// States that the certificate is revoked since a week, for this reason if there is one.
    #[must_use]
    pub fn revoked(identity: &Identity, issuer: &Identity, reason: Option<CrlReason>) -> Self {
        let reason = reason.map(|reason| value(0xA0, &reason.to_der().expect("encodes"))).unwrap_or_default();
        let since = time(SystemTime::now() - 7 * DAY);
        Self::saying(identity, issuer, value(0xA1, &[since, reason].concat()))
    }

    /// States that the responder does not know the certificate.
    #[must_use]
    pub fn unknown(identity: &Identity, issuer: &Identity) -> Self {
        Self::saying(identity, issuer, value(0x82, &[]))
    }

    fn saying(identity: &Identity, issuer: &Identity, status: Vec<u8>) -> Self {
        let this_update = SystemTime::now() - Duration::from_hours(1);
        let next_update = Some(this_update + 7 * DAY);
        let single =
            Single { id: certificate_id(identity, issuer), status, this_update, next_update, extensions: vec![] };
        Self { singles: vec![single], produced_at: this_update, extensions: vec![], certificates: vec![] }
    }

    /// Adds the single responses of another response.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.singles.extend(other.singles);
        self
    }

    /// Makes the response earlier by this time. It stays current as long.
    #[must_use]
    pub fn earlier_by(mut self, time: Duration) -> Self {
        self.produced_at -= time;
        for single in &mut self.singles {
            single.this_update -= time;
            single.next_update = single.next_update.map(|next| next - time);
        }
        self
    }

    /// Makes the response one that was current until a while ago.
    #[must_use]
    pub fn expired(self) -> Self {
        self.earlier_by(10 * DAY)
    }

    /// Leaves out the time at which newer information comes.
    #[must_use]
    pub fn without_next_update(self) -> Self {
        self.each(|single| single.next_update = None)
    }

    /// Makes the response one that was signed before the time that it states.
    #[must_use]
    pub fn produced_earlier_by(mut self, time: Duration) -> Self {
        self.produced_at -= time;
        self
    }

    /// Adds an extension for the whole response.
    #[must_use]
    pub fn extension(mut self, extension: Extension) -> Self {
        self.extensions.push(extension);
        self
    }

    /// Adds an unknown critical extension.
    #[must_use]
    pub fn unknown_critical_extension(self) -> Self {
        self.extension(unknown_critical_extension())
    }

    /// Adds an extension to each single response.
    #[must_use]
    pub fn single_extension(self, extension: &Extension) -> Self {
        self.each(|single| single.extensions.push(extension.clone()))
    }

    /// Adds an unknown critical extension to each single response.
    #[must_use]
    pub fn unknown_critical_single_extension(self) -> Self {
        self.single_extension(&unknown_critical_extension())
    }

    /// States that the responder keeps information about expired certificates since that time (RFC 6960 section 4.4.4).
    #[must_use]
    pub fn kept_since(self, since: SystemTime) -> Self {
        self.single_extension(&crate::extension("1.3.6.1.5.5.7.48.1.6", false, time(since)))
    }

    /// Adds a certificate.
    #[must_use]
    pub fn with(mut self, identity: &Identity) -> Self {
        self.certificates.push(identity.to_der());
        self
    }

    /// Has the response signed by a responder who is named by subject.
    #[must_use]
    pub fn signed_by(&self, responder: &Identity) -> Vec<u8> {
        let subject = responder.certificate.tbs_certificate().subject();
        self.signed_as(&value(0xA1, &subject.to_der().expect("encodes")), responder)
    }

    fn signed_as(&self, responder_id: &[u8], responder: &Identity) -> Vec<u8> {
        let singles: Vec<u8> = self.singles.iter().flat_map(Single::encode).collect();
        let extensions = extensions(&self.extensions);
        let tbs = sequence(&[responder_id, &time(self.produced_at), &sequence(&[&singles]), &extensions]);
        let digest = Digest::Sha256;
        let algorithm = responder.key.signature_algorithm(digest).to_der().expect("encodes");
        let signature = value(0x03, &[&[0], &responder.key.sign(digest, &tbs)[..]].concat());
        let certificates = match self.certificates.concat() {
            none if none.is_empty() => none,
            all => value(0xA0, &sequence(&[&all])),
        };
        let basic = sequence(&[&tbs, &algorithm, &signature, &certificates]);
        let bytes = sequence(&[&OCSP_BASIC.to_der().expect("encodes"), &value(0x04, &basic)]);
        sequence(&[&[0x0A, 1, 0], &value(0xA0, &bytes)])
    }

    fn each(mut self, change: impl Fn(&mut Single)) -> Self {
        self.singles.iter_mut().for_each(change);
        self
    }
}

impl Single {
    fn encode(&self) -> Vec<u8> {
        let next = self.next_update.map(|next| value(0xA0, &time(next))).unwrap_or_default();
        sequence(&[&self.id, &self.status, &time(self.this_update), &next, &extensions(&self.extensions)])
    }
}

/// Encodes a `CertID` with SHA-256.
fn certificate_id(identity: &Identity, issuer: &Identity) -> Vec<u8> {
    let digest = Digest::Sha256;
    let algorithm = sequence(&[&digest.oid().to_der().expect("encodes")]);
    let certificate = identity.certificate.tbs_certificate();
    let name = value(0x04, &digest.of(&certificate.issuer().to_der().expect("encodes")));
    let key = issuer.key.public_key();
    let key = value(0x04, &digest.of(key.subject_public_key.raw_bytes()));
    sequence(&[&algorithm, &name, &key, &certificate.serial_number().to_der().expect("encodes")])
}

fn extensions(extensions: &[Extension]) -> Vec<u8> {
    if extensions.is_empty() { Vec::new() } else { value(0xA1, &extensions.to_vec().to_der().expect("encodes")) }
}

fn time(time: SystemTime) -> Vec<u8> {
    GeneralizedTime::from_system_time(time).and_then(|time| time.to_der()).expect("a time of our days")
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    value(0x30, &parts.concat())
}

/// Encodes a value with its header. The tag is one octet.
fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = Any::new(Tag::OctetString, content).and_then(|any| any.to_der()).expect("it fits");
    der[0] = tag;
    der
}

/// Returns an OCSP response in PEM, as trust bundles hold it.
#[must_use]
pub fn response_to_pem(response: &[u8]) -> String {
    pem::encode_string("OCSP RESPONSE", LineEnding::LF, response).expect("encodes")
}
