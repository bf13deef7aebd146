//! No part of a report denies another part: headlines, rows and statements of packages for which that is hard.

use std::fs;

use der::asn1::{ObjectIdentifier, SetOfVec};
use vnfseal::{
    policy::{Policy, ServiceProviderSignature},
    report::{ConformanceState, Finding, Headline, Report, SignatureState, Verdict},
    trust::TrustBundle,
};
use vnfseal_tests::{
    Archive, Digest, File, IMAGE, Identity, MANIFEST, Package, Provider, RevocationList, SCRIPT, Signing, TOSCA_META,
    Template, Trust, artifact, assert_failed, assert_found, assert_passed, assert_verdict, change_signers,
    contradictions, delivery, describe, files_below, findings, noise, shared, statement, verify, verify_under,
    verify_with, without_digest, zip_region,
};

/// Asserts the state of "all signatures that are available are verified".
#[track_caller]
fn assert_all_verified(report: &Report, expected: ConformanceState) {
    assert_eq!(statement(report, "SEC021-5.2-a").state, expected, "{}", describe(report));
}

#[track_caller]
fn assert_headline(report: &Report, headline: Headline, words: &[&str]) {
    assert_eq!(report.headline, headline, "{}", describe(report));
    for word in words {
        assert!(report.summary.contains(word), "'{word}' is missing in: {}", report.summary);
    }
}

fn accepting(code: &str) -> Policy {
    Policy { accept: vec![code.into()], ..Policy::default() }
}

/// SEC021-6.6-a requires another key than the signer's own, whatever the names are.
#[test]
fn who_signed_a_certificate_is_asked_of_keys() {
    let signed_by = |signer: &Identity| Package::acme().option_1(&Signing::by(signer)).to_bytes();
    let row = |package: &[u8], trust: &Trust| {
        let report = verify_under(&accepting("certificate.self-signed"), package, trust);
        (statement(&report, "SEC021-6.6-a").state, report)
    };
    for issuer in ["CN=acme PACKAGE signing", "CN=Acme  package signing", "CN=Somebody else"] {
        let signer = Template::signer("Acme package signing").self_signed_as(issuer);
        let (state, report) = row(&signed_by(&signer), &Provider::new("Acme").trust());
        assert_eq!(state, ConformanceState::NotMet, "{issuer}: {}", describe(&report));
        assert_found(&report, "certificate.self-signed");
    }
    // The CA has the signer's name.
    let root = Template::authority("Acme").self_signed();
    let (state, report) = row(&signed_by(&root.issue(&Template::signer("Acme"))), &Trust::vnf_provider(&root));
    assert_eq!(state, ConformanceState::Met, "{}", describe(&report));
    assert_passed(&report);
    // The CA has the signer's key, so no higher authority vouches for it.
    let (state, report) = row(&signed_by(&root.renew(&Template::signer("Acme signing"))), &Trust::vnf_provider(&root));
    assert_eq!(state, ConformanceState::NotMet, "{}", describe(&report));
    // No available certificate has issued it, so its issuer is not known.
    let stranger = Provider::new("Somebody else");
    let (state, _) = row(&signed_by(&stranger.signer), &Provider::new("Acme").trust());
    assert_eq!(state, ConformanceState::Unknown);
}

/// A listed file that looks like a signature was not verified as one.
#[test]
fn a_signature_that_was_not_verified_is_told() {
    let acme = Provider::new("Acme");
    let signature = |path: &str| acme.signing().to_file(path.as_bytes());
    let value = acme.signer.key.sign(Digest::Sha256, b"other");
    for (path, content) in [
        (format!("{IMAGE}.cms"), b"signed, Acme".to_vec()),
        (format!("{IMAGE}.sig.cms"), value.clone()),
        (format!("{IMAGE}.sig"), value),
        (format!("{IMAGE}.asc"), b"-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n".to_vec()),
        ("Files/upstream.bin".into(), signature("upstream")),
        ("Files/upstream.der".into(), acme.signing().der().to_file(b"upstream")),
        ("Files/nothing.cms".into(), signature("nothing")),
    ] {
        let package = Package::acme().file(File::new(&path, content));
        for archive in [package.option_1(&acme.signing()), package.option_2(&acme.signing())] {
            let report = verify(&archive.to_bytes(), &acme.trust());
            assert_passed(&report);
            assert_all_verified(&report, ConformanceState::Unknown);
            assert_found(&report, "signature.not-verified");
        }
    }
}

