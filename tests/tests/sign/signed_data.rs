//! A further signer in SignedData, verified by OpenSSL, and what was there before octet for octet.

use std::{fs, process::Command};

use cms::{
    content_info::ContentInfo,
    revocation::{RevocationInfoChoice, RevocationInfoChoices},
    signed_data::SignedData,
};
use der::{
    Any, Decode, Encode,
    asn1::{ObjectIdentifier, SetOfVec},
};
use vnfseal::{
    digest::DigestAlgorithm,
    policy::Policy,
    report::{Role, Verdict},
    sign::{PendingSignedData, Signer},
    verify_signed_data,
};
use vnfseal_tests::{Digest, Identity, KeyAlgorithm, Provider, RevocationList, Template, now, program, run};

use crate::host::{operator, sign, signer};

/// `id-signedData` (RFC 5652 section 5.1).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT: &[u8] = b"metadata:\n  vnf_provider_id: Acme\n\n";

/// Adds the operator's signature. Returns the new file.
fn countersign(original: &[u8], content: &[u8], by: &Provider, digest: Option<DigestAlgorithm>) -> Vec<u8> {
    let pending = PendingSignedData::new(Some(original), content, &signer(by, digest), now()).unwrap();
    pending.finish(&sign(&by.signer, &pending.request())).unwrap()
}

/// Has OpenSSL verify every signer of a file over content.
fn openssl_verifies(file: &[u8], content: &[u8], roots: &[&Identity], form: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("file"), file).unwrap();
    fs::write(path("content"), content).unwrap();
    fs::write(path("roots"), roots.iter().map(|root| root.to_pem()).collect::<String>()).unwrap();
    let mut command = Command::new("openssl");
    command.args(["cms", "-verify", "-binary", "-purpose", "any", "-out", "/dev/null", "-inform", form]);
    command.arg("-in").arg(path("file")).arg("-content").arg(path("content")).arg("-CAfile").arg(path("roots"));
    run(&mut command, &[]);
}

/// Checks that both sign the content, in their roles.
#[track_caller]
fn both_sign(file: &[u8], content: &[u8], acme: &Provider, operator: &Provider) {
    let trust = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
    for edition in ["4.5.1", "5.4.1"] {
        let policy = Policy::from_json(format!(r#"{{"edition": "{edition}"}}"#).as_bytes()).unwrap();
        let report = verify_signed_data(file, Some(content), &[], &(&trust).into(), &policy, now());
        assert_eq!(report.verdict, Verdict::Passed, "{:#?}", report.findings);
        let roles: Vec<_> = report.signatures.iter().map(|signature| signature.role).collect();
        assert_eq!(roles.last(), Some(&Some(Role::ServiceProvider)));
        assert_eq!(roles.first(), Some(&Some(Role::VnfProvider)));
    }
}

fn decode(der: &[u8]) -> SignedData {
    let info = ContentInfo::from_der(der).unwrap();
    info.content.decode_as().unwrap()
}

/// Returns the octets of each `SignerInfo` and certificate that a reader in DER finds.
fn elements(der: &[u8]) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let signed_data = decode(der);
    let signers = signed_data.signer_infos.0.iter().map(|each| each.to_der().unwrap()).collect();
    let certificates = signed_data.certificates.iter().flat_map(|set| set.0.iter()).map(|each| each.to_der().unwrap());
    (signers, certificates.collect())
}

/// Returns whether the octets of a part are somewhere in the whole.
fn holds(whole: &[u8], part: &[u8]) -> bool {
    whole.windows(part.len()).any(|window| window == part)
}

/// Has OpenSSL sign with these further options.
fn signed_by_openssl(by: &Provider, content: &[u8], options: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("content"), content).unwrap();
    fs::write(path("signer"), by.signer.to_pem()).unwrap();
    fs::write(path("chain"), by.issuing.to_pem()).unwrap();
    let mut command = Command::new("openssl");
    command.args(["cms", "-sign", "-binary", "-inkey", "/dev/stdin", "-outform", "DER", "-md", "SHA256"]);
    command.arg("-in").arg(path("content")).arg("-signer").arg(path("signer")).arg("-certfile").arg(path("chain"));
    run(command.args(options), by.signer.key.to_pem().as_bytes())
}

