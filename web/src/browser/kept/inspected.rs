//! Checks the entries of the trust store with the engine of this page. Another build may have stored something that
//! this one reads differently: a fingerprint of something else, a certificate in place of a list. So the stored entry
//! does not count, but what the engine reads in its PEM text now.

use std::{cell::RefCell, collections::HashMap};

use js_sys::Array;
use web_sys::File;

use crate::{
    engine::{Fault, Question, Verifier},
    trust::{self, Entry, inspection},
};

thread_local! {
    static ANSWERS: RefCell<HashMap<String, Option<Entry>>> = RefCell::default();
}

/// Returns the entry, or `None` if the engine reads something else. If the engine was not asked yet, the entry is as
/// stored.
pub(super) fn entry(kept: Entry) -> Option<Entry> {
    ANSWERS.with_borrow(|answers| answers.get(&key(&kept)).cloned()).unwrap_or(Some(kept))
}

/// Has the engine read these entries, each once.
///
/// # Errors
/// If the engine is not available.
pub(super) async fn ask<'kept>(verifier: &Verifier, entries: impl Iterator<Item = &'kept Entry>) -> Result<(), Fault> {
    let is_new = |kept: &&Entry| ANSWERS.with_borrow(|answers| !answers.contains_key(&key(kept)));
    let new = entries.filter(is_new).collect::<Vec<_>>();
    if new.is_empty() {
        return Ok(());
    }
    let all = read(verifier, &new).await?;
    if all.len() == new.len() && new.iter().all(|kept| found(&all, kept).is_some()) {
        for kept in new {
            note(kept, &all);
        }
        return Ok(());
    }
    for kept in new {
        // An entry whose text holds more than one thing is not what it claims to be.
        let alone = read(verifier, &[kept]).await?;
        note(kept, if alone.len() == 1 { &alone } else { &[] });
    }
    Ok(())
}

/// Returns the entries that the engine finds in a bundle of these, or none if it refuses the bundle.
async fn read(verifier: &Verifier, entries: &[&Entry]) -> Result<Vec<Entry>, Fault> {
    let bundle = trust::bundle(entries.iter().copied()).to_string();
    let Ok(file) = File::new_with_str_sequence(&Array::of1(&bundle.into()), "trust.json") else {
        return Ok(Vec::new());
    };
    match verifier.answer(Question::InspectKept(file)).await {
        Ok(json) => Ok(inspection::read(&json).unwrap_or_default().into_iter().map(|found| found.entry).collect()),
        Err(Fault::Refused(_)) => Ok(Vec::new()),
        Err(fault) => Err(fault),
    }
}

fn found(read: &[Entry], kept: &Entry) -> Option<Entry> {
    read.iter().find(|found| found.id == kept.id).cloned()
}

fn note(kept: &Entry, read: &[Entry]) {
    ANSWERS.with_borrow_mut(|answers| answers.insert(key(kept), found(read, kept)));
}

fn key(entry: &Entry) -> String {
    [&entry.id.placement.code(), &entry.id.fingerprint, &entry.pem].map(String::as_str).join(" ")
}
