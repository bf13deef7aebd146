//! Trust files. Everything in one counts, and nothing in one is lost without notice.

use serde_json::{Value, json};
use vnfseal::{inspect_trust, report::Placement, trust::TrustBundle};
use vnfseal_tests::{
    Identity, Package, Provider, RevocationList, Template, Trust, assert_failed, assert_passed, extension, hex,
    list_to_pem, program, run, verify,
};

/// Returns the reason why a file is not a trust file. Both readers have to agree on it.
fn refusal(file: &[u8]) -> String {
    let error = TrustBundle::new().add(file).expect_err(&String::from_utf8_lossy(file));
    assert_eq!(inspect_trust(file).expect_err("the same"), error);
    error
}

fn accepted(file: &[u8]) -> vnfseal::report::TrustInspection {
    let text = String::from_utf8_lossy(file).into_owned();
    let mut bundle = TrustBundle::new();
    bundle.add(file).unwrap_or_else(|error| panic!("{error}\n{text}"));
    inspect_trust(file).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn lines_of(pem: &str) -> Vec<&str> {
    pem.lines().collect()
}

/// A root, and a list that revokes the signer. If the list is lost, the signer passes.
struct World {
    acme: Provider,
    root: String,
    list: String,
}

impl World {
    fn new() -> Self {
        let acme = Provider::new("Acme");
        let list = RevocationList::current().revoking(&acme.signer).signed_by(&acme.issuing);
        Self { root: acme.root.to_pem(), list: list_to_pem(&list), acme }
    }
}

#[test]
fn an_inspection_shows_what_a_bundle_would_take() {
    let world = World::new();
    let acme = &world.acme;
    let file = [acme.root.to_pem(), acme.issuing.to_pem(), acme.signer.to_pem(), world.list.clone()].concat();
    let inspection = accepted(file.as_bytes());
    let placements: Vec<_> = inspection.entries.iter().map(|entry| entry.placement).collect();
    assert_eq!(
        placements,
        [
            Placement::VnfProviderPrivateCas,
            Placement::Intermediates,
            Placement::VnfProviderSigningCertificates,
            Placement::Crls
        ]
    );
    let grants: Vec<_> = inspection.entries.iter().map(|entry| entry.grants_trust).collect();
    assert_eq!(grants, [true, false, true, false]);
    let self_signed: Vec<_> = inspection.entries.iter().map(|entry| entry.is_self_signed).collect();
    assert_eq!(self_signed, [true, false, false, false]);
    let [root, issuing, signer, list] = inspection.entries.as_slice() else { panic!("four entries") };
    assert_eq!((&root.pem, &root.fingerprint), (&acme.root.to_pem(), &acme.root.fingerprint()));
    assert_eq!((&signer.pem, &signer.issuer), (&acme.signer.to_pem(), &issuing.subject));
    assert_eq!((&list.pem, &list.subject), (&world.list, &issuing.subject));
    assert!(root.is_ca && issuing.is_ca && !signer.is_ca);

    // If the shown entries are put into a bundle at their placements, the bundle grants what the file grants.
    let package = Package::acme().option_1(&acme.signing()).to_bytes();
    let mut by_file = TrustBundle::new();
    by_file.add(file.as_bytes()).expect("a trust file");
    let bundle = json!({
        "vnfProvider": { "privateCAs": [root.pem], "signingCertificates": [signer.pem] },
        "intermediates": [issuing.pem], "crls": [list.pem]
    });
    let mut by_entries = TrustBundle::new();
    by_entries.add(bundle.to_string().as_bytes()).expect("a trust bundle");
    assert_eq!(verify(&package, by_file).trust, verify(&package, by_entries).trust);
}

#[test]
fn an_inspection_shows_the_places_of_a_bundle() {
    let world = World::new();
    let pem = world.acme.root.to_pem();
    let role = json!({ "privateCAs": [pem], "publicCAs": [pem], "signingCertificates": [pem] });
    let bundle = json!({
        "vnfProvider": role, "serviceProvider": role,
        "intermediates": [pem], "timestampAuthorities": [pem], "crls": [world.list]
    });
    let inspection = serde_json::to_value(accepted(bundle.to_string().as_bytes())).expect("JSON");
    assert_eq!(inspection["format"], "bundle");
    let entries = inspection["entries"].as_array().expect("a list");
    let mut names: Vec<&str> = entries.iter().filter_map(|entry| entry["placement"].as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "crls",
            "intermediates",
            "serviceProvider.privateCAs",
            "serviceProvider.publicCAs",
            "serviceProvider.signingCertificates",
            "timestampAuthorities",
            "vnfProvider.privateCAs",
            "vnfProvider.publicCAs",
            "vnfProvider.signingCertificates"
        ]
    );
    for entry in inspect_trust(bundle.to_string().as_bytes()).expect("a bundle").entries {
        assert_eq!(serde_json::to_value(entry.placement).expect("JSON"), Value::from(entry.placement.name()));
        assert_eq!(entry.grants_trust, !matches!(entry.placement.name(), "crls" | "intermediates"));
    }
}

