//! Makes trust bundles and policies for the suites.

use std::fs;
use std::path::Path;

use base64ct::{Base64, Encoding as _};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vnfseal::{
    policy::{Policy, RevocationPolicy},
    report::{Finding, Purpose, Verdict},
    time::Time,
    trust::TrustBundle,
    verify_certificate,
};

/// A chain to be validated, with all inputs of an RFC 5280 validation.
#[derive(Default)]
pub(crate) struct Validation {
    pub(crate) certificate: Vec<u8>,
    pub(crate) intermediates: Vec<Vec<u8>>,
    pub(crate) anchors: Vec<Vec<u8>>,
    pub(crate) crls: Vec<Vec<u8>>,
    pub(crate) policy: Policy,
    pub(crate) purpose: Option<Purpose>,
}

impl Validation {
    /// Checks that the path is accepted. The error is the reason why it is not.
    pub(crate) fn run(&self) -> Result<(), String> {
        let trust = bundle(&self.anchors, &self.crls)?;
        let intermediates: Vec<&[u8]> = self.intermediates.iter().map(Vec::as_slice).collect();
        let purpose = self.purpose.unwrap_or(Purpose::Any);
        let report =
            verify_certificate(&self.certificate, &intermediates, &trust, &self.policy, Time::from_unix(0), purpose);
        accepted(report.verdict, &report.findings)
    }
}

/// Returns a bundle whose anchors are private CAs of the VNF provider. Certificates and lists are in PEM or DER.
pub(crate) fn bundle(anchors: &[Vec<u8>], crls: &[Vec<u8>]) -> Result<TrustBundle, String> {
    let texts = |label: &str, list: &[Vec<u8>]| list.iter().map(|bytes| to_pem(label, bytes)).collect::<Vec<_>>();
    let json = json!({
        "vnfProvider": { "privateCAs": texts("CERTIFICATE", anchors) },
        "crls": texts("X509 CRL", crls),
    });
    let mut bundle = TrustBundle::new();
    bundle.add(json.to_string().as_bytes())?;
    Ok(bundle)
}

/// Returns the policy for a time, with this revocation policy.
pub(crate) fn policy(at: &str, revocation: RevocationPolicy) -> Policy {
    Policy { at: Some(at.into()), revocation, ..Policy::default() }
}

/// Accepts `passed`. The error for anything else names the findings.
pub(crate) fn accepted(verdict: Verdict, findings: &[Finding]) -> Result<(), String> {
    if verdict == Verdict::Passed {
        return Ok(());
    }
    let counts = findings.iter().filter(|finding| !finding.accepted);
    Err(counts.map(|finding| format!("{}: {}", finding.code, finding.what)).collect::<Vec<_>>().join(" | "))
}

pub(crate) fn to_pem(label: &str, bytes: &[u8]) -> String {
    if bytes.starts_with(b"-----BEGIN") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", Base64::encode_string(bytes))
}

pub(crate) fn from_base64(text: &str) -> Vec<u8> {
    Base64::decode_vec(text).expect("base64 in a suite")
}

/// Reads the JSON file of a suite.
pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> T {
    serde_json::from_slice(&fs::read(path).expect("a suite's file")).expect("a suite's form")
}

/// Reads a list of certificates in base64.
pub(crate) fn list(value: &Value) -> Vec<Vec<u8>> {
    let texts = value.as_array().map(Vec::as_slice).unwrap_or_default();
    texts.iter().filter_map(Value::as_str).map(from_base64).collect()
}
