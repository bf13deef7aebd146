//! What another program may see otherwise than we do, with the reason: `exceptions.json`. An exception that is not needed
//! fails.

use std::{fs, path::Path};

use serde::Deserialize;

/// What another program makes of an input that we accept, where it is not the same.
pub(crate) struct Surprise {
    pub(crate) reader: &'static str,
    pub(crate) input: String,
    /// Whether a reader only reports that it cannot read the input, which can fool nobody. Otherwise it reads something else, or
    /// objects to a signature.
    pub(crate) is_harmless: bool,
    pub(crate) what: String,
}

/// An allowed surprise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    reader: String,
    /// The inputs. They may be left out where the surprise is harmless.
    #[serde(default)]
    inputs: Vec<String>,
    /// A part of what the program says, or of what differs.
    what: String,
    reason: String,
}

impl Exception {
    fn fits(&self, surprise: &Surprise) -> bool {
        let is_input = self.inputs.contains(&surprise.input) || (self.inputs.is_empty() && surprise.is_harmless);
        self.reader == surprise.reader && is_input && surprise.what.contains(&self.what)
    }

    /// Returns what of it is not needed: an input, or the whole exception.
    fn stale(&self, surprises: &[Surprise]) -> Vec<String> {
        let fits = |input: Option<&String>| {
            let of_input = |surprise: &&Surprise| input.is_none_or(|input| *input == surprise.input);
            surprises.iter().filter(of_input).any(|surprise| self.fits(surprise))
        };
        let inputs = self.inputs.iter().filter(|input| !fits(Some(input))).cloned();
        let whole = (self.inputs.is_empty() && !fits(None)).then(|| "any input".to_owned());
        inputs.chain(whole).map(|input| format!("{}, {input}: {}", self.reader, self.what)).collect()
    }
}

/// Asserts that every surprise has its exception, and every exception of these readers its surprise. The inputs are
/// complete if those of others were available.
#[track_caller]
pub(crate) fn assert_explained(readers: &[&str], surprises: &[Surprise], is_complete: bool) {
    let exceptions: Vec<Exception> =
        all().into_iter().filter(|exception| readers.contains(&exception.reader.as_str())).collect();
    let is_unexplained = |surprise: &&Surprise| !exceptions.iter().any(|exception| exception.fits(surprise));
    let unexplained: Vec<String> = surprises
        .iter()
        .filter(is_unexplained)
        .map(|Surprise { reader, input, is_harmless, what }| {
            format!("{reader}{}, {input}: {what}", if *is_harmless { " (refuses it)" } else { "" })
        })
        .collect();
    assert!(unexplained.is_empty(), "{} without a reason:\n{}", unexplained.len(), unexplained.join("\n"));
    let stale: Vec<String> = exceptions.iter().flat_map(|exception| exception.stale(surprises)).collect();
    assert!(!is_complete || stale.is_empty(), "not needed any more:\n{}", stale.join("\n"));
}

fn all() -> Vec<Exception> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential/exceptions.json");
    serde_json::from_slice(&fs::read(path).expect("the exceptions")).expect("a list of exceptions")
}

#[test]
fn exceptions_are_of_readers_that_there_are_and_have_reasons() {
    let known = [
        crate::archives::READERS.as_slice(),
        &crate::listings::READERS,
        &crate::tosca_meta::READERS,
        &crate::chains::READERS,
        &crate::signatures::READERS,
    ]
    .concat();
    for Exception { reader, what, reason, .. } in all() {
        assert!(known.contains(&reader.as_str()), "no reader is called {reader}");
        assert!(!what.is_empty() && reason.len() > 20, "{reader}: the exception for '{what}' gives no reason");
    }
}
