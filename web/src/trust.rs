//! Whom the page trusts: certificates and revocation lists, each with the place it has in a trust bundle.
//!
//! The page sorts and keeps them; what a certificate may do, and whether it is one at all, core says.

use vnfseal::report::Role;

use crate::json::{Json, Word};

/// The place of a certificate or revocation list in a trust bundle (GS NFV-SEC 021 clause 6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Placement {
    /// It says who may sign, for one role.
    Anchor(Role, Use),
    /// A CA certificate that helps to build a path and is trusted for nothing.
    Intermediate,
    /// A certificate revocation list.
    RevocationList,
    /// A time-stamp authority.
    TimestampAuthority,
}

/// What a certificate of one role is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Use {
    /// A chain that ends here is enough.
    PrivateCa,
    /// A chain that ends here counts for an installed signing certificate only.
    PublicCa,
    /// A signing certificate that is known itself.
    SigningCertificate,
}

impl Placement {
    /// All places, in the order they are shown.
    pub(crate) const ALL: [Self; 9] = [
        Self::Anchor(Role::VnfProvider, Use::PrivateCa),
        Self::Anchor(Role::VnfProvider, Use::PublicCa),
        Self::Anchor(Role::VnfProvider, Use::SigningCertificate),
        Self::Anchor(Role::ServiceProvider, Use::PrivateCa),
        Self::Anchor(Role::ServiceProvider, Use::PublicCa),
        Self::Anchor(Role::ServiceProvider, Use::SigningCertificate),
        Self::Intermediate,
        Self::RevocationList,
        Self::TimestampAuthority,
    ];

    /// Where it stands in a bundle's JSON: the role's object, if it has one, and the list.
    pub(crate) fn keys(self) -> (Option<&'static str>, &'static str) {
        match self {
            Self::Anchor(role, place) => (
                Some(role.code()),
                match place {
                    Use::PrivateCa => "privateCAs",
                    Use::PublicCa => "publicCAs",
                    Use::SigningCertificate => "signingCertificates",
                },
            ),
            Self::Intermediate => (None, "intermediates"),
            Self::RevocationList => (None, "crls"),
            Self::TimestampAuthority => (None, "timestampAuthorities"),
        }
    }

    /// A name for it that forms and stored entries use.
    pub(crate) fn code(self) -> String {
        match self.keys() {
            (Some(role), list) => format!("{role}.{list}"),
            (None, list) => list.to_owned(),
        }
    }

    /// The place of that name.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.code() == code)
    }

    /// Whether what stands here lets anybody sign. The rest is trusted for nothing.
    pub(crate) fn grants_trust(self) -> bool {
        matches!(self, Self::Anchor(..) | Self::TimestampAuthority)
    }
}

/// A certificate or revocation list in PEM, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Its place.
    pub(crate) placement: Placement,
    /// The PEM text, one block.
    pub(crate) pem: String,
}

/// One entry of the trust store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Installed {
    /// The certificate and its place.
    pub(crate) placed: Placed,
    /// SHA-256 of its DER encoding, in lower-case hex.
    pub(crate) fingerprint: String,
    /// Its subject, as core read it; empty for a revocation list.
    pub(crate) subject: String,
    /// When it was installed (RFC 3339).
    pub(crate) since: String,
}

/// The certificates and revocation lists that are installed in this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TrustStore {
    /// The entries, by place.
    pub(crate) entries: Vec<Installed>,
}

impl TrustStore {
    /// Adds an entry, once for each place.
    pub(crate) fn install(&mut self, entry: Installed) {
        let is_new = |known: &Installed| {
            (&known.fingerprint, known.placed.placement) != (&entry.fingerprint, entry.placed.placement)
        };
        if self.entries.iter().all(is_new) {
            let place = |entry: &Installed| (entry.placed.placement, entry.subject.clone());
            let at = self.entries.partition_point(|known| place(known) <= place(&entry));
            self.entries.insert(at, entry);
        }
    }

