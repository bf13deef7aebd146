//! Signs: adds a service provider's signature to a package, or makes a signed package of a folder or a CSAR.
//!
//! There is no private key here. Core decides whether it may be signed, and writes what is to be signed into a
//! [`SigningRequest`]. The host signs it, by Web Crypto, a smart card or a key service. Core verifies the answer with the
//! signer's certificate before it writes anything.

mod countersigning;
mod folder;
mod new_package;
mod packing;
mod permission;
mod preparation;
mod provider;
mod refusal;
mod signed_data;
mod signer;
mod signing;
mod target;
mod wrapping;

use alloc::{string::String, vec::Vec};

pub use self::{
    folder::FolderFile,
    permission::{check_result, check_signer, policy_of_result},
    provider::{check_new_package, check_provider, policy_of_new_package},
    refusal::REASONS,
    signed_data::PendingSignedData,
    signer::{Signer, SigningAlgorithm},
    signing::{Signing, SigningStep},
    target::Extent,
};
pub use crate::{
    archive::segment::Segment,
    reason::{Failure, Reason, Refusal},
};

/// What the host has to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningRequest {
    /// The file that gets the signature. Empty without a package.
    pub path: String,
    /// The algorithm, with all its parameters.
    pub algorithm: SigningAlgorithm,
    /// The data to be signed: signed attributes in DER.
    pub data: Vec<u8>,
    /// The digest of the data, for signers that take only that. It is empty if there is no hash.
    pub digest: Vec<u8>,
}
