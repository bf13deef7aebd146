//! Seeds: what the maker of packages makes for each target. `FUZZ_SEEDS=FOLDER` writes them there, for the fuzzer to begin
//! with; `scripts/fuzz.sh` does so.

use std::{env, fs, path::Path, time::SystemTime};

use cms::signed_data::{SignedData, SignerInfos};
use der::{Encode, asn1::SetOfVec};
use vnfseal::encrypt::{Recipient, Wrapped, prefix, suffix};
use vnfseal_tests::{
    CertificatePlace, Digest, Identity, KeyAlgorithm, MANIFEST, OcspResponse, Package, RawArchive, RevocationList,
    Signing, TOSCA_META, Template, inside, list_to_pem, noise, optional_program, response_to_pem, run, stamp,
    time_stamp_token, values,
};
use x509_cert::ext::pkix::{CrlReason, KeyUsages};

use crate::targets::{
    TARGETS,
    cms::CONTENT,
    key_file::PASSWORD,
    package::originals,
    parties::{ATTACKER, EXPIRED, OPERATOR, OTHERS, PROVIDER, at, clock, issue, signing, trust},
};

#[test]
fn hold() {
    let folder = env::var_os("FUZZ_SEEDS");
    for (name, run) in TARGETS {
        let seeds = of(name);
        assert!(seeds.len() > 2, "{name}");
        for (number, seed) in seeds.iter().enumerate() {
            println!("seed {number} of {name}");
            run(seed);
            if let Some(folder) = &folder {
                let folder = Path::new(folder).join(name);
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join(format!("seed-{number}")), seed).unwrap();
            }
        }
    }
}

fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "archive" => archives(),
        "certificate" => certificates(),
        "cms" => signatures(),
        "enveloped_data" => messages(),
        "key_file" => keys(),
        "manifest" => manifests(),
        "package" => scripts(),
        "path" => paths(),
        "policy" => policies(),
        "revocation" => revocations(),
        "segments" => folders(),
        "tosca_meta" => tosca_metas(),
        "trust_file" => trust_files(),
        other => panic!("{other} has no seeds"),
    }
}

fn archives() -> Vec<Vec<u8>> {
    let acme = Package::acme_with_image(64).option_1(&signing(&PROVIDER));
    let raw = RawArchive::of(&acme).with_folder("Scripts");
    let streamed = |wide: bool| {
        let mut raw = raw.clone();
        raw.entries.iter_mut().for_each(|entry| if wide { entry.stream_with_zip64() } else { entry.stream() });
        raw.to_bytes()
    };
    let zip64 = RawArchive { zip64_end: Some([45, 45]), comment: b"a comment".into(), ..raw.clone() };
    let made = [acme.to_streamed_bytes(), raw.to_bytes(), streamed(false), streamed(true), zip64.to_bytes()];
    originals().iter().map(|original| original.package.clone()).chain(made).collect()
}

fn tosca_metas() -> Vec<Vec<u8>> {
    let of =
        |name: &str| originals().iter().find(|each| each.name == name).unwrap().archive.content(TOSCA_META).to_vec();
    let text = String::from_utf8(of("TOSCA.meta is not listed")).unwrap();
    let variants = [
        text.clone(),
        text.replace('\n', "\r\n"),
        text.replace("Created-By: Acme Networks\n", "Created-By: \"Acme\\u0020Networks\"  # who\n"),
        format!("{text}\nName: Scripts/instantiate.sh\nContent-Type: text/x-sh\n"),
        format!("\u{FEFF}{text}"),
    ];
    variants.into_iter().map(String::into_bytes).chain([of("certificate file")]).collect()
}

fn manifests() -> Vec<Vec<u8>> {
    let listed = originals().iter().filter_map(|each| each.archive.files.iter().find(|file| file.path == MANIFEST));
    let changed = |from: &'static str, to: &'static str| {
        let package = Package::acme_with_image(64).manifest(move |text| text.replacen(from, to, 1));
        // The trusted signer signs originals only.
        package.option_1(&signing(&ATTACKER)).content(MANIFEST).to_vec()
    };
    let made = [
        changed("vnf_", "pnfd_"),
        changed("Source: Scripts/instantiate.sh", "Source: https://example.com/instantiate.sh"),
        changed("Hash: ", "Signature: x.cms\nCertificate: x.cert\nHash: "),
        changed("\n\nSource", "\r\n\r\nSource"),
        changed("metadata:", "# a comment\nmetadata:"),
    ];
    listed.map(|file| file.content.to_vec()).chain(made).collect()
}

