//! Certificate revocation lists, read from DER and kept as received (RFC 5280 section 5).

mod entries;
mod extensions;
#[cfg(test)]
mod tests;

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::ops::Range;

use der::{Reader, SliceReader, Tag};

pub(crate) use entries::{Entry, Reason, shortest};
pub(crate) use extensions::{IssuingDistributionPoint, Kind};

use self::{entries::Entries, extensions::Extensions};
use super::{Certificate, name::Name};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    digest::{DigestAlgorithm, to_hex},
    report::RevocationListReport,
    signature::{Message, PublicKey, Refused, Scheme},
    time::Time,
    work,
};

/// A revocation list.
///
/// ```text
/// CertificateList ::= SEQUENCE {
///     tbsCertList        TBSCertList,
///     signatureAlgorithm AlgorithmIdentifier,
///     signatureValue     BIT STRING }
/// ```
/// (RFC 5280 section 5.1). A list may have hundreds of thousands of entries. They stay in `der`, and the index of them
/// is smaller than they are.
#[derive(Clone, Debug)]
pub(crate) struct CertificateList {
    /// The whole list, as received.
    der: Vec<u8>,
    /// The position of the signed part in `der`.
    tbs: Range<usize>,
    pub(crate) signature_algorithm: AlgorithmIdentifier,
    pub(crate) signature: Vec<u8>,
    pub(crate) issuer: Name,
    pub(crate) this_update: Time,
    /// The time of the next list. Conforming issuers always state it (section 5.1.2.5).
    pub(crate) next_update: Option<Time>,
    entries: Entries,
    pub(crate) extensions: Extensions,
    /// SHA-256 of the whole list, in lower-case hex.
    pub(crate) fingerprint: String,
}

impl CertificateList {
    /// Reads a list from DER. Bytes after it are an error.
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, Unreadable> {
        work::over(der.len().saturating_mul(8));
        let (list, envelope) = asn1::signed(der, read_tbs)?;
        // Section 5.1.1.2: the outer algorithm must equal the inner one, which is signed.
        if list.signature_algorithm != envelope.signature_algorithm {
            return Err(Tag::Sequence.value_error().into());
        }
        let mut list = Self { tbs: envelope.signed, signature: envelope.signature, ..list };
        list.entries.sort(der);
        list.der = der.to_vec();
        list.fingerprint = to_hex(&DigestAlgorithm::Sha256.digest(der));
        Ok(list)
    }

    /// Returns the entries for the certificate's serial number and issuer. More than one is odd, and each of them
    /// counts.
    pub(crate) fn entries_for(&self, certificate: &Certificate) -> impl Iterator<Item = Entry> {
        self.entries.find(&self.der, &self.issuer, &certificate.issuer, &certificate.serial_number)
    }

    /// Returns whether the absence of a certificate from the list shows anything (section 5.3). An unknown critical
    /// extension of any entry may change which certificates the entries are about.
    pub(crate) fn are_entries_understood(&self) -> bool {
        !self.entries.are_not_understood(self.is_indirect())
    }

    /// Returns whether the list may have entries for certificates of other issuers.
    pub(crate) fn is_indirect(&self) -> bool {
        self.extensions.issuing_distribution_point.as_ref().is_some_and(|point| point.is_indirect)
    }

    /// Returns whether the list states only the changes since another list.
    pub(crate) fn is_delta(&self) -> bool {
        self.extensions.base_crl_number.is_some()
    }

    /// Returns the whole list, as received.
    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    /// Returns the signed part, as received.
    pub(crate) fn signed(&self) -> &[u8] {
        self.der.get(self.tbs.clone()).unwrap_or_default()
    }

    /// Returns the list's line in the trust section of the report.
    pub(crate) fn to_report(&self) -> RevocationListReport {
        RevocationListReport {
            issuer: self.issuer.to_text(),
            number: self.extensions.crl_number.as_ref().map(ToString::to_string),
            this_update: self.this_update.to_string(),
            next_update: self.next_update.map(|time| time.to_string()),
            fingerprint: self.fingerprint.clone(),
        }
    }

    /// Verifies this list's signature over the bytes as received, with the key of `issuer`.
    pub(crate) fn verify_signature_by(&self, issuer: &Certificate) -> Result<(), Refused> {
        let key = PublicKey::read(&issuer.public_key_info)?;
        let scheme = Scheme::of_certificate(&self.signature_algorithm)?;
        key.verify(&scheme, Message::Bytes(self.signed()), &self.signature)
    }
}

/// Reads the signed part. The caller fills in the fields outside it.
///
/// ```text
/// TBSCertList ::= SEQUENCE {
///     version              Version OPTIONAL, -- if present, MUST be v2
///     signature            AlgorithmIdentifier,
///     issuer               Name,
///     thisUpdate           Time,
///     nextUpdate           Time OPTIONAL,
///     revokedCertificates  SEQUENCE OF SEQUENCE { … } OPTIONAL,
///     crlExtensions    [0] EXPLICIT Extensions OPTIONAL -- if present, version MUST be v2 }
/// ```
/// (RFC 5280 section 5.1)
fn read_tbs(fields: &mut SliceReader<'_>) -> Result<CertificateList, Unreadable> {
    let version = asn1::optional(fields, Tag::Integer)?;
    if version.is_some_and(|version| version.value() != [1]) {
        return Err(Tag::Integer.value_error().into());
    }
    let signature_algorithm = AlgorithmIdentifier::read(fields)?;
    let issuer = Name::read(fields)?;
    let this_update = asn1::time(der::Decode::decode(fields)?)?;
    let next_update = match asn1::optional(fields, Tag::UtcTime)? {
        Some(time) => Some(time),
        None => asn1::optional(fields, Tag::GeneralizedTime)?,
    };
    let next_update = next_update.map(asn1::time).transpose()?;
    let mut entries = Entries::default();
    if !fields.is_finished() && Tag::peek(fields)? == Tag::Sequence {
        entries = fields.sequence(Entries::read)?;
    }
    let extensions = asn1::explicit(fields, 0, |reader| Extensions::read(asn1::expect(reader, Tag::Sequence)?))?;
    // Section 5.1.2.1: extensions, of the list or of an entry, need version 2.
    if version.is_none() && (extensions.is_some() || entries.have_extensions) {
        return Err(Tag::Integer.value_error().into());
    }
    Ok(CertificateList {
        der: Vec::new(),
        tbs: 0..0,
        signature_algorithm,
        signature: Vec::new(),
        issuer,
        this_update,
        next_update,
        entries,
        extensions: extensions.unwrap_or_default(),
        fingerprint: String::new(),
    })
}
