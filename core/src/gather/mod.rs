//! From bytes to evidence: open → plan → digest. Reads top to bottom; nothing is judged by policy or trust here.

mod csar;
mod delivery;
mod digests;
mod signatures;

use alloc::{collections::BTreeSet, string::String, vec::Vec};

use self::delivery::root_csar;
use crate::{
    archive::{Archive, Entry, Region},
    evidence::Evidence,
    exchange::Exchange,
    package::TOSCA_META,
    pem,
    policy::Limits,
    rule::Findings,
};

/// Gathers all evidence from the file of this name and size.
pub(crate) async fn gather(exchange: Exchange, file_name: String, file_size: u64, limits: Limits) -> Evidence {
    let evidence = Evidence { file_name, file_size, ..Evidence::default() };
    let mut gathering = Gathering { exchange, limits, evidence, tasks_begun: 0, with_loose_text: BTreeSet::new() };
    gathering.run().await;
    gathering.evidence
}

struct Gathering {
    exchange: Exchange,
    limits: Limits,
    evidence: Evidence,
    tasks_begun: usize,
    /// The PEM files of the CSAR that have text around their blocks.
    with_loose_text: BTreeSet<String>,
}

impl Gathering {
    async fn run(&mut self) {
        let whole = Region { source: 0, offset: 0, length: self.evidence.file_size };
        let name = self.evidence.file_name.clone();
        let Some(outer) = self.open(whole, &name).await else {
            return;
        };
        if outer.entry(TOSCA_META).is_some() || root_csar(&outer).is_none() {
            self.tell_mixed_delivery(&outer);
            self.read_csar(&outer, None).await;
        } else if let Some(delivery) = self.read_delivery(&outer).await {
            self.evidence.csar_path = Some(delivery.entry.path.clone());
            let region = delivery.region;
            let name = delivery.entry.path.clone();
            match self.open(region, &name).await {
                Some(csar) => self.read_csar(&csar, Some((&outer, delivery))).await,
                None => self.evidence.csar = None,
            }
        }
    }

    async fn open(&mut self, region: Region, name: &str) -> Option<Archive> {
        Archive::open(&self.exchange, region, name, &self.limits, &mut self.evidence.findings).await
    }

    async fn read(&mut self, archive: &Archive, entry: &Entry, limit: u32) -> Option<Vec<u8>> {
        archive.read(&self.exchange, entry, limit, &mut self.evidence.findings).await
    }

    /// Reads a certificate or signature file.
    async fn read_pem_or_der(&mut self, archive: &Archive, entry: &Entry) -> Option<Vec<u8>> {
        let limit = self.limits.metadata_bytes;
        let bytes = self.read(archive, entry, limit).await?;
        if pem::is_pem(&bytes) && pem::has_loose_text(&bytes) {
            self.with_loose_text.insert(entry.path.clone());
        }
        Some(bytes)
    }

    fn findings(&mut self) -> &mut Findings {
        &mut self.evidence.findings
    }
}
