//! Unusual signers of today and tomorrow: algorithms that are not implemented, values in other forms, certificates that
//! are named in other ways, and Ed25519 over content that is only digested.

mod ed25519;
mod forms;
mod named;
mod unknown;

use cms::{cert::CertificateChoices, signed_data::SignedData};
use der::{Decode, Encode};
use vnfseal::report::Report;
use vnfseal_tests::{Identity, describe, findings};
use x509_cert::Certificate;

/// Asserts a finding of this rule that has these words.
#[track_caller]
fn assert_says(report: &Report, code: &str, words: &[&str]) {
    let has = |what: &str| words.iter().all(|word| what.contains(word));
    let found = findings(report, code).any(|finding| has(&finding.what));
    assert!(found, "{code} with {words:?} in {}", describe(report));
}

/// Replaces bytes of an embedded certificate by as many others. Its own signature does not hold any more.
fn change_certificate(signed_data: &mut SignedData, identity: &Identity, old: &[u8], new: &[u8]) {
    assert_eq!(old.len(), new.len());
    let certificates = signed_data.certificates.take().expect("certificates").0.into_vec();
    let changed = certificates.into_iter().map(|choice| match choice {
        CertificateChoices::Certificate(certificate) if certificate == identity.certificate => {
            let mut der = certificate.to_der().expect("encodes");
            let at = der.windows(old.len()).position(|window| window == old).expect("the old bytes are there");
            der[at..at + old.len()].copy_from_slice(new);
            CertificateChoices::Certificate(Certificate::from_der(&der).expect("a certificate still"))
        }
        other => other,
    });
    let changed: Vec<_> = changed.collect();
    signed_data.certificates = Some(changed.try_into().expect("no certificate twice"));
}