/// A certificate is in the text of another, on a boundary's line. Readers that cut differently show one and take the
/// other.
#[test]
fn what_is_shown_is_what_is_taken() {
    let (genuine, evil) = (Provider::new("Acme"), Provider::new("Acme"));
    let body = lines_of(&genuine.root.to_pem())[1..].join("");
    let file = format!("-----BEGIN CERTIFICATE-----{body}\n{}", evil.root.to_pem());
    refusal(file.as_bytes());
}

#[test]
fn a_signature_is_no_trust_file() {
    let acme = Provider::new("Acme");
    let signing = || acme.signing().through(&acme.root);
    for signing in [signing(), signing().attached(), signing().der(), signing().made_by_openssl()] {
        let cms = signing.to_file(b"content");
        assert!(refusal(&cms).contains("signature"), "{}", refusal(&cms));
        let text = String::from_utf8_lossy(&cms).into_owned();
        if text.starts_with("-----BEGIN") {
            for label in ["CMS", "PKCS7"] {
                let text =
                    text.replace("BEGIN CMS", &format!("BEGIN {label}")).replace("END CMS", &format!("END {label}"));
                assert!(refusal(text.as_bytes()).contains("signature"));
                let bundle = json!({ "vnfProvider": { "privateCAs": [text] } });
                assert!(refusal(bundle.to_string().as_bytes()).contains("signature"));
            }
        }
    }
}

#[test]
fn a_message_of_certificates_alone_is_a_trust_file() {
    let acme = Provider::new("Acme");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("chain.pem");
    std::fs::write(&path, [acme.root.to_pem(), acme.issuing.to_pem()].concat()).expect("written");
    for form in ["PEM", "DER"] {
        let Some(mut openssl) = program("openssl") else { return };
        let command = openssl.args(["crl2pkcs7", "-nocrl", "-outform", form, "-certfile"]).arg(&path);
        let entries = accepted(&run(command, b"")).entries;
        let found: Vec<_> = entries.iter().map(|entry| (entry.placement, entry.fingerprint.clone())).collect();
        assert_eq!(
            found,
            [
                (Placement::VnfProviderPrivateCas, acme.root.fingerprint()),
                (Placement::Intermediates, acme.issuing.fingerprint())
            ]
        );
    }
}

#[test]
fn certificates_name_their_keys_and_those_of_their_issuers() {
    let acme = Provider::new("Acme");
    let identifier = |identity: &Identity| Some(hex(identity.key_identifier().as_bytes()));
    let entries = accepted([acme.issuing.to_pem(), acme.signer.to_pem()].concat().as_bytes()).entries;
    assert_eq!(
        (&entries[0].key_identifier, &entries[0].issuer_key_identifier),
        (&identifier(&acme.issuing), &identifier(&acme.root))
    );
    assert_eq!(entries[1].issuer_key_identifier, identifier(&acme.issuing));
    assert!(!entries[1].is_ca && entries[1].placement == Placement::VnfProviderSigningCertificates);
}