fn signatures() -> Vec<Vec<u8>> {
    let by = || signing(&PROVIDER);
    let stamped = by().altered(|signed| stamp(signed, |value| time_stamp_token(&ATTACKER.signer, clock(), value)));
    let mut all = vec![
        by().to_file(CONTENT),
        by().der().to_file(CONTENT),
        by().der().attached().to_file(CONTENT),
        signing(&ATTACKER).der().attached().to_file(b"another content\n"),
        by().der().without_signed_attributes().to_file(CONTENT),
        by().der().digest(Digest::Sha512).to_file(CONTENT),
        by().der().named_by_subject_key().to_file(CONTENT),
        by().der().certificates(CertificatePlace::Nowhere).to_file(CONTENT),
        by().der().and(&OPERATOR.signer).through(&OPERATOR.issuing).to_file(CONTENT),
        by().der().and_attribute(vnfseal_tests::signing_certificate(&PROVIDER.signer, Digest::Sha256)).to_file(CONTENT),
        signing(&ATTACKER).der().to_file(CONTENT),
        Signing { signing_time: clock(), ..Signing::by(&EXPIRED) }.der().to_file(CONTENT),
        stamped.der().to_file(CONTENT),
    ];
    if optional_program("openssl").is_some() {
        for key in [KeyAlgorithm::Rsa(2048), KeyAlgorithm::RsaPss(2048), KeyAlgorithm::EcP384, KeyAlgorithm::Ed25519] {
            let template = valid(Template::signer("Acme other signing").of("Acme").key(key));
            let signer = PROVIDER.issuing.issue(&template);
            let digest = if key == KeyAlgorithm::Ed25519 { Digest::Sha512 } else { Digest::Sha256 };
            all.push(Signing::by(&signer).through(&PROVIDER.issuing).digest(digest).der().to_file(CONTENT));
        }
    }
    all
}

fn valid(template: Template) -> Template {
    template.valid(clock() - vnfseal_tests::DAY, clock() + vnfseal_tests::DAY)
}

fn certificates() -> Vec<Vec<u8>> {
    let acme = &*PROVIDER;
    let ders = [&acme.root, &acme.issuing, &acme.signer, &*EXPIRED, &ATTACKER.signer].into_iter().chain(&*OTHERS);
    let name = |identity: &Identity| identity.certificate.tbs_certificate().subject().to_der().unwrap();
    let texts =
        ["Acm\u{e9} \u{fb01} CA", "ACME  ca", "\u{1100}\u{1161}\u{11a8}a\u{301}\u{327}", "\u{df}\u{130}\u{3f4}"];
    let pem = [&acme.signer, &acme.issuing].map(Identity::to_pem).concat();
    let mut all: Vec<Vec<u8>> = ders.map(Identity::to_der).collect();
    all.extend([
        pem.into_bytes(),
        [name(&acme.root), name(&acme.root)].concat(),
        [name(&acme.root), name(&OTHERS[0])].concat(),
    ]);
    all.extend(texts.map(|text| text.as_bytes().to_vec()));
    all
}

/// A certificate of a script: flags and extensions.
fn described(flags: u8, extensions: &[(u8, bool, &[u8])]) -> Vec<u8> {
    let mut bytes = vec![flags, u8::try_from(extensions.len()).unwrap()];
    for (id, critical, value) in extensions {
        bytes.extend([*id, u8::from(*critical), u8::try_from(value.len()).unwrap()]);
        bytes.extend(*value);
    }
    bytes
}

