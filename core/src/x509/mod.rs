//! X.509 certificates, certification paths and revocation lists (RFC 5280).

pub(crate) mod certificate;
pub(crate) mod crl;
pub(crate) mod distribution_point;
pub(crate) mod extensions;
pub(crate) mod path;
pub(crate) mod revocation;

pub(crate) use certificate::Certificate;
pub(crate) use crl::CertificateList;
