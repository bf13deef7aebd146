//! CMS SignedData: any bytes, over content of two kinds.
//!
//! What passes over a content was signed over this content: it never passes over another one. A SignedData that cannot be
//! read does not pass. Verifying again gives the same report.

use vnfseal::{
    report::{SignedDataReport, Verdict},
    test_door::read_signed_data,
    verify_signed_data,
};

use super::parties::{TRUST, at, policy};

/// The content over which the signatures of the corpus are.
pub const CONTENT: &[u8] = b"the content that was signed\n";

/// Runs the target.
pub fn run(input: &[u8]) {
    let verify = |content: Option<&[u8]>| {
        let verify = || verify_signed_data(input, content, &[], &TRUST, &policy(), at());
        let report = verify();
        assert_eq!(report, verify(), "verified again");
        assert_agrees(&report);
        report
    };
    let (given, other, attached) = (verify(Some(CONTENT)), verify(Some(b"another content\n")), verify(None));
    assert_ne!(other.verdict, Verdict::Passed, "over a content that nobody signed");
    if attached.verdict == Verdict::Passed {
        assert_eq!(given.verdict, Verdict::Passed, "attached content is another one");
    }
    if read_signed_data(input).is_ok() {
        // PEM is read around it, so what this reads is DER or BER.
        assert!(
            !given.findings.iter().any(|finding| finding.code == "signature.malformed"
                && finding.place.signature.is_none()
                && given.signatures.is_empty()
                && given.content_type.is_none()),
            "two readers"
        );
    }
}

fn assert_agrees(report: &SignedDataReport) {
    assert_eq!(report.verdict, report.integrity.max(report.authenticity));
    if report.verdict == Verdict::Passed {
        assert!(!report.signatures.is_empty() && report.signatures.iter().all(|signature| signature.role.is_some()));
    } else {
        assert!(!report.findings.is_empty(), "{:?} without a reason", report.verdict);
    }
}
