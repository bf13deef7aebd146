//! Verifies one SignerInfo over its content (RFC 5652 sections 5.4 and 5.6).

use alloc::{borrow::Cow, format, rc::Rc, vec, vec::Vec};

use der::{Decode, Tag, oid::ObjectIdentifier};
use litemap::LiteMap;

use super::{
    Attributes, SignedData, SignerInfo, algorithm_protection, explain,
    signing_certificate::{self, CertificateId},
};
use crate::{
    asn1,
    digest::{Checksum, DigestAlgorithm, to_hex},
    limits, line_ends, oid,
    ordered::Ordered as _,
    rule::{self, Violation},
    signature::{self, Answers, Message, PrefixedDigests, PublicKey, Question, Refused, Scheme},
    x509::Certificate,
};

/// The content that a signature should be over.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// The computed digests of the content.
    pub(crate) digests: Digests,
    /// The digests that Ed25519 needs if the content itself is not in memory.
    pub(crate) prefixed: PrefixedDigests,
    /// The first octet of the content, or `None` if the content is empty.
    pub(crate) first_octet: Option<u8>,
    /// The content itself, if it is small enough to be in memory.
    pub(crate) bytes: Option<Rc<[u8]>>,
    /// The digests of the copy of the content that OpenSSL signs as text. They are computed if a signature does not fit
    /// the content.
    pub(crate) text_digests: Digests,
}

/// The digests of one content. There may be as many contents as files, and most have one digest.
pub(crate) type Digests = LiteMap<DigestAlgorithm, Vec<u8>>;

impl Content {
    /// Describes content that is in memory.
    pub(crate) fn of(bytes: impl Into<Rc<[u8]>>, algorithms: &[DigestAlgorithm]) -> Self {
        let bytes = bytes.into();
        Self {
            digests: algorithms.iter().map(|algorithm| (*algorithm, algorithm.digest(&bytes))).into_short_map(),
            prefixed: PrefixedDigests::new(),
            first_octet: bytes.first().copied(),
            bytes: Some(bytes),
            text_digests: Digests::new(),
        }
    }
}

/// The proof that a signature is over the content and was made with the certificate's key.
#[derive(Clone, Debug)]
pub(crate) struct VerifiedSignature {
    _only_from_verify: (),
}

/// A SignerInfo over its content, checked as far as no certificate is needed. These checks are done once, however many
/// certificates the SignerInfo may name.
pub(crate) struct Prepared<'a> {
    pub(super) signer: &'a SignerInfo,
    pub(super) content: &'a Content,
    pub(super) scheme: Scheme,
    /// The digest of the content.
    pub(super) digest: &'a [u8],
    /// The messages that may be signed. If the attributes are not in order, there are two forms, because signers
    /// differ.
    forms: Vec<Form<'a>>,
    /// The certificates that the signed attributes name.
    named: Vec<CertificateId<'a>>,
}

/// A message that the signature value may be over.
struct Form<'a> {
    /// The octets of the message, if they are in memory.
    octets: Option<Cow<'a, [u8]>>,
    digest: Cow<'a, [u8]>,
}

impl<'a> Prepared<'a> {
    /// Checks everything that needs no certificate. Errors of the content or the attributes are reported before an
    /// algorithm that is not implemented. So a signature that cannot hold is never reported as one of which nothing is
    /// known.
    pub(crate) fn new(
        signer: &'a SignerInfo,
        signed_data: &SignedData,
        content: &'a Content,
    ) -> Result<Self, Violation> {
        let algorithm = digest_algorithm(signer)?;
        let digest = content
            .digests
            .get(&algorithm)
            .ok_or_else(|| rule::SIGNATURE_CONTENT_MISMATCH.broken("The signed content could not be read."))?;
        // An algorithm that is not implemented is reported only after everything else was found right.
        let scheme = match Scheme::of_signer(&signer.signature_algorithm, algorithm) {
            Err(Refused::Algorithm(reason)) if reason.is_not_implemented => Err(refusal(Refused::Algorithm(reason))),
            other => Ok(other.map_err(refusal)?),
        };
        check_attached(signed_data, algorithm, digest, content)?;
        let (forms, named) = if let Some(der) = &signer.signed_attributes {
            let attributes = Attributes::read(der)
                .map_err(|_| rule::SIGNATURE_ATTRIBUTES.broken("The signed attributes cannot be read."))?;
            let named = check_attributes(&attributes, signed_data.content_type, algorithm, digest, content)?;
            algorithm_protection::check(&attributes, signer)?;
            // Section 5.4: the DER encoding is signed. Some signers sign what they send, others what they should have
            // sent.
            let as_received = Some(Cow::Borrowed(der.as_slice()));
            let in_order = (!attributes.in_order).then(|| Cow::Owned(attributes.to_der()));
            let form = |octets: Cow<'a, [u8]>| Form { digest: algorithm.digest(&octets).into(), octets: Some(octets) };
            (as_received.into_iter().chain(in_order).map(form).collect(), named)
        } else {
            check_without_attributes(signed_data.content_type, content)?;
            let octets = content.bytes.as_deref().map(Cow::Borrowed);
            (vec![Form { octets, digest: digest.into() }], Vec::new())
        };
        Ok(Self { signer, content, scheme: scheme?, digest, forms, named })
    }

