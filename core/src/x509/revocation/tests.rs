//! Tests revocation with vectors of others: PKITS, and the list tests of `BoringSSL`. Their files are read where they
//! are.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "vectors are read from files")]

use std::{env, fs, path::PathBuf, println, vec};

use base64ct::{Base64, Encoding};
use der::{AnyRef, Reader, SliceReader, Tag};
use p256::ecdsa::{DerSignature, SigningKey, signature::Signer};
use rsa::{BoxedUint, Pkcs1v15Sign, PublicKey as RsaPublicKey};
use serde::Deserialize;
use sha2::Sha256;

use super::*;
use crate::{
    asn1::{self, AlgorithmIdentifier},
    digest::DigestAlgorithm,
    oid,
    x509::{PolicyInputs, path},
};

/// Returns a folder of the shared vectors. Prints a line if it is not there.
pub(crate) fn vectors(path: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = env::var_os("VNFSEAL_SHARED").map_or_else(beside, PathBuf::from).join("vectors").join(path);
    if folder.exists() {
        return Some(folder);
    }
    println!("skipped: {} is not there; VNFSEAL_SHARED names the folder it is in", folder.display());
    None
}

/// A test of PKITS, with the parts that matter for revocation.
#[derive(Deserialize)]
struct Pkits {
    id: String,
    section: String,
    target: String,
    intermediates: Vec<String>,
    crls: Vec<String>,
    expect: String,
}

/// PKITS sections about revocation, and those in which keys change owners or are not for signing lists.
const SECTIONS: [&str; 6] =
    ["basic-revocation", "self-issued", "key-usage", "distribution-points", "delta-crls", "private-extensions"];

