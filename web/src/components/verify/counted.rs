//! How many packages came to what, in a sentence: "15 passed, 6 failed".

use crate::{state::Counts, words::locale::say};

/// Returns the sentence. What no package came to is left out.
pub(crate) fn counted(counts: Counts) -> String {
    let Counts { passed, indeterminate, failed, running, .. } = counts;
    let others = counts.open().saturating_sub(running);
    let parts = [
        (passed, say!("counted-passed", number = passed)),
        (failed, say!("counted-failed", number = failed)),
        (indeterminate, say!("counted-indeterminate", number = indeterminate)),
        (others, say!("counted-without", number = others)),
        (running, say!("counted-running", number = running)),
    ];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words);
    parts.collect::<Vec<_>>().join(", ")
}
