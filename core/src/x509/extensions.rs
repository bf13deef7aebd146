//! Certificate extensions (RFC 5280 section 4.2).

use alloc::{
    borrow::Cow,
    collections::BTreeSet,
    string::{String, ToString},
    vec::Vec,
};

use der::{
    AnyRef, Decode, Reader, SliceReader, Tag,
    asn1::{BitStringRef, OctetStringRef},
};

use super::{
    distribution_point::{self, DistributionPoint},
    general_name::GeneralName,
    name_constraints::NameConstraints,
    policies::{self, CertificatePolicies, PolicyConstraints, PolicyMappings},
};
use crate::{
    asn1::{self, Oid, Unreadable},
    oid,
};

/// The extensions of a certificate. Those that core acts on are decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extensions {
    pub(crate) basic_constraints: Option<BasicConstraints>,
    pub(crate) key_usage: Option<KeyUsage>,
    pub(crate) extended_key_usage: Option<Vec<Oid>>,
    pub(crate) is_extended_key_usage_critical: bool,
    pub(crate) subject_alt_name: Option<Vec<GeneralName>>,
    pub(crate) name_constraints: Option<NameConstraints>,
    pub(crate) certificate_policies: Option<CertificatePolicies>,
    pub(crate) policy_mappings: PolicyMappings,
    pub(crate) policy_constraints: Option<PolicyConstraints>,
    /// `InhibitAnyPolicy ::= SkipCerts` (section 4.2.1.14).
    pub(crate) inhibit_any_policy: Option<u32>,
    pub(crate) subject_key_identifier: Option<Vec<u8>>,
    /// Whether the issuer asks not to look up this certificate's own revocation (id-pkix-ocsp-nocheck, RFC 6960 section
    /// 4.2.2.2.1).
    pub(crate) is_ocsp_no_check: bool,
    /// The distribution points of the certificate's revocation lists. If the certificate names none, only those lists
    /// of its issuer count that need no distribution point.
    pub(crate) crl_distribution_points: Vec<DistributionPoint>,
    /// The key identifier of the issuer's key. It is a hint only (section 4.2.1.1).
    pub(crate) authority_key_identifier: Option<Vec<u8>>,
    /// Critical extensions that core does not process, or not completely (section 4.2).
    pub(crate) unknown_critical: Vec<Oid>,
    /// Whether the subject's alternative names are marked critical.
    pub(crate) is_subject_alt_name_critical: bool,
}

/// `BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }`
/// (RFC 5280 section 4.2.1.9).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BasicConstraints {
    pub(crate) ca: bool,
    pub(crate) path_length: Option<u32>,
}

/// `KeyUsage ::= BIT STRING` (RFC 5280 section 4.2.1.3): bit 0 is the highest bit of the first octet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyUsage(u16);

impl KeyUsage {
    pub(crate) const DIGITAL_SIGNATURE: u16 = 0;
    pub(crate) const NON_REPUDIATION: u16 = 1;
    #[cfg(feature = "encrypt")]
    pub(crate) const KEY_ENCIPHERMENT: u16 = 2;
    #[cfg(feature = "encrypt")]
    pub(crate) const KEY_AGREEMENT: u16 = 4;
    pub(crate) const KEY_CERT_SIGN: u16 = 5;
    pub(crate) const CRL_SIGN: u16 = 6;

    const NAMES: [&'static str; 9] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];

    pub(crate) fn has(self, bit: u16) -> bool {
        self.0 & (0x8000 >> bit) != 0
    }

    pub(crate) fn names(self) -> Vec<Cow<'static, str>> {
        let bits = (0..).zip(Self::NAMES);
        bits.filter(|(bit, _)| self.has(*bit)).map(|(_, name)| Cow::Borrowed(name)).collect()
    }
}

impl Extensions {
    pub(crate) fn read(sequence: AnyRef<'_>) -> Result<Self, Unreadable> {
        let mut extensions = Self::default();
        read_each(sequence, |id, critical, value| extensions.take(id, critical, value))?;
        Ok(extensions)
    }

