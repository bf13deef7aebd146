//! Input that is made to cost much. It is so large that work which grows with a product of its parts would take
//! minutes.

use cms::cert::CertificateChoices;
use der::{Decode, Encode};
use vnfseal::{
    policy::Policy,
    report::{Purpose, SignedDataReport, Verdict},
    trust::TrustBundle,
    verify_certificate, verify_signed_data,
};
use vnfseal_tests::{
    Archive, Digest, File, Identity, Key, KeyAlgorithm, Package, Provider, Signing, Template, assert_failed,
    assert_found, now, signing_certificate, verify,
};
use x509_cert::Certificate;

use crate::der::{name, oid, sequence, value};

const KEY_IDENTIFIER: &[u8] = b"same";

/// Returns a certificate that nobody signed, with a key identifier that others also have.
pub(crate) fn unsigned_certificate(number: u32, key: &[u8]) -> Vec<u8> {
    certificate_with(number, key, KEY_IDENTIFIER)
}

fn certificate_with(number: u32, key: &[u8], key_identifier: &[u8]) -> Vec<u8> {
    let algorithm = sequence(&[&oid("1.2.840.113549.1.1.11"), &[5, 0]]);
    let serial = value(2, &[&[1][..], &number.to_be_bytes()].concat());
    let validity = sequence(&[&value(0x17, b"200101000000Z"), &value(0x17, b"490101000000Z")]);
    let identifier = sequence(&[&oid("2.5.29.14"), &value(4, &value(4, key_identifier))]);
    let extensions = value(0xA3, &sequence(&[&identifier]));
    let version = value(0xA0, &[2, 1, 2]);
    let (issuer, subject) = (name("x"), name("y"));
    let tbs = sequence(&[&version, &serial, &algorithm, &issuer, &validity, &subject, key, &extensions]);
    sequence(&[&tbs, &algorithm, &value(3, &[0, 1])])
}

pub(crate) fn p256() -> Vec<u8> {
    Key::generate(KeyAlgorithm::EcP256).public_key().to_der().expect("DER")
}

/// Returns a SignerInfo with a signature that no key made.
pub(crate) fn signer_info(number: u8, attributes: Option<&[u8]>) -> Vec<u8> {
    let digest = sequence(&[&oid("2.16.840.1.101.3.4.2.1")]);
    let algorithm = sequence(&[&oid("1.2.840.10045.4.3.2")]);
    let attributes = attributes.map(|attributes| value(0xA0, attributes)).unwrap_or_default();
    let signature = value(4, &[0x30, 6, 2, 1, 1, 2, 1, number + 1]);
    sequence(&[&[2, 1, 3], &value(0x80, KEY_IDENTIFIER), &digest, &attributes, &algorithm, &signature])
}

pub(crate) fn signed_data(certificates: &[u8], signer_infos: &[u8]) -> Vec<u8> {
    let digest = sequence(&[&oid("2.16.840.1.101.3.4.2.1")]);
    let digests = value(0x31, if signer_infos.is_empty() { &[] } else { digest.as_slice() });
    let content = sequence(&[&oid("1.2.840.113549.1.7.1")]);
    let parts = [&[2, 1, 3][..], &digests, &content, &value(0xA0, certificates), &value(0x31, signer_infos)];
    sequence(&[&oid("1.2.840.113549.1.7.2"), &value(0xA0, &sequence(&parts))])
}

/// Returns the message with these certificates instead of its own.
fn with_certificates(message: &[u8], certificates: &[u8]) -> Vec<u8> {
    let info = cms::content_info::ContentInfo::from_der(message).expect("CMS");
    let content: cms::signed_data::SignedData = info.content.decode_as().expect("SignedData");
    let before = [
        content.version.to_der().expect("DER"),
        content.digest_algorithms.to_der().expect("DER"),
        content.encap_content_info.to_der().expect("DER"),
    ];
    let signer_infos = content.signer_infos.to_der().expect("DER");
    let parts = sequence(&[&before.concat(), &value(0xA0, certificates), &signer_infos]);
    sequence(&[&oid("1.2.840.113549.1.7.2"), &value(0xA0, &parts)])
}

fn verify_message(message: &[u8], content: &[u8], provider: &Provider) -> SignedDataReport {
    verify_signed_data(message, Some(content), &[], &TrustBundle::from(&provider.trust()), &Policy::default(), now())
}

#[test]
fn content_is_not_looked_at_for_every_certificate_of_every_signer() {
    let (acme, key) = (Provider::new("Acme"), p256());
    let certificates: Vec<u8> = (0..64).flat_map(|number| unsigned_certificate(number, &key)).collect();
    let attributes = |number: u8| {
        let content_type = sequence(&[&oid("1.2.840.113549.1.9.3"), &value(0x31, &oid("1.2.840.113549.1.7.1"))]);
        let digest = sequence(&[&oid("1.2.840.113549.1.9.4"), &value(0x31, &value(4, &[number; 32]))]);
        [content_type, digest].concat()
    };
    // A signer in text mode rewrites line ends. One size is just small enough to be explained, the other is far larger.
    for (size, with_attributes) in [(1 << 20, true), (1 << 20, false), (1 << 26, true), (1 << 26, false)] {
        let infos = (0..16).map(|number| signer_info(number, with_attributes.then(|| attributes(number)).as_deref()));
        let message = signed_data(&certificates, &infos.collect::<Vec<_>>().concat());
        let report = verify_message(&message, &vec![b'\n'; size], &acme);
        assert_eq!((report.verdict, report.signatures.len()), (Verdict::Failed, 16));
        let code = if with_attributes { "signature.content-mismatch" } else { "signature.invalid" };
        assert!(report.findings.iter().any(|finding| finding.code == code), "{:?}", report.findings);
    }
}

