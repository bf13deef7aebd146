//! The engine's answer about a trust file. The page does not cut, decode or hash any of it. Everything that it shows,
//! compares, stores and gives to verifications comes from one such answer.

use super::{Entry, EntryId, Placement};
use crate::json::{self, Json, Read, Unreadable, Wrong, field};

/// One certificate, revocation list or OCSP response of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inspected {
    /// The entry, with the placement that its bundle has for it or that core suggests.
    pub(crate) entry: Entry,
    /// The issuer of the entry.
    pub(crate) issuer: String,
    /// The beginning of its validity (RFC 3339).
    pub(crate) not_before: Option<String>,
    /// The end of its validity (RFC 3339).
    pub(crate) not_after: Option<String>,
    /// Whether it is the certificate of a CA.
    pub(crate) is_ca: bool,
    /// Whether the certificate is signed only by itself.
    pub(crate) is_self_signed: bool,
}

struct Inspection {
    entries: Vec<Inspected>,
}

/// Reads the engine's answer.
pub(crate) fn read(json: &str) -> Result<Vec<Inspected>, Unreadable> {
    json::parse::<Inspection>(json).map(|inspection| inspection.entries)
}

impl Read for Inspection {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        Self { entries: field(value, "entries", wrong) }
    }
}

impl Read for Inspected {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        let fingerprint = field(value, "fingerprint", wrong);
        let placement: Placement = field(value, "placement", wrong);
        // Page and engine have to agree on the meaning of a placement.
        if field::<bool>(value, "grantsTrust", wrong) != placement.grants_trust() {
            *wrong = Some("grantsTrust");
        }
        Self {
            entry: Entry {
                id: EntryId { fingerprint, placement },
                pem: field(value, "pem", wrong),
                subject: field(value, "subject", wrong),
            },
            issuer: field(value, "issuer", wrong),
            not_before: field(value, "notBefore", wrong),
            not_after: field(value, "notAfter", wrong),
            is_ca: field(value, "isCa", wrong),
            is_self_signed: field(value, "isSelfSigned", wrong),
        }
    }
}

impl Read for Placement {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        value.as_text().and_then(Self::of_code).unwrap_or_else(|| {
            *wrong = Some("placement");
            Self::Intermediate
        })
    }
}
