//! Decides whether a name is within the subtree of a name constraint (RFC 5280 sections 4.2.1.10 and 7.2 to 7.5).
//!
//! Every answer has three values. `None` means that the name or the base does not have the form that the RFC describes.
//! Then nothing is permitted and everything is excluded.

use super::general_name::GeneralName;

/// Returns whether a permitted subtree includes everything that the name stands for.
pub(super) fn permits(base: &GeneralName, name: &GeneralName) -> Option<bool> {
    match (base, name) {
        (GeneralName::DnsName(base), GeneralName::DnsName(name)) => {
            // All hosts of "*.example.com" are below "example.com".
            Some(is_host_or_below(check_host(name.strip_prefix("*.").unwrap_or(name))?, check_base(base)?))
        }
        (GeneralName::Rfc822Name(base), GeneralName::Rfc822Name(name)) => {
            has_mailbox(base, name, |left, right| left == right)
        }
        _ => contains(base, name),
    }
}

/// Returns whether an excluded subtree includes anything that the name stands for.
pub(super) fn excludes(base: &GeneralName, name: &GeneralName) -> Option<bool> {
    match (base, name) {
        (GeneralName::DnsName(base), GeneralName::DnsName(name)) => {
            let base = check_base(base)?;
            let Some(parent) = name.strip_prefix("*.") else {
                return Some(is_host_or_below(check_host(name)?, base));
            };
            // "*.example.com" may stand for "secret.example.com".
            Some(is_host_or_below(check_host(parent)?, base) || is_host_or_below(base, parent))
        }
        // Local parts are compared as they are written (section 7.5). But parts that differ only in case are mostly the
        // same.
        (GeneralName::Rfc822Name(base), GeneralName::Rfc822Name(name)) => {
            has_mailbox(base, name, str::eq_ignore_ascii_case)
        }
        _ => contains(base, name),
    }
}

/// Answers for the forms for which permitting and excluding are the same question.
fn contains(base: &GeneralName, name: &GeneralName) -> Option<bool> {
    match (base, name) {
        (GeneralName::DirectoryName(base), GeneralName::DirectoryName(name)) => Some(name.is_within(base)),
        (GeneralName::UniformResourceIdentifier(base), GeneralName::UniformResourceIdentifier(name)) => {
            Some(is_in_domain(host_of_uri(name)?, base)).filter(|_| is_domain_base(base))
        }
        (GeneralName::IpAddress(base), GeneralName::IpAddress(name)) => Some(is_in_network(base, name)),
        // RFC 5280 does not define subtrees of any other form.
        _ => None,
    }
}

/// Checks a host name: letters, digits and hyphens in labels (section 4.2.1.6). Underscores occur in the field.
fn check_host(name: &str) -> Option<&str> {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    Some(name).filter(|name| name.len() <= 253 && name.split('.').all(is_label))
}

/// Checks the base of a dNSName constraint: a host name, or nothing for all. A leading period is not allowed.
fn check_base(base: &str) -> Option<&str> {
    if base.is_empty() { Some(base) } else { check_host(base) }
}

/// Returns whether this is the base of a constraint on a host of mailboxes or a URI: a host, a domain after a period,
/// or nothing for all.
fn is_domain_base(base: &str) -> bool {
    base.is_empty() || check_host(base.strip_prefix('.').unwrap_or(base)).is_some()
}

/// Matches "any DNS name that can be constructed by simply adding zero or more labels to the left-hand side of the
/// name".
fn is_host_or_below(name: &str, base: &str) -> bool {
    base.is_empty() || name.eq_ignore_ascii_case(base) || is_below(name, base)
}

fn is_below(name: &str, domain: &str) -> bool {
    let Some(start) = name.len().checked_sub(domain.len()) else { return false };
    // A host name is ASCII, so a start inside a character does not occur.
    match (name.get(..start), name.get(start..)) {
        (Some(labels), Some(end)) => labels.len() > 1 && labels.ends_with('.') && end.eq_ignore_ascii_case(domain),
        _ => false,
    }
}

/// Returns whether the base includes the host. A base with a leading period includes every host of the domain, another
/// base only the host itself.
fn is_in_domain(host: &str, base: &str) -> bool {
    match base.strip_prefix('.') {
        Some(domain) => is_below(host, domain),
        None => base.is_empty() || host.eq_ignore_ascii_case(base),
    }
}

/// Returns whether the base includes the mailbox. The base is one mailbox, all mailboxes of a host, or those of all
/// hosts of a domain.
fn has_mailbox(base: &str, name: &str, is_same: impl Fn(&str, &str) -> bool) -> Option<bool> {
    let (local, host) = split_mailbox(name)?;
    match base.split_once('@') {
        Some(_) => {
            let (base_local, base_host) = split_mailbox(base)?;
            Some(is_same(local, base_local) && host.eq_ignore_ascii_case(base_host))
        }
        None => is_domain_base(base).then(|| is_in_domain(host, base)),
    }
}

/// Splits `Mailbox = Local-part "@" Domain` (RFC 2821 section 4.1.2). A local part that needs quotes is not compared.
fn split_mailbox(mailbox: &str) -> Option<(&str, &str)> {
    let (local, host) = mailbox.split_once('@')?;
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
    };
    (local.split('.').all(is_atom)).then_some((local, check_host(host)?))
}

