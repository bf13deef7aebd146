//! OCSP responses, read from DER and kept as received (RFC 6960 section 4.2).
//!
//! A response is given to core, never fetched: it comes in a CMS (RFC 5940) or in the trust bundle. `x509::revocation`
//! decides what it proves.

mod single;
#[cfg(test)]
mod tests;

use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};

use der::{AnyRef, Decode, Reader, SliceReader, Tag};

pub(crate) use self::single::{CertStatus, SingleResponse, sha1};
use super::{Certificate, extensions::read_each, name::Name};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    digest::{DigestAlgorithm, to_hex},
    limits, oid,
    report::OcspResponseReport,
    signature::{Message, PublicKey, Refused, Scheme},
    time::Time,
};

/// An OCSP response.
///
/// ```text
/// OCSPResponse ::= SEQUENCE {
///     responseStatus    OCSPResponseStatus,
///     responseBytes [0] EXPLICIT ResponseBytes OPTIONAL }
/// ```
/// (RFC 6960 section 4.2.1)
#[derive(Clone, Debug)]
pub(crate) struct OcspResponse {
    /// The whole response, as received.
    pub(crate) der: Vec<u8>,
    pub(crate) status: ResponseStatus,
    /// The basic response, or `None` for an error response, which states nothing else.
    pub(crate) basic: Option<BasicOcspResponse>,
    /// SHA-256 of the whole response, in lower-case hex.
    pub(crate) fingerprint: String,
}

/// The status of a response, kept as its number.
///
/// ```text
/// OCSPResponseStatus ::= ENUMERATED {
///     successful (0), malformedRequest (1), internalError (2), tryLater (3), sigRequired (5), unauthorized (6) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ResponseStatus(u8);

/// A basic OCSP response.
///
/// ```text
/// BasicOCSPResponse ::= SEQUENCE {
///     tbsResponseData      ResponseData,
///     signatureAlgorithm   AlgorithmIdentifier,
///     signature            BIT STRING,
///     certs            [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
/// ```
#[derive(Clone, Debug)]
pub(crate) struct BasicOcspResponse {
    /// The signed part (tbsResponseData), as received.
    tbs: Vec<u8>,
    signature_algorithm: AlgorithmIdentifier,
    signature: Vec<u8>,
    /// The readable certificates that came with the response.
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) responder_id: ResponderId,
    pub(crate) produced_at: Time,
    pub(crate) responses: Vec<SingleResponse>,
    /// Whether an unknown critical extension applies to the whole response.
    pub(crate) has_unknown_critical: bool,
}

/// The name of a responder.
///
/// ```text
/// ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }
/// KeyHash     ::= OCTET STRING -- SHA-1 hash of responder's public key, without tag, length and number of unused bits
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ResponderId {
    ByName(Name),
    ByKey(Vec<u8>),
}

impl OcspResponse {
    /// Reads a response from DER. Bytes after it are an error.
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, Unreadable> {
        let (status, basic) = asn1::whole(der, |reader| reader.sequence(read_response))?;
        let fingerprint = to_hex(&DigestAlgorithm::Sha256.digest(der));
        Ok(Self { der: der.to_vec(), status, basic, fingerprint })
    }

    /// Returns the response's line in the trust section of the report.
    pub(crate) fn to_report(&self) -> OcspResponseReport {
        let responses = || self.basic.iter().flat_map(|basic| &basic.responses);
        OcspResponseReport {
            response_status: self.status.name().into(),
            responder: self.basic.as_ref().map(|basic| basic.responder_id.to_text()),
            produced_at: self.basic.as_ref().map(|basic| basic.produced_at.to_string()),
            // Of several single responses, these are the times between which all of them count.
            this_update: responses().map(|each| each.this_update).max().map(|time| time.to_string()),
            next_update: responses().filter_map(|each| each.next_update).min().map(|time| time.to_string()),
            fingerprint: self.fingerprint.clone(),
        }
    }
}

impl ResponseStatus {
    const SUCCESSFUL: Self = Self(0);

