//! Changes of good packages that somebody can make without the provider's key. None passes.

use cms::signed_data::SignedData;
use der::Encode;
use vnfseal::{policy::Policy, report::Verdict};
use vnfseal_tests::{
    Archive, File, IMAGE, MANIFEST, Package, Provider, SCRIPT, SIGNATURE, Signing, TOSCA_META, Template, assert_failed,
    assert_verdict, change_signers, verify, verify_under,
};

const MARKER: &str = "-----BEGIN CMS-----";

/// Returns the two parts of the manifest of a signed package: the signed text, and the signature.
fn parts(package: &Archive) -> (String, String) {
    let manifest = String::from_utf8(package.content(MANIFEST).to_vec()).expect("text");
    let (signed, block) = manifest.split_once(MARKER).expect("a signed manifest");
    (signed.to_owned(), format!("{MARKER}{block}"))
}

fn with_manifest(package: &Archive, manifest: String) -> Vec<u8> {
    package.clone().changing(MANIFEST, |content| *content = manifest.into_bytes()).to_bytes()
}

#[test]
fn two_files_change_places() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing());
    let (script, image) = (package.content(SCRIPT).to_vec(), package.content(IMAGE).to_vec());
    let swapped = package.changing(SCRIPT, |content| *content = image).changing(IMAGE, |content| *content = script);
    assert_failed(&verify(&swapped.to_bytes(), &acme.trust()), "artifact.digest-mismatch");
}

#[test]
fn a_signature_moves_to_another_manifest() {
    let acme = Provider::new("Acme");
    let old = Package::acme().option_1(&acme.signing());
    let new = Package::acme().file(File::new("Scripts/heal.sh", "#!/bin/sh\n")).option_1(&acme.signing());
    let (new_manifest, (_, old_signature)) = (parts(&new).0, parts(&old));
    let package = with_manifest(&new, new_manifest + &old_signature);
    assert_failed(&verify(&package, &acme.trust()), "signature.content-mismatch");
}

#[test]
fn a_signature_moves_to_another_csar() {
    let acme = Provider::new("Acme");
    let old = Package::acme().option_2(&acme.signing());
    let new = Package::acme().file(File::new("Scripts/heal.sh", "#!/bin/sh\n")).option_2(&acme.signing());
    let package = new.changing(SIGNATURE, |signature| *signature = old.content(SIGNATURE).to_vec());
    assert_failed(&verify(&package.to_bytes(), &acme.trust()), "signature.content-mismatch");
}

#[test]
fn the_signature_is_taken_away() {
    let acme = Provider::new("Acme");
    let option_1 = Package::acme().option_1(&acme.signing());
    let (manifest, _) = parts(&option_1);
    assert_failed(&verify(&with_manifest(&option_1, manifest), &acme.trust()), "signature.missing");
    let option_2 = Package::acme().option_2(&acme.signing()).removing(SIGNATURE);
    assert_failed(&verify(&option_2.to_bytes(), &acme.trust()), "signature.missing");
}

#[test]
fn a_further_manifest_follows_the_signature_or_goes_before() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing()).changing(SCRIPT, |script| script.push(b'\n'));
    let forged = Package::acme().unsigned().changing(SCRIPT, |script| script.push(b'\n'));
    let forged = String::from_utf8(forged.content(MANIFEST).to_vec()).expect("text");
    let (signed, block) = parts(&package);
    let after = with_manifest(&package, format!("{signed}{block}{forged}"));
    assert_failed(&verify(&after, &acme.trust()), "manifest.text-after-signature");
    let before = with_manifest(&package, format!("{forged}{signed}{block}"));
    assert_failed(&verify(&before, &acme.trust()), "signature.content-mismatch");
}

/// The signed attributes become the content of a signature that claims to have no signed attributes (RFC 5652 section
/// 5.4).
#[test]
fn signed_attributes_become_the_content() {
    let acme = Provider::new("Acme");
    let attributes = std::cell::RefCell::new(Vec::new());
    let keep_attributes = |signed_data: &mut SignedData| {
        let signer = signed_data.signer_infos.0.get(0).expect("one signer");
        *attributes.borrow_mut() = signer.signed_attrs.to_der().expect("encodes");
        change_signers(signed_data, |signer| signer.signed_attrs = None);
    };
    let signature = acme.signing().der().altered(keep_attributes).to_file(b"what the provider did sign");
    let package = Package::acme()
        .file(File::new("Files/data", attributes.take()))
        .own_signature("Files/data", &acme.signing())
        .option_1(&acme.signing())
        .changing("Files/data.sig.cms", |file| *file = signature);
    assert_failed(&verify(&package.to_bytes(), &acme.trust()), "signature.content-confusion");
}

/// TOSCA.meta names the certificate file, and a certificate file needs no digest. If TOSCA.meta has no digest either,
/// anybody can use a script as a certificate file.
#[test]
fn a_script_that_holds_a_certificate() {
    let acme = Provider::new("Acme");
    let path = "Scripts/support.sh";
    let script = format!("#!/bin/sh\nnc -l 4444 | sh\nexit\n{}", acme.signer.to_pem());
    let package = Package::acme()
        .without_listed_tosca_meta()
        .option_1(&acme.signing())
        .changing(TOSCA_META, |meta| meta.extend(format!("ETSI-Entry-Certificate: {path}\n").bytes()))
        .adding(File::new(path, script));
    assert_verdict(&verify(&package.to_bytes(), &acme.trust()), Verdict::Failed);
}

#[test]
fn a_signer_makes_itself_an_authority() {
    let acme = Provider::new("Acme");
    let below = acme.signer.issue(&Template::signer("Acme package signing"));
    let signing = Signing::by(&below).through(&acme.signer).through(&acme.issuing);
    assert_failed(&verify(&Package::acme().option_1(&signing).to_bytes(), &acme.trust()), "certificate.constraint");
}

#[test]
fn a_service_provider_signs_in_the_place_of_the_provider() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let trust = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
    let package = Package::acme().option_1(&operator.signing()).to_bytes();
    assert_failed(&verify(&package, &trust), "artifact.not-signed-by-provider");
}

#[test]
fn no_policy_accepts_changed_content_or_a_stranger() {
    let acme = Provider::new("Acme");
    let everything = vnfseal::rule::RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let policy = Policy { accept: everything, ..Policy::default() };
    let changed = Package::acme().option_1(&acme.signing()).changing(SCRIPT, |script| script.push(b'\n'));
    for package in [changed, Package::acme().unsigned(), Package::acme().option_1(&Provider::new("Acme").signing())] {
        assert_verdict(&verify_under(&policy, &package.to_bytes(), &acme.trust()), Verdict::Failed);
    }
}