/// Returns the host of `scheme://[userinfo@]host[:port]…` (RFC 3986 section 3.2). A constrained URI without a host, or
/// with an address in its place, is refused (section 4.2.1.10).
fn host_of_uri(uri: &str) -> Option<&str> {
    let (scheme, rest) = uri.split_once("://")?;
    let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    // Other readers would read another host from such a text.
    let is_plain = !authority.contains('\\') && port.bytes().all(|byte| byte.is_ascii_digit());
    let is_address = host.rsplit('.').next()?.bytes().all(|byte| byte.is_ascii_digit());
    check_host(host).filter(|_| !scheme.is_empty() && is_scheme && is_plain && !is_address)
}

/// Checks an address and a mask "in the style of RFC 4632 (CIDR)": ones first, then zeros.
pub(super) fn is_network(octets: &[u8]) -> bool {
    let (_, mask) = octets.split_at(octets.len() / 2);
    let mut bits = mask.iter().flat_map(|octet| (0..8).rev().map(move |bit| (octet >> bit) & 1));
    let is_prefix = bits.by_ref().skip_while(|bit| *bit == 1).all(|bit| bit == 0);
    [8, 32].contains(&octets.len()) && is_prefix
}

fn is_in_network(base: &[u8], address: &[u8]) -> bool {
    let (network, mask) = base.split_at(base.len() / 2);
    let is_same = |((left, right), mask): ((&u8, &u8), &u8)| left & mask == right & mask;
    // An address of the other version is not in a network of this one.
    network.len() == address.len() && network.iter().zip(address).zip(mask).all(is_same)
}

#[cfg(test)]
mod tests {
    use super::{GeneralName, excludes, permits};

    fn ask(make: fn(alloc::string::String) -> GeneralName, base: &str, name: &str) -> (Option<bool>, Option<bool>) {
        let (base, name) = (make(base.into()), make(name.into()));
        (permits(&base, &name), excludes(&base, &name))
    }

    const IN: (Option<bool>, Option<bool>) = (Some(true), Some(true));
    const OUT: (Option<bool>, Option<bool>) = (Some(false), Some(false));
    const UNKNOWN: (Option<bool>, Option<bool>) = (None, None);

    #[test]
    fn dns_names() {
        let ask = |base, name| ask(GeneralName::DnsName, base, name);
        for name in ["example.com", "a.EXAMPLE.com", "a.b.example.com"] {
            assert_eq!(ask("example.com", name), IN, "{name}");
        }
        assert_eq!(ask("", "example.com"), IN);
        assert_eq!(ask("example.com", "anexample.com"), OUT);
        assert_eq!(ask("a.example.com", "example.com"), OUT);
        assert_eq!(ask("example.com", "*.example.com"), IN);
        // The name may stand for the excluded name, and for others.
        assert_eq!(ask("a.example.com", "*.example.com"), (Some(false), Some(true)));
        for (base, name) in
            [(".example.com", "a.example.com"), ("*.example.com", "a.example.com"), ("a", "b..a"), ("a", "*.*.a")]
        {
            assert_eq!(ask(base, name), UNKNOWN, "{base} {name}");
        }
    }

    #[test]
    fn mailboxes() {
        let ask = |base, name| ask(GeneralName::Rfc822Name, base, name);
        assert_eq!(ask("root@example.com", "root@Example.com"), IN);
        assert_eq!(ask("root@example.com", "Root@example.com"), (Some(false), Some(true)));
        assert_eq!(ask("example.com", "root@example.com"), IN);
        assert_eq!(ask("example.com", "root@a.example.com"), OUT);
        assert_eq!(ask(".example.com", "root@a.example.com"), IN);
        assert_eq!(ask(".example.com", "root@example.com"), OUT);
        assert_eq!(ask("**@example.com", "*@example.com"), OUT);
        for (base, name) in [
            ("example.com", "a@b@example.com"),
            ("a@b@example.com", "a@example.com"),
            ("example.com", "\"a\"@example.com"),
        ] {
            assert_eq!(ask(base, name), UNKNOWN, "{base} {name}");
        }
    }

    #[test]
    fn hosts_of_uris() {
        let ask = |base, name| ask(GeneralName::UniformResourceIdentifier, base, name);
        assert_eq!(ask("example.com", "https://user@Example.com:8443/path?q#f"), IN);
        assert_eq!(ask("example.com", "https://a.example.com"), OUT);
        assert_eq!(ask(".example.com", "ldap://a.example.com/x"), IN);
        assert_eq!(ask(".example.com", "ldap://example.com/x"), OUT);
        for name in [
            "urn:example:a",
            "mailto:a@example.com",
            "https://192.0.2.1/",
            "https://[2001:db8::1]/",
            "https://evil.com\\@example.com",
        ] {
            assert_eq!(ask("example.com", name), UNKNOWN, "{name}");
        }
    }

    #[test]
    fn networks() {
        let ask = |base: &[u8], name: &[u8]| {
            permits(&GeneralName::IpAddress(base.into()), &GeneralName::IpAddress(name.into()))
        };
        assert_eq!(ask(&[192, 0, 2, 0, 255, 255, 255, 0], &[192, 0, 2, 7]), Some(true));
        assert_eq!(ask(&[192, 0, 2, 0, 255, 255, 255, 0], &[192, 0, 3, 7]), Some(false));
        assert_eq!(ask(&[0; 8], &[0; 16]), Some(false));
        assert!(
            super::is_network(&[10, 0, 0, 0, 255, 128, 0, 0]) && !super::is_network(&[10, 0, 0, 0, 255, 0, 255, 0])
        );
    }

    #[test]
    fn other_forms_are_not_compared() {
        assert_eq!(permits(&GeneralName::RegisteredId, &GeneralName::RegisteredId), None);
        assert_eq!(excludes(&GeneralName::X400Address, &GeneralName::X400Address), None);
    }
}