    /// Returns the name that RFC 6960 gives to the status.
    pub(crate) const fn name(self) -> &'static str {
        match self.0 {
            0 => "successful",
            1 => "malformedRequest",
            2 => "internalError",
            3 => "tryLater",
            5 => "sigRequired",
            6 => "unauthorized",
            _ => "unknown",
        }
    }
}

impl BasicOcspResponse {
    /// Returns the signed part, as received.
    pub(crate) fn signed(&self) -> &[u8] {
        &self.tbs
    }

    /// Verifies this response's signature over the bytes as received, with the key of `responder`.
    pub(crate) fn verify_signature_by(&self, responder: &Certificate) -> Result<(), Refused> {
        let key = PublicKey::read(&responder.public_key_info)?;
        let scheme = Scheme::of_certificate(&self.signature_algorithm)?;
        key.verify(&scheme, Message::Bytes(self.signed()), &self.signature)
    }
}

impl ResponderId {
    /// Returns whether the identifier names the owner of this certificate. SHA-1 only names a key here; the signature
    /// shows who signed.
    pub(crate) fn names(&self, certificate: &Certificate) -> bool {
        match self {
            Self::ByName(name) => *name == certificate.subject,
            Self::ByKey(hash) => certificate.public_key().is_some_and(|key| sha1(key) == *hash),
        }
    }

    /// Returns the responder's name as people read it.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::ByName(name) => name.to_text(),
            Self::ByKey(hash) => format!("key {}", to_hex(hash)),
        }
    }

    /// Returns the responder's name as messages quote it.
    pub(crate) fn quoted(&self) -> String {
        match self {
            Self::ByName(name) => name.quoted(),
            Self::ByKey(hash) => format!("the key {}", to_hex(hash)),
        }
    }
}

/// Single responses of many OCSP responses, by the serial number of the certificate they are about.
#[derive(Default)]
pub(crate) struct SingleResponses<'a> {
    by_serial_number: BTreeMap<&'a [u8], Vec<(&'a OcspResponse, &'a BasicOcspResponse, &'a SingleResponse)>>,
}

impl<'a> SingleResponses<'a> {
    pub(crate) fn of(responses: impl IntoIterator<Item = &'a OcspResponse>) -> Self {
        let mut all = Self::default();
        for response in responses {
            let Some(basic) = &response.basic else { continue };
            for single in &basic.responses {
                let same_number = all.by_serial_number.entry(single.cert_id.serial_number()).or_default();
                same_number.push((response, basic, single));
            }
        }
        all
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_serial_number.is_empty()
    }

    /// Returns the single responses about the certificate, which `issuer` has issued.
    pub(crate) fn about<'s>(
        &'s self,
        certificate: &'s Certificate,
        issuer: &'s Certificate,
    ) -> impl Iterator<Item = (&'a OcspResponse, &'a BasicOcspResponse, &'a SingleResponse)> + use<'a, 's> {
        let same_number = self.by_serial_number.get(certificate.serial_number.as_slice());
        let hashes = single::Hashes::of(certificate, issuer);
        same_number.into_iter().flatten().copied().filter(move |(_, _, single)| single.cert_id.may_be_of(&hashes))
    }
}

/// Reads the fields of an `OCSPResponse`.
///
/// ```text
/// ResponseBytes ::= SEQUENCE { responseType OBJECT IDENTIFIER, response OCTET STRING }
/// ```
fn read_response(fields: &mut SliceReader<'_>) -> Result<(ResponseStatus, Option<BasicOcspResponse>), Unreadable> {
    let status = match asn1::expect(fields, Tag::Enumerated)?.value() {
        [status] => ResponseStatus(*status),
        _ => return Err(Tag::Enumerated.value_error().into()),
    };
    let basic = asn1::explicit(fields, 0, |reader| {
        reader.sequence(|fields| {
            if asn1::expect(fields, Tag::ObjectIdentifier)?.value() != oid::OCSP_BASIC.as_bytes() {
                return Err(Tag::ObjectIdentifier.value_error().into());
            }
            read_basic(asn1::expect(fields, Tag::OctetString)?.value())
        })
    })?;
    // "If the value of responseStatus is one of the error conditions, the responseBytes field is not set."
    if basic.is_some() != (status == ResponseStatus::SUCCESSFUL) {
        return Err(Tag::Enumerated.value_error().into());
    }
    Ok((status, basic))
}

