//! The runs of audits that the server of the page reads: what it says of them, and how it is asked.
//!
//! A run was verified elsewhere, at its time, by its trust and policy. Nothing of it is a verdict of this page.

use super::fetching;
use crate::{
    json::{self, Read, objects},
    report::Verified,
};

/// Where the server answers for runs.
const RUNS: &str = "runs";

/// The runs, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RunList {
    /// The runs.
    pub(crate) runs: Vec<Run>,
    /// Whether there are older ones that are not listed.
    pub(crate) is_cut: bool,
}

/// A run over the packages of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// The id.
    pub(crate) id: String,
    /// What it goes over, as whoever planned it named it.
    pub(crate) source: String,
    /// The time as of which packages are judged.
    pub(crate) at: String,
    /// The number of packages.
    pub(crate) packages: u64,
    /// The size of all packages, as far as it is known.
    pub(crate) bytes: u64,
    /// The number of packages with a result.
    pub(crate) done: u64,
    /// The results by verdict.
    pub(crate) verdicts: Counts,
    /// One of the words of the server: `planning`, `underWay`, `finished` or `cancelled`.
    pub(crate) state: String,
    /// When it was planned.
    pub(crate) planned_at: Option<String>,
    /// When it was finished or cancelled.
    pub(crate) ended_at: Option<String>,
    /// The workers that could take its packages. A list does not say it.
    pub(crate) workers: Option<u64>,
    /// The packages that are being verified. A list does not say it.
    pub(crate) under_way: Option<u64>,
    /// The packages that were begun more than once. A list does not say it.
    pub(crate) again: Option<u64>,
}

/// The number of packages by what a run found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Passed.
    pub(crate) passed: u64,
    /// Failed.
    pub(crate) failed: u64,
    /// Indeterminate.
    pub(crate) indeterminate: u64,
    /// Not verified, for an error.
    pub(crate) error: u64,
}

/// Some packages of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listing {
    /// The packages, in the order of the run.
    pub(crate) packages: Vec<Package>,
    /// The number of all that match.
    pub(crate) count: u64,
    /// Whether there are more than were counted.
    pub(crate) is_more: bool,
    /// The number of packages that come at once.
    pub(crate) page: u64,
}

/// A package of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package {
    /// The number in the run.
    pub(crate) number: u32,
    /// The name.
    pub(crate) path: String,
    /// How often it was begun without a result.
    pub(crate) tries: u64,
    /// What was found: a verdict, or `error`. Nothing, as long as there is no result.
    pub(crate) verdict: Option<String>,
    /// When it was found.
    pub(crate) at: Option<String>,
    /// Why there is no report.
    pub(crate) error: Option<RunError>,
    /// What counts of the report.
    pub(crate) outline: Option<Outline>,
    /// The size of the report in bytes, if there is one.
    pub(crate) report_size: Option<u64>,
}

/// Why a package could not be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RunError {
    /// The code.
    pub(crate) code: String,
    /// The sentence.
    pub(crate) message: String,
}

/// What counts of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outline {
    /// Core's headline.
    pub(crate) headline: String,
    /// Core's sentence.
    pub(crate) summary: String,
    /// Whether there was a warning.
    pub(crate) has_warning: bool,
    /// The kinds of findings.
    pub(crate) findings: Vec<FindingKind>,
    /// Who signed.
    pub(crate) signers: Vec<Signer>,
}

/// Findings with one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FindingKind {
    /// The code.
    pub(crate) code: String,
    /// The severity.
    pub(crate) severity: String,
    /// Whether the policy accepted them.
    pub(crate) accepted: bool,
    /// How many there are.
    pub(crate) count: u64,
}

/// A signer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signer {
    /// The role that was proven.
    pub(crate) role: Option<String>,
    /// The subject of the certificate.
    pub(crate) subject: String,
    /// Its fingerprint.
    pub(crate) fingerprint: String,
}

/// What changed from an earlier run to a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The number of packages of the earlier run that have a result.
    pub(crate) old: u64,
    /// The same of the later run.
    pub(crate) new: u64,
    /// What the runs were asked otherwise: `trust`, `policy` or `engine`.
    pub(crate) settings: Vec<String>,
    /// The number of changes for the worse.
    pub(crate) worse: u64,
    /// The changes, those for the worse first. There may be more.
    pub(crate) changes: Vec<Change>,
    /// The number of all changes.
    pub(crate) total: u64,
}

/// What changed of one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The name.
    pub(crate) path: String,
    /// Whether it was better before.
    pub(crate) is_worse: bool,
    /// What was found before, if it was there.
    pub(crate) old: Option<String>,
    /// What was found later, if it was there.
    pub(crate) new: Option<String>,
    /// What was different: `content`, `trust`, `policy`, `engine` or `time`.
    pub(crate) why: Vec<String>,
    /// The codes of findings that are new.
    pub(crate) gained: Vec<String>,
    /// The codes of findings that are gone.
    pub(crate) lost: Vec<String>,
    /// Why there is no report any more.
    pub(crate) error: Option<RunError>,
}

struct Refusal {
    code: String,
}

