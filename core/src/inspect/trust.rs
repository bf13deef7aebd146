//! Describes what is in a trust file.

use alloc::{
    collections::BTreeSet,
    string::{String, ToString as _},
    vec::Vec,
};

use crate::{
    digest::to_hex,
    limits, pem,
    report::{Placement, TrustEntry, TrustEntryKind, TrustInspection},
    signature,
    trust::TrustFile,
    x509::{Certificate, CertificateList, OcspResponse},
};

/// Reads a trust file and describes its contents: each certificate and revocation list with its placement, PEM text,
/// fingerprint and subject.
///
/// The result is exactly what [`TrustBundle::add`](crate::trust::TrustBundle::add) takes from the same file. So if you
/// compare a fingerprint in it and then add the PEM text beside it, you have compared what you add.
///
/// ```
/// let error = vnfseal::inspect_trust(b"no certificate").unwrap_err();
/// assert_eq!(Err(error), vnfseal::trust::TrustBundle::new().add(b"no certificate"));
/// ```
///
/// # Errors
/// A sentence that says what cannot be read.
pub fn inspect_trust(file: &[u8]) -> Result<TrustInspection, String> {
    let file = TrustFile::read(file)?;
    let mut seen = BTreeSet::new();
    let mut verifications_left = limits::TRUST_FILE_VERIFICATIONS.count();
    let mut entries: Vec<TrustEntry> = Vec::new();
    for (placement, certificate) in &file.certificates {
        if seen.insert((*placement, certificate.fingerprint.as_str())) {
            entries.push(describe_certificate(*placement, certificate, &mut verifications_left));
        }
    }
    for list in &file.crls {
        if seen.insert((Placement::Crls, list.fingerprint.as_str())) {
            entries.push(describe_list(list));
        }
    }
    for response in &file.ocsp_responses {
        if seen.insert((Placement::OcspResponses, response.fingerprint.as_str())) {
            entries.push(describe_response(response));
        }
    }
    Ok(TrustInspection { format: file.format, entries })
}

fn describe_certificate(placement: Placement, certificate: &Certificate, verifications_left: &mut usize) -> TrustEntry {
    TrustEntry {
        kind: TrustEntryKind::Certificate,
        placement,
        grants_trust: placement.grants_trust(),
        pem: pem::encode("CERTIFICATE", &certificate.der),
        fingerprint: certificate.fingerprint.clone(),
        subject: certificate.subject.to_text(),
        issuer: certificate.issuer.to_text(),
        not_before: certificate.not_before.to_string(),
        not_after: Some(certificate.not_after.to_string()),
        serial_number: Some(to_hex(&certificate.serial_number)),
        version: Some(certificate.version),
        key_identifier: certificate.extensions.subject_key_identifier.as_deref().map(to_hex),
        issuer_key_identifier: certificate.extensions.authority_key_identifier.as_deref().map(to_hex),
        is_ca: certificate.is_ca(),
        is_self_signed: is_self_signed(certificate, verifications_left),
    }
}

fn is_self_signed(certificate: &Certificate, verifications_left: &mut usize) -> bool {
    if !certificate.is_self_issued() {
        return false;
    }
    let left = verifications_left.checked_sub(signature::cost(&certificate.public_key_info));
    *verifications_left = left.unwrap_or(0);
    left.is_none() || certificate.is_self_signed()
}

fn describe_list(list: &CertificateList) -> TrustEntry {
    TrustEntry {
        kind: TrustEntryKind::RevocationList,
        placement: Placement::Crls,
        grants_trust: Placement::Crls.grants_trust(),
        pem: pem::encode("X509 CRL", list.der()),
        fingerprint: list.fingerprint.clone(),
        subject: list.issuer.to_text(),
        issuer: list.issuer.to_text(),
        not_before: list.this_update.to_string(),
        not_after: list.next_update.map(|time| time.to_string()),
        serial_number: None,
        version: None,
        key_identifier: None,
        issuer_key_identifier: None,
        is_ca: false,
        is_self_signed: false,
    }
}

fn describe_response(response: &OcspResponse) -> TrustEntry {
    let report = response.to_report();
    let responder = report.responder.unwrap_or(report.response_status);
    TrustEntry {
        kind: TrustEntryKind::OcspResponse,
        placement: Placement::OcspResponses,
        grants_trust: Placement::OcspResponses.grants_trust(),
        pem: pem::encode("OCSP RESPONSE", &response.der),
        fingerprint: report.fingerprint,
        subject: responder.clone(),
        issuer: responder,
        not_before: report.this_update.or(report.produced_at).unwrap_or_default(),
        not_after: report.next_update,
        serial_number: None,
        version: None,
        key_identifier: None,
        issuer_key_identifier: None,
        is_ca: false,
        is_self_signed: false,
    }
}
