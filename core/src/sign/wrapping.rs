//! A CSAR becomes an Option 2 delivery (SOL 004 clause 5.1).

use alloc::{format, rc::Rc, string::String, vec::Vec};
use core::iter;

use super::{
    new_package::{self, refuse_findings, unwritable},
    provider::check_provider,
    refusal::{CSAR_FAULTY, CSAR_IS_DELIVERY, CSAR_NAME, SOURCE_CHANGED},
    signed_data::PendingSignedData,
    signer::Signer,
    signing::{Asked, Prepared, Signing},
};
use crate::{
    Verification,
    archive::{
        builder::NewFile,
        segment::{Changes, EntryContent, Segment},
    },
    cms::verify::Content,
    evidence::Evidence,
    host::{exchange::Exchange, task::DigestTask},
    ordered::Ordered as _,
    package::extension,
    pem,
    policy::Policy,
    reason::{Failure, Refusal},
    report::SignatureLocation,
    rule::{self, Place},
    time::Time,
    trust::TrustBundle,
    whitelist::names::{self, Letters},
};

impl Signing {
    /// Makes an Option 2 delivery of a CSAR: an archive with the CSAR as it is, and beside it the VNF provider's signature
    /// over all of its bytes, with the certificate inside. Source 0 is the CSAR.
    ///
    /// Begins with a CSAR that was read to its end. It needs no signature inside. Its file name, with the ending `.csar`,
    /// is its name in the delivery.
    ///
    /// Trust and policy are those by which the delivery will be judged. If the bundle names no authority, the signer's
    /// certificate is checked alone. `now` is the host's clock, the signing time, and the time of both files.
    ///
    /// # Errors
    /// If the signer does not verify, the file is not a CSAR without a fault, its name may not be used in a delivery, or it
    /// was not read to its end.
    pub fn wrap(
        verification: &Verification,
        trust: &TrustBundle,
        policy: &Policy,
        signer: &Signer,
        now: Time,
    ) -> Result<Self, Failure> {
        check_provider(signer, trust, policy, now)?;
        let evidence = verification.evidence().map_err(Failure::Misuse)?;
        check_csar(evidence, policy)?;
        let name = name_in_delivery(&evidence.file_name)?;
        let exchange = Exchange::default();
        let work = Wrapping {
            exchange: exchange.clone(),
            csar: Rc::clone(evidence),
            policy: policy.clone(),
            signer: signer.clone(),
            name,
            now,
        };
        Ok(Self::new(exchange, work.run()))
    }
}

/// Everything that is needed for a delivery.
#[derive(Clone)]
struct Wrapping {
    exchange: Exchange,
    csar: Rc<Evidence>,
    policy: Policy,
    signer: Signer,
    /// The name of the CSAR in the delivery.
    name: String,
    now: Time,
}

impl Wrapping {
    async fn run(self) -> Result<Asked, Refusal> {
        let algorithm = self.signer.digest_algorithm();
        let task = DigestTask {
            algorithms: Vec::from([algorithm]),
            finds_crc32: true,
            ..DigestTask::of_source(0, self.name.clone(), self.csar.file_size)
        };
        let outcome = self.exchange.digest(Vec::from([task])).await.pop();
        let found = outcome.and_then(|outcome| Some((outcome.digests.into_iter().next()?, outcome.crc32?)));
        let Some((digest, crc32)) = found else {
            let what = "The CSAR has changed since it was read.";
            return Err(SOURCE_CHANGED.because(what));
        };
        let content = Content { digests: iter::once((algorithm, digest)).into_short_map(), ..Content::default() };
        let pending = PendingSignedData::over(None, content, &self.signer, self.now)?;
        let base = self.name.strip_suffix(ENDING).unwrap_or(&self.name);
        let prepared = Prepared { path: format!("{base}.cms"), pending };
        Ok(Asked::new(Vec::from([prepared]), move |signed| {
            let work = self.clone();
            async move { work.write(signed, crc32).await }
        }))
    }

    async fn write(&self, signed: Changes, crc32: u32) -> Result<Vec<Segment>, Refusal> {
        let content = EntryContent::of_source(0, self.csar.file_size, crc32);
        let csar = NewFile { path: self.name.clone(), content };
        let signature = signed
            .into_iter()
            .map(|(path, der)| NewFile { path, content: EntryContent::Bytes(pem::encode("CMS", &der).into_bytes()) });
        let files: Vec<NewFile> = [csar].into_iter().chain(signature).collect();
        let (segments, evidence) = new_package::write(&self.exchange, &files, &self.policy, self.now).await?;
        if self.is_read(&evidence) { Ok(segments) } else { Err(unwritable()) }
    }

    /// Returns whether the delivery was read as one of this CSAR, with a signature over it.
    fn is_read(&self, delivery: &Evidence) -> bool {
        let files = |evidence: &Evidence| {
            let files = evidence.csar.iter().flat_map(|csar| &csar.files);
            files.map(|(path, file)| (path.clone(), file.size)).collect::<Vec<_>>()
        };
        let found = delivery.signatures.first();
        delivery.csar_path.as_ref() == Some(&self.name)
            && found.is_some_and(|found| found.location == SignatureLocation::Package && found.signed_path == self.name)
            && files(delivery) == files(&self.csar)
    }
}

const ENDING: &str = ".csar";

/// Refuses what is not a CSAR, and one that no signature could make right.
fn check_csar(evidence: &Evidence, policy: &Policy) -> Result<(), Refusal> {
    if let Some(csar) = &evidence.csar_path {
        let what = format!("The file is a delivery already: it holds '{csar}'.");
        return Err(CSAR_IS_DELIVERY.because(what));
    }
    refuse_findings(CSAR_FAULTY, evidence, policy)?;
    if evidence.csar.is_none() {
        return Err(CSAR_FAULTY.because("The file is not a CSAR."));
    }
    Ok(())
}

/// Returns the name of the CSAR in its delivery. Nothing signs that name, so it has to be a plain one.
fn name_in_delivery(file_name: &str) -> Result<String, Refusal> {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let base = if matches!(extension(name).as_deref(), Some("csar" | "zip")) {
        name.rsplit_once('.').map_or(name, |(base, _)| base)
    } else {
        name
    };
    let name = format!("{base}{ENDING}");
    let fault =
        if base.is_empty() { Some("has nothing before its ending") } else { names::fault(&name, Letters::AllScripts) };
    match fault {
        None => Ok(name),
        Some(fault) => {
            let what =
                format!("The name '{}' cannot stand in a delivery: it {fault}. Rename the file.", name.escape_debug());
            let violation = rule::ARCHIVE_UNSAFE_NAME.broken_at(Place::path(&name), what);
            Err(CSAR_NAME.broken_by(violation))
        }
    }
}
