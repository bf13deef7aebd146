//! Makes certificate revocation lists from a description: `RevocationList::current().revoking(&acme.signer)`.

use std::time::{Duration, SystemTime};

use der::{
    Encode, EncodePem,
    asn1::{BitString, Uint},
    pem::LineEnding,
};
use x509_cert::{
    Version,
    crl::{CertificateList, RevokedCert, TbsCertList},
    ext::{
        Extension, ToExtension,
        pkix::{
            AuthorityKeyIdentifier, CrlNumber, CrlReason,
            crl::{BaseCrlNumber, dp::IssuingDistributionPoint},
            name::GeneralName,
        },
    },
    name::Name,
    serial_number::SerialNumber,
    time::Time,
};

use crate::{
    DAY, Digest, Identity,
    extension::{extension as by_hand, unknown_critical_extension},
};

/// The scope of a list about all certificates of its issuer. Tests override single fields of it.
pub const WHOLE: IssuingDistributionPoint = IssuingDistributionPoint {
    distribution_point: None,
    only_contains_user_certs: false,
    only_contains_ca_certs: false,
    only_some_reasons: None,
    indirect_crl: false,
    only_contains_attribute_certs: false,
};

/// The description of a revocation list.
#[derive(Clone)]
pub struct RevocationList {
    this_update: SystemTime,
    next_update: Option<SystemTime>,
    entries: Vec<RevokedCert>,
    extensions: Vec<Extension>,
}

impl RevocationList {
    /// Makes an empty list. It is an hour old and current for a month.
    #[must_use]
    pub fn current() -> Self {
        let hour = Duration::from_hours(1);
        let this_update = SystemTime::now() - hour;
        Self { this_update, next_update: Some(this_update + 30 * DAY), entries: Vec::new(), extensions: Vec::new() }
    }

    /// Makes the next list due yesterday.
    #[must_use]
    pub fn expired(self) -> Self {
        let now = SystemTime::now();
        Self { this_update: now - 30 * DAY, next_update: Some(now - DAY), ..self }
    }

    /// Leaves out the time of the next list.
    #[must_use]
    pub fn without_next_update(self) -> Self {
        Self { next_update: None, ..self }
    }

    /// Makes the list earlier by this time. It stays current as long.
    #[must_use]
    pub fn earlier_by(self, time: Duration) -> Self {
        Self { this_update: self.this_update - time, ..self }
    }

    /// Adds this certificate, revoked since a week.
    #[must_use]
    pub fn revoking(self, identity: &Identity) -> Self {
        self.listing(identity, None)
    }

    /// Adds this certificate, with its issuer in the entry, for an indirect list.
    #[must_use]
    pub fn revoking_of_its_issuer(self, identity: &Identity) -> Self {
        let mut list = self.revoking(identity);
        let issuer = vec![GeneralName::DirectoryName(identity.certificate.tbs_certificate().issuer().clone())];
        let entry = list.entries.last_mut().expect("the entry just added");
        entry.crl_entry_extensions = Some(vec![by_hand("2.5.29.29", true, issuer.to_der().expect("encodes"))]);
        list
    }

    /// Adds this certificate with a reason.
    #[must_use]
    pub fn revoking_for(self, identity: &Identity, reason: CrlReason) -> Self {
        self.listing(identity, Some(reason))
    }

    /// Adds `count` certificates that nobody has.
    #[must_use]
    pub fn revoking_others(mut self, count: u32) -> Self {
        let revocation_date = time(self.this_update);
        self.entries.extend((0..count).map(|number| RevokedCert {
            // They are not longer than those of certificates here, and never the same.
            serial_number: SerialNumber::new(&[&[1; 12][..], &number.to_be_bytes()].concat()).expect("16 bytes"),
            revocation_date,
            crl_entry_extensions: None,
        }));
        self
    }

    /// Sets the CRL number.
    #[must_use]
    pub fn numbered(self, number: u64) -> Self {
        self.with(&CrlNumber::try_from(number).expect("a number"))
    }

    /// Makes the list a delta CRL: only the changes since the list with that number.
    #[must_use]
    pub fn since(self, base: u64) -> Self {
        self.with(&BaseCrlNumber(Uint::try_from(base).expect("a number")))
    }

    /// Limits the list to a part of the certificates or reasons, or to those of other issuers.
    #[must_use]
    pub fn scope(mut self, scope: &IssuingDistributionPoint) -> Self {
        // x509-cert has another object identifier for it.
        self.extensions.push(by_hand("2.5.29.28", true, scope.to_der().expect("encodes")));
        self
    }

    /// Names the key that signs the list.
    #[must_use]
    pub fn naming_key_of(self, issuer: &Identity) -> Self {
        let key_identifier = Some(issuer.key_identifier());
        self.with(&AuthorityKeyIdentifier { key_identifier, ..AuthorityKeyIdentifier::default() })
    }

    /// Adds an unknown critical extension.
    #[must_use]
    pub fn unknown_critical_extension(mut self) -> Self {
        self.extensions.push(unknown_critical_extension());
        self
    }

    /// Adds an unknown critical extension in an entry that no test needs.
    #[must_use]
    pub fn unknown_critical_entry_extension(self) -> Self {
        let mut list = self.revoking_others(1);
        let entry = list.entries.last_mut().expect("the entry just added");
        entry.crl_entry_extensions = Some(vec![unknown_critical_extension()]);
        list
    }

    /// Has the list signed by an issuer in its own name.
    #[must_use]
    pub fn signed_by(&self, issuer: &Identity) -> CertificateList {
        self.signed_in_the_name_of(issuer.certificate.tbs_certificate().subject(), issuer)
    }

    /// Has the list signed by an issuer, perhaps in another name.
    #[must_use]
    pub fn signed_in_the_name_of(&self, name: &Name, issuer: &Identity) -> CertificateList {
        let digest = Digest::Sha256;
        let algorithm = issuer.key.signature_algorithm(digest);
        let tbs_cert_list = TbsCertList {
            version: Version::V2,
            signature: algorithm.clone(),
            issuer: name.clone(),
            this_update: time(self.this_update),
            next_update: self.next_update.map(time),
            revoked_certificates: (!self.entries.is_empty()).then(|| self.entries.clone()),
            crl_extensions: (!self.extensions.is_empty()).then(|| self.extensions.clone()),
        };
        let signature = issuer.key.sign(digest, &tbs_cert_list.to_der().expect("encodes"));
        let signature = BitString::from_bytes(&signature).expect("whole bytes");
        CertificateList { tbs_cert_list, signature_algorithm: algorithm, signature }
    }

    fn listing(mut self, identity: &Identity, reason: Option<CrlReason>) -> Self {
        self.entries.push(RevokedCert {
            serial_number: identity.certificate.tbs_certificate().serial_number().clone(),
            revocation_date: time(SystemTime::now() - 7 * DAY),
            crl_entry_extensions: reason.map(|reason| vec![extension(&reason)]),
        });
        self
    }

    fn with<'a, E>(mut self, value: &'a E) -> Self
    where
        &'a E: ToExtension<Error = der::Error>,
    {
        self.extensions.push(extension(value));
        self
    }
}

/// Returns a revocation list in PEM, as trust bundles hold it.
#[must_use]
pub fn list_to_pem(list: &CertificateList) -> String {
    list.to_pem(LineEnding::LF).expect("encodes")
}

fn extension<'a, E>(value: &'a E) -> Extension
where
    &'a E: ToExtension<Error = der::Error>,
{
    value.to_extension(&Name::default(), &[]).expect("encodes")
}

fn time(time: SystemTime) -> Time {
    Time::try_from(time).expect("a time X.509 can express")
}
