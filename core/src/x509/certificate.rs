//! A certificate, read from DER and kept as received.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use der::{Decode, Reader, Tag, oid::ObjectIdentifier};

use super::{
    extensions::{Extensions, KeyUsage},
    name::{Name, shortened},
};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    digest::{DigestAlgorithm, to_hex},
    limits, oid, pem,
    report::{CertificateReport, TrustedCertificate},
    rule::{Place, Rule, Violation},
    signature,
    time::Time,
    work,
};

/// The extended key usages that a package signer may have. Signers in the field have each of them, and ETSI names none.
pub(crate) const PACKAGE_SIGNING: &[ObjectIdentifier] =
    &[oid::CODE_SIGNING, oid::EMAIL_PROTECTION, oid::DOCUMENT_SIGNING];

/// A certificate (RFC 5280 section 4.1).
///
/// ```text
/// Certificate ::= SEQUENCE {
///     tbsCertificate       TBSCertificate,
///     signatureAlgorithm   AlgorithmIdentifier,
///     signatureValue       BIT STRING }
/// ```
#[derive(Clone, Debug)]
pub(crate) struct Certificate {
    /// The whole certificate, as received.
    pub(crate) der: Vec<u8>,
    /// The signed part (tbsCertificate), as received.
    pub(crate) tbs: Vec<u8>,
    pub(crate) signature_algorithm: AlgorithmIdentifier,
    pub(crate) signature: Vec<u8>,
    /// The X.509 version: 1, 2 or 3.
    pub(crate) version: u8,
    /// The content octets of the serial number. It is an identifier, not a number to calculate with.
    pub(crate) serial_number: Vec<u8>,
    pub(crate) issuer: Name,
    pub(crate) subject: Name,
    pub(crate) not_before: Time,
    pub(crate) not_after: Time,
    /// The SubjectPublicKeyInfo, as received.
    pub(crate) public_key_info: Vec<u8>,
    pub(crate) extensions: Extensions,
    /// SHA-256 of [`Self::der`], in lower-case hex.
    pub(crate) fingerprint: String,
}

impl Certificate {
    /// Returns the violation of `rule` by this certificate.
    pub(crate) fn breaks(&self, rule: &'static Rule, sentence: impl Into<String>) -> Violation {
        let subject = shortened(&self.subject.to_text()).into_owned();
        rule.broken_at(Place::certificate(&self.fingerprint), sentence).with_subject(subject)
    }

    /// Reads a certificate from DER. Bytes after it are an error.
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, Unreadable> {
        if der.len() > limits::CERTIFICATE_BYTES.count() {
            return Err(Tag::Sequence.length_error().into());
        }
        work::over(der.len().saturating_mul(8));
        let (certificate, envelope) = asn1::signed(der, read_tbs)?;
        // Section 4.1.1.2: the outer algorithm must equal the inner one, which is signed.
        if certificate.signature_algorithm != envelope.signature_algorithm {
            return Err(Tag::Sequence.value_error().into());
        }
        Ok(Self {
            der: der.to_vec(),
            tbs: der.get(envelope.signed).unwrap_or_default().to_vec(),
            signature: envelope.signature,
            fingerprint: to_hex(&DigestAlgorithm::Sha256.digest(der)),
            ..certificate
        })
    }

    /// Returns whether subject and issuer are the same name.
    pub(crate) fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// Returns the public key itself, from the BIT STRING of the SubjectPublicKeyInfo.
    pub(crate) fn public_key(&self) -> Option<&[u8]> {
        let key = asn1::whole(&self.public_key_info, |reader| {
            reader.sequence(|fields| {
                AlgorithmIdentifier::read(fields)?;
                asn1::octets_of_bit_string(asn1::expect(fields, Tag::BitString)?)
            })
        });
        key.ok()
    }

    /// Returns whether basic constraints state that the certificate is a CA's.
    pub(crate) fn is_ca(&self) -> bool {
        self.extensions.basic_constraints.is_some_and(|constraints| constraints.ca)
    }

    /// Returns whether the certificate has no key usage, or its key usage allows one of the bits.
    pub(crate) fn allows_usage(&self, bits: &[u16]) -> bool {
        self.extensions.key_usage.is_none_or(|usage| bits.iter().any(|bit| usage.has(*bit)))
    }

    /// Returns whether the certificate is signed with its own key.
    pub(crate) fn is_self_signed(&self) -> bool {
        self.is_self_issued() && self.verify_signature_by(self).is_ok()
    }

    /// Verifies this certificate's signature over the bytes as received, with the key of `issuer`.
    pub(crate) fn verify_signature_by(&self, issuer: &Self) -> Result<(), signature::Refused> {
        let key = signature::PublicKey::read(&issuer.public_key_info)?;
        let scheme = signature::Scheme::of_certificate(&self.signature_algorithm)?;
        key.verify(&scheme, signature::Message::Bytes(&self.tbs), &self.signature)
    }

