//! Packages with the service provider's signature: they pass where it is required, and what was there stays.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use cms::{content_info::ContentInfo, signed_data::SignedData};
use der::{DecodePem, Encode};
use vnfseal::{
    digest::DigestAlgorithm,
    policy::Policy,
    report::{Report, Role, SignatureState, Verdict},
    sign::Extent,
};
use vnfseal_tests::{
    CERTIFICATE, CSAR, CertificatePlace, IMAGE, KeyAlgorithm, Layout, MANIFEST, Package, Provider, RawArchive,
    RawEntry, SCRIPT, SIGNATURE, Template, Trust, artifact, assert_failed, assert_passed, delivery, verify_under,
};
use zip::ZipArchive;

use crate::host::{countersign, operator};

/// The policies under which a countersigned package has to pass.
fn required() -> Vec<Policy> {
    let mut policies = Vec::new();
    for edition in ["4.5.1", "5.4.1"] {
        for stage in ["onboarding", "instantiation"] {
            let json =
                format!(r#"{{"edition": "{edition}", "stage": "{stage}", "serviceProviderSignature": "required"}}"#);
            policies.push(Policy::from_json(json.as_bytes()).unwrap());
        }
    }
    policies
}

fn trust(acme: &Provider, operator: &Provider) -> Trust {
    acme.trust().and_service_provider(&operator.root, &[&operator.signer])
}

/// Countersigns a package and has it verified under every policy. Returns the new package and the last report.
#[track_caller]
fn passes(package: &[u8], acme: &Provider, operator: &Provider, extent: Extent) -> (Vec<u8>, Report) {
    let trust = trust(acme, operator);
    let [first, .., last] = &required()[..] else { panic!("several") };
    assert_failed(&verify_under(first, package, &trust), "artifact.not-signed-by-service-provider");
    let new = countersign(package, &trust, last, operator, Some(DigestAlgorithm::Sha384), extent).unwrap();
    let reports: Vec<_> = required().iter().map(|policy| verify_under(policy, &new, &trust)).collect();
    reports.iter().for_each(assert_passed);
    // The VNF provider alone is trusted: the new signer is a stranger then.
    assert_failed(&verify_under(&Policy::default(), &new, &acme.trust()), "chain.not-trusted");
    (new, reports.into_iter().next_back().unwrap())
}

/// Returns the entries of an archive: the offset, and the bytes from there to the end of the data.
fn entries(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut packed = ZipArchive::new(Cursor::new(archive)).unwrap();
    let count = packed.len();
    let entry = |index| {
        let file = packed.by_index_raw(index).unwrap();
        let end = file.data_start().unwrap() + file.compressed_size();
        let place = usize::try_from(file.header_start()).unwrap()..usize::try_from(end).unwrap();
        (file.name().unwrap().into_owned(), archive[place].to_vec())
    };
    (0..count).map(entry).collect()
}

/// Checks that only these entries differ, and returns their paths.
#[track_caller]
fn assert_only_changed(old: &[u8], new: &[u8], changed: &[&str]) {
    let (before, after) = (entries(old), entries(new));
    assert!(before.keys().eq(after.keys()));
    let differs = |path: &&String| before[*path] != after[*path];
    assert_eq!(before.keys().filter(differs).collect::<Vec<_>>(), changed);
}

/// Returns a file of an archive.
fn file(archive: &[u8], path: &str) -> Vec<u8> {
    let mut content = Vec::new();
    let mut packed = ZipArchive::new(Cursor::new(archive)).unwrap();
    packed.by_name(path).unwrap().read_to_end(&mut content).unwrap();
    content
}

/// Returns each `SignerInfo` in the PEM block of a file.
fn signers(file: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(file);
    let start = text.find("-----BEGIN CMS-----").unwrap();
    let info = ContentInfo::from_pem(&text[start..]).unwrap();
    let signed_data: SignedData = info.content.decode_as().unwrap();
    signed_data.signer_infos.0.iter().map(|each| each.to_der().unwrap()).collect()
}

#[test]
fn option_1() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256));
    for place in [CertificatePlace::InSignature, CertificatePlace::InFile, CertificatePlace::InBoth] {
        for layout in [Layout::ToscaMetadata, Layout::RootYaml] {
            let signing = acme.signing().certificates(place);
            let old = Package::acme().layout(layout).option_1(&signing).to_bytes();
            let (new, report) = passes(&old, &acme, &operator, Extent::Package);
            assert_only_changed(&old, &new, &[MANIFEST]);
            assert_eq!(report.signatures.len(), 2);
            let row = artifact(&report, IMAGE);
            assert_eq!(row.service_provider, SignatureState::Verified);
            let (before, after) = (file(&old, MANIFEST), file(&new, MANIFEST));
            let signed = before.windows(5).position(|window| window == b"-----").unwrap();
            assert_eq!(before[..signed], after[..signed]);
            assert!(signers(&before).iter().all(|signer| signers(&after).contains(signer)));
        }
    }
}

#[test]
fn option_2() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP384));
    for (is_der, is_stored) in [(false, true), (true, true), (false, false)] {
        let signing = || if is_der { acme.signing().der() } else { acme.signing() };
        let mut archive = Package::acme().option_2(&signing());
        archive.files[0].stored = is_stored;
        let old = archive.to_bytes();
        let (new, report) = passes(&old, &acme, &operator, Extent::Artifacts);
        assert_only_changed(&old, &new, &[SIGNATURE]);
        assert_eq!(file(&new, SIGNATURE).starts_with(b"-----BEGIN CMS-----\n"), !is_der);
        assert_eq!(report.signatures.len(), 2);
        assert_eq!(file(&old, CSAR), file(&new, CSAR));
    }
}

