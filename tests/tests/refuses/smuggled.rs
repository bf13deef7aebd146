//! Content smuggled past the signatures: in parts without a digest, in parts that only some readers see, and under the
//! signature of somebody who is not the maker. None of it passes.

use std::time::SystemTime;

use cms::signed_data::SignedData;
use der::{
    Any,
    asn1::{ObjectIdentifier, OctetString, SetOfVec},
};
use vnfseal::policy::{Policy, Strictness};
use vnfseal_tests::{
    Archive, DAY, Digest, File, IMAGE, MANIFEST, Package, Provider, SCRIPT, Signing, TOSCA_META, Template, Trust,
    assert_failed, assert_found, assert_indeterminate, assert_passed, change_signers, delivery, describe, findings,
    noise, stamp, time_stamp_token_by, verify, verify_under, without_digest, zip_region,
};
use x509_cert::attr::Attribute;

const EVIL: &str = "#!/bin/sh\nnc -l 4444 | sh\n";

/// Returns a package whose TOSCA.meta no signature covers.
fn with_free_tosca_meta(provider: &Provider) -> Archive {
    Package::acme().without_listed_tosca_meta().option_1(&provider.signing())
}

fn adding_to_tosca_meta(package: Archive, text: &str) -> Archive {
    package.changing(TOSCA_META, |meta| meta.extend(text.bytes()))
}

#[test]
fn what_only_some_readers_take_from_tosca_meta() {
    let acme = Provider::new("Acme");
    for text in [
        "\nEntry-Definitions: Tests/plan.txt\n",
        "\nName: x\n ETSI-Entry-Manifest: evil.mf\n",
        "ETSI-Entry-Definitions: Tests/plan.txt\n",
        "\nName: x\u{7}\n",
        "\nPK\u{3}\u{4}\n",
        "Entry-Events: \"Artifacts/events/events.yaml\"\n",
        "\"\\x45ntry-Definitions\": Tests/plan.txt\n",
        "x: &a {Entry-Definitions: Tests/plan.txt}\n<<: *a\n",
        "Other-Definitions: Tests/plan.txt\\\n",
        "other-definitions: Tests/plan.txt\n",
        "Entry-Events: !!str Tests/plan.txt\n",
        "Entry-Events: Tests/plan.txt Entry-Definitions: Tests/plan.txt\n",
        "Entry-Definitions: Definitions/acme_vnf.yaml\n",
        " # Entry-Definitions: Tests/plan.txt\n",
    ] {
        let package = adding_to_tosca_meta(with_free_tosca_meta(&acme), text);
        assert_failed(&verify(&package.to_bytes(), &acme.trust()), "tosca-meta.two-readings");
        let whole = delivery(package.to_bytes().into(), &acme.signing());
        assert_passed(&verify(&whole.to_bytes(), &acme.trust()));
    }
    let harmless = adding_to_tosca_meta(with_free_tosca_meta(&acme), "\nName: a.yaml\nContent-Type: text/yaml\n");
    assert_passed(&verify(&harmless.to_bytes(), &acme.trust()));
    let comment = adding_to_tosca_meta(with_free_tosca_meta(&acme), "# Entry-Definitions: Definitions/old.yaml\n");
    assert_passed(&verify(&comment.to_bytes(), &acme.trust()));
    let other = adding_to_tosca_meta(with_free_tosca_meta(&acme), &format!("Other-Definitions: {MANIFEST}\n"));
    assert_failed(&verify(&other.to_bytes(), &acme.trust()), "tosca-meta.not-an-artifact");
}

/// The manifest calls the files certificate or signature, but nothing reads them as such.
#[test]
fn files_that_are_only_called_certificate_or_signature() {
    let acme = Provider::new("Acme");
    let path = "Scripts/vendor.cert";
    let named = format!("Source: {SCRIPT}\nCertificate: {path}\n");
    let package =
        Package::acme().manifest(|text| text.replace(&format!("Source: {SCRIPT}\n"), &named)).option_1(&acme.signing());
    let missing = verify(&package.to_bytes(), &acme.trust());
    assert_failed(&missing, "manifest.certificate-alone");
    assert_found(&missing, "manifest.source-missing");
    let evil = verify(&package.adding(File::new(path, EVIL)).to_bytes(), &acme.trust());
    assert_failed(&evil, "artifact.unlisted");

    let accepting = Policy { accept: vec!["artifact.external".into()], ..Policy::default() };
    let hash = Digest::Sha256.hex(b"x");
    let external = format!(
        "\nSource: https://acme.example/image\nAlgorithm: SHA-256\nHash: {hash}\nSignature: Files/image.cms\n\
         Certificate: Files/image.cert\n"
    );
    let package = Package::acme().manifest(|text| text + &external).option_1(&acme.signing());
    assert_failed(&verify_under(&accepting, &package.to_bytes(), &acme.trust()), "manifest.source-missing");
    let evil = package.adding(File::new("Files/image.cms", EVIL)).adding(File::new("Files/image.cert", noise(5000)));
    assert_failed(&verify_under(&accepting, &evil.to_bytes(), &acme.trust()), "artifact.unlisted");
}

