//! A certificate, or a file of several: any bytes. Also names, and texts of names.
//!
//! A certificate that passes is one that the trusted authorities issued. What the reader of certificates reads, the reader of
//! trust files reads too. Names are equal to themselves, and equal both ways. The form in which texts are compared is final.

use vnfseal::{
    inspect_trust,
    report::{ChainReport, Purpose, Verdict},
    test_door::{fold, fold_by_tables, has_long_run, is_same_name, read_certificate},
    verify_certificate,
};

use super::parties::{EXPIRED, OPERATOR, OTHERS, PROVIDER, TRUST, at, policy};

/// Runs the target.
pub fn run(input: &[u8]) {
    let verify = |purpose| {
        let verify = || verify_certificate(input, &[input], &TRUST, &policy(), at(), purpose);
        let report = verify();
        assert_eq!(report, verify(), "verified again");
        assert_ne!(report.verdict == Verdict::Passed, report.findings.iter().any(counts), "{:?}", report.findings);
        report
    };
    let (signing, any) = (verify(Purpose::PackageSigning), verify(Purpose::Any));
    for report in [&signing, &any] {
        assert_known(report);
    }
    if signing.verdict == Verdict::Passed {
        assert_eq!(any.verdict, Verdict::Passed, "fit for packages, and not for any purpose");
    }
    if read_certificate(input).is_ok() {
        let inspection = inspect_trust(input);
        assert_eq!(inspection.map(|inspection| inspection.entries.len()), Ok(1), "two readers");
    }
    names(input);
}

fn counts(finding: &vnfseal::report::Finding) -> bool {
    use vnfseal::report::Severity::{Fail, Unknown};
    !finding.accepted && matches!(finding.severity, Fail | Unknown)
}

/// Asserts that a chain that passes begins with a certificate that was issued.
fn assert_known(report: &ChainReport) {
    if report.verdict == Verdict::Passed {
        let issued = [&PROVIDER, &OPERATOR].map(|each| [&each.root, &each.issuing, &each.signer]);
        let mut issued = issued.as_flattened().iter().copied().chain([&*EXPIRED]).chain(&*OTHERS);
        let first = &report.chain[0].fingerprint;
        assert!(issued.any(|identity| identity.fingerprint() == *first), "{first} was never issued");
    }
}

/// Checks names and their texts.
fn names(input: &[u8]) {
    let (first, second) = input.split_at(input.len() / 2);
    assert_eq!(is_same_name(first, second), is_same_name(second, first));
    for name in [input, first, second] {
        assert_ne!(is_same_name(name, name), Some(false), "a name is not itself");
    }
    let text = String::from_utf8_lossy(input);
    let folded = fold(&text);
    assert_eq!(folded, fold_by_tables(&text));
    if !has_long_run(&text) && !has_long_run(&folded) {
        assert_eq!(fold(&folded), folded, "folded again: {text:?}");
    }
}
