//! The files that are no artifacts, but carry signatures and certificates. SOL 004 does not require a digest of them,
//! so they may hold nothing else.

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::iter;

use super::{PORTION, coverage::Signatures};
use crate::verify::signer::Assessed;
use crate::{
    evidence::{Carrier, Csar, Evidence, FoundSignature},
    limits,
    ordered::Ordered as _,
    package::TOSCA_META,
    portion,
    report::{ArtifactKind, SignatureLocation},
    signature,
    x509::{Certificate, name::Name, path::Chain},
};

/// Returns the files that are not artifacts, with their kinds. A file that only has the name of a certificate or
/// signature file, but was never read as one, does not belong to them.
pub(crate) fn kinds(csar: &Csar) -> BTreeMap<&str, ArtifactKind> {
    let mut kinds = iter::once((TOSCA_META, ArtifactKind::ToscaMetadata)).into_map();
    let was_read = |path: &&str| csar.files.get(*path).is_some_and(|file| file.carrier != Carrier::Unread);
    let certificate = csar.certificate_path.as_deref().filter(was_read);
    kinds.extend(certificate.map(|path| (path, ArtifactKind::Certificate)));
    if let Some(manifest) = &csar.manifest {
        for source in manifest.sources.values() {
            let certificate = source.certificate.as_deref().filter(was_read);
            kinds.extend(certificate.map(|path| (path, ArtifactKind::Certificate)));
            let signature = source.signature.as_deref().filter(was_read);
            kinds.extend(signature.map(|path| (path, ArtifactKind::Signature)));
        }
        kinds.insert(&manifest.path, ArtifactKind::Manifest);
    }
    kinds
}

/// Returns the files with a certificate that belongs to no signer's chain, because such a certificate could hold
/// anything. They are sought only if every signer's chain is known; otherwise the verdict is not `passed` anyway.
pub(in crate::verify) async fn with_foreign_certificates<'a>(
    evidence: &'a Evidence,
    signatures: &Signatures<'a>,
) -> BTreeSet<&'a str> {
    let all: Vec<_> = signatures.all().into_iter().filter(|signature| !signature.is_tolerated).collect();
    if all.iter().any(|signature| signature.trusted.is_none()) {
        return BTreeSet::new();
    }
    let chains = all.iter().filter_map(|signature| signature.trusted.as_ref());
    let in_chains = by_fingerprint(chains.flat_map(|(_, chain)| chain.certificates()));
    portion::end().await;
    // One certificate file may serve thousands of signatures.
    let mut files = BTreeSet::new();
    let mut carried: Vec<(&str, Option<Cow<'_, Certificate>>)> = Vec::new();
    for (index, found) in evidence.signatures.iter().enumerate() {
        if index.is_multiple_of(PORTION) {
            portion::end().await;
        }
        let is_new = found.certificate_path.as_deref().is_some_and(|path| files.insert(path));
        carried.extend(carried_by(found, is_new));
    }
    portion::end().await;
    let others = carried.iter().filter_map(|(_, certificate)| certificate.as_deref());
    let in_tokens = all.iter().flat_map(|signature| &signature.time_stamps.certificates);
    let others: Vec<&Certificate> = others.chain(in_tokens).collect();
    let stampers = time_stamp_authorities(&all, &others);
    let others = others.into_iter().filter(|each| !stampers.contains_key(each.fingerprint.as_str()));
    let others = by_fingerprint(others.filter(|each| !in_chains.contains_key(each.fingerprint.as_str())));
    let accounted =
        Accounting { accounted: in_chains, verifications_left: limits::ACCOUNTING_VERIFICATIONS.count() }.of(&others);
    portion::end().await;
    let is_accounted = |each: &Certificate| {
        let fingerprint = each.fingerprint.as_str();
        accounted.contains_key(fingerprint) || stampers.contains_key(fingerprint)
    };
    let is_foreign = |certificate: &Option<Cow<'_, Certificate>>| !certificate.as_deref().is_some_and(is_accounted);
    let mut foreign: BTreeSet<&str> =
        carried.iter().filter(|(_, certificate)| is_foreign(certificate)).map(|(path, _)| *path).into_set();
    let has_foreign_token = |signature: &&&Assessed| !signature.time_stamps.certificates.iter().all(&is_accounted);
    foreign.extend(all.iter().filter(has_foreign_token).map(|signature| signature.report.path.as_str()));
    foreign
}

/// Indexes certificates by their fingerprints. Most signatures have the same chain, so inserting one after the other is
/// cheaper than sorting them all, as `collect` does.
fn by_fingerprint<'a>(certificates: impl Iterator<Item = &'a Certificate>) -> BTreeMap<&'a str, &'a Certificate> {
    let mut found = BTreeMap::new();
    found.extend(certificates.map(|each| (each.fingerprint.as_str(), each)));
    found
}

