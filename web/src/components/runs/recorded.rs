//! What a run found, as a word that looks like no verdict of this page: a mark is for what was proven here.

use yew::prelude::*;

use super::polled::Polled;
use crate::{
    browser::runs::{Counts, Run, Unanswered},
    components::shared::status::{Tone, status},
    words::locale::say,
};

/// The words of the server for what was found, in the order in which people look for them.
pub(super) const FOUND: [&str; 4] = ["failed", "error", "indeterminate", "passed"];

/// Returns the word for what was found.
pub(super) fn word(found: &str) -> String {
    match found {
        "passed" => say!("verdict-passed"),
        "failed" => say!("verdict-failed"),
        "indeterminate" => say!("verdict-indeterminate"),
        "error" => say!("run-error"),
        _ => say!("run-open"),
    }
}

/// Returns how many packages of a run that is.
pub(super) fn count(Counts { passed, failed, indeterminate, error }: &Counts, found: &str) -> u64 {
    match found {
        "passed" => *passed,
        "failed" => *failed,
        "indeterminate" => *indeterminate,
        _ => *error,
    }
}

/// Draws what was found. Only what is not as it should be has a colour.
pub(super) fn found(found: Option<&str>) -> Html {
    let found = found.unwrap_or_default();
    let tone = match found {
        "failed" => Tone::Wrong,
        "indeterminate" | "error" => Tone::Unknown,
        _ => Tone::Nothing,
    };
    html! {
        <span class={["recorded", tone.class()].join(" ")} data-found={found.to_owned()}>{ word(found) }</span>
    }
}

/// Returns the state of a run in a few words.
pub(super) fn state(run: &Run) -> String {
    match run.state.as_str() {
        "finished" => say!("run-finished"),
        "cancelled" => say!("run-cancelled"),
        "planning" => say!("run-planning"),
        _ => say!("run-under-way"),
    }
}

/// Draws what there is to say while there is no answer to the question at this path.
pub(super) fn standing<Answer: PartialEq>(polled: &Polled<Answer>, path: &str) -> Html {
    html! {
        <div role="status">
            if let Some(why) = polled.unanswered {
                { unanswered(why) }
            } else if polled.waits_for(path) {
                <p>{ status(Tone::Busy, say!("runs-loading")) }</p>
            }
        </div>
    }
}

/// Draws why there is no answer, and what to do.
pub(super) fn unanswered(why: Unanswered) -> Html {
    let (what, fix) = match why {
        Unanswered::Server => (say!("runs-no-server"), say!("runs-no-server-fix")),
        Unanswered::Database => (say!("runs-no-database"), say!("runs-no-database-fix")),
        Unanswered::Tables => (say!("runs-no-tables"), say!("runs-no-tables-fix")),
        Unanswered::Forbidden => (say!("runs-forbidden"), say!("runs-forbidden-fix")),
        Unanswered::Gone => (say!("runs-gone"), say!("runs-gone-fix")),
        Unanswered::Large => (say!("runs-large"), say!("runs-large-fix")),
        Unanswered::Busy => (say!("runs-busy"), say!("runs-busy-fix")),
        Unanswered::Planning => (say!("runs-planning"), say!("runs-planning-fix")),
        Unanswered::Unplanned => (say!("runs-unplanned"), say!("runs-unplanned-fix")),
        Unanswered::Unreadable => (say!("runs-unreadable"), say!("runs-unreadable-fix")),
    };
    html! {
        <div class="runs-unanswered">
            <p>{ status(if why == Unanswered::Planning { Tone::Busy } else { Tone::Wrong }, what) }</p>
            <p class="hint">{ fix }</p>
        </div>
    }
}
