//! X.509 certificates and certification paths (RFC 5280).

pub(crate) mod certificate;
pub(crate) mod extensions;
pub(crate) mod general_name;
pub(crate) mod name;
pub(crate) mod name_constraints;
pub(crate) mod path;
pub(crate) mod policies;

mod budget;
mod policy_graph;
mod requirements;
mod search;
mod subtree;
mod validate;

pub(crate) use certificate::Certificate;