    fn take(&mut self, id: &Oid, critical: bool, value: &[u8]) -> Result<(), Unreadable> {
        match id.known() {
            Some(oid::BASIC_CONSTRAINTS) => self.basic_constraints = Some(read_basic_constraints(value)?),
            Some(oid::KEY_USAGE) => self.key_usage = Some(read_key_usage(value)?),
            Some(oid::EXTENDED_KEY_USAGE) => {
                self.extended_key_usage = Some(read_extended_key_usage(value)?);
                self.is_extended_key_usage_critical = critical;
            }
            Some(oid::SUBJECT_ALT_NAME) => {
                self.subject_alt_name = Some(GeneralName::read_all(value)?);
                self.is_subject_alt_name_critical = critical;
            }
            Some(oid::NAME_CONSTRAINTS) => self.name_constraints = Some(NameConstraints::from_der(value)?),
            Some(oid::POLICY_MAPPINGS) => self.policy_mappings = policies::read_policy_mappings(value)?,
            Some(oid::POLICY_CONSTRAINTS) => self.policy_constraints = Some(PolicyConstraints::from_der(value)?),
            Some(oid::INHIBIT_ANY_POLICY) => self.inhibit_any_policy = Some(u32::from_der(value)?),
            Some(oid::CERTIFICATE_POLICIES) => {
                let policies = CertificatePolicies::from_der(value)?;
                // If the extension is critical, "the path validation software MUST be able to interpret this extension
                // (including the optional qualifier), or MUST reject the certificate" (section 4.2.1.4).
                if critical && policies.has_unknown_qualifier {
                    self.unknown_critical.push(id.clone());
                }
                self.certificate_policies = Some(policies);
            }
            Some(oid::SUBJECT_KEY_IDENTIFIER) => {
                self.subject_key_identifier = Some(<&OctetStringRef>::from_der(value)?.as_bytes().to_vec());
                self.refuse_critical(id, critical);
            }
            Some(oid::AUTHORITY_KEY_IDENTIFIER) => {
                self.authority_key_identifier = read_authority_key_identifier(value)?;
                self.refuse_critical(id, critical);
            }
            Some(oid::CRL_DISTRIBUTION_POINTS) => {
                // An unreadable value is an error. If it were read as empty, other issuers of revocation lists would be
                // left out.
                self.crl_distribution_points = distribution_point::read_all(value)?;
            }
            // The extension puts no duty on anybody, so it may be critical.
            Some(oid::OCSP_NO_CHECK) => self.is_ocsp_no_check = true,
            // Names of the issuer decide nothing. No delta CRL is fetched, and an available one needs no hint. But a
            // critical extension has to be understood completely (section 4.2).
            Some(oid::ISSUER_ALT_NAME) if GeneralName::read_all(value).is_ok() => {}
            Some(oid::FRESHEST_CRL) if distribution_point::read_all(value).is_ok() => {}
            _ => self.refuse_critical(id, critical),
        }
        Ok(())
    }

    /// Refuses a critical extension that core does not process: an unknown one, or a mere hint, which section 4.2.1
    /// forbids to mark critical.
    fn refuse_critical(&mut self, id: &Oid, critical: bool) {
        if critical {
            self.unknown_critical.push(id.clone());
        }
    }

    /// Returns the extended key usages as people read them.
    pub(crate) fn extended_key_usage_names(&self) -> Vec<String> {
        let ids = self.extended_key_usage.iter().flatten();
        ids.map(|id| match id.known() {
            Some(oid::ANY_EXTENDED_KEY_USAGE) => "anyExtendedKeyUsage".into(),
            Some(oid::CODE_SIGNING) => "codeSigning".into(),
            Some(oid::EMAIL_PROTECTION) => "emailProtection".into(),
            Some(oid::DOCUMENT_SIGNING) => "documentSigning".into(),
            _ => id.to_string(),
        })
        .collect()
    }
}

