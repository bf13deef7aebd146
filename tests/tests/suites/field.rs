//! Packages with faults that people met in the field, if they are available. Each has the expected verdict, and a
//! failure states its reason in words that a packager needs.

use std::{fs, path::Path};

use serde::Deserialize;
use vnfseal::{
    policy::Policy,
    report::{Report, Verdict},
    trust::TrustBundle,
};
use vnfseal_tests::{describe, shared, verify_under};

/// One row of `expect.json`.
#[derive(Deserialize)]
struct Row {
    case: String,
    package: String,
    trust: String,
    /// The file with the policy. If it is absent, the default policy is used.
    policy: Option<String>,
    /// The time for which to validate.
    at: Option<String>,
    want: Want,
    why: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
enum Want {
    Passed,
    Failed,
    Indeterminate,
    /// Verification cannot run, because the trust file or the policy is not valid.
    Error,
}

/// The time of rows that give none. Their certificates were valid then, and are for years.
const AT: &str = "2026-11-28T20:00:00Z";

/// The texts that the report for a row must contain, in any letter case. A row is found by a part of its name.
const WORDS: &[(&str, &[&str])] = &[
    ("05-deflate64/option1.csar", &["Deflate64"]),
    ("06-byte-order-mark/cms-utf16.zip", &["UTF-16"]),
    ("trust-utf16.pem", &["UTF-16"]),
    ("07-text-mode-csar/small.zip", &["-binary"]),
    ("07-text-mode-csar/version-1.zip", &["-binary"]),
    ("07-text-mode-csar/smime.zip", &["S/MIME", "-outform"]),
    ("07-text-mode-csar/smime-attached.zip", &["S/MIME", "-outform"]),
    ("09-time-stamps/authority-has-ended.csar", &["certificate of its authority", "expired on"]),
    ("10-algorithm-identifiers/ecdsa-raw-r-s.csar", &["side by side", "DER"]),
    ("13-two-signers-one-post-quantum/rsa-and-ml-dsa.csar", &["ML-DSA"]),
    ("13-two-signers-one-post-quantum/ml-dsa.csar", &["ML-DSA"]),
    ("14-brainpool/option1.csar", &["brainpoolP256r1"]),
    ("20-composed-names/nfc-listed-nfd-packed.csar", &["composed"]),
    ("21-windows-paths/sources.csar", &["backslash"]),
    ("22-pem-labels/pkcs-7-signed-data.zip", &["PKCS #7 SIGNED DATA"]),
    ("26-other-containers/vnf.tar.gz", &["gzip"]),
    ("26-other-containers/tosca-2.csar", &["TOSCA 2.0", "TOSCA-Metadata/TOSCA.meta"]),
    ("trust.p12", &["PKCS #12", "openssl pkcs12"]),
    ("trust.jks", &["Java key store", "keytool"]),
    ("27-line-ends-of-artifacts/crlf-packed.csar", &["line ends"]),
    ("28-names-in-a-delivery/certificate-pem.zip", &[".cert"]),
    ("29-signers-of-the-field/key-identifier-not-in-certificate.csar", &["subject key identifier"]),
];

/// Rows in which each fault is reported once, with the number of faults.
const FAULTS: &[(&str, usize)] = &[
    ("05-deflate64/option1.csar", 1),
    ("20-composed-names/nfc-listed-nfd-packed.csar", 1),
    ("21-windows-paths/sources.csar", 4),
    ("28-names-in-a-delivery/certificate-pem.zip", 1),
];

impl Row {
    /// Returns the name that distinguishes the row from others.
    fn name(&self) -> String {
        let policy = self.policy.as_ref().map(|policy| format!(" under {policy}")).unwrap_or_default();
        format!("{}/{} by {}{policy}", self.case, self.package, self.trust)
    }

    /// Returns the report of core, or its sentence if it refuses the trust file or the policy.
    fn judge(&self, folder: &Path) -> Result<Report, String> {
        let read = |name: &str| fs::read(folder.join(&self.case).join(name)).expect("a file of the row");
        let mut trust = TrustBundle::new();
        trust.add(&read(&self.trust))?;
        let mut policy = match &self.policy {
            Some(name) => Policy::from_json(&read(name))?,
            None => Policy::default(),
        };
        policy.at = Some(self.at.clone().unwrap_or_else(|| AT.into()));
        Ok(verify_under(&policy, &read(&self.package), trust))
    }

    /// Returns the fault in the result of core, if there is one.
    fn mistake(&self, folder: &Path) -> Option<String> {
        let judged = self.judge(folder);
        let (is_right, text) = match &judged {
            Err(sentence) => (self.want == Want::Error, sentence.clone()),
            Ok(report) => (self.want == want(report.verdict), describe(report)),
        };
        let name = self.name();
        let all = text.to_lowercase();
        let of_row = WORDS.iter().filter(|(row, _)| name.contains(row)).flat_map(|(_, words)| *words);
        let missing: Vec<_> = of_row.filter(|words| !all.contains(&words.to_lowercase())).collect();
        let failing = text.matches("\n  Fail ").count();
        let is_told_once = FAULTS.iter().all(|(row, faults)| !name.contains(row) || failing == *faults);
        (!is_right || !missing.is_empty() || !is_told_once).then(|| {
            format!(
                "{name}: {:?} is wanted ({}); words that are missing: {missing:?}; findings that \
                 fail it: {failing})\n{text}\n",
                self.want, self.why
            )
        })
    }
}

fn want(verdict: Verdict) -> Want {
    match verdict {
        Verdict::Passed => Want::Passed,
        Verdict::Failed => Want::Failed,
        Verdict::Indeterminate => Want::Indeterminate,
    }
}

#[test]
fn what_people_met_in_the_field() {
    let Some(folder) = shared("field") else { return };
    let rows = fs::read(folder.join("expect.json")).expect("an index");
    let rows: Vec<Row> = serde_json::from_slice(&rows).expect("a list of rows");
    for (name, _) in WORDS {
        assert!(rows.iter().any(|row| row.name().contains(name)), "{name} names no row");
    }
    let mistakes: Vec<_> = rows.iter().filter_map(|row| row.mistake(&folder)).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}
