//! Time stamps: the token and what it is said to stamp (RFC 3161 section 2.4.2).

use alloc::vec::Vec;

use der::{Decode, Reader, SliceReader, Tag};

use super::{Attributes, SignedData, signing_certificate};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    oid,
    time::Time,
};

/// ```text
/// TSTInfo ::= SEQUENCE {
///     version        INTEGER { v1(1) },
///     policy         TSAPolicyId,
///     messageImprint MessageImprint,
///     serialNumber   INTEGER,
///     genTime        GeneralizedTime,
///     accuracy       Accuracy OPTIONAL,
///     ordering       BOOLEAN DEFAULT FALSE,
///     nonce          INTEGER OPTIONAL,
///     tsa            [0] GeneralName OPTIONAL,
///     extensions     [1] IMPLICIT Extensions OPTIONAL }
///
/// MessageImprint ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier, hashedMessage OCTET STRING }
/// ```
pub(crate) struct TimeStamp {
    pub(crate) time: Time,
    imprint_algorithm: AlgorithmIdentifier,
    imprint: Vec<u8>,
}

impl TimeStamp {
    /// Reads what a token says. The token is SignedData over it by one signer, who names its certificate.
    pub(crate) fn read(token: &SignedData) -> Result<Self, &'static str> {
        if token.content_type != oid::TST_INFO {
            return Err("it is no time stamp token by its content type");
        }
        let [signer] = token.signer_infos.as_slice() else {
            return Err("it has not exactly one signer");
        };
        let attributes = signer.signed_attributes.as_deref().and_then(|attributes| Attributes::read(attributes).ok());
        let names_certificate =
            |attributes: Attributes<'_>| signing_certificate::FORMS.into_iter().any(|form| attributes.has(form));
        if !attributes.is_some_and(names_certificate) {
            return Err("its signed attributes do not name the certificate of its authority");
        }
        let content = token.content.as_deref().ok_or("it has no content")?;
        asn1::whole(content, |reader| reader.sequence(read_info)).map_err(|_| "its TSTInfo cannot be read")
    }

    /// Whether it stamps these bytes, by a digest that is accepted.
    pub(crate) fn covers(&self, bytes: &[u8]) -> bool {
        self.imprint_algorithm.as_digest().is_some_and(|algorithm| algorithm.digest(bytes) == self.imprint)
    }
}

fn read_info(fields: &mut SliceReader<'_>) -> Result<TimeStamp, Unreadable> {
    if u8::decode(fields)? != 1 {
        return Err(Tag::Integer.value_error().into());
    }
    asn1::expect(fields, Tag::ObjectIdentifier)?;
    let (imprint_algorithm, imprint) = fields.sequence(|imprint| {
        let algorithm = AlgorithmIdentifier::read(imprint)?;
        Ok::<_, Unreadable>((algorithm, asn1::expect(imprint, Tag::OctetString)?.value().to_vec()))
    })?;
    asn1::expect(fields, Tag::Integer)?;
    let time = asn1::expect(fields, Tag::GeneralizedTime)?;
    let time = read_time(time.value()).ok_or_else(|| Tag::GeneralizedTime.value_error())?;
    for tag in [Tag::Sequence, Tag::Boolean, Tag::Integer, asn1::context(0, true)] {
        asn1::optional(fields, tag)?;
    }
    // "[1] IMPLICIT Extensions": none is known, and a critical one must not be passed over (RFC 5280 section 4.2).
    if let Some(extensions) = asn1::optional(fields, asn1::context(1, true))? {
        for extension in asn1::elements(extensions.value())? {
            asn1::whole(extension, |reader| reader.sequence(read_uncritical))?;
        }
    }
    Ok(TimeStamp { time, imprint_algorithm, imprint })
}

fn read_uncritical(fields: &mut SliceReader<'_>) -> Result<(), Unreadable> {
    asn1::expect(fields, Tag::ObjectIdentifier)?;
    if asn1::default_false(fields, Tag::Boolean)? {
        return Err(Tag::Boolean.value_error().into());
    }
    asn1::expect(fields, Tag::OctetString)?;
    Ok(())
}

/// `YYYYMMDDhhmmss[.s...]Z`: unlike in certificates, there may be a fraction of a second. It is dropped.
fn read_time(content: &[u8]) -> Option<Time> {
    let digits = content.strip_suffix(b"Z")?;
    let (whole, fraction) = digits.split_at_checked(14)?;
    let is_fraction = matches!(fraction, [] | [b'.', _, ..]) && fraction.iter().skip(1).all(u8::is_ascii_digit);
    Time::from_generalized_time(&[whole, b"Z"].concat()).filter(|_| is_fraction)
}

#[cfg(test)]
mod tests {
    use super::read_time;
    use crate::time::Time;

    #[test]
    fn times_may_have_a_fraction() {
        let time = Time::from_rfc3339("2026-11-21T12:00:00Z").ok();
        assert_eq!(read_time(b"20261121120000Z"), time);
        assert_eq!(read_time(b"20261121120000.25Z"), time);
        for bad in
            [&b"20261121120000"[..], b"20261121120000.Z", b"20261121120000.2", b"202611211200Z", b"20261121120000+Z"]
        {
            assert_eq!(read_time(bad), None);
        }
    }
}
