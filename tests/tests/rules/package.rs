//! Deliveries, TOSCA.meta and manifests that are not as SOL 004 requires.

use vnfseal_tests::{Archive, Digest, File, MANIFEST, Package, Provider, SCRIPT, SIGNATURE, TOSCA_META, VNFD};

use super::Case;

pub(crate) fn cases(provider: &Provider) -> Vec<Case> {
    [delivery(provider), tosca_meta(provider), manifest(provider)].into_iter().flatten().collect()
}

fn delivery(provider: &Provider) -> Vec<Case> {
    let signed = Package::acme().option_2(&provider.signing());
    let with = |code, file| Case::new(code, provider, signed.clone().adding(file));
    let mut both = Package::acme().option_1(&provider.signing());
    both.files.extend(signed.files.clone());
    let mut renamed = signed.clone();
    renamed.files.iter_mut().filter(|file| file.path == SIGNATURE).for_each(|file| file.path = "acme_vnf.sig".into());
    let readme = Archive { files: vec![File::new("README.txt", "Read me.")] };
    // A ContentInfo with AuthEnvelopedData (RFC 5083).
    let encrypted = b"\x30\x82\x10\0\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17\xA0\x82".to_vec();
    vec![
        Case::new("package.no-csar", provider, readme),
        Case::new("package.encrypted", provider, encrypted),
        with("package.several-csars", File::stored("other.csar", Package::acme().unsigned().to_bytes())),
        with("package.several-signatures", File::new("other.cms", "")),
        with("package.ambiguous", File::new("Scripts/instantiate.sh", "#!/bin/sh\n")),
        Case::new("package.ambiguous", provider, both),
        with("package.extra-file", File::new("README.txt", "Read me.")),
        with("package.unexpected-file", File::new("install.sh", "#!/bin/sh\n")),
        Case::new("package.file-ending", provider, renamed),
    ]
}

fn tosca_meta(provider: &Provider) -> Vec<Case> {
    let changed =
        |code, change: fn(String) -> String| Case::option_1(code, provider, &Package::acme().tosca_meta(change));
    let two_definitions = Package::acme()
        .option_1(&provider.signing())
        .removing(TOSCA_META)
        .adding(File::new("acme_vnf.yaml", ""))
        .adding(File::new("other.yaml", ""));
    let two_readings = Package::acme()
        .without_listed_tosca_meta()
        .option_1(&provider.signing())
        .changing(TOSCA_META, |meta| meta.extend(b"\nEntry-Definitions: Tests/plan.txt\n"));
    vec![
        changed("tosca-meta.syntax", |text| format!("what is this\n{text}")),
        changed("tosca-meta.conflict", |text| text + "Entry-Manifest: other.mf\n"),
        changed("tosca-meta.missing-key", |text| text.replace(&format!("Entry-Definitions: {VNFD}\n"), "")),
        changed("tosca-meta.dangling", |text| text.replace(VNFD, "Definitions/nowhere.yaml")),
        changed("tosca-meta.not-an-artifact", |text| text.replace(VNFD, MANIFEST)),
        changed("tosca-meta.conflict", |text| text + "Entry-Tests: Plans\n"),
        changed("tosca-meta.incomplete", |text| text.replace("Created-By: Acme Networks\n", "")),
        changed("tosca-meta.incomplete", |text| text.replace("ETSI-Entry-Change-Log: ChangeLog.txt\n", "")),
        Case::new("tosca-meta.two-readings", provider, two_readings),
        changed("tosca-meta.no-folder", |text| text.replace(": Tests\n", ": Test\n")),
        Case::new("package.definitions", provider, two_definitions),
    ]
}

fn manifest(provider: &Provider) -> Vec<Case> {
    let changed =
        |code, change: fn(String) -> String| Case::option_1(code, provider, &Package::acme().manifest(change));
    let signed = Package::acme().option_1(&provider.signing());
    let followed_by = |code, text: &str| {
        Case::new(code, provider, signed.clone().changing(MANIFEST, |manifest| manifest.extend(text.bytes())))
    };
    let without_metadata = signed.clone().removing(TOSCA_META).adding(File::new("other.yaml", ""));
    vec![
        Case::new("manifest.missing", provider, without_metadata),
        changed("manifest.syntax", |text| text + "what is this\n"),
        changed("manifest.metadata", |text| {
            text.replacen("metadata:\n", "metadata:\n  vnf_provider_id: Somebody\n", 1)
        }),
        changed("manifest.empty-set", |text| text + "  onap_yang_modules:\n"),
        changed("manifest.empty-set", |text| {
            text.replace("  onap_pm_dictionary:", "  onap_others:\n  onap_pm_dictionary:")
        }),
        changed("manifest.certificate-alone", |text| text.replacen("Hash: ", "Certificate: ChangeLog.txt\nHash: ", 1)),
        changed("manifest.duplicate-source", |text| text + &source(SCRIPT, "SHA-256", &"00".repeat(32))),
        changed("manifest.unsafe-source", |text| text + &source("../../etc/passwd", "SHA-256", &"00".repeat(32))),
        changed("manifest.source-missing", |text| text + &source("Files/nowhere", "SHA-256", &"00".repeat(32))),
        changed("manifest.other-name", |text| text.replace("Source: ChangeLog.txt", "Source: Changelog.txt")),
        changed("manifest.algorithm", |text| text.replacen("SHA-256", "MD5", 1)),
        Case::option_1("manifest.algorithm-weak", provider, &Package::acme().digest(Digest::Sha224)),
        changed("manifest.hash", |text| text.replacen("Hash: ", "Hash: 0", 1)),
        changed("manifest.signature-marker", |text| text + "# ----- Begin CMS -----\n"),
        followed_by("manifest.signature-block", "-----BEGIN CMS-----\n"),
        followed_by("manifest.signature-block", &provider.signing().to_pem(b"another manifest")),
        followed_by("manifest.text-after-signature", &source("Files/afterwards", "SHA-256", &"00".repeat(32))),
    ]
}

/// Returns one entry of a manifest.
pub(crate) fn source(path: &str, algorithm: &str, hash: &str) -> String {
    format!("\nSource: {path}\nAlgorithm: {algorithm}\nHash: {hash}\n")
}
