//! Lines of a TOSCA.meta that no signature covers.
//!
//! Programs read TOSCA.meta as lines (SOL 004), as YAML (tosca-parser), as properties of Java, or by searching for a
//! key. Only lines that mean the same to all of them are allowed. If a digest covers the file, its author has chosen
//! the lines, and every line that SOL 004 allows is allowed.

use alloc::vec::Vec;

/// The first line that is not on the whitelist.
#[derive(Clone, Debug)]
pub(crate) struct OddLine {
    /// The number of the line, from 1.
    pub(crate) number: u32,
    /// The fault of the line. It completes "The line …".
    pub(crate) what: &'static str,
}

/// The keys of the first block, in the one spelling of each edition (SOL 004 table 4.1.2.3-1, TOSCA 1.3 section 6.2).
const KEYS: [&str; 19] = [
    "TOSCA-Meta-File-Version",
    "TOSCA-Meta-Version",
    "CSAR-Version",
    "Created-By",
    // Samples of Tacker and ONAP use this spelling.
    "Created-by",
    "Entry-Definitions",
    "Other-Definitions",
    "ETSI-Entry-Manifest",
    "Entry-Manifest",
    "ETSI-Entry-Certificate",
    "Entry-Certificate",
    "ETSI-Entry-Change-Log",
    "Entry-Change-Log",
    "ETSI-Entry-Tests",
    "Entry-Tests",
    "ETSI-Entry-Licenses",
    "Entry-Licenses",
    "ETSI-Entry-Events",
    "Entry-Events",
];

/// The keys whose values are texts for people or version numbers. The other keys name files.
const TEXT_KEYS: [&str; 5] =
    ["TOSCA-Meta-File-Version", "TOSCA-Meta-Version", "CSAR-Version", "Created-By", "Created-by"];

/// The keys of additional blocks, each of which describes a file (TOSCA 1.0 section 16.2), and the two keys that Tacker
/// adds. No reader takes a path of a part from them.
const FURTHER_KEYS: [&str; 5] = ["Name", "Content-Type", "Content-type", "Algorithm", "Hash"];

/// The marks that a value may have in addition to letters and digits. None of them begins anything in YAML inside a
/// value.
const MARKS: &[u8] = b" ._-/+,@()=";

/// The additional marks that the name of a person or a company may have.
const MARKS_OF_TEXT: &[u8] = b"<>&";

/// The byte order mark of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Finds the first line that is not on the whitelist, if there is one.
pub(crate) fn find_odd_line(file: &[u8]) -> Option<OddLine> {
    let text = file.strip_prefix(BYTE_ORDER_MARK);
    let mut block = Block { has_mark: text.is_some(), ..Block::default() };
    for (number, line) in (1..).zip(text.unwrap_or(file).split(|byte| *byte == b'\n')) {
        if let Some(what) = block.take(line.strip_suffix(b"\r").unwrap_or(line)) {
            return Some(OddLine { number, what });
        }
    }
    None
}

/// The block that is being read.
#[derive(Default)]
struct Block<'a> {
    /// Whether this is not the first block.
    is_further: bool,
    /// Whether a byte order mark stands before the next line.
    has_mark: bool,
    keys: Vec<&'a [u8]>,
}

