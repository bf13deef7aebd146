//! X.509 certificates, certification paths and revocation lists (RFC 5280), and OCSP responses (RFC 6960).

pub(crate) mod certificate;
pub(crate) mod crl;
pub(crate) mod distribution_point;
pub(crate) mod extensions;
pub(crate) mod fingerprint_set;
pub(crate) mod general_name;
pub(crate) mod name;
pub(crate) mod name_constraints;
mod name_text;
pub(crate) mod ocsp;
pub(crate) mod path;
pub(crate) mod policies;
pub(crate) mod revocation;

mod budget;
mod policy_graph;
mod policy_inputs;
mod requirements;
mod search;
mod subtree;
mod validate;

pub(crate) use certificate::Certificate;
pub(crate) use crl::CertificateList;
pub(crate) use ocsp::OcspResponse;
pub(crate) use policy_inputs::PolicyInputs;