/// A delivery whose CSAR has a signed manifest as well: nothing inside may change.
#[test]
fn option_2_around_option_1() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256));
    let csar = Package::acme().option_1(&acme.signing()).to_bytes();
    let old = delivery(csar.into(), &acme.signing()).to_bytes();
    let (new, _) = passes(&old, &acme, &operator, Extent::Artifacts);
    assert_only_changed(&old, &new, &[SIGNATURE]);
}

#[test]
fn every_key_of_the_service_provider() {
    let acme = Provider::new("Acme");
    for key in [KeyAlgorithm::Rsa(2048), KeyAlgorithm::RsaPss(2048), KeyAlgorithm::EcP521] {
        let operator = operator(key);
        passes(&Package::acme().option_1(&acme.signing()).to_bytes(), &acme, &operator, Extent::Package);
        passes(&Package::acme().option_2(&acme.signing()).to_bytes(), &acme, &operator, Extent::Package);
    }
    let operator = operator(KeyAlgorithm::Ed25519);
    let trust = trust(&acme, &operator);
    for old in [Package::acme().option_1(&acme.signing()), Package::acme().option_2(&acme.signing())] {
        let policy = &required()[3];
        let new = countersign(&old.to_bytes(), &trust, policy, &operator, None, Extent::Package).unwrap();
        assert_passed(&verify_under(policy, &new, &trust));
    }
}

#[test]
fn every_form_of_the_providers_signature() {
    let operator = operator(KeyAlgorithm::EcP256);
    for key in [KeyAlgorithm::EcP256, KeyAlgorithm::Rsa(2048)] {
        let acme = Provider::with_signer("Acme", &Template::signer("Acme").key(key));
        let forms = {
            let by_openssl = acme.signing().made_by_openssl();
            let by_key = acme.signing().made_by_openssl().named_by_subject_key();
            [acme.signing(), by_openssl, by_key, acme.signing().without_signed_attributes()]
        };
        for form in forms {
            let old = Package::acme().option_1(&form).to_bytes();
            let (_, report) = passes(&old, &acme, &operator, Extent::Package);
            // Before instantiation the service provider's signature is verified first.
            assert_eq!(report.signatures[0].role, Some(Role::ServiceProvider));
            passes(&Package::acme().option_2(&form).to_bytes(), &acme, &operator, Extent::Package);
        }
    }
}

#[test]
fn archives_with_descriptors_and_zip64() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256));
    let archive = Package::acme().option_1(&acme.signing());
    let (new, _) = passes(&archive.to_streamed_bytes(), &acme, &operator, Extent::Package);
    assert_only_changed(&archive.to_streamed_bytes(), &new, &[MANIFEST]);
    let mut raw = RawArchive::of(&archive);
    raw.entries.iter_mut().for_each(RawEntry::stream_with_zip64);
    raw.zip64_end = Some([45, 45]);
    passes(&raw.to_bytes(), &acme, &operator, Extent::Package);
}

/// Returns a package whose script and image have signatures of their own.
fn with_own_signatures<'a>(acme: &Provider) -> Package<'a> {
    Package::acme().own_signature(SCRIPT, &acme.signing()).own_signature(IMAGE, &acme.signing().der())
}

#[test]
fn signatures_of_artifacts() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256));
    let own = [format!("{IMAGE}.sig.cms"), format!("{SCRIPT}.sig.cms")];
    let old = with_own_signatures(&acme).option_1(&acme.signing()).to_bytes();
    // The manifest's signature is enough for artifacts that it lists with a digest.
    let (new, _) = passes(&old, &acme, &operator, Extent::Package);
    assert_only_changed(&old, &new, &[MANIFEST]);
    let (new, report) = passes(&old, &acme, &operator, Extent::Artifacts);
    assert_only_changed(&old, &new, &[&own[0], &own[1], MANIFEST]);
    assert_eq!(report.signatures.len(), 6);
    assert_eq!(report.signatures.iter().filter(|each| each.role == Some(Role::ServiceProvider)).count(), 3);
}

/// Several tamperings of a countersigned package: none passes.
#[test]
fn what_changes_after_the_signature_is_found() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256));
    let trust = trust(&acme, &operator);
    let policy = &required()[1];
    let archive = Package::acme().option_1(&acme.signing());
    let old = archive.to_bytes();
    let new = countersign(&old, &trust, policy, &operator, None, Extent::Package).unwrap();
    for position in (0..new.len()).step_by(97) {
        let mut flipped = new.clone();
        flipped[position] ^= 0x11;
        let report = verify_under(policy, &flipped, &trust);
        if report.verdict == Verdict::Passed {
            // Only times, versions and the like are nobody's: everything that is read as content is the same.
            assert_eq!(contents(&flipped), contents(&new));
        }
    }
}

fn contents(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    entries(archive).into_keys().map(|path| (path.clone(), file(archive, &path))).collect()
}

#[test]
fn the_certificate_file_stays() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256));
    let signing = acme.signing().certificates(CertificatePlace::InFile);
    let old = Package::acme().option_1(&signing).to_bytes();
    let (new, _) = passes(&old, &acme, &operator, Extent::Package);
    assert_eq!(file(&old, CERTIFICATE), file(&new, CERTIFICATE));
}
