//! What a table of packages says of a report: the package by its manifest, and who signed it.

use vnfseal::report::{Finding, Report};

use crate::words::subject;

/// The most characters of one value. A manifest may have a value of millions, and a table sorts and draws them all.
const LONGEST: usize = 300;

/// The keys of the manifest's metadata (SOL 004 table 4.3.2-1, SOL 007 table 4.3.2-1; O-RAN for ASD packages).
const PROVIDER: [&str; 4] = ["vnf_provider_id", "pnfd_provider", "nsd_designer", "asd_provider"];
const PRODUCT: [&str; 4] = ["vnf_product_name", "pnfd_name", "nsd_name", "asd_application_name"];
const VERSION: [&str; 4] =
    ["vnf_package_version", "pnfd_archive_version", "nsd_file_structure_version", "asd_application_version"];

/// A report in a few values. The package's author chose them, and only the verdict says what they are worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// Who provides the package, by its manifest.
    pub(crate) provider: String,
    /// The name of the product.
    pub(crate) product: String,
    /// The version of the package.
    pub(crate) version: String,
    /// The common name of the first signer whose certificate is known.
    pub(crate) signer: String,
    /// The number of findings that the policy does not accept.
    pub(crate) findings: usize,
}

impl Outline {
    /// Takes the values out of a report.
    pub(crate) fn of(report: &Report) -> Self {
        let signer = report.signatures.iter().find_map(|signature| signature.chain.first());
        Self {
            provider: value(report, PROVIDER),
            product: value(report, PRODUCT),
            version: value(report, VERSION),
            signer: signer.map(|signer| shortened(&subject::common_name(&signer.subject))).unwrap_or_default(),
            findings: Finding::count_of(report.findings.iter().filter(|finding| !finding.accepted)),
        }
    }
}

/// Returns the first of these values that the manifest has. Its keys are compared as core compares them.
fn value(report: &Report, keys: [&str; 4]) -> String {
    let metadata = &report.package.metadata;
    let found = keys.iter().find_map(|key| metadata.iter().find(|entry| entry.key.eq_ignore_ascii_case(key)));
    found.map(|entry| shortened(&entry.value)).unwrap_or_default()
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