#[test]
fn a_signature_that_is_too_large_to_read_fails_once() {
    let acme = Provider::new("Acme");
    let large = [acme.signing().to_file(b"other"), vec![b'\n'; 2 << 20]].concat();
    let package = Package::acme().file(File::new(&format!("{IMAGE}.p7s"), large));
    let report = verify(&package.option_1(&acme.signing()).to_bytes(), &acme.trust());
    assert_found(&report, "signature.limit");
    assert!(findings(&report, "signature.not-verified").next().is_none(), "{}", describe(&report));
}

#[test]
fn what_is_no_signature_is_not_called_one() {
    let acme = Provider::new("Acme");
    let certificates = acme.signing().altered(|signed_data| signed_data.signer_infos.0 = SetOfVec::new());
    let package = Package::acme()
        .file(File::new(&format!("{IMAGE}.p7b"), certificates.to_file(b"nothing")))
        .file(File::new("Files/chain.pem", acme.root.to_pem()))
        .file(File::new("Files/notes.cms", "about the content management system"));
    let report = verify(&package.option_1(&acme.signing()).to_bytes(), &acme.trust());
    assert_passed(&report);
    assert_all_verified(&report, ConformanceState::Met);
    assert!(findings(&report, "signature.not-verified").next().is_none(), "{}", describe(&report));
}

#[test]
fn a_signature_of_two_files_or_of_none_that_is_here_is_not_verified() {
    let acme = Provider::new("Acme");
    let twice = Package::acme().own_signature(IMAGE, &acme.signing()).manifest(|manifest| {
        let at = format!("Source: {SCRIPT}\n");
        manifest.replace(&at, &format!("{at}Signature: {IMAGE}.sig.cms\n"))
    });
    let report = verify(&twice.option_1(&acme.signing()).to_bytes(), &acme.trust());
    assert_failed(&report, "manifest.duplicate-source");
    assert_all_verified(&report, ConformanceState::NotMet);

    let uri = "https://vnf.example/large.img";
    let signature = File::new("Files/large.sig.cms", acme.signing().to_file(b"large"));
    let external = Package::acme().file(signature).manifest(|manifest| {
        let digest = Digest::Sha256.hex(b"large");
        let source = format!("Source: {uri}\nAlgorithm: SHA-256\nHash: {digest}\nSignature: Files/large.sig.cms\n\n");
        manifest.replacen("Source: ", &format!("{source}Source: "), 1)
    });
    let package = external.option_1(&acme.signing()).to_bytes();
    let report = verify_under(&accepting("artifact.external"), &package, &acme.trust());
    assert_passed(&report);
    assert_all_verified(&report, ConformanceState::Unknown);
    assert_headline(&report, Headline::PassedInPart, &[uri]);
    let report = verify_with(&Policy::default(), &package, &[(uri, b"large")], &acme.trust());
    assert_passed(&report);
    assert_all_verified(&report, ConformanceState::Met);
}

/// A broken deflate stream has no content, however it is signed and listed.
#[test]
fn a_damaged_file_is_not_verified() {
    let acme = Provider::new("Acme");
    let undigested = || Package::acme().manifest(|manifest| without_digest(&manifest, SCRIPT));
    let breaking = |archive: &Archive| {
        let mut bytes = archive.to_bytes();
        let content = zip_region(&bytes, "content", SCRIPT);
        bytes[content.start + content.len() / 2] ^= 0xff;
        bytes
    };
    for package in [
        delivery(breaking(&Package::acme().unsigned()).into(), &acme.signing()).to_bytes(),
        delivery(breaking(&undigested().unsigned()).into(), &acme.signing()).to_bytes(),
        breaking(&Package::acme().option_1(&acme.signing())),
        breaking(&undigested().option_1(&acme.signing())),
        breaking(&undigested().own_signature(SCRIPT, &acme.signing()).option_1(&acme.signing())),
    ] {
        let report = verify(&package, &acme.trust());
        assert_failed(&report, "archive.content");
        let script = artifact(&report, SCRIPT);
        assert_eq!(script.status, Verdict::Failed);
        assert_ne!(script.vnf_provider, SignatureState::Verified);
        assert_eq!(findings(&report, "archive.content").count(), 1, "{}", describe(&report));
    }
}

