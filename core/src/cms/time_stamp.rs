//! Time stamps: the contents of a token, and the bytes that it stamps (RFC 3161 section 2.4.2).

use alloc::vec::Vec;

use der::{AnyRef, Decode, Reader, SliceReader, Tag};

use super::{Attributes, SignedData, signing_certificate};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    oid,
    time::Time,
};

/// The contents of a time stamp token.
///
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
/// Accuracy       ::= SEQUENCE {
///     seconds     INTEGER OPTIONAL,
///     millis  [0] INTEGER (1..999) OPTIONAL,
///     micros  [1] INTEGER (1..999) OPTIONAL }
/// ```
pub(crate) struct TimeStamp {
    /// `genTime` without its fraction of a second.
    pub(crate) time: Time,
    /// The latest possible time: "by adding the accuracy value to the `GeneralizedTime`, an upper limit of the time at
    /// which the time-stamp token has been created by the TSA can be obtained" (section 2.4.2). It is rounded up to
    /// whole seconds.
    pub(crate) latest: Time,
    imprint_algorithm: AlgorithmIdentifier,
    imprint: Vec<u8>,
}

impl TimeStamp {
    /// Reads the contents of a token. The token is SignedData by one signer, who names its certificate.
    pub(crate) fn read(token: &SignedData) -> Result<Self, &'static str> {
        if token.content_type != oid::TST_INFO {
            return Err("It is not a time stamp token by its content type.");
        }
        let [signer] = token.signer_infos.as_slice() else {
            return Err("It does not have exactly one signer.");
        };
        let attributes = signer.signed_attributes.as_deref().and_then(|attributes| Attributes::read(attributes).ok());
        let names_certificate =
            |attributes: Attributes<'_>| signing_certificate::FORMS.into_iter().any(|form| attributes.has(form));
        if !attributes.is_some_and(names_certificate) {
            return Err("Its signed attributes do not name the certificate of its authority.");
        }
        let content = token.content.as_deref().ok_or("It has no content.")?;
        asn1::whole(content, |reader| reader.sequence(read_info)).map_err(|_| "Its TSTInfo cannot be read.")
    }

    /// Returns whether the token stamps these bytes, with an accepted digest algorithm.
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
    let (time, nanoseconds) = read_time(time.value()).ok_or_else(|| Tag::GeneralizedTime.value_error())?;
    let accuracy = match asn1::optional(fields, Tag::Sequence)? {
        Some(accuracy) => asn1::whole(accuracy.value(), read_accuracy)?,
        None => 0,
    };
    let latest = later(time, accuracy.saturating_add(nanoseconds));
    for tag in [Tag::Boolean, Tag::Integer, asn1::context(0, true)] {
        asn1::optional(fields, tag)?;
    }
    // "[1] IMPLICIT Extensions": core knows none, and a critical one must not be ignored (RFC 5280 section 4.2).
    if let Some(extensions) = asn1::optional(fields, asn1::context(1, true))? {
        for extension in asn1::elements(extensions.value())? {
            asn1::whole(extension, |reader| reader.sequence(read_uncritical))?;
        }
    }
    Ok(TimeStamp { time, latest, imprint_algorithm, imprint })
}

fn read_uncritical(fields: &mut SliceReader<'_>) -> Result<(), Unreadable> {
    asn1::expect(fields, Tag::ObjectIdentifier)?;
    if asn1::default_false(fields, Tag::Boolean)? {
        return Err(Tag::Boolean.value_error().into());
    }
    asn1::expect(fields, Tag::OctetString)?;
    Ok(())
}

