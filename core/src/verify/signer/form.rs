//! Reports oddities in the form of a signature that are no reason to refuse it.

use alloc::{format, rc::Rc, string::ToString, vec::Vec};

use crate::{
    cms::{Attributes, SignerInfo},
    digest::DigestAlgorithm,
    evidence::FoundSignature,
    oid,
    rule::{self, Violation},
    x509::Certificate,
};

/// Reports oddities of the SignerInfo that are no reason to refuse it.
pub(super) fn report_form(found: &FoundSignature, signer: &SignerInfo, violations: &mut Vec<Violation>) {
    let attributes = signer.signed_attributes.as_deref().map(Attributes::read);
    if attributes.is_some_and(|attributes| attributes.is_ok_and(|attributes| !attributes.in_order)) {
        let what = "The signed attributes are not in DER order.";
        violations.push(rule::SIGNATURE_ATTRIBUTE_ORDER.broken(what));
    }
    if DigestAlgorithm::from_oid(signer.digest_algorithm.oid) == Some(DigestAlgorithm::Sha224) {
        violations.push(rule::SIGNATURE_DIGEST_WEAK.broken("The signature uses SHA-224."));
    }
    let content_type = found.signed_data.content_type;
    if content_type != oid::DATA {
        let what = format!("The signature says that its content is of type {content_type}.");
        violations.push(rule::SIGNATURE_CONTENT_TYPE.broken(what).naming([content_type.to_string()]));
    }
    let attributes = signer.unsigned_attributes.as_deref().map(Attributes::read);
    if attributes.is_some_and(|attributes| attributes.is_ok_and(|attributes| attributes.has(oid::COUNTER_SIGNATURE))) {
        let what = "The signature is countersigned; the countersignature was not evaluated.";
        violations.push(rule::SIGNATURE_COUNTER_SIGNATURE.broken(what));
    }
}

/// Compares the two places that SOL 004 offers for the certificate, the CMS and a file. Both may hold the same one.
pub(super) fn compare_places(
    found: &FoundSignature,
    embedded: &[Rc<Certificate>],
    certificate: &Certificate,
    violations: &mut Vec<Violation>,
) {
    let is_it = |other: &Certificate| other.der == certificate.der;
    let is_embedded = embedded.iter().any(|other| is_it(other));
    let Some(path) = found.certificate_path.as_ref().filter(|_| is_embedded) else {
        return;
    };
    if found.certificates.iter().any(is_it) {
        let what = format!("The signing certificate is in the CMS and in '{path}'.");
        violations.push(certificate.breaks(rule::CERTIFICATE_EMBEDDED_AND_SEPARATE, what).naming([path.as_str()]));
        return;
    }
    // Another signer of the same content may have its certificate in the file, and this signer in the CMS.
    let is_of_other_signer =
        |other: &Certificate| found.signed_data.signer_infos.iter().any(|signer| signer.identifier.names(other));
    let is_other = |other: &Certificate| !other.is_ca() && !other.is_self_issued() && !is_of_other_signer(other);
    if !found.has_shared_certificate_file && found.certificates.iter().any(is_other) {
        let what = format!("'{path}' holds another signing certificate than the CMS.");
        let violation = certificate.breaks(rule::CERTIFICATE_EMBEDDED_AND_SEPARATE_DIFFER, what);
        violations.push(violation.naming([path.as_str()]));
    }
}