/// A row may fail for a digest that the manifest refuses, which is reported of the manifest. That excuses no other row, and not
/// the row itself if its digest was compared.
#[test]
fn a_digest_that_is_refused_fails_its_own_row_only() {
    let acme = Provider::new("Acme");
    let hash = |script: &str| format!("Source: {SCRIPT}\nAlgorithm: SHA-256\nHash: {script}");
    let right = hash(&Digest::Sha256.hex(Package::acme().unsigned().content(SCRIPT)));
    for refused in [
        hash("00"),
        hash("").replace("\nHash: ", ""),
        right.replace("\nAlgorithm: SHA-256", ""),
        right.replace("SHA-256", "CRC-32"),
    ] {
        let package = Package::acme().manifest(|manifest| manifest.replace(&right, &refused));
        for archive in [package.option_1(&acme.signing()), package.option_2(&acme.signing())] {
            let report = verify(&archive.to_bytes(), &acme.trust());
            assert_verdict(&report, Verdict::Failed);
            assert_eq!(artifact(&report, SCRIPT).status, Verdict::Failed, "{refused}: {}", describe(&report));
        }
        let report = verify(&package.option_2(&acme.signing()).to_bytes(), &acme.trust());
        let with_status = |path: &str, status: Verdict| {
            let mut changed = report.clone();
            let row = changed.artifacts.iter_mut().find(|each| each.artifact_path == path).expect("it is there");
            row.status = status;
            contradictions(&changed)
        };
        assert!(contradictions(&report).is_empty());
        assert_eq!(with_status(SCRIPT, Verdict::Passed).len(), 1, "{refused}");
        assert_eq!(with_status(IMAGE, Verdict::Failed).len(), 1, "{refused}");
    }
}

/// A file of a delivery and one of its CSAR may have the same path. A finding about one is not about the other.
#[test]
fn a_file_beside_the_csar_is_not_the_one_in_it() {
    let acme = Provider::new("Acme");
    let package = Package::acme().file(File::new("notes.yaml", "a: 1\n")).option_2(&acme.signing());
    let report = verify(&package.adding(File::new("notes.yaml", "b: 2\n")).to_bytes(), &acme.trust());
    assert_failed(&report, "package.ambiguous");
    let notes = artifact(&report, "notes.yaml");
    assert_eq!((notes.status, notes.findings.as_slice()), (Verdict::Passed, &[][..]));
}

#[test]
fn every_artifact_is_said_of_every_artifact_only() {
    let acme = Provider::new("Acme");
    let report = verify(&Package::acme().option_1(&acme.signing()).to_bytes(), &acme.trust());
    assert_headline(&report, Headline::Passed, &["Every artifact", "CN=Acme package signing"]);
    let package = Package::acme().without_listed_tosca_meta().option_1(&acme.signing());
    let report = verify(&package.to_bytes(), &acme.trust());
    assert_passed(&report);
    assert_headline(
        &report,
        Headline::PassedInPart,
        &["This does not hold for", TOSCA_META, "CN=Acme package signing"],
    );
    assert!(!report.summary.contains("very artifact"), "{}", report.summary);
}

