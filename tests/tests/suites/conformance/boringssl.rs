//! `BoringSSL`'s path validation (`pki/testdata`): chains, revocation lists, signed data, certificates and names.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use vnfseal::{
    policy::RevocationPolicy,
    test_door::{is_same_name, read_certificate, signature_octets, verify_signature},
};
use vnfseal_tests::shared;

use super::{
    encoding::{self, SEQUENCE},
    suite::{Suite, Word},
    trust::{Validation, from_base64, list, policy, read_json},
};

/// Runs chains whose last certificate is the anchor.
pub(crate) fn chains() -> Option<Suite> {
    let path = shared("vectors/boringssl-pki/verify_certificate_chain.json")?;
    let mut suite = Suite::new("boringssl chains");
    for test in read_json::<Vec<Value>>(&path) {
        let anchoring = text(&test["last_cert_trust"]);
        // A trusted end-entity certificate is not an anchor of RFC 5280.
        let is_anchor = anchoring.starts_with("TRUSTED_ANCHOR") && !anchoring.contains("LEAF");
        if !is_anchor || is_about_purpose(text(&test["errors"])) {
            suite.skip();
            continue;
        }
        let mut chain = list(&test["chain_leaf_first"]);
        let anchor = chain.pop().expect("an anchor");
        let validation = Validation {
            certificate: chain.remove(0),
            intermediates: chain,
            anchors: vec![anchor],
            policy: policy(&rfc3339(text(&test["utc_time"])), RevocationPolicy::Off),
            ..Validation::default()
        };
        suite.case(text(&test["id"]), Word::accept_if(test["expect"] == "valid"), || validation.run());
    }
    Some(suite)
}

/// Returns whether a chain is refused only for a purpose that it lacks and that is not ours.
fn is_about_purpose(errors: &str) -> bool {
    let about = ["xtended key usage", "KeyUsage must", "has Basic Constraints indicating"];
    let mut lines = errors.lines().filter(|line| line.starts_with("ERROR")).peekable();
    lines.peek().is_some() && lines.all(|line| about.iter().any(|about| line.contains(about)))
}

/// Writes `YYMMDDHHMMSSZ` of this century in RFC 3339.
fn rfc3339(utc: &str) -> String {
    let part = |at: usize| &utc[at..at + 2];
    format!("20{}-{}-{}T{}:{}:{}Z", part(0), part(2), part(4), part(6), part(8), part(10))
}

#[derive(Deserialize)]
struct Listed {
    id: String,
    crl: String,
    ca: String,
    ca2: Option<String>,
    cert: String,
    time: String,
    expect: String,
}

/// Runs revocation lists, each with a certificate that is or is not on it.
pub(crate) fn crls() -> Option<Suite> {
    let path = shared("vectors/boringssl-pki/crl.json")?;
    let mut suite = Suite::new("boringssl crls");
    for test in read_json::<Vec<Listed>>(&path) {
        let anchors = [Some(&test.ca), test.ca2.as_ref()];
        let validation = Validation {
            certificate: from_base64(&test.cert),
            anchors: anchors.into_iter().flatten().map(|text| from_base64(text)).collect(),
            crls: vec![from_base64(&test.crl)],
            policy: policy(&test.time, RevocationPolicy::Required),
            ..Validation::default()
        };
        suite.case(test.id, Word::accept_if(test.expect == "good"), || validation.run());
    }
    Some(suite)
}

#[derive(Deserialize)]
struct SignedData {
    id: String,
    spki: String,
    algorithm: String,
    data: String,
    signature_bitstring: String,
    expect: String,
}

/// Runs signature values whose key, algorithm and parameters agree or do not.
pub(crate) fn signed_data() -> Option<Suite> {
    let path = shared("vectors/boringssl-pki/verify_signed_data.json")?;
    let mut suite = Suite::new("boringssl signed data");
    for test in read_json::<Vec<SignedData>>(&path) {
        suite.case(test.id, Word::accept_if(test.expect == "valid"), || {
            let octets = signature_octets(&from_base64(&test.signature_bitstring)).ok_or("no whole octets")?;
            let (key, algorithm) = (from_base64(&test.spki), from_base64(&test.algorithm));
            verify_signature(&key, &algorithm, &from_base64(&test.data), &octets)
        });
    }
    Some(suite)
}

