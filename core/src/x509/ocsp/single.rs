//! The part of an OCSP response that is about one certificate (RFC 6960 sections 4.1.1 and 4.2.1).

use alloc::{collections::BTreeMap, vec::Vec};
use core::cell::RefCell;

use der::{Reader, SliceReader, Tag, oid::ObjectIdentifier};
use sha1::{Digest as _, Sha1};

use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    digest::DigestAlgorithm,
    oid,
    time::Time,
    x509::{
        Certificate,
        crl::{Entry, Reason, shortest},
        extensions::read_each,
    },
};

/// The answer of an OCSP response about one certificate.
///
/// ```text
/// SingleResponse ::= SEQUENCE {
///     certID                CertID,
///     certStatus            CertStatus,
///     thisUpdate            GeneralizedTime,
///     nextUpdate        [0] EXPLICIT GeneralizedTime OPTIONAL,
///     singleExtensions  [1] EXPLICIT Extensions OPTIONAL }
/// ```
#[derive(Clone, Debug)]
pub(crate) struct SingleResponse {
    pub(crate) cert_id: CertId,
    pub(crate) status: CertStatus,
    pub(crate) this_update: Time,
    /// The time at which newer information comes. Without it, "newer revocation information is available all the time".
    pub(crate) next_update: Option<Time>,
    /// The time since which the responder keeps its information about expired certificates (section 4.4.4).
    pub(crate) archive_cutoff: Option<Time>,
    /// Whether the single response has an unknown critical extension.
    pub(crate) has_unknown_critical: bool,
}

/// The identifier of a certificate in an OCSP response.
///
/// ```text
/// CertID ::= SEQUENCE {
///     hashAlgorithm  AlgorithmIdentifier,
///     issuerNameHash OCTET STRING, -- hash of the issuer's name in DER
///     issuerKeyHash  OCTET STRING, -- hash of the issuer's public key, as `KeyHash`
///     serialNumber   CertificateSerialNumber }
/// ```
#[derive(Clone, Debug)]
pub(crate) struct CertId {
    algorithm: ObjectIdentifier,
    issuer_name_hash: Vec<u8>,
    issuer_key_hash: Vec<u8>,
    serial_number: Vec<u8>,
}

/// The status of a certificate.
///
/// ```text
/// CertStatus  ::= CHOICE { good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo, unknown [2] IMPLICIT UnknownInfo }
/// RevokedInfo ::= SEQUENCE { revocationTime GeneralizedTime, revocationReason [0] EXPLICIT CRLReason OPTIONAL }
/// UnknownInfo ::= NULL
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CertStatus {
    Good,
    Revoked(Entry),
    Unknown,
}

impl SingleResponse {
    pub(super) fn from_der(der: &[u8]) -> Result<Self, Unreadable> {
        asn1::whole(der, |reader| reader.sequence(read_single))
    }
}

impl CertId {
    /// Returns the serial number in the form that certificates have.
    pub(super) fn serial_number(&self) -> &[u8] {
        shortest(&self.serial_number)
    }

    /// Returns whether the hash algorithm that names the issuer is implemented.
    pub(crate) fn has_known_hash(&self) -> bool {
        self.algorithm == oid::SHA_1 || DigestAlgorithm::from_oid(self.algorithm).is_some()
    }

    /// Returns whether the identifier may name a certificate of this issuer. The caller has compared the serial number.
    /// If the hash algorithm is not implemented, the answer is yes.
    pub(super) fn may_be_of(&self, hashes: &Hashes<'_>) -> bool {
        hashes
            .by(self.algorithm)
            .is_none_or(|(names, key)| names.contains(&self.issuer_name_hash) && key == self.issuer_key_hash)
    }
}

/// The hashes that name an issuer, of its name and of its key, by algorithm. Each is computed once.
pub(super) struct Hashes<'a> {
    /// The issuer's name as the certificate has it, and as the issuer's own certificate has it. The same name may be
    /// encoded in two ways.
    names: [&'a [u8]; 2],
    key: &'a [u8],
    known: RefCell<BTreeMap<ObjectIdentifier, NameAndKey>>,
}

type NameAndKey = ([Vec<u8>; 2], Vec<u8>);

impl<'a> Hashes<'a> {
    pub(super) fn of(certificate: &'a Certificate, issuer: &'a Certificate) -> Self {
        let names = [certificate.issuer.as_der(), issuer.subject.as_der()];
        Self { names, key: issuer.public_key().unwrap_or_default(), known: RefCell::default() }
    }

