//! The trust store and the policy, which this browser stores separately between visits.
//!
//! Each change is one transaction on the values stored *now*, because another tab may have changed them. Values that
//! this build cannot read do not count and are not overwritten: the user decides about them. An entry that the engine
//! reads differently from what is stored (`inspected`) is one of these.

mod inspected;

use vnfseal::policy::Policy;

use super::{
    database::{self, Change, Kept, Outcome},
    tabs,
};
use crate::{
    engine::{Fault, Verifier},
    json::{self, Json, Write},
    trust::{EntryId, Installed, TrustStore},
};

/// The stored values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct KeptTerms {
    /// The readable entries of the trust store.
    pub(crate) store: TrustStore,
    /// The policy. It is the default if none is stored, and `None` if it cannot be read.
    pub(crate) policy: Option<Policy>,
    /// The stored values that cannot be read.
    pub(crate) unread: Vec<Unread>,
}

/// A stored value that this build cannot read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// The stored text to which it belongs.
    pub(crate) what: Kept,
    /// The number of entries of the trust store. It is one for the policy, and for a store that is not a list.
    pub(crate) count: usize,
    /// The value as it is stored.
    pub(crate) raw: String,
}

/// Reads the stored values, and has the engine read them too. Returns `None` if the browser stores nothing.
///
/// # Errors
/// If the engine is not available.
pub(crate) async fn read(verifier: &Verifier) -> Result<Option<KeptTerms>, Fault> {
    let (Ok(trust), Ok(policy)) = (database::read(Kept::Trust).await, database::read(Kept::Policy).await) else {
        return Ok(None);
    };
    let (store, _) = read_trust(trust.as_deref());
    inspected::ask(verifier, store.entries.iter().map(|installed| &installed.entry)).await?;
    let (store, strange) = read_trust(trust.as_deref());
    let mut unread = Vec::new();
    if !strange.is_empty() {
        let raw = trust.unwrap_or_default();
        unread.push(Unread { what: Kept::Trust, count: strange.len(), raw });
    }
    let read = read_policy(policy.as_deref());
    if read.is_none() {
        unread.push(Unread { what: Kept::Policy, count: 1, raw: policy.unwrap_or_default() });
    }
    Ok(Some(KeptTerms { store, policy: read, unread }))
}

/// Installs an entry.
pub(crate) async fn install(installed: Installed) -> Outcome {
    change_trust(move |store, _| store.install(installed)).await
}

/// Removes an entry.
pub(crate) async fn uninstall(id: EntryId) -> Outcome {
    change_trust(move |store, _| store.remove(&id)).await
}

/// Stores a policy. A stored one that cannot be read stays as it is.
pub(crate) async fn keep_policy(policy: &Policy) -> Outcome {
    let text = policy.write().to_string();
    let change = move |kept: Option<&str>| match read_policy(kept) {
        Some(_) => Change::To(text),
        None => Change::Refused,
    };
    told(database::change(Kept::Policy, change).await)
}

/// Removes the stored values that cannot be read.
pub(crate) async fn remove_unread(what: Kept) -> Outcome {
    match what {
        Kept::Trust => change_trust(|_, strange| strange.clear()).await,
        Kept::Policy => {
            let change = |kept: Option<&str>| match read_policy(kept) {
                Some(policy) => Change::To(policy.write().to_string()),
                None => Change::To(Policy::default().write().to_string()),
            };
            told(database::change(Kept::Policy, change).await)
        }
    }
}

/// Changes the trust store in one transaction. Entries that cannot be read stay in it, unless the change clears them.
async fn change_trust(change: impl FnOnce(&mut TrustStore, &mut Vec<Json>) + 'static) -> Outcome {
    let change = move |kept: Option<&str>| {
        let (mut store, mut strange) = read_trust(kept);
        change(&mut store, &mut strange);
        // A store that is not a list has no entries beside which others could stand.
        if strange.iter().any(|entry| matches!(entry, Json::Null)) {
            return Change::Refused;
        }
        Change::To(Json::List(store.kept().chain(strange).collect()).to_string())
    };
    told(database::change(Kept::Trust, change).await)
}

/// Notifies the other tabs of a change that was stored.
fn told(outcome: Outcome) -> Outcome {
    if outcome == Outcome::Done {
        tabs::tell();
    }
    outcome
}

/// Returns the readable entries, and the others. A null stands for a whole store that is not a list.
fn read_trust(kept: Option<&str>) -> (TrustStore, Vec<Json>) {
    let mut store = TrustStore::default();
    let Some(kept) = kept else { return (store, Vec::new()) };
    let Ok(Json::List(list)) = kept.parse::<Json>() else { return (store, vec![Json::Null]) };
    let mut strange = Vec::new();
    for entry in list {
        let as_kept = Installed::read(&entry);
        let read =
            as_kept.and_then(|Installed { entry, since }| Some(Installed { entry: inspected::entry(entry)?, since }));
        match read {
            Some(installed) => store.install(installed),
            None => strange.push(entry),
        }
    }
    (store, strange)
}

/// Returns the stored policy, or the default if none is stored. Returns `None` if it holds anything that this build
/// does not know, because that may require more of packages.
fn read_policy(kept: Option<&str>) -> Option<Policy> {
    let Some(kept) = kept else { return Some(Policy::default()) };
    let policy: Policy = json::parse(kept).ok()?;
    knows(&policy.write(), &kept.parse().ok()?).then_some(policy)
}

/// Returns whether every member of an object, and of the objects in it, is known.
fn knows(known: &Json, given: &Json) -> bool {
    match (known, given) {
        (Json::Object(_), Json::Object(members)) => {
            members.iter().all(|(name, value)| known.get(name).is_some_and(|known| knows(known, value)))
        }
        (known, given) => !matches!(known, Json::Object(_)) && !matches!(given, Json::Object(_)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_with_anything_unknown_is_not_read() {
        assert_eq!(read_policy(None), Some(Policy::default()));
        assert_eq!(read_policy(Some("{}")), Some(Policy::default()));
        assert_eq!(read_policy(Some(&Policy::default().write().to_string())), Some(Policy::default()));
        let strange = [
            r#"{"timeStamp":"required"}"#,
            r#"{"limits":{"hours":1}}"#,
            r#"{"limits":[]}"#,
            r#"{"revocation":"always"}"#,
            r#"{"at":1.5}"#,
            r#"{"revocation":null}"#,
            "[]",
            "null",
            "",
            "{",
        ];
        for strange in strange {
            assert_eq!(read_policy(Some(strange)), None, "{strange}");
        }
    }

    #[test]
    fn entries_that_cannot_be_read_stand_apart() {
        assert_eq!(read_trust(None), (TrustStore::default(), Vec::new()));
        assert_eq!(read_trust(Some("[]")), (TrustStore::default(), Vec::new()));
        assert_eq!(read_trust(Some("{}")), (TrustStore::default(), vec![Json::Null]));
        let kept = r#"[{"placement":"intermediates","pem":"PEM","fingerprint":"00","subject":"CN=A","installedAt":"x"},{"a":1.5},null]"#;
        let (store, strange) = read_trust(Some(kept));
        assert_eq!((store.entries.len(), strange.len()), (1, 2));
        assert_eq!(strange.first().map(ToString::to_string).as_deref(), Some(r#"{"a":1.5}"#));
    }
}
