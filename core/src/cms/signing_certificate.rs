//! The signed attribute that names the signing certificate by its digest (RFC 5035; ETSI EN 319 122 requires it). With
//! it, no certificate with the same key, or with the same issuer and serial number, can be put in its place.

use alloc::{format, string::String, vec::Vec};

use der::{Reader, SliceReader, Tag, oid::ObjectIdentifier};
use sha1::{Digest as _, Sha1};

use super::attributes::Attributes;
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    digest::DigestAlgorithm,
    oid,
    rule::{self, Violation},
    signature,
    x509::{Certificate, name::Name},
};

/// The identifier of a certificate in the attribute.
///
/// ```text
/// ESSCertIDv2 ::= SEQUENCE {
///     hashAlgorithm AlgorithmIdentifier DEFAULT {algorithm id-sha256},
///     certHash      Hash,
///     issuerSerial  IssuerSerial OPTIONAL }
///
/// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber CertificateSerialNumber }
/// ```
/// (RFC 5035 section 4). `ESSCertID` (RFC 2634 section 5.4.1) has no algorithm; it always uses SHA-1.
pub(super) struct CertificateId<'a> {
    algorithm: Algorithm,
    hash: &'a [u8],
    issuer_serial: Option<(Name, &'a [u8])>,
}

enum Algorithm {
    /// SHA-1 is accepted for this attribute only, because its first form allows no other. The certificate's chain is
    /// verified without it.
    Sha1,
    Known(DigestAlgorithm),
    Unknown(String),
}

/// The two forms of the attribute.
pub(super) const FORMS: [ObjectIdentifier; 2] = [oid::SIGNING_CERTIFICATE, oid::SIGNING_CERTIFICATE_V2];

/// Reads the certificates that the attribute names, in either form.
pub(super) fn read<'a>(attributes: &Attributes<'a>) -> Result<Vec<CertificateId<'a>>, Violation> {
    let mut ids = Vec::new();
    for form in FORMS.into_iter().filter(|form| attributes.has(*form)) {
        // Section 5.4: one instance with one value. The first certificate is the signer's; the others are not needed
        // here.
        let id = attributes.single(form).and_then(|value| read_first(value, form == oid::SIGNING_CERTIFICATE_V2).ok());
        ids.push(id.ok_or_else(|| {
            let what = "The signed attribute signingCertificate is doubled or cannot be read.";
            rule::SIGNATURE_ATTRIBUTES.broken(what)
        })?);
    }
    Ok(ids)
}

/// Checks that all identifiers name this certificate.
pub(super) fn check(ids: &[CertificateId<'_>], certificate: &Certificate) -> Result<(), Violation> {
    ids.iter().try_for_each(|id| check_one(id, certificate))
}

fn check_one(id: &CertificateId<'_>, certificate: &Certificate) -> Result<(), Violation> {
    let refuse = |what: String| Err(rule::SIGNATURE_SIGNING_CERTIFICATE.broken(what));
    let digest = match &id.algorithm {
        Algorithm::Sha1 => Sha1::digest(&certificate.der).to_vec(),
        Algorithm::Known(algorithm) => algorithm.digest(&certificate.der),
        Algorithm::Unknown(name) => {
            return refuse(format!(
                "The signature names its certificate by a digest of {name}, which is not known here."
            ));
        }
    };
    if digest != id.hash {
        return refuse("The signature names another signing certificate than this one, by its digest.".into());
    }
    let Some((issuer, serial_number)) = &id.issuer_serial else { return Ok(()) };
    if *serial_number != certificate.serial_number || *issuer != certificate.issuer {
        return refuse("The signature names a signing certificate of another issuer or serial number.".into());
    }
    Ok(())
}

/// Reads the first certificate of `SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2, policies SEQUENCE
/// OF PolicyInformation OPTIONAL }` (RFC 5035 section 3).
fn read_first(value: &[u8], is_version_2: bool) -> Result<CertificateId<'_>, Unreadable> {
    let certificates = asn1::whole(value, |reader| {
        reader.sequence(|fields| {
            let certificates = asn1::expect(fields, Tag::Sequence)?;
            asn1::optional(fields, Tag::Sequence)?;
            Ok::<_, Unreadable>(certificates)
        })
    })?;
    let elements: Vec<&[u8]> = asn1::elements(certificates.value())?;
    let first = elements.first().copied().ok_or_else(|| Tag::Sequence.length_error())?;
    asn1::whole(first, |reader| reader.sequence(|fields| read_id(fields, is_version_2)))
}

fn read_id<'a>(fields: &mut SliceReader<'a>, is_version_2: bool) -> Result<CertificateId<'a>, Unreadable> {
    let algorithm = if !is_version_2 {
        Algorithm::Sha1
    } else if Tag::peek(fields)? == Tag::Sequence {
        let algorithm = AlgorithmIdentifier::read(fields)?;
        match algorithm.as_digest() {
            Some(known) => Algorithm::Known(known),
            None if algorithm.oid == oid::SHA_1 => Algorithm::Sha1,
            None => Algorithm::Unknown(signature::name_of(algorithm.oid)),
        }
    } else {
        Algorithm::Known(DigestAlgorithm::Sha256)
    };
    let hash = asn1::expect(fields, Tag::OctetString)?.value();
    let issuer_serial = if fields.is_finished() { None } else { Some(fields.sequence(read_issuer_serial)?) };
    Ok(CertificateId { algorithm, hash, issuer_serial })
}

/// Reads an `IssuerSerial`. "For non-attribute certificates, the issuer MUST contain only the issuer name from the
/// certificate encoded in the directoryName choice of `GeneralNames`." (RFC 5035 section 4)
fn read_issuer_serial<'a>(fields: &mut SliceReader<'a>) -> Result<(Name, &'a [u8]), Unreadable> {
    let issuer = fields.sequence(|names| {
        // directoryName [4] is tagged explicitly, because Name is a CHOICE.
        asn1::explicit(names, 4, Name::read)?.ok_or_else(|| Unreadable::from(Tag::Sequence.value_error()))
    })?;
    Ok((issuer, asn1::expect(fields, Tag::Integer)?.value()))
}

#[cfg(test)]
mod tests {
    use super::read_issuer_serial;
    use crate::asn1;

    /// Reads an `IssuerSerial` of these `GeneralNames` and the serial number 7. Returns whether it is readable.
    fn is_read(names: &[u8]) -> bool {
        let length = u8::try_from(names.len()).unwrap();
        let value = [&[0x30, length], names, &[2, 1, 7]].concat();
        asn1::whole(&value, read_issuer_serial).is_ok_and(|(_, serial_number)| serial_number == [7])
    }

    #[test]
    fn the_issuer_is_one_directory_name() {
        let (directory, dns): (&[u8], &[u8]) = (&[0xA4, 2, 0x30, 0], &[0x82, 1, b'x']);
        assert!(is_read(directory));
        for others in [&[][..], dns, &[directory, dns].concat(), &[dns, directory].concat(), &directory.repeat(2)] {
            assert!(!is_read(others), "{others:x?}");
        }
    }
}