#[test]
fn a_signer_that_is_there_twice_is_evaluated_once() {
    let acme = Provider::new("Acme");
    let message = acme.signing().der().to_file(b"content");
    let info = cms::content_info::ContentInfo::from_der(&message).expect("CMS");
    let content: cms::signed_data::SignedData = info.content.decode_as().expect("SignedData");
    let set = content.signer_infos.to_der().expect("DER");
    let one = content.signer_infos.0.get(0).expect("a signer").to_der().expect("DER");
    let body = info.content.value();
    let head = &body[..body.len() - set.len()];
    let parts = sequence(&[head, &value(0x31, &one.repeat(16))]);
    let repeated = sequence(&[&oid("1.2.840.113549.1.7.2"), &value(0xA0, &parts)]);
    let report = verify_message(&repeated, b"content", &acme);
    assert_eq!((report.verdict, report.signatures.len()), (Verdict::Passed, 1), "{:?}", report.findings);
}

#[test]
fn the_likeliest_of_many_certificates_are_tried() {
    let (acme, key) = (Provider::new("Acme"), p256());
    let identifier = acme.signer.key_identifier();
    let named = signing_certificate(&acme.signer, Digest::Sha256);
    // They are shorter than the signer's, so that they come before it in the SET.
    let decoys = (0..40).map(|number| certificate_with(number, &key, identifier.as_bytes()));
    let decoys: Vec<_> = decoys.map(|der| Certificate::from_der(&der).expect("a certificate")).collect();
    let signing = acme.signing().named_by_subject_key().and_attribute(named).altered(|signed_data| {
        let set = &mut signed_data.certificates.as_mut().expect("certificates").0;
        for decoy in &decoys {
            set.insert(CertificateChoices::Certificate(decoy.clone())).expect("no certificate twice");
        }
    });
    let report = verify_message(&signing.to_file(b"content"), b"content", &acme);
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
}

#[test]
fn untrusted_certificates_may_be_many() {
    let (acme, key) = (Provider::new("Acme"), p256());
    let certificates: Vec<u8> = (0..150_000).flat_map(|number| unsigned_certificate(number, &key)).collect();
    let many = signed_data(&certificates, &[]);
    let files = [&acme.issuing.to_der()[..], &many];
    let trust = TrustBundle::from(&acme.trust());
    let report =
        verify_certificate(&acme.signer.to_der(), &files, &trust, &Policy::default(), now(), Purpose::PackageSigning);
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
    // Now the same certificates are in the trust bundle.
    let mut trust = trust;
    trust.add(&many).expect("certificates");
    let report = verify_certificate(&acme.signer.to_der(), &files, &trust, &Policy::default(), now(), Purpose::Any);
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
}

#[test]
fn a_delivery_may_hold_many_files() {
    // Names of one length that differ only at their ends cost most to compare.
    let prefix = "f".repeat(200);
    let of = |extension: &str| -> Vec<File> {
        (0..30_000).map(|number| File::stored(&format!("{prefix}{number:05}.{extension}"), [])).collect()
    };
    let files = [of("csar"), of("txt")].concat();
    let report = verify(&Archive { files }.to_bytes(), &Provider::new("Acme").trust());
    for code in ["package.several-csars", "package.extra-file"] {
        assert_found(&report, code);
    }
}

#[test]
fn certificates_beside_the_chains_may_be_many() {
    let (acme, key) = (Provider::new("Acme"), p256());
    let template = |name: &str, number: usize| Template::signer(&format!("{name} {number}"));
    let signers: Vec<Identity> = (0..1000).map(|number| acme.issuing.issue(&template("signer", number))).collect();
    // Each vouches for the next, so that they are accounted for one after the other.
    let mut issued = vec![signers[0].issue(&template("issued", 0))];
    for number in 1..150 {
        issued.push(issued[number - 1].issue(&template("issued", number)));
    }
    let mut package = Package::acme();
    for (number, signer) in (0..).zip(&signers) {
        let path = format!("Files/{number}");
        let known = [Some(signer), Some(&acme.issuing), issued.get(number)].into_iter().flatten();
        let first = 60 * u32::try_from(number).expect("a small number");
        let unsigned = (first..first + 60).map(|number| unsigned_certificate(number, &key));
        let certificates: Vec<u8> = known.map(Identity::to_der).chain(unsigned).flatten().collect();
        let message = with_certificates(&Signing::by(signer).der().to_file(b"content"), &certificates);
        let signature = File::new(&format!("{path}.cms"), message);
        package = package.file(File::new(&path, "content"));
        package.own_signatures.push((path, signature));
    }
    let report = verify(&package.option_1(&acme.signing()).to_bytes(), &acme.trust());
    assert_failed(&report, "artifact.foreign-certificate");
}
