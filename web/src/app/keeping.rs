//! The history of reports: what the page puts into it, if the user wants one.

use js_sys::Math;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{history, tabs},
    json::Word,
    report::Verified,
    services::Services,
    state::{Action, Stage, State},
    words::quantities::whole,
};

/// Keeps each report once it is there. One that is judged again takes the place of the one before.
#[hook]
pub(super) fn use_history(state: &State, services: &Services) {
    let visit = use_memo((), |()| whole(Math::random() * 1e15));
    let kept = use_mut_ref(Vec::<(u32, Verified)>::new);
    let reports = state.queue.iter().filter_map(|delivery| match &delivery.stage {
        Stage::Done(report) if state.keeps_reports && !report.is_encrypted() => Some((delivery.key, report.clone())),
        _ => None,
    });
    let dispatch = services.dispatch.clone();
    use_effect_with(reports.collect::<Vec<_>>(), move |reports| {
        let known = kept.replace(reports.clone());
        let new = reports.iter().filter(|report| !known.contains(report)).cloned().collect::<Vec<_>>();
        if new.is_empty() {
            return;
        }
        spawn_local(async move {
            let mut saved = Vec::new();
            for (key, report) in new {
                let (id, name) = (format!("{visit}-{key}"), &report.package.file_name);
                // A report that the browser does not keep counts as lost with the page, and the page warns of that.
                if history::keep(&id, name, report.verdict.code(), report.json()).await.is_ok() {
                    saved.push(key);
                }
            }
            if !saved.is_empty() {
                tabs::tell();
            }
            dispatch.emit(Action::Saved(saved));
        });
    });
}
