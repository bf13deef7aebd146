//! Names of certificates (RFC 4514) as people read them.

/// Returns the common name of a subject, or the whole subject if it has none.
pub(crate) fn common_name(subject: &str) -> String {
    parts(subject)
        .into_iter()
        .find_map(|part| part.strip_prefix("CN=").map(str::to_owned))
        .unwrap_or_else(|| subject.to_owned())
}

/// Returns the parts of a name. A comma or plus sign after a backslash belongs to its part.
fn parts(subject: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut is_escaped = false;
    for character in subject.chars() {
        let separates = matches!(character, ',' | '+') && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        match parts.last_mut() {
            Some(_) if separates => parts.push(String::new()),
            Some(part) if !is_escaped => part.push(character),
            _ => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::common_name;

    #[test]
    fn a_common_name_stands_anywhere() {
        assert_eq!(common_name("CN=Acme CA,O=Acme"), "Acme CA");
        assert_eq!(common_name("O=Acme,CN=Acme\\, Inc."), "Acme, Inc.");
        assert_eq!(common_name("O=Acme"), "O=Acme");
        assert_eq!(common_name(""), "");
    }
}