#[test]
fn every_key_and_digest() {
    let acme = Provider::new("Acme");
    let original = acme.signing().made_by_openssl().der().to_file(CONTENT);
    let (signers, certificates) = elements(&original);
    for key in [
        KeyAlgorithm::Rsa(2048),
        KeyAlgorithm::RsaPss(2048),
        KeyAlgorithm::EcP256,
        KeyAlgorithm::EcP384,
        KeyAlgorithm::EcP521,
        KeyAlgorithm::Ed25519,
    ] {
        let operator = operator(key);
        for digest in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512] {
            let digest = if key == KeyAlgorithm::Ed25519 { None } else { Some(digest) };
            let file = countersign(&original, CONTENT, &operator, digest);
            both_sign(&file, CONTENT, &acme, &operator);
            if key != KeyAlgorithm::Ed25519 {
                openssl_verifies(&file, CONTENT, &[&acme.root, &operator.root], "DER");
            }
            assert!(signers.iter().chain(&certificates).all(|part| holds(&file, part)), "{key:?}");
            let root = operator.root.to_der();
            assert!(!holds(&file, &root) && holds(&file, &operator.issuing.to_der()));
        }
    }
}

#[test]
fn every_form_of_the_original() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256));
    let attached = [CONTENT, b"more"].concat();
    for options in [
        &[][..],
        &["-stream"],
        &["-keyid"],
        &["-noattr"],
        &["-stream", "-noattr", "-keyid"],
        &["-nodetach"],
        &["-nodetach", "-stream"],
        &["-nocerts"],
    ] {
        let original = signed_by_openssl(&acme, &attached, options);
        assert_eq!(original[1] == 0x80, options.contains(&"-stream"), "{options:?}");
        let file = countersign(&original, &attached, &operator, Some(DigestAlgorithm::Sha384));
        if !options.contains(&"-nocerts") {
            both_sign(&file, &attached, &acme, &operator);
            openssl_verifies(&file, &attached, &[&acme.root, &operator.root], "DER");
            assert!(holds(&file, &acme.signer.to_der()) && holds(&file, &acme.issuing.to_der()));
        }
        // What OpenSSL wrote last is its SignerInfo, in front of the end of indefinite lengths.
        let signer = &original[original.len() - 120..original.len() - 12];
        assert!(holds(&file, signer), "{options:?}");
        assert_ne!(file[1], 0x80);
    }
}

/// Writes everything constructed with indefinite length, except these values.
fn with_indefinite_lengths(der: &[u8], except: &[Vec<u8>]) -> Vec<u8> {
    let (tag, content, rest) = split(der);
    let whole = &der[..der.len() - rest.len()];
    if tag & 0x20 == 0 || except.iter().any(|value| value == whole) {
        return whole.to_vec();
    }
    let (mut ber, mut inside) = (vec![tag, 0x80], content);
    while !inside.is_empty() {
        ber.extend(with_indefinite_lengths(inside, except));
        inside = split(inside).2;
    }
    ber.extend([0, 0]);
    ber
}

/// Splits off one value. Returns its identifier octet, its content and the rest.
fn split(der: &[u8]) -> (u8, &[u8], &[u8]) {
    let (length, start) = match der[1] {
        short @ 0..0x80 => (usize::from(short), 2),
        long => {
            let count = usize::from(long & 0x7f);
            (der[2..2 + count].iter().fold(0, |length, octet| length << 8 | usize::from(*octet)), 2 + count)
        }
    };
    (der[0], &der[start..start + length], &der[start + length..])
}

#[test]
fn the_worst_ber_is_kept_inside_its_frames() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256));
    let der = acme.signing().made_by_openssl().der().to_file(CONTENT);
    let certificates = [acme.signer.to_der(), acme.issuing.to_der()];
    let original = with_indefinite_lengths(&der, &certificates);
    let file = countersign(&original, CONTENT, &operator, None);
    both_sign(&file, CONTENT, &acme, &operator);
    openssl_verifies(&file, CONTENT, &[&acme.root, &operator.root], "DER");
    // OpenSSL takes no certificates in BER.
    let original = with_indefinite_lengths(&der, &[]);
    let file = countersign(&original, CONTENT, &operator, None);
    both_sign(&file, CONTENT, &acme, &operator);
    for certificate in &certificates {
        let certificate = with_indefinite_lengths(certificate, &[]);
        assert!(holds(&original, &certificate) && holds(&file, &certificate));
    }
}