/// Adds an unsigned attribute with content of its own to every SignerInfo, which needs no key.
fn add_unsigned_attribute(signed_data: &mut SignedData) {
    add_unsigned(signed_data, noise(100_000));
}

fn add_unsigned(signed_data: &mut SignedData, content: Vec<u8>) {
    let junk = OctetString::new(content).expect("fits");
    let values = SetOfVec::try_from(vec![Any::encode_from(&junk).expect("encodes")]).expect("one value");
    let attribute = Attribute { oid: ObjectIdentifier::new_unwrap("1.2.3.4"), values };
    change_signers(signed_data, |signer| {
        signer.unsigned_attrs = Some(SetOfVec::try_from(vec![attribute.clone()]).expect("one attribute"));
    });
}

#[test]
fn anything_in_a_signature_file_that_no_signer_vouches_for() {
    let (acme, other) = (Provider::new("Acme"), Provider::new("Other"));
    let honest = Package::acme().own_signature(IMAGE, &acme.signing().der()).option_1(&acme.signing());
    let content = honest.content(IMAGE).to_vec();
    let signed_by = |signing: &Signing<'_>| {
        let signature = signing.to_file(&content);
        let package = honest.clone().changing(&format!("{IMAGE}.sig.cms"), |file| *file = signature);
        verify(&package.to_bytes(), &acme.trust())
    };
    assert_passed(&signed_by(&acme.signing().der()));
    assert_failed(&signed_by(&acme.signing().der().altered(add_unsigned_attribute)), "artifact.loose-text");
    assert_failed(&signed_by(&acme.signing().der().through(&other.root)), "artifact.foreign-certificate");
    // A certificate above the anchor is not needed, but belongs to the chain.
    assert_passed(&signed_by(&acme.signing().der().through(&acme.root)));
}

#[test]
fn a_further_signer_switches_no_check_off() {
    let (acme, other) = (Provider::new("Acme"), Provider::new("Other"));
    let policy = Policy { other_signers: Strictness::Report, ..Policy::default() };
    for signing in [acme.signing(), acme.signing().and(&other.signer)] {
        let package = Package::acme().without_listed_tosca_meta().option_1(&signing);
        let package = adding_to_tosca_meta(package, "ETSI-Entry-Certificate: Files/images/evil.iso\n");
        let package = package.adding(File::new("Files/images/evil.iso", acme.signer.to_pem() + &other.root.to_pem()));
        assert_failed(&verify_under(&policy, &package.to_bytes(), &acme.trust()), "artifact.foreign-certificate");
    }
}

/// The service provider signs what the package was by then. Only the VNF provider's signature states what it has to be.
#[test]
fn what_was_slipped_in_before_the_service_provider_signed() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let trust = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
    let released = |package: &Archive| {
        let delivery = delivery(package.to_bytes().into(), &operator.signing());
        verify(&delivery.to_bytes(), &trust)
    };
    assert_passed(&released(&with_free_tosca_meta(&acme)));

    let script = format!("{EVIL}exit\n{}", acme.signer.to_pem());
    let package = adding_to_tosca_meta(with_free_tosca_meta(&acme), "ETSI-Entry-Certificate: Scripts/support.sh\n");
    assert_failed(&released(&package.adding(File::new("Scripts/support.sh", script))), "artifact.loose-text");
    let package = adding_to_tosca_meta(with_free_tosca_meta(&acme), "\nEntry-Definitions: Tests/plan.txt\n");
    assert_failed(&released(&package), "tosca-meta.two-readings");

    let package = Package::acme().own_signature(SCRIPT, &acme.signing()).manifest(|text| without_digest(&text, SCRIPT));
    assert_indeterminate(&released(&package.option_1(&acme.signing())), "signature.name-not-bound");

    let path = "Scripts/gr\u{fc}n.sh";
    let mut package = Package::acme().file(File::new(path, "x")).option_1(&acme.signing()).to_bytes();
    for field in ["central.flags", "local.flags"] {
        let range = zip_region(&package, field, path);
        package[range].copy_from_slice(&[0, 0]);
    }
    let by_operator = delivery(package.clone().into(), &operator.signing());
    assert_failed(&verify(&by_operator.to_bytes(), &trust), "archive.name-encoding");
    let by_both = delivery(package.into(), &acme.signing().and(&operator.signer).through(&operator.issuing));
    let report = verify(&by_both.to_bytes(), &trust);
    assert_passed(&report);
    assert_found(&report, "archive.name-flag");
}

