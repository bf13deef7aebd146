//! Indexes the certificates of the trust bundle by the identifiers that a SignerInfo may use. An operator may have
//! installed thousands, and a package may have as many signatures.

use alloc::{collections::BTreeMap, vec::Vec};

use crate::{cms::SignerIdentifier, report::Role, trust::TrustBundle, x509::Certificate};

#[derive(Default)]
pub(super) struct Installed<'a> {
    by_serial_number: BTreeMap<&'a [u8], Vec<&'a Certificate>>,
    by_key_identifier: BTreeMap<&'a [u8], Vec<&'a Certificate>>,
}

impl<'a> Installed<'a> {
    /// Indexes the certificates of signers.
    pub(super) fn of(trust: &'a TrustBundle) -> Self {
        let roles = [Role::VnfProvider, Role::ServiceProvider].into_iter();
        Self::index(roles.flat_map(|role| &trust.of(role).signing_certificates))
    }

    /// Indexes the certificates of time stamping authorities, because some tokens come without them.
    pub(super) fn of_time_stamp_authorities(trust: &'a TrustBundle) -> Self {
        Self::index(trust.timestamp_authorities.iter().chain(&trust.intermediates))
    }

    fn index(certificates: impl Iterator<Item = &'a Certificate>) -> Self {
        let mut installed = Self::default();
        for certificate in certificates {
            installed.by_serial_number.entry(&certificate.serial_number).or_default().push(certificate);
            if let Some(identifier) = &certificate.extensions.subject_key_identifier {
                installed.by_key_identifier.entry(identifier).or_default().push(certificate);
            }
        }
        installed
    }

    /// Returns the certificates with the serial number or the key identifier, the VNF provider's first. Another issuer
    /// may have used the same number.
    pub(super) fn like(&self, identifier: &SignerIdentifier) -> &[&'a Certificate] {
        let found = match identifier {
            SignerIdentifier::IssuerAndSerialNumber { serial_number, .. } => {
                self.by_serial_number.get(serial_number.as_slice())
            }
            SignerIdentifier::SubjectKeyIdentifier(identifier) => self.by_key_identifier.get(identifier.as_slice()),
        };
        found.map(Vec::as_slice).unwrap_or_default()
    }
}
