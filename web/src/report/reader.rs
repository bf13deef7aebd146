//! Reads a report's JSON in portions. A report with 65,536 artifacts takes half a second, and the page has other things
//! to do in that time: another package may be running.

use gloo::timers::future::TimeoutFuture;
use vnfseal::report::{ArtifactReport, Report};

use super::artifact_tree::{ArtifactTree, TreeBuilder};
use crate::json::{self, Unreadable};

/// The number of bytes that are read in one portion.
const PORTION: usize = 1 << 18;
// Core writes these texts before, between and after artifacts. A quote inside a string is escaped, so none of them can
// be in a name that a package's author chose.
const BEGIN: &str = ",\"artifacts\":[";
const BETWEEN: &str = "},{\"artifactPath\":";
const END: &str = "],\"signatures\":[";

/// Reads a report and makes the tree of its artifacts.
pub(crate) async fn read(json: &str) -> Result<(Report, ArtifactTree), Unreadable> {
    let mut tree = TreeBuilder::default();
    let Some((before, list, after)) = parts(json) else {
        let report: Report = json::parse(json)?;
        tree.add_all(&report.artifacts);
        return Ok((report, tree.finish()));
    };
    let mut report: Report = json::parse(&format!("{before}{after}"))?;
    let mut rest = list;
    while !rest.is_empty() {
        let (portion, next) = split(rest);
        let artifacts: Vec<ArtifactReport> = json::parse(&format!("[{portion}]"))?;
        tree.add_all(&artifacts);
        report.artifacts.extend(artifacts);
        rest = next;
        TimeoutFuture::new(0).await;
    }
    Ok((report, tree.finish()))
}

/// Splits the report into the text before the artifacts, the artifacts, and the text after them.
fn parts(json: &str) -> Option<(&str, &str, &str)> {
    let start = json.find(BEGIN)?.checked_add(BEGIN.len())?;
    let end = json.rfind(END)?;
    Some((json.get(..start)?, json.get(start..end)?, json.get(end..)?))
}

/// Splits off the artifacts of the next portion. Returns them and the rest.
fn split(list: &str) -> (&str, &str) {
    let boundary = list.as_bytes().get(PORTION..).and_then(|rest| {
        let found = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN.as_bytes())?;
        // The portion ends after the brace that ends an artifact.
        PORTION.checked_add(found)?.checked_add(1)
    });
    let cut = boundary.and_then(|at| Some((list.get(..at)?, list.get(at.checked_add(1)?..)?)));
    cut.unwrap_or((list, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_are_whole_artifacts() {
        let artifact = |number: usize| format!(r#"{{"artifactPath":"{number}\"}},{{\"artifactPath\":","n":[]}}"#);
        let list = (0..40_000).map(artifact).collect::<Vec<_>>().join(",");
        let json = format!(r#"{{"package":{{"fileName":",\"artifacts\":["}},"artifacts":[{list}],"signatures":[]}}"#);
        let (before, found, after) = parts(&json).unwrap();
        assert_eq!(found, list);
        assert_eq!(format!("{before}{after}").matches("artifacts").count(), 2);
        let (mut rest, mut count, mut portions) = (found, 0, 0);
        while !rest.is_empty() {
            let (portion, next) = split(rest);
            let artifacts: Vec<serde_json::Value> = serde_json::from_str(&format!("[{portion}]")).unwrap();
            (count, portions, rest) = (count + artifacts.len(), portions + 1, next);
        }
        assert_eq!(count, 40_000);
        assert!(portions > 2, "{portions}");
    }
}