    /// Takes the entry at a place away.
    pub(crate) fn remove(&mut self, fingerprint: &str, placement: Placement) {
        self.entries.retain(|entry| entry.fingerprint != fingerprint || entry.placed.placement != placement);
    }

    /// The entries of one place.
    pub(crate) fn at(&self, placement: Placement) -> impl Iterator<Item = &Installed> {
        self.entries.iter().filter(move |entry| entry.placed.placement == placement)
    }

    /// The trust bundle, for the engine and for export.
    pub(crate) fn bundle(&self) -> Json {
        bundle(&self.entries.iter().map(|entry| &entry.placed).collect::<Vec<_>>())
    }

    /// As it is kept: with what a bundle has no place for.
    pub(crate) fn to_json(&self) -> String {
        let entry = |entry: &Installed| {
            Json::object([
                ("placement", Json::text(entry.placed.placement.code())),
                ("pem", Json::text(&entry.placed.pem)),
                ("fingerprint", Json::text(&entry.fingerprint)),
                ("subject", Json::text(&entry.subject)),
                ("installedAt", Json::text(&entry.since)),
            ])
        };
        Json::List(self.entries.iter().map(entry).collect()).to_string()
    }

    /// What [`Self::to_json`] wrote. Entries that make no sense are left out: they trust nobody.
    pub(crate) fn from_json(json: &str) -> Self {
        let list = json.parse::<Json>().unwrap_or_default();
        let mut store = Self::default();
        list.list().iter().filter_map(read_entry).for_each(|entry| store.install(entry));
        store
    }
}

/// The trust bundle of some certificates.
pub(crate) fn bundle(list: &[&Placed]) -> Json {
    // The lists of a role, or those that belong to none.
    let lists = |role: Option<&str>| {
        let places = Placement::ALL.into_iter().filter(|place| place.keys().0 == role);
        let of_place = |place: Placement| {
            let at_place = list.iter().filter(|placed| placed.placement == place);
            let members = at_place.map(|placed| Json::text(&placed.pem)).collect::<Vec<_>>();
            (!members.is_empty()).then(|| (place.keys().1.to_owned(), Json::List(members)))
        };
        places.filter_map(of_place).collect::<Vec<_>>()
    };
    let roles = [Role::VnfProvider, Role::ServiceProvider].map(|role| (role.code(), lists(Some(role.code()))));
    let roles = roles.into_iter().filter(|(_, lists)| !lists.is_empty());
    Json::Object(roles.map(|(role, lists)| (role.to_owned(), Json::Object(lists))).chain(lists(None)).collect())
}

fn read_entry(value: &Json) -> Option<Installed> {
    let text = |name: &str| value.get(name)?.as_text().map(str::to_owned);
    Some(Installed {
        placed: Placed { placement: Placement::of_code(&text("placement")?)?, pem: text("pem")? },
        fingerprint: text("fingerprint")?,
        subject: text("subject")?,
        since: text("installedAt")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(fingerprint: &str, placement: Placement) -> Installed {
        Installed {
            placed: Placed { placement, pem: "PEM".into() },
            fingerprint: fingerprint.into(),
            subject: "CN=Acme".into(),
            since: "2026-11-21T12:00:00Z".into(),
        }
    }

    #[test]
    fn a_store_comes_back_as_it_was_kept() {
        let mut store = TrustStore::default();
        for placement in Placement::ALL {
            store.install(entry("00ff", placement));
        }
        assert_eq!(TrustStore::from_json(&store.to_json()), store);
        assert_eq!(TrustStore::from_json("{"), TrustStore::default());
    }

    #[test]
    fn an_entry_is_installed_once_for_a_place() {
        let mut store = TrustStore::default();
        store.install(entry("00ff", Placement::Intermediate));
        store.install(entry("00ff", Placement::Intermediate));
        store.install(entry("00ff", Placement::RevocationList));
        assert_eq!(store.entries.len(), 2);
        store.remove("00ff", Placement::Intermediate);
        assert_eq!(store.bundle(), Json::object([("crls", Json::List(vec![Json::text("PEM")]))]));
    }
}
