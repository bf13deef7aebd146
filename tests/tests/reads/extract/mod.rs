//! A package that passes is what every reader of archives writes to disk: marks without a digest change nothing for any
//! reader.

mod extractors;
mod marks;
mod names;
mod rows;
mod variants;

use vnfseal::report::Report;
use vnfseal_tests::{File, Package, Provider, RawArchive, verify};

/// The path of a script that is deflated.
const SCRIPT: &str = vnfseal_tests::SCRIPT;
/// The path of a file that is stored.
const IMAGE: &str = vnfseal_tests::IMAGE;
/// The path of a file without content.
const EMPTY: &str = "Files/empty";
/// The path of a folder that contains no file.
const FOLDER: &str = "Docs";

/// A package of Option 1, its archive field by field, and its provider.
struct Signed {
    provider: Provider,
    archive: RawArchive,
}

impl Signed {
    fn new() -> Self {
        let provider = Provider::new("Acme");
        let package = Package::acme().file(File::new(EMPTY, "")).option_1(&provider.signing());
        let archive = RawArchive::of(&package).with_folder(FOLDER);
        Self { provider, archive }
    }

    /// Returns the report on the archive with a change.
    fn changed(&self, change: impl FnOnce(&mut RawArchive)) -> Report {
        let mut archive = self.archive.clone();
        change(&mut archive);
        verify(&archive.to_bytes(), &self.provider.trust())
    }
}