impl<'a> Block<'a> {
    /// Takes one line. Returns its fault, if it has one.
    fn take(&mut self, line: &'a [u8]) -> Option<&'static str> {
        let has_mark = core::mem::take(&mut self.has_mark);
        if line.is_empty() {
            if self.keys.is_empty() && !self.is_further {
                return Some("is empty and stands before the first entry, where some readers end the first block");
            }
            self.is_further = true;
            self.keys.clear();
            return None;
        }
        if line.starts_with(b"#") {
            let is_plain = line.iter().all(|byte| matches!(byte, b' '..=b'~') && *byte != b'\\');
            return (!is_plain).then_some("is a comment with other characters than those of plain ASCII");
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            return Some(
                "is indented, which some readers take for the rest of the line before, and others for an entry",
            );
        }
        let Some((key, value)) = split(line) else {
            return Some("is not of the form 'Key: value'");
        };
        if has_mark && !is_one_of(&TEXT_KEYS, key) {
            return Some("has an entry right behind a byte order mark, which some readers take for part of the key");
        }
        key_fault(key, self.is_further)
            .or_else(|| self.repeats(key).then_some("has a key that stands in the block twice"))
            .or_else(|| value_fault(key, value))
    }

    /// Returns whether the key was already used, in any letter case.
    fn repeats(&mut self, key: &'a [u8]) -> bool {
        let is_there = self.keys.iter().any(|before| before.eq_ignore_ascii_case(key));
        self.keys.push(key);
        is_there
    }
}

/// Splits a line at its first colon. A blank has to follow; without it YAML sees no entry.
fn split(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (key, rest) = line.split_at_checked(colon)?;
    Some((key, without_blanks(rest.strip_prefix(b": ")?)))
}

/// Returns a value without the blanks around it. Only blanks are white space for all readers: a carriage return ends a
/// line for some.
fn without_blanks(value: &[u8]) -> &[u8] {
    let is_text = |byte: &u8| *byte != b' ';
    let begin = value.iter().position(is_text).unwrap_or(value.len());
    let end = value.iter().rposition(is_text).map_or(begin, |last| last.saturating_add(1));
    value.get(begin..end).unwrap_or_default()
}

fn is_one_of(keys: &[&str], key: &[u8]) -> bool {
    keys.iter().any(|known| known.as_bytes() == key)
}

fn key_fault(key: &[u8], is_further: bool) -> Option<&'static str> {
    if is_further {
        return (!is_one_of(&FURTHER_KEYS, key))
            .then_some("stands in a further block, which some readers take for part of the first");
    }
    if is_one_of(&KEYS, key) {
        return None;
    }
    let is_misspelt = KEYS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(key));
    Some(if is_misspelt {
        "has a key in other letters, capital or small, than SOL 004 has it, which some readers do not find"
    } else {
        "has a key that SOL 004 does not name, and that some readers could go by"
    })
}

fn value_fault(key: &[u8], value: &[u8]) -> Option<&'static str> {
    let is_text = is_one_of(&TEXT_KEYS, key);
    let address = value.iter().position(|byte| *byte == b':').filter(|_| is_text);
    let is_of_address = |place: usize| {
        let before = value.get(..place).unwrap_or_default();
        let after = value.get(place..).unwrap_or_default();
        (before.ends_with(b"http") || before.ends_with(b"https")) && after.starts_with(b"://")
    };
    let is_plain = |(place, byte): (usize, &u8)| {
        byte.is_ascii_alphanumeric()
            || MARKS.contains(byte)
            || (is_text && MARKS_OF_TEXT.contains(byte))
            // The colon of a web address is the only one in a value that ends a key for no reader.
            || (address == Some(place) && is_of_address(place))
    };
    let is_yaml = |path: &[u8]| [".yaml", ".yml"].iter().any(|ending| path.ends_with(ending.as_bytes()));
    let names_definitions = is_one_of(&["Entry-Definitions", "Other-Definitions"], key);
    let are_yaml = || value.split(|byte| *byte == b',').all(|path| is_yaml(without_blanks(path)));
    if value.is_empty() {
        Some("has no value")
    } else if names_definitions && !are_yaml() {
        Some("names a file for the definitions that does not end in .yaml or .yml")
    } else if !value.iter().enumerate().all(is_plain) {
        Some("has a value with other characters than letters, digits, blanks and . _ - / + , @ ( ) =")
    } else if !value.first().is_some_and(|first| first.is_ascii_alphanumeric() || *first == b'_') {
        Some("has a value that does not begin with a letter or a digit")
    } else if !is_text && is_typed(value) {
        Some("has a value that is a number or another constant for readers of YAML, and no path")
    } else {
        None
    }
}

/// Returns whether YAML 1.1 reads the value as something other than text (its types bool, null, int, float and
/// timestamp).
fn is_typed(value: &[u8]) -> bool {
    let is_word = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
        .iter()
        .any(|word| word.as_bytes().eq_ignore_ascii_case(value));
    let is_of_number = |byte: &u8| byte.is_ascii_digit() || b"._-+eE".contains(byte);
    let is_of_base = |base: &[u8]| {
        value.strip_prefix(base).is_some_and(|rest| rest.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'_'))
    };
    is_word || value.iter().all(is_of_number) || is_of_base(b"0x") || is_of_base(b"0b") || is_of_base(b"0o")
}

#[cfg(test)]
mod tests {
    use alloc::{format, string::String};

    use super::find_odd_line;

    const HONEST: &str = "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: Acme Networks\n\
                          Entry-Definitions: Definitions/acme.yaml\nETSI-Entry-Manifest: acme.mf\n";

