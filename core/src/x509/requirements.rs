//! The requirements on a certificate wherever it stands in a path: the steps of RFC 5280 section 6.1 that need no
//! state.

use alloc::{format, string::ToString};

use super::{
    Certificate,
    extensions::KeyUsage,
    path::{Request, reject},
};
use crate::{
    rule::{self, Violation},
    signature::{PublicKey, Refused},
    time::Time,
};

/// Checks the certificate itself, whatever its path.
pub(super) fn check_target(certificate: &Certificate, request: &Request<'_>) -> Result<(), Violation> {
    check_validity(certificate, request.at)?;
    check_extensions(certificate)?;
    check_profile(certificate)?;
    if let Err(Refused::Algorithm(reason)) = PublicKey::check(&certificate.public_key_info) {
        return Err(reject(
            rule::CERTIFICATE_ALGORITHM,
            certificate,
            &format!("has a key that is not accepted: {reason}"),
        ));
    }
    // Section 4.2.1.3.
    let signs_certificates = certificate.extensions.key_usage.is_some_and(|usage| usage.has(KeyUsage::KEY_CERT_SIGN));
    if signs_certificates && !certificate.is_ca() {
        return Err(reject(rule::CERTIFICATE_PROFILE, certificate, "may sign certificates, but is not that of a CA"));
    }
    if request.purposes.is_empty() || certificate.allows_purpose(request.purposes) {
        return Ok(());
    }
    Err(reject(rule::CERTIFICATE_USAGE, certificate, "has an extended key usage that does not allow this"))
}

/// Checks whether a certificate may issue others, wherever it stands in the path (sections 6.1.3 (a) (2) and 6.1.4 (k),
/// (n) and (o)). An anchor of X.509 version 1 or 2 cannot state that it is a CA; installing it states so.
pub(super) fn check_issuer(issuer: &Certificate, request: &Request<'_>, is_anchor: bool) -> Result<(), Violation> {
    let reject = |rule, what| Err(self::reject(rule, issuer, what));
    check_validity(issuer, request.at)?;
    check_extensions(issuer)?;
    check_profile(issuer)?;
    let is_trusted_as_ca = is_anchor && issuer.version < 3;
    if !issuer.is_ca() && !is_trusted_as_ca {
        return reject(
            rule::CERTIFICATE_CONSTRAINT,
            "is not that of a CA (basic constraints), but has issued a certificate of the chain",
        );
    }
    if !issuer.allows_usage(&[KeyUsage::KEY_CERT_SIGN]) {
        return reject(rule::CERTIFICATE_CONSTRAINT, "may not sign certificates (key usage)");
    }
    if !request.purposes.is_empty() && !issuer.allows_purpose(request.purposes) {
        return reject(rule::CERTIFICATE_ISSUER_PURPOSE, "may not issue certificates for this (extended key usage)");
    }
    Ok(())
}

/// Checks whether an authority allows `below` certificates below it that are not self-issued.
pub(super) fn check_path_length(issuer: &Certificate, below: usize) -> Result<(), Violation> {
    let allowed = issuer.extensions.basic_constraints.and_then(|constraints| constraints.path_length);
    if allowed.is_none_or(|allowed| below <= to_count(allowed)) {
        return Ok(());
    }
    let what = "allows fewer CAs below it than the chain has (path length)";
    Err(reject(rule::CERTIFICATE_PATH_LENGTH, issuer, what))
}

/// Checks the validity period, both ends included (section 4.1.2.5).
pub(super) fn check_validity(certificate: &Certificate, at: Time) -> Result<(), Violation> {
    if at > certificate.not_after {
        let what = format!("expired on {}; validated at {at}", certificate.not_after);
        return Err(reject(rule::CERTIFICATE_EXPIRED, certificate, &what).with_time(certificate.not_after));
    }
    if at < certificate.not_before {
        let what = format!("is valid from {}; validated at {at}", certificate.not_before);
        return Err(reject(rule::CERTIFICATE_NOT_YET_VALID, certificate, &what).with_time(certificate.not_before));
    }
    Ok(())
}

/// Refuses critical extensions that core does not process (sections 4.2, 6.1.4 (o) and 6.1.5 (f)).
pub(super) fn check_extensions(certificate: &Certificate) -> Result<(), Violation> {
    match certificate.extensions.unknown_critical.first() {
        None => Ok(()),
        Some(id) => {
            let what = format!("has the critical extension {id}, which is not known here");
            Err(reject(rule::CERTIFICATE_UNKNOWN_EXTENSION, certificate, &what).naming([id.to_string()]))
        }
    }
}

/// Checks the conditions for the use of names. The issuer is not empty (section 4.1.2.4). Only the certificate of a CA
/// has name constraints (section 4.2.1.10).
pub(super) fn check_profile(certificate: &Certificate) -> Result<(), Violation> {
    if certificate.issuer.is_empty() {
        return Err(reject(rule::CERTIFICATE_PROFILE, certificate, "names no issuer"));
    }
    if certificate.extensions.name_constraints.is_some() && !certificate.is_ca() {
        return Err(reject(rule::CERTIFICATE_PROFILE, certificate, "has name constraints, but is not that of a CA"));
    }
    Ok(())
}

pub(super) fn to_count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
