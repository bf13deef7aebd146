//! X.509 certificates and certification paths (RFC 5280).

pub(crate) mod certificate;
pub(crate) mod extensions;
pub(crate) mod path;

pub(crate) use certificate::Certificate;
