//! Texts: trust files, policies, PEM and JSON.

use vnfseal::{policy::Policy, trust::TrustBundle};

use crate::{SIZE, bounded, linear};

#[test]
fn pem_of_empty_blocks() {
    let block = "-----BEGIN X509 CRL-----\n-----END X509 CRL-----\n";
    linear(|size| drop(TrustBundle::new().add(block.repeat(size / block.len()).as_bytes())));
    let text = block.repeat(SIZE / block.len());
    bounded(text.len(), || TrustBundle::new().add(text.as_bytes())).expect_err("no lists");
}

#[test]
fn pem_that_begins_again_and_again() {
    let text = "-----BEGIN CERTIFICATE-----\n".repeat(SIZE / 28);
    bounded(text.len(), || TrustBundle::new().add(text.as_bytes())).expect_err("no end");
}

#[test]
fn json_of_many_lists() {
    let deep = format!("{{\"crls\":{}{}}}", "[".repeat(SIZE / 2), "]".repeat(SIZE / 2));
    bounded(deep.len(), || TrustBundle::new().add(deep.as_bytes())).expect_err("too deep");
    let wide = format!("{{\"accept\":[{}\"x\"]}}", "\"x\",".repeat(SIZE / 4));
    bounded(wide.len(), || Policy::from_json(wide.as_bytes())).expect_err("no code");
    let bundle = format!("{{\"crls\":[{}\"x\"]}}", "\"x\",".repeat(SIZE / 4));
    bounded(bundle.len(), || TrustBundle::new().add(bundle.as_bytes())).expect_err("no list");
}
