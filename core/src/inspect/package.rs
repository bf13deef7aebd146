//! Describes what is in a package.

use alloc::{
    collections::BTreeSet,
    string::{String, ToString},
    vec::Vec,
};

use crate::{
    cms::{Attributes, SignerInfo},
    digest::DigestAlgorithm,
    evidence::{Csar, Evidence, FoundSignature},
    ordered::Ordered as _,
    package::manifest::Source,
    policy::Policy,
    report::{ArtifactKind, CertificateReport, InspectedFile, InspectedSignature, InspectedSigner, PackageInspection},
    signature, verify, work,
    x509::Certificate,
};

/// Describes the evidence, without judging it by trust, policy or time.
pub(crate) fn inspect_package(evidence: &Evidence) -> PackageInspection {
    PackageInspection {
        package: verify::describe(evidence),
        files: evidence.csar.as_ref().map(describe_files).unwrap_or_default(),
        signatures: evidence.signatures.iter().map(describe_signature).collect(),
        findings: evidence.findings.clone().into_report(&Policy::default()),
    }
}

fn describe_files(csar: &Csar) -> Vec<InspectedFile> {
    let kinds = verify::kinds(csar);
    let sources = csar.manifest.as_ref().map(|manifest| &manifest.sources);
    let paths: BTreeSet<&String> = csar.files.keys().chain(sources.into_iter().flat_map(|all| all.keys())).into_set();
    let describe = |path: &String| {
        let file = csar.files.get(path);
        let source = sources.and_then(|all| all.get(path));
        let (algorithm, digest) = source.and_then(Source::declared).unzip();
        InspectedFile {
            path: path.clone(),
            kind: match (file, source) {
                (_, Some(source)) if source.is_external => ArtifactKind::External,
                (None, _) => ArtifactKind::Missing,
                (Some(_), _) => kinds.get(path.as_str()).copied().unwrap_or(ArtifactKind::Local),
            },
            size: file.map(|file| file.size),
            is_listed: source.is_some(),
            algorithm,
            digest,
            non_mano_artifact_set_ids: source.map(|each| each.non_mano_artifact_set_ids.clone()).unwrap_or_default(),
        }
    };
    paths.into_iter().map(describe).collect()
}

fn describe_signature(found: &FoundSignature) -> InspectedSignature {
    let embedded: Vec<Certificate> =
        found.signed_data.certificates.iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
    let all: Vec<&Certificate> = embedded.iter().chain(found.certificates.iter()).collect();
    InspectedSignature {
        location: found.location,
        path: found.path.clone(),
        signed_path: found.signed_path.clone(),
        signers: found.signed_data.signer_infos.iter().map(|signer| describe_signer(signer, &all)).collect(),
        embedded_certificates: found.signed_data.certificates.len(),
        certificate_path: found.certificate_path.clone(),
    }
}

fn describe_signer(signer: &SignerInfo, certificates: &[&Certificate]) -> InspectedSigner {
    let attributes = signer.signed_attributes.as_deref().and_then(|der| Attributes::read(der).ok());
    let digest = DigestAlgorithm::from_oid(signer.digest_algorithm.oid);
    work::done(certificates.len());
    let certificate = certificates.iter().find(|certificate| signer.identifier.names(certificate));
    InspectedSigner {
        named_by: signer.identifier.to_text(),
        digest_algorithm: digest
            .map_or_else(|| signature::name_of(signer.digest_algorithm.oid), |digest| String::from(digest.name())),
        signature_algorithm: signature::describe(&signer.signature_algorithm),
        signing_time: attributes.and_then(|attributes| attributes.signing_time()).map(|time| time.to_string()),
        certificate: certificate.map(|certificate| -> CertificateReport { certificate.to_report() }),
    }
}
