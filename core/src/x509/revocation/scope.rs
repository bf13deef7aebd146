//! Decides whether a revocation list is about a certificate, and for which reasons (RFC 5280 section 6.3.3 b and d).

use crate::x509::{
    Certificate, CertificateList,
    crl::{IssuingDistributionPoint, Kind},
    distribution_point::{DistributionPoint, ReasonFlags, have_common, have_name},
};

/// Returns the reasons of revocation that the list covers for the certificate, or `None` if it is not about the
/// certificate.
pub(super) fn reasons_covered(list: &CertificateList, certificate: &Certificate) -> Option<ReasonFlags> {
    let scope = list.extensions.issuing_distribution_point.as_ref();
    if !scope.and_then(|scope| scope.only_contains).is_none_or(|kind| is_of(certificate, kind)) {
        return None;
    }
    let points = &certificate.extensions.crl_distribution_points;
    let named = points.iter().filter(|point| is_at(list, scope, certificate, point));
    // Section 6.3.3: after the points that the certificate names comes one for the lists of its issuer. If all those
    // points belong to another issuer, absence from the issuer's own lists shows nothing here; with RFC 5280 it would
    // count.
    let is_delegated = !points.is_empty() && points.iter().all(|point| is_of_another(point, certificate));
    let reasons = if is_delegated { ReasonFlags::NONE } else { ReasonFlags::ALL };
    let implied = DistributionPoint { name: None, reasons: Some(reasons), crl_issuer: None };
    let reasons = named.chain(is_at_issuer(list, scope, certificate).then_some(&implied)).map(|point| {
        let of_list = scope.and_then(|scope| scope.only_some_reasons).unwrap_or(ReasonFlags::ALL);
        of_list.and(point.reasons.unwrap_or(ReasonFlags::ALL))
    });
    reasons.reduce(ReasonFlags::or)
}

/// Returns whether the list comes from an issuer of lists for the certificate, even if it is not about the certificate.
pub(super) fn is_of_its_issuer(list: &CertificateList, certificate: &Certificate) -> bool {
    list.issuer == certificate.issuer || is_delegated_to_issuer_of(list, certificate)
}

/// Returns whether the certificate names the issuer of the list as an issuer of its lists.
pub(super) fn is_delegated_to_issuer_of(list: &CertificateList, certificate: &Certificate) -> bool {
    let mut named = certificate.extensions.crl_distribution_points.iter().filter_map(|point| point.crl_issuer.as_ref());
    named.any(|names| have_name(names, &list.issuer))
}

fn is_of_another(point: &DistributionPoint, certificate: &Certificate) -> bool {
    point.crl_issuer.as_ref().is_some_and(|names| !have_name(names, &certificate.issuer))
}

/// Checks (b)(2)(ii) to (iv). A certificate of X.509 version 1 or 2 does not state which kind it is.
fn is_of(certificate: &Certificate, kind: Kind) -> bool {
    certificate.version == 3
        && match kind {
            Kind::User => !certificate.is_ca(),
            Kind::Ca => certificate.is_ca(),
            Kind::Attribute => false,
        }
}

/// Checks (b)(1) and (b)(2)(i) for a distribution point of the certificate.
fn is_at(
    list: &CertificateList,
    scope: Option<&IssuingDistributionPoint>,
    certificate: &Certificate,
    point: &DistributionPoint,
) -> bool {
    let is_by_its_issuer = match &point.crl_issuer {
        Some(names) => list.is_indirect() && have_name(names, &list.issuer),
        None => list.issuer == certificate.issuer,
    };
    if !is_by_its_issuer {
        return false;
    }
    let Some(name) = scope.and_then(|scope| scope.name.as_ref()) else {
        return true;
    };
    let of_list = name.in_full(&list.issuer);
    match (&point.name, &point.crl_issuer) {
        // The name is relative to the issuer of the lists. If no other is named, that is the issuer of the certificate.
        (Some(name), crl_issuer) => {
            let issuer = if crl_issuer.is_some() { &list.issuer } else { &certificate.issuer };
            have_common(&of_list, &name.in_full(issuer))
        }
        (None, Some(crl_issuer)) => have_common(&of_list, crl_issuer),
        // A point that names nothing does not count (section 4.2.1.13).
        (None, None) => false,
    }
}

/// Checks (b)(1) and (b)(2)(i) for the point that is assumed for every certificate: its issuer's name, for all reasons.
fn is_at_issuer(list: &CertificateList, scope: Option<&IssuingDistributionPoint>, certificate: &Certificate) -> bool {
    list.issuer == certificate.issuer
        && scope
            .and_then(|scope| scope.name.as_ref())
            .is_none_or(|name| have_name(&name.in_full(&list.issuer), &certificate.issuer))
}
