//! Tables for spreadsheets (RFC 4180), in which no cell is a formula.

use crate::words::untrusted;

/// What a spreadsheet takes for the beginning of a formula. The last two begin a cell in some of them.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Writes rows of cells.
pub(crate) fn write(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().map(|value| cell(value)).collect::<Vec<_>>();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// Writes one cell. A package's author may have chosen its text: a spreadsheet must neither compute nor reorder it.
fn cell(value: &str) -> String {
    // Some spreadsheets leave out white space before they look for a formula.
    let is_formula = value.trim_start().starts_with(FORMULA) || value.starts_with(FORMULA);
    let harmless = if is_formula { format!("'{}", untrusted::escaped(value)) } else { untrusted::escaped(value) };
    format!("\"{}\"", harmless.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for begin in ["=", "+", "-", "@", "\t=", " =", "\r@"] {
            let written = cell(&format!("{begin}HYPERLINK(\"x\")"));
            assert!(written.starts_with("\"'"), "{written}");
        }
        assert_eq!(cell("a-b"), "\"a-b\"");
    }

    #[test]
    fn a_cell_ends_only_where_it_ends() {
        let rows = [vec!["a\"b".to_owned(), "c,d\ne".to_owned()], vec![String::new()]];
        assert_eq!(write(rows), "\"a\"\"b\",\"c,d[U+000A]e\"\r\n\"\"\r\n");
    }
}
