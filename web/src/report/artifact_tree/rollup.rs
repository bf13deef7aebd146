//! The summary of the artifacts in a folder.

use vnfseal::report::{ArtifactReport, SignatureState, Verdict};

/// The summary of some artifacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rollup {
    /// The gravest status.
    pub(crate) status: Verdict,
    /// The number of artifacts.
    pub(crate) count: usize,
    /// The number of artifacts that failed.
    pub(crate) failed: usize,
    /// The number of artifacts that are indeterminate.
    pub(crate) indeterminate: usize,
    /// The sum of their sizes, in bytes.
    pub(crate) size: u64,
    /// The gravest state of the VNF provider's signatures.
    pub(crate) vnf_provider: SignatureState,
    /// The gravest state of the service provider's signatures.
    pub(crate) service_provider: SignatureState,
}

impl Rollup {
    /// Returns the summary of no artifacts.
    pub(super) fn nothing() -> Self {
        Self {
            status: Verdict::Passed,
            count: 0,
            failed: 0,
            indeterminate: 0,
            size: 0,
            vnf_provider: SignatureState::Verified,
            service_provider: SignatureState::Verified,
        }
    }

    pub(super) fn of(artifact: &ArtifactReport) -> Self {
        Self {
            status: artifact.status,
            count: 1,
            failed: usize::from(artifact.status == Verdict::Failed),
            indeterminate: usize::from(artifact.status == Verdict::Indeterminate),
            size: artifact.size.unwrap_or_default(),
            vnf_provider: artifact.vnf_provider,
            service_provider: artifact.service_provider,
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.status = self.status.max(other.status);
        self.count = self.count.saturating_add(other.count);
        self.failed = self.failed.saturating_add(other.failed);
        self.indeterminate = self.indeterminate.saturating_add(other.indeterminate);
        self.size = self.size.saturating_add(other.size);
        self.vnf_provider = gravest(self.vnf_provider, other.vnf_provider);
        self.service_provider = gravest(self.service_provider, other.service_provider);
    }

    /// Returns the number of artifacts that passed.
    pub(crate) fn passed(&self) -> usize {
        self.count.saturating_sub(self.failed).saturating_sub(self.indeterminate)
    }
}

fn gravest(one: SignatureState, other: SignatureState) -> SignatureState {
    let rank = |state| match state {
        SignatureState::Verified => 0_u8,
        SignatureState::None => 1,
        SignatureState::Indeterminate => 2,
        SignatureState::Failed => 3,
    };
    if rank(other) > rank(one) { other } else { one }
}