fn read_basic(der: &[u8]) -> Result<BasicOcspResponse, Unreadable> {
    let read_certificates = |fields: &mut SliceReader<'_>| {
        asn1::explicit(fields, 0, |reader| {
            let set = asn1::expect(reader, Tag::Sequence)?;
            let certificates = asn1::elements(set.value())?.into_iter().take(limits::OCSP_CERTIFICATES.count());
            Ok(certificates.filter_map(|der| Certificate::from_der(der).ok()).collect())
        })
    };
    let (basic, envelope, certificates) = asn1::signed_with(der, read_response_data, read_certificates)?;
    Ok(BasicOcspResponse {
        tbs: der.get(envelope.signed).unwrap_or_default().to_vec(),
        signature_algorithm: envelope.signature_algorithm,
        signature: envelope.signature,
        certificates: certificates.unwrap_or_default(),
        ..basic
    })
}

/// Reads the signed part. The caller fills in the fields outside it.
///
/// ```text
/// ResponseData ::= SEQUENCE {
///     version            [0] EXPLICIT Version DEFAULT v1,
///     responderID            ResponderID,
///     producedAt             GeneralizedTime,
///     responses              SEQUENCE OF SingleResponse,
///     responseExtensions [1] EXPLICIT Extensions OPTIONAL }
/// ```
fn read_response_data(fields: &mut SliceReader<'_>) -> Result<BasicOcspResponse, Unreadable> {
    // Some responders write the version that DER leaves out; it means the same.
    if asn1::explicit(fields, 0, u8::decode)?.is_some_and(|version| version != 0) {
        return Err(Tag::Integer.value_error().into());
    }
    let responder_id = read_responder_id(fields)?;
    let produced_at = asn1::time(asn1::expect(fields, Tag::GeneralizedTime)?)?;
    let singles = asn1::elements(asn1::expect(fields, Tag::Sequence)?.value())?;
    if singles.is_empty() {
        return Err(Tag::Sequence.length_error().into());
    }
    let responses = singles.into_iter().map(SingleResponse::from_der).collect::<Result<_, _>>()?;
    let mut has_unknown_critical = false;
    asn1::explicit(fields, 1, |reader| {
        read_each(asn1::expect(reader, Tag::Sequence)?, |id, critical, _| {
            // Nobody asked, so a nonce proves nothing (section 4.4.1). The other extension only says more about
            // `unknown` (4.4.8).
            let is_known = matches!(id.known(), Some(oid::OCSP_NONCE | oid::OCSP_EXTENDED_REVOKE));
            has_unknown_critical |= critical && !is_known;
            Ok(())
        })
    })?;
    Ok(BasicOcspResponse {
        tbs: Vec::new(),
        signature_algorithm: AlgorithmIdentifier { oid: oid::OCSP_BASIC, parameters: None },
        signature: Vec::new(),
        certificates: Vec::new(),
        responder_id,
        produced_at,
        responses,
        has_unknown_critical,
    })
}

fn read_responder_id(fields: &mut SliceReader<'_>) -> Result<ResponderId, Unreadable> {
    // Both are tagged explicitly: a Name is a CHOICE, and the module of RFC 6960 has explicit tags.
    if let Some(name) = asn1::explicit(fields, 1, Name::read)? {
        return Ok(ResponderId::ByName(name));
    }
    let hash = asn1::explicit(fields, 2, |reader| asn1::expect(reader, Tag::OctetString).map(AnyRef::value))?;
    hash.map(|hash| ResponderId::ByKey(hash.to_vec())).ok_or_else(|| Tag::Sequence.value_error().into())
}