#[derive(Deserialize)]
struct Certificate {
    id: String,
    blocks: BTreeMap<String, String>,
    kind: String,
    expect: String,
}

/// Runs certificates that can be read, and others that must not be read.
pub(crate) fn certificates() -> Option<Suite> {
    let path = shared("vectors/boringssl-pki/parse_certificate.json")?;
    let mut suite = Suite::new("boringssl certificates");
    for test in read_json::<Vec<Certificate>>(&path) {
        let certificate = match test.kind.as_str() {
            "tbs" => signed(&from_base64(&test.blocks["TBS CERTIFICATE"])),
            _ => from_base64(&test.blocks["CERTIFICATE"]),
        };
        suite.case(test.id, Word::accept_if(test.expect.starts_with("valid")), || read_certificate(&certificate));
    }
    Some(suite)
}

/// Returns a certificate around its signed part, with the algorithm inside it and without a real signature.
fn signed(tbs: &[u8]) -> Vec<u8> {
    let fields = encoding::elements(encoding::content(tbs));
    let is_sequence = |field: &&&[u8]| field.first() == Some(&SEQUENCE);
    let algorithm = fields.iter().find(is_sequence).copied().unwrap_or_default();
    encoding::value(SEQUENCE, &[tbs, algorithm, &encoding::value(0x03, &[&[0; 17]])])
}

#[derive(Deserialize)]
struct Name {
    id: String,
    name: String,
}

/// Runs pairs of names that are the same name or are not, as their identifiers state.
pub(crate) fn names() -> Option<Suite> {
    let path = shared("vectors/boringssl-pki/names.json")?;
    let mut suite = Suite::new("boringssl names");
    let names: BTreeMap<_, _> =
        read_json::<Vec<Name>>(&path).into_iter().map(|name| (name.id, from_base64(&name.name))).collect();
    let mut compare = |expected, first: &str, second: &str| {
        suite.case(format!("{first} = {second}"), expected, || match is_same_name(&names[first], &names[second]) {
            Some(true) => Ok(()),
            Some(false) => Err("other names".into()),
            None => Err("unreadable".into()),
        });
    };
    let types = ["PRINTABLESTRING", "T61STRING", "UTF8", "BMPSTRING", "UNIVERSALSTRING"];
    for (number, of_type) in types.iter().enumerate() {
        let plain = format!("ascii-{of_type}-unmangled");
        for other in &types[number..] {
            compare(Word::Accept, &plain, &format!("ascii-{other}-unmangled"));
        }
        for mangled in ["unmangled", "case_swap", "extra_whitespace"].map(|how| format!("ascii-{of_type}-{how}")) {
            compare(Word::Accept, &plain, &mangled);
            for extra in ["dupe_attr", "extra_attr", "extra_rdn"] {
                compare(Word::Refuse, &mangled, &format!("{mangled}-{extra}"));
            }
        }
    }
    for (first, second) in [
        ("ascii-PRINTABLESTRING-rdn_sorting_1", "ascii-PRINTABLESTRING-rdn_sorting_2"),
        ("ascii-mixed-rdn_dupetype_sorting_1", "ascii-mixed-rdn_dupetype_sorting_2"),
        ("unicode-mixed-normalized", "unicode-mixed-unnormalized"),
        ("unicode_bmp-BMPSTRING-unmangled", "unicode_bmp-UNIVERSALSTRING-unmangled"),
        ("unicode_bmp-BMPSTRING-unmangled", "unicode_bmp-UTF8-unmangled"),
        ("unicode_supplementary-UNIVERSALSTRING-unmangled", "unicode_supplementary-UTF8-unmangled"),
        ("custom-custom-normalized", "custom-custom-normalized"),
        ("valid-minimal", "valid-minimal"),
        ("valid-Name-empty", "valid-Name-empty"),
    ] {
        compare(Word::Accept, first, second);
    }
    compare(Word::Refuse, "valid-minimal", "valid-Name-empty");
    compare(Word::Refuse, "unicode_bmp-UTF8-unmangled", "unicode_supplementary-UTF8-unmangled");
    for invalid in names.keys().filter(|id| id.starts_with("invalid-")) {
        compare(Word::Refuse, invalid, invalid);
    }
    Some(suite)
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
