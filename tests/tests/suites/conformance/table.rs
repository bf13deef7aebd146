//! Describes the results of the suites for people.

use std::fmt::Write as _;

use super::{
    exceptions::Exceptions,
    suite::{Case, Outcome, Suite},
};

/// Returns the table, with a line for each suite.
pub(crate) fn table(suites: &[Suite], exceptions: &Exceptions) -> String {
    let mut text = format!(
        "{:<22} {:>6} {:>5} {:>13} {:>14} {:>16} {:>15} {:>8}  slowest case\n",
        "suite", "right", "moot", "false accepts", "false refusals", "excepted accepts", "… and refusals", "skipped"
    );
    for suite in suites {
        let count = |is_counted: &dyn Fn(&Case) -> bool| suite.cases.iter().filter(|case| is_counted(case)).count();
        let is_excepted = |case: &Case| !case.is_right() && exceptions.covers(suite, case);
        let slowest = suite.cases.iter().max_by_key(|case| case.time);
        let slowest = slowest.map(|case| format!("{} ms, {}", case.time.as_millis(), case.id)).unwrap_or_default();
        writeln!(
            text,
            "{:<22} {:>6} {:>5} {:>13} {:>14} {:>16} {:>15} {:>8}  {slowest}",
            suite.name,
            count(&|case| case.is_right() && !case.is_moot()),
            count(&Case::is_moot),
            count(&|case| case.is_false_accept() && !is_excepted(case)),
            count(&|case| case.is_false_refusal() && !is_excepted(case)),
            count(&|case| case.is_false_accept() && is_excepted(case)),
            count(&|case| case.is_false_refusal() && is_excepted(case)),
            suite.skipped,
        )
        .expect("memory takes it");
    }
    text
}

/// Returns the cases that are wrong, but not known to be wrong.
pub(crate) fn surprises(suites: &[Suite], exceptions: &Exceptions) -> Vec<String> {
    let all = suites.iter().flat_map(|suite| suite.cases.iter().map(move |case| (suite, case)));
    all.filter(|(suite, case)| !case.is_right() && !exceptions.covers(suite, case))
        .map(|(suite, case)| {
            let outcome = match &case.outcome {
                Outcome::Accepted => "FALSE ACCEPT".to_owned(),
                Outcome::Refused(reason) => format!("false refusal: {reason}"),
                Outcome::Panicked => "PANIC".to_owned(),
                Outcome::Hung => format!("TOO SLOW, {} s", case.time.as_secs()),
            };
            format!("{}: {}: {outcome}", suite.name, case.id)
        })
        .collect()
}
