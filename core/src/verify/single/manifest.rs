//! A manifest with its signature, without the package.

use alloc::{
    format,
    rc::Rc,
    string::{String, ToString},
    vec::Vec,
};
use core::iter;

use super::{Concluded, assess, conclude};
use crate::{
    certificate_file::readable,
    cms::{SignedData, verify::Content},
    evidence::FoundSignature,
    findings::Findings,
    limits,
    package::manifest::{Manifest, SignatureBlock, Source},
    policy::Policy,
    report::{ManifestReport, ManifestSource, PackageKind, Role, SignatureLocation, Verdict},
    rule::{self, Aspect, Place, Rule},
    time::Time,
    trust::TrustBundle,
    verify::{signer::Assessed, validation_time, verdict},
};

/// Verifies a manifest with the signature in it (SOL 004 clause 4.3.2), without the package. An NFVO returns it so
/// (SOL 003 and SOL 005, resource "Manifest in an individual VNF package").
///
/// `name` is the manifest's file name, for the report. `certificates`, in PEM, DER or PKCS #7, are untrusted material for
/// chains, as those in the signature are: the certificate file that comes with the manifest, for example. `at` is the host's
/// clock. It counts unless the policy says at what time to validate.
///
/// `passed` means that the VNF provider signed this manifest, and the service provider as well if the policy requires it. It
/// says nothing of the files that the manifest lists: those are not there.
///
/// ```
/// use vnfseal::{policy::Policy, report::Verdict, time::Time, trust::TrustBundle};
///
/// let now = Time::from_unix(1_795_262_400);
/// let (trust, policy) = (TrustBundle::new(), Policy::default());
/// let report = vnfseal::verify_manifest("acme.mf", b"metadata:\n", &[], &trust, &policy, now);
/// assert_eq!(report.verdict, Verdict::Failed);
/// assert_eq!(report.findings[0].code, "signature.missing");
/// ```
#[must_use]
pub fn verify_manifest(
    name: &str,
    manifest: &[u8],
    certificates: &[&[u8]],
    trust: &TrustBundle,
    policy: &Policy,
    at: Time,
) -> ManifestReport {
    let at = validation_time(policy, at);
    let mut findings = Findings::default();
    let manifest = read(name, manifest, policy, &mut findings);
    let signature = manifest.as_ref().and_then(|each| read_signature(each, certificates, &mut findings));
    let assessed = assess(signature.as_slice(), trust, policy, at, &mut findings);
    let sources = manifest.as_ref().map(|each| &each.sources);
    let paths = sources.into_iter().flat_map(|all| all.keys()).map(String::as_str);
    if let Some(manifest) = &manifest {
        check_form(manifest, &mut findings);
    }
    let has_roles = prove_roles(name, paths, &assessed, policy, &mut findings);
    let findings = findings.into_report(policy);
    let Concluded { integrity, authenticity, signatures } = conclude(assessed, &findings);
    let authenticity = if has_roles { authenticity } else { authenticity.max(Verdict::Indeterminate) };
    let is_read = manifest.as_ref().is_some_and(|each| !each.is_unread);
    let completeness = verdict::of_aspect(Aspect::Completeness, is_read, &findings);
    ManifestReport {
        verdict: integrity.max(authenticity).max(completeness),
        integrity,
        authenticity,
        completeness,
        kind: manifest.as_ref().map_or(PackageKind::Unknown, Manifest::kind),
        metadata: manifest.as_ref().map(|each| each.metadata.clone()).unwrap_or_default(),
        sources: sources.into_iter().flatten().map(|(path, source)| describe(path, source)).collect(),
        signatures,
        findings,
        policy: Policy { at: Some(at.to_string()), ..policy.clone() },
        trust: trust.to_report(),
    }
}

/// Reads the manifest, or reports that it is too large.
fn read(name: &str, manifest: &[u8], policy: &Policy, findings: &mut Findings) -> Option<Manifest> {
    let limit = limits::POLICY_MANIFEST_BYTES.on_file(policy.limits.manifest_bytes);
    let size = u64::try_from(manifest.len()).unwrap_or(u64::MAX);
    if size > u64::from(limit.octets) {
        let what = format!("'{name}' is larger than {} bytes, the limit for such a file.", limit.octets);
        findings.report(rule::ARCHIVE_LIMIT.broken_at(Place::path(name), what).with_limit(limit.reached(size)));
        return None;
    }
    Some(Manifest::read(name, manifest, &policy.limits, findings))
}

