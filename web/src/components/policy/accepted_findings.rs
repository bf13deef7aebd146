//! The findings that are knowingly accepted.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    components::status::{Status, Tone},
    engine::RuleText,
    locale::say,
    words,
};

/// Properties of [`AcceptedFindings`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The engine's rules, once it told.
    pub(crate) rules: Option<Rc<[RuleText]>>,
    /// The codes accepted.
    pub(crate) accepted: Vec<String>,
    /// Others are accepted.
    pub(crate) onchoose: Callback<Vec<String>>,
}

/// A box for every finding that a policy may accept.
#[component]
pub(crate) fn AcceptedFindings(Props { rules, accepted, onchoose }: &Props) -> Html {
    let Some(rules) = rules else {
        return html! { <p class="hint">{ say!("policy-rules-loading") }</p> };
    };
    let item = |rule: &RuleText| {
        let (code, accepted) = (rule.code.clone(), accepted.clone());
        let is_accepted = accepted.contains(&code);
        let onchange = onchoose.reform(move |event: Event| {
            let is_chosen = event.target_unchecked_into::<HtmlInputElement>().checked();
            let mut next = accepted.iter().filter(|other| **other != code).cloned().collect::<Vec<_>>();
            next.extend(is_chosen.then(|| code.clone()));
            next
        });
        html! {
            <li key={rule.code.clone()}>
                <label>
                    <input type="checkbox" checked={is_accepted} {onchange} />
                    <Status tone={Tone::from(rule.severity)} word={words::severity(rule.severity)} />
                    <span lang="en">{ rule.title.clone() }</span>
                    <code>{ rule.code.clone() }</code>
                </label>
            </li>
        }
    };
    html! { <ul class="accepted">{ for rules.iter().filter(|rule| rule.may_be_accepted()).map(item) }</ul> }
}
