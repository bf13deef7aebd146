//! Entry points for outside test suites that test single values, not whole chains or messages. They are not part of the
//! interface. They decide nothing that [`crate::verify_certificate`] and [`crate::verify_signed_data`] do not decide.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use der::Tag;

use crate::{
    asn1::{self, AlgorithmIdentifier},
    cms::SignedData,
    digest::DigestAlgorithm,
    findings::Findings,
    package::tosca_meta::ToscaMeta,
    signature::{self, Message, PublicKey, Refused, Scheme},
    unicode,
    x509::{Certificate, name::Name},
};

/// Returns the form in which names are compared.
#[must_use]
pub fn fold(text: &str) -> String {
    unicode::fold(text)
}

/// Returns the form in which names are compared, made with our own tables, whatever tables the host has.
#[must_use]
pub fn fold_by_tables(text: &str) -> String {
    unicode::tables::fold(text)
}

/// Returns whether the characters of a text are composed.
#[must_use]
pub fn is_composed(text: &str) -> bool {
    unicode::is_composed(text)
}

/// Returns whether the characters of a text are composed by our own tables, whatever tables the host has.
#[must_use]
pub fn is_composed_by_tables(text: &str) -> bool {
    unicode::tables::is_composed(text)
}

/// Returns whether a text has more combining marks in a row than are normalized.
#[must_use]
pub fn has_long_run(text: &str) -> bool {
    unicode::has_long_run(text)
}

/// Verifies a signature value with an algorithm identifier of certificates (RFC 5280 section 4.1.1.2).
///
/// # Errors
/// The reason why the signature is refused.
pub fn verify_signature(key_info: &[u8], algorithm: &[u8], message: &[u8], signature: &[u8]) -> Result<(), String> {
    verify(key_info, algorithm, Message::Bytes(message), signature)
}

/// Verifies an Ed25519 signature over a message of which only digests are available, like the one over a whole CSAR.
///
/// # Errors
/// The reason why the signature is refused.
pub fn verify_ed25519_by_digest(
    key_info: &[u8],
    algorithm: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), String> {
    let prefix = signature::key_octets(key_info).and_then(|key| signature::ed25519_prefix(key, signature));
    let behind = |prefix: Vec<u8>| (DigestAlgorithm::Sha512.digest(&[prefix.as_slice(), message].concat()), prefix);
    let prefixed = prefix.map(behind).into_iter().map(|(digest, prefix)| (prefix, digest)).collect();
    verify(key_info, algorithm, Message::Digests { plain: &[], prefixed: &prefixed }, signature)
}

fn verify(key_info: &[u8], algorithm: &[u8], message: Message<'_>, signature: &[u8]) -> Result<(), String> {
    let verify = || {
        let key = PublicKey::read(key_info)?;
        let algorithm = asn1::whole(algorithm, AlgorithmIdentifier::read)?;
        key.verify(&Scheme::of_certificate(&algorithm)?, message, signature)
    };
    verify().map_err(|refused| match refused {
        Refused::Algorithm(reason) => reason.to_string(),
        Refused::Invalid => "the value does not verify".into(),
    })
}

/// Returns the octets of a signature's BIT STRING, as certificates hold it.
#[must_use]
pub fn signature_octets(bit_string: &[u8]) -> Option<Vec<u8>> {
    let value = asn1::whole(bit_string, |reader| asn1::expect(reader, Tag::BitString)).ok()?;
    asn1::octets_of_bit_string(value).ok().map(<[u8]>::to_vec)
}

/// Checks whether a certificate can be read.
///
/// # Errors
/// The reason why it cannot be read.
pub fn read_certificate(der: &[u8]) -> Result<(), String> {
    Certificate::from_der(der).map(|_| ()).map_err(|error| alloc::format!("{error}"))
}

/// Checks whether a SignedData can be read.
///
/// # Errors
/// The reason why it cannot be read.
pub fn read_signed_data(ber: &[u8]) -> Result<(), String> {
    SignedData::from_ber(ber).map(|_| ()).map_err(|error| alloc::format!("{error}"))
}

/// Returns the names and values of the first block of a TOSCA.meta, or `None` if it is not accepted where no signature covers it.
#[must_use]
pub fn read_unsigned_tosca_meta(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let meta = ToscaMeta::read(bytes, &mut Findings::default()).filter(|meta| meta.odd_line.is_none())?;
    Some(meta.entries().map(|(name, value)| (name.to_string(), value.to_string())).collect())
}

/// Returns whether two names are the same name (RFC 5280 section 7.1), or `None` if one of them cannot be read.
#[must_use]
pub fn is_same_name(first: &[u8], second: &[u8]) -> Option<bool> {
    let read = |der| asn1::whole(der, Name::read).ok();
    Some(read(first)? == read(second)?)
}

/// Runs `work`. Returns its result and the number of operations it took. One takes about ten nanoseconds in
/// WebAssembly.
#[cfg(feature = "std")]
pub fn counted<T>(work: impl FnOnce() -> T) -> (T, u64) {
    crate::work::door::counted(work)
}

/// Runs `work` with another value for one of the [`limits`](crate::limits), on this thread.
#[cfg(feature = "std")]
pub fn with_limit<T>(limit: &'static crate::limits::Limit, value: u64, work: impl FnOnce() -> T) -> T {
    crate::limits::door::with(limit, value, work)
}

/// Changes files of an archive that `read` gives, by offset and length.
///
/// # Errors
/// The reason why the archive is refused, or cannot be changed.
#[cfg(feature = "sign")]
pub fn replace_files(
    length: u64,
    read: &mut dyn FnMut(u64, u64) -> Vec<u8>,
    changes: &alloc::collections::BTreeMap<String, Vec<u8>>,
) -> Result<Vec<crate::sign::Segment>, String> {
    use core::{
        future::Future as _,
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use crate::{archive, host::exchange::Exchange, policy::Limits, task::Step};

    let (exchange, limits) = (Exchange::default(), Limits::default());
    let whole = archive::Region { source: 0, offset: 0, length };
    let contents = changes.iter().map(|(path, bytes)| (path.clone(), bytes.clone().into())).collect();
    let mut work = pin!(archive::writer::replace(&exchange, whole, &contents, &limits));
    loop {
        if let Poll::Ready(result) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result.map_err(|violation| violation.sentence);
        }
        if let Some(Step::Read(range)) = exchange.step() {
            exchange.supply(range.source, range.offset, &read(range.offset, range.length));
        }
    }
}
