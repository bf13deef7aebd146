//! What changed of one package from one run to another.

use yew::prelude::*;

use super::{difference_view, recorded};
use crate::{
    browser::runs::Change,
    components::shared::{original, untrusted_text},
    words::locale::say,
};

/// Draws what was found before and after, why it changed, and which findings came and went.
pub(super) fn change_item(change: &Change) -> Html {
    let Change { path, is_worse, old, new, why, gained, lost, error } = change;
    html! {
        <li class="run-change" data-worse={is_worse.to_string()}>
            <p class="run-package-name">
                { untrusted_text::text(path) }
                if *is_worse {
                    <span class="badge">{ say!("run-worse") }</span>
                }
            </p>
            <p class="run-verdicts">
                { side(old.as_deref(), say!("run-added")) }
                <span aria-hidden="true">{ "→" }</span><span class="visually-hidden">{ say!("run-then") }</span>
                { side(new.as_deref(), say!("run-removed")) }
                if !why.is_empty() {
                    <span class="run-why">{ say!("run-because") }{ " " }{ difference_view::words(why) }</span>
                }
            </p>
            if let Some(error) = error {
                <div>{ original::about(say!("run-not-verified"), &error.message) }</div>
            }
            { codes(say!("run-gained"), gained) }
            { codes(say!("run-lost"), lost) }
        </li>
    }
}

/// Draws what was found, or the words for a package that was not there.
fn side(found: Option<&str>, absent: String) -> Html {
    match found {
        Some(found) => recorded::found(Some(found)),
        None => html! { <span>{ absent }</span> },
    }
}

fn codes(title: String, codes: &[String]) -> Html {
    if codes.is_empty() {
        return html! {};
    }
    html! {
        <p class="run-codes">{ title }{ for codes.iter().map(|code| html! { <>{ " " }<code>{ untrusted_text::plain(code) }</code></> }) }</p>
    }
}