/// The damage puts a block, or a part of it, outside of every block. Each of these files has lost its list.
#[test]
fn nothing_is_lost_where_a_boundary_is_damaged() {
    let World { root, list, .. } = World::new();
    let boundary = "-----BEGIN X509 CRL-----";
    let damaged = |with: &str| list.replace(boundary, with);
    let indented = |by: &str, text: &str| text.lines().map(|line| [by, line, "\n"].concat()).collect::<String>();
    let files = [
        damaged("\u{feff}-----BEGIN X509 CRL-----"),
        damaged(" -----BEGIN X509 CRL-----"),
        damaged("\t-----BEGIN X509 CRL-----"),
        damaged("> -----BEGIN X509 CRL-----"),
        damaged("- -----BEGIN X509 CRL-----"),
        damaged("----BEGIN X509 CRL-----"),
        damaged("-----BEGIN X509 CRL----"),
        damaged("-----BEGIN X509 CRL----- ").replace("----- \n", "----- x\n"),
        damaged("-----BEGIN  X509 CRL-----"),
        damaged("-----BEGIN X509 CLR-----"),
        damaged("-----BEGN X509 CRL-----"),
        damaged("-----begin x509 crl-----"),
        damaged("\u{2014}\u{2013}BEGIN X509 CRL\u{2014}\u{2013}"),
        damaged("\u{2010}\u{2010}\u{2010}BEGN X5O9 CLR\u{2010}\u{2010}"),
        damaged("BEGIN X509 CRL"),
        damaged("=2D=2D=2D=2D=2DBEGIN X509 CRL=2D=2D=2D=2D=2D"),
        damaged("&#45;&#45;BEGIN X509 CRL&#45;&#45;"),
        damaged("\u{ff0d}\u{ff0d}BEGIN\u{3000}X509 CRL\u{ff0d}\u{ff0d}"),
        damaged("-----BEGIN\u{a0}X509 CRL-----"),
        damaged("-----BEGIN\u{200b} X509 CRL-----"),
        damaged("----- BEGIN X509 CRL -----"),
        damaged("-----BEGIN X509 CRL-----#"),
        damaged(""),
        damaged("a list"),
        indented("# ", &damaged("-----BEGN X509 CLR-----").replace("END X509 CRL", "EDN X509 CLR")),
        damaged("# -----BEGIN X509 CRL-----"),
        indented("  ", &list),
        indented("> ", &list),
        indented("| ", &list),
        indented("# ", &list),
        indented("  \"", &list),
        list.replace('\n', "\r"),
        list.replace("-----END X509 CRL-----", " -----END X509 CRL-----"),
        list.replace("-----END X509 CRL-----", "-----END X509 CLR-----"),
        list.replace("-----END X509 CRL-----", ""),
        lines_of(&list)[1..lines_of(&list).len() - 1].join("\n"),
        lines_of(&list)[1..lines_of(&list).len() - 1]
            .join("")
            .as_bytes()
            .chunks(40)
            .map(|line| String::from_utf8_lossy(line).into_owned() + "\n")
            .collect::<String>(),
        list.replace(boundary, "-----BEGIN X509 CRL-----\nProc-Type: 4,CLEAR\n"),
        list.replace(boundary, "-----BEGIN X509 CRL-----\n# a list"),
        format!("# a comment\r{}", list.replace('\n', "\r")),
        format!("subject=CN = Acme\r{}", list.replace('\n', "\r")),
        format!("crls:: {}", lines_of(&list)[1..lines_of(&list).len() - 1].join("")),
    ];
    for damaged in files {
        refusal(format!("{root}{damaged}").as_bytes());
        refusal(format!("{root}\n{damaged}{root}").as_bytes());
        // One byte order mark at the very start is allowed.
        if !damaged.starts_with('\u{feff}') {
            refusal(format!("{damaged}\n{root}").as_bytes());
        }
        let bundle = json!({ "vnfProvider": { "privateCAs": [root] }, "crls": [format!("{damaged}\n{list}")] });
        refusal(bundle.to_string().as_bytes());
    }
    let wide: Vec<u8> = list.encode_utf16().flat_map(u16::to_le_bytes).collect();
    refusal(&[root.as_bytes(), &wide].concat());
}

