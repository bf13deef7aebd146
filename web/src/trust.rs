//! The trust of the page: certificates, revocation lists and OCSP responses, each with its placement in a trust bundle.
//!
//! The page sorts and stores them. Core reports what they are, and their PEM and fingerprint (`inspection`).

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

/// The placement of a certificate or list in a trust bundle (GS NFV-SEC 021 clause 6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Placement {
    /// A certificate that decides who may sign, for one role.
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

/// The use of a certificate of one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Use {
    /// A CA whose chain is enough.
    PrivateCa,
    /// A CA whose chain counts only with an installed signing certificate.
    PublicCa,
    /// An installed signing certificate.
    SigningCertificate,
}

impl Placement {
    /// All placements, in the order in which they are shown.
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

    /// Returns the place in a bundle's JSON: the role's object, if it has one, and the list.
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

    /// Returns the name of the placement for the engine, forms and stored entries.
    pub(crate) fn code(self) -> String {
        match self.keys() {
            (Some(role), list) => format!("{role}.{list}"),
            (None, list) => list.to_owned(),
        }
    }

    /// Returns the placement with that name.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.code() == code)
    }

    /// Returns whether entries with this placement allow somebody to sign or to state the time. Others are trusted for
    /// nothing.
    pub(crate) fn grants_trust(self) -> bool {
        matches!(self, Self::Anchor(..) | Self::TimestampAuthority)
    }

    /// Returns whether the placement is for signing certificates, which need a CA beside them.
    pub(crate) fn is_signing_certificate(self) -> bool {
        matches!(self, Self::Anchor(_, Use::SigningCertificate))
    }

    /// Returns whether the placement is for certificates, and not for revocation information.
    pub(crate) fn is_for_certificates(self) -> bool {
        !matches!(self, Self::RevocationList | Self::OcspResponse)
    }
}

/// The identity of an entry. The same certificate with two placements is two entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryId {
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub(crate) fingerprint: String,
    /// The placement of the entry.
    pub(crate) placement: Placement,
}

/// A certificate, revocation list or OCSP response with its placement, from one answer of the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The fingerprint and the placement.
    pub(crate) id: EntryId,
    /// The PEM text of one block, which core wrote from the DER with this fingerprint.
    pub(crate) pem: String,
    /// The subject of a certificate, or the issuer of a list or response.
    pub(crate) subject: String,
    /// The end of its validity (RFC 3339), once the engine has said it.
    pub(crate) not_after: Option<String>,
}

/// Returns whether a JSON value has a member of a trust bundle. Whether it is one, the engine says.
pub(crate) fn has_part_of_bundle(value: &Json) -> bool {
    Placement::ALL.into_iter().map(Placement::keys).any(|(role, list)| value.get(role.unwrap_or(list)).is_some())
}

/// Returns the trust bundle of some entries.
pub(crate) fn bundle<'entry>(entries: impl IntoIterator<Item = &'entry Entry>) -> Json {
    let entries = entries.into_iter().collect::<Vec<_>>();
    // These are the lists of a role, or those that belong to no role.
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