/// Returns the certificates in the chains of time stamping authorities whose time is proven, and the roots above them.
/// Other certificates of such an authority do not belong to them, because it issues for everybody.
fn time_stamp_authorities<'a>(
    signatures: &[&'a Assessed],
    others: &[&'a Certificate],
) -> BTreeMap<&'a str, &'a Certificate> {
    let chains = signatures.iter().flat_map(|signature| &signature.time_stamps.authorities);
    let accounted = by_fingerprint(chains.flat_map(Chain::certificates));
    let mut accounting = Accounting { accounted, verifications_left: limits::ACCOUNTING_VERIFICATIONS.count() };
    accounting.add_roots_above(&by_fingerprint(others.iter().copied()));
    accounting.accounted
}

/// Returns the files that hold a time stamp whose time is not proven, because nobody vouches for that time stamp.
pub(in crate::verify) fn with_open_time_stamps<'a>(signatures: &Signatures<'a>) -> BTreeSet<&'a str> {
    let open = signatures.all().into_iter().filter(|signature| signature.time_stamps.is_open);
    open.map(|signature| signature.report.path.as_str()).into_set()
}

/// Finds the certificates that belong to the chains although they are not in one: whoever vouches for a chain vouches
/// for them. The name and key of an authority prove nothing about a certificate, because both are public. Its signature
/// does.
struct Accounting<'a> {
    /// The certificates of the chains and those that belong to them, by fingerprint.
    accounted: BTreeMap<&'a str, &'a Certificate>,
    verifications_left: usize,
}

impl<'a> Accounting<'a> {
    /// Adds the roots above the chains: they sign themselves with a key that has signed a certificate of a chain. Also
    /// adds certificates that an accounted certificate has issued. Certificates are found by the issuer's name, because
    /// there may be thousands.
    fn of(mut self, others: &BTreeMap<&'a str, &'a Certificate>) -> BTreeMap<&'a str, &'a Certificate> {
        self.add_roots_above(others);
        self.add_issued(others);
        self.accounted
    }

    fn add_roots_above(&mut self, others: &BTreeMap<&'a str, &'a Certificate>) {
        let below = by_issuer(self.accounted.values().copied());
        for other in others.values().filter(|other| other.is_self_issued()) {
            if self.verifications_left == 0 {
                break;
            }
            let below = below.get(&other.subject).map(Vec::as_slice).unwrap_or_default();
            if below.iter().any(|below| self.has_issued(other, below)) && self.has_issued(other, other) {
                self.accounted.insert(&other.fingerprint, other);
            }
        }
    }

    fn add_issued(&mut self, others: &BTreeMap<&'a str, &'a Certificate>) {
        let mut unaccounted = by_issuer(others.values().copied().filter(|other| !self.has(other)));
        let mut issuers: Vec<&Certificate> = self.accounted.values().copied().collect();
        while let Some(issuer) = issuers.pop().filter(|_| self.verifications_left > 0) {
            let Some(candidates) = unaccounted.get_mut(&issuer.subject) else { continue };
            let (issued, left) = candidates.iter().partition(|candidate| self.has_issued(issuer, candidate));
            *candidates = left;
            self.accounted.extend(issued.iter().map(|each: &&Certificate| (each.fingerprint.as_str(), *each)));
            issuers.extend::<Vec<_>>(issued);
        }
    }

    fn has(&self, certificate: &Certificate) -> bool {
        self.accounted.contains_key(certificate.fingerprint.as_str())
    }

    /// Returns whether the key of an issuer with the right name made the certificate's signature.
    fn has_issued(&mut self, issuer: &Certificate, subject: &Certificate) -> bool {
        let left = self.verifications_left.checked_sub(signature::cost(&issuer.public_key_info));
        self.verifications_left = left.unwrap_or(0);
        left.is_some() && subject.verify_signature_by(issuer).is_ok()
    }
}

fn by_issuer<'a>(certificates: impl Iterator<Item = &'a Certificate>) -> BTreeMap<&'a Name, Vec<&'a Certificate>> {
    let mut by_issuer: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for certificate in certificates {
        by_issuer.entry(&certificate.issuer).or_default().push(certificate);
    }
    by_issuer
}

/// Returns the certificates that come with a signature, and the paths of their files; a certificate is `None` if it
/// cannot be read. The CMS block of the manifest is not a file of its own.
fn carried_by(found: &FoundSignature, with_file: bool) -> Vec<(&str, Option<Cow<'_, Certificate>>)> {
    let path = found.certificate_path.as_deref().filter(|_| with_file);
    let in_file = path.into_iter().flat_map(|path| found.certificates.iter().map(move |each| (path, each)));
    let mut carried: Vec<_> = in_file.map(|(path, certificate)| (path, Some(Cow::Borrowed(certificate)))).collect();
    if found.location == SignatureLocation::Artifact {
        let embedded = found.signed_data.certificates.iter();
        carried.extend(embedded.map(|der| (found.path.as_str(), Certificate::from_der(der).ok().map(Cow::Owned))));
    }
    carried
}