fn paths() -> Vec<Vec<u8>> {
    // Policies any and 1.2.3, a mapping of 1.2.3 to 1.2.4, no more than one without a policy, inhibit any policy.
    let any: &[u8] = b"\x30\x08\x30\x06\x06\x04\x55\x1d\x20\x00";
    let policy: &[u8] = b"\x30\x06\x30\x04\x06\x02\x2a\x03";
    let mapping: &[u8] = b"\x30\x0a\x30\x08\x06\x02\x2a\x03\x06\x02\x2a\x04";
    let constraints: &[u8] = b"\x30\x06\x80\x01\x00\x81\x01\x01";
    let inhibit: &[u8] = b"\x02\x01\x01";
    let names: &[u8] = b"\x30\x0e\xa0\x0c\x30\x0a\x82\x08acme.com";
    let alternative: &[u8] = b"\x30\x0c\x82\x0aa.acme.com";
    let usage: &[u8] = b"\x03\x02\x01\x06";
    let basic: &[u8] = b"\x30\x06\x01\x01\xff\x02\x01\x01";
    let chain = |certificates: &[Vec<u8>]| {
        // The root, the number of others, and before each the place of its issuer.
        let mut script = certificates[0].clone();
        script.push(u8::try_from(certificates.len() - 2).unwrap());
        for (issuer, certificate) in (0_u8..).zip(&certificates[1..]) {
            script.push(issuer);
            script.extend(certificate);
        }
        script
    };
    let plain = || described(0, &[]);
    vec![
        chain(&[plain(), plain()]),
        chain(&[plain(), plain(), plain(), plain()]),
        chain(&[plain(), described(0, &[(7, false, any)]), described(0, &[(7, true, policy)])]),
        chain(&[
            plain(),
            described(0, &[(7, false, policy), (8, true, mapping), (10, true, constraints)]),
            described(0, &[(7, false, policy)]),
        ]),
        chain(&[plain(), described(0, &[(12, true, inhibit), (7, false, any)]), described(0, &[(7, false, any)])]),
        chain(&[plain(), described(0, &[(5, true, names)]), described(0, &[(2, false, alternative)])]),
        chain(&[plain(), described(0b11000, &[(1, true, usage), (4, true, basic)]), described(0b11100, &[])]),
        chain(&[plain(), described(2, &[]), described(0x42, &[]), described(4, &[(13, true, b"\x05\x00")])]),
        chain(&[described(1, &[]), described(1, &[]), described(1, &[]), described(1, &[])]),
        chain(&[described(32, &[]), plain(), described(32, &[])]),
    ]
}

/// How much earlier than the clock of this machine the targets validate. Lists and responses are made for now.
fn earlier() -> std::time::Duration {
    SystemTime::now().duration_since(clock()).unwrap_or_default()
}

fn lists() -> Vec<x509_cert::crl::CertificateList> {
    let (acme, scope) = (&*PROVIDER, vnfseal_tests::WHOLE);
    let current = || RevocationList::current().earlier_by(earlier());
    vec![
        current().signed_by(&acme.issuing),
        current().numbered(7).naming_key_of(&acme.issuing).revoking(&acme.signer).signed_by(&acme.issuing),
        current().revoking_others(2).revoking_for(&acme.signer, CrlReason::RemoveFromCRL).signed_by(&acme.issuing),
        current().numbered(8).since(7).signed_by(&acme.issuing),
        current().scope(&scope).revoking_of_its_issuer(&acme.signer).signed_by(&acme.issuing),
        current().unknown_critical_entry_extension().without_next_update().signed_by(&acme.issuing),
        current().signed_by(&ATTACKER.issuing),
    ]
}

fn responses() -> Vec<Vec<u8>> {
    let (acme, by) = (&*PROVIDER, &PROVIDER.issuing);
    let signer = &acme.signer;
    let all = [
        OcspResponse::good(signer, by),
        OcspResponse::revoked(signer, by, Some(CrlReason::KeyCompromise)),
        OcspResponse::unknown(signer, by).and(OcspResponse::good(&EXPIRED, by)),
        OcspResponse::good(signer, by).with(by).kept_since(clock()).without_next_update(),
        OcspResponse::good(signer, by).unknown_critical_extension(),
    ];
    all.iter().map(|response| response.clone().earlier_by(earlier()).signed_by(by)).collect()
}

fn revocations() -> Vec<Vec<u8>> {
    let marked = |mark: u8, bytes: &[u8]| [&[mark], bytes].concat();
    let mut all = Vec::new();
    for list in lists() {
        all.push(marked(0, list_to_pem(&list).as_bytes()));
        all.push(marked(1, &list.tbs_cert_list.to_der().unwrap()));
    }
    for response in responses() {
        all.push(marked(0, &response));
        // OCSPResponse, [0], ResponseBytes, OCTET STRING, BasicOCSPResponse: its first value is signed.
        let bytes = &values(inside(&values(inside(&response))[1]))[0];
        let basic = inside(&values(inside(bytes))[1]).to_vec();
        all.push(marked(2, &values(inside(&basic))[0]));
    }
    all
}

