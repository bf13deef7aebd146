//! What differs between two reports, as the worker says it.

use std::rc::Rc;

use vnfseal::report::Verdict;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    changed_artifacts::changed_artifacts,
    changed_facts::{metadata, package, signers},
    changed_findings::changed_findings,
    side_verdict::side_verdict,
    table::old_and_new,
};
use crate::{
    engine::{self, Comparison, Verifier},
    report::Verified,
    words::{self, locale::say, untrusted},
};

/// Properties of [`Compared`].
#[derive(Properties)]
pub(crate) struct Props {
    /// The older report.
    pub(crate) old: Verified,
    /// The newer report.
    pub(crate) new: Verified,
    /// Whether the older report came as a file, and is no verdict of this page.
    pub(crate) is_old_saved: bool,
    /// Whether the newer report did.
    pub(crate) is_new_saved: bool,
    /// The engine, whose worker compares.
    pub(crate) verifier: Rc<Verifier>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        (&self.old, &self.new, self.is_old_saved, self.is_new_saved)
            == (&other.old, &other.new, other.is_old_saved, other.is_new_saved)
    }
}

/// Draws the verdicts side by side, and everything that differs.
#[component]
pub(crate) fn Compared(props: &Props) -> Html {
    // The answer stands with the pair that it is about: one to an earlier pair may come late.
    let answer = use_state(|| None);
    {
        let (answer, verifier) = (answer.setter(), Rc::clone(&props.verifier));
        use_effect_with((props.old.clone(), props.new.clone()), move |(old, new)| {
            let (old, new) = (old.clone(), new.clone());
            spawn_local(async move {
                let compared = engine::compare(&verifier, &old, &new).await;
                answer.set(Some((old, new, Rc::new(compared))));
            });
        });
    }
    let known = answer.as_ref().filter(|(old, new, _)| (old, new) == (&props.old, &props.new));
    html! {
        <div class="compared" role="group" aria-busy={known.is_none().to_string()}>
            { verdicts(props) }
            { match known.map(|(_, _, compared)| &**compared) {
                None => html! {},
                Some(Err(reason)) => html! {
                    <p role="alert">{ say!("compare-failed", reason = untrusted::escaped(reason)) }</p>
                },
                Some(Ok(compared)) => differences(compared, [props.is_old_saved, props.is_new_saved]),
            } }
        </div>
    }
}

fn verdicts(Props { old, new, is_old_saved, is_new_saved, .. }: &Props) -> Html {
    let row = |name: String, before: Verdict, now: Verdict| {
        html! {
            <tr>
                <th scope="row">{ name }</th>
                <td>{ side_verdict(before, *is_old_saved) }</td>
                <td>{ side_verdict(now, *is_new_saved) }</td>
            </tr>
        }
    };
    html! {
        <>
            <p class="compare-outcome">
                { if old.verdict == new.verdict { say!("compare-verdict-same") } else { say!("compare-verdict-other") } }
            </p>
            <table class="compare-table">
                <caption class="visually-hidden">{ say!("compare-verdicts") }</caption>
                { old_and_new() }
                <tbody>
                    { row(say!("compare-verdict"), old.verdict, new.verdict) }
                    { for words::aspects(old).into_iter().zip(words::aspects(new)).map(|((aspect, before), (_, now))|
                        row(words::aspect(aspect), before, now)) }
                </tbody>
            </table>
        </>
    }
}

/// Draws everything that differs. `are_saved` tells of either report whether it came as a file.
fn differences(compared: &Comparison, are_saved: [bool; 2]) -> Html {
    let Comparison { package: facts, metadata: entries, findings, signers: who, artifacts, .. } = compared;
    let lists = [facts.len(), entries.len(), findings.len(), who.len(), artifacts.len()];
    let is_same = lists.iter().all(|length| *length == 0);
    html! {
        <>
            if is_same {
                <p class="compare-same">{ say!("compare-equal") }</p>
            }
            { changed_findings(compared) }
            { package(facts) }
            { metadata(entries) }
            { signers(who) }
            { changed_artifacts(compared, are_saved) }
        </>
    }
}