/// Programs write such text beside certificates.
#[test]
fn text_of_common_programs_may_stand_beside_blocks() {
    let World { root, list, acme } = World::new();
    let texts: [&[u8]; 12] = [
        b"# Zertifikat f\xfcr M\xfcnchen\n",
        b"Bag Attributes\n    localKeyID: 8F 4B 22 01 \n    friendlyName: M\xfcller\nsubject=C = DE, O = Acme -- CA\nissuer=C = DE\n",
        b"Bag Attributes: <No Attributes>\nKey Attributes: <No Attributes>\n",
        "Zertifizierungsstelle – München\n\u{8a3c}\u{660e}\u{66f8}\n".as_bytes(),
        b"\nGlobalSign Root CA\n==================\n",
        b"ACCVRAIZ1\n=========\nCertigna\n========\n",
        b"## SHA256: 1bf458412568e134a4514f5e170a328d11091e071c7110955c9884ed87972ac9\n",
        b"Alias name: acme\nCreation date: Nov 1, 2026\nEntry type: trustedCertEntry\n\n",
        b"\n\n*******************************************\n*******************************************\n\n",
        b"---\nServer certificate\n",
        b"+--[ RSA 3072]----+\n|   .o*=+.        |\n+-----------------+\n",
        b"\tpin-sha256:KJh1aBcPiPoyH1mZ4m0uLzkJ4mS5zLlwS9GhBzI9Yx0=\n",
    ];
    for text in texts {
        for file in
            [[text, root.as_bytes(), list.as_bytes()].concat(), [root.as_bytes(), text, list.as_bytes(), text].concat()]
        {
            assert_eq!(accepted(&file).entries.len(), 2, "{}", String::from_utf8_lossy(text));
        }
    }
    let ends = [root.replace('\n', "\r\n"), format!("\u{feff}{root}"), root.replace("-----\n", "-----  \t\n")];
    for file in ends {
        assert_eq!(accepted(file.as_bytes()).entries[0].fingerprint, acme.root.fingerprint());
    }
    for (name, file, arguments) in [("x509", &root, ["x509", "-text"]), ("crl", &list, ["crl", "-text"])] {
        let Some(mut openssl) = program("openssl") else { return };
        let text = run(openssl.args(arguments), file.as_bytes());
        assert!(text.len() > file.len(), "{name} writes text");
        assert_eq!(accepted(&text).entries.len(), 1);
    }
}

/// A certificate in DER that contains PEM text is read as that certificate.
#[test]
fn a_certificate_in_der_is_not_searched_for_pem() {
    let evil = Provider::new("Evil").root;
    let text = format!("\n{}", evil.to_pem());
    let acme = Provider::new("Acme");
    let mut template = Template::authority("Acme root");
    template.other_extensions.push(extension("2.16.840.1.113730.1.13", false, text));
    let carrier = acme.root.renew(&template);
    let inspection = accepted(&carrier.to_der());
    let fingerprints: Vec<_> = inspection.entries.iter().map(|entry| entry.fingerprint.clone()).collect();
    assert_eq!(fingerprints, [carrier.fingerprint()]);
}

#[test]
fn an_entry_of_a_bundle_is_one_of_its_kind() {
    let World { root, list, acme } = World::new();
    let two = root.clone() + &acme.issuing.to_pem();
    let bundle = |value: Value| refusal(value.to_string().as_bytes());
    for entry in [two.as_str(), "", "no PEM", &list, &format!("{root}{list}"), &format!("{root}{root}")] {
        let said = bundle(json!({ "vnfProvider": { "privateCAs": [root, entry] } }));
        assert!(said.starts_with("In vnfProvider.privateCAs of the trust bundle, entry 2: "), "{said}");
    }
    for entry in [root.as_str(), "", &format!("{list}{list}")] {
        assert!(bundle(json!({ "crls": [entry] })).starts_with("In crls of the trust bundle, entry 1: "));
    }
    for text in [
        format!("{{\"crls\":[],\"crls\":[{}]}}", json!(list)),
        format!("{{\"vnfProvider\":{{\"privateCAs\":[]}},\"vnfProvider\":{{\"privateCAs\":[{}]}}}}", json!(root)),
        format!("{{\"vnfProvider\":{{\"privateCas\":[{}]}}}}", json!(root)),
        format!("{{\"crl\":[{}]}}", json!(list)),
        "{} {}".into(),
        "{}x".into(),
        "[]".into(),
        "null".into(),
        "{\"crls\":null}".into(),
        "{\"crls\":{}}".into(),
        "{\"vnfProvider\":[]}".into(),
        "{\"vnfProvider\":null}".into(),
        format!("{{\"crls\":{}}}", json!(list)),
    ] {
        refusal(text.as_bytes());
    }
    accepted(format!("\u{feff}{}", Trust::vnf_provider(&acme.root).to_json()).as_bytes());
}

