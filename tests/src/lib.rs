//! Makes VNF packages, signs them and damages them, for the tests of every room and for the demo.
//!
//! ```
//! use vnfseal_tests::{Package, Provider, SCRIPT};
//!
//! let acme = Provider::new("Acme");
//! let signed = Package::acme().option_1(&acme.signing());
//! let damaged = signed.clone().changing(SCRIPT, |script| script.extend(b"reboot\n"));
//! assert_ne!(signed.to_bytes(), damaged.to_bytes());
//! ```

#![allow(clippy::missing_panics_doc, reason = "a test that asks for what cannot be made should end there")]

mod archive;
mod attribute;
mod consistency;
pub mod demo;
mod der_values;
mod digest;
mod expect;
mod extension;
mod extractor;
mod gnutls;
mod key;
mod ocsp_response;
mod openssl;
mod package;
mod pki;
mod program;
mod raw_archive;
mod revocation_list;
mod shared;
mod sign;
mod template;
mod time_stamp;
mod trust;
mod verify;
mod zip_regions;

pub use archive::{Archive, File};
pub use attribute::{attribute, signing_certificate};
pub use consistency::{assert_consistent, contradictions};
pub use der_values::{inside, values};
pub use digest::{Digest, hex};
pub use expect::{
    artifact, assert_failed, assert_found, assert_indeterminate, assert_passed, assert_verdict, describe, findings,
    statement,
};
pub use extension::extension;
pub use extractor::{EXTRACTORS, Extractor, differences};
pub use key::{Key, KeyAlgorithm};
pub use ocsp_response::{OCSP_SIGNING, OcspResponse, response_to_pem};
pub use openssl::{OpenSslKey, openssl_time_stamp_token};
pub use package::{
    CERTIFICATE, CSAR, IMAGE, Layout, MANIFEST, Package, ROOT_VNFD, SCRIPT, SIGNATURE, TOSCA_META, VNFD, delivery,
    noise, without_digest,
};
pub use pki::{Identity, Provider};
pub use program::{is_installed, optional_program, program, run};
pub use raw_archive::{MADE_ON_UNIX, PLAIN_FILE, PLAIN_FOLDER, RawArchive, RawEntry, STREAMED, extra_field};
pub use revocation_list::{RevocationList, WHOLE, list_to_pem};
pub use shared::{files_below, shared};
pub use sign::{CertificatePlace, Encoding, Identifier, Maker, Signing, change_signers};
pub use template::{CODE_SIGNING, DAY, SERVER_AUTHENTICATION, Template};
pub use time_stamp::{TIME_STAMPING, TST_INFO, stamp, time_stamp_token, time_stamp_token_by};
pub use trust::{RoleTrust, Trust};
pub use verify::{Driver, now, read_to_end, verify, verify_under, verify_with};
pub use zip_regions::{Region, zip_region, zip_regions};