/// A certificate that is installed for one role cannot sign in another, whatever authority has issued it.
#[test]
fn an_installed_certificate_of_the_service_providers_does_not_sign_as_provider() {
    let acme = Provider::new("Acme");
    let operator = acme.issuing.issue(&Template::signer("Example Telecom release"));
    let trust = acme.trust().and_service_provider(&acme.root, &[&operator]);
    let signing = Signing::by(&operator).through(&acme.issuing);
    let report = verify(&Package::acme().option_1(&signing).to_bytes(), &trust);
    assert_failed(&report, "artifact.not-signed-by-provider");
    assert_passed(&verify(&Package::acme().option_1(&acme.signing().and(&operator)).to_bytes(), &trust));
}

#[test]
fn names_that_are_other_files_on_other_systems() {
    let acme = Provider::new("Acme");
    for path in ["Scripts/instantiate.sh.", "Scripts/instantiate.sh::$DATA", "Scripts/NUL", "Scripts/in\u{202e}hs.cert"]
    {
        let package = adding_to_tosca_meta(with_free_tosca_meta(&acme), &format!("ETSI-Entry-Certificate: {path}\n"));
        let package = package.adding(File::new(path, acme.signer.to_pem()));
        let report = verify(&package.to_bytes(), &acme.trust());
        assert_eq!(report.verdict, vnfseal::report::Verdict::Failed, "{path}");
    }
    for (one, other) in [("stra\u{df}e", "strasse"), ("\u{fb01}x", "fix"), ("\u{17f}x", "sx"), ("a.", "a"), ("B ", "b")]
    {
        let file = |name: &str| File::new(&format!("Scripts/{name}"), name);
        let package = Package::acme().file(file(one)).option_1(&acme.signing()).adding(file(other));
        assert_failed(&verify(&package.to_bytes(), &acme.trust()), "archive.duplicate-name");
    }
}

/// Nothing protects the extra files of a delivery. So they may not hide anything from a reader of the directory that a
/// reader of local headers would find.
#[test]
fn files_hidden_in_the_extra_file_of_a_delivery() {
    let acme = Provider::new("Acme");
    let delivery = Package::acme().option_2(&acme.signing());
    let readme = "Read me. ".repeat(20);
    let honest = delivery.clone().adding(File::new("README.txt", readme));
    assert_passed(&verify(&honest.to_bytes(), &acme.trust()));
    let mut damaged = honest.to_bytes();
    let content = zip_region(&damaged, "content", "README.txt");
    damaged[content.end - 1] ^= 1;
    assert_failed(&verify(&damaged, &acme.trust()), "archive.content");
}