fn trust_files() -> Vec<Vec<u8>> {
    let acme = &*PROVIDER;
    let time_stamps = trust().and_time_stamps_of(&OPERATOR.root).and_public(&acme.root, &[&acme.signer]);
    let bundle = time_stamps.and_intermediate(&acme.issuing).and_lists(&lists()[..2]).and_responses(&responses()[..2]);
    let certificates_only = |signed: &mut SignedData| signed.signer_infos = SignerInfos(SetOfVec::new());
    let pem = [&acme.root, &acme.issuing, &acme.signer].map(Identity::to_pem).concat();
    vec![
        trust().to_json().into_bytes(),
        bundle.to_json().into_bytes(),
        br#"{"vnfProvider":{"privateCAs":[],"publicCAs":[]},"crls":[]}"#.to_vec(),
        pem.clone().into_bytes(),
        format!("subject=CN=Acme\n{}\n{}", pem.replace('\n', "\r\n"), list_to_pem(&lists()[0])).into_bytes(),
        acme.root.to_der(),
        lists()[1].to_der().unwrap(),
        response_to_pem(&responses()[0]).into_bytes(),
        signing(acme).der().altered(certificates_only).to_file(b""),
        signing(acme).altered(certificates_only).to_file(b""),
        signing(acme).to_file(CONTENT),
    ]
}

fn policies() -> Vec<Vec<u8>> {
    let default = serde_json::to_string_pretty(&vnfseal::policy::Policy::default()).unwrap();
    let others = [
        r#"{"edition":"4.5.1","stage":"instantiation","at":"2026-11-21T12:00:00+01:00"}"#,
        r#"{"serviceProviderSignature":"required","serviceProviderSigned":["Files/**","*.mf"],"revocation":"off"}"#,
        r#"{"userInitialPolicySet":["1.2.3","2.5.29.32.0"],"initialExplicitPolicy":true,"initialAnyPolicyInhibit":true}"#,
        r#"{"unlistedFiles":"report","otherSigners":"report","accept":["archive.comment"],"limits":{"entries":7}}"#,
        "{\"at\":\"2026-11-21T12:00:00.5Z\" , \"accept\": [ ] }\n",
        r#"{"limits":{"expandedBytes":18446744073709551615,"manifestBytes":1e3}}"#,
    ];
    others.iter().map(|text| text.as_bytes().to_vec()).chain([default.into_bytes()]).collect()
}

/// Scripts of attacks: each original as it is, and with each change.
fn scripts() -> Vec<Vec<u8>> {
    // What a target has objected to once: a digest that the manifest refuses, in a delivery; a document beside a CSAR.
    let mut all = vec![
        b"\x06\x10\x83\x0d\xf1\x54\xc4\x79\x67\x9d\x4c\xfe\x78\x27".to_vec(),
        b"\x03\x0e\x9a\xe2\x26\xf1\x26\x26\x26\x09\xb3\x0d\x67\xe2\x1f\x27\x26\x26\x26\xb3".to_vec(),
    ];
    for original in 0..u8::try_from(originals().len()).unwrap() {
        all.push(vec![original]);
        for change in 0..20 {
            all.push([&[original, change][..], &noise(12 + usize::from(original))[usize::from(original)..]].concat());
        }
        // A file is changed, listed again, and the manifest signed by the attacker in three ways.
        for how in 0..3 {
            all.push([&[original, 5, 3, 2][..], b"#x", &[8, 0, 9, 0, how]].concat());
        }
    }
    all
}

fn folders() -> Vec<Vec<u8>> {
    let piece = |bytes: &[u8]| [&[u8::try_from(bytes.len()).unwrap()], bytes].concat();
    let folder = |more: Option<&str>, files: &[(&str, &[u8])]| {
        let mut script = vec![u8::from(more.is_some())];
        script.extend(more.into_iter().flat_map(|text| piece(text.as_bytes())));
        script.push(u8::try_from(files.len()).unwrap());
        script.extend(files.iter().flat_map(|(path, content)| [piece(path.as_bytes()), piece(content)].concat()));
        // All are replaced.
        script.extend((0..8).flat_map(|_| [vec![1], piece(b"new")].concat()));
        script
    };
    vec![
        folder(None, &[]),
        folder(None, &[("Scripts/run.sh", b"#!/bin/sh\n"), ("empty", b""), ("Files/Images/\u{e9}.img", &noise(200))]),
        folder(
            Some("  vnf_software_version: 1.0\n\nSource: https://example.com/x\nAlgorithm: SHA-256\nHash: 00\n"),
            &[("a", b"b")],
        ),
        folder(Some("non_mano_artifact_sets:\n  events:\n    Source: events.yaml\n"), &[("events.yaml", b"a: b\n")]),
        folder(
            None,
            &[(
                "TOSCA-Metadata/TOSCA.meta",
                b"TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: Acme\n\
                         Entry-Definitions: acme.yaml\nETSI-Entry-Manifest: acme.mf\n",
            )],
        ),
        folder(None, &[("a/b", b"1"), ("a/b ", b"2"), ("a//b", b"3"), ("a\\b", b"4")]),
        folder(None, &[("package.zip", &originals()[0].package[..200]), ("x.cms", b"-----BEGIN CMS-----\n")]),
    ]
}

