//! Explains why no certificate is the one that a signer names. Often an available one nearly is.

use alloc::{format, string::String};

use sha1::{Digest as _, Sha1};

use crate::{
    cms::SignerIdentifier,
    digest::{DigestAlgorithm, to_hex},
    limits, signature,
    x509::{Certificate, path::quote},
};

/// Returns a sentence about a certificate that the signer may mean, if there is one.
pub(super) fn explain(identifier: &SignerIdentifier, certificates: &[&Certificate]) -> Option<String> {
    let of_signers =
        certificates.iter().copied().filter(|certificate| !certificate.is_ca()).take(limits::NEARLY_NAMED.count());
    match identifier {
        SignerIdentifier::SubjectKeyIdentifier(identifier) => {
            of_signers.into_iter().find_map(|certificate| explain_key_identifier(identifier, certificate))
        }
        SignerIdentifier::IssuerAndSerialNumber { issuer, serial_number } => {
            of_signers.into_iter().find_map(|certificate| {
                let quoted = quote(certificate);
                if certificate.serial_number == *serial_number && certificate.subject == *issuer {
                    let of = certificate.issuer.quoted();
                    return Some(format!("The signer gives the subject {quoted} in the place of the issuer, {of}."));
                }
                if certificate.serial_number == *serial_number {
                    let of = certificate.issuer.quoted();
                    return Some(format!("The certificate {quoted} has that serial number, but its issuer is {of}."));
                }
                (certificate.issuer == *issuer).then(|| {
                    let number = to_hex(&certificate.serial_number);
                    format!("The certificate {quoted} is of that issuer, but its serial number is {number}.")
                })
            })
        }
    }
}

fn explain_key_identifier(identifier: &[u8], certificate: &Certificate) -> Option<String> {
    let form = form_of_key_identifier(identifier, certificate)?;
    let instead = match &certificate.extensions.subject_key_identifier {
        None => "has no subject key identifier".into(),
        Some(other) => format!("has another subject key identifier, {}", to_hex(other)),
    };
    Some(format!(
        "It is {form} of the key of {}, whose certificate {instead}. Name the certificate by issuer and serial number \
         instead ('openssl cms -sign' without '-keyid'), or have it issued with that key identifier.",
        quote(certificate)
    ))
}

/// Describes how the identifier is made from the certificate's key, if it is made in one of the usual ways (RFC 5280
/// section 4.2.1.2, RFC 7093 section 2).
fn form_of_key_identifier(identifier: &[u8], certificate: &Certificate) -> Option<String> {
    let info = &certificate.public_key_info;
    let key = signature::key_octets(info)?;
    for (what, octets) in [("", key), (" of the SubjectPublicKeyInfo", info.as_slice())] {
        let sha_1 = Sha1::digest(octets);
        if identifier == sha_1.as_slice() {
            return Some(format!("the SHA-1{what}"));
        }
        // This form has the type 0100 and the last 60 bits.
        if let (Some((first, rest)), Some((wanted, wanted_rest))) =
            (sha_1.get(12..).and_then(<[u8]>::split_first), identifier.split_first())
            && rest == wanted_rest
            && first & 0x0F | 0x40 == *wanted
        {
            return Some(format!("the last 60 bits of the SHA-1{what}"));
        }
        for algorithm in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512] {
            let digest = algorithm.digest(octets);
            if identifier == digest {
                return Some(format!("the {}{what}", algorithm.name()));
            }
            if identifier.len() >= 8 && digest.starts_with(identifier) {
                return Some(format!("the beginning of the {}{what}", algorithm.name()));
            }
        }
    }
    None
}
