//! Artifacts that the manifest does not protect as required.

use std::sync::Arc;

use vnfseal::policy::{Policy, ServiceProviderSignature, Strictness};
use vnfseal_tests::{
    Archive, CERTIFICATE, CertificatePlace, File, Package, Provider, SCRIPT, delivery, without_digest,
};

use super::{Case, package::source};

pub(crate) fn cases(provider: &Provider) -> Vec<Case> {
    let signed = Package::acme().option_1(&provider.signing());
    let added = signed.clone().adding(File::new("Scripts/backdoor.sh", "#!/bin/sh\n"));
    let unlisted_reported = Policy { unlisted_files: Strictness::Report, ..Policy::default() };
    let service_provider_required =
        Policy { service_provider_signature: ServiceProviderSignature::Required, ..Policy::default() };
    let no_digest = Package::acme().manifest(|text| without_digest(&text, SCRIPT));
    let external = Package::acme()
        .manifest(|text| text + &source("https://vnf.example/scripts/scale.sh", "SHA-256", &"00".repeat(32)));
    let operator = Provider::new("Example Telecom");
    let foreign = provider.signing().through(&operator.root);
    let unmatched = Policy { service_provider_signed: vec!["Image/**".into()], ..Policy::default() };
    vec![
        Case::new("artifact.digest-mismatch", provider, signed.clone().changing(SCRIPT, |script| script.push(b'\n'))),
        Case::new("artifact.encrypted-by-service-provider", provider, encrypted(&signed, SCRIPT)),
        Case::option_1("artifact.no-digest", provider, &no_digest),
        Case::new("artifact.loose-text", provider, script_as_certificate(provider)),
        Case::new("artifact.loose-text", provider, script_as_signature(provider)),
        Case::option_1("artifact.foreign-certificate", provider, &Package::acme().own_signature(SCRIPT, &foreign)),
        Case::new("policy.unmatched-glob", provider, signed.clone()).under(unmatched),
        Case::new("artifact.unlisted", provider, added.clone()),
        Case::new("artifact.unlisted-reported", provider, delivery(Arc::new(added.to_bytes()), &provider.signing()))
            .under(unlisted_reported),
        Case::option_1("artifact.tosca-meta-unprotected", provider, &Package::acme().without_listed_tosca_meta()),
        Case::option_1("artifact.external", provider, &external),
        Case::option_1("artifact.external-not-listed", provider, &Package::acme())
            .supplying("https://vnf.example/scripts/scale.sh", b"#!/bin/sh\n"),
        Case::option_1("artifact.not-signed-by-provider", &operator, &Package::acme())
            .trusting(provider.trust().and_service_provider(&operator.root, &[&operator.signer])),
        Case::new("artifact.not-signed-by-service-provider", provider, signed).under(service_provider_required),
    ]
}

/// Returns a package in which a file begins AuthEnvelopedData (RFC 5083), as if it had been encrypted.
pub(crate) fn encrypted(package: &Archive, path: &str) -> Archive {
    let head = *b"\x30\x80\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17\xa0\x80";
    package.clone().changing(path, |content| drop(content.splice(0..0, head)))
}

/// Returns a package whose certificate file, which needs no digest, has a script around the certificate.
fn script_as_certificate(provider: &Provider) -> Archive {
    let signing = provider.signing().certificates(CertificatePlace::InFile);
    Package::acme().option_1(&signing).changing(CERTIFICATE, put_before)
}

/// Returns a package whose signature file, which needs no digest, has a script around the signature.
fn script_as_signature(provider: &Provider) -> Archive {
    let package = Package::acme().own_signature(SCRIPT, &provider.signing()).option_1(&provider.signing());
    package.changing(&format!("{SCRIPT}.sig.cms"), put_before)
}

fn put_before(pem: &mut Vec<u8>) {
    pem.splice(0..0, *b"#!/bin/sh\nreboot\nexit\n");
}