#[test]
fn the_new_signer_comes_last_though_it_is_shorter() {
    let acme = Provider::with_signer("Acme", &Template::signer("Acme").key(KeyAlgorithm::Rsa(2048)));
    let (operator, second) = (operator(KeyAlgorithm::EcP256), Provider::new("Second"));
    let original = acme.signing().der().to_file(CONTENT);
    let file = countersign(&original, CONTENT, &operator, None);
    let again = countersign(&file, CONTENT, &second, Some(DigestAlgorithm::Sha512));
    let first = elements(&original).0.remove(0);
    let position = |whole: &[u8], part: &[u8]| whole.windows(part.len()).position(|window| window == part);
    let serial = |who: &Provider| who.signer.certificate.tbs_certificate().serial_number().as_bytes().to_vec();
    let signers = again[position(&again, &first).unwrap()..].to_vec();
    let places = [&acme, &operator, &second].map(|who| position(&signers, &serial(who)).unwrap());
    assert!(places.is_sorted(), "{places:?}");
    openssl_verifies(&again, CONTENT, &[&acme.root, &operator.root, &second.root], "DER");
}

#[test]
fn two_providers_signers_stay() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP384));
    let other = acme.issuing.issue(&Template::signer("Acme second").of("Acme"));
    let original = acme.signing().and(&other).der().to_file(CONTENT);
    let file = countersign(&original, CONTENT, &operator, None);
    both_sign(&file, CONTENT, &acme, &operator);
    openssl_verifies(&file, CONTENT, &[&acme.root, &operator.root], "DER");
    assert!(elements(&original).0.iter().all(|signer| holds(&file, signer)));
}

#[test]
fn certificates_are_added_once() {
    let acme = Provider::new("Acme");
    let second = Provider { signer: acme.issuing.issue(&Template::signer("Operator")), ..Provider::new("Acme") };
    let second = Provider { issuing: acme.issuing.clone(), root: acme.root.clone(), ..second };
    let original = acme.signing().der().to_file(CONTENT);
    let file = countersign(&original, CONTENT, &second, None);
    let count = |part: &[u8]| file.windows(part.len()).filter(|window| *window == part).count();
    assert_eq!(count(&acme.issuing.to_der()), 1);
    assert_eq!(count(&second.signer.to_der()), 1);
}

/// Of the known certificates, only those between the signer and its root are added.
#[test]
fn other_certificates_are_left_out() {
    let (acme, operator, other) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256), Provider::new("Operator"));
    let known = [&other.issuing, &other.signer, &operator.root, &operator.issuing, &operator.signer];
    let bundle: String = known.iter().map(|identity| identity.to_pem()).collect();
    let first = [operator.signer.to_pem(), bundle.clone()].concat();
    let original = acme.signing().der().to_file(CONTENT);
    let ways: [(&[u8], &[&[u8]]); 2] =
        [(first.as_bytes(), &[]), (&operator.signer.to_der(), &[bundle.as_bytes(), bundle.as_bytes()])];
    for (certificate, others) in ways {
        let signer = Signer::new(certificate, others, None, false).unwrap();
        let pending = PendingSignedData::new(Some(&original), CONTENT, &signer, now()).unwrap();
        let file = pending.finish(&sign(&operator.signer, &pending.request())).unwrap();
        let added: Vec<_> = known.iter().filter(|identity| holds(&file, &identity.to_der())).collect();
        assert_eq!(added.len(), 2);
        assert!(holds(&file, &operator.issuing.to_der()) && holds(&file, &operator.signer.to_der()));
    }
}

/// A CA with a new key has certified it in its own name.
#[test]
fn a_certificate_with_the_name_of_its_root_is_added() {
    let acme = Provider::new("Acme");
    let authority = Template::authority("Operator CA").of("Operator");
    let root = authority.clone().self_signed();
    let issuing = root.issue(&authority);
    let signer = issuing.issue(&Template::signer("Operator release").of("Operator"));
    let operator = Provider { root, issuing, signer };
    let file = countersign(&acme.signing().der().to_file(CONTENT), CONTENT, &operator, None);
    both_sign(&file, CONTENT, &acme, &operator);
    openssl_verifies(&file, CONTENT, &[&acme.root, &operator.root], "DER");
    assert!(holds(&file, &operator.issuing.to_der()) && !holds(&file, &operator.root.to_der()));
}

