//! Every way to sign a package, by independent signers: the `openssl` program, and GNU TLS's `certtool` for Ed25519. A
//! good package passes. With one signed byte changed, it fails.
//!
//! The full product, 1,056 packages and 3,168 changed copies, takes half a minute on two processors. It runs with
//! `VNFSEAL_MATRIX=full`. Otherwise the combinations run that [`pairwise`] chooses. They contain every pair of values
//! that can occur together, which a test here proves.

mod combination;
mod pairwise;

use std::{
    collections::BTreeMap,
    env,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use combination::{Combination, Damaged, ED25519_WITH_OTHER_DIGEST, KEYS};
use pairwise::{covering, pairs_of};
use vnfseal::report::{Report, Verdict};
use vnfseal_tests::{KeyAlgorithm, Provider, Template, describe, program, verify};

#[test]
fn what_is_signed_passes_and_what_is_changed_afterwards_fails() {
    let chosen = if is_full() { possible() } else { covering(&possible()) };
    let can_run = |each: &Combination| each.key != KeyAlgorithm::Ed25519 || program("certtool").is_some();
    let chosen: Vec<_> = chosen.into_iter().filter(can_run).collect();
    let providers = providers();
    let (surprises, changed) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    on_all_processors(&chosen, |combination| {
        let provider = &providers.iter().find(|(key, _)| *key == combination.key).expect("one for each key").1;
        let (good, damaged) = combination.make(provider);
        changed.fetch_add(damaged.len(), Ordering::Relaxed);
        surprises.lock().expect("no panic").extend(surprises_of(combination, provider, &good, damaged));
    });
    let surprises = surprises.into_inner().expect("no panic");
    assert!(surprises.is_empty(), "{} of {}:\n{}", surprises.len(), chosen.len(), surprises.join("\n"));
    println!("{} packages, {} changed copies", chosen.len(), changed.into_inner());
}

#[test]
fn nothing_is_left_out_but_what_cannot_be() {
    let mut left_out = BTreeMap::new();
    for obstacle in Combination::all().iter().filter_map(Combination::obstacle) {
        *left_out.entry(obstacle).or_insert(0) += 1;
    }
    assert_eq!(left_out, BTreeMap::from([(ED25519_WITH_OTHER_DIGEST, 96)]));
    assert_eq!(possible().len(), 1056);
}

#[test]
fn every_pair_of_values_that_can_occur_together_does() {
    let chosen = covering(&possible());
    let impossible: Vec<_> = pairs_of(&Combination::all()).difference(&pairs_of(&chosen)).cloned().collect();
    let with_ed25519 = |digest: &str| [(3, "Ed25519".to_owned()), (4, digest.to_owned())];
    assert_eq!(impossible, [with_ed25519("SHA-256"), with_ed25519("SHA-384")]);
    println!("{} of {} combinations hold every pair", chosen.len(), possible().len());
}

fn is_full() -> bool {
    env::var("VNFSEAL_MATRIX").is_ok_and(|value| value == "full")
}

fn possible() -> Vec<Combination> {
    Combination::all().into_iter().filter(|combination| combination.obstacle().is_none()).collect()
}

/// Makes a provider for each kind of key, once, because a large RSA key takes seconds. Its authorities have the same
/// kind.
fn providers() -> Vec<(KeyAlgorithm, Provider)> {
    let providers = Mutex::new(Vec::new());
    on_all_processors(&KEYS, |key| {
        let provider = Provider::with_signer("Acme", &Template::signer("Acme").key(*key));
        providers.lock().expect("no panic").push((*key, provider));
    });
    providers.into_inner().expect("no panic")
}

/// Returns the results that are not as expected.
fn surprises_of(combination: &Combination, provider: &Provider, good: &[u8], damaged: Vec<Damaged>) -> Vec<String> {
    let trust = combination.trust(provider);
    let surprise = |what: &str, report: &Report| format!("{combination}; {what}: {}", describe(report));
    let mut surprises = Vec::new();
    let report = verify(good, &trust);
    if report.verdict != Verdict::Passed {
        surprises.push(surprise("unchanged", &report));
    }
    for copy in damaged {
        let report = verify(&copy.package, &trust);
        // It also has to fail for the right reason.
        if report.verdict != Verdict::Failed || report.integrity != Verdict::Failed {
            surprises.push(surprise(copy.what, &report));
        }
    }
    surprises
}

fn on_all_processors<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let worker = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(item);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(worker);
        }
    });
}