/// The sentence belongs to the gravest finding.
#[test]
fn the_headline_says_what_matters_most() {
    let acme = Provider::new("Acme");
    let signed = || Package::acme().option_1(&acme.signing());
    let now = |package: &Archive, trust: &Trust| verify(&package.to_bytes(), trust);

    let extra = Package::acme().unsigned().adding(File::new("evil.sh", "reboot"));
    assert_headline(&now(&extra, &acme.trust()), Headline::NotSigned, &["Do not use this package: it is not signed."]);
    let pdf = [b"%PDF-1.7\n".as_slice(), &noise(3000)].concat();
    assert_headline(&verify(&pdf, &acme.trust()), Headline::NotAPackage, &["This is not a VNF package"]);
    assert_headline(&verify(b"", &acme.trust()), Headline::NotAPackage, &["This is not a VNF package"]);

    let list = RevocationList::current().revoking(&acme.signer).signed_by(&acme.issuing);
    let revoked = acme.trust().and_lists(&[list]);
    let changed = signed().changing(SCRIPT, |script| script.push(b'#'));
    for package in [&signed(), &changed] {
        assert_headline(&now(package, &revoked), Headline::Revoked, &["was revoked on 20", "revoked"]);
    }
    assert_headline(&now(&changed, &acme.trust()), Headline::Changed, &["its content is not what was signed", SCRIPT]);

    for (oid, name) in [("1.2.840.113549.2.5", "MD5"), ("1.3.14.3.2.26", "SHA-1")] {
        let forgeable = acme.signing().altered(move |signed_data| {
            change_signers(signed_data, |signer| signer.digest_alg.oid = ObjectIdentifier::new_unwrap(oid));
        });
        let report = now(&Package::acme().option_1(&forgeable), &acme.trust());
        let words = [name, "can be forged", "manifest signature", MANIFEST];
        assert_headline(&report, Headline::Algorithm, &words);
    }
    let report = now(&signed(), &Trust::nobody());
    let words = ["Not determined: you have not added a CA certificate yet, so the signer cannot be checked."];
    assert_headline(&report, Headline::NoTrust, &words);
    let mut own = Trust::nobody();
    own.vnf_provider.signing_certificates.push(acme.signer.to_pem());
    assert_headline(&now(&signed(), &own), Headline::NoTrust, &["the signer's own certificate", "CN=Acme issuing CA"]);

    let required = Policy { service_provider_signature: ServiceProviderSignature::Required, ..Policy::default() };
    let report = verify_under(&required, &signed().to_bytes(), &acme.trust());
    let words = ["your own organisation's signature is required by the policy and missing"];
    assert_headline(&report, Headline::NotReleased, &words);

    let expired = Provider::with_signer("Acme", &Template::signer("Acme").expired());
    let report = now(&Package::acme().option_1(&expired.signing()), &expired.trust());
    assert_headline(&report, Headline::Expired, &["has expired", "20"]);
    let stranger = Provider::new("Somebody else");
    let report = now(&signed(), &stranger.trust());
    assert_headline(&report, Headline::NotTrusted, &["You trust: ", "CN=Somebody else root CA"]);
    let report = now(&Package::acme().option_1(&Signing::by(&acme.root)), &acme.trust());
    assert_failed(&report, "certificate.usage");
    assert!(report.summary.contains("must not") && report.summary.contains("CA"), "{}", report.summary);
    let file_added = signed().adding(File::new("Scripts/evil.sh", "reboot"));
    assert_headline(&now(&file_added, &acme.trust()), Headline::SlippedIn, &["Scripts/evil.sh"]);
}

/// The report on every package of others agrees with itself, with every trust bundle that comes with it and with none.
#[test]
fn reports_on_packages_of_others_agree_with_themselves() {
    for folder in ["packages", "field", "attacks/extract"] {
        let Some(folder) = shared(folder) else { continue };
        for path in files_below(&folder) {
            let is_package = path.extension().is_some_and(|each| each == "csar" || each == "zip");
            let bytes = fs::read(&path).expect("a file that can be read");
            if !is_package || bytes.len() > 16 << 20 {
                continue;
            }
            let _ = verify(&bytes, &Trust::nobody());
            let beside = path.parent().into_iter().flat_map(|folder| fs::read_dir(folder).expect("a folder"));
            for file in beside.map(|entry| entry.expect("an entry").path()).filter(|each| each.is_file()) {
                let mut trust = TrustBundle::new();
                let is_trust =
                    file.extension().is_some_and(|each| matches!(each.to_str(), Some("pem" | "crt" | "cert" | "json")));
                if is_trust && trust.add(&fs::read(&file).expect("a file")).is_ok() {
                    let _ = verify(&bytes, trust);
                }
            }
        }
    }
}

/// A report lists so many findings of one rule and no more, but it says how many there are.
#[test]
fn findings_that_are_not_listed_are_counted() {
    let acme = Provider::new("Acme");
    let mut package = Package::acme().option_1(&acme.signing());
    package.files.extend((0..1200).map(|number| File::new(&format!("extra/{number}.bin"), "x")));
    let report = verify(&package.to_bytes(), &acme.trust());
    let unlisted = || findings(&report, "artifact.unlisted");
    assert_eq!(unlisted().count(), 1000);
    assert_eq!(Finding::count_of(unlisted()), 1200);
    assert!(report.summary.contains("And 1199 further findings."), "{}", report.summary);
}
