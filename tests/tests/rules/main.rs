//! Every rule of the table is broken by a package made for it, with the verdict that its severity requires.

mod archive;
mod artifact;
mod certificate;
mod examples;
mod limits;
mod package;
mod signature;
mod values;

use std::collections::BTreeSet;

use vnfseal::{
    policy::Policy,
    report::{Severity, Verdict},
    rule::{self, RULES},
};
use vnfseal_tests::{Archive, Package, Provider, Trust, describe, findings, verify_with};

/// A package that breaks one rule, perhaps among others.
struct Case {
    code: &'static str,
    package: Vec<u8>,
    trust: Trust,
    policy: Policy,
    external: Option<(&'static str, &'static [u8])>,
}

impl Case {
    /// Returns a package of a provider whom the operator trusts, with the default policy.
    fn new(code: &'static str, provider: &Provider, package: impl Into<Bytes>) -> Self {
        Self { code, package: package.into().0, trust: provider.trust(), policy: Policy::default(), external: None }
    }

    /// Returns the package that the provider signs as Option 1.
    fn option_1(code: &'static str, provider: &Provider, package: &Package<'_>) -> Self {
        Self::new(code, provider, package.option_1(&provider.signing()))
    }

    fn trusting(self, trust: Trust) -> Self {
        Self { trust, ..self }
    }

    fn under(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// Supplies content for an external artifact.
    fn supplying(self, uri: &'static str, content: &'static [u8]) -> Self {
        Self { external: Some((uri, content)), ..self }
    }
}

/// The bytes of a package, however it was made.
struct Bytes(Vec<u8>);

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<Archive> for Bytes {
    fn from(archive: Archive) -> Self {
        Self(archive.to_bytes())
    }
}

/// Returns the verdict on a package that breaks only this rule.
fn verdict_of(severity: Severity) -> Verdict {
    match severity {
        Severity::Fail => Verdict::Failed,
        Severity::Unknown => Verdict::Indeterminate,
        Severity::Warn | Severity::Note => Verdict::Passed,
    }
}

/// Returns the cases of all rules.
fn all_cases(provider: &Provider) -> Vec<Case> {
    let cases = [archive::cases, artifact::cases, certificate::cases, package::cases, signature::cases];
    cases.iter().flat_map(|cases| cases(provider)).collect()
}

#[test]
fn every_rule_fires() {
    let provider = Provider::new("Acme");
    let cases = all_cases(&provider);
    let wrong: Vec<_> = cases.iter().filter_map(mistake).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    let fired: BTreeSet<_> = cases.iter().map(|case| case.code).collect();
    let silent: Vec<_> = RULES.iter().map(|rule| rule.code).filter(|code| !fired.contains(code)).collect();
    assert!(silent.is_empty(), "no package here breaks {silent:?}");
}

/// Returns the fault of a case's report, if it has one.
fn mistake(case: &Case) -> Option<String> {
    let rule = rule::rule(case.code).unwrap_or_else(|| panic!("no rule {}", case.code));
    let externals: Vec<_> = case.external.into_iter().collect();
    let report = verify_with(&case.policy, &case.package, &externals, &case.trust);
    let right = report.verdict == verdict_of(rule.severity) && findings(&report, case.code).next().is_some();
    (!right).then(|| format!("for {}: {}", case.code, describe(&report)))
}
