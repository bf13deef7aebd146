//! The top of the page.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{
    components::shared::icon::{Picture, icon},
    services,
    state::{Action, State, View},
    words::locale::{Language, say},
};

/// Draws the name, the views, and the promise.
pub(crate) fn header(state: &State, dispatch: &Callback<Action>) -> Html {
    let State { view, language, server, .. } = state;
    let trusted = state.store.entries.len().saturating_add(state.waiting());
    let promise = if server.nfvo.is_some() { say!("promise-nfvo") } else { say!("promise") };
    let to = |target: View, title: String, count: Option<usize>| {
        let current = (*view == target).then_some("page");
        html! {
            <li>
                <button type="button" class="view-link" aria-current={current}
                    onclick={dispatch.reform(move |_| Action::Show(target))}>
                    { title }
                    if let Some(count) = count {
                        <span class="count">{ count }</span>
                    }
                </button>
            </li>
        }
    };
    html! {
        <header class="page-header">
            <a class="skip-link" href="#main">{ say!("skip") }</a>
            <p class="brand">{ icon(Picture::Seal) }{ "vnfseal" }</p>
            <nav aria-label={say!("nav")}>
                <ul class="views">
                    { to(View::Verify, say!("view-verify"), None) }
                    if server.catalogue == Some(true) {
                        { to(View::Catalogue, say!("view-catalogue"), None) }
                    }
                    { to(View::Reports, say!("view-reports"), Some(state.saved.len()).filter(|count| *count > 0)) }
                    if server.runs == Some(true) {
                        { to(View::Runs, say!("view-runs"), None) }
                    }
                    { to(View::Trust, say!("view-trust"), Some(trusted).filter(|count| *count > 0)) }
                    { to(View::Policy, say!("view-policy"), None) }
                    { to(View::ThisPage, say!("view-this-page"), None) }
                </ul>
            </nav>
            <p class="promise">{ icon(Picture::Lock) }{ promise }</p>
            { languages(*language, dispatch) }
        </header>
    }
}

fn languages(language: Language, dispatch: &Callback<Action>) -> Html {
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let field = event.target_unchecked_into::<HtmlSelectElement>();
        let chosen = Language::of_tag(&field.value());
        // It says what the page speaks; another language has to be loaded first.
        field.set_value(language.tag());
        services::change_language(chosen, dispatch.clone());
    });
    html! {
        <label class="language">
            <span class="visually-hidden">{ say!("language") }</span>
            <select {onchange}>
                { for Language::all().map(|one| html! {
                    <option value={one.tag()} lang={one.tag()} selected={one == language}>{ one.name() }</option>
                }) }
            </select>
        </label>
    }
}
