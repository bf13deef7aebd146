//! The trust store: the entries installed in this browser, and their stored form.

use super::{Entry, EntryId, Placement, bundle};
use crate::json::Json;

/// One entry of the trust store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Installed {
    /// The certificate or list, and its placement.
    pub(crate) entry: Entry,
    /// The time of installation (RFC 3339).
    pub(crate) since: String,
}

/// The certificates and lists that are installed in this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TrustStore {
    /// The entries, by placement.
    pub(crate) entries: Vec<Installed>,
}

impl TrustStore {
    /// Adds an entry, once for each placement.
    pub(crate) fn install(&mut self, installed: Installed) {
        if !self.has(&installed.entry.id) {
            let place = |known: &Installed| (known.entry.id.placement, known.entry.subject.clone());
            let at = self.entries.partition_point(|known| place(known) <= place(&installed));
            self.entries.insert(at, installed);
        }
    }

    /// Removes an entry.
    pub(crate) fn remove(&mut self, id: &EntryId) {
        self.entries.retain(|installed| installed.entry.id != *id);
    }

    /// Returns whether an entry is installed.
    pub(crate) fn has(&self, id: &EntryId) -> bool {
        self.entries.iter().any(|installed| installed.entry.id == *id)
    }

    /// Returns the entries with one placement.
    pub(crate) fn at(&self, placement: Placement) -> impl Iterator<Item = &Installed> {
        self.entries.iter().filter(move |installed| installed.entry.id.placement == placement)
    }

    /// Returns the trust bundle, for export.
    pub(crate) fn bundle(&self) -> Json {
        bundle(self.entries.iter().map(|installed| &installed.entry))
    }

    /// Returns the stored form, with members that a bundle does not have.
    pub(crate) fn kept(&self) -> impl Iterator<Item = Json> {
        self.entries.iter().map(|Installed { entry, since }| {
            Json::object([
                ("placement", Json::text(entry.id.placement.code())),
                ("pem", Json::text(&entry.pem)),
                ("fingerprint", Json::text(&entry.id.fingerprint)),
                ("subject", Json::text(&entry.subject)),
                ("installedAt", Json::text(since)),
            ])
        })
    }
}

impl Installed {
    /// Reads one entry that [`TrustStore::kept`] wrote. Returns `None` if it is anything else. An unknown member may
    /// limit the trust in the entry, so such an entry is not read as if that member were absent.
    pub(crate) fn read(value: &Json) -> Option<Self> {
        let Json::Object(members) = value else { return None };
        let text = |name: &str| value.get(name)?.as_text().map(str::to_owned);
        let id = EntryId { fingerprint: text("fingerprint")?, placement: Placement::of_code(&text("placement")?)? };
        let entry = Entry { id, pem: text("pem")?, subject: text("subject")?, not_after: None };
        let since = text("installedAt")?;
        (members.len() == 5).then_some(Self { entry, since })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installed(placement: Placement) -> Installed {
        let id = EntryId { fingerprint: "00ff".into(), placement };
        let entry = Entry { id, pem: "PEM".into(), subject: "CN=Acme".into(), not_after: None };
        Installed { entry, since: "2026-11-21T12:00:00Z".into() }
    }

    #[test]
    fn a_store_comes_back_as_it_was_kept() {
        let mut store = TrustStore::default();
        for placement in Placement::ALL {
            store.install(installed(placement));
        }
        let mut back = TrustStore::default();
        store.kept().for_each(|entry| back.install(Installed::read(&entry).unwrap()));
        assert_eq!(back, store);
    }

    #[test]
    fn what_is_not_known_is_not_read() {
        let mut store = TrustStore::default();
        store.install(installed(Placement::Intermediate));
        let Some(Json::Object(members)) = store.kept().next() else { panic!() };
        let with = |name: &str, value: &str| {
            let mut members = members.clone();
            members.retain(|(known, _)| known != name);
            members.push((name.to_owned(), Json::text(value)));
            Installed::read(&Json::Object(members))
        };
        assert!(with("subject", "CN=Other").is_some());
        assert_eq!(with("onlyFor", "one package"), None);
        assert_eq!(with("placement", "everything"), None);
        assert_eq!(Installed::read(&Json::text("entry")), None);
    }

    #[test]
    fn an_entry_is_installed_once_for_a_place() {
        let mut store = TrustStore::default();
        store.install(installed(Placement::Intermediate));
        store.install(installed(Placement::Intermediate));
        store.install(installed(Placement::RevocationList));
        assert_eq!(store.entries.len(), 2);
        store.remove(&installed(Placement::Intermediate).entry.id);
        assert_eq!(store.bundle(), Json::object([("crls", Json::List(vec![Json::text("PEM")]))]));
    }
}
