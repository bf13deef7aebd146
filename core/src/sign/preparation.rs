//! Reads what is to be signed, and writes what was signed.

use alloc::{format, rc::Rc, vec, vec::Vec};

use super::{
    refusal::{ARCHIVE_UNUSABLE, PACKAGE_CHANGED, SIGNATURE_UNUSABLE},
    signed_data::PendingSignedData,
    signer::Signer,
    signing::Prepared,
    target::{Extent, targets},
};
use crate::{
    archive::{
        Archive, Region,
        segment::{Changes, Segment},
        writer,
    },
    cms::verify::Content,
    digest::DigestAlgorithm,
    evidence::{Evidence, FoundSignature},
    findings::Findings,
    host::{exchange::Exchange, task::DigestTask},
    limits,
    ordered::Ordered as _,
    policy::Limits,
    reason::Refusal,
    report::SignatureLocation,
    time::Time,
};

/// Everything that a preparation needs.
#[derive(Clone)]
pub(super) struct Preparation {
    pub(super) exchange: Exchange,
    pub(super) evidence: Rc<Evidence>,
    pub(super) limits: Limits,
    pub(super) signer: Signer,
    pub(super) extent: Extent,
    pub(super) now: Time,
}

impl Preparation {
    /// Reads the files that hold the signatures, and has digests computed that the verification did not need.
    pub(super) async fn run(self) -> Result<Vec<Prepared>, Refusal> {
        let mut findings = Findings::default();
        let name = &self.evidence.file_name;
        let archive = Archive::open(&self.exchange, self.whole(), name, &self.limits, &mut findings).await;
        let archive = archive.ok_or_else(changed)?;
        let mut prepared = Vec::new();
        for found in targets(&self.evidence, self.extent)? {
            let file = self.read(&archive, found).await?;
            let content = self.content(&archive, found).await?;
            let pending = PendingSignedData::over(Some(&file), content, &self.signer, self.now).map_err(|refusal| {
                Refusal { sentence: format!("'{}': {}", found.path, refusal.sentence), ..refusal }
            })?;
            prepared.push(Prepared { path: found.path.clone(), pending });
        }
        Ok(prepared)
    }

    /// Writes the changed files into the archive.
    pub(super) async fn write(self, changes: Changes) -> Result<Vec<Segment>, Refusal> {
        let contents = changes.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
        let written = writer::replace(&self.exchange, self.whole(), &contents, &self.limits).await;
        written.map_err(|violation| ARCHIVE_UNUSABLE.because(violation.sentence))
    }

    /// Returns the place of the outer archive: the CSAR of Option 1, or the delivery of Option 2.
    fn whole(&self) -> Region {
        Region { source: 0, offset: 0, length: self.evidence.file_size }
    }

    /// Reads the file with the signature. It has to hold what was verified.
    async fn read(&self, archive: &Archive, found: &FoundSignature) -> Result<Vec<u8>, Refusal> {
        let entry = archive.entry(&found.path).ok_or_else(changed)?;
        let is_manifest = found.location == SignatureLocation::Manifest;
        let limit = if is_manifest {
            limits::POLICY_MANIFEST_BYTES.on_file(self.limits.manifest_bytes)
        } else {
            limits::POLICY_METADATA_BYTES.on_file(self.limits.metadata_bytes)
        };
        let file = archive.read(&self.exchange, entry, limit, &mut Findings::default()).await.ok_or_else(changed)?;
        let signed = found.content.bytes.as_deref().filter(|_| is_manifest).unwrap_or_default();
        let is_same = file.starts_with(signed) && PendingSignedData::holds(&file, &found.signed_data)?;
        if is_same { Ok(file) } else { Err(changed()) }
    }

    /// Returns the signed content with the digest that the new signature needs. If that is not known from the verification,
    /// the content is digested again, and has to be what was verified.
    async fn content(&self, archive: &Archive, found: &FoundSignature) -> Result<Content, Refusal> {
        let algorithm = self.signer.digest_algorithm();
        if let Some(bytes) = &found.content.bytes {
            return Ok(Content::of(Rc::clone(bytes), &[algorithm]));
        }
        if found.content.digests.contains_key(&algorithm) {
            return Ok(found.content.clone());
        }
        let Some(entry) = archive.entry(&found.signed_path) else {
            let what = format!(
                "'{}' is not in the package. It can be signed only with a digest algorithm that its own signature uses.",
                found.signed_path
            );
            return Err(SIGNATURE_UNUSABLE.because(what));
        };
        let known = found.content.digests.keys().copied();
        let algorithms: Vec<DigestAlgorithm> = known.chain([algorithm]).collect();
        let task = DigestTask { algorithms: algorithms.clone(), ..archive.task(entry) };
        let outcome = self.exchange.digest(vec![task]).await.pop().filter(|outcome| outcome.intact);
        let digests = outcome.ok_or_else(changed)?.digests;
        let digests = algorithms.into_iter().zip(digests);
        let content = Content { digests: digests.into_short_map(), ..found.content.clone() };
        let is_same = found.content.digests.iter().all(|(known, digest)| content.digests.get(known) == Some(digest));
        if is_same { Ok(content) } else { Err(changed()) }
    }
}

/// Refuses a package whose bytes are not those that were verified.
fn changed() -> Refusal {
    PACKAGE_CHANGED.refusal()
}