    /// Sorts the certificates that the SignerInfo may name, the most likely first: those that signed attributes also
    /// name, and those whose key is of the right kind. Returns those that will be tried.
    pub(crate) fn choose<'c>(&self, mut certificates: Vec<&'c Certificate>) -> Vec<&'c Certificate> {
        certificates.sort_by_cached_key(|certificate| {
            let is_named = signing_certificate::check(&self.named, certificate).is_ok();
            (!is_named, !self.scheme.is_for(&certificate.public_key_info))
        });
        certificates.truncate(limits::SIGNER_CERTIFICATES.count());
        certificates
    }

    /// Returns the greatest number of verifications that [`Self::verify`] needs.
    pub(crate) fn cost(&self) -> usize {
        self.forms.len()
    }

    /// Verifies the signature with the key of `certificate`. What `answers` knows is not computed again.
    pub(crate) fn verify(&self, certificate: &Certificate, answers: &Answers) -> Result<VerifiedSignature, Violation> {
        if !self.scheme.is_for(&certificate.public_key_info) {
            let what = "The signature is not accepted: the signature algorithm does not fit the signer's key.";
            return Err(rule::SIGNATURE_ALGORITHM.broken(what));
        }
        let key = PublicKey::read(&certificate.public_key_info).map_err(refusal)?;
        signing_certificate::check(&self.named, certificate)?;
        let mut outcome = Err(Refused::Invalid);
        for form in &self.forms {
            outcome = match answers.to(|| self.question_of(form, certificate)) {
                Some(true) => Ok(()),
                Some(false) => Err(Refused::Invalid),
                None => key.verify(&self.scheme, self.message(form), &self.signer.signature),
            };
            if outcome != Err(Refused::Invalid) {
                break;
            }
        }
        outcome.map_err(refusal)?;
        Ok(VerifiedSignature { _only_from_verify: () })
    }

    /// Returns what [`Self::verify`] asks first of the key of `certificate`, as a question that stands alone.
    pub(crate) fn question(&self, certificate: &Certificate) -> Option<Question> {
        self.question_of(self.forms.first()?, certificate)
    }

    fn question_of(&self, form: &Form<'_>, certificate: &Certificate) -> Option<Question> {
        Question::new(&certificate.public_key_info, &self.scheme, &form.digest, &self.signer.signature)
    }

    /// Explains, if possible, why the signature is invalid with this key.
    pub(crate) fn explain(&self, certificate: &Certificate) -> Option<Violation> {
        explain::explain(self, &PublicKey::read(&certificate.public_key_info).ok()?)
    }

    /// Returns the digests of the messages that may be signed.
    pub(super) fn digests(&self) -> impl Iterator<Item = &[u8]> {
        self.forms.iter().map(|form| form.digest.as_ref())
    }

    /// Returns the message that is signed. It is given by its digest, except for Ed25519, which digests the message
    /// itself.
    fn message<'f>(&'f self, form: &'f Form<'_>) -> Message<'f> {
        match (self.scheme, &form.octets) {
            (Scheme::Ed25519, Some(octets)) => Message::Bytes(octets),
            _ => Message::Digests { plain: &form.digest, prefixed: &self.content.prefixed },
        }
    }
}