#[test]
fn the_form_of_the_file_is_kept() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256));
    let pem = acme.signing().to_pem(CONTENT);
    let file = String::from_utf8(countersign(pem.as_bytes(), CONTENT, &operator, None)).unwrap();
    assert!(file.starts_with("-----BEGIN CMS-----\n") && file.ends_with("\n-----END CMS-----\n"), "{file}");
    both_sign(file.as_bytes(), CONTENT, &acme, &operator);
    openssl_verifies(file.as_bytes(), CONTENT, &[&acme.root, &operator.root], "PEM");
    let other = pem.replace(" CMS-----", " PKCS7-----").replace('\n', "\r\n");
    let other = format!("\u{feff}text before\r\n{}\r\ntext after", other.trim_end());
    let file = String::from_utf8(countersign(other.as_bytes(), CONTENT, &operator, None)).unwrap();
    assert!(file.starts_with("\u{feff}text before\r\n-----BEGIN PKCS7-----\r\n"), "{file}");
    assert!(
        file.ends_with("=\r\n-----END PKCS7-----\r\ntext after")
            || file.ends_with("\r\n-----END PKCS7-----\r\ntext after")
    );
    assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
    both_sign(file.as_bytes(), CONTENT, &acme, &operator);
}

#[test]
fn a_first_signature_is_made_from_nothing() {
    for key in [KeyAlgorithm::EcP256, KeyAlgorithm::Rsa(2048), KeyAlgorithm::RsaPss(2048), KeyAlgorithm::Ed25519] {
        let acme = Provider::with_signer("Acme", &Template::signer("Acme").key(key));
        let pending = PendingSignedData::new(None, CONTENT, &signer(&acme, None), now()).unwrap();
        let request = pending.request();
        let file = pending.finish(&sign(&acme.signer, &request)).unwrap();
        let report = verify_signed_data(&file, Some(CONTENT), &[], &(&acme.trust()).into(), &Policy::default(), now());
        assert_eq!(report.verdict, Verdict::Passed, "{:#?}", report.findings);
        // The encoding is DER to the last octet, and the attributes are in order.
        let content = Any::encode_from(&decode(&file)).unwrap();
        assert_eq!(ContentInfo { content_type: SIGNED_DATA, content }.to_der().unwrap(), file);
        if key != KeyAlgorithm::Ed25519 {
            openssl_verifies(&file, CONTENT, &[&acme.root], "DER");
        }
    }
}

#[test]
fn gnutls_reads_ed25519() {
    let Some(mut certtool) = program("certtool") else { return };
    let acme = Provider::with_signer("Acme", &Template::signer("Acme").key(KeyAlgorithm::Ed25519));
    let pending = PendingSignedData::new(None, CONTENT, &signer(&acme, None), now()).unwrap();
    let file = pending.finish(&sign(&acme.signer, &pending.request())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("file"), file).unwrap();
    fs::write(path("content"), CONTENT).unwrap();
    fs::write(path("root"), acme.root.to_pem()).unwrap();
    certtool.args(["--p7-verify", "--inder"]).arg("--infile").arg(path("file"));
    certtool.arg("--load-data").arg(path("content")).arg("--load-ca-certificate").arg(path("root"));
    run(&mut certtool, &[]);
}

#[test]
fn ecdsa_values_may_be_two_numbers() {
    for (key, width) in [(KeyAlgorithm::EcP256, 32), (KeyAlgorithm::EcP384, 48), (KeyAlgorithm::EcP521, 66)] {
        let (acme, operator) = (Provider::new("Acme"), operator(key));
        let original = acme.signing().der().to_file(CONTENT);
        let pending = PendingSignedData::new(Some(&original), CONTENT, &signer(&operator, None), now()).unwrap();
        let value = sign(&operator.signer, &pending.request());
        let (_, numbers, _) = split(&value);
        let (_, r, rest) = split(numbers);
        let (_, s, _) = split(rest);
        let fixed = |number: &[u8]| {
            let number = &number[number.iter().position(|octet| *octet != 0).unwrap()..];
            [vec![0; width - number.len()], number.to_vec()].concat()
        };
        let raw = [fixed(r), fixed(s)].concat();
        assert_eq!(pending.finish(&raw).unwrap(), pending.finish(&value).unwrap());
    }
}

