//! Right packages and deliveries that look suspicious. None is refused.

use std::sync::Arc;

use vnfseal_tests::{
    CSAR, CertificatePlace, File, IMAGE, Package, Provider, Signing, Template, Trust, assert_failed, assert_found,
    assert_passed, delivery, verify,
};

/// The manifest's certificate is in a file. An artifact was signed with another certificate, which is in its CMS.
#[test]
fn an_artifact_signed_with_another_certificate_than_the_manifest() {
    let acme = Provider::new("Acme");
    let images = acme.issuing.issue(&Template::signer("Acme images"));
    let own = Signing::by(&images).through(&acme.issuing);
    let package = Package::acme().own_signature(IMAGE, &own);
    let common = acme.signing().certificates(CertificatePlace::InFile);
    assert_passed(&verify(&package.option_1(&common).to_bytes(), &acme.trust()));
}

/// The provider's certificate is in a file. The operator has added a SignerInfo with its own certificate in the CMS.
#[test]
fn two_signers_with_their_certificates_in_different_places() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let trust = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
    let both = acme.signing().and(&operator.signer).through(&operator.issuing).altered(|signed_data| {
        let certificates = signed_data.certificates.take().expect("those of both");
        let of_operator = certificates.0.into_vec().into_iter().filter(|choice| match choice {
            cms::cert::CertificateChoices::Certificate(certificate) => {
                certificate.tbs_certificate().subject().to_string().contains("Example Telecom")
            }
            cms::cert::CertificateChoices::Other(_) => false,
        });
        signed_data.certificates = Some(of_operator.collect::<Vec<_>>().try_into().expect("still different"));
    });
    let file = acme.signer.to_pem() + &acme.issuing.to_pem();
    let package = delivery(Arc::new(Package::acme().unsigned().to_bytes()), &both).adding(File::new("acme.cert", file));
    assert_passed(&verify(&package.to_bytes(), &trust));
}

/// The file has the whole chain, and the operator trusts an authority in the middle of it.
#[test]
fn a_chain_that_goes_on_above_the_anchor() {
    let acme = Provider::new("Acme");
    let signing = acme.signing().through(&acme.root).certificates(CertificatePlace::InFile);
    let package = Package::acme().option_1(&signing).to_bytes();
    assert_passed(&verify(&package, &Trust::vnf_provider(&acme.issuing)));
    assert_passed(&verify(&package, &acme.trust()));
}

/// Artifacts that have the names of signature files are not taken for signatures.
#[test]
fn artifacts_that_are_called_like_signatures() {
    let acme = Provider::new("Acme");
    let enveloped = [0x30, 0x80, 0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 3, 0xA0, 0x80, 0, 0, 0, 0];
    let package = Package::acme()
        .file(File::new("Files/config.yaml", "a: 1\n"))
        .file(File::new("Files/config.yaml.cms", enveloped))
        .file(File::new("Files/tokens.json", "{}"))
        .file(File::new("Files/tokens.cms", "no CMS at all"));
    assert_passed(&verify(&package.option_1(&acme.signing()).to_bytes(), &acme.trust()));
    assert_passed(&verify(&package.option_2(&acme.signing()).to_bytes(), &acme.trust()));
}

/// A signed TOSCA.meta may have any keys.
#[test]
fn keys_of_others_in_a_signed_tosca_meta() {
    let acme = Provider::new("Acme");
    for line in ["acme.build: 7\n", "Vendor/Key: x\n", "Description: a\n see: b\n", "TNCO-Descriptor: a.yaml\n"] {
        let package = Package::acme().tosca_meta(|text| text + line);
        assert_passed(&verify(&package.option_1(&acme.signing()).to_bytes(), &acme.trust()));
    }
}

/// The Finder of macOS puts a shadow with attributes beside each file that it packs.
#[test]
fn a_delivery_packed_by_the_finder() {
    let acme = Provider::new("Acme");
    let shadow = [&[0, 5, 0x16, 7, 0, 2, 0, 0][..], &[0; 120]].concat();
    let packed = Package::acme()
        .option_2(&acme.signing())
        .adding(File::new(&format!("__MACOSX/._{CSAR}"), shadow.clone()))
        .adding(File::new("__MACOSX/._acme_vnf.cms", shadow.clone()));
    let report = verify(&packed.to_bytes(), &acme.trust());
    assert_passed(&report);
    assert_found(&report, "package.extra-file");
    let evil = [&shadow, Package::acme().unsigned().to_bytes().as_slice()].concat();
    let packed = packed.changing(&format!("__MACOSX/._{CSAR}"), |content| *content = evil);
    assert_failed(&verify(&packed.to_bytes(), &acme.trust()), "package.several-csars");
}