/// Returns the digest algorithm of a SignerInfo, if it is accepted.
fn digest_algorithm(signer: &SignerInfo) -> Result<DigestAlgorithm, Violation> {
    if let Some(algorithm) = signer.digest_algorithm.as_digest() {
        return Ok(algorithm);
    }
    let digest = signer.digest_algorithm.oid;
    if DigestAlgorithm::from_oid(digest).is_some() {
        let what = "The signature is not accepted: its digest algorithm has parameters it must not have.";
        return Err(rule::SIGNATURE_ALGORITHM.broken(what));
    }
    if signature::can_be_forged(digest) {
        return Err(refusal(signature::not_accepted("the digest algorithm", digest)));
    }
    // A digest algorithm that contradicts the signature algorithm is wrong, whatever it is.
    if let Ok(scheme) = Scheme::of_certificate(&signer.signature_algorithm) {
        let named = scheme.digest().unwrap_or(DigestAlgorithm::Sha512);
        let what = format!(
            "The signature is not accepted: the signature algorithm uses {}, the digest algorithm beside it is {}.",
            named.name(),
            signature::name_of(digest)
        );
        return Err(rule::SIGNATURE_ALGORITHM.broken(what).naming([named.name(), &signature::name_of(digest)]));
    }
    Err(refusal(signature::not_accepted("the digest algorithm", digest)))
}

fn refusal(refused: Refused) -> Violation {
    match refused {
        Refused::Algorithm(reason) if reason.is_not_implemented => {
            let what = format!("The signature cannot be verified here: {reason}.");
            rule::SIGNATURE_ALGORITHM_UNKNOWN.broken(what).naming(reason.algorithm)
        }
        Refused::Algorithm(reason) => rule::SIGNATURE_ALGORITHM
            .broken(format!("The signature is not accepted: {reason}."))
            .naming(reason.algorithm),
        Refused::Invalid => {
            rule::SIGNATURE_INVALID.broken("The signature value does not verify with the signer's key.")
        }
    }
}

/// Checks that attached content equals the content beside it. Attached content is never verified in place of the other.
fn check_attached(
    signed_data: &SignedData,
    algorithm: DigestAlgorithm,
    digest: &[u8],
    content: &Content,
) -> Result<(), Violation> {
    match &signed_data.content {
        Some(attached) if content.bytes.as_deref() == Some(attached.as_slice()) => Ok(()),
        Some(attached) if algorithm.digest(attached) != digest => {
            let what =
                format!("The signature carries {} bytes of its own, which are not the signed file.", attached.len());
            // A binary file that was signed as text ends where its first line ends.
            let is_text = attached.len() < 64 && attached.ends_with(b"\r\n");
            Err((if is_text { rule::SIGNATURE_TEXT_MODE } else { rule::SIGNATURE_ATTACHED_CONTENT }).broken(what))
        }
        _ => Ok(()),
    }
}

/// Checks the signed attributes. `contentType` and `messageDigest` are there exactly once, with one right value each
/// (RFC 5652 sections 5.3, 11.1, 11.2). `signingTime` is there at most once (section 11.3). Returns the signing
/// certificates that are named.
fn check_attributes<'a>(
    attributes: &Attributes<'a>,
    content_type: ObjectIdentifier,
    algorithm: DigestAlgorithm,
    digest: &[u8],
    content: &Content,
) -> Result<Vec<CertificateId<'a>>, Violation> {
    let wrong = |what: &str| rule::SIGNATURE_ATTRIBUTES.broken(what);
    let named_type = attributes.single(oid::CONTENT_TYPE).and_then(|value| ObjectIdentifier::from_der(value).ok());
    if named_type != Some(content_type) {
        return Err(wrong("The signed attribute contentType is missing, doubled or not that of the content."));
    }
    let Some(octets) = message_digest(attributes) else {
        return Err(wrong("The signed attribute messageDigest is missing or doubled."));
    };
    // Only a digest of its own length is shown: hostile ones have millions of octets.
    if octets.len() != digest.len() {
        return Err(wrong("The signed attribute messageDigest has another length than the digests of its algorithm."));
    }
    if octets != digest {
        if let Some(rewritten) = rewritten_copy(content, |copy| algorithm.digest(copy) == octets) {
            return Err(rule::SIGNATURE_TEXT_MODE.broken(format!("The signature is over the file {rewritten}.")));
        }
        if content.text_digests.get(&algorithm).is_some_and(|copy| copy == octets) {
            let what = "The signature is over a copy of the file that OpenSSL makes of texts, as it was made without '-binary'.";
            return Err(rule::SIGNATURE_TEXT_MODE.broken(what));
        }
        let (signed, actual) = (to_hex(octets), to_hex(digest));
        let what = format!("The signature is over content with digest {signed}; this content has {actual}.");
        let digests = Checksum { algorithm: algorithm.name().into(), expected: signed, actual: Some(actual) };
        return Err(rule::SIGNATURE_CONTENT_MISMATCH.broken(what).with_digest(digests));
    }
    if attributes.has(oid::SIGNING_TIME) && attributes.single(oid::SIGNING_TIME).is_none() {
        return Err(wrong("The signed attribute signingTime is doubled."));
    }
    signing_certificate::read(attributes)
}

