//! Whom the page trusts: certificates, revocation lists and OCSP responses, each with its place in a trust bundle.
//!
//! The page sorts and keeps them. What they are, and their PEM and fingerprint, core says (`inspection`).

pub(crate) mod comparison;
pub(crate) mod inspection;
mod store;
mod trust_file;

use vnfseal::report::Role;

use crate::json::{Json, Word};

pub(crate) use self::{
    store::{Installed, TrustStore},
    trust_file::{Candidate, Content, Source, Standing, TrustFile},
};

/// The place of a certificate or list in a trust bundle (GS NFV-SEC 021 clause 6.6).
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
    /// An OCSP response.
    OcspResponse,
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
    pub(crate) const ALL: [Self; 10] = [
        Self::Anchor(Role::VnfProvider, Use::PrivateCa),
        Self::Anchor(Role::VnfProvider, Use::PublicCa),
        Self::Anchor(Role::VnfProvider, Use::SigningCertificate),
        Self::Anchor(Role::ServiceProvider, Use::PrivateCa),
        Self::Anchor(Role::ServiceProvider, Use::PublicCa),
        Self::Anchor(Role::ServiceProvider, Use::SigningCertificate),
        Self::Intermediate,
        Self::RevocationList,
        Self::TimestampAuthority,
        Self::OcspResponse,
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
            Self::OcspResponse => (None, "ocspResponses"),
        }
    }

    /// A name for it that the engine, forms and kept entries use.
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

    /// Whether what stands here lets somebody sign, or say what time it was. The rest is trusted for nothing.
    pub(crate) fn grants_trust(self) -> bool {
        matches!(self, Self::Anchor(..) | Self::TimestampAuthority)
    }

    /// Whether certificates stand here, and not what says that certificates are revoked.
    pub(crate) fn is_for_certificates(self) -> bool {
        !matches!(self, Self::RevocationList | Self::OcspResponse)
    }
}

/// What tells one entry from all others. The same certificate at two places is two entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryId {
    /// SHA-256 of its DER encoding, in lower-case hex.
    pub(crate) fingerprint: String,
    /// Its place.
    pub(crate) placement: Placement,
}

/// A certificate, revocation list or OCSP response at its place, as one answer of the engine has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its fingerprint and place.
    pub(crate) id: EntryId,
    /// The PEM text that core wrote from what has this fingerprint, one block.
    pub(crate) pem: String,
    /// Its subject; of a list or response, who issued it.
    pub(crate) subject: String,
}

/// The trust bundle of some entries.
pub(crate) fn bundle<'entry>(entries: impl IntoIterator<Item = &'entry Entry>) -> Json {
    let entries = entries.into_iter().collect::<Vec<_>>();
    // The lists of a role, or those that belong to none.
    let lists = |role: Option<&str>| {
        let places = Placement::ALL.into_iter().filter(|place| place.keys().0 == role);
        let of_place = |place: Placement| {
            let at_place = entries.iter().filter(|entry| entry.id.placement == place);
            let members = at_place.map(|entry| Json::text(&entry.pem)).collect::<Vec<_>>();
            (!members.is_empty()).then(|| (place.keys().1.to_owned(), Json::List(members)))
        };
        places.filter_map(of_place).collect::<Vec<_>>()
    };
    let roles = [Role::VnfProvider, Role::ServiceProvider].map(|role| (role.code(), lists(Some(role.code()))));
    let roles = roles.into_iter().filter(|(_, lists)| !lists.is_empty());
    Json::Object(roles.map(|(role, lists)| (role.to_owned(), Json::Object(lists))).chain(lists(None)).collect())
}