/// Reports what is no manifest of a package, although it was signed: with SOL 004 a provider may sign single files as well, and
/// one of these must not pass for the manifest. Also reports files that the manifest lists and nothing protects.
fn check_form(manifest: &Manifest, findings: &mut Findings) {
    let path = &manifest.path;
    let why = [
        (!manifest.begins_with_metadata, "it does not begin with 'metadata:'"),
        (manifest.kind() == PackageKind::Unknown, "it has the keys of no one kind of package"),
        (manifest.sources.is_empty(), "it lists no file"),
    ];
    if let Some((_, why)) = why.iter().find(|(is_so, _)| *is_so && !manifest.is_unread) {
        let what = format!("'{path}' is not the manifest of a package: {why}.");
        findings.report(rule::MANIFEST_SYNTAX.broken_at(Place::path(path), what));
    }
    for (listed, source) in &manifest.sources {
        if source.digest.is_none() && source.signature.is_none() && !source.has_refused_digest() {
            let what = format!("The manifest states neither a digest nor a signature of '{listed}'.");
            findings.report(rule::ARTIFACT_NO_DIGEST.broken_at(Place::listed(listed, source.line), what));
        }
    }
}

/// Returns whether the signatures prove every role that is needed: the VNF provider, and the service provider if the policy
/// requires it of the manifest or of a file that the manifest lists. Reports a role in which nobody signed.
///
/// The name of the manifest in its package is not known. A glob that matches nothing and ends like the name of a manifest
/// counts as one for this manifest.
fn prove_roles<'a>(
    name: &'a str,
    paths: impl Iterator<Item = &'a str>,
    assessed: &[Assessed],
    policy: &Policy,
    findings: &mut Findings,
) -> bool {
    let mut is_proven = |rule: &'static Rule, role, who| {
        if !assessed.is_empty() && !assessed.iter().any(|signature| signature.intended_role() == role) {
            let what = format!("No valid signature of the {who} covers '{name}'.");
            findings.report(rule.broken_at(Place::path(name), what));
        }
        assessed.iter().any(|signature| signature.proves(role))
    };
    let all: Vec<&str> = iter::once(name).chain(paths).collect();
    let mut needs_service_provider = all.iter().any(|path| policy.needs_service_provider(path));
    let unmatched: Vec<&str> = policy.unmatched_globs(&all).collect();
    needs_service_provider |= unmatched.iter().any(|glob| glob.to_ascii_lowercase().ends_with(".mf"));
    let by_provider = is_proven(rule::ARTIFACT_NOT_SIGNED_BY_PROVIDER, Role::VnfProvider, "VNF provider");
    let by_service_provider = !needs_service_provider
        || is_proven(rule::ARTIFACT_NOT_SIGNED_BY_SERVICE_PROVIDER, Role::ServiceProvider, "service provider");
    for glob in unmatched.iter().filter(|_| !assessed.is_empty()) {
        let what = format!("The policy's '{glob}' in serviceProviderSigned matches no file that the manifest lists.");
        findings.report(rule::POLICY_UNMATCHED_GLOB.broken(what).naming([*glob]));
    }
    by_provider && by_service_provider
}

/// Reads the signature of the manifest, or reports why there is none.
fn read_signature(manifest: &Manifest, certificates: &[&[u8]], findings: &mut Findings) -> Option<FoundSignature> {
    let path = &manifest.path;
    let read = match &manifest.signature {
        SignatureBlock::Absent => {
            let what = format!("'{path}' is not signed.");
            findings.report(rule::SIGNATURE_MISSING.broken_at(Place::path(path), what));
            return None;
        }
        // A finding of the manifest says what is wrong with it.
        SignatureBlock::Unreadable => return None,
        SignatureBlock::Der(der) => SignedData::with_signers(der),
    };
    let signed_data = match read {
        Ok(signed_data) => signed_data,
        Err(violation) => {
            let reword = |sentence| format!("The signature in '{path}' cannot be verified. {sentence}");
            findings.report(violation.reworded(reword).within(Place::path(path)));
            return None;
        }
    };
    Some(FoundSignature {
        location: SignatureLocation::Manifest,
        path: path.clone(),
        signed_path: path.clone(),
        content: Content::of(Rc::clone(&manifest.signed), &signed_data.digest_algorithms()),
        signed_data,
        has_shared_certificate_file: false,
        certificate_path: None,
        certificates: readable(certificates).into(),
    })
}

fn describe(path: &str, source: &Source) -> ManifestSource {
    let (algorithm, digest) = source.declared().unzip();
    ManifestSource {
        path: String::from(path),
        is_external: source.is_external,
        algorithm,
        digest,
        non_mano_artifact_set_ids: source.non_mano_artifact_set_ids.clone(),
    }
}
