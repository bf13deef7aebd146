//! Certification paths that pass, validated by the program `openssl`, with the policies of RFC 5280 section 6.1.1. It gets the
//! certificates of the path and no others, because it tries one path only where several issuers have the same name.

use std::{fs, path::Path};

use vnfseal::{
    policy::{Policy, RevocationPolicy},
    report::Verdict,
    trust::TrustBundle,
};
use vnfseal_tests::{Identity, Trust, program};

use crate::{
    corpus::corpus,
    exceptions::{Surprise, assert_explained},
    targets::{
        parties::{EXPIRED, OPERATOR, OTHERS, PROVIDER, at, policy},
        path::{make_chain, stricter_policies, validate},
    },
};

/// The name of the program.
pub(crate) const READERS: [&str; 1] = ["openssl verify"];

#[test]
fn openssl_validates_the_paths_that_pass() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut surprises, mut passed) = (Vec::new(), 0);
    for (name, chain) in chains() {
        let mut trust = TrustBundle::new();
        if trust.add(Trust::vnf_provider(&chain[0]).to_json().as_bytes()).is_err() {
            continue;
        }
        let ders: Vec<Vec<u8>> = chain.iter().map(Identity::to_der).collect();
        let (leaf, others) = ders.split_last().expect("a root and a leaf");
        let write = |name: &str, identities: &[Identity]| {
            let pem: String = identities.iter().map(Identity::to_pem).collect();
            fs::write(folder.path().join(name), pem).expect("a temporary folder takes files");
        };
        write("root.pem", &chain[..1]);
        write("leaf.pem", &chain[chain.len() - 1..]);
        // Revocation lists are what other tests are about.
        let policies = stricter_policies().into_iter().filter(|each| each.revocation != RevocationPolicy::Required);
        for policy in policies.chain([policy()]) {
            let report = validate(leaf, others, &trust, &policy);
            if report.verdict != Verdict::Passed {
                continue;
            }
            passed += 1;
            let is_in_path = |each: &&Identity| report.chain.iter().any(|one| one.fingerprint == each.fingerprint());
            write("others.pem", &chain.iter().filter(is_in_path).cloned().collect::<Vec<_>>());
            let Some(answer) = openssl(folder.path(), &policy) else { return };
            let what = answer.err();
            surprises.extend(what.map(|what| Surprise {
                reader: READERS[0],
                input: name.clone(),
                is_harmless: false,
                what,
            }));
        }
    }
    assert!(passed > 60, "only {passed} paths pass");
    println!("{passed} paths");
    assert_explained(&READERS, &surprises, true);
}

/// The paths of the corpus, and those to the certificates with which packages are signed.
fn chains() -> Vec<(String, Vec<Identity>)> {
    let mut chains: Vec<_> = corpus("path").into_iter().map(|(name, input)| (name, make_chain(&input))).collect();
    for provider in [&PROVIDER, &OPERATOR] {
        chains
            .push(("a signer".into(), [&provider.root, &provider.issuing, &provider.signer].map(Clone::clone).into()));
    }
    for other in OTHERS.iter().chain([&*EXPIRED]) {
        let (root, issuing) = (PROVIDER.root.clone(), PROVIDER.issuing.clone());
        chains.push(("another certificate".into(), vec![root, issuing, other.clone()]));
    }
    chains
}

/// Has OpenSSL validate the leaf. Returns what it complains of. `None` if it is not installed.
fn openssl(folder: &Path, policy: &Policy) -> Option<Result<(), String>> {
    let mut command = program("openssl")?;
    command.current_dir(folder).args(["verify", "-purpose", "any", "-policy_check", "-attime"]);
    command.arg(at().unix().to_string());
    for (is_set, option) in [
        (policy.initial_explicit_policy, "-explicit_policy"),
        (policy.initial_any_policy_inhibit, "-inhibit_any"),
        (policy.initial_policy_mapping_inhibit, "-inhibit_map"),
    ] {
        command.args(is_set.then_some(option));
    }
    let any = [String::from("2.5.29.32.0")];
    for oid in policy.user_initial_policy_set.as_deref().unwrap_or(&any) {
        command.args(["-policy", oid]);
    }
    command.args(["-no-CApath", "-no-CAstore", "-CAfile", "root.pem", "-untrusted", "others.pem", "leaf.pem"]);
    let output = command.output().expect("openssl runs");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    Some(if output.status.success() { Ok(()) } else { Err(text) })
}
