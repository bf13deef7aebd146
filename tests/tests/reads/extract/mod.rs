//! What passes is what every reader of archives writes to disk: marks that no digest covers change nothing for any.

mod extractors;

mod marks;
mod names;
mod programs;
mod rows;
mod variants;

use vnfseal::report::Report;
use vnfseal_tests::{File, Package, Provider, RawArchive, verify};

/// Path of a script that is deflated.
const SCRIPT: &str = vnfseal_tests::SCRIPT;
/// Path of a file that is stored.
const IMAGE: &str = vnfseal_tests::IMAGE;
/// Path of a file without content.
const EMPTY: &str = "Files/empty";
/// A folder of which no file lies inside.
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

    /// The report on the archive with a change.
    fn changed(&self, change: impl FnOnce(&mut RawArchive)) -> Report {
        let mut archive = self.archive.clone();
        change(&mut archive);
        verify(&archive.to_bytes(), &self.provider.trust())
    }
}
