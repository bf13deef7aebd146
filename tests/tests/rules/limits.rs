//! No limit lets a package pass that breaks a rule: a check that a limit ends is reported.

use std::collections::BTreeSet;

use vnfseal::{
    limits::{LIMITS, Limit},
    policy::Limits,
    report::{Report, Verdict},
    test_door::with_limit,
    trust::TrustBundle,
};
use vnfseal_tests::{File, IMAGE, Package, Provider, verify_with};

use crate::{Case, all_cases};

/// Verifies a case with another number for a limit.
fn verified(case: &Case, limit: &'static Limit, value: u64) -> Option<Report> {
    with_limit(limit, value, || {
        // A trust bundle that cannot be read is an error, and nothing is verified.
        let mut trust = TrustBundle::new();
        trust.add(case.trust.to_json().as_bytes()).ok()?;
        let externals: Vec<_> = case.external.into_iter().collect();
        let mut policy = case.policy.clone();
        let (own, lowered) = (&policy.limits, Limits::default());
        policy.limits = Limits {
            entries: own.entries.min(lowered.entries),
            directory_bytes: own.directory_bytes.min(lowered.directory_bytes),
            manifest_bytes: own.manifest_bytes.min(lowered.manifest_bytes),
            metadata_bytes: own.metadata_bytes.min(lowered.metadata_bytes),
            signatures: own.signatures.min(lowered.signatures),
            expanded_bytes: own.expanded_bytes.min(lowered.expanded_bytes),
        };
        Some(verify_with(&policy, &case.package, &externals, trust))
    })
}

/// Returns a package with files that are signatures only by name. The last of them is over other content.
fn hidden_signature(provider: &Provider, count: usize) -> Case {
    let mut package = Package::acme();
    for number in 0..count {
        let (path, content) = (format!("Files/notes{number}"), format!("notes {number}"));
        let signed = if number + 1 == count { "other notes" } else { content.as_str() };
        let signature = provider.signing().to_file(signed.as_bytes());
        package = package.file(File::new(&format!("{path}.txt"), content.as_str()));
        package = package.file(File::new(&format!("{path}.cms"), signature));
    }
    Case::option_1("signature.content-mismatch", provider, &package)
}

/// These are parts of the budget of a package, or its prices. The last one, at zero, lets no certificate be tried.
const OF_THE_BUDGET: [&str; 4] =
    ["FREE_VERIFICATIONS", "STEPS_PER_VERIFICATION", "CRL_BYTES_PER_VERIFICATION", "SIGNER_CERTIFICATES"];

/// Returns the limits that the findings name.
fn limits_in(report: &Report) -> BTreeSet<String> {
    let reached = report.findings.iter().filter_map(|finding| finding.details.limit.as_ref());
    reached.map(|limit| limit.name.to_string()).collect()
}

/// A limit that is one higher changes nothing for a good package, and no value causes a panic.
#[test]
fn good_packages_pass_with_other_limits() {
    let provider = Provider::new("Acme");
    let package = Package::acme().own_signature(IMAGE, &provider.signing());
    for package in [package.option_1(&provider.signing()), package.option_2(&provider.signing())] {
        let case = Case::new("", &provider, package);
        for limit in LIMITS {
            for value in [0, 1, 2] {
                verified(&case, limit, value);
            }
            let report = verified(&case, limit, limit.octets() + 1).expect("a trust bundle");
            assert_eq!(report.verdict, Verdict::Passed, "{}", limit.name);
        }
    }
}

#[test]
fn no_limit_makes_a_verdict_better() {
    let provider = Provider::new("Acme");
    let mut wrong = Vec::new();
    let hidden = [hidden_signature(&provider, 1), hidden_signature(&provider, 2)];
    for case in all_cases(&provider).into_iter().chain(hidden) {
        let externals: Vec<_> = case.external.into_iter().collect();
        let report = verify_with(&case.policy, &case.package, &externals, &case.trust);
        let (usual, named) = (report.verdict, limits_in(&report));
        for limit in LIMITS {
            for value in [0, 1] {
                let Some(report) = verified(&case, limit, value) else { continue };
                let others: Vec<_> = limits_in(&report).into_iter().filter(|name| !named.contains(name)).collect();
                let is_part_of_budget = OF_THE_BUDGET.contains(&limit.name) && others == ["PACKAGE_VERIFICATIONS"];
                if !is_part_of_budget && others.iter().any(|name| name != limit.name) {
                    wrong.push(format!("{}: {others:?} is named for {} = {value}", case.code, limit.name));
                }
                let lowered = report.verdict;
                if lowered < usual {
                    wrong.push(format!("{}: {usual:?} becomes {lowered:?} with {} = {value}", case.code, limit.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
