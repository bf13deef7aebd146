//! A trust file: any bytes. A bundle in JSON, or certificates, lists and responses in PEM, DER or PKCS #7.
//!
//! What is shown of a file is what is added from it: both readers refuse with the same sentence, or a bundle made of the
//! entries that are shown grants the same. No bundle of the input lets a package of somebody else pass.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use vnfseal::{
    inspect_trust,
    report::{Placement, Purpose, TrustInspection, TrustReport},
    trust::{TrustBundle, entry_text},
    verify_certificate,
};

use super::parties::{ATTACKER, at, policy};

/// Runs the target.
pub fn run(input: &[u8]) {
    let mut bundle = TrustBundle::new();
    let (added, inspected) = (bundle.add(input), inspect_trust(input));
    let inspection = match (added, inspected) {
        (Ok(()), Ok(inspection)) => inspection,
        (Err(one), Err(other)) => {
            assert_eq!(one, other, "two readers");
            assert_eq!(granted(&bundle), TrustReport::default(), "what is refused grants nothing");
            return;
        }
        (added, inspected) => panic!("two readers: {added:?}, {:?}", inspected.map(|each| each.entries.len())),
    };
    let mut of_entries = TrustBundle::new();
    of_entries.add(to_bundle(&inspection).to_string().as_bytes()).expect("what is shown can be read");
    assert_eq!(granted(&of_entries), granted(&bundle), "what is shown is not what is added");
    for entry in &inspection.entries {
        // A PKCS #7 has other texts; a single entry is its own.
        assert_eq!(entry_text(entry.pem.as_bytes()).as_deref().map(str::trim_end), Ok(entry.pem.trim_end()));
    }
}

/// Returns what a bundle grants.
fn granted(bundle: &TrustBundle) -> TrustReport {
    let report = verify_certificate(&ATTACKER.signer.to_der(), &[], bundle, &policy(), at(), Purpose::PackageSigning);
    report.trust
}

fn to_bundle(inspection: &TrustInspection) -> Value {
    let mut lists: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for entry in &inspection.entries {
        lists.entry(format!("{:?}", entry.placement)).or_default().push(&entry.pem);
    }
    let list = |placement: Placement| lists.get(&format!("{placement:?}")).cloned().unwrap_or_default();
    json!({
        "vnfProvider": {
            "privateCAs": list(Placement::VnfProviderPrivateCas),
            "publicCAs": list(Placement::VnfProviderPublicCas),
            "signingCertificates": list(Placement::VnfProviderSigningCertificates),
        },
        "serviceProvider": {
            "privateCAs": list(Placement::ServiceProviderPrivateCas),
            "publicCAs": list(Placement::ServiceProviderPublicCas),
            "signingCertificates": list(Placement::ServiceProviderSigningCertificates),
        },
        "intermediates": list(Placement::Intermediates),
        "crls": list(Placement::Crls),
        "ocspResponses": list(Placement::OcspResponses),
        "timestampAuthorities": list(Placement::TimestampAuthorities),
    })
}
