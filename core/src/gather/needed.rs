//! The digests that are needed of a content: those of the manifest, and those of the signatures over it.

use alloc::{borrow::Cow, collections::BTreeSet, vec::Vec};

use crate::{
    cms::{SignedData, SignerInfo, verify::Content},
    digest::{DigestAlgorithm, to_hex},
    host::task::{DigestOutcome, DigestTask},
    limits, oid,
    ordered::Ordered as _,
    signature,
    x509::Certificate,
};

/// The digests that are needed of one content, all computed in one pass.
#[derive(Clone, Debug, Default)]
pub(super) struct Needed {
    algorithms: BTreeSet<DigestAlgorithm>,
    /// The octets that Ed25519 needs before the content, each once.
    prefixes: Vec<Vec<u8>>,
}

impl Needed {
    /// Returns the digests that a signature over the content needs. The certificates that come with it show which keys
    /// may have made it.
    pub(super) fn of(signed_data: &SignedData, certificates: &[Certificate]) -> Self {
        let mut needed = Self::default();
        needed.algorithms.extend(signed_data.digest_algorithms());
        let signers = || signed_data.signer_infos.iter().filter(|signer| is_ed25519_over_content(signer));
        if signers().next().is_none() {
            return needed;
        }
        let embedded = signed_data.certificates.iter().filter_map(|der| Certificate::from_der(der).ok());
        let all: Vec<_> = embedded.map(Cow::Owned).chain(certificates.iter().map(Cow::Borrowed)).collect();
        for signer in signers() {
            for certificate in all.iter().filter(|certificate| signer.identifier.names(certificate)) {
                needed.add_prefix(certificate, signer);
            }
        }
        needed
    }

    pub(super) fn add_algorithm(&mut self, algorithm: DigestAlgorithm) {
        self.algorithms.insert(algorithm);
    }

    pub(super) fn add(&mut self, other: Self) {
        self.algorithms.extend(other.algorithms);
        other.prefixes.into_iter().for_each(|prefix| self.push(prefix));
    }

    fn add_prefix(&mut self, certificate: &Certificate, signer: &SignerInfo) {
        let key = signature::key_octets(&certificate.public_key_info);
        if let Some(prefix) = key.and_then(|key| signature::ed25519_prefix(key, &signer.signature)) {
            self.push(prefix);
        }
    }

    fn push(&mut self, prefix: Vec<u8>) {
        if self.prefixes.len() < limits::CONTENT_PREFIXES.count() && !self.prefixes.contains(&prefix) {
            self.prefixes.push(prefix);
        }
    }

    /// Returns the task with these digests added.
    pub(super) fn asked_of(&self, task: DigestTask) -> DigestTask {
        let prefixes = self.prefixes.iter().map(|prefix| to_hex(prefix)).collect();
        DigestTask { algorithms: self.algorithms.iter().copied().collect(), prefixes, ..task }
    }

    /// Returns the content that the outcome of such a task describes, if it is intact.
    pub(super) fn content(&self, outcome: &DigestOutcome) -> Option<Content> {
        if !outcome.intact {
            return None;
        }
        let mut digests = outcome.digests.iter().cloned();
        let of_algorithms = self.algorithms.iter().copied().zip(digests.by_ref()).into_short_map();
        let prefixed = self.prefixes.iter().cloned().zip(digests).into_map();
        let first_octet = outcome.head.first().copied();
        Some(Content { digests: of_algorithms, prefixed, first_octet, ..Content::default() })
    }
}

/// Returns whether the signer signs with Ed25519 over the content itself, without signed attributes.
fn is_ed25519_over_content(signer: &SignerInfo) -> bool {
    signer.signed_attributes.is_none() && signer.signature_algorithm.oid == oid::ED25519
}
