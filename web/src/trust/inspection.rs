//! The engine's answer about a trust file. The page does not cut, decode or hash any of it. Everything that it shows,
//! compares, stores and gives to verifications comes from one such answer.

use super::{Entry, EntryId, Placement, Use};
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
    /// The identifier of the key that issued a certificate, in hex.
    pub(crate) issuer_key_identifier: Option<String>,
    /// Whether it is the certificate of a CA.
    pub(crate) is_ca: bool,
    /// Whether the certificate is signed only by itself.
    pub(crate) is_self_signed: bool,
}

impl Inspected {
    /// Returns whether the certificate is that of a signer or of another end entity, which somebody else has issued. By itself
    /// it lets nobody sign.
    pub(crate) fn is_end_entity(&self) -> bool {
        self.entry.id.placement.is_for_certificates() && !self.is_ca && !self.is_self_signed
    }

    /// Returns the placements that make sense for the certificate.
    pub(crate) fn placements(&self) -> impl Iterator<Item = Placement> {
        let is_end_entity = self.is_end_entity();
        Placement::ALL.into_iter().filter(move |placement| match placement {
            Placement::Anchor(_, Use::SigningCertificate) | Placement::TimestampAuthority => true,
            other => other.is_for_certificates() && !is_end_entity,
        })
    }
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
                not_after: field(value, "notAfter", wrong),
            },
            issuer: field(value, "issuer", wrong),
            not_before: field(value, "notBefore", wrong),
            issuer_key_identifier: field(value, "issuerKeyIdentifier", wrong),
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