objects! {
    RunList { runs: "runs", is_cut: "isCut" }
    Run {
        id: "id",
        source: "source",
        at: "at",
        packages: "packages",
        bytes: "bytes",
        done: "done",
        verdicts: "verdicts",
        state: "state",
        planned_at: "plannedAt",
        ended_at: "endedAt",
        workers: "workers",
        under_way: "underWay",
        again: "again",
    }
    Counts { passed: "passed", failed: "failed", indeterminate: "indeterminate", error: "error" }
    Listing { packages: "packages", count: "count", is_more: "isMore", page: "page" }
    Package {
        number: "number",
        path: "path",
        tries: "tries",
        verdict: "verdict",
        at: "at",
        error: "error",
        outline: "outline",
        report_size: "reportSize",
    }
    RunError { code: "code", message: "message" }
    Outline { headline: "headline", summary: "summary", has_warning: "hasWarning", findings: "findings", signers: "signers" }
    FindingKind { code: "code", severity: "severity", accepted: "accepted", count: "count" }
    Signer { role: "role", subject: "subject", fingerprint: "fingerprint" }
    Difference { old: "old", new: "new", settings: "settings", worse: "worse", changes: "changes", total: "total" }
    Change {
        path: "path",
        is_worse: "isWorse",
        old: "old",
        new: "new",
        why: "why",
        gained: "gained",
        lost: "lost",
        error: "error",
    }
    Refusal { code: "code" }
}

impl Run {
    /// Returns how many packages have a result, as a number that says whether there is something new.
    pub(crate) fn done_in_short(&self) -> u32 {
        u32::try_from(self.done.min(u64::from(u32::MAX))).unwrap_or_default()
    }

    /// Returns whether it has no result of some package, yet or for ever.
    pub(crate) fn is_part(&self) -> bool {
        self.is_going() || self.done < self.packages
    }

    /// Returns whether there may be more to see of it soon.
    pub(crate) fn is_going(&self) -> bool {
        matches!(self.state.as_str(), "planning" | "underWay") || self.under_way.is_some_and(|count| count > 0)
    }
}

/// Why the server gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unanswered {
    /// The server is not there, or gives answers of another release.
    Server,
    /// The database is not there.
    Database,
    /// The database has no tables of this release.
    Tables,
    /// The database does not let the server read.
    Forbidden,
    /// The run is not there any more.
    Gone,
    /// There is too much for the page.
    Large,
    /// The server is at another question like this.
    Busy,
    /// A run is still being planned: not all of its packages are known.
    Planning,
    /// A run was cancelled while it was planned.
    Unplanned,
    /// The report is not one that this page can read.
    Unreadable,
}

impl Unanswered {
    fn of_code(code: &str) -> Self {
        match code {
            "RUNS_UNAVAILABLE" => Self::Database,
            "RUNS_TABLES" => Self::Tables,
            "RUNS_FORBIDDEN" => Self::Forbidden,
            "RUN_UNKNOWN" => Self::Gone,
            "RUNS_LARGE" | "REPORT_UNKNOWN" => Self::Large,
            "RUNS_BUSY" => Self::Busy,
            "RUNS_PLANNING" => Self::Planning,
            "RUNS_UNPLANNED" => Self::Unplanned,
            _ => Self::Server,
        }
    }

    /// Returns whether it makes sense to ask again by itself.
    pub(crate) fn may_pass(self) -> bool {
        matches!(self, Self::Server | Self::Database | Self::Tables | Self::Forbidden | Self::Planning)
    }
}

/// The packages that are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// What was found, in the words of the server. All, if nothing is said.
    pub(crate) verdict: Option<&'static str>,
    /// A part of the name.
    pub(crate) text: String,
    /// The code of a finding or an error.
    pub(crate) code: Option<String>,
}

/// Returns where the list is.
pub(crate) fn list_path() -> String {
    format!("{RUNS}/list")
}

/// Returns where a run is.
pub(crate) fn run_path(id: &str) -> String {
    format!("{RUNS}/{id}")
}

/// Returns where the packages of a run are that match, after the one with a number.
pub(crate) fn packages_path(id: &str, filter: &Filter, after: Option<u32>) -> String {
    let named = |name: &str, value: Option<String>| value.map(|value| format!("{name}={value}"));
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let text = filter.text.trim();
    let query = [
        named("after", after.map(|number| number.to_string())),
        named("verdict", filter.verdict.map(str::to_owned)),
        named("code", filter.code.as_deref().map(encoded)),
        named("text", Some(encoded(text)).filter(|_| !text.is_empty())),
    ];
    format!("{RUNS}/{id}/packages?{}", query.into_iter().flatten().collect::<Vec<_>>().join("&"))
}

/// Returns where the difference of a run to an earlier one is.
pub(crate) fn difference_path(id: &str, before: &str) -> String {
    format!("{RUNS}/{id}/since/{before}")
}

/// Asks the server.
pub(crate) async fn ask<Answer: Read>(path: &str) -> Result<Answer, Unanswered> {
    json::parse(&text(path).await?).map_err(|_| Unanswered::Server)
}

/// Fetches the report of a package.
pub(crate) async fn report(id: &str, number: u32) -> Result<Verified, Unanswered> {
    let text = text(&format!("{RUNS}/{id}/packages/{number}/report")).await?;
    Verified::read(&text).await.map_err(|_| Unanswered::Unreadable)
}

async fn text(path: &str) -> Result<String, Unanswered> {
    match fetching::answer(path).await {
        Some((true, text)) => Ok(text),
        Some((false, text)) => {
            Err(json::parse::<Refusal>(&text).map_or(Unanswered::Server, |refusal| Unanswered::of_code(&refusal.code)))
        }
        None => Err(Unanswered::Server),
    }
}
