//! The extensions about certificate policies (RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11 and 4.2.1.14).

use alloc::collections::{BTreeMap, BTreeSet};

use der::{Decode, Reader, SliceReader, Tag};

use crate::{
    asn1::{self, Oid, Unreadable},
    oid,
};

/// The certificate policies of a certificate.
///
/// ```text
/// certificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation
/// PolicyInformation   ::= SEQUENCE {
///     policyIdentifier CertPolicyId,
///     policyQualifiers SEQUENCE SIZE (1..MAX) OF PolicyQualifierInfo OPTIONAL }
/// ```
#[derive(Clone, Debug, Default)]
pub(crate) struct CertificatePolicies {
    /// The policies, without anyPolicy.
    pub(crate) policies: BTreeSet<Oid>,
    pub(crate) has_any_policy: bool,
    /// Whether there is a qualifier that RFC 5280 does not define.
    pub(crate) has_unknown_qualifier: bool,
}

impl CertificatePolicies {
    /// Returns the policies that are assumed for an anchor that states none: anyPolicy.
    pub(crate) fn any() -> Self {
        Self { has_any_policy: true, ..Self::default() }
    }

    pub(crate) fn from_der(der: &[u8]) -> Result<Self, Unreadable> {
        let mut read = Self::default();
        for information in asn1::sequence_of(der)? {
            let policy = asn1::whole(information, |reader| reader.sequence(|fields| read.read_information(fields)))?;
            let is_new = if policy == oid::ANY_POLICY {
                !core::mem::replace(&mut read.has_any_policy, true)
            } else {
                read.policies.insert(policy)
            };
            // "A certificate policy OID MUST NOT appear more than once."
            if !is_new {
                return Err(Tag::Sequence.value_error().into());
            }
        }
        Ok(read)
    }

    fn read_information(&mut self, fields: &mut SliceReader<'_>) -> Result<Oid, Unreadable> {
        let policy = Oid::read(fields)?;
        if !fields.is_finished() {
            for qualifier in asn1::sequence_of(fields.tlv_bytes()?)? {
                let kind = asn1::whole(qualifier, read_qualifier)?;
                self.has_unknown_qualifier |= kind != oid::CPS_QUALIFIER && kind != oid::USER_NOTICE_QUALIFIER;
            }
        }
        Ok(policy)
    }
}

/// Reads the type of `PolicyQualifierInfo ::= SEQUENCE { policyQualifierId PolicyQualifierId, qualifier ANY DEFINED BY
/// policyQualifierId }`. The qualifier itself is for people.
fn read_qualifier(reader: &mut SliceReader<'_>) -> Result<Oid, Unreadable> {
    reader.sequence(|fields| {
        let kind = Oid::read(fields)?;
        fields.tlv_bytes()?;
        Ok(kind)
    })
}

/// `PolicyMappings ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { issuerDomainPolicy CertPolicyId, subjectDomainPolicy
/// CertPolicyId }`. For each policy of the issuer's domain it holds the equivalent policies of the subject's domain.
pub(crate) type PolicyMappings = BTreeMap<Oid, BTreeSet<Oid>>;

pub(crate) fn read_policy_mappings(der: &[u8]) -> Result<PolicyMappings, Unreadable> {
    let mut mappings = PolicyMappings::new();
    for mapping in asn1::sequence_of(der)? {
        let (issuer, subject) = asn1::whole(mapping, |reader| {
            reader.sequence(|fields| Ok::<_, Unreadable>((Oid::read(fields)?, Oid::read(fields)?)))
        })?;
        mappings.entry(issuer).or_default().insert(subject);
    }
    Ok(mappings)
}

/// `PolicyConstraints ::= SEQUENCE { requireExplicitPolicy [0] SkipCerts OPTIONAL, inhibitPolicyMapping [1] SkipCerts
/// OPTIONAL }`, `SkipCerts ::= INTEGER (0..MAX)`. Each value is the number of certificates after which the constraint
/// begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PolicyConstraints {
    pub(crate) require_explicit_policy: Option<u32>,
    pub(crate) inhibit_policy_mapping: Option<u32>,
}

impl PolicyConstraints {
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, Unreadable> {
        let constraints = asn1::whole(der, |reader| {
            reader.sequence(|fields| {
                let require_explicit_policy = read_skip_certs(fields, 0)?;
                let inhibit_policy_mapping = read_skip_certs(fields, 1)?;
                Ok::<_, Unreadable>(Self { require_explicit_policy, inhibit_policy_mapping })
            })
        })?;
        // "Conforming CAs MUST NOT issue certificates where policy constraints is an empty sequence."
        if constraints.require_explicit_policy.is_none() && constraints.inhibit_policy_mapping.is_none() {
            return Err(Tag::Sequence.length_error().into());
        }
        Ok(constraints)
    }
}

fn read_skip_certs(fields: &mut SliceReader<'_>, number: u32) -> Result<Option<u32>, Unreadable> {
    let Some(value) = asn1::optional(fields, asn1::context(number, false))? else { return Ok(None) };
    // The value is tagged implicitly: its content is that of an INTEGER.
    let content = value.value();
    let length = u8::try_from(content.len()).ok().filter(|length| *length < 0x80);
    let length = length.ok_or_else(|| Tag::Integer.length_error())?;
    u32::from_der(&[&[0x02, length], content].concat()).map(Some)
}