/// Reads `Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension` one by one: identifier, whether it is critical, and
/// value. An extension that comes twice is refused (RFC 5280 section 4.2).
pub(super) fn read_each(
    sequence: AnyRef<'_>,
    mut take: impl FnMut(&Oid, bool, &[u8]) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut seen = BTreeSet::new();
    let mut reader = SliceReader::new(sequence.value())?;
    while !reader.is_finished() {
        let (id, critical, value) = read_extension(&mut reader)?;
        take(&id, critical, value)?;
        if !seen.insert(id) {
            return Err(Tag::Sequence.value_error().into());
        }
    }
    if seen.is_empty() { Err(Tag::Sequence.length_error().into()) } else { Ok(()) }
}

/// Reads `Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }`.
fn read_extension<'a>(reader: &mut SliceReader<'a>) -> Result<(Oid, bool, &'a [u8]), Unreadable> {
    reader.sequence(|fields| {
        let id = Oid::read(fields)?;
        let critical = asn1::default_false(fields, Tag::Boolean)?;
        let value = asn1::expect(fields, Tag::OctetString)?.value();
        Ok((id, critical, value))
    })
}

fn read_basic_constraints(value: &[u8]) -> Result<BasicConstraints, Unreadable> {
    asn1::whole(value, |reader| {
        reader.sequence(|fields| {
            let ca = asn1::default_false(fields, Tag::Boolean)?;
            let path_length = match asn1::optional(fields, Tag::Integer)? {
                Some(value) => Some(value.decode_as::<u32>()?),
                None => None,
            };
            Ok(BasicConstraints { ca, path_length })
        })
    })
}

/// Reads a `KeyUsage`. A BIT STRING without bits is refused. Bits after the ninth have no names and mean nothing.
/// Octets may have no bits beyond the string's end (X.690 section 11.2.1), because some readers would read them and
/// some not.
fn read_key_usage(value: &[u8]) -> Result<KeyUsage, Unreadable> {
    let bits = BitStringRef::from_der(value)?;
    let octets = bits.raw_bytes();
    if octets.last().is_none_or(|last| last.trailing_zeros() < u32::from(bits.unused_bits())) {
        return Err(Tag::BitString.value_error().into());
    }
    let (first, second) = (octets.first().unwrap_or(&0), octets.get(1).unwrap_or(&0));
    Ok(KeyUsage(u16::from_be_bytes([*first, *second])))
}

/// Reads `ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId` (RFC 5280 section 4.2.1.12).
fn read_extended_key_usage(value: &[u8]) -> Result<Vec<Oid>, Unreadable> {
    asn1::sequence_of(value)?.into_iter().map(|purpose| asn1::whole(purpose, Oid::read)).collect()
}

/// Reads the key identifier of `AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] KeyIdentifier OPTIONAL,
/// authorityCertIssuer [1] GeneralNames OPTIONAL, authorityCertSerialNumber [2] CertificateSerialNumber OPTIONAL }`
/// (RFC 5280 section 4.2.1.1).
fn read_authority_key_identifier(value: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
    asn1::whole(value, |reader| {
        reader.sequence(|fields| {
            let key_identifier = asn1::optional(fields, asn1::context(0, false))?;
            asn1::optional(fields, asn1::context(1, true))?;
            asn1::optional(fields, asn1::context(2, false))?;
            Ok(key_identifier.map(|identifier| identifier.value().to_vec()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{KeyUsage, read_key_usage};

    #[test]
    fn key_usage_has_no_bits_beyond_its_end() {
        let usage = read_key_usage(&[0x03, 0x02, 0x02, 0x84]).unwrap();
        assert!(usage.has(KeyUsage::DIGITAL_SIGNATURE) && usage.has(KeyUsage::KEY_CERT_SIGN));
        assert!(!usage.has(KeyUsage::NON_REPUDIATION));
        for der in [&[0x03, 0x02, 0x07, 0x84][..], &[0x03, 0x01, 0x00], &[0x03, 0x01, 0x07], &[0x03, 0x02, 0x08, 0x00]]
        {
            assert!(read_key_usage(der).is_err(), "{der:x?}");
        }
    }
}
