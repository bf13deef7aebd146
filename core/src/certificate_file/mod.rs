//! Reads files of certificates, revocation lists or OCSP responses (PEM, DER, PKCS #7). Only this module knows these
//! files.
//!
//! Certificates that come with a package prove nothing by themselves, so their files are read as leniently as RFC 7468
//! section 2 describes. A trust file states whom to trust. In it nothing may be lost, and nothing may be read that
//! somebody else has signed.

mod other;
mod trust_text;
mod untrusted;

use alloc::{format, string::String, vec::Vec};

pub(crate) use untrusted::{readable, subject};

use crate::{
    cms::SignedData,
    encoding, pem,
    x509::{Certificate, CertificateList, OcspResponse},
};

/// The contents of a file of certificates.
pub(crate) struct Contents {
    pub(crate) certificates: Vec<Certificate>,
    /// The revocation lists in DER, not decoded.
    pub(crate) crls: Vec<Vec<u8>>,
    pub(crate) ocsp_responses: Vec<OcspResponse>,
    /// Whether the file holds only certificates: no text, no PKCS #7, no revocation list and no OCSP response.
    pub(crate) is_pure: bool,
    /// The number of PEM blocks or DER structures in the file.
    pub(crate) parts: usize,
    purpose: Purpose,
}

/// The purpose for which a file is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// The file brings certificates with a package.
    Package,
    /// The file states whom to trust.
    Trust,
}

impl Contents {
    /// Reads a file that comes with a package. All of it has to be readable, but text between PEM blocks is skipped.
    pub(crate) fn of_package(file: &[u8]) -> Result<Self, String> {
        Self::read(file, Purpose::Package)
    }

    /// Reads a trust file. Nothing in it is skipped, and a PKCS #7 in it has no signers.
    pub(crate) fn of_trust(file: &[u8]) -> Result<Self, String> {
        Self::read(file, Purpose::Trust)
    }

    fn read(file: &[u8], purpose: Purpose) -> Result<Self, String> {
        let mut contents = Self::empty(purpose);
        if let Some(encoding) = encoding::wide(file) {
            return Err(other::wide_text(encoding));
        }
        if pem::is_pem(file) {
            let text = pem::decode(file).map_err(trust_text::explain)?;
            if purpose == Purpose::Trust {
                trust_text::check(&text)?;
            }
            contents.is_pure = text.loose_lines.is_empty();
            for block in text.blocks {
                contents.take_block(&block.label, &block.der)?;
            }
        } else {
            contents.take_der(file)?;
        }
        if contents.certificates.is_empty() && contents.crls.is_empty() && contents.ocsp_responses.is_empty() {
            return Err("The file holds no certificate.".into());
        }
        Ok(contents)
    }

    fn empty(purpose: Purpose) -> Self {
        let (certificates, crls, ocsp_responses) = (Vec::new(), Vec::new(), Vec::new());
        Self { certificates, crls, ocsp_responses, is_pure: true, parts: 0, purpose }
    }

    fn take_block(&mut self, label: &str, der: &[u8]) -> Result<(), String> {
        self.parts = self.parts.saturating_add(1);
        match label {
            _ if pem::is_certificate_label(label) => self.take_certificate(der),
            _ if pem::is_cms_label(label) => self.take_signed_data(der),
            "X509 CRL" => {
                self.take_crl(der);
                Ok(())
            }
            "OCSP RESPONSE" => self.take_ocsp_response(der),
            _ => Err(other::block(label)),
        }
    }

    fn take_der(&mut self, file: &[u8]) -> Result<(), String> {
        self.parts = 1;
        if CertificateList::from_der(file).is_ok() {
            self.take_crl(file);
            return Ok(());
        }
        if self.take_certificate(file).is_ok() || self.take_ocsp_response(file).is_ok() {
            return Ok(());
        }
        if SignedData::from_ber(file).is_ok() {
            return self.take_signed_data(file);
        }
        Err(other::file(file))
    }

    fn take_certificate(&mut self, der: &[u8]) -> Result<(), String> {
        let certificate =
            Certificate::from_der(der).map_err(|error| format!("A certificate cannot be read: {error}."))?;
        self.certificates.push(certificate);
        Ok(())
    }

    fn take_crl(&mut self, der: &[u8]) {
        self.is_pure = false;
        self.crls.push(der.to_vec());
    }

    fn take_ocsp_response(&mut self, der: &[u8]) -> Result<(), String> {
        let response =
            OcspResponse::from_der(der).map_err(|error| format!("An OCSP response cannot be read: {error}."))?;
        self.is_pure = false;
        self.ocsp_responses.push(response);
        Ok(())
    }

    /// Takes the contents of a "certs-only" PKCS #7, which needs no signers (RFC 5652 section 5).
    fn take_signed_data(&mut self, der: &[u8]) -> Result<(), String> {
        let signed_data = SignedData::from_ber(der).map_err(|reason| format!("A PKCS #7 cannot be read: {reason}."))?;
        if self.purpose == Purpose::Trust {
            check_trust_message(&signed_data)?;
        }
        self.crls.extend(signed_data.crls);
        self.is_pure = false;
        signed_data.ocsp_responses.iter().try_for_each(|response| self.take_ocsp_response(response))?;
        signed_data.certificates.iter().try_for_each(|certificate| self.take_certificate(certificate))
    }
}

/// Returns a file as the text of an entry of a trust bundle. DER becomes a PEM block. Text stays as it is, but octets
/// that are not UTF-8 are replaced; they may stand only outside of PEM blocks.
pub(crate) fn entry_text(file: &[u8]) -> Result<String, String> {
    if !pem::is_binary(file) {
        return Ok(String::from_utf8_lossy(file).into_owned());
    }
    let label = if CertificateList::from_der(file).is_ok() {
        "X509 CRL"
    } else if Certificate::from_der(file).is_ok() {
        "CERTIFICATE"
    } else if OcspResponse::from_der(file).is_ok() {
        "OCSP RESPONSE"
    } else if SignedData::from_ber(file).is_ok() {
        "PKCS7"
    } else {
        return Err(other::file(file));
    };
    Ok(pem::encode(label, file))
}

/// Refuses a PKCS #7 that has signers or content. A signature brings the certificates of its own signer. If they were
/// trusted, signers would vouch for themselves.
fn check_trust_message(signed_data: &SignedData) -> Result<(), String> {
    if !signed_data.signer_infos.is_empty() {
        return Err(
            "The file is a signature (a PKCS #7 or CMS with signers), and certificates in a signature are those \
                    of its own signer: they cannot say whom to trust. Ask the VNF provider for the CA certificate by \
                    another way than the package, and compare its fingerprint."
                .into(),
        );
    }
    if signed_data.content.as_ref().is_some_and(|content| !content.is_empty()) || signed_data.has_odd_parts {
        return Err(
            "The PKCS #7 holds more than certificates and revocation lists, and what else it says would be lost. \
                    Give the certificates in PEM: openssl pkcs7 -inform DER -in FILE -print_certs -out trust.pem"
                .into(),
        );
    }
    Ok(())
}