/// Files that people mistake for trust files are named, with the way to a trust file if there is one.
#[test]
fn other_files_are_named() {
    let acme = Provider::new("Acme");
    let wide: Vec<u8> = acme.root.to_pem().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let block = |label: &str| format!("-----BEGIN {label}-----\nMAA=\n-----END {label}-----\n").into_bytes();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (wide, "UTF-16"),
        (b"\xFE\xED\xFE\xED\0\0\0\x02".to_vec(), "keytool -exportcert"),
        (b"<!DOCTYPE html>\n<html></html>".to_vec(), "HTML"),
        (b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA acme".to_vec(), "SSH"),
        (b"---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n".to_vec(), "SSH"),
        (b"PK\x03\x04".to_vec(), "ZIP"),
        (b"".to_vec(), "empty"),
        (block("PGP PUBLIC KEY BLOCK"), "PGP"),
        (block("PGP SIGNATURE"), "PGP"),
        (block("CERTIFICATE REQUEST"), "certificate request"),
        (block("NEW CERTIFICATE REQUEST"), "certificate request"),
        (block("TRUSTED CERTIFICATE"), "openssl x509"),
        (block("PUBLIC KEY"), "public key"),
        (block("PRIVATE KEY"), "private key"),
        (block("RSA PRIVATE KEY"), "private key"),
        (block("ENCRYPTED PRIVATE KEY"), "private key"),
        (block("OPENSSH PRIVATE KEY"), "private key"),
        (lines_of(&acme.root.to_pem())[1..3].concat().into_bytes(), "boundaries"),
    ];
    for (file, word) in cases {
        let said = refusal(&file);
        assert!(said.contains(word), "'{word}' in: {said}");
    }
}

#[test]
fn key_stores_and_keys_are_named() {
    let Some(_) = program("openssl") else { return };
    let openssl =
        |arguments: &[&str], input: &[u8]| run(program("openssl").expect("it was there").args(arguments), input);
    let key = openssl(&["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], b"");
    let in_der = openssl(&["pkey", "-outform", "DER"], &key);
    assert!(refusal(&in_der).contains("private key"), "{}", refusal(&in_der));
    let public = openssl(&["pkey", "-pubout", "-outform", "DER"], &key);
    assert!(refusal(&public).contains("public key"), "{}", refusal(&public));
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("root.pem");
    std::fs::write(&root, Provider::new("Acme").root.to_pem()).expect("written");
    let store = openssl(&["pkcs12", "-export", "-nokeys", "-in", &root.to_string_lossy(), "-passout", "pass:x"], b"");
    assert!(refusal(&store).contains("openssl pkcs12 -in"), "{}", refusal(&store));
}

#[test]
fn a_list_in_a_trust_file_counts() {
    let World { acme, root, list } = World::new();
    let package = Package::acme().option_1(&acme.signing()).to_bytes();
    let mut trust = TrustBundle::new();
    trust.add(root.as_bytes()).expect("a root");
    assert_passed(&verify(&package, trust.clone()));
    trust.add(list.as_bytes()).expect("a list");
    assert_failed(&verify(&package, trust), "certificate.revoked");
}

/// The block has lost its boundaries, and its lines are as short as words.
#[test]
fn base64_in_short_lines_is_not_passed_over() {
    let world = World::new();
    let root = world.acme.root.to_pem();
    let body = lines_of(&world.list).into_iter().filter(|line| !line.starts_with('-')).collect::<String>();
    for length in [4, 8, 12] {
        let short = body.as_bytes().chunks(length).map(<[u8]>::to_vec).collect::<Vec<_>>().join(&b'\n');
        let reason = refusal(&[root.as_bytes(), &short, b"\n"].concat());
        assert!(reason.contains("outside of every PEM block"), "{reason}");
    }
    accepted(format!("Root\nAuthority\n{root}").as_bytes());
}
