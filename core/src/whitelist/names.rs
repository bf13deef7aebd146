//! Names of files and folders in an archive.
//!
//! How strict the check is depends on who chose the name:
//!
//! - A name that no digest covers could be anybody's choice. It has to be on a whitelist ([`fault`]).
//! - A name that the VNF provider has signed is the provider's. It is refused only if some reader writes the file to
//!   another place ([`misplacement`]). If only some systems cannot use the name, a warning is reported
//!   ([`portability`]).

use crate::{limits, unicode};

/// The letters that a name may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letters {
    /// Letters of ASCII, for files that are found by a name that nothing signs.
    Ascii,
    /// Letters of all scripts, for files that packagers name after their product, if one name cannot be mistaken for
    /// another.
    AllScripts,
}

/// The marks that a name may have in addition to letters and digits.
const MARKS: &[char] = &['.', '_', '-', '+', '@', '(', ')', ',', '=', ' '];

/// Describes a fault of a name that no digest covers, if there is one. The answer completes "The name 'x' …".
pub(crate) fn fault(path: &str, letters: Letters) -> Option<&'static str> {
    misplacement(path).or_else(|| path.split('/').find_map(|part| part_fault(part, letters)))
}

fn part_fault(part: &str, letters: Letters) -> Option<&'static str> {
    let is_letter = |character: char| match letters {
        Letters::Ascii => character.is_ascii_alphanumeric(),
        // A letter may consist of a letter and a combining mark, as macOS writes names.
        Letters::AllScripts => character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36f}'),
    };
    let is_allowed = |character: char| is_letter(character) || MARKS.contains(&character);
    let begins_well = part.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '.' | '_' | '('));
    if let Some(odd) = part.chars().find(|character| !is_allowed(*character)) {
        return Some(if odd.is_ascii() {
            "has a character other than letters, digits, blanks and . _ - + @ ( ) , ="
        } else {
            "has other characters than those of ASCII, and could look like another name"
        });
    }
    if !begins_well {
        return Some("has a part that begins with a mark, which programs can take for an option");
    }
    if part.ends_with(['.', ' ']) {
        return Some(TRIMMED);
    }
    is_device(part).then_some(DEVICE)
}

const TRIMMED: &str = "has a part that ends in a dot or a blank, which Windows drops";
const DEVICE: &str = "is that of a device on Windows";

/// Describes why some reader puts a file of this name in another place, or in none. Such a name is refused even if it
/// is signed. The answer completes "The name 'x' …".
pub(crate) fn misplacement(path: &str) -> Option<&'static str> {
    if path.split('/').any(|part| part.len() > limits::NAME_PART_BYTES.count()) {
        return Some("has a part of more than 255 bytes, which no system can store");
    }
    // These are the version numbers of OpenVMS: `unzip` takes `x;1` for the first version of `x`.
    let without_digits = path.trim_end_matches(|character: char| character.is_ascii_digit());
    without_digits
        .ends_with(';')
        .then_some("ends in ';' and digits, which 'unzip' takes for a version number and drops")
}

/// Describes why some system cannot use a signed name as it is, if so. The answer completes "The name 'x' …".
pub(crate) fn portability(path: &str) -> Option<&'static str> {
    let has = |holds: fn(&str) -> bool| path.split('/').any(holds);
    if path.contains(':') {
        Some("has a colon, which Windows takes for a part of another file")
    } else if path.contains(['<', '>', '"', '|', '?', '*']) {
        Some("has a character that Windows does not allow in names")
    } else if has(|part| part.ends_with(['.', ' '])) {
        Some(TRIMMED)
    } else if has(is_device) {
        Some(DEVICE)
    } else if has(is_short_name) {
        Some("has the form of a short name, which Windows can take for another file")
    } else if !unicode::is_composed(path) {
        Some("is not composed (Unicode NFC), and 'bsdtar', for example, writes it composed")
    } else {
        None
    }
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_uppercase();
    // The digits of ports may also be superscripts.
    let is_port = |port: &str| stem.strip_prefix(port).is_some_and(|number| number.chars().count() == 1);
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || is_port("COM") || is_port("LPT")
}

/// Returns whether the name looks like one that Windows makes for programs with names of eight and three letters, for
/// example `PROGRA~1`.
fn is_short_name(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part);
    let without_digits = stem.trim_end_matches(|character: char| character.is_ascii_digit());
    stem.len() <= 8 && without_digits.len() < stem.len() && without_digits.ends_with('~')
}

#[cfg(test)]
mod tests {
    use super::{Letters, fault, misplacement, portability};

    #[test]
    fn plain_names_pass() {
        let long = "x".repeat(255);
        for path in ["acme.cert", "Files/images 2/a_b-c+d(1).img", ".hidden", "__MACOSX/._x", "v1.2,3=4@x", &long] {
            assert_eq!(fault(path, Letters::Ascii), None, "{path}");
        }
        assert_eq!(fault("Gr\u{f6}\u{df}e.csar", Letters::AllScripts), None);
        assert_eq!(fault("Gro\u{308}\u{df}e.csar", Letters::AllScripts), None);
    }

    #[test]
    fn names_that_nobody_needs_are_faults() {
        let long = "x".repeat(256);
        for path in [
            "a;1",
            "a;",
            "a/b;22",
            "a:b",
            "a::$DATA",
            "ACME~1.CSA",
            "a.",
            "a ",
            "a./b",
            "-x",
            "--checkpoint=1",
            "$(id)",
            "`id`",
            "a|b",
            "@list",
            "NUL",
            "a/com1.txt",
            "con .txt",
            "*",
            "\u{fc}",
            "a\u{202e}b",
            " a",
            "~",
            "#a",
            "a&b",
            &long,
        ] {
            assert!(fault(path, Letters::Ascii).is_some(), "{path}");
        }
        for path in ["acme.csar\u{200b}", "\u{202e}x", "a\u{ff1b}1", "a\u{a0}b", "\u{301}"] {
            assert!(fault(path, Letters::AllScripts).is_some(), "{path}");
        }
    }

    #[test]
    fn signed_names_are_refused_only_where_they_land_elsewhere() {
        for path in ["a;1", "Scripts/start.sh;", "Scripts/start.sh;007", &"x".repeat(256)] {
            assert!(misplacement(path).is_some(), "{path}");
        }
        for path in ["a;b", "a;1/b", "1;2;c", "a b", "-x", "$(id)", "\u{fc}.txt", "\u{3a9}", "q\u{308}"] {
            assert_eq!((misplacement(path), portability(path)), (None, None), "{path}");
        }
        for path in ["a:b", "linux/aux.c", "what?", "a.", "x/PROGRA~1", "AB~12.TXT", "u\u{308}.txt", "\u{2126}"] {
            assert!(misplacement(path).is_none() && portability(path).is_some(), "{path}");
        }
        assert_eq!(portability("notes.txt~1~"), None);
    }
}
