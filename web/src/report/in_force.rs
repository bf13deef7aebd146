//! The trust that was in force when a package was judged, as its report states it.

use vnfseal::report::{
    Role::{ServiceProvider, VnfProvider},
    TrustReport, TrustedCertificate,
};

use crate::{
    trust::{Placement, Use},
    words::{locale::say, quantities},
};

/// A certificate, list or OCSP response that was in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InForce {
    /// The placement of the entry.
    pub(crate) placement: Placement,
    /// The subject of a certificate, or the issuer and the times of a list or OCSP response.
    pub(crate) name: String,
    /// SHA-256 of the DER encoding.
    pub(crate) fingerprint: String,
}

/// Returns everything that was in force, by placement.
pub(crate) fn of(trust: &TrustReport) -> Vec<InForce> {
    let (vnf, service) = (&trust.vnf_provider, &trust.service_provider);
    let lists: [(Placement, &[TrustedCertificate]); 8] = [
        (Placement::Anchor(VnfProvider, Use::PrivateCa), &vnf.private_cas),
        (Placement::Anchor(VnfProvider, Use::PublicCa), &vnf.public_cas),
        (Placement::Anchor(VnfProvider, Use::SigningCertificate), &vnf.signing_certificates),
        (Placement::Anchor(ServiceProvider, Use::PrivateCa), &service.private_cas),
        (Placement::Anchor(ServiceProvider, Use::PublicCa), &service.public_cas),
        (Placement::Anchor(ServiceProvider, Use::SigningCertificate), &service.signing_certificates),
        (Placement::TimestampAuthority, &trust.timestamp_authorities),
        (Placement::Intermediate, &trust.intermediates),
    ];
    let certificates = lists.into_iter().flat_map(|(placement, list)| {
        list.iter().map(move |certificate| InForce {
            placement,
            name: certificate.subject.clone(),
            fingerprint: certificate.fingerprint.clone(),
        })
    });
    let revocation_lists = trust.crls.iter().map(|list| InForce {
        placement: Placement::RevocationList,
        name: issued(&list.issuer, &list.this_update, list.next_update.as_deref()),
        fingerprint: list.fingerprint.clone(),
    });
    let responses = trust.ocsp_responses.iter().map(|response| {
        let responder = response.responder.as_deref().unwrap_or(&response.response_status);
        let since = response.this_update.as_deref().or(response.produced_at.as_deref());
        InForce {
            placement: Placement::OcspResponse,
            name: since.map_or_else(
                || responder.to_owned(),
                |since| issued(responder, since, response.next_update.as_deref()),
            ),
            fingerprint: response.fingerprint.clone(),
        }
    });
    certificates.chain(revocation_lists).chain(responses).collect()
}

/// Returns the entries that allow somebody to sign or to state the time.
pub(crate) fn granting(trust: &TrustReport) -> Vec<InForce> {
    of(trust).into_iter().filter(|one| one.placement.grants_trust()).collect()
}

/// Names a list by its issuer and its times: when it was issued, and when the next one is due.
fn issued(issuer: &str, this_update: &str, next_update: Option<&str>) -> String {
    let from = quantities::time(this_update);
    match next_update.map(quantities::time) {
        Some(until) => say!("list-from-to", issuer = issuer, from = from, until = until),
        None => say!("list-from", issuer = issuer, from = from),
    }
}