    /// Returns the certificate as the report shows it.
    pub(crate) fn to_report(&self) -> CertificateReport {
        work::over(self.der.len().saturating_mul(2));
        CertificateReport {
            subject: self.subject.to_text(),
            issuer: self.issuer.to_text(),
            serial_number: to_hex(&self.serial_number),
            version: self.version,
            not_before: self.not_before.to_string(),
            not_after: self.not_after.to_string(),
            public_key: signature::PublicKey::describe(&self.public_key_info),
            signature_algorithm: signature::describe(&self.signature_algorithm),
            is_ca: self.is_ca(),
            key_usage: self.extensions.key_usage.map(KeyUsage::names).unwrap_or_default(),
            extended_key_usage: self.extensions.extended_key_usage_names(),
            fingerprint: self.fingerprint.clone(),
            pem: pem::encode("CERTIFICATE", &self.der),
            revocation: None,
            revocation_source: None,
            revocation_evidence: Vec::new(),
        }
    }

    /// Returns the certificate's line in the trust section of the report.
    pub(crate) fn to_trusted(&self) -> TrustedCertificate {
        TrustedCertificate { subject: self.subject.to_text(), fingerprint: self.fingerprint.clone() }
    }

    /// Returns whether the certificate has no extended key usage, or its extended key usage allows one of the purposes.
    pub(crate) fn allows_purpose(&self, purposes: &[ObjectIdentifier]) -> bool {
        purposes.iter().any(|purpose| self.allows_one_purpose(*purpose))
    }

    /// Returns whether the certificate has no extended key usage, or its extended key usage allows the purpose or any
    /// purpose.
    pub(crate) fn allows_one_purpose(&self, purpose: ObjectIdentifier) -> bool {
        let usage = self.extensions.extended_key_usage.as_ref();
        usage.is_none_or(|usage| usage.iter().any(|id| *id == purpose || *id == oid::ANY_EXTENDED_KEY_USAGE))
    }
}

/// Reads the signed part. The caller fills in the fields outside it.
///
/// ```text
/// TBSCertificate ::= SEQUENCE {
///     version         [0] EXPLICIT Version DEFAULT v1,
///     serialNumber        CertificateSerialNumber,
///     signature           AlgorithmIdentifier,
///     issuer              Name,
///     validity            Validity,
///     subject             Name,
///     subjectPublicKeyInfo SubjectPublicKeyInfo,
///     issuerUniqueID  [1] IMPLICIT UniqueIdentifier OPTIONAL,
///     subjectUniqueID [2] IMPLICIT UniqueIdentifier OPTIONAL,
///     extensions      [3] EXPLICIT Extensions OPTIONAL }
/// ```
fn read_tbs(fields: &mut der::SliceReader<'_>) -> Result<Certificate, Unreadable> {
    let version = match asn1::explicit(fields, 0, u8::decode)? {
        // DER leaves the default out (X.690 section 11.5).
        Some(0) => return Err(Tag::Integer.value_error().into()),
        version => version.unwrap_or(0),
    };
    let serial_number = asn1::integer(fields)?.to_vec();
    let signature_algorithm = AlgorithmIdentifier::read(fields)?;
    let issuer = Name::read(fields)?;
    let (not_before, not_after) = fields.sequence(|validity| {
        let not_before = asn1::time(Decode::decode(validity)?)?;
        Ok::<_, Unreadable>((not_before, asn1::time(Decode::decode(validity)?)?))
    })?;
    let subject = Name::read(fields)?;
    Tag::peek(fields)?.assert_eq(Tag::Sequence)?;
    let public_key_info = fields.tlv_bytes()?.to_vec();
    let mut has_unique_identifier = false;
    for number in [1, 2] {
        has_unique_identifier |= asn1::optional(fields, asn1::context(number, false))?.is_some();
    }
    let extensions = asn1::explicit(fields, 3, |reader| Extensions::read(asn1::expect(reader, Tag::Sequence)?))?;
    let extensions_are_right = extensions.as_ref().is_none_or(|extensions| version == 2 && fits(extensions, &subject));
    // Section 4.1.2.1: extensions need version 3, and unique identifiers need version 2.
    if version > 2 || !extensions_are_right || (has_unique_identifier && version == 0) {
        return Err(Tag::Integer.value_error().into());
    }
    Ok(Certificate {
        der: Vec::new(),
        tbs: Vec::new(),
        signature_algorithm,
        signature: Vec::new(),
        version: version.saturating_add(1),
        serial_number,
        issuer,
        subject,
        not_before,
        not_after,
        public_key_info,
        extensions: extensions.unwrap_or_default(),
        fingerprint: String::new(),
    })
}

/// Section 4.1.2.6: without a subject, the alternative names are the subject and must be critical.
fn fits(extensions: &Extensions, subject: &Name) -> bool {
    !subject.is_empty() || extensions.subject_alt_name.is_none() || extensions.is_subject_alt_name_critical
}
