//! Name constraints (RFC 5280 section 4.2.1.10).

use alloc::{borrow::Cow, format, string::String, vec::Vec};

use der::{Reader, SliceReader, Tag};

use super::{Certificate, general_name::GeneralName, name::shortened, subtree};
use crate::{
    asn1::{self, Unreadable},
    oid,
};

/// The name constraints of a CA certificate.
///
/// ```text
/// NameConstraints ::= SEQUENCE {
///     permittedSubtrees [0] GeneralSubtrees OPTIONAL,
///     excludedSubtrees  [1] GeneralSubtrees OPTIONAL }
/// GeneralSubtrees ::= SEQUENCE SIZE (1..MAX) OF GeneralSubtree
/// GeneralSubtree  ::= SEQUENCE {
///     base    GeneralName,
///     minimum [0] BaseDistance DEFAULT 0,
///     maximum [1] BaseDistance OPTIONAL }
/// ```
#[derive(Clone, Debug)]
pub(crate) struct NameConstraints {
    permitted: Vec<GeneralName>,
    excluded: Vec<GeneralName>,
}

impl NameConstraints {
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, Unreadable> {
        let (permitted, excluded) = asn1::whole(der, |reader| {
            reader.sequence(|fields| {
                let permitted = asn1::optional(fields, asn1::context(0, true))?;
                Ok::<_, Unreadable>((permitted, asn1::optional(fields, asn1::context(1, true))?))
            })
        })?;
        // An empty extension constrains nothing, and section 4.2.1.10 forbids it.
        if permitted.is_none() && excluded.is_none() {
            return Err(Tag::Sequence.length_error().into());
        }
        let read = |subtrees: Option<der::AnyRef<'_>>| match subtrees {
            Some(subtrees) => read_subtrees(subtrees.value()),
            None => Ok(Vec::new()),
        };
        Ok(Self { permitted: read(permitted)?, excluded: read(excluded)? })
    }

    /// Returns the cost of comparing a name with these constraints: one for each base, and more for long ones.
    pub(super) fn cost(&self) -> usize {
        self.bases().map(GeneralName::cost).fold(0, usize::saturating_add)
    }

    /// Checks every name of a certificate. The error names the first name that is not allowed, and says why.
    ///
    /// If there are permitted subtrees of its form, a name has to be within one of them. It has to be within none of
    /// the excluded subtrees. If a name or constraint cannot be compared, the name is not permitted.
    pub(super) fn check(&self, names: &Names<'_>) -> Result<(), String> {
        names.list.iter().try_for_each(|name| self.check_name(name))?;
        let constrains_mailboxes = || self.bases().any(|base| matches!(base, GeneralName::Rfc822Name(_)));
        if names.has_unreadable_mailbox && constrains_mailboxes() {
            return Err("has an e-mail address that cannot be compared with a name constraint".into());
        }
        Ok(())
    }

    fn bases(&self) -> impl Iterator<Item = &GeneralName> {
        self.permitted.iter().chain(&self.excluded)
    }

    fn check_name(&self, name: &GeneralName) -> Result<(), String> {
        let cannot = |base: &GeneralName| {
            format!("has the name {}, which cannot be compared with the constraint {}", text(name), text(base))
        };
        for base in self.excluded.iter().filter(|base| base.has_form_of(name)) {
            match subtree::excludes(base, name) {
                None => return Err(cannot(base)),
                Some(true) => return Err(format!("has the name {}, which is excluded by {}", text(name), text(base))),
                Some(false) => {}
            }
        }
        let mut is_permitted = true;
        for base in self.permitted.iter().filter(|base| base.has_form_of(name)) {
            is_permitted = subtree::permits(base, name).ok_or_else(|| cannot(base))?;
            if is_permitted {
                break;
            }
        }
        if is_permitted { Ok(()) } else { Err(format!("has the name {}, which is not permitted", text(name))) }
    }
}

fn read_subtrees(content: &[u8]) -> Result<Vec<GeneralName>, Unreadable> {
    let mut bases = Vec::new();
    for subtree in asn1::elements(content)? {
        bases.push(asn1::whole(subtree, read_subtree)?);
    }
    if bases.is_empty() { Err(Tag::Sequence.length_error().into()) } else { Ok(bases) }
}

/// Reads a `GeneralSubtree`. In this profile the minimum is 0 and there is no maximum (section 4.2.1.10).
fn read_subtree(reader: &mut SliceReader<'_>) -> Result<GeneralName, Unreadable> {
    reader.sequence(|fields| {
        let base = GeneralName::read(fields)?;
        let minimum = asn1::optional(fields, asn1::context(0, false))?;
        if minimum.is_some_and(|minimum| minimum.value() != [0]) {
            return Err(Tag::Integer.value_error().into());
        }
        match &base {
            // The base of an address has the address and its mask (section 4.2.1.10).
            GeneralName::IpAddress(octets) if !subtree::is_network(octets) => {
                Err(Tag::OctetString.value_error().into())
            }
            _ => Ok(base),
        }
    })
}

/// The names of a certificate to which constraints apply.
pub(super) struct Names<'a> {
    list: Vec<Cow<'a, GeneralName>>,
    /// Whether the certificate has a mailbox in a form with which constraints cannot be compared.
    has_unreadable_mailbox: bool,
}

impl<'a> Names<'a> {
    /// Collects the subject, unless it is empty, the mail addresses in it, and the subject's alternative names. The
    /// addresses count even if there are alternative names, so that fewer certificates pass.
    pub(super) fn of(certificate: &'a Certificate) -> Self {
        let subject = &certificate.subject;
        let mut names = Vec::new();
        if !subject.is_empty() {
            names.push(Cow::Owned(GeneralName::DirectoryName(subject.clone())));
        }
        let mut has_unreadable_mailbox = false;
        for address in &subject.email_addresses {
            match address {
                Some(address) => names.push(Cow::Owned(GeneralName::Rfc822Name(address.clone()))),
                None => has_unreadable_mailbox = true,
            }
        }
        for name in certificate.extensions.subject_alt_name.iter().flatten() {
            // RFC 9598: constraints on mailboxes also apply to these.
            has_unreadable_mailbox |= matches!(name, GeneralName::OtherName(kind) if *kind == oid::SMTP_UTF8_MAILBOX);
            names.push(Cow::Borrowed(name));
        }
        Self { list: names, has_unreadable_mailbox }
    }

    /// Returns the cost of comparing these names with one short constraint.
    pub(super) fn cost(&self) -> usize {
        self.list.iter().map(|name| name.cost()).fold(0, usize::saturating_add)
    }
}

/// Returns a name as people read it.
fn text(name: &GeneralName) -> String {
    let form = name.form();
    match name {
        GeneralName::Rfc822Name(text) | GeneralName::DnsName(text) | GeneralName::UniformResourceIdentifier(text) => {
            format!("'{}' ({form})", shortened(text).escape_debug())
        }
        GeneralName::DirectoryName(name) => format!("{} ({form})", name.quoted()),
        GeneralName::IpAddress(octets) => format!("{octets:?} ({form})"),
        GeneralName::OtherName(kind) => format!("of kind {kind} ({form})"),
        GeneralName::X400Address | GeneralName::EdiPartyName | GeneralName::RegisteredId => format!("({form})"),
    }
}