/// Reads the accuracy, in nanoseconds. Some authorities write zeros that they should leave out; they mean the same.
fn read_accuracy(fields: &mut SliceReader<'_>) -> Result<u64, Unreadable> {
    let seconds = match asn1::optional(fields, Tag::Integer)? {
        Some(seconds) => seconds.decode_as::<u32>()?,
        None => 0,
    };
    let mut nanoseconds = u64::from(seconds).saturating_mul(NANOSECONDS);
    for (number, unit) in [(0, 1_000_000), (1, 1000)] {
        if let Some(part) = asn1::optional(fields, asn1::context(number, false))? {
            let part = AnyRef::new(Tag::Integer, part.value())?.decode_as::<u16>()?;
            if part > 999 {
                return Err(Tag::Integer.value_error().into());
            }
            nanoseconds = nanoseconds.saturating_add(u64::from(part).saturating_mul(unit));
        }
    }
    Ok(nanoseconds)
}

const NANOSECONDS: u64 = 1_000_000_000;

/// Returns the time that is `nanoseconds` later, rounded up to whole seconds.
fn later(time: Time, nanoseconds: u64) -> Time {
    let seconds = i64::try_from(nanoseconds.div_ceil(NANOSECONDS)).unwrap_or(i64::MAX);
    Time::from_unix(time.unix().saturating_add(seconds))
}

/// Reads `YYYYMMDDhhmmss[.s...]Z`. Unlike in certificates, there may be a fraction of a second. It is returned
/// separately, in nanoseconds, and a finer fraction is rounded up.
fn read_time(content: &[u8]) -> Option<(Time, u64)> {
    let digits = content.strip_suffix(b"Z")?;
    let (whole, fraction) = digits.split_at_checked(14)?;
    let is_fraction = matches!(fraction, [] | [b'.', _, ..]) && fraction.iter().skip(1).all(u8::is_ascii_digit);
    let time = Time::from_generalized_time(&[whole, b"Z"].concat()).filter(|_| is_fraction)?;
    let mut digits = fraction.iter().skip(1).map(|digit| u64::from(digit.saturating_sub(b'0')));
    let coarse = digits
        .by_ref()
        .take(9)
        .zip(UNITS)
        .fold(0_u64, |sum, (digit, unit)| sum.saturating_add(digit.saturating_mul(unit)));
    Some((time, coarse.saturating_add(u64::from(digits.any(|digit| digit > 0)))))
}

/// The value of each digit of a fraction, in nanoseconds.
const UNITS: [u64; 9] = [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1];

#[cfg(test)]
mod tests {
    use super::{later, read_accuracy, read_time};
    use crate::{asn1, time::Time};

    #[test]
    fn times_may_have_a_fraction() {
        let time = Time::from_rfc3339("2026-11-21T12:00:00Z").unwrap();
        assert_eq!(read_time(b"20261121120000Z"), Some((time, 0)));
        assert_eq!(read_time(b"20261121120000.25Z"), Some((time, 250_000_000)));
        assert_eq!(read_time(b"20261121120000.0000000001Z"), Some((time, 1)));
        for bad in
            [&b"20261121120000"[..], b"20261121120000.Z", b"20261121120000.2", b"202611211200Z", b"20261121120000+Z"]
        {
            assert_eq!(read_time(bad), None);
        }
    }

    #[test]
    fn the_latest_time_is_never_too_early() {
        let time = Time::from_unix(100);
        for (nanoseconds, seconds) in [(0, 100), (1, 101), (1_000_000_000, 101), (1_000_000_001, 102)] {
            assert_eq!(later(time, nanoseconds), Time::from_unix(seconds));
        }
        let accuracy = |fields: &[u8]| asn1::whole(fields, read_accuracy);
        assert_eq!(accuracy(&[2, 1, 5]), Ok(5_000_000_000));
        assert_eq!(accuracy(&[0x80, 2, 1, 0xF4, 0x81, 1, 7]), Ok(500_007_000));
        for bad in [&[2, 1, 0xFF][..], &[0x80, 2, 3, 0xE8], &[0x81, 1, 0x80], &[2, 5, 1, 0, 0, 0, 0], &[5, 0]] {
            assert!(accuracy(bad).is_err(), "{bad:x?}");
        }
    }
}
