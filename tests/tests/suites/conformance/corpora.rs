//! Interesting inputs of other projects' fuzzers, and odd certificates: no panic, and an end in time.

use std::{fs, path::Path, process::Command};

use vnfseal::{policy::Policy, report::Purpose, trust::TrustBundle, verify_certificate, verify_signed_data};
use vnfseal_tests::{files_below, now, shared};

use super::suite::{Suite, Word};

pub(crate) fn openssl() -> Option<Suite> {
    archive("corpus openssl", "openssl-cms-x509-crl-asn1.tar.xz")
}

pub(crate) fn gnutls() -> Option<Suite> {
    archive("corpus gnutls", "gnutls.tar.xz")
}

pub(crate) fn go() -> Option<Suite> {
    archive("corpus go", "go-fuzz.tar.xz")
}

pub(crate) fn pyca() -> Option<Suite> {
    Some(folder("pyca x509", &shared("vectors/pyca-x509")?))
}

fn archive(name: &'static str, file: &str) -> Option<Suite> {
    let archive = shared(&format!("vectors/fuzz-corpora/{file}"))?;
    let unpacked = tempfile::tempdir().expect("a temporary folder");
    let tar = Command::new("tar").arg("-xJf").arg(archive).arg("-C").arg(unpacked.path()).status();
    assert!(tar.is_ok_and(|status| status.success()), "tar and xz unpack the corpus");
    Some(folder(name, unpacked.path()))
}

fn folder(name: &'static str, folder: &Path) -> Suite {
    let mut suite = Suite::new(name);
    for path in files_below(folder) {
        let id = path.strip_prefix(folder).expect("a path below").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("a file");
        suite.case(id, Word::End, || {
            feed(&bytes);
            Ok(())
        });
    }
    suite
}

/// Gives the same bytes to every reader of untrusted input, and to the readers of trusted input too.
fn feed(bytes: &[u8]) {
    let (policy, now) = (Policy::default(), now());
    let mut trust = TrustBundle::new();
    let is_trust = trust.add(bytes).is_ok();
    for trust in [TrustBundle::new(), trust].iter().take(if is_trust { 2 } else { 1 }) {
        for purpose in [Purpose::Any, Purpose::PackageSigning] {
            let _ = verify_certificate(bytes, &[bytes], trust, &policy, now, purpose);
        }
        let _ = verify_signed_data(bytes, None, &[bytes], trust, &policy, now);
        let _ = verify_signed_data(bytes, Some(bytes), &[], trust, &policy, now);
    }
}
