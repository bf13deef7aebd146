//! Names of certificates (RFC 4514) as people read them.

use super::untrusted::lower_case;

/// The most letters that a warning about a name shows.
const LETTERS_NAMED: usize = 8;

/// Returns the common name of a subject, or the whole subject if it has none.
pub(crate) fn common_name(subject: &str) -> String {
    parts(subject)
        .into_iter()
        .find_map(|part| part.strip_prefix("CN=").map(str::to_owned))
        .unwrap_or_else(|| subject.to_owned())
}

/// Returns whether two names read alike. Core compares them by its own form; this is for people, so capitals are ignored.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    !one.is_empty() && lower_case(one) == lower_case(other)
}

/// Returns the organisation of a subject, if it has one.
pub(crate) fn organization(subject: &str) -> Option<String> {
    parts(subject).into_iter().find_map(|part| part.strip_prefix("O=").map(str::to_owned))
}

/// Returns the letters of a name that are not Latin, if it has Latin ones beside them. A Cyrillic letter may look like a
/// Latin one.
pub(crate) fn letters_of_another_script(name: &str) -> String {
    let is_latin = |letter: &char| matches!(letter, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    // The keys of the parts of a name are Latin.
    let values = parts(name).iter().map(|part| part.split_once('=').map_or("", |(_, value)| value)).collect::<String>();
    let (latin, others): (Vec<_>, Vec<_>) = values.chars().filter(|letter| letter.is_alphabetic()).partition(is_latin);
    let mut named = String::new();
    for letter in others.into_iter().filter(|_| !latin.is_empty()) {
        if !named.contains(letter) && named.chars().count() < LETTERS_NAMED {
            named.push(letter);
        }
    }
    named
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
    use super::{common_name, letters_of_another_script, organization};

    #[test]
    fn a_common_name_stands_anywhere() {
        assert_eq!(common_name("CN=Acme CA,O=Acme"), "Acme CA");
        assert_eq!(common_name("O=Acme,CN=Acme\\, Inc."), "Acme, Inc.");
        assert_eq!(common_name("O=Acme"), "O=Acme");
        assert_eq!(common_name(""), "");
    }

    #[test]
    fn an_organization_stands_anywhere() {
        assert_eq!(organization("CN=Acme CA,O=Acme\\, Inc."), Some("Acme, Inc.".into()));
        assert_eq!(organization("CN=O=Acme"), None);
        assert_eq!(organization(""), None);
    }

    #[test]
    fn letters_that_look_like_others_are_found() {
        assert_eq!(letters_of_another_script("CN=Müller Straßenbau CA,O=Łódź"), "");
        assert_eq!(letters_of_another_script("CN=中国电信"), "");
        assert_eq!(letters_of_another_script("CN=\u{410}cme root CA,O=\u{410}cme"), "\u{410}");
    }
}
