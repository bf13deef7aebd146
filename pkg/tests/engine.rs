//! The engine in a real browser, through the interface JavaScript has.
#![cfg(target_arch = "wasm32")]
// The casts are of test sizes; a test that panics has failed.
#![allow(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic
)]

use std::io::{Cursor, Write as _};

use serde_json::Value;
use vnfseal_wasm::{Digester, TrustBundle, Verification, check_policy};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use zip::{ZipWriter, write::SimpleFileOptions};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const NOW: &str = "2026-11-21T12:00:00Z";

/// Drives a verification as JavaScript does, over bytes in memory.
fn verify(bytes: &[u8]) -> Value {
    let mut verification = Verification::new("test.csar", bytes.len() as f64, b"{}").ok().unwrap();
    let part = |range: &Value, length: &str| {
        let offset = usize::try_from(range["offset"].as_u64().unwrap()).unwrap();
        let length = usize::try_from(range[length].as_u64().unwrap()).unwrap();
        bytes.get(offset..offset.checked_add(length).unwrap()).unwrap()
    };
    loop {
        let step: Value = serde_json::from_str(&verification.step().ok().unwrap()).unwrap();
        if let Some(read) = step.get("read") {
            let offset = read["offset"].as_f64().unwrap();
            verification.supply(0, offset, part(read, "length")).ok().unwrap();
        } else if let Some(tasks) = step.get("digest") {
            for task in tasks.as_array().unwrap() {
                let mut digester = Digester::new(&task.to_string()).ok().unwrap();
                digester.update(part(task, "compressedSize"));
                verification.complete(&format!("[{}]", digester.finish().ok().unwrap())).ok().unwrap();
            }
        } else {
            let trust = TrustBundle::new();
            let mut pending = verification.begin_report(&trust, b"{}", NOW, Some("ab".into())).ok().unwrap();
            let mut report = String::new();
            while let Some(piece) = pending.advance().ok().unwrap() {
                report.push_str(&piece);
            }
            return serde_json::from_str(&report).unwrap();
        }
    }
}

/// An unsigned package whose manifest lists one file with this digest.
fn package(sha_256: &str) -> Vec<u8> {
    let manifest = format!(
        "metadata:\nvnf_provider_id: x\nvnf_product_name: x\nvnf_package_version: 1\nvnf_release_date_time: 2026-11-21T12:00:00Z\n\nSource: TOSCA-Metadata/TOSCA.meta\nSource: x.yaml\nAlgorithm: SHA-256\nHash: {sha_256}\n"
    );
    let meta = "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: x\nEntry-Definitions: x.yaml\nETSI-Entry-Manifest: x.mf\nETSI-Entry-Change-Log: x.yaml\n";
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (path, content) in [("TOSCA-Metadata/TOSCA.meta", meta), ("x.mf", &manifest), ("x.yaml", "abc")] {
        archive.start_file(path, options).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn codes(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().filter_map(|finding| finding["code"].as_str()).collect()
}

#[wasm_bindgen_test]
fn an_unsigned_package_fails_and_its_digests_are_compared() {
    // SHA-256 of "abc", FIPS 180-2 appendix B.1.
    let right = verify(&package("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    assert_eq!(right["verdict"], "failed");
    assert_eq!(codes(&right), ["signature.missing"]);
    assert_eq!(right["engine"]["wasmSha256"], "ab");

    let wrong = verify(&package(&"00".repeat(32)));
    assert!(codes(&wrong).contains(&"artifact.digest-mismatch"), "{wrong}");
}

#[wasm_bindgen_test]
fn what_is_no_package_gives_a_report() {
    for bytes in [&b""[..], b"0123456789", &[0xFF; 4096]] {
        let report = verify(bytes);
        assert_eq!(report["verdict"], "failed");
        assert_eq!(codes(&report), ["archive.not-zip"], "{report}");
    }
}

#[wasm_bindgen_test]
fn what_the_host_gets_wrong_is_said() {
    assert!(check_policy(b"{\"edition\": \"1\"}").is_err());
    assert!(check_policy(b"{\"accept\": [\"signature.invalid\"]}").is_err());
    assert!(Verification::new("x", 10.0, b"{\"limits\": {\"entries\": -1}}").is_err());
    for size in [-1.0, 0.5, f64::NAN, 1e17] {
        assert!(Verification::new("x", size, b"{}").is_err(), "{size}");
    }
    let mut verification = Verification::new("x", 10.0, b"{}").ok().unwrap();
    verification.step().ok().unwrap();
    assert!(verification.supply(0, 0.0, &[0; 9]).is_err());
    assert!(verification.complete("[{}]").is_err());
    assert!(verification.begin_report(&TrustBundle::new(), b"{}", NOW, None).is_err());
    assert!(verification.inspect().is_err());
    assert!(TrustBundle::new().add(b"no certificate").is_err());
}

#[wasm_bindgen_test]
fn host_and_tables_fold_alike() {
    use vnfseal::test_door::{fold, fold_by_tables, is_composed, is_composed_by_tables};

    // What one of the two leaves as it is may be younger than its version of Unicode.
    let is_known = |text: &str| fold(text) != text && fold_by_tables(text) != text;
    let known: Vec<String> = (char::MIN..=char::MAX).map(String::from).filter(|text| is_known(text)).collect();
    for text in &known {
        assert_eq!(fold(text), fold_by_tables(text), "{text:?}");
        assert_eq!(is_composed(text), is_composed_by_tables(text), "{text:?}");
    }
    // Capital letters, compatibility forms and composed ones; the syllables of Hangul are composed already.
    assert!(known.len() > 6_000, "{}", known.len());
    for text in
        ["ΣΑΣ σας", "\u{1100}\u{1161}\u{11a8}", "e\u{301}\u{323}", "e\u{323}\u{301}", "İı", "ŒUVRE ﬁ ẞß", "\u{1f600}"]
    {
        assert_eq!(fold(text), fold_by_tables(text), "{text}");
        assert_eq!(is_composed(text), is_composed_by_tables(text), "{text}");
    }
}