/// A time stamp is an unsigned attribute, which anybody can add. In a file without a digest all of it has to be
/// accounted for.
#[test]
fn a_time_stamp_in_a_signature_file_holds_what_its_authority_vouches_for() {
    let acme = Provider::new("Acme");
    let chronos = Provider::with_signer("Chronos", &Template::time_stamping("Chronos"));
    let stranger = Provider::with_signer("Stranger", &Template::time_stamping("Stranger"));
    let other = chronos.issuing.issue(&Template::signer("Anybody"));
    let trust = acme.trust().and_time_stamps_of(&chronos.root).and_intermediate(&chronos.issuing);
    let honest = Package::acme().own_signature(IMAGE, &acme.signing().der()).option_1(&acme.signing());
    let content = honest.content(IMAGE).to_vec();
    let verify = |token: &dyn Fn(&[u8]) -> Vec<u8>, trust: &Trust| {
        let signature = acme.signing().der().altered(|signed_data| stamp(signed_data, token)).to_file(&content);
        let package = honest.clone().changing(&format!("{IMAGE}.sig.cms"), |file| *file = signature);
        verify(&package.to_bytes(), trust)
    };
    let now = SystemTime::now() - DAY / 2;
    let by = |signing: Signing<'_>, value: &[u8]| time_stamp_token_by(signing, &chronos.signer, now, Some(1), value);
    let plain = || Signing::by(&chronos.signer);
    assert_passed(&verify(&|value| by(plain(), value), &trust));
    assert_passed(&verify(&|value| by(plain().through(&chronos.issuing).through(&chronos.root), value), &trust));
    // The time stamps are of an unknown authority, over other content, and with a certificate of another owner.
    assert_failed(&verify(&|value| by(plain(), value), &acme.trust()), "artifact.loose-text");
    let by_stranger =
        |value: &[u8]| time_stamp_token_by(Signing::by(&stranger.signer), &stranger.signer, now, None, value);
    assert_failed(&verify(&by_stranger, &trust), "artifact.loose-text");
    assert_failed(&verify(&|_| by(plain(), b"something else"), &trust), "artifact.loose-text");
    for foreign in [&other, &stranger.root] {
        let report = verify(&|value| by(plain().through(foreign), value), &trust);
        assert_failed(&report, "artifact.foreign-certificate");
    }
    // An unsigned attribute is inside the token, or beside it.
    assert_failed(&verify(&|value| by(plain().altered(add_unsigned_attribute), value), &trust), "artifact.loose-text");
    let beside = acme.signing().der().altered(|signed_data| {
        stamp(signed_data, |value| by(plain(), value));
        let junk = Any::encode_from(&OctetString::new(noise(1000)).expect("fits")).expect("encodes");
        let values = SetOfVec::try_from(vec![junk]).expect("one value");
        change_signers(signed_data, |signer| {
            let mut attributes = signer.unsigned_attrs.clone().expect("the time stamp");
            let id = ObjectIdentifier::new_unwrap("1.2.3.4");
            attributes.insert(Attribute { oid: id, values: values.clone() }).expect("another attribute");
            signer.unsigned_attrs = Some(attributes);
        });
    });
    let signature = beside.to_file(&content);
    let package = honest.clone().changing(&format!("{IMAGE}.sig.cms"), |file| *file = signature);
    assert_failed(&vnfseal_tests::verify(&package.to_bytes(), &trust), "artifact.loose-text");
}

/// `unzip` reads names of entries made on DOS in a code page, whatever their mark is. Nothing signs where an entry is
/// made.
#[test]
fn a_name_that_unzip_writes_over_another_one_fails() {
    let acme = Provider::new("Acme");
    let made_on_dos = |package: &Package| {
        let mut bytes = package.option_1(&acme.signing()).to_bytes();
        let records: Vec<_> = bytes.windows(4).enumerate().filter(|(_, four)| four == b"PK\x01\x02").collect();
        let hosts: Vec<_> = records.into_iter().map(|(at, _)| at + 5).collect();
        for at in hosts {
            bytes[at] = 0;
        }
        verify(&bytes, &acme.trust())
    };
    let one = || Package::acme().file(File::new("Scripts/\u{fc}.sh", "one"));
    let alone = made_on_dos(&one());
    assert_passed(&alone);
    assert!(findings(&alone, "archive.name-flag").next().is_some(), "{}", describe(&alone));
    for other in ["Scripts/\u{fb}.sh", "Scripts/++.sh"] {
        assert_failed(&made_on_dos(&one().file(File::new(other, "two"))), "archive.name-encoding");
    }
}

/// A reader that looks for the end of an archive also finds it in the signature file of a delivery.
#[test]
fn an_archive_in_the_signature_of_a_delivery_fails() {
    let acme = Provider::new("Acme");
    let hidden = Package::acme().option_1(&acme.signing()).to_bytes();
    let with_archive = acme.signing().der().altered(|signed_data| add_unsigned(signed_data, hidden.clone()));
    let report = verify(&Package::acme().option_2(&with_archive).to_bytes(), &acme.trust());
    assert_failed(&report, "artifact.loose-text");
}