#[test]
fn pkits() {
    let Some(folder) = vectors("pkits") else { return };
    let tests: Vec<Pkits> = serde_json::from_slice(&fs::read(folder.join("pkits.json")).unwrap()).unwrap();
    let certificate = |name: &str| Certificate::from_der(&fs::read(folder.join("certs").join(name)).unwrap()).unwrap();
    let anchor = certificate("TrustAnchorRootCertificate.crt");
    let all_lists: Vec<_> = fs::read_dir(folder.join("crls"))
        .unwrap()
        .filter_map(|entry| CertificateList::from_der(&fs::read(entry.unwrap().path()).unwrap()).ok())
        .collect();
    let mut wrong = Vec::new();
    for test in tests.iter().filter(|test| SECTIONS.contains(&test.section.as_str())) {
        let intermediates: Vec<_> = test.intermediates.iter().map(|name| certificate(name)).collect();
        // One list is damaged and cannot be read. It counts as absent.
        let lists = test.crls.iter().map(|name| fs::read(folder.join("crls").join(name)).unwrap());
        let lists: Vec<_> = lists.filter_map(|der| CertificateList::from_der(&der).ok()).collect();
        let target = certificate(&test.target);
        let states = states_by_path(&target, &anchor, &intermediates, &lists);
        if are_good(&states) != (test.expect == "valid") {
            wrong.push(format!("{} should be {}: {states:?}", test.id, test.expect));
        }
        // Neither the order of the lists matters, nor which other lists are available.
        let all_lists: Vec<_> = all_lists.iter().rev().chain(&lists).cloned().collect();
        let states = states_by_path(&target, &anchor, &intermediates, &all_lists);
        if are_good(&states) != (test.expect == "valid") {
            wrong.push(format!("{} should be {} with all lists at hand: {states:?}", test.id, test.expect));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn are_good(states: &Result<Vec<State>, String>) -> bool {
    matches!(states, Ok(states) if states.iter().all(|state| matches!(state, State::Good(_))))
}

fn states_by_path(
    target: &Certificate,
    anchor: &Certificate,
    intermediates: &[Certificate],
    lists: &[CertificateList],
) -> Result<Vec<State>, String> {
    let at = Time::from_rfc3339("2026-11-21T12:00:00Z").unwrap();
    let intermediates: Vec<&Certificate> = intermediates.iter().collect();
    let verifications_left = Cell::new(1000);
    let policy = PolicyInputs::default();
    let build = |certificate: &Certificate| {
        let request = path::Request {
            anchors: &[anchor],
            intermediates: &intermediates,
            policy: &policy,
            purposes: &[],
            at,
            verifications_left: &verifications_left,
        };
        path::build(certificate, &request)
    };
    let chain = build(target).map_err(|rejections| rejections.most_telling().sentence.clone())?;
    let lookup = Lookup {
        lists: &lists.iter().collect::<Vec<_>>(),
        responses: &[],
        dispensable: &BTreeSet::new(),
        candidates: &intermediates,
        responders: Responders::of(&intermediates),
        anchor,
        find_chain: &|certificate| build(certificate).ok(),
        at,
        is_required: true,
        verifications_left: &verifications_left,
        verified: &VerifiedInfo::default(),
    };
    Ok(lookup.states(chain.certificates()).into_iter().map(|(state, _)| state).collect())
}

/// No changed octet of a list turns a listed certificate good.
#[test]
fn pkits_lists_changed() {
    let Some(folder) = vectors("pkits") else { return };
    let certificate = |name: &str| Certificate::from_der(&fs::read(folder.join("certs").join(name)).unwrap()).unwrap();
    let list = |name: &str| fs::read(folder.join("crls").join(name)).unwrap();
    let anchor = certificate("TrustAnchorRootCertificate.crt");
    let revoked = certificate("InvalidRevokedEETest3EE.crt");
    let intermediates = [certificate("GoodCACert.crt")];
    let of_anchor = CertificateList::from_der(&list("TrustAnchorRootCRL.crl")).unwrap();
    let good = list("GoodCACRL.crl");
    for index in 0..good.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut changed = good.clone();
            changed[index] ^= change;
            let lists = [Ok(of_anchor.clone()), CertificateList::from_der(&changed)];
            let lists: Vec<_> = lists.into_iter().filter_map(Result::ok).collect();
            let states = states_by_path(&revoked, &anchor, &intermediates, &lists);
            assert!(!are_good(&states), "octet {index} changed by {change}: {states:?}");
        }
        assert!(CertificateList::from_der(&good[..index]).is_err());
    }
}

/// A list test of `BoringSSL`.
#[derive(Deserialize)]
struct BoringSsl {
    id: String,
    crl: String,
    ca: String,
    ca2: Option<String>,
    cert: String,
    time: String,
    expect: String,
}

/// The tests for which core decides otherwise: its answer, and the reason.
const EXCEPTIONS: [(&str, &str, &str); 4] = [
    ("good_fake_extension_no_nextupdate", "unknown", "a list says until when it is good (RFC 5280 section 5.1.2.5)"),
    ("good_no_nextupdate", "unknown", "a list says until when it is good (RFC 5280 section 5.1.2.5)"),
    ("bad_fake_critical_crlentryextension", "revoked", "who is listed is not told good, and so may be told revoked"),
    ("bad_thisupdate_too_old", "good", "an age of seven days is the web's rule; nextUpdate has not come"),
];

#[test]
fn boringssl() {
    let Some(folder) = vectors("boringssl-pki") else { return };
    let tests: Vec<BoringSsl> = serde_json::from_slice(&fs::read(folder.join("crl.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for test in &tests {
        let state = state_by_boringssl(test);
        let word = match &state {
            State::Good(_) => "good",
            State::Revoked(..) => "revoked",
            State::Unknown(_) => "unknown",
        };
        let exception = EXCEPTIONS.iter().find(|(id, ..)| *id == test.id);
        let expected = exception.map_or(test.expect.as_str(), |(_, word, _)| *word);
        if word != expected {
            wrong.push(format!("{} should be {expected}: {state:?}", test.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn state_by_boringssl(test: &BoringSsl) -> State {
    let decode = |text: &str| Base64::decode_vec(text).unwrap();
    let Ok(mut list) = CertificateList::from_der(&decode(&test.crl)) else {
        return State::Unknown(Unknown::Because("unreadable".into()));
    };
    let mut issuers = vec![Certificate::from_der(&decode(&test.ca)).unwrap()];
    issuers.extend(test.ca2.iter().map(|ca| Certificate::from_der(&decode(ca)).unwrap()));
    give_stronger_keys(&mut list, &mut issuers);
    let certificate = Certificate::from_der(&decode(&test.cert)).unwrap();
    let lookup = Lookup {
        lists: &[&list],
        responses: &[],
        dispensable: &BTreeSet::new(),
        candidates: &issuers.iter().collect::<Vec<_>>(),
        responders: Responders::default(),
        anchor: &issuers[0],
        find_chain: &|certificate| {
            Some(Chain::of_installed(certificate, Time::from_rfc3339(&test.time).unwrap()).unwrap())
        },
        at: Time::from_rfc3339(&test.time).unwrap(),
        is_required: true,
        verifications_left: &Cell::new(1000),
        verified: &VerifiedInfo::default(),
    };
    lookup.state(&certificate, &issuers[0], None)
}

/// These vectors are signed with RSA keys of 1024 bits, which core does not accept. If such a signature holds, the list
/// and its signer get a modern key, so that everything else is tested.
fn give_stronger_keys(list: &mut CertificateList, issuers: &mut [Certificate]) {
    let key = SigningKey::from_slice(&[7; 32]).unwrap();
    let point = key.verifying_key().to_sec1_point(false);
    let key_info = [P256_KEY_HEADER, point.as_bytes()].concat();
    for issuer in issuers {
        if holds(list, issuer) {
            issuer.public_key_info.clone_from(&key_info);
        }
    }
    let signature: DerSignature = key.sign(list.signed());
    list.signature_algorithm = AlgorithmIdentifier { oid: oid::ECDSA_SHA_256, parameters: None };
    list.signature = signature.as_bytes().to_vec();
}

/// SubjectPublicKeyInfo of a key on P-256, up to the point (RFC 5480 section 2).
const P256_KEY_HEADER: &[u8] = &[
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Returns whether the list's signature verifies with the issuer's key, however short it is.
fn holds(list: &CertificateList, issuer: &Certificate) -> bool {
    let whole_key = |reader: &mut SliceReader<'_>| {
        reader.sequence(|fields| {
            AlgorithmIdentifier::read(fields)?;
            asn1::octets_of_bit_string(asn1::expect(fields, Tag::BitString)?).map(<[u8]>::to_vec)
        })
    };
    let numbers = asn1::whole(&issuer.public_key_info, whole_key).unwrap();
    let (modulus, exponent) = asn1::whole(&numbers, |reader| {
        reader.sequence(|fields| {
            let number = |value: AnyRef<'_>| BoxedUint::from_be_slice_vartime(value.value());
            Ok::<_, der::Error>((
                number(asn1::expect(fields, Tag::Integer)?),
                number(asn1::expect(fields, Tag::Integer)?),
            ))
        })
    })
    .unwrap();
    assert_eq!(list.signature_algorithm.oid, oid::SHA_256_WITH_RSA);
    let digest = DigestAlgorithm::Sha256.digest(list.signed());
    let key = RsaPublicKey::new(modulus, exponent).unwrap();
    key.verify(Pkcs1v15Sign::new::<Sha256>(), &digest, &list.signature).is_ok()
}