    #[test]
    fn files_of_writers_in_use_have_no_odd_line() {
        let with = |line: &str| format!("{HONEST}{line}");
        let by = |author: &str| HONEST.replace("Acme Networks", author);
        for text in [
            String::from(HONEST),
            HONEST.replace('\n', "\r\n"),
            String::from(HONEST.trim_end()),
            format!("\u{feff}{HONEST}"),
            format!("# made by pack.sh 1.0: do not edit\n{HONEST}"),
            with("# Entry-Definitions: Definitions/old.yaml\n"),
            with("Other-Definitions: Definitions/a.yaml,Definitions/b.yaml\n"),
            with("ETSI-Entry-Licenses: Licenses/  \nETSI-Entry-Tests:  Tests\n"),
            with("Entry-Manifest: acme.mf\n"),
            with(
                "\n\nName: Definitions/acme.yaml\nContent-Type: text/yaml\n\nName: a.sh\nAlgorithm: SHA-256\nHash: 00ff\n",
            ),
            by("Jane Doe <jane@acme.example>, R&D (Lab 2)"),
            by("Acme, https://acme.example/vnf"),
            HONEST.replace("Created-By", "Created-by"),
            HONEST.replace("acme.mf", "5g-core_1.2.mf"),
        ] {
            assert!(find_odd_line(text.as_bytes()).is_none(), "{text}: {:?}", find_odd_line(text.as_bytes()));
        }
    }

    #[test]
    fn lines_that_readers_take_in_different_ways_are_odd() {
        for line in [
            "entry-definitions: x.yaml",
            "ETSI-Entry-Definitions: x.yaml",
            "\"Entry-Events\": x.yaml",
            "\"\\x45ntry-Events\": x.yaml",
            "'Entry-Events': x.yaml",
            "? Entry-Events",
            "<<: *a",
            "&a Entry-Events: x.yaml",
            "!!str Entry-Events: x.yaml",
            "Entry-Events : x.yaml",
            "Entry-Events:x.yaml",
            "Entry-Events:\tx.yaml",
            "Entry-Events:",
            "Entry-Events: ",
            "Entry-Events: \"x.yaml\"",
            "Entry-Events: 'x.yaml'",
            "Entry-Events: &a x.yaml",
            "Entry-Events: *a",
            "Entry-Events: !!str x.yaml",
            "Entry-Events: |",
            "Entry-Events: >-",
            "Entry-Events: {a: b}",
            "Entry-Events: [a, b]",
            "Entry-Events: x.yaml # y.yaml",
            "Entry-Events: x.yaml\\",
            "Entry-Events: x Entry-Certificate: y",
            "Entry-Events: x.yaml:",
            "Entry-Events: ${x}",
            "Entry-Events: %(x)s",
            "Entry-Events: - x",
            "Entry-Events: 1_0",
            "Entry-Events: 0x10",
            "Entry-Events: 1e3",
            "Entry-Events: Null",
            "Entry-Events: http://acme.example/x",
            "Entry-Events: x\u{e9}.yaml",
            "Entry-Events: x\u{85}Entry-Certificate: y",
            "Entry-Events: x\u{2028}Entry-Certificate: y",
            "Entry-Events: x\rEntry-Certificate: y",
            "Entry-Events: x\u{b}y",
            "Entry-Events: x\0",
            "Entry-Events: x\r\r",
            "Entry-Events: x\r\r\n",
            "Entry-Events: \r",
            "Entry-Events: \tx",
            "Entry-Events: x\t",
            "Entry-Events: x\u{c}",
            "Entry-Definitions: Definitions/acme.yaml",
            "Created-by: x",
            " Entry-Events: x.yaml",
            "\tEntry-Events: x.yaml",
            "  # a comment",
            "# a comment\\",
            "# a comment\rEntry-Events: x",
            "---",
            "...",
            "%YAML 1.2",
            "\nEntry-Events: x.yaml",
            "\nname: x",
            "\nName: x\nName: y",
            "Vendor-Key: x",
        ] {
            let text = format!("{HONEST}{line}\n");
            assert!(find_odd_line(text.as_bytes()).is_some(), "{line:?}");
        }
        for text in [
            format!("\n{HONEST}"),
            format!("\u{feff}Entry-Definitions: x.yaml\n{HONEST}"),
            HONEST.replace("Acme Networks", "\"Acme"),
            HONEST.replace("Acme Networks", "Acme Entry-Definitions: x"),
            HONEST.replace("Acme Networks", "Acme Entry-Definitions://x"),
            HONEST.replace("Acme Networks", "Acme\\"),
            HONEST.replace("Definitions/acme.yaml", "Scripts/install.sh"),
            format!("{HONEST}Other-Definitions: Definitions/a.yaml,Scripts/install.sh\n"),
            HONEST.replace("Acme Networks", "http://a http://b"),
        ] {
            assert!(find_odd_line(text.as_bytes()).is_some(), "{text:?}");
        }
        assert_eq!(find_odd_line(format!("{HONEST}---\n").as_bytes()).map(|line| line.number), Some(6));
    }
}
