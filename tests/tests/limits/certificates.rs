//! Certificates and revocation lists with very long lists.

use vnfseal::{
    policy::Policy,
    report::{Purpose, Verdict},
    trust::TrustBundle,
    verify_certificate,
};
use vnfseal_tests::{Provider, Template, now};
use x509_cert::ext::{Extension, pkix::name::GeneralName};

use crate::{
    SIZE, bounded,
    der::{oid, sequence, value},
};

fn extension(id: &str, value: Vec<u8>) -> Extension {
    Extension {
        extn_id: der::asn1::ObjectIdentifier::new_unwrap(id),
        critical: false,
        extn_value: der::asn1::OctetString::new(value).expect("fits"),
    }
}

/// Verifies a signer below an authority, each with one additional extension.
fn verify(authority: Extension, signer: Extension) -> Verdict {
    let root = Template::authority("root").self_signed();
    let mut template = Template::authority("CA");
    template.other_extensions.push(authority);
    let issuing = root.issue(&template);
    let mut template = Template::signer("signer");
    template.other_extensions.push(signer);
    let signer = issuing.issue(&template).to_der();
    let issuing = issuing.to_der();
    let trust = TrustBundle::from(&vnfseal_tests::Trust::vnf_provider(&root));
    let policy = Policy::default();
    let octets = signer.len() + issuing.len();
    bounded(octets, || verify_certificate(&signer, &[&issuing], &trust, &policy, now(), Purpose::PackageSigning))
        .verdict
}

fn alternative_names(names: &[Vec<u8>]) -> Extension {
    extension("2.5.29.17", sequence(&[&names.concat()]))
}

fn permitted(bases: &[Vec<u8>]) -> Extension {
    let subtrees: Vec<u8> = bases.iter().flat_map(|base| sequence(&[base])).collect();
    extension("2.5.29.30", sequence(&[&value(0xA0, &subtrees)]))
}

/// A mailbox of this length is compared with hosts that all differ from it.
#[test]
fn name_constraints_on_long_names() {
    let mailbox = |length: usize| value(0x81, format!("{}@example.com", "a".repeat(length)).as_bytes());
    let hosts: Vec<_> = (0..2000).map(|number| value(0x81, format!("{number}.example.org").as_bytes())).collect();
    assert_eq!(verify(permitted(&hosts), alternative_names(&[mailbox(50_000)])), Verdict::Failed);
    let names: Vec<_> = (0..1500).map(|number| value(0x81, format!("a@{number}.example").as_bytes())).collect();
    assert_eq!(verify(permitted(&[mailbox(50_000)]), alternative_names(&names)), Verdict::Failed);
}

#[test]
fn name_constraints_on_many_names() {
    let name = |number: usize| value(0x82, format!("{number}.example.com").as_bytes());
    let many: Vec<_> = (0..SIZE / 40).map(name).collect();
    assert_eq!(verify(permitted(&many), alternative_names(&many)), Verdict::Failed);
}

#[test]
fn policy_mappings() {
    let policy = |number: usize| oid(&format!("1.3.6.1.{number}"));
    let mapping = |number: usize| sequence(&[&policy(number), &policy(number + 1)]);
    let mappings: Vec<u8> = (1..3000).flat_map(mapping).collect();
    let policies: Vec<u8> = (1..3000).flat_map(|number| sequence(&[&policy(number)])).collect();
    let none = extension("2.5.29.32", sequence(&[&sequence(&[&policy(1)])]));
    verify(extension("2.5.29.33", sequence(&[&mappings])), none.clone());
    verify(extension("2.5.29.32", sequence(&[&policies])), none);
}

#[test]
fn a_certificate_and_a_name_have_a_length() {
    let acme = Provider::new("Acme");
    let long = GeneralName::Rfc822Name(der::asn1::Ia5String::new(&"a".repeat(70_000)).expect("ASCII"));
    let mut template = Template::signer("signer");
    template.other_extensions.push(alternative_names(&[der::Encode::to_der(&long).expect("DER")]));
    let signer = acme.issuing.issue(&template).to_der();
    let trust = TrustBundle::from(&acme.trust());
    let report = verify_certificate(&signer, &[], &trust, &Policy::default(), now(), Purpose::Any);
    assert_eq!(report.verdict, Verdict::Failed, "{:?}", report.findings);
    let signer = acme.issuing.issue(&Template::signer(&"a".repeat(20_000))).to_der();
    let report = verify_certificate(&signer, &[], &trust, &Policy::default(), now(), Purpose::Any);
    assert_eq!(report.verdict, Verdict::Failed, "{:?}", report.findings);
}