fn messages() -> Vec<Vec<u8>> {
    // The certificate of the signer, for another usage: the same name and serial number.
    let template = valid(Template::signer("Acme package signing").of("Acme")).key_usage(&[KeyUsages::KeyAgreement]);
    let holder = issue(&PROVIDER.issuing, &template, "signer of Acme");
    let other = issue(&PROVIDER.issuing, &template, "another recipient");
    let recipient = |identity: &Identity| Recipient::from_file(identity.to_pem().as_bytes(), at()).unwrap();
    let point = ATTACKER.signer.key.public_key().subject_public_key.raw_bytes().to_vec();
    let wrapped = || Wrapped::KeyAgreement { ephemeral_point: point.clone(), encrypted_key: vec![7; 40] };
    let message = |recipients: &[&Identity], content: &[u8]| {
        let recipients: Vec<_> = recipients.iter().map(|each| (recipient(each), wrapped())).collect();
        let before = prefix(&recipients, &[1; 12], content.len().try_into().unwrap()).unwrap();
        [&[16], &before[..], content, &suffix([9; 16])].concat()
    };
    let mut ber = message(&[&holder], b"ciphertext");
    // An OCTET STRING of one piece, of indefinite length.
    let place = ber.windows(12).position(|window| window == b"\x80\x0aciphertext").unwrap();
    ber.splice(place..place + 2, *b"\xa0\x80\x04\x0a");
    vec![
        message(&[&holder], b"ciphertext"),
        message(&[&other, &holder], &noise(100)),
        message(&[&other], b""),
        ber,
        signatures().swap_remove(1),
    ]
}

/// Files of keys, made by the `openssl` program. They are never kept.
fn keys() -> Vec<Vec<u8>> {
    let pem = PROVIDER.signer.key.to_pem();
    let mut all = vec![pem.clone().into_bytes(), b"-----BEGIN PRIVATE KEY-----\n".to_vec(), PROVIDER.signer.to_der()];
    if optional_program("openssl").is_none() {
        return all;
    }
    let openssl = |arguments: &[&str], input: &[u8]| {
        run(optional_program("openssl").unwrap().args(arguments).env("VNFSEAL_TEST_PASSWORD", PASSWORD), input)
    };
    let small = ["-scrypt", "-scrypt_N", "2", "-scrypt_r", "1", "-scrypt_p", "1"];
    let forms: [&[&str]; 5] = [
        &["-outform", "DER", "-nocrypt"],
        &["-outform", "DER", "-iter", "1"],
        &["-iter", "1"],
        &[&["-outform", "DER"], &small[..]].concat(),
        &["-outform", "DER", "-v1", "PBE-SHA1-3DES", "-iter", "1"],
    ];
    for form in forms {
        all.push(openssl(
            &[&["pkcs8", "-topk8", "-passout", "env:VNFSEAL_TEST_PASSWORD"], form].concat(),
            pem.as_bytes(),
        ));
    }
    all.push(openssl(&["ec", "-outform", "DER"], pem.as_bytes()));
    let both = [pem, PROVIDER.signer.to_pem()].concat();
    let stores: [&[&str]; 3] =
        [&["-iter", "1", "-nomaciter"], &["-legacy", "-iter", "1", "-nomaciter"], &["-iter", "1", "-nomac"]];
    for store in stores {
        let export = ["pkcs12", "-export", "-passout", "env:VNFSEAL_TEST_PASSWORD"];
        all.push(openssl(&[&export, store].concat(), both.as_bytes()));
    }
    for key in [KeyAlgorithm::Rsa(2048), KeyAlgorithm::Ed25519] {
        all.push(vnfseal_tests::Key::generate(key).to_pem().into_bytes());
    }
    all
}