/// Returns the value of the signed attribute `messageDigest`, if it is there once.
fn message_digest<'a>(attributes: &Attributes<'a>) -> Option<&'a [u8]> {
    let value = attributes.single(oid::MESSAGE_DIGEST)?;
    asn1::whole(value, |reader| Ok(asn1::expect(reader, Tag::OctetString)?.value())).ok()
}

impl SignedData {
    /// Returns whether a signed digest differs from that of the content. Then it is worth finding out what was signed.
    #[cfg_attr(not(feature = "std"), expect(dead_code, reason = "only of packages it is asked"))]
    pub(crate) fn is_over_other_content(&self, content: &Content) -> bool {
        self.signer_infos.iter().any(|signer| {
            let signed = signer.signed_attributes.as_deref().and_then(|der| Attributes::read(der).ok());
            let signed = signed.as_ref().and_then(message_digest);
            let actual = signer.digest_algorithm.as_digest().and_then(|algorithm| content.digests.get(&algorithm));
            signed.is_some_and(|signed| actual.is_some_and(|actual| actual != signed))
        })
    }
}

/// Finds a rewritten copy of the content that a failed signature would fit. This only explains a failure; no copy is
/// ever accepted in place of the content.
pub(super) fn rewritten_copy(content: &Content, fits: impl Fn(&[u8]) -> bool) -> Option<&'static str> {
    if fits(FIRST_LINE_OF_ZIP) {
        return Some("only up to its first line end (6 of its bytes), as OpenSSL signs without '-binary'");
    }
    let bytes = content.bytes.as_deref().filter(|bytes| bytes.len() <= limits::REWRITTEN_BYTES.count())?;
    let with_lf = line_ends::to_lf(bytes);
    let with_crlf = line_ends::to_crlf(&with_lf);
    let copies = [
        (with_crlf.as_slice(), "with CRLF line ends, as OpenSSL signs without '-binary'"),
        (with_lf.as_slice(), "with LF line ends"),
        (bytes.trim_ascii_end(), "without the line ends at its end"),
        (bytes.strip_suffix(b"\n").unwrap_or(bytes), "without its last line end"),
    ];
    copies.into_iter().find(|(copy, _)| *copy != bytes && fits(copy)).map(|(_, name)| name)
}

/// The only bytes that `openssl cms -sign` without `-binary` signs of a ZIP archive whose first entry needs version 1.0
/// to extract. It is the first line with CRLF, because a line that begins with NUL ends the text.
const FIRST_LINE_OF_ZIP: &[u8] = b"PK\x03\x04\r\n";

/// Checks content that is signed without signed attributes. It has to be plain data (RFC 5652 section 5.3), and must
/// not begin like signed attributes. Otherwise a signature over the attributes of one message would be one over this
/// content.
fn check_without_attributes(content_type: ObjectIdentifier, content: &Content) -> Result<(), Violation> {
    if content_type != oid::DATA {
        let what = format!("The signature has no signed attributes, but its content type is {content_type}.");
        return Err(rule::SIGNATURE_ATTRIBUTES.broken(what));
    }
    if content.first_octet == Some(0x31) {
        let what = "The signature has no signed attributes, and its content begins like such.";
        return Err(rule::SIGNATURE_CONTENT_CONFUSION.broken(what));
    }
    Ok(())
}
