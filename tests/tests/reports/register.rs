//! The report answers every normative statement of GS NFV-SEC 021 that our register of the standard names.

use std::{collections::BTreeSet, fs};

use vnfseal::policy::{Edition, Policy};
use vnfseal_tests::{Package, Provider, shared, verify_under};

/// Returns the statements of the report for an edition.
fn reported(edition: Edition) -> BTreeSet<String> {
    let acme = Provider::new("Acme");
    let policy = Policy { edition, ..Policy::default() };
    let report = verify_under(&policy, &Package::acme().option_1(&acme.signing()).to_bytes(), &acme.trust());
    let all: Vec<String> = report.conformance.iter().map(|row| row.id.to_string()).collect();
    let once: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(all.len(), once.len(), "a statement stands in the report twice");
    once
}

/// Returns the cells of a line of a table.
fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

/// Returns the statements of both editions from the tables of `id`, force and text. Remarks of the standard do not
/// count.
fn of_both_editions(register: &str) -> BTreeSet<String> {
    let rows = register.lines().filter(|line| line.starts_with("| SEC021-")).map(cells);
    let normative = rows.filter(|row| !matches!(row[1], "note" | "info"));
    normative
        .flat_map(|row| row[0].split('/').map(|id| id.trim().replace("SEC021-", "")).collect::<Vec<_>>())
        .map(|id| format!("SEC021-{id}"))
        .collect()
}

/// Returns the steps of clause 6.2 in one edition: a column of the table that compares the editions.
fn steps(register: &str, column: usize) -> BTreeSet<String> {
    let (_, table) = register.split_once("### 6.2 ").expect("the table of clause 6.2");
    let (table, _) = table.split_once("\n### ").expect("a clause after it");
    let rows = table.lines().filter(|line| line.starts_with('|')).map(cells);
    let first_words = rows.filter_map(|row| row.get(column)?.split(' ').next());
    first_words.filter(|word| word.starts_with("6.2-")).map(|id| format!("SEC021-{id}")).collect()
}

#[test]
fn every_statement_of_the_register_is_answered() {
    let Some(path) = shared("spec/sec021.md") else { return };
    let register = fs::read_to_string(path).expect("the register");
    for (edition, column) in [(Edition::V4_5_1, 0), (Edition::V5_4_1, 1)] {
        let mut expected = of_both_editions(&register);
        expected.extend(steps(&register, column).into_iter().filter(|id| !is_heading(edition, id)));
        assert!(expected.len() > 25, "the register could not be read: {expected:?}");
        let reported = reported(edition);
        let missing: Vec<_> = expected.difference(&reported).collect();
        assert!(missing.is_empty(), "{edition:?}: the report says nothing of {missing:?}");
    }
}

/// Returns whether the step is only a heading. Step 2 of edition 5.4.1 has no content but its parts.
fn is_heading(edition: Edition, id: &str) -> bool {
    edition == Edition::V5_4_1 && id == "SEC021-6.2-2"
}
