//! Manifests of many forms: what is kept is read as before, whatever lines there are.

use std::collections::BTreeMap;

use vnfseal::policy::Policy;
use vnfseal_tests::{File, Package, Provider, assert_passed, noise, verify_under};

use crate::{
    folder::{METADATA, acme, assert_good, pack, with_manifest},
    programs::manifest_of,
    refusals::pack_unchecked,
};

/// Numbers that are the same in every run.
struct Numbers(std::vec::IntoIter<u8>);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        usize::from(self.0.next().unwrap()) % bound
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

const KEYS: [&str; 8] = [
    "vnfd_id",
    "vnf_software_version",
    "vnfm_info",
    "Vendor Key",
    "x",
    "x-y.z",
    "größe",
    "compatible_specification_versions",
];
const VALUES: [&str; 8] =
    ["1", "etsivnfm:v2.3.1,0:myGreatVnfm-1", "a: b: c", "# no comment", "", "日本", "\"quoted\"", "Source: x"];
const FILES: [&str; 3] = ["Scripts/instantiate.sh", "ChangeLog.txt", "Licenses/acme.txt"];

/// Returns a manifest of many lines, and the lines that have to stay, in their order.
fn manifest(numbers: &mut Numbers) -> (String, Vec<String>) {
    let mut text: Vec<String> = METADATA.lines().map(str::to_owned).collect();
    let mut kept = text.clone();
    let mut used = BTreeMap::new();
    for _ in 0..numbers.below(6) {
        let (key, value) = (numbers.one_of(&KEYS), numbers.one_of(&VALUES));
        // The same key with another value is a finding.
        let value = *used.entry(key).or_insert(value);
        let line = format!(
            "{}{key}{}:{}{value}",
            " ".repeat(numbers.below(3)),
            " ".repeat(numbers.below(2)),
            " ".repeat(numbers.below(3))
        );
        text.push(line.clone());
        kept.push(line);
    }
    let comment = |numbers: &mut Numbers, text: &mut Vec<String>, kept: &mut Vec<String>| match numbers.below(3) {
        0 => {
            let line = format!("# {}", numbers.one_of(&VALUES));
            text.push(line.clone());
            kept.push(line);
        }
        1 => text.extend(vec![String::new(); numbers.below(3)]),
        _ => {}
    };
    let listed = |numbers: &mut Numbers, text: &mut Vec<String>, kept: &mut Vec<String>| {
        for _ in 0..numbers.below(4) {
            comment(numbers, text, kept);
            let path = numbers.one_of(&["Scripts/instantiate.sh", "gone", "./ChangeLog.txt", "a\\b", "../x"]);
            text.push(format!("{}: {path}", numbers.one_of(&["Source", "source", "  SOURCE"])));
            for line in ["Algorithm: SHA-256", "Hash: 00", "hash: 01", "  Algorithm: MD5"] {
                if numbers.below(2) == 0 {
                    text.push(line.to_owned());
                }
            }
        }
    };
    listed(numbers, &mut text, &mut kept);
    if numbers.below(2) == 0 {
        text.push(String::new());
        let lines = ["non_mano_artifact_sets:", "  prv.acme.one:", &format!("    Source: {}", numbers.one_of(&FILES))];
        text.extend(lines.map(str::to_owned));
        kept.extend(lines.map(str::to_owned));
        if numbers.below(2) == 0 {
            text.push("    Algorithm: SHA-256".to_owned());
            text.push(format!("    Hash: {}", "00".repeat(32)));
        }
        let lines = ["  onap_others:", &format!("    Source: {}", numbers.one_of(&FILES))];
        text.extend(lines.map(str::to_owned));
        kept.extend(lines.map(str::to_owned));
        text.push(String::new());
        listed(numbers, &mut text, &mut kept);
    }
    let line_end = numbers.one_of(&["\n", "\r\n"]);
    let end = numbers.one_of(&["", "\n", "\n\n\n"]);
    let mark = numbers.one_of(&["", "\u{feff}"]);
    (format!("{mark}{}{end}", text.join(line_end)), kept)
}

#[test]
fn every_line_but_those_of_files_stays() {
    let by = Provider::new("Acme");
    let mut numbers = Numbers(noise(40_000).into_iter());
    for _ in 0..150 {
        let (text, kept) = manifest(&mut numbers);
        let package = pack(&with_manifest(acme(), &text), &by);
        let report = assert_good(&package, &by);
        let new = manifest_of(&package);
        assert!(!new.contains('\r') && !new.contains('\u{feff}') && !new.contains("\n\n\n"), "{new}");
        let (signed, _) = new.split_once("-----BEGIN").unwrap();
        let is_listing = |line: &&str| {
            ["Source: ", "Algorithm: ", "Hash: "].iter().any(|key| line.starts_with(key)) || line.is_empty()
        };
        let found: Vec<&str> = signed.lines().filter(|line| !is_listing(line)).collect();
        assert_eq!(found, kept, "{text}");
        // Each file is listed once beside the sets.
        let paths: Vec<&str> = signed.lines().filter_map(|line| line.strip_prefix("Source: ")).collect();
        assert_eq!(paths.len(), report.artifacts.len() - 1);
        assert!(paths.is_sorted());
    }
}

#[test]
fn the_list_stands_before_the_sets_or_where_it_was() {
    let by = Provider::new("Acme");
    let files = [File::new("a.yaml", "x"), File::new("b", "y")];
    let lines = |manifest: &str| {
        let files: Vec<File> = files.iter().cloned().chain([File::new("a.mf", manifest)]).collect();
        let text = manifest_of(&pack_unchecked(&files, &by));
        let short = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
        text.lines().skip(5).take_while(|line| !line.starts_with("-----")).map(short).collect::<Vec<_>>()
    };
    let list = ["", "Source:", "Algorithm:", "Hash:", "", "Source:", "Algorithm:", "Hash:", ""];
    assert_eq!(lines(METADATA), list);
    let sets = ["non_mano_artifact_sets:", "s:", "Source:", ""];
    let with_sets = format!("{METADATA}\nnon_mano_artifact_sets:\ns:\nSource: b\n");
    assert_eq!(lines(&with_sets), [&list[..], &sets].concat());
    let old = format!("{METADATA}\nSource: c\n\nnon_mano_artifact_sets:\ns:\nSource: b\n\nSource: a.yaml\n");
    assert_eq!(lines(&old), [&list[..], &sets].concat());
}

#[test]
fn artifacts_elsewhere_in_sets_keep_their_digests() {
    let by = Provider::new("Acme");
    let uri = "https://acme.example/x";
    let text = format!(
        "{METADATA}\nnon_mano_artifact_sets:\n  onap_others:\n    Source: {uri}\n    Algorithm: sha256\n    Hash: {}\n",
        "AB".repeat(32)
    );
    let package = pack_unchecked(&with_manifest(Package::acme().unsigned().files, &text), &by);
    let policy = Policy { accept: vec!["artifact.external".into()], ..Policy::default() };
    let report = verify_under(&policy, &package, &by.trust());
    assert_passed(&report);
    let external = report.artifacts.iter().find(|artifact| artifact.artifact_path == uri).unwrap();
    assert_eq!(external.non_mano_artifact_set_ids, ["onap_others"]);
    assert_eq!(external.checksum.as_ref().unwrap().expected, "ab".repeat(32));
}
