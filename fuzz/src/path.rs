//! Certification paths whose signatures are right: certificates with extensions of the input's own making, issued by each
//! other below an anchor.
//!
//! A path that passes with a stricter policy passes with the default one. The same material in another order gives the same
//! verdict. Validating again gives the same report.

use vnfseal::{
    policy::{Policy, RevocationPolicy},
    report::{ChainReport, Purpose, Verdict},
    trust::TrustBundle,
    verify_certificate,
};
use vnfseal_tests::{DAY, Identity, Template, Trust, extension};
use x509_cert::ext::{Extension, pkix::KeyUsages};

use super::{
    parties::{at, clock, issue, policy},
    script::Script,
};

/// Extensions that matter to a path (RFC 5280 section 4.2), and one that nobody knows.
const EXTENSIONS: [&str; 14] = [
    "2.5.29.14",
    "2.5.29.15",
    "2.5.29.17",
    "2.5.29.18",
    "2.5.29.19",
    "2.5.29.30",
    "2.5.29.31",
    "2.5.29.32",
    "2.5.29.33",
    "2.5.29.35",
    "2.5.29.36",
    "2.5.29.37",
    "2.5.29.54",
    "1.3.6.1.4.1.32473.1",
];

/// Makes the certificates that the input describes: the anchor first, the one to be validated last.
#[must_use]
pub fn make_chain(input: &[u8]) -> Vec<Identity> {
    let script = &mut Script(input);
    let root = certificate(script, 0, None);
    let mut chain = vec![root];
    for number in 1..=1 + script.below(4) {
        let issuer = &chain[script.below(number)];
        let next = certificate(script, number, Some(issuer));
        chain.push(next);
    }
    chain
}

/// Policies that accept no path which the default one refuses.
#[must_use]
pub fn stricter_policies() -> [Policy; 5] {
    [
        Policy { initial_explicit_policy: true, ..policy() },
        Policy { initial_explicit_policy: true, initial_any_policy_inhibit: true, ..policy() },
        Policy { initial_policy_mapping_inhibit: true, initial_explicit_policy: true, ..policy() },
        Policy { user_initial_policy_set: Some(vec!["2.5.29.32.0.1".into(), "1.2.3".into()]), ..policy() },
        Policy { revocation: RevocationPolicy::Required, ..policy() },
    ]
}

/// Runs the target.
pub fn run(input: &[u8]) {
    let chain = make_chain(input);
    let others: Vec<Vec<u8>> = chain.iter().map(Identity::to_der).collect();
    let (leaf, others) = others.split_last().expect("there are some");
    let mut trust = TrustBundle::new();
    // A root that cannot be read cannot be trusted.
    if trust.add(Trust::vnf_provider(&chain[0]).to_json().as_bytes()).is_err() {
        return;
    }
    let validate = |policy: &Policy, others: &[Vec<u8>]| validate(leaf, others, &trust, policy);
    let report = validate(&policy(), others);
    assert_eq!(report, validate(&policy(), others), "validated again");
    let reversed: Vec<_> = others.iter().rev().cloned().collect();
    assert_eq!(report.verdict, validate(&policy(), &reversed).verdict, "in another order");
    for policy in stricter_policies() {
        if validate(&policy, others).verdict == Verdict::Passed {
            assert_eq!(report.verdict, Verdict::Passed, "only with the stricter {policy:?}");
        }
    }
}

/// Validates the first certificate by the trust, for any purpose.
#[must_use]
pub fn validate(leaf: &[u8], others: &[Vec<u8>], trust: &TrustBundle, policy: &Policy) -> ChainReport {
    let others: Vec<&[u8]> = others.iter().map(Vec::as_slice).collect();
    verify_certificate(leaf, &others, trust, policy, at(), Purpose::Any)
}

/// Makes a certificate. Without an issuer it is self-signed.
fn certificate(script: &mut Script<'_>, number: usize, issuer: Option<&Identity>) -> Identity {
    let flags = script.byte();
    // Some have the same name, so that paths branch and go in circles.
    let mut template = Template::authority(&format!("CA {}", if flags & 1 == 0 { number } else { 1 })).of("Acme");
    template = template.valid(clock() - DAY, clock() + DAY);
    if flags & 2 != 0 {
        template = template.path_length(flags >> 6);
    }
    if flags & 4 != 0 {
        template = template.key_usage(&[KeyUsages::DigitalSignature]);
    }
    if flags & 8 != 0 {
        template.basic_constraints = None;
    }
    if flags & 16 != 0 {
        template.key_usage.clear();
    }
    if flags & 32 != 0 {
        template = template.version_1();
    }
    template.other_extensions = extensions(script);
    let seed = format!("CA {number} of a path");
    match issuer {
        Some(issuer) => issue(issuer, &template, &seed),
        None => template.derived_from(&seed).self_signed(),
    }
}

fn extensions(script: &mut Script<'_>) -> Vec<Extension> {
    let one = |script: &mut Script<'_>| {
        let id = *script.one_of(&EXTENSIONS);
        extension(id, script.flag(), script.piece())
    };
    (0..script.below(4)).map(|_| one(script)).collect()
}
