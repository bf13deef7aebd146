//! Reads certificates that are trusted for nothing from files of any kind.

use alloc::{vec, vec::Vec};

use crate::{
    cms::SignedData,
    pem,
    x509::{Certificate, fingerprint_set::FingerprintSet},
};

/// Returns the first certificate of a file, and the other certificates in it.
pub(crate) fn subject(file: &[u8]) -> Result<(Certificate, Vec<Certificate>), &'static str> {
    let first = if pem::is_pem(file) {
        let text = pem::decode(file).map_err(|_| "The certificate's PEM block is damaged.")?;
        let first = text.blocks.into_iter().find(|block| pem::is_certificate_label(&block.label));
        first.ok_or("The file holds no PEM block with a certificate.")?.der
    } else {
        file.to_vec()
    };
    let certificate = Certificate::from_der(&first).map_err(|_| "The certificate cannot be read.")?;
    let others = readable(&[file]).into_iter().filter(|other| other.der != certificate.der).collect();
    Ok((certificate, others))
}

/// Returns the untrusted certificates that can be read in PEM, DER or PKCS #7, each once. Unreadable parts are skipped,
/// because they neither help nor harm.
pub(crate) fn readable(files: &[&[u8]]) -> Vec<Certificate> {
    let mut certificates = FingerprintSet::default();
    let mut take = |der: &[u8]| Certificate::from_der(der).map(|certificate| certificates.push(certificate)).is_ok();
    for file in files {
        let blocks: Vec<Vec<u8>> = if pem::is_pem(file) {
            pem::decode(file).unwrap_or_default().blocks.into_iter().map(|block| block.der).collect()
        } else {
            vec![file.to_vec()]
        };
        for der in blocks {
            if !take(&der) {
                let embedded = SignedData::from_ber(&der).map(|signed_data| signed_data.certificates);
                for der in embedded.unwrap_or_default() {
                    take(&der);
                }
            }
        }
    }
    certificates.into_vec()
}