#[test]
fn refusals() {
    let (acme, operator, other) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256), Provider::new("Other"));
    let original = acme.signing().der().to_file(CONTENT);
    let reason = |pending: &PendingSignedData, signature: &[u8]| pending.finish(signature).unwrap_err().reason.code;
    let pending = PendingSignedData::new(Some(&original), CONTENT, &signer(&operator, None), now()).unwrap();
    let request = pending.request();
    let good = sign(&operator.signer, &request);
    // Another key, a flipped bit, nothing, and a signature over other data.
    assert_eq!(reason(&pending, &sign(&other.signer, &request)), "signer.key-mismatch");
    let mut flipped = good.clone();
    *flipped.last_mut().unwrap() ^= 1;
    assert_eq!(reason(&pending, &flipped), "signer.key-mismatch");
    assert_eq!(reason(&pending, &[]), "signer.key-mismatch");
    assert_eq!(reason(&pending, &operator.signer.key.sign(Digest::Sha256, CONTENT)), "signer.key-mismatch");
    // The signer has signed already, named either way.
    let refuse = |original: &[u8], content: &[u8], by: &Provider| {
        PendingSignedData::new(Some(original), content, &signer(by, None), now()).err().unwrap().reason.code
    };
    let twice = pending.finish(&good).unwrap();
    assert_eq!(refuse(&twice, CONTENT, &operator), "signer.already-signed");
    let by_key = operator.signing().named_by_subject_key().der().to_file(CONTENT);
    assert_eq!(refuse(&by_key, CONTENT, &operator), "signer.already-signed");
    // What is attached is not what is signed. What is there is no signature.
    let attached = acme.signing().attached().der().to_file(b"other");
    assert_eq!(refuse(&attached, CONTENT, &operator), "signature.unusable");
    for damaged in
        [&original[..original.len() - 1], b"", b"-----BEGIN CMS-----\nAAAA\n", &[original.as_slice(), b"\0"].concat()]
    {
        assert_eq!(refuse(damaged, CONTENT, &operator), "signature.unusable");
    }
    // Ed25519 goes with SHA-512 only.
    let edwards = crate::host::operator(KeyAlgorithm::Ed25519).signer.to_der();
    let refused = Signer::new(&edwards, &[], Some(DigestAlgorithm::Sha256), false).unwrap_err();
    assert_eq!(refused.reason.code, "signer.certificate-unusable");
    // The certificate or the algorithm is of no use.
    let unusable =
        |certificate: &[u8], digest, is_pss| Signer::new(certificate, &[], digest, is_pss).unwrap_err().reason.code;
    let certificate = operator.signer.to_der();
    assert_eq!(unusable(b"none", None, false), "signer.certificate-unusable");
    assert_eq!(unusable(&certificate, Some(DigestAlgorithm::Sha224), false), "signer.certificate-unusable");
    assert_eq!(unusable(&certificate, None, true), "signer.certificate-unusable");
}

#[test]
fn revocation_lists_stay() {
    let (acme, operator) = (Provider::new("Acme"), operator(KeyAlgorithm::EcP256));
    let list = RevocationList::current().signed_by(&acme.issuing);
    let der = list.to_der().unwrap();
    let with_list = |signed_data: &mut SignedData| {
        let choices = vec![RevocationInfoChoice::Crl(list.clone())];
        signed_data.crls = Some(RevocationInfoChoices(SetOfVec::try_from(choices).unwrap()));
    };
    let original = acme.signing().der().altered(with_list).to_file(CONTENT);
    let file = countersign(&original, CONTENT, &operator, None);
    both_sign(&file, CONTENT, &acme, &operator);
    openssl_verifies(&file, CONTENT, &[&acme.root, &operator.root], "DER");
    assert!(holds(&original, &der) && holds(&file, &der));
}
