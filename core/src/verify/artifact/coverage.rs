//! Which signatures cover a file, and what the signatures of each role state about it.

use alloc::{collections::BTreeMap, vec::Vec};

use super::{Assessor, Listed, PORTION};
use crate::portion;
use crate::report::{ArtifactKind, Coverage, Role, SignatureLocation, SignatureState, Verdict};
use crate::verify::signer::Assessed;

/// All signatures, by the file that they cover.
#[derive(Default)]
pub(in crate::verify) struct Signatures<'a> {
    pub(in crate::verify) whole: Vec<&'a Assessed>,
    pub(in crate::verify) manifest: Vec<&'a Assessed>,
    pub(in crate::verify) artifact: BTreeMap<&'a str, Vec<&'a Assessed>>,
    /// The worst status of signatures over single files, by the path of the file that holds them.
    carried: BTreeMap<&'a str, Verdict>,
}

impl<'a> Signatures<'a> {
    pub(in crate::verify) async fn of(signatures: &'a [Assessed]) -> Self {
        let mut sorted = Self::default();
        for (index, signature) in signatures.iter().enumerate() {
            if index.is_multiple_of(PORTION) {
                portion::end().await;
            }
            match signature.location() {
                SignatureLocation::Package => sorted.whole.push(signature),
                SignatureLocation::Manifest => sorted.manifest.push(signature),
                SignatureLocation::Artifact => {
                    sorted.artifact.entry(&signature.report.signed_path).or_default().push(signature);
                    let status = sorted.carried.entry(&signature.report.path).or_insert(Verdict::Passed);
                    *status = signature.status().max(*status);
                }
                // The signature does not belong to a package.
                SignatureLocation::SignedData => {}
            }
        }
        sorted
    }

    pub(in crate::verify) fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.manifest.is_empty() && self.artifact.is_empty()
    }

    pub(in crate::verify) fn all(&self) -> Vec<&'a Assessed> {
        self.whole.iter().chain(&self.manifest).chain(self.artifact.values().flatten()).copied().collect()
    }

    pub(in crate::verify) fn any_proves(&self, role: Role) -> bool {
        self.all().into_iter().any(|signature| signature.proves(role))
    }
}

impl Assessor<'_> {
    /// Returns the ways in which signatures cover the file, whether or not the signatures hold.
    pub(in crate::verify) fn coverage(&self, path: &str, kind: ArtifactKind, has_digest: bool) -> Vec<Coverage> {
        let mut coverage = Vec::new();
        let is_signed = kind == ArtifactKind::Manifest || has_digest;
        if !self.signatures.manifest.is_empty() && is_signed {
            coverage.push(Coverage::SignedManifest);
        }
        if self.signatures.artifact.contains_key(path) {
            coverage.push(Coverage::ArtifactSignature);
        }
        let is_within = match kind {
            ArtifactKind::Missing => false,
            // An external artifact is not inside, but its digest is in the manifest, which is inside.
            ArtifactKind::External => has_digest,
            _ => true,
        };
        if !self.signatures.whole.is_empty() && is_within {
            coverage.push(Coverage::WholePackage);
        }
        coverage
    }

    pub(in crate::verify) fn covering(&self, path: &str, coverage: Coverage) -> &[&Assessed] {
        match coverage {
            Coverage::SignedManifest => &self.signatures.manifest,
            Coverage::WholePackage => &self.signatures.whole,
            Coverage::ArtifactSignature => self.signatures.artifact.get(path).map_or(&[], Vec::as_slice),
        }
    }

    /// Returns whether a signature that may be the VNF provider's covers the whole package. A signature of the service
    /// provider is over whatever the package was by then, and a tolerated one proves nothing.
    pub(in crate::verify) fn provider_covers_whole(&self) -> bool {
        self.signatures.whole.iter().any(|signature| may_be_providers(signature))
    }

    /// Returns whether the file's own signature is the only one that covers it, among those that may be the VNF
    /// provider's. Such a signature does not state which file it is for.
    pub(in crate::verify) fn is_bound_by_own_signature_only(&self, path: &str, coverage: &[Coverage]) -> bool {
        let by_provider =
            |coverage: &&Coverage| self.covering(path, **coverage).iter().any(|each| may_be_providers(each));
        let mut covering = coverage.iter().filter(by_provider);
        covering.next() == Some(&Coverage::ArtifactSignature) && covering.next().is_none()
    }

    /// Returns what the signatures of one role state about the file. A signer who is trusted for no role counts as one
    /// who means to be the VNF provider, because a package is first of all the provider's.
    pub(in crate::verify) fn state(
        &self,
        path: &str,
        kind: ArtifactKind,
        coverage: &[Coverage],
        listed: Listed,
        role: Role,
    ) -> SignatureState {
        let mut state = SignatureState::None;
        for coverage in coverage {
            for signature in self.covering(path, *coverage) {
                if signature.intended_role() != role || signature.is_tolerated {
                    continue;
                }
                let by_digest = coverage.is_by_digest(kind);
                let one = match listed {
                    Listed::Differs | Listed::Damaged => SignatureState::Failed,
                    Listed::NotCompared | Listed::WithoutDigest | Listed::Encrypted if by_digest => {
                        SignatureState::Indeterminate
                    }
                    _ => one_signature(signature, role),
                };
                state = worse(state, one);
            }
        }
        state
    }

    /// Returns the status of the signatures to which a signature or certificate file belongs.
    pub(in crate::verify) fn status_of_carrier(&self, path: &str) -> Verdict {
        let signatures = &self.signatures;
        let worst = if self.csar.certificate_path.as_deref() == Some(path) {
            let served = signatures.manifest.iter().chain(signatures.artifact.values().flatten());
            served.map(|signature| signature.status()).max()
        } else {
            signatures.carried.get(path).copied()
        };
        worst.unwrap_or(Verdict::Indeterminate)
    }
}

impl Coverage {
    /// Returns whether the digest of the file in the manifest is signed, and not the file itself. Then both must be
    /// compared.
    pub(in crate::verify) fn is_by_digest(self, kind: ArtifactKind) -> bool {
        match self {
            Self::SignedManifest => kind != ArtifactKind::Manifest,
            Self::WholePackage => kind == ArtifactKind::External,
            Self::ArtifactSignature => false,
        }
    }
}

fn may_be_providers(signature: &Assessed) -> bool {
    !signature.is_tolerated && signature.intended_role() == Role::VnfProvider
}

/// Returns what one signature states about a file whose content is as signed.
fn one_signature(signature: &Assessed, role: Role) -> SignatureState {
    if signature.proves(role) && signature.report.authenticity == Verdict::Passed {
        return SignatureState::Verified;
    }
    let is_failed = signature.report.integrity == Verdict::Failed || signature.report.authenticity == Verdict::Failed;
    if is_failed { SignatureState::Failed } else { SignatureState::Indeterminate }
}

/// Returns the worse of two states, because every signature that covers a file has to hold.
fn worse(one: SignatureState, other: SignatureState) -> SignatureState {
    let rank = |state: SignatureState| match state {
        SignatureState::None => 0,
        SignatureState::Verified => 1,
        SignatureState::Indeterminate => 2,
        SignatureState::Failed => 3,
    };
    if rank(other) > rank(one) { other } else { one }
}
