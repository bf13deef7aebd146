//! Turns bytes into evidence: open, plan, digest. The flow reads top to bottom. Nothing is judged by policy or trust
//! here.

mod csar;
mod delivery;
mod digests;
mod envelope;
mod explanations;
mod external;
mod extra_files;
mod loose_signatures;
mod misnamed;
mod needed;
mod no_package;
mod signatures;
mod text_copy;

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec,
    vec::Vec,
};

pub(crate) use self::external::Supplied;
use self::{csar::reads_as_csar, delivery::root_csar, signatures::CertificateFile};
use crate::{
    archive::{Archive, Entry, Region},
    evidence::Evidence,
    findings::Findings,
    host::exchange::Exchange,
    limits::{self, FileLimit},
    package::TOSCA_META,
    policy::Limits,
    rule::{self, Place},
};

/// The input of a verification: a file of this name and size, and external artifacts by their URI.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) file_name: String,
    pub(crate) file_size: u64,
    pub(crate) externals: BTreeMap<String, Supplied>,
    pub(crate) scope: Scope,
    /// Whether the report has to state the digest of the whole file.
    pub(crate) digests_file: bool,
}

/// The extent to which a package is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of the package, as a verification needs it.
    Contents,
    /// Only the parts that state what is in the package: archive, TOSCA.meta, manifest, signatures and certificates.
    /// Evidence that is found in this way cannot be judged.
    Structure,
}

impl Given {
    /// Returns the number of the next source. The file itself is 0, and the supplied external artifacts come after it.
    pub(crate) fn next_source(&self) -> usize {
        self.externals.len().saturating_add(1)
    }
}

/// Gathers all evidence from the input.
pub(crate) async fn gather(exchange: Exchange, given: Given, limits: Limits) -> Evidence {
    let expanded_source = given.next_source();
    let Given { file_name, file_size, externals, scope, digests_file } = given;
    let evidence = Evidence { file_name, file_size, ..Evidence::default() };
    let mut gathering = Gathering {
        exchange,
        limits,
        evidence,
        externals,
        scope,
        expanded_source,
        lacks_file_digest: digests_file,
        tasks_begun: 0,
        files_read: BTreeSet::new(),
        holding_more: BTreeSet::new(),
        with_loose_text: BTreeSet::new(),
        metadata_left: limits::METADATA_TOTAL_BYTES.octets(),
        too_large: Vec::new(),
        certificate_files: BTreeMap::new(),
    };
    gathering.run().await;
    // A file without a CSAR has nothing else digested.
    if let Some(task) = gathering.file_task() {
        let outcomes = gathering.exchange.digest(vec![task]).await;
        gathering.keep_file_digest(outcomes.first());
    }
    gathering.evidence
}

struct Gathering {
    exchange: Exchange,
    limits: Limits,
    evidence: Evidence,
    /// The supplied external artifacts, by URI.
    externals: BTreeMap<String, Supplied>,
    scope: Scope,
    /// The source that a CSAR becomes if it has to be decompressed.
    expanded_source: usize,
    /// Whether the digest of the whole file still has to be asked for.
    lacks_file_digest: bool,
    tasks_begun: usize,
    /// The paths of certificate and signature files that were read as such.
    files_read: BTreeSet<String>,
    /// The paths of those read files that hold more than certificates or one signature.
    holding_more: BTreeSet<String>,
    /// The paths of those read files that hold text or other structures beside certificates or one signature.
    with_loose_text: BTreeSet<String>,
    metadata_left: u64,
    /// The paths of files that have the name of a signature and are too large to be read.
    too_large: Vec<(String, u64)>,
    certificate_files: BTreeMap<String, CertificateFile>,
}

impl Gathering {
    async fn run(&mut self) {
        let whole = Region { source: 0, offset: 0, length: self.evidence.file_size };
        let name = self.evidence.file_name.clone();
        let Some(outer) = self.open(whole, &name).await else {
            return;
        };
        if outer.entry(TOSCA_META).is_some() || root_csar(&outer).is_none() || reads_as_csar(&outer) {
            self.report_mixed_delivery(&outer);
            self.read_csar(&outer, None).await;
            return;
        }
        self.check_envelope(&outer).await;
        if let Some(delivery) = self.read_delivery(&outer).await {
            self.evidence.csar_path = Some(delivery.entry.path.clone());
            self.findings().place_in_delivery();
            let region = delivery.region;
            let name = delivery.entry.path.clone();
            if let Some(csar) = self.open(region, &name).await {
                self.read_csar(&csar, Some((&outer, delivery))).await;
            }
        }
    }

    async fn open(&mut self, region: Region, name: &str) -> Option<Archive> {
        Archive::open(&self.exchange, region, name, &self.limits, &mut self.evidence.findings).await
    }

    async fn read(&mut self, archive: &Archive, entry: &Entry, limit: FileLimit) -> Option<Vec<u8>> {
        archive.read(&self.exchange, entry, limit, &mut self.evidence.findings).await
    }

    /// Reads a certificate or signature file. The size of each file is limited, and so is the size of all of them
    /// together.
    async fn read_pem_or_der(&mut self, archive: &Archive, entry: &Entry) -> Option<Vec<u8>> {
        let Some(left) = self.metadata_left.checked_sub(entry.size) else {
            let what = format!(
                "The certificate and signature files have more than {} bytes together.",
                limits::METADATA_TOTAL_BYTES.octets()
            );
            let reached = limits::METADATA_TOTAL_BYTES.reached(None);
            self.findings().report(rule::ARCHIVE_LIMIT.broken_at(Place::path(&entry.path), what).with_limit(reached));
            return None;
        };
        self.metadata_left = left;
        self.files_read.insert(entry.path.clone());
        let limit = limits::POLICY_METADATA_BYTES.on_file(self.limits.metadata_bytes);
        self.read(archive, entry, limit).await
    }

    fn findings(&mut self) -> &mut Findings {
        &mut self.evidence.findings
    }
}