    /// Returns the hashes by this algorithm, or `None` if the algorithm is not known.
    fn by(&self, algorithm: ObjectIdentifier) -> Option<NameAndKey> {
        if let Some(known) = self.known.borrow().get(&algorithm) {
            return Some(known.clone());
        }
        let hash: &dyn Fn(&[u8]) -> Vec<u8> = match DigestAlgorithm::from_oid(algorithm) {
            Some(known) => &move |bytes: &[u8]| known.digest(bytes),
            None if algorithm == oid::SHA_1 => &sha1,
            None => return None,
        };
        let hashes = (self.names.map(hash), hash(self.key));
        self.known.borrow_mut().insert(algorithm, hashes.clone());
        Some(hashes)
    }
}

/// Returns the SHA-1 digest. Here it only names something that is known, and proves nothing.
pub(crate) fn sha1(bytes: &[u8]) -> Vec<u8> {
    Sha1::digest(bytes).to_vec()
}

fn read_single(fields: &mut SliceReader<'_>) -> Result<SingleResponse, Unreadable> {
    let cert_id = fields.sequence(read_cert_id)?;
    let mut status = read_status(fields)?;
    let this_update = asn1::time(asn1::expect(fields, Tag::GeneralizedTime)?)?;
    let next_update = asn1::explicit(fields, 0, |reader| asn1::time(asn1::expect(reader, Tag::GeneralizedTime)?))?;
    let mut extensions = SingleExtensions::default();
    asn1::explicit(fields, 1, |reader| extensions.read(reader))?;
    if let CertStatus::Revoked(entry) = &mut status {
        entry.invalidity_date = extensions.invalidity_date;
    }
    Ok(SingleResponse {
        cert_id,
        status,
        this_update,
        next_update,
        archive_cutoff: extensions.archive_cutoff,
        has_unknown_critical: extensions.has_unknown_critical,
    })
}

fn read_cert_id(fields: &mut SliceReader<'_>) -> Result<CertId, Unreadable> {
    let algorithm = AlgorithmIdentifier::read(fields)?;
    let issuer_name_hash = asn1::expect(fields, Tag::OctetString)?.value().to_vec();
    let issuer_key_hash = asn1::expect(fields, Tag::OctetString)?.value().to_vec();
    let serial_number = asn1::expect(fields, Tag::Integer)?.value().to_vec();
    Ok(CertId { algorithm: algorithm.oid, issuer_name_hash, issuer_key_hash, serial_number })
}

fn read_status(fields: &mut SliceReader<'_>) -> Result<CertStatus, Unreadable> {
    for (number, status) in [(0, CertStatus::Good), (2, CertStatus::Unknown)] {
        if let Some(null) = asn1::optional(fields, asn1::context(number, false))? {
            return if null.value().is_empty() { Ok(status) } else { Err(Tag::Null.length_error().into()) };
        }
    }
    let revoked = asn1::expect(fields, asn1::context(1, true))?;
    asn1::whole(revoked.value(), |fields| {
        let date = asn1::time(asn1::expect(fields, Tag::GeneralizedTime)?)?;
        let reason = asn1::explicit(fields, 0, |reader| Reason::of(asn1::expect(reader, Tag::Enumerated)?))?;
        Ok(CertStatus::Revoked(Entry { date, reason: reason.unwrap_or_default(), invalidity_date: None }))
    })
}

/// The extensions of one single response. Extensions of CRL entries may be among them (RFC 6960 section 4.4.5).
#[derive(Default)]
struct SingleExtensions {
    archive_cutoff: Option<Time>,
    invalidity_date: Option<Time>,
    has_unknown_critical: bool,
}

impl SingleExtensions {
    fn read(&mut self, reader: &mut SliceReader<'_>) -> Result<(), Unreadable> {
        let time = |value: &[u8]| asn1::whole(value, |reader| asn1::time(asn1::expect(reader, Tag::GeneralizedTime)?));
        read_each(asn1::expect(reader, Tag::Sequence)?, |id, critical, value| {
            match id.known() {
                Some(oid::OCSP_ARCHIVE_CUTOFF) => self.archive_cutoff = Some(time(value)?),
                Some(oid::INVALIDITY_DATE) => self.invalidity_date = Some(time(value)?),
                // They state which list the responder looked at (section 4.4.2), and the reason, which the status also
                // has.
                Some(oid::OCSP_CRL_REFERENCES | oid::CRL_REASON) => {}
                _ => self.has_unknown_critical |= critical,
            }
            Ok(())
        })
    }
}
